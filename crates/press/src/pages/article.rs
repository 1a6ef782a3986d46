//! An article, its parts, and the notice that stands where one was withdrawn.

use std::fmt::Write as _;

use serde_json::json;

use super::{
    Kind, Sheet,
    boxes::Boxes,
    cards,
    picture::{self, Placing, Shown},
    shell::Shell,
    style::Components,
};
use crate::{
    manuscript::{Article, MediaKind},
    markup::{self, Block, Rendered, escape},
    moment::Moment,
    plan::{Edition, Plan, Rank},
    site,
    words::Value,
};

/// Pages younger than this carry the campaign; older ones the standing words.
pub(crate) const CAMPAIGN: i64 = 90 * 24 * 60 * 60;

/// An article whose text is rendered, ready to be cut into parts.
pub(crate) struct Composed<'a> {
    plan: &'a Plan<'a>,
    edition: &'a Edition<'a>,
    shell: &'a Shell,
    article: &'a Article,
    rank: Rank,
    path: &'a str,
    pub(crate) text: Rendered,
    /// The part of the page that no part of the text can do without is made once.
    head: String,
    lead: String,
    tail: String,
    data: String,
}

/// Which piece of the text a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Part number, counted from 1, of so many.
    Part(usize, usize),
    /// Everything, for print and stick.
    Full,
}

impl<'a> Composed<'a> {
    pub(crate) fn new(
        plan: &'a Plan<'a>,
        edition: &'a Edition<'a>,
        shell: &'a Shell,
        rank: Rank,
        body: &str,
    ) -> Self {
        let article = edition.article(rank);
        let number = edition.number(rank);
        let path = plan.path(number).unwrap_or_default();
        let text = render_body(plan, edition, shell.prefix, &shell.boxes, body);
        let mut composed = Self {
            plan,
            edition,
            shell,
            article,
            rank,
            path,
            text,
            head: String::new(),
            lead: String::new(),
            tail: String::new(),
            data: String::new(),
        };
        composed.head = composed.head();
        composed.lead = composed.lead();
        composed.tail = composed.tail();
        composed.data = composed.data();
        composed
    }

    /// The page with these blocks of the text.
    pub(crate) fn sheet(&self, piece: Piece, blocks: &[Block]) -> Sheet {
        let (article, words) = (self.article, &self.edition.words);
        let (first, last) = match piece {
            Piece::Part(part, parts) => (part == 1, part == parts),
            Piece::Full => (true, true),
        };
        let length: usize = blocks.iter().map(|block| block.html.len()).sum();
        let mut main = String::with_capacity(length + 6000);
        main.push_str("<main id=\"main\"><article class=\"w\">");
        main.push_str(&self.head);
        if first {
            main.push_str("<p class=\"stand\">");
            escape(&article.standfirst, &mut main);
            main.push_str("</p>");
            self.byline(&mut main);
        }
        if let Piece::Part(part, parts) = piece
            && parts > 1
        {
            let values = [("part", number(part)), ("parts", number(parts))];
            main.push_str("<p class=\"meta\">");
            escape(&words.with("part-of", &values), &mut main);
            main.push_str("</p>");
        }
        main.push_str("</header>");
        if first {
            main.push_str(&self.lead);
        }
        main.push_str("<div class=\"body\">");
        for block in blocks {
            main.push_str(&block.html);
        }
        if last {
            self.corrections(&mut main);
        }
        self.notes(blocks, &mut main);
        main.push_str("</div>");
        if let Piece::Part(part, parts) = piece
            && parts > 1
        {
            self.parts(part, parts, &mut main);
        }
        if last {
            main.push_str(&self.tail);
        }
        main.push_str("</article></main>");
        self.finish(piece, first, main)
    }

