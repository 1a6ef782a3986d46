//! Full-text feeds, sitemaps, and the small files that machines look for.
//!
//! RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, Sitemaps 0.9 with Google's news extension, `robots.txt` (RFC 9309),
//! `security.txt` (RFC 9116).

use std::fmt::Write as _;

use serde_json::json;

use crate::{
    manuscript::Article,
    pages::{article::render_body, boxes::Boxes, picture},
    plan::{Edition, Plan, Rank},
    site,
    words::Value,
};

/// How many articles a feed holds.
pub(crate) const LENGTH: usize = 20;

/// The three kinds of feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    pub(crate) const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }
}

/// A feed of one language, or of one of its sections.
pub(crate) struct Feed<'a> {
    plan: &'a Plan<'a>,
    edition: &'a Edition<'a>,
    title: String,
    about: String,
    folder: String,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    article: &'a Article,
    url: String,
    html: String,
    authors: Vec<&'a str>,
    picture: Option<Enclosure>,
}

struct Enclosure {
    url: String,
    length: u64,
}

impl<'a> Feed<'a> {
    /// `ranks` newest first; `body` reads an article's text.
    pub(crate) fn new(
        plan: &'a Plan<'a>,
        edition: &'a Edition<'a>,
        section: Option<&str>,
        ranks: &[Rank],
        body: impl Fn(&Article) -> String,
    ) -> Self {
        let (language, site) = (edition.language, &plan.manuscript.site);
        let name = site.name.or_any(language);
        let (title, about, folder) = match section.and_then(|id| plan.section(id)) {
            Some(section) => {
                let values = [
                    ("name", Value::Text(name)),
                    ("section", Value::Text(section.name.or_any(language))),
                ];
                let about = section.about.get(language).unwrap_or_default().to_owned();
                let folder = site::section(language, section.id.as_str());
                (edition.words.with("feed-section-title", &values), about, folder)
            }
            None => {
                let title = edition.words.with("feed-title", &[("name", Value::Text(name))]);
                (title, site.tagline.or_any(language).to_owned(), language.to_string())
            }
        };
        let entries = ranks.iter().map(|&rank| entry(plan, edition, rank, &body)).collect();
        Self { plan, edition, title, about, folder, entries }
    }

    /// The path of this feed in one format.
    pub(crate) fn path(&self, format: Format) -> String {
        format!("{}/{}", self.folder, format.file())
    }

    pub(crate) fn text(&self, format: Format) -> String {
        match format {
            Format::Rss => self.rss(),
            Format::Atom => self.atom(),
            Format::Json => self.json(),
        }
    }

    fn url(&self, path: &str) -> String {
        site::url(&self.plan.manuscript.site.origin, path)
    }

    fn home(&self) -> String {
        self.url(&site::list(&self.folder, None))
    }

