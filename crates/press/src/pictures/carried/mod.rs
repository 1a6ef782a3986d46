//! Sounds and documents: checked, and stripped of what they say about whoever made them.
//!
//! What is published is put together from the parts that are known to be the sound or the page. What cannot be told apart
//! is refused, with a way to save it that can.

mod document;
mod jpeg;
mod sound;

pub(crate) use document::{check_pdf, strip_pdf};
pub(crate) use sound::{check_audio, strip_audio};