    fn finish(&self, piece: Piece, first: bool, main: String) -> Sheet {
        let article = self.article;
        let components = Components::of(&["article", "cards"]).for_markup(&main);
        let components =
            if main.contains("class=\"parts") { components.with("parts") } else { components };
        let components =
            if main.contains("class=\"fn") { components.with("notes") } else { components };
        let (path, title) = match piece {
            Piece::Part(part, parts) if parts > 1 && part > 1 => {
                let values = [("part", number(part)), ("parts", number(parts))];
                let part_of = self.edition.words.with("part-of", &values);
                (site::part(self.path, part), format!("{} — {part_of}", article.headline))
            }
            Piece::Part(..) => (self.path.to_owned(), article.headline.clone()),
            Piece::Full => (site::full(self.path), article.headline.clone()),
        };
        let translations = self.plan.translations(self.edition.number(self.rank));
        Sheet {
            path,
            title,
            description: if first { article.standfirst.clone() } else { String::new() },
            main,
            components,
            canonical: (piece == Piece::Full).then(|| self.path.to_owned()),
            translations: translations
                .into_iter()
                .map(|(language, path)| (language, path.to_owned()))
                .collect(),
            kind: if piece == Piece::Full { Kind::Hidden } else { Kind::Article },
            data: (first && piece != Piece::Full).then(|| self.data.clone()),
            image: self.picture().and_then(|shown| picture::preview(&shown.derived)),
            feed: None,
            form_action: None,
            script: false,
            body_class: "",
        }
    }

    fn picture(&self) -> Option<Shown> {
        shown(self.plan, self.article.picture.as_deref()?, self.edition)
    }

    fn lead(&self) -> String {
        let mut out = String::new();
        if let Some(shown) = self.picture() {
            picture::figure(&shown, Placing::Lead, self.shell.prefix, &mut out);
        }
        out
    }

    fn head(&self) -> String {
        let article = self.article;
        let mut out = String::from("<header class=\"head\"><p class=\"kick\"><a href=\"");
        let section = site::section(article.language, &article.section);
        let _ = write!(out, "{}{}\">", self.shell.prefix, site::list(&section, None));
        escape(cards::kicker(self.plan, article), &mut out);
        out.push_str("</a></p><h1>");
        escape(&article.headline, &mut out);
        out.push_str("</h1>");
        out
    }

    fn byline(&self, out: &mut String) {
        let (article, words) = (self.article, &self.edition.words);
        out.push_str("<div class=\"by meta\"><span>");
        out.push_str(&words.list(&self.linked_names()));
        let zone = zone(self.plan, article.published, self.edition);
        let _ = write!(out, "</span><time datetime=\"{}\">", article.published.rfc3339());
        escape(&words.date_time(article.published, &zone), out);
        out.push_str("</time>");
        if let Some(updated) = article.updated {
            let date = words.date_long(updated.day());
            let _ = write!(out, "<time datetime=\"{}\">", updated.rfc3339());
            escape(&words.with("updated", &[("date", Value::Text(&date))]), out);
            out.push_str("</time>");
        }
        out.push_str("<span>");
        escape(&words.reading_time(minutes(article.words)), out);
        out.push_str("</span>");
        for byline in &article.bylines {
            let Some(author) = self.plan.author(&byline.author) else {
                continue;
            };
            let note = author.note.get(article.language);
            if note.is_none() && byline.role.is_none() {
                continue;
            }
            out.push_str("<p>");
            if let Some(role) = &byline.role {
                escape(author.name.or_any(article.language), out);
                out.push_str(": ");
                escape(role, out);
                out.push_str(". ");
            }
            escape(note.unwrap_or_default(), out);
            out.push_str("</p>");
        }
        out.push_str("</div>");
    }

    fn linked_names(&self) -> Vec<String> {
        let names = self.article.bylines.iter().filter_map(|byline| {
            let author = self.plan.author(&byline.author)?;
            let path = site::list(&site::author(self.article.language, author.id.as_str()), None);
            let mut name = format!("<a href=\"{}{path}\" rel=\"author\">", self.shell.prefix);
            escape(author.name.or_any(self.article.language), &mut name);
            name.push_str("</a>");
            Some(name)
        });
        names.collect()
    }

    fn corrections(&self, out: &mut String) {
        for correction in &self.article.corrections {
            out.push_str("<div class=\"box corr\"><h2>");
            escape(&self.edition.words.correction_of(correction.date), out);
            out.push_str("</h2><p>");
            escape(&correction.text, out);
            out.push_str("</p></div>");
        }
    }