    fn rss(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n",
        );
        element("title", &self.title, &mut out);
        element("link", &self.home(), &mut out);
        element(
            "description",
            if self.about.is_empty() { &self.title } else { &self.about },
            &mut out,
        );
        element("language", self.edition.language.as_str(), &mut out);
        if let Some(newest) = self.entries.first() {
            element("lastBuildDate", &newest.article.published.rfc822(), &mut out);
        }
        let _ = writeln!(
            out,
            "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>",
            self.url(&self.path(Format::Rss))
        );
        for entry in &self.entries {
            out.push_str("<item>");
            element("title", &entry.article.headline, &mut out);
            element("link", &entry.url, &mut out);
            let _ = writeln!(out, "<guid isPermaLink=\"true\">{}</guid>", entry.url);
            element("pubDate", &entry.article.published.rfc822(), &mut out);
            for author in &entry.authors {
                element("dc:creator", author, &mut out);
            }
            element("description", &entry.article.standfirst, &mut out);
            element("content:encoded", &entry.html, &mut out);
            if let Some(picture) = &entry.picture {
                let _ = writeln!(
                    out,
                    "<enclosure url=\"{}\" length=\"{}\" type=\"image/jpeg\"/>",
                    picture.url, picture.length
                );
            }
            out.push_str("</item>\n");
        }
        out.push_str("</channel></rss>\n");
        out
    }

    fn atom(&self) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
            self.edition.language
        );
        element("title", &self.title, &mut out);
        if !self.about.is_empty() {
            element("subtitle", &self.about, &mut out);
        }
        element("id", &self.home(), &mut out);
        let _ =
            writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", self.home());
        let _ = writeln!(
            out,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
            self.url(&self.path(Format::Atom))
        );
        let touched = |entry: &Entry<'_>| entry.article.updated.unwrap_or(entry.article.published);
        let newest = self.entries.iter().map(touched).max_by_key(|moment| moment.seconds);
        let newest = newest
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), super::moment::Moment::rfc3339);
        element("updated", &newest, &mut out);
        let name = self.plan.manuscript.site.name.or_any(self.edition.language);
        out.push_str("<author>");
        element("name", name, &mut out);
        out.push_str("</author>\n");
        for entry in &self.entries {
            out.push_str("<entry>");
            element("title", &entry.article.headline, &mut out);
            element("id", &entry.url, &mut out);
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
                entry.url
            );
            if let Some(picture) = &entry.picture {
                let _ = writeln!(
                    out,
                    "<link rel=\"enclosure\" type=\"image/jpeg\" length=\"{}\" href=\"{}\"/>",
                    picture.length, picture.url
                );
            }
            element("published", &entry.article.published.rfc3339(), &mut out);
            element("updated", &touched(entry).rfc3339(), &mut out);
            for author in &entry.authors {
                out.push_str("<author>");
                element("name", author, &mut out);
                out.push_str("</author>\n");
            }
            element("summary", &entry.article.standfirst, &mut out);
            out.push_str("<content type=\"html\">");
            xml(&entry.html, &mut out);
            out.push_str("</content></entry>\n");
        }
        out.push_str("</feed>\n");
        out
    }

    fn json(&self) -> String {
        let items: Vec<_> = self
            .entries
            .iter()
            .map(|entry| {
                let authors: Vec<_> =
                    entry.authors.iter().map(|name| json!({ "name": name })).collect();
                let mut item = json!({
                    "id": entry.url,
                    "url": entry.url,
                    "title": entry.article.headline,
                    "summary": entry.article.standfirst,
                    "content_html": entry.html,
                    "date_published": entry.article.published.rfc3339(),
                    "authors": authors,
                    "language": entry.article.language.as_str(),
                    "tags": entry.article.tags,
                });
                if let Some(updated) = entry.article.updated {
                    item["date_modified"] = json!(updated.rfc3339());
                }
                if let Some(picture) = &entry.picture {
                    item["image"] = json!(picture.url);
                }
                item
            })
            .collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self.about,
            "language": self.edition.language.as_str(),
            "home_page_url": self.home(),
            "feed_url": self.url(&self.path(Format::Json)),
            "items": items,
        });
        format!("{feed}\n")
    }
}

