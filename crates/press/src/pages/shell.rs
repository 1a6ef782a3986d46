//! What stands round every page of a language: head, header, navigation, footer, policy.

use std::{fmt::Write as _, sync::Arc};

use askama::Template;
use types::Language;

use super::{
    Kind, Sheet,
    boxes::Boxes,
    style::{Components, Style, Styles},
};
use crate::{
    finger::Finger,
    manuscript::{NavigationItem, Site},
    markup::escape,
    plan::{Edition, Plan},
    site,
    words::Words,
};

/// The shell of one language at one depth.
#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) language: Language,
    pub(crate) prefix: &'static str,
    pub(crate) boxes: Boxes,
    before_languages: String,
    after_languages: String,
    end: String,
    /// The last words of the footer, untrue only of the search page.
    no_scripts: String,
    icon: String,
    name: String,
}

/// A page ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) html: String,
    /// The policy the front sends with it.
    pub(crate) policy: String,
}

#[derive(Template)]
#[template(path = "page.html")]
struct PageTemplate<'a> {
    lang: &'a str,
    dir: &'a str,
    policy: &'a str,
    prefix: &'a str,
    title: String,
    sheet: &'a Sheet,
    icon: &'a str,
    hidden: bool,
    is_article: bool,
    canonical: String,
    alternates: Vec<(&'a str, String)>,
    feed: String,
    site_name: &'a str,
    image: Option<(String, u32, u32)>,
    css: &'a str,
    top: String,
    end: &'a str,
    no_scripts: &'a str,
}

impl Shell {
    pub(crate) fn new(plan: &Plan<'_>, edition: &Edition<'_>, depth: usize) -> Self {
        let site = &plan.manuscript.site;
        let prefix = site::prefix(&"/".repeat(depth));
        let logo = plan.logo();
        Self {
            language: edition.language,
            prefix,
            boxes: Boxes::new(site, edition, prefix),
            before_languages: before_languages(site, edition, prefix, logo.as_deref()),
            after_languages: after_languages(plan, edition, prefix),
            end: end(plan, edition, prefix),
            no_scripts: edition.words.text("no-scripts").to_owned(),
            icon: plan.icon(),
            name: site.name.or_any(edition.language).to_owned(),
        }
    }

    /// The page as it will be read, and its policy.
    pub(crate) fn wrap(&self, sheet: &Sheet, site: &Site, styles: &Styles) -> Page {
        let style = styles.style(sheet.components, self.language);
        let policy = policy(sheet, &style);
        let url = |path: &str| site::url(&site.origin, path);
        let mut alternates: Vec<(&str, String)> = sheet
            .translations
            .iter()
            .map(|(language, path)| (language.as_str(), url(path)))
            .collect();
        alternates.sort_unstable();
        let feed = sheet.feed.clone().unwrap_or_else(|| format!("{}/feed.xml", self.language));
        let template = PageTemplate {
            lang: self.language.as_str(),
            dir: self.language.direction().as_str(),
            policy: &policy,
            prefix: self.prefix,
            title: if sheet.title == self.name {
                self.name.clone()
            } else {
                format!("{} | {}", sheet.title, self.name)
            },
            icon: &self.icon,
            hidden: sheet.kind == Kind::Hidden,
            is_article: sheet.kind == Kind::Article,
            canonical: url(sheet.canonical.as_ref().unwrap_or(&sheet.path)),
            alternates,
            feed: format!("{}{feed}", self.prefix),
            site_name: &self.name,
            image: sheet.image.as_ref().map(|(path, width, height)| (url(path), *width, *height)),
            css: &style.css,
            top: self.top(sheet, site),
            end: &self.end,
            no_scripts: if sheet.script { "" } else { &self.no_scripts },
            sheet,
        };
        let mut html = String::with_capacity(sheet.main.len() + style.css.len() + 6000);
        template.render_into(&mut html).expect("templates write to memory");
        Page { path: sheet.path.clone(), html, policy: format!("{policy};frame-ancestors 'none'") }
    }

