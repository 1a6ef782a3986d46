//! The front page of a language, and the two forms that stand on it and on pages of their own.

use std::fmt::Write as _;

use super::{
    Sheet, cards,
    picture::{self, Placing},
    shell::Shell,
    style::Components,
};
use crate::{
    manuscript::{Frequency, Newsletter, Site, Support},
    markup::escape,
    plan::{Edition, Plan, Rank},
    site,
    words::{Value, Words},
};

/// What the front page shows, newest first.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) lead: Option<Rank>,
    pub(crate) latest: Vec<Rank>,
    pub(crate) cards: Vec<Rank>,
    pub(crate) strips: Vec<(String, Vec<Rank>)>,
}

/// Chooses what the front page shows.
pub(crate) fn choose(plan: &Plan<'_>, edition: &Edition<'_>) -> Chosen {
    let layout = &plan.manuscript.site.front_page;
    let newest: Vec<Rank> = edition.ranks().rev().take(80).collect();
    let with_picture = |rank: &Rank| edition.article(*rank).picture.is_some();
    let named = layout.lead.as_ref().and_then(|group| {
        edition.ranks().rev().find(|rank| edition.article(*rank).group == *group)
    });
    let lead =
        named.or_else(|| newest.iter().copied().find(with_picture)).or(newest.first().copied());
    let cards: Vec<Rank> = newest
        .iter()
        .copied()
        .filter(|rank| Some(*rank) != lead && with_picture(rank))
        .take(layout.cards)
        .collect();
    let latest: Vec<Rank> = newest
        .iter()
        .copied()
        .filter(|rank| Some(*rank) != lead && !cards.contains(rank))
        .take(layout.latest)
        .collect();
    let shown = |rank: &Rank| Some(*rank) == lead || cards.contains(rank) || latest.contains(rank);
    let strips = layout.strips.iter().filter_map(|section| {
        let list = edition.by_section.get(section.as_str())?;
        let ranks: Vec<Rank> =
            list.iter().rev().copied().filter(|rank| !shown(rank)).take(3).collect();
        (!ranks.is_empty()).then(|| (section.clone(), ranks))
    });
    let strips = strips.collect();
    Chosen { lead, latest, cards, strips }
}

/// The front page.
pub(crate) fn sheet(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    shell: &Shell,
    chosen: &Chosen,
) -> Sheet {
    let (language, words, site) = (edition.language, &edition.words, &plan.manuscript.site);
    let name = site.name.or_any(language);
    let mut main = String::from("<main id=\"main\" class=\"hm\"><h1 class=\"skip\">");
    escape(name, &mut main);
    main.push_str("</h1><div class=\"w\"><div class=\"front\">");
    if let Some(rank) = chosen.lead {
        lead(plan, edition, shell, rank, &mut main);
    }
    if !chosen.latest.is_empty() {
        main.push_str("<section><h2 class=\"hd\">");
        escape(words.text("latest"), &mut main);
        main.push_str("</h2><ul class=\"lst\">");
        for &rank in &chosen.latest {
            cards::line(plan, edition, rank, shell.prefix, &mut main);
        }
        let archive = site::list(&format!("{language}/archive"), None);
        let _ = write!(main, "</ul><a class=\"all ui\" href=\"{}{archive}\">", shell.prefix);
        escape(words.text("archive"), &mut main);
        main.push_str("</a></section>");
    }
    main.push_str("</div>");
    if !chosen.cards.is_empty() {
        main.push_str("<div class=\"grid g3 cards\">");
        for &rank in &chosen.cards {
            cards::card(plan, edition, rank, shell.prefix, &mut main);
        }
        main.push_str("</div>");
    }
    for (section, ranks) in &chosen.strips {
        strip(plan, edition, shell, section, ranks, &mut main);
    }
    main.push_str("</div><div class=\"strip\"><div class=\"w grid two\">");
    if let Some(letter) = &site.newsletter {
        join_form(letter, edition, shell.prefix, plan, &mut main);
    }
    reach_box(site, edition, shell.prefix, &mut main);
    main.push_str("</div></div>");
    if let Some(support) = &site.support {
        main.push_str("<div class=\"w\">");
        support_box(support, edition, shell.prefix, Level::Second, &mut main);
        main.push_str("</div>");
    }
    main.push_str("</main>");
    let lead_picture = chosen.lead.and_then(|rank| edition.article(rank).picture.as_ref());
    Sheet {
        path: site::home(language),
        title: name.to_owned(),
        description: site.tagline.or_any(language).to_owned(),
        main,
        components: Components::of(&["cards", "home", "box", "join", "give", "choose", "form"]),
        translations: site.languages.iter().map(|&other| (other, site::home(other))).collect(),
        image: lead_picture.and_then(|name| picture::preview(plan.derived(name)?)),
        form_action: letterbox_origin(site),
        ..Sheet::default()
    }
}