fn entry<'a>(
    plan: &'a Plan<'a>,
    edition: &'a Edition<'a>,
    rank: Rank,
    body: &impl Fn(&Article) -> String,
) -> Entry<'a> {
    let article = edition.article(rank);
    let origin = &plan.manuscript.site.origin;
    let path = plan.path(edition.number(rank)).unwrap_or_default();
    let text = render_body(plan, edition, &format!("{origin}/"), &Boxes::default(), &body(article));
    let mut html = String::new();
    let derived = article.picture.as_ref().and_then(|name| Some((name, plan.derived(name)?)));
    let picture = derived.and_then(|(name, derived)| {
        let (path, width, height) = picture::preview(derived)?;
        let size =
            derived.sizes.iter().find(|size| size.width == width && size.height == height)?;
        let alt = plan.manuscript.media.get(name)?.alt.get(edition.language).unwrap_or_default();
        let url = site::url(origin, &path);
        let _ = write!(html, "<p><img src=\"{url}\" width=\"{width}\" height=\"{height}\" alt=\"");
        crate::markup::escape(alt, &mut html);
        html.push_str("\"></p>");
        Some(Enclosure { url, length: size.file.length })
    });
    for block in &text.blocks {
        html.push_str(&block.html);
    }
    if !text.notes.is_empty() {
        html.push_str("<ol>");
        for (number, note) in &text.notes {
            let _ = write!(html, "<li id=\"n{number}\">{}</li>", note.html);
        }
        html.push_str("</ol>");
    }
    for correction in &article.corrections {
        html.push_str("<p><strong>");
        crate::markup::escape(&edition.words.correction_of(correction.date), &mut html);
        html.push_str("</strong> ");
        crate::markup::escape(&correction.text, &mut html);
        html.push_str("</p>");
    }
    let authors = article
        .bylines
        .iter()
        .filter_map(|byline| plan.author(&byline.author))
        .map(|author| author.name.or_any(edition.language))
        .collect();
    // Attributes that mean nothing in a feed reader, and that validators of feeds call dangerous.
    let html = html
        .replace(" role=\"region\" tabindex=\"0\"", "")
        .replace(" role=\"group\"", "")
        .replace(" loading=\"lazy\"", "");
    let url = site::url(origin, path);
    // A note's address means nothing in a feed; on the article's own page it does.
    let html = without_sources(&html).replace("href=\"#", &format!("href=\"{url}#"));
    Entry { article, url, html, authors, picture }
}

/// Feed readers get one picture, not a choice: `<picture>` and `<source>` are unknown to most.
fn without_sources(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<source ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out.replace("<picture>", "").replace("</picture>", "")
}

fn element(name: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{name}>");
    xml(text, out);
    let _ = writeln!(out, "</{name}>");
}

/// Text in XML: markup escaped, characters XML 1.0 does not know left out.
fn xml(text: &str, out: &mut String) {
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        let clean: String =
            text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
        return crate::markup::escape(&clean, out);
    }
    crate::markup::escape(text, out);
}

/// A sitemap of addresses, each with the day it last changed if that is known.
pub(crate) fn sitemap(addresses: &[(String, Option<String>)]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, changed) in addresses {
        let _ = write!(out, "<url><loc>{url}</loc>");
        if let Some(changed) = changed {
            let _ = write!(out, "<lastmod>{changed}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The list of sitemaps.
pub(crate) fn sitemap_index(urls: &[String]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for url in urls {
        let _ = writeln!(out, "<sitemap><loc>{url}</loc></sitemap>");
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// The articles of the last two days, as news search engines ask for them.
pub(crate) fn news_sitemap(plan: &Plan<'_>, edition: &Edition<'_>, ranks: &[Rank]) -> String {
    let site = &plan.manuscript.site;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n",
    );
    for &rank in ranks {
        let article = edition.article(rank);
        let url = site::url(&site.origin, plan.path(edition.number(rank)).unwrap_or_default());
        let _ = write!(out, "<url><loc>{url}</loc><news:news><news:publication>");
        element("news:name", site.name.or_any(edition.language), &mut out);
        element("news:language", edition.language.as_str(), &mut out);
        out.push_str("</news:publication>");
        element("news:publication_date", &article.published.rfc3339(), &mut out);
        element("news:title", &article.headline, &mut out);
        out.push_str("</news:news></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`: everything may be read; here is the list.
pub(crate) fn robots(origin: &str) -> String {
    format!("User-agent: *\nAllow: /\nSitemap: {}\n", site::url(origin, "sitemap.xml"))
}

/// `security.txt`, valid until `expires`.
pub(crate) fn security(plan: &Plan<'_>, expires: &str) -> String {
    let site = &plan.manuscript.site;
    let contact = site.security_contact.as_deref().unwrap_or_default();
    let languages: Vec<&str> = site.languages.iter().map(types::Language::as_str).collect();
    format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {}\nCanonical: {}\n",
        languages.join(", "),
        site::url(&site.origin, ".well-known/security.txt")
    )
}
