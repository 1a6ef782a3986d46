//! Doors for the fuzzers in `fuzz/`: what strangers' bytes go through first. Not for anything else.

use std::path::Path;

use crate::{
    folder, markup,
    pages::boxes::Boxes,
    pictures::{self, carried},
    problem::Problems,
    words::Words,
};

/// Front matter, Markdown and directives: checked, and rendered whatever the check says.
///
/// # Panics
///
/// If raw markup reaches the HTML.
pub fn article(bytes: &[u8]) {
    let Ok(text) = folder::normal(bytes.to_vec()) else { return };
    let problems = Problems::of("fuzz.en.md");
    folder::read_article(Path::new("fuzz.en.md"), "fuzz.en.md", &text, &problems);
    let words = Words::of("ar".parse().expect("a language"));
    let (link, media) = (|_: &str| Some("../x.html".to_owned()), |_: &str| None);
    let boxes = Boxes::default();
    let context =
        markup::Context { words: &words, prefix: "../", link: &link, media: &media, boxes: &boxes };
    let rendered = markup::render(&text, &context);
    for block in rendered.blocks {
        let html = block.html.to_ascii_lowercase();
        for bad in ["<script", "<iframe", "javascript:", "<img", "<svg", "<style"] {
            let in_tag = html
                .match_indices(bad)
                .any(|(at, _)| !bad.starts_with('j') || html[..at].ends_with("href=\""));
            assert!(!in_tag, "{bad} in {html}");
        }
    }
}

/// The heads, the metadata and the pixels of pictures; sounds and documents.
pub fn medium(bytes: &[u8]) {
    for name in ["a.jpg", "a.png", "a.webp"] {
        if let Ok(seen) = pictures::probe(bytes, name)
            && u64::from(seen.width) * u64::from(seen.height) < 1_000_000
        {
            // A refusal is as good as a picture; a panic is not.
            let _ = pictures::pixels(bytes);
        }
    }
    for kind in [crate::manuscript::AudioKind::Mp3, crate::manuscript::AudioKind::Ogg] {
        if let Ok(stripped) = carried::strip_audio(bytes, kind) {
            assert!(stripped.len() <= bytes.len(), "a sound only loses");
            assert_eq!(
                carried::strip_audio(&stripped, kind).as_ref(),
                Ok(&stripped),
                "once is enough"
            );
        }
    }
}

/// Documents.
pub fn document(bytes: &[u8]) {
    // A refusal is as good as a document; a panic is not.
    let _ = carried::strip_pdf(bytes);
}
