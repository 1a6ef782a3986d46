//! What no single file can know: that everything named is there, and that no two things take one address.

use std::collections::{BTreeMap, BTreeSet};

use types::{Language, TargetPath};

use crate::{
    folder::Links,
    manuscript::{Article, Body, Manuscript, MediaKind, NavigationItem},
    problem::Problem,
    site,
    words::Words,
};

struct Check<'a> {
    manuscript: &'a Manuscript,
    links: Links,
    all: &'a mut Vec<Problem>,
}

/// The first few of the names there are.
fn some_of(known: &[&str]) -> String {
    let few = &known[..known.len().min(12)];
    let more = if known.len() > few.len() { ", …" } else { "" };
    if few.is_empty() { "none".to_owned() } else { format!("{}{more}", few.join(", ")) }
}

/// Checks a whole manuscript.
pub(crate) fn everything(manuscript: &Manuscript, all: &mut Vec<Problem>) {
    let mut check = Check { manuscript, links: Links::of(manuscript), all };
    check.settings();
    for article in &manuscript.articles {
        check.article(article);
    }
    for page in &manuscript.pages {
        check.language(&page.file, page.language);
        check.body(&page.file, page.language, &page.body);
        if site::RESERVED.contains(&page.name.as_str()) || page.name.as_str().starts_with("404-") {
            check.complain(
                &page.file,
                format!("the name \"{}\" is taken by a page of our own", page.name),
            );
        }
    }
    check.twins();
}