    fn notes(&self, blocks: &[Block], out: &mut String) {
        let mut numbers: Vec<u32> =
            blocks.iter().flat_map(|block| block.notes.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.is_empty() {
            return;
        }
        let words = &self.edition.words;
        out.push_str("<section class=\"fn ui\" aria-label=\"");
        escape(words.text("notes"), out);
        out.push_str("\"><ol>");
        for note_number in numbers {
            let Some(note) = self.text.notes.get(&note_number) else {
                continue;
            };
            let label =
                words.with("back-to-text", &[("number", Value::Number(note_number.into()))]);
            let _ = write!(out, "<li id=\"n{note_number}\" value=\"{note_number}\">{} ", note.html);
            let _ = write!(out, "<a href=\"#r{note_number}\" aria-label=\"");
            escape(&label, out);
            out.push_str("\">↩\u{fe0e}</a></li>");
        }
        out.push_str("</ol></section>");
    }

    fn parts(&self, part: usize, parts: usize, out: &mut String) {
        let (words, prefix) = (&self.edition.words, self.shell.prefix);
        out.push_str("<nav class=\"parts ui\" aria-label=\"");
        escape(words.text("parts"), out);
        out.push_str("\"><ol>");
        for other in 1..=parts {
            if other == part {
                let _ = write!(out, "<li><b aria-current=\"page\">{other}</b></li>");
            } else {
                let path = site::part(self.path, other);
                let _ = write!(out, "<li><a href=\"{prefix}{path}\">{other}</a></li>");
            }
        }
        let _ = write!(out, "</ol><a href=\"{prefix}{}\">", site::full(self.path));
        escape(words.text("whole-text"), out);
        out.push_str("</a>");
        if part < parts {
            let next = site::part(self.path, part + 1);
            let _ = write!(out, "<a class=\"go\" rel=\"next\" href=\"{prefix}{next}\">");
            escape(words.text("next-part"), out);
            out.push_str("</a>");
        }
        out.push_str("</nav>");
    }

    /// What follows the last part: story, topics, boxes, more to read.
    fn tail(&self) -> String {
        let mut out = String::new();
        let shell = self.shell;
        self.story(&mut out);
        self.tags(&mut out);
        out.push_str(&shell.boxes.newsletter);
        let young = self.plan.now.seconds - self.article.published.seconds < CAMPAIGN;
        out.push_str(if young { &shell.boxes.campaign } else { &shell.boxes.evergreen });
        let more = self.edition.read_more(self.rank);
        if !more.is_empty() {
            out.push_str("<section class=\"more\"><h2 class=\"hd\">");
            escape(self.edition.words.text("read-more"), &mut out);
            out.push_str("</h2><div class=\"grid g3\">");
            for rank in more {
                cards::card(self.plan, self.edition, rank, shell.prefix, &mut out);
            }
            out.push_str("</div></section>");
        }
        out
    }

    fn story(&self, out: &mut String) {
        let before = self.edition.story_before(self.rank);
        let Some(story) = self.article.story.as_ref().filter(|_| !before.is_empty()) else {
            return;
        };
        let (words, prefix, language) =
            (&self.edition.words, self.shell.prefix, self.article.language);
        out.push_str("<aside class=\"box prev\"><h2>");
        escape(words.text("story-before"), out);
        out.push_str("</h2><ul class=\"plain\">");
        for &rank in before {
            let article = self.edition.article(rank);
            let path = self.plan.path(self.edition.number(rank)).unwrap_or_default();
            let day = article.published.day();
            let _ = write!(out, "<li><time class=\"meta\" datetime=\"{day}\">");
            escape(&words.date_long(day), out);
            let _ = write!(out, "</time> <a href=\"{prefix}{path}\">");
            escape(&article.headline, out);
            out.push_str("</a></li>");
        }
        let path = site::list(&site::story(language, story), None);
        let _ = write!(out, "</ul><p><a href=\"{prefix}{path}\">");
        escape(words.text("story-timeline"), out);
        out.push_str("</a></p></aside>");
    }

    fn tags(&self, out: &mut String) {
        if self.article.tags.is_empty() {
            return;
        }
        let (words, prefix, language) =
            (&self.edition.words, self.shell.prefix, self.article.language);
        out.push_str("<p class=\"tags ui\">");
        escape(words.text("tags"), out);
        out.push(':');
        for (at, tag) in self.article.tags.iter().enumerate() {
            let Some(named) = self.plan.manuscript.tags.get(tag) else {
                continue;
            };
            let path = site::list(&site::tag(language, tag), None);
            let comma = if at == 0 { " " } else { " · " };
            let _ = write!(out, "{comma}<a href=\"{prefix}{path}\">");
            escape(named.name.or_any(language), out);
            out.push_str("</a>");
        }
        out.push_str("</p>");
    }

    /// JSON-LD `NewsArticle` (schema.org).
    fn data(&self) -> String {
        let (article, site) = (self.article, &self.plan.manuscript.site);
        let url = |path: &str| site::url(&site.origin, path);
        let authors: Vec<_> = article
            .bylines
            .iter()
            .filter_map(|byline| self.plan.author(&byline.author))
            .map(|author| {
                let path = site::list(&site::author(article.language, author.id.as_str()), None);
                json!({ "@type": "Person", "name": author.name.or_any(article.language), "url": url(&path) })
            })
            .collect();
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.headline,
            "datePublished": article.published.rfc3339(),
            "dateModified": article.updated.unwrap_or(article.published).rfc3339(),
            "inLanguage": article.language.as_str(),
            "mainEntityOfPage": url(self.path),
            "author": authors,
            "publisher": {
                "@type": "NewsMediaOrganization",
                "name": site.name.or_any(article.language),
                "url": url(&site::home(article.language)),
            },
        });
        if let Some((path, _, _)) =
            self.picture().and_then(|shown| picture::preview(&shown.derived))
        {
            data["image"] = json!([url(&path)]);
        }
        for_script(&data)
    }
}