    fn top(&self, sheet: &Sheet, site: &Site) -> String {
        let mut top = self.before_languages.clone();
        if site.languages.len() > 1 {
            for language in &site.languages {
                self.language_link(*language, sheet, &mut top);
            }
            top.push_str("</nav>");
        }
        top.push_str(&self.after_languages);
        top
    }

    fn language_link(&self, language: Language, sheet: &Sheet, top: &mut String) {
        let name = Words::name_of(language);
        if language == self.language {
            let _ = write!(top, "<b aria-current=\"true\">{name}</b>");
            return;
        }
        let translated = sheet.translations.iter().find(|(other, _)| *other == language);
        let path = translated.map_or_else(|| site::home(language), |(_, path)| path.clone());
        let _ = write!(
            top,
            "<a href=\"{}{path}\" lang=\"{language}\" hreflang=\"{language}\">{name}</a>",
            self.prefix
        );
    }

    /// Everything this shell puts into a page, as a fingerprint.
    pub(crate) fn print(&self, site: &Site) -> u128 {
        let mut finger = Finger::new("shell");
        for text in [
            &self.before_languages,
            &self.after_languages,
            &self.end,
            &self.no_scripts,
            &self.name,
            &site.origin,
        ] {
            finger.add(text);
        }
        for language in &site.languages {
            finger.add(language.as_str());
        }
        finger.add(&self.icon);
        finger.add(&site.stylesheet);
        finger.add_number(crate::finger::of(&(&site.color, &site.fonts)));
        finger.done()
    }
}

/// What a page may do, as the value of `Content-Security-Policy` (W3C CSP 3).
fn policy(sheet: &Sheet, style: &Arc<Style>) -> String {
    let script = if sheet.script { "script-src 'self';" } else { "" };
    let form = sheet.form_action.as_deref().unwrap_or("'none'");
    format!(
        "default-src 'none';{script}style-src '{}';img-src 'self';form-action {form};base-uri 'none'",
        style.hash
    )
}

fn before_languages(
    site: &Site,
    edition: &Edition<'_>,
    prefix: &str,
    logo: Option<&str>,
) -> String {
    let (language, words) = (edition.language, &edition.words);
    let mut out = String::from("<a class=\"skip ui\" href=\"#main\">");
    escape(words.text("skip"), &mut out);
    let home = site::home(language);
    let _ =
        write!(out, "</a><header><div class=\"top w\"><a class=\"name\" href=\"{prefix}{home}\">");
    if let Some(logo) = logo {
        let _ = write!(out, "<img src=\"{prefix}{logo}\" width=\"96\" height=\"96\" alt=\"\">");
    }
    escape(site.name.or_any(language), &mut out);
    out.push_str("</a>");
    if let Some(tagline) = site.tagline.get(language) {
        out.push_str("<p class=\"meta\">");
        escape(tagline, &mut out);
        out.push_str("</p>");
    }
    if site.languages.len() > 1 {
        out.push_str("<nav class=\"langs\" aria-label=\"");
        escape(words.text("languages"), &mut out);
        out.push_str("\">");
    }
    out
}

fn after_languages(plan: &Plan<'_>, edition: &Edition<'_>, prefix: &str) -> String {
    let (language, words) = (edition.language, &edition.words);
    let mut out = String::from("</div><nav class=\"sec\" aria-label=\"");
    escape(words.text("sections"), &mut out);
    out.push_str("\"><div class=\"w\"><ul>");
    for item in &plan.manuscript.site.navigation {
        let Some((path, name)) = navigation_goal(plan, edition, item) else {
            continue;
        };
        let _ = write!(out, "<li><a href=\"{prefix}{path}\">");
        escape(name, &mut out);
        out.push_str("</a></li>");
    }
    out.push_str("</ul>");
    if plan.manuscript.site.support.is_some() {
        let _ =
            write!(out, "<a class=\"give\" href=\"{prefix}{}\">", site::page(language, "support"));
        escape(words.text("support-us"), &mut out);
        out.push_str("</a>");
    }
    out.push_str("</div></nav></header>");
    out
}

