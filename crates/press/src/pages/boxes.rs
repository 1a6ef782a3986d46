//! Boxes that lead from texts to the letter and to the support page.
//!
//! On articles they are links; the forms stand on the front page and on pages of their own, so that an address of a
//! letterbox or payment page changes few pages.

use std::fmt::Write as _;

use crate::{
    manuscript::{Newsletter, Site, Support},
    markup::escape,
    plan::Edition,
    site,
};

/// The boxes of one language, for pages of one depth.
#[derive(Debug, Default)]
pub(crate) struct Boxes {
    pub(crate) newsletter_in_text: String,
    pub(crate) support_in_text: String,
    /// The same at the end of an article, with the campaign's words.
    pub(crate) newsletter: String,
    pub(crate) campaign: String,
    pub(crate) evergreen: String,
}

impl Boxes {
    pub(crate) fn new(site: &Site, edition: &Edition<'_>, prefix: &str) -> Self {
        let mut boxes = Self::default();
        if let Some(letter) = &site.newsletter {
            boxes.newsletter = newsletter(letter, edition, prefix);
            boxes.newsletter_in_text.clone_from(&boxes.newsletter);
        }
        if let Some(support) = &site.support {
            let language = edition.language;
            let headline = support.headline.or_any(language);
            let appeal = support.appeal.or_any(language);
            boxes.campaign = give(edition, prefix, headline, appeal, support);
            let standing = edition.words.text("support-evergreen");
            let evergreen = support.evergreen.get(language).unwrap_or_default();
            boxes.evergreen = give(edition, prefix, standing, evergreen, support);
            boxes.support_in_text.clone_from(&boxes.evergreen);
        }
        boxes
    }
}

fn newsletter(letter: &Newsletter, edition: &Edition<'_>, prefix: &str) -> String {
    let (language, words) = (edition.language, &edition.words);
    let mut out = String::from("<aside class=\"box nl\"><h2>");
    escape(letter.name.or_any(language), &mut out);
    out.push_str("</h2><p>");
    escape(letter.about.or_any(language), &mut out);
    let _ = write!(out, "</p><a class=\"btn\" href=\"{prefix}{}\">", site::page(language, "join"));
    escape(words.text("newsletter-join"), &mut out);
    out.push_str("</a></aside>");
    out
}

fn give(
    edition: &Edition<'_>,
    prefix: &str,
    headline: &str,
    appeal: &str,
    support: &Support,
) -> String {
    let (language, words) = (edition.language, &edition.words);
    let mut out = String::from("<aside class=\"gv\"><h2>");
    escape(headline, &mut out);
    out.push_str("</h2>");
    for text in [Some(appeal), support.danger.get(language)].into_iter().flatten() {
        if !text.is_empty() {
            out.push_str("<p>");
            escape(text, &mut out);
            out.push_str("</p>");
        }
    }
    let _ = write!(out, "<a class=\"btn\" href=\"{prefix}{}\">", site::page(language, "support"));
    escape(words.text("support-us"), &mut out);
    out.push_str("</a></aside>");
    out
}
