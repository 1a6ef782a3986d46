//! Articles as other pages show them: cards, lines and list items.

use std::fmt::Write as _;

use super::picture::{self, Placing};
use crate::{
    manuscript::Article,
    markup::escape,
    plan::{Edition, Plan, Rank},
};

/// The kicker of an article: its own, or its section's name.
pub(crate) fn kicker<'a>(plan: &'a Plan<'_>, article: &'a Article) -> &'a str {
    let section =
        || plan.section(&article.section).map(|section| section.name.or_any(article.language));
    article.kicker.as_deref().or_else(section).unwrap_or_default()
}

/// A card with its picture.
pub(crate) fn card(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    rank: Rank,
    prefix: &str,
    out: &mut String,
) {
    let article = edition.article(rank);
    let path = plan.path(edition.number(rank)).unwrap_or_default();
    out.push_str("<div class=\"card\">");
    if let Some(derived) = article.picture.as_ref().and_then(|name| plan.derived(name)) {
        picture::picture(derived, "", Placing::Card, prefix, out);
    }
    out.push_str("<p class=\"kick\">");
    escape(kicker(plan, article), out);
    let _ = write!(out, "</p><h3><a href=\"{prefix}{path}\">");
    escape(&article.headline, out);
    out.push_str("</a></h3><p>");
    escape(&article.standfirst, out);
    let day = article.published.day();
    let _ = write!(out, "</p><p class=\"meta\"><time datetime=\"{day}\">");
    escape(&edition.words.date_day(day), out);
    out.push_str("</time></p></div>");
}

/// How much of an article a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// Date, headline, standfirst.
    Long,
    /// Date and headline.
    Short,
}

/// An item of a list.
pub(crate) fn item(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    rank: Rank,
    prefix: &str,
    length: Length,
    out: &mut String,
) {
    let article = edition.article(rank);
    let path = plan.path(edition.number(rank)).unwrap_or_default();
    let day = article.published.day();
    let _ = write!(out, "<li><p class=\"meta\"><time datetime=\"{day}\">");
    escape(&edition.words.date_long(day), out);
    out.push_str("</time> · ");
    escape(kicker(plan, article), out);
    let _ = write!(out, "</p><h2><a href=\"{prefix}{path}\">");
    escape(&article.headline, out);
    out.push_str("</a></h2>");
    if length == Length::Long {
        out.push_str("<p>");
        escape(&article.standfirst, out);
        out.push_str("</p>");
    }
    out.push_str("</li>");
}

/// A line of a timed list.
pub(crate) fn line(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    rank: Rank,
    prefix: &str,
    out: &mut String,
) {
    let article = edition.article(rank);
    let path = plan.path(edition.number(rank)).unwrap_or_default();
    let _ = write!(out, "<li><time class=\"meta\" datetime=\"{}\">", article.published.rfc3339());
    let (day, clock) = (edition.words.date_day(article.published.day()), article.published.clock());
    let values =
        [("date", crate::words::Value::Text(&day)), ("time", crate::words::Value::Text(&clock))];
    escape(&edition.words.with("date-time", &values), out);
    let _ = write!(out, "</time><a href=\"{prefix}{path}\">");
    escape(&article.headline, out);
    out.push_str("</a></li>");
}