impl Check<'_> {
    fn complain(&mut self, file: &str, message: impl Into<String>) {
        self.all.push(Problem { file: file.to_owned(), line: None, message: message.into() });
    }

    fn settings(&mut self) {
        const FILE: &str = "tamizdat.toml";
        let manuscript = self.manuscript;
        for &language in &manuscript.site.languages {
            if !Words::has(language) {
                let known: Vec<&str> =
                    crate::words::LANGUAGES.iter().map(|(tag, ..)| *tag).collect();
                let known = known.join(", ");
                self.complain(
                    FILE,
                    format!("there are no interface words in \"{language}\"; there are: {known}"),
                );
            }
        }
        for section in &manuscript.sections {
            let id = section.id.as_str();
            let year = id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_digit());
            if site::RESERVED.contains(&id) || year {
                self.complain(
                    FILE,
                    format!("a section cannot be called \"{id}\"; that address is taken"),
                );
            }
        }
        let ids: BTreeSet<&str> =
            manuscript.sections.iter().map(|section| section.id.as_str()).collect();
        if ids.len() != manuscript.sections.len() {
            self.complain(FILE, "two sections have the same id");
        }
        let mut named: Vec<(&str, &str, bool)> = Vec::new();
        for item in &manuscript.site.navigation {
            named.push(match item {
                NavigationItem::Section(id) => ("section", id, ids.contains(id.as_str())),
                NavigationItem::Tag(id) => ("tag", id, manuscript.tags.contains_key(id)),
                NavigationItem::Page(id) => {
                    ("page", id, manuscript.pages.iter().any(|page| page.name.as_str() == id))
                }
            });
        }
        for strip in &manuscript.site.front_page.strips {
            named.push(("section", strip, ids.contains(strip.as_str())));
        }
        for (kind, id, _) in named.into_iter().filter(|(.., there)| !there) {
            let known: Vec<&str> = match kind {
                "section" => ids.iter().copied().collect(),
                "tag" => manuscript.tags.keys().map(String::as_str).collect(),
                _ => manuscript.pages.iter().map(|page| page.name.as_str()).collect(),
            };
            let known = some_of(&known);
            self.complain(FILE, format!("there is no {kind} \"{id}\"; there are: {known}"));
        }
        if let Some(lead) = &manuscript.site.front_page.lead
            && !manuscript.articles.iter().any(|article| article.group == *lead)
        {
            self.complain(FILE, format!("`lead`: there is no article \"{lead}\""));
        }
        if let Some(logo) = &manuscript.site.logo {
            match manuscript.media.get(logo).map(|media| media.kind) {
                Some(MediaKind::Picture { .. }) => {}
                _ => {
                    self.complain(
                        FILE,
                        format!("`logo`: there is no picture \"{logo}\" in media/"),
                    );
                }
            }
        }
        if let Some(preview) =
            manuscript.site.newsletter.as_ref().and_then(|letter| letter.preview.as_ref())
            && !manuscript.articles.iter().any(|article| article.group == *preview)
        {
            self.complain(FILE, format!("`preview`: there is no article \"{preview}\""));
        }
    }

    fn language(&mut self, file: &str, language: Language) {
        if !self.manuscript.site.languages.contains(&language) {
            self.complain(
                file,
                format!("\"{language}\" is not among `languages` in tamizdat.toml"),
            );
        }
    }

    fn article(&mut self, article: &Article) {
        let (file, manuscript) = (article.file.as_str(), self.manuscript);
        self.language(file, article.language);
        // A field that is missing was named before.
        if !article.section.is_empty()
            && !manuscript.sections.iter().any(|section| section.id.as_str() == article.section)
        {
            let known: Vec<&str> =
                manuscript.sections.iter().map(|section| section.id.as_str()).collect();
            let known = some_of(&known);
            self.complain(
                file,
                format!("there is no section \"{}\"; there are: {known}", article.section),
            );
        }
        for byline in &article.bylines {
            if !manuscript.authors.contains_key(&byline.author) {
                let known: Vec<&str> = manuscript.authors.keys().map(String::as_str).collect();
                let (known, author) = (some_of(&known), &byline.author);
                self.complain(
                    file,
                    format!("there is no author \"{author}\" in authors.toml; there are: {known}"),
                );
            }
        }
        for tag in article.tags.iter().filter(|tag| tag.parse::<types::Slug>().is_err()) {
            self.complain(
                file,
                format!("\"{tag}\" cannot be a tag; use a to z, 0 to 9 and hyphens"),
            );
        }
        if let Some(story) =
            article.story.as_ref().filter(|story| !manuscript.stories.contains_key(*story))
        {
            self.complain(file, format!("there is no story \"{story}\" in stories.toml"));
        }
        if let Some(picture) = &article.picture {
            self.picture(file, article.language, picture);
        }
        for old in &article.old_addresses {
            let path = old.trim_matches('/');
            let name = path.rsplit('/').next().unwrap_or_default();
            // Only a page can lead on; a feed, a picture or a list of addresses cannot.
            let is_page = name.rsplit_once('.').is_none_or(|(_, ending)| {
                matches!(ending, "html" | "htm" | "php" | "asp" | "aspx" | "shtml")
            });
            if path.parse::<TargetPath>().is_err() || path.contains(['?', '#']) || !is_page {
                self.complain(
                    file,
                    format!("`old_addresses`: \"{old}\" is no address of a page of this site"),
                );
            }
        }
        let is_empty =
            article.words == 0 && article.body.media.is_empty() && article.body.files.is_empty();
        if is_empty && article.withdrawn.is_none() {
            self.complain(
                file,
                "there is no text under the fields; write it, or move the file out of articles/",
            );
        }
        let days = article.updated.map(|updated| updated.seconds < article.published.seconds);
        if days == Some(true) {
            self.complain(file, "`updated` lies before `published`");
        }
        self.body(file, article.language, &article.body);
    }

    fn body(&mut self, file: &str, language: Language, body: &Body) {
        for name in &body.media {
            self.picture(file, language, name);
        }
        for name in &body.files {
            match self.manuscript.media.get(name).map(|media| media.kind) {
                None => self.complain(file, format!("there is no file \"{name}\" in media/")),
                Some(MediaKind::Picture { .. }) => {
                    self.complain(
                        file,
                        format!("\"{name}\" is a picture; show it by `:::figure{{#{name}}}`"),
                    );
                }
                Some(_) => {}
            }
        }
        for link in &body.links {
            if self.links.find(link).is_none() {
                self.complain(
                    file,
                    format!("the link to `{link}` leads to no article, page or file of this newsroom, or to more than one; write its name with its folder"),
                );
            }
        }
    }

    fn picture(&mut self, file: &str, language: Language, name: &str) {
        let Some(media) = self.manuscript.media.get(name) else {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let remedy = if self.manuscript.media.contains_key(stem) {
                format!("; write \"{stem}\", without the ending")
            } else {
                String::new()
            };
            return self.complain(file, format!("there is no file \"{name}\" in media/{remedy}"));
        };
        if !matches!(media.kind, MediaKind::Picture { .. }) {
            self.complain(
                file,
                format!("\"{name}\" is no picture; offer it by `:::file{{#{name}}}`"),
            );
            return;
        }
        if media.alt.get(language).is_none_or(str::is_empty) {
            let beside = media.file.rsplit_once('.').map_or(name, |(stem, _)| stem);
            self.all.push(Problem {
                file: media.file.clone(),
                line: None,
                message: format!(
                    "{file} shows this picture, but it has no alternative text in \"{language}\"; add `alt` to {beside}.toml"
                ),
            });
        }
    }

    /// Two things at one address, or two translations into one language.
    fn twins(&mut self) {
        let mut addresses: BTreeMap<String, &str> = BTreeMap::new();
        let mut groups: BTreeMap<(&str, Language), &str> = BTreeMap::new();
        let mut found: Vec<(String, String)> = Vec::new();
        for page in &self.manuscript.pages {
            addresses.insert(site::page(page.language, page.name.as_str()), &page.file);
        }
        for section in &self.manuscript.sections {
            for page in self.manuscript.pages.iter().filter(|page| page.name == section.id) {
                found.push((
                    page.file.clone(),
                    "a section has the same name; rename one of them".to_owned(),
                ));
            }
        }
        let mut claimed: BTreeMap<&str, &str> = BTreeMap::new();
        for article in &self.manuscript.articles {
            let slug = article.slug.as_str();
            let is_list =
                slug.strip_prefix("page-").is_some_and(|number| number.parse::<u32>().is_ok());
            if slug == "index" || is_list {
                let message = format!(
                    "the address \"{slug}\" is taken by the list of the month; change the `slug`"
                );
                found.push((article.file.clone(), message));
            }
            for old in &article.old_addresses {
                if let Some(other) = claimed.insert(old.trim_matches('/'), &article.file) {
                    let message = format!(
                        "`old_addresses`: {other} claims \"{old}\" too; one of them can have it"
                    );
                    found.push((article.file.clone(), message));
                }
            }
            // The parts of a long article take addresses of their own.
            for path in [site::article(article), site::full(&site::article(article))] {
                if let Some(other) = addresses.insert(path, &article.file) {
                    found.push((
                        article.file.clone(),
                        format!("{other} has the same address; change one `slug`"),
                    ));
                }
            }
            if let Some(other) = groups.insert((&article.group, article.language), &article.file) {
                let message =
                    format!("{other} is a translation of the same article into the same language");
                found.push((article.file.clone(), message));
            }
        }
        for article in &self.manuscript.articles {
            let path = site::article(article);
            let stem = path.strip_suffix(".html").unwrap_or(&path);
            let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
            let base =
                stem[..stem.len() - digits].strip_suffix('-').filter(|_| digits > 0 && digits < 4);
            if let Some(other) = base.and_then(|base| addresses.get(&format!("{base}.html"))) {
                let message =
                    format!("this address could be a later part of {other}; change the `slug`");
                found.push((article.file.clone(), message));
            }
            for old in &article.old_addresses {
                let old = old.trim_start_matches('/');
                if let Some(other) = addresses.get(old) {
                    let message =
                        format!("`old_addresses`: \"{old}\" is the address of {other} today");
                    found.push((article.file.clone(), message));
                }
            }
        }
        for (file, message) in found {
            self.complain(&file, message);
        }
    }
}