/// JSON that cannot end the element it stands in (HTML, 4.12.1.3).
pub(crate) fn for_script(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Renders a text of ours; `prefix` stands before every path.
pub(crate) fn render_body(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    prefix: &str,
    boxes: &Boxes,
    body: &str,
) -> Rendered {
    let link = |link: &str| {
        let path = goal_path(plan, plan.links.find(link)?)?;
        Some(format!("{prefix}{path}"))
    };
    let media = |name: &str| shown(plan, name, edition);
    let context =
        markup::Context { words: &edition.words, prefix, link: &link, media: &media, boxes };
    markup::render(body, &context)
}

/// Where a link of ours leads today.
pub(crate) fn goal_path(plan: &Plan<'_>, goal: crate::folder::Goal) -> Option<String> {
    match goal {
        crate::folder::Goal::Article(number) => plan.path(number).map(str::to_owned),
        crate::folder::Goal::Page(number) => {
            let page = &plan.manuscript.pages[number];
            Some(site::page(page.language, page.name.as_str()))
        }
    }
}

fn shown(plan: &Plan<'_>, name: &str, edition: &Edition<'_>) -> Option<Shown> {
    let media = plan.manuscript.media.get(name)?;
    let shown = Shown::new(media, plan.derived(name)?, edition.language);
    (shown.derived.sizes.first()?.width > 0 || !matches!(media.kind, MediaKind::Picture { .. }))
        .then_some(shown)
}

/// What follows the time of day: the newsroom's words for its zone if the time was written in it, or the distance from
/// UTC.
fn zone(plan: &Plan<'_>, moment: Moment, edition: &Edition<'_>) -> String {
    let site = &plan.manuscript.site;
    let is_ours = site.time_zone.as_ref().is_some_and(|zone| moment.is_in(zone));
    match site.zone_label.get(edition.language).filter(|_| is_ours) {
        Some(label) => label.to_owned(),
        None => format!("UTC{}", moment.zone(":")),
    }
}

/// Reading time at 200 words a minute, at least one.
pub(crate) fn minutes(words: u32) -> u32 {
    words.div_ceil(200).max(1)
}

fn number(value: usize) -> Value<'static> {
    Value::Number(u64::try_from(value).unwrap_or(u64::MAX))
}

/// The notice at the address of a withdrawn article.
pub(crate) fn withdrawn(edition: &Edition<'_>, article: &Article, path: &str) -> Sheet {
    let mut main =
        String::from("<main id=\"main\"><article class=\"w pg\"><header class=\"head\"><h1>");
    escape(&article.headline, &mut main);
    main.push_str("</h1></header><div class=\"body\"><div class=\"box corr\"><h2>");
    if let Some(withdrawal) = &article.withdrawn {
        let date = edition.words.date_long(withdrawal.date);
        escape(&edition.words.with("withdrawn", &[("date", Value::Text(&date))]), &mut main);
        main.push_str("</h2><p>");
        escape(&withdrawal.note, &mut main);
    }
    main.push_str("</p></div></div></article></main>");
    Sheet {
        path: path.to_owned(),
        title: article.headline.clone(),
        main,
        components: Components::of(&["article", "page", "box"]),
        kind: Kind::Hidden,
        ..Sheet::default()
    }
}