fn lead(plan: &Plan<'_>, edition: &Edition<'_>, shell: &Shell, rank: Rank, out: &mut String) {
    let article = edition.article(rank);
    let path = plan.path(edition.number(rank)).unwrap_or_default();
    out.push_str("<div class=\"lead\">");
    if let Some(derived) = article.picture.as_ref().and_then(|name| plan.derived(name)) {
        picture::picture(derived, "", Placing::Front, shell.prefix, out);
    }
    out.push_str("<p class=\"kick\">");
    escape(cards::kicker(plan, article), out);
    let _ = write!(out, "</p><h2><a href=\"{}{path}\">", shell.prefix);
    escape(&article.headline, out);
    out.push_str("</a></h2><p class=\"stand\">");
    escape(&article.standfirst, out);
    let names: Vec<String> = article
        .bylines
        .iter()
        .filter_map(|byline| plan.author(&byline.author))
        .map(|author| author.name.or_any(edition.language).to_owned())
        .collect();
    out.push_str("</p><p class=\"meta\">");
    escape(&edition.words.list(&names), out);
    out.push_str(" · ");
    escape(&edition.words.reading_time(super::article::minutes(article.words)), out);
    out.push_str("</p></div>");
}

fn strip(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    shell: &Shell,
    section: &str,
    ranks: &[Rank],
    out: &mut String,
) {
    let Some(named) = plan.section(section) else {
        return;
    };
    let (language, name) = (edition.language, named.name.or_any(edition.language));
    let path = site::list(&site::section(language, section), None);
    let _ =
        write!(out, "<section class=\"ss\"><h2 class=\"hd\"><a href=\"{}{path}\">", shell.prefix);
    escape(name, out);
    out.push_str("</a></h2><ul class=\"lst grid g3\">");
    for &rank in ranks {
        cards::line(plan, edition, rank, shell.prefix, out);
    }
    out.push_str("</ul></section>");
}

/// The box that takes an e-mail address, or says where to write.
pub(crate) fn join_form(
    letter: &Newsletter,
    edition: &Edition<'_>,
    prefix: &str,
    plan: &Plan<'_>,
    out: &mut String,
) {
    let (language, words) = (edition.language, &edition.words);
    out.push_str("<section class=\"nl ui\"><h2>");
    escape(letter.name.or_any(language), out);
    out.push_str("</h2><p>");
    escape(letter.about.or_any(language), out);
    out.push_str("</p>");
    if let Some(letterbox) = &letter.letterbox {
        out.push_str("<form method=\"post\" action=\"");
        escape(letterbox, out);
        let _ = write!(out, "\"><input type=\"hidden\" name=\"language\" value=\"{language}\">");
        out.push_str("<label for=\"em\">");
        escape(words.text("email-label"), out);
        out.push_str("</label><div class=\"row\"><input id=\"em\" name=\"email\" type=\"email\" required maxlength=\"254\" autocomplete=\"email\" dir=\"ltr\"><button class=\"btn\">");
        escape(words.text("subscribe"), out);
        out.push_str("</button></div></form>");
    }
    if let Some(mail) = &letter.mail {
        mail_link(words, "join-by-mail", mail, out);
    }
    out.push_str("<p class=\"meta\">");
    escape(words.text("join-promise"), out);
    let preview = letter.preview.as_ref().and_then(|group| preview_path(plan, edition, group));
    if let Some(path) = preview {
        let _ = write!(out, " <a href=\"{prefix}{path}\">");
        escape(words.text("newsletter-preview"), out);
        out.push_str("</a>");
    }
    let privacy = |page: &&crate::manuscript::PlainPage| {
        page.language == language && page.name.as_str() == "privacy"
    };
    if let Some(page) = plan.manuscript.pages.iter().find(privacy) {
        let _ = write!(out, " <a href=\"{prefix}{}\">", site::page(language, page.name.as_str()));
        escape(words.text("newsletter-privacy"), out);
        out.push_str("</a>");
    }
    out.push_str("</p></section>");
}

fn preview_path<'a>(plan: &'a Plan<'_>, edition: &Edition<'_>, group: &str) -> Option<&'a str> {
    let at = edition.articles.iter().position(|article| article.group == group)?;
    plan.path(edition.numbers[at])
}

/// A phrase with an e-mail address in it, the address being a link.
fn mail_link(words: &Words, key: &str, mail: &str, out: &mut String) {
    const MARK: &str = "\u{1}";
    let phrase = words.with(key, &[("address", Value::Text(MARK))]);
    let (before, after) = phrase.split_once(MARK).unwrap_or((&phrase, ""));
    out.push_str("<p>");
    escape(before, out);
    out.push_str("<a href=\"mailto:");
    escape(mail, out);
    out.push_str("\"><bdi>");
    escape(mail, out);
    out.push_str("</bdi></a>");
    escape(after, out);
    out.push_str("</p>");
}

/// Where the forms of this site may send: the letterbox's origin.
pub(crate) fn letterbox_origin(site: &Site) -> Option<String> {
    let letterbox = site.newsletter.as_ref()?.letterbox.as_ref()?;
    let (scheme, rest) = letterbox.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}

