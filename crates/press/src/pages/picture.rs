//! Pictures, sounds and documents as pages show them.

use std::fmt::Write as _;

use types::Language;

use crate::{
    manuscript::{Media, MediaKind},
    markup::{Context, escape},
    pictures::{Derived, Size},
};

/// A medium with what is said about it in one language.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) derived: Derived,
    pub(crate) kind: MediaKind,
    pub(crate) alt: String,
    pub(crate) caption_html: String,
    pub(crate) credit: String,
}

/// Where a picture stands, which decides how wide it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placing {
    /// Above an article; the first thing to be seen.
    Lead,
    /// Wider than the text.
    Wide,
    /// As wide as the text.
    Column,
    /// One of several.
    Gallery,
    /// On the front page, first.
    Front,
    /// On a card.
    Card,
}

impl Shown {
    pub(crate) fn new(media: &Media, derived: &Derived, language: Language) -> Self {
        let mut caption_html = String::new();
        escape(media.caption.get(language).unwrap_or_default(), &mut caption_html);
        Self {
            derived: derived.clone(),
            kind: media.kind,
            alt: media.alt.get(language).unwrap_or_default().to_owned(),
            caption_html,
            credit: media.credit.get(language).unwrap_or_default().to_owned(),
        }
    }
}

/// A picture with caption and credit.
pub(crate) fn figure(shown: &Shown, placing: Placing, prefix: &str, out: &mut String) {
    if !matches!(shown.kind, MediaKind::Picture { .. }) {
        return;
    }
    out.push_str(if placing == Placing::Wide { "<figure class=\"wide\">" } else { "<figure>" });
    picture(&shown.derived, &shown.alt, placing, prefix, out);
    if !shown.caption_html.is_empty() || !shown.credit.is_empty() {
        out.push_str("<figcaption>");
        out.push_str(shown.caption_html.trim());
        if !shown.credit.is_empty() {
            if !shown.caption_html.is_empty() {
                out.push(' ');
            }
            out.push_str("<span>");
            escape(&shown.credit, out);
            out.push_str("</span>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

/// A picture alone. Phones always get the smallest one, whatever their screen: behind a frozen connection nothing larger
/// arrives.
pub(crate) fn picture(
    derived: &Derived,
    alt: &str,
    placing: Placing,
    prefix: &str,
    out: &mut String,
) {
    let card = derived.card.as_ref().filter(|_| placing == Placing::Card);
    let Some(small) = card.or(derived.sizes.first()) else {
        return;
    };
    let larger: &[Size] = match placing {
        Placing::Card => &[],
        Placing::Gallery => derived.sizes.get(1..2).unwrap_or_default(),
        _ => derived.sizes.get(1..).unwrap_or_default(),
    };
    let sizes = match placing {
        Placing::Lead | Placing::Wide => "(min-width:66rem) 64rem,100vw",
        Placing::Front => "(min-width:58rem) 50rem,100vw",
        Placing::Gallery | Placing::Card => "22rem",
        Placing::Column => "38rem",
    };
    let has_avif = small.avif.is_some() || larger.iter().any(|size| size.avif.is_some());
    let wrapped = has_avif || !larger.is_empty();
    if wrapped {
        out.push_str("<picture>");
    }
    if larger.iter().all(|size| size.avif.is_some()) && !larger.is_empty() {
        let files =
            larger.iter().filter_map(|size| size.avif.as_ref().map(|file| (file, size.width)));
        source(files, Some("image/avif"), sizes, prefix, out);
    }
    if !larger.is_empty() {
        let files = larger.iter().map(|size| (&size.file, size.width));
        source(files, None, sizes, prefix, out);
    }
    if let Some(avif) = &small.avif {
        let _ = write!(out, "<source type=\"image/avif\" srcset=\"{prefix}media/{}\">", avif.name);
    }
    let _ = write!(
        out,
        "<img src=\"{prefix}media/{}\" width=\"{}\" height=\"{}\" alt=\"",
        small.file.name, small.width, small.height
    );
    escape(alt, out);
    out.push('"');
    if !matches!(placing, Placing::Lead | Placing::Front) {
        out.push_str(" loading=\"lazy\"");
    }
    out.push('>');
    if wrapped {
        out.push_str("</picture>");
    }
}

fn source<'a>(
    files: impl Iterator<Item = (&'a crate::pictures::Piece, u32)>,
    kind: Option<&str>,
    sizes: &str,
    prefix: &str,
    out: &mut String,
) {
    out.push_str("<source media=\"(min-width:40rem)\"");
    if let Some(kind) = kind {
        let _ = write!(out, " type=\"{kind}\"");
    }
    out.push_str(" srcset=\"");
    for (at, (file, width)) in files.enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}{prefix}media/{} {width}w", file.name);
    }
    let _ = write!(out, "\" sizes=\"{sizes}\">");
}

/// A sound or document as a link, with its kind and size.
pub(crate) fn file(shown: &Shown, text: &str, context: &Context<'_>, out: &mut String) {
    let Some(size) = shown.derived.sizes.first() else {
        return;
    };
    let bytes = context.words.size(size.file.length);
    let key = match shown.kind {
        MediaKind::Pdf => "file-pdf",
        MediaKind::Audio(_) => "file-audio",
        MediaKind::Picture { .. } => return,
    };
    let label = context.words.with(key, &[("size", crate::words::Value::Text(&bytes))]);
    let _ = write!(
        out,
        "<div class=\"box file\"><p><a href=\"{}media/{}\">",
        context.prefix, size.file.name
    );
    escape(&label, out);
    out.push_str("</a></p>");
    if !text.starts_with("<p>") && !text.is_empty() {
        let _ = write!(out, "<p>{text}</p>");
    } else {
        out.push_str(text);
    }
    out.push_str("</div>");
}

/// The picture others show as a preview of a page.
pub(crate) fn preview(derived: &Derived) -> Option<(String, u32, u32)> {
    let size = derived.sizes.get(1).or(derived.sizes.first())?;
    (size.width > 0).then(|| (format!("media/{}", size.file.name), size.width, size.height))
}
