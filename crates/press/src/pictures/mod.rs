//! Pictures: what they say about themselves, what is made of them, and what never leaves the house.
//!
//! An original is never published. What readers get is encoded anew from bare pixels, so no metadata of any kind can come
//! along: a photo's location or a camera's serial number can kill.

pub(crate) mod carried;
mod derive;
mod encode;
mod metadata;

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};
use serde::{Deserialize, Serialize};

pub(crate) use derive::{Derivatives, Derived, Piece, Size};
pub(crate) use derive::{Wanted, derive_all, make_avif};
#[cfg(feature = "fuzzing")]
pub(crate) use encode::pixels;
pub(crate) use encode::square;

/// The most pixels a picture may have; a camera of 2026 has 50 to 60 million.
const MOST_PIXELS: u64 = 64_000_000;
/// The longest side.
const LONGEST_SIDE: u32 = 20_000;

/// Why a picture, sound or document was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are of no kind we carry.
    #[error("this is no picture we can read; save it as JPEG, PNG or WebP")]
    Unknown,
    /// The ending of the name says another kind.
    #[error("the name says {named}, but inside is {inside}; rename it or save it anew")]
    Mislabelled {
        /// What the name says.
        named: String,
        /// What the bytes are.
        inside: &'static str,
    },
    /// The bytes end early or contradict themselves.
    #[error("the picture is damaged: {0}; open it in a picture program and save it anew")]
    Damaged(String),
    /// It would fill the memory.
    #[error("the picture has {0} × {1} pixels; the most is 64 million, make it smaller")]
    Huge(u32, u32),
    /// There is nothing to see.
    #[error("the picture is {0} × {1} pixels; that is too small to show")]
    Tiny(u32, u32),
    /// A sound or document is not what it says.
    #[error("{0}")]
    Carried(&'static str),
}

/// What a picture says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Probe {
    /// Pixels across, once turned upright.
    pub(crate) width: u32,
    /// Pixels down, once turned upright.
    pub(crate) height: u32,
    pub(crate) words: Words,
}

/// Alternative text, caption and credit found inside a picture (IPTC, XMP).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// XMP `Iptc4xmpCore:AltTextAccessibility`.
    pub alt: Option<String>,
    /// XMP `dc:description` or IPTC 2:120.
    pub caption: Option<String>,
    /// XMP `photoshop:Credit`, or IPTC 2:110; never who made it.
    pub credit: Option<String>,
}

/// Looks at a picture's head, without decoding it.
pub(crate) fn probe(bytes: &[u8], name: &str) -> Result<Probe, Refusal> {
    let format = format_of(bytes)?;
    check_name(name, format)?;
    let mut decoder = decoder(bytes, format)?;
    let (mut width, mut height) = decoder.dimensions();
    check_size(width, height)?;
    if is_on_its_side(decoder.orientation().unwrap_or(Orientation::NoTransforms)) {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(Probe { width, height, words: metadata::words(bytes) })
}

fn check_size(width: u32, height: u32) -> Result<(), Refusal> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(Refusal::Huge(width, height));
    }
    if width < 32 || height < 32 {
        return Err(Refusal::Tiny(width, height));
    }
    Ok(())
}

fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn format_of(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        _ => Err(Refusal::Unknown),
    }
}

fn check_name(name: &str, format: ImageFormat) -> Result<(), Refusal> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let (inside, endings): (_, &[&str]) = match format {
        ImageFormat::Png => ("a PNG", &["png"]),
        ImageFormat::WebP => ("a WebP", &["webp"]),
        _ => ("a JPEG", &["jpg", "jpeg"]),
    };
    if endings.contains(&ending.as_str()) {
        return Ok(());
    }
    Err(Refusal::Mislabelled { named: format!(".{ending}"), inside })
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    limits.max_image_width = Some(LONGEST_SIDE * 4);
    limits.max_image_height = Some(LONGEST_SIDE * 4);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| Refusal::Damaged(error.to_string()))
}