/// Other ways to the site.
pub(crate) fn reach_box(site: &Site, edition: &Edition<'_>, prefix: &str, out: &mut String) {
    let (language, words) = (edition.language, &edition.words);
    out.push_str("<section class=\"ui\"><h2>");
    escape(words.text("reach-title"), out);
    out.push_str("</h2><p>");
    escape(words.text("reach-intro"), out);
    out.push_str("</p><ul class=\"plain\">");
    if let Some(onion) = &site.reach.onion {
        out.push_str("<li><a href=\"");
        escape(onion, out);
        out.push_str("\">");
        escape(words.text("reach-onion"), out);
        out.push_str("</a></li>");
    }
    if let Some(mail) = &site.reach.mail {
        out.push_str("<li>");
        let start = out.len();
        mail_link(words, "reach-mail", mail, out);
        let line = out.split_off(start);
        out.push_str(line.trim_start_matches("<p>").trim_end_matches("</p>"));
        out.push_str("</li>");
    }
    let _ = write!(out, "<li><a href=\"{prefix}{language}/feed.xml\">");
    escape(words.text("reach-feed"), out);
    out.push_str("</a></li></ul></section>");
}

/// Which heading a box begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// The page's own heading stands elsewhere.
    Second,
    /// The box is the page.
    First,
}

/// The appeal with its choice of frequency and amount: links only, so that no form and no secret is needed.
pub(crate) fn support_box(
    support: &Support,
    edition: &Edition<'_>,
    prefix: &str,
    level: Level,
    out: &mut String,
) {
    let (language, words) = (edition.language, &edition.words);
    let (tag, heading) = if level == Level::First { ("div", "h1") } else { ("section", "h2") };
    let _ = write!(out, "<{tag} class=\"gv\"><{heading}>");
    escape(support.headline.or_any(language), out);
    let _ = write!(out, "</{heading}><p>");
    escape(support.appeal.or_any(language), out);
    out.push_str("</p>");
    if let Some(danger) = support.danger.get(language) {
        out.push_str("<details><summary>");
        escape(words.text("support-danger-title"), out);
        out.push_str("</summary><p>");
        escape(danger, out);
        out.push_str("</p></details>");
    }
    choice(support, words, level, out);
    if level == Level::Second {
        let _ =
            write!(out, "<p class=\"ui\"><a href=\"{prefix}{}\">", site::page(language, "support"));
        escape(words.text("support-other-ways"), out);
        out.push_str("</a></p>");
    }
    let _ = write!(out, "</{tag}>");
}

fn choice(support: &Support, words: &Words, level: Level, out: &mut String) {
    let heading = if level == Level::First { "h2" } else { "h3" };
    let kinds = [
        (Frequency::Once, "once", "support-once", "support-give-once"),
        (Frequency::Monthly, "monthly", "support-monthly", "support-give-monthly"),
        (Frequency::Annual, "annual", "support-annual", "support-give-annual"),
    ];
    let offered: Vec<_> = kinds
        .iter()
        .filter(|(kind, ..)| support.links.iter().any(|link| link.frequency == *kind))
        .collect();
    if offered.is_empty() {
        return;
    }
    let first = if offered.iter().any(|(kind, ..)| *kind == Frequency::Monthly) {
        Frequency::Monthly
    } else {
        offered[0].0
    };
    out.push_str("<div class=\"gf ui\">");
    if offered.len() > 1 {
        out.push_str("<fieldset><legend>");
        escape(words.text("support-frequency"), out);
        out.push_str("</legend><div class=\"pick\">");
        for (kind, class, name, _) in &offered {
            let checked = if *kind == first { " checked" } else { "" };
            let _ =
                write!(out, "<label><input type=\"radio\" name=\"f\" id=\"f-{class}\"{checked}>");
            escape(words.text(name), out);
            out.push_str("</label>");
        }
        out.push_str("</div></fieldset>");
    }
    for (kind, class, name, phrase) in offered {
        let _ = write!(out, "<div class=\"amt {class}\"><{heading}>");
        escape(words.text("support-amount"), out);
        out.push_str(": ");
        escape(words.text(name), out);
        let _ = write!(out, "</{heading}><ul>");
        for link in support.links.iter().filter(|link| link.frequency == *kind) {
            let chosen = if link.suggested { " class=\"first\"" } else { "" };
            let label = words.with(phrase, &[("amount", Value::Text(&link.amount))]);
            out.push_str("<li><a href=\"");
            escape(&link.url, out);
            let _ = write!(out, "\"{chosen} aria-label=\"");
            escape(&label, out);
            out.push_str("\">");
            escape(&link.amount, out);
            out.push_str("</a></li>");
        }
        out.push_str("</ul></div>");
    }
    out.push_str("<small>");
    escape(words.text("support-page-note"), out);
    out.push_str("</small></div>");
}
