//! Markdown: what a text may contain, and what becomes of it.
//!
//! The tree is comrak's; the HTML is ours, so that nothing a writer types can become markup we did not mean. The
//! profile is in `docs/reference/folder.md`. `check` finds faults and references, `render` makes blocks.

mod attributes;
mod check;
mod directive;
mod inline;
mod render;

pub(crate) use check::check;
pub(crate) use render::{Block, Context, Rendered, render};

use comrak::Options;

/// How deep directives, quotes and lists may nest.
const DEEPEST: usize = 24;

/// How deep everything may nest, emphasis and links too: each level is a call, and the stack is not endless.
const DEEPEST_OF_ALL: usize = 48;

/// Whether a character may stand in XML (1.0, 2.2), and so in a feed.
pub(crate) fn is_sayable(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// What we ask of comrak.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.block_directive = true;
    options
}

/// Escapes text for HTML, inside elements and inside double-quoted attributes.
pub(crate) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    // Bytes, not characters: all four are ASCII, and this is the busiest loop of a print.
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// What a link's address may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Address<'a> {
    /// Another site, `https:` or `http:`; or `mailto:`, `tel:`.
    Foreign(&'a str),
    /// A file of the newsroom, `name.en.md`.
    Ours(&'a str),
}

/// Sorts an address, or says what is wrong with it.
pub(crate) fn address(url: &str) -> Result<Address<'_>, String> {
    let colon = url.find(':').filter(|&at| !url[..at].contains(['/', '?', '#']));
    if let Some(at) = colon {
        return match url[..at].to_ascii_lowercase().as_str() {
            "https" | "http" | "mailto" | "tel" => Ok(Address::Foreign(url)),
            scheme => Err(format!("a link may not begin with `{scheme}:`; use https: or mailto:")),
        };
    }
    let path = url.split('#').next().unwrap_or(url);
    if path.ends_with(".md") && !path.contains(['?', '%']) {
        return Ok(Address::Ours(url));
    }
    Err(format!(
        "the link `{url}` leads nowhere; write the file of an article (`harbour.en.md`) or a whole address (`https://…`)"
    ))
}