/// Where an entry of the navigation leads in this language; nowhere if the language has nothing there.
fn navigation_goal<'a>(
    plan: &'a Plan<'_>,
    edition: &Edition<'_>,
    item: &'a NavigationItem,
) -> Option<(String, &'a str)> {
    let language = edition.language;
    match item {
        NavigationItem::Section(id) => {
            edition.by_section.get(id.as_str())?;
            let name = plan.section(id)?.name.or_any(language);
            Some((site::list(&site::section(language, id), None), name))
        }
        NavigationItem::Tag(id) => {
            edition.by_tag.get(id.as_str())?;
            let name = plan.manuscript.tags.get(id)?.name.or_any(language);
            Some((site::list(&site::tag(language, id), None), name))
        }
        NavigationItem::Page(name) => {
            let mut pages = plan.manuscript.pages.iter();
            let page =
                pages.find(|page| page.language == language && page.name.as_str() == name)?;
            Some((site::page(language, name), &page.title))
        }
    }
}

fn end(plan: &Plan<'_>, edition: &Edition<'_>, prefix: &str) -> String {
    let (language, words, site) = (edition.language, &edition.words, &plan.manuscript.site);
    let mut out = String::from("<footer class=\"end\"><div class=\"w\"><ul>");
    let mut link = |path: &str, name: &str| {
        let _ = write!(out, "<li><a href=\"{prefix}{path}\">");
        escape(name, &mut out);
        out.push_str("</a></li>");
    };
    let mut pages: Vec<_> =
        plan.manuscript.pages.iter().filter(|page| page.language == language).collect();
    pages.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    for page in pages {
        link(&site::page(language, page.name.as_str()), &page.title);
    }
    link(&site::list(&format!("{language}/corrections"), None), words.text("corrections"));
    link(&site::list(&format!("{language}/archive"), None), words.text("archive"));
    link(&site::page(language, "search"), words.text("search"));
    if site.newsletter.is_some() {
        link(&site::page(language, "join"), words.text("newsletter-join"));
    }
    link(&site::page(language, "reach"), words.text("reach-title"));
    link(&format!("{language}/feed.xml"), "RSS");
    out.push_str("</ul><p>");
    if let Some(imprint) = site.imprint.get(language) {
        escape(imprint, &mut out);
        out.push(' ');
    }
    out
}

#[derive(Template)]
#[template(path = "bare.html")]
struct BareTemplate<'a> {
    lang: &'a str,
    dir: &'a str,
    policy: &'a str,
    title: &'a str,
    text: &'a str,
    goal: &'a str,
    icon: String,
    canonical: Option<String>,
    links: Vec<(String, String, String)>,
    css: &'a str,
}

/// A page that leads on to another by itself: the root of the site, or an old address.
pub(crate) struct Bare<'a> {
    pub(crate) path: String,
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    /// Path of the page it leads to.
    pub(crate) goal: &'a str,
    /// Path of the newsroom's icon.
    pub(crate) icon: &'a str,
    /// Languages, paths and names to choose among.
    pub(crate) links: Vec<(Language, String, String)>,
}

impl Bare<'_> {
    pub(crate) fn page(&self, site: &Site, styles: &Styles) -> Page {
        let style = styles.style(Components::of(&[]), self.language);
        let policy = policy(&Sheet::default(), &style);
        let prefix = site::prefix(&self.path);
        let links = self
            .links
            .iter()
            .map(|(language, path, name)| {
                (language.to_string(), format!("{prefix}{path}"), name.clone())
            })
            .collect();
        let template = BareTemplate {
            lang: self.language.as_str(),
            dir: self.language.direction().as_str(),
            policy: &policy,
            title: self.title,
            text: self.text,
            goal: &format!("{prefix}{}", self.goal),
            icon: format!("{prefix}{}", self.icon),
            canonical: Some(site::url(&site.origin, self.goal)),
            links,
            css: &style.css,
        };
        let html = template.render().expect("templates write to memory");
        Page { path: self.path.clone(), html, policy: format!("{policy};frame-ancestors 'none'") }
    }
}
