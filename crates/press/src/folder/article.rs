//! One Markdown file with its front matter.

use std::path::Path;

use types::{Language, Slug};
use xxhash_rust::xxh3::xxh3_128;

use super::{
    config,
    fields::{Fields, Toml},
};
use crate::{
    manuscript::{Article, Body, Correction, PlainPage, Source, Withdrawal},
    markup,
    problem::Problems,
    slugs,
};

/// The longest file we read: a novel has a tenth of it.
pub(super) const LONGEST: u64 = 8 * 1024 * 1024;

/// A file cut in two.
struct Parts<'a> {
    front: &'a str,
    body: &'a str,
    /// Bytes before the body.
    offset: usize,
    /// The line the body begins on.
    line: usize,
}

/// The text of a file as everything here sees it: no byte order mark, `\n` at the end of a line.
pub(crate) fn normal(bytes: Vec<u8>) -> Result<String, std::string::FromUtf8Error> {
    let text = String::from_utf8(bytes)?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn cut<'a>(text: &'a str, problems: &Problems) -> Option<Parts<'a>> {
    const FENCE: &str = "+++\n";
    let Some(rest) = text.strip_prefix(FENCE) else {
        problems
            .add(1, "the file must begin with a line `+++`, its fields, and another line `+++`");
        return None;
    };
    let (front, offset) = if let Some(at) = rest.find("\n+++\n") {
        (&rest[..=at], FENCE.len() + at + 5)
    } else if rest.starts_with(FENCE) {
        ("", FENCE.len() * 2)
    } else if let Some(front) = rest.strip_suffix("\n+++") {
        (front, text.len())
    } else {
        problems.add(1, "the fields are not closed; put a line `+++` between them and the text");
        return None;
    };
    let line = text[..offset].matches('\n').count() + 1;
    Some(Parts { front, body: &text[offset..], offset, line })
}

/// The language and the stem in a name such as `harbour.en.md`.
fn name_parts(path: &Path) -> Option<(String, Language)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".md")?;
    let (stem, language) = name.rsplit_once('.')?;
    Some((stem.to_owned(), language.parse().ok()?))
}

fn name_parts_or_complain(path: &Path, problems: &Problems) -> Option<(String, Language)> {
    let parts = name_parts(path);
    if parts.is_none() {
        problems.add(None, "the name must end in its language and .md, for example harbour.en.md");
    }
    parts
}

fn body(path: &Path, text: &str, parts: &Parts<'_>, problems: &Problems) -> (Body, u32) {
    let found = markup::check(parts.body, parts.line, problems);
    let source = Source::File(path.to_owned(), parts.offset);
    let print = xxh3_128(text.as_bytes());
    (
        Body { source, print, media: found.media, files: found.files, links: found.links },
        found.words,
    )
}

/// Reads an article. What is wrong goes to `problems`; then the article must not be printed.
pub(crate) fn read(path: &Path, name: &str, text: &str, problems: &Problems) -> Option<Article> {
    let (stem, language) = name_parts_or_complain(path, problems)?;
    let parts = cut(text, problems)?;
    let toml = Toml { text: parts.front, first_line: 2, problems };
    let table = toml.parse()?;
    let fields = Fields::new(toml, &table, 0);
    let headline = fields.required_text("headline", "The harbour that was dredged on paper");
    let published = fields.moment("published");
    if published.is_none() && !fields.has("published") {
        fields.complain(
            "published",
            "`published` is missing; write for example 2026-11-14T07:30:00+03:00",
        );
    }
    let slug = slug(&fields, &headline, &stem);
    let bylines = config::bylines(&fields);
    let (text_body, words) = body(path, text, &parts, problems);
    let withdrawn = withdrawal(&fields);
    let corrections = corrections(&fields);
    let article = Article {
        file: name.to_owned(),
        language,
        group: fields.text("translation").unwrap_or(stem),
        slug: slug?,
        kicker: fields.text("kicker"),
        headline,
        standfirst: fields.required_text("standfirst", "What happened, in a sentence."),
        bylines,
        section: fields.required_text("section", "news"),
        tags: fields.texts("tags"),
        story: fields.text("story"),
        published: published.unwrap_or(crate::moment::Moment { seconds: 0, offset: 0 }),
        updated: fields.moment("updated"),
        picture: fields.text("picture"),
        old_addresses: fields.texts("old_addresses"),
        withdrawn,
        corrections,
        words,
        body: text_body,
    };
    fields.finish();
    Some(article)
}

fn slug(fields: &Fields<'_>, headline: &str, stem: &str) -> Option<Slug> {
    if fields.has("slug") {
        return fields.slug("slug");
    }
    slugs::from_text(headline).or_else(|| slugs::from_text(stem)).or_else(|| {
        fields.complain("slug", "no address can be made from the headline; add `slug = \"…\"`");
        None
    })
}

fn withdrawal(fields: &Fields<'_>) -> Option<Withdrawal> {
    let table = fields.table("withdrawn")?;
    let date = table.day("date");
    if date.is_none() && !table.has("date") {
        table.complain("date", "`withdrawn` needs its `date`, for example 2026-11-20");
    }
    let note = table.required_text("note", "Why it was withdrawn.");
    table.finish();
    Some(Withdrawal { date: date?, note })
}

fn corrections(fields: &Fields<'_>) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for table in fields.tables("corrections") {
        let date = table.day("date");
        if date.is_none() && !table.has("date") {
            table.complain("date", "a correction needs its `date`, for example 2026-11-16");
        }
        let text = table.required_text("text", "What was wrong and what is right.");
        table.finish();
        corrections.extend(date.map(|date| Correction { date, text }));
    }
    corrections
}

/// Reads a plain page.
pub(super) fn read_page(
    path: &Path,
    name: &str,
    text: &str,
    problems: &Problems,
) -> Option<PlainPage> {
    let (stem, language) = name_parts_or_complain(path, problems)?;
    let parts = cut(text, problems)?;
    let toml = Toml { text: parts.front, first_line: 2, problems };
    let table = toml.parse()?;
    let fields = Fields::new(toml, &table, 0);
    let title = fields.required_text("title", "About us");
    let standfirst = fields.text("standfirst");
    fields.finish();
    let slug = match stem.parse() {
        Ok(slug) => slug,
        Err(error) => {
            problems.add(None, format!("the name of the file becomes the address: {error}"));
            return None;
        }
    };
    let (body, _) = body(path, text, &parts, problems);
    Some(PlainPage { file: name.to_owned(), language, name: slug, title, standfirst, body })
}
