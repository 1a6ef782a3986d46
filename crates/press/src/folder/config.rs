//! `tamizdat.toml`, `authors.toml`, `tags.toml` and `stories.toml`.

use std::collections::BTreeMap;

use types::Slug;

use super::fields::{Fields, Item, Toml};
use crate::{
    color,
    manuscript::{
        Author, Color, Fonts, Frequency, FrontPage, Named, NavigationItem, Newsletter, Reach, Site,
        Support, SupportLink, SupportWay,
    },
};

/// What `tamizdat.toml` says.
pub(super) struct Config {
    pub(super) site: Site,
    pub(super) sections: Vec<Named>,
    /// The stylesheet's name, to be read by the caller.
    pub(super) stylesheet: Option<String>,
}

pub(super) fn read(toml: Toml<'_>) -> Option<Config> {
    let table = toml.parse()?;
    let file = Fields::new(toml, &table, 0);
    let Some(site) = file.table("site") else {
        toml.problems
            .add(1, "the table [site] is missing; it names the newsroom and its languages");
        return None;
    };
    let sections = file.tables("section").into_iter().filter_map(named).collect();
    let languages = languages(&site);
    let origin = site.required_text("origin", "https://lantern.example");
    if !is_web_address(&origin) || origin.ends_with('/') || origin.contains(['?', '#']) {
        site.complain(
            "origin",
            "`origin` must be an address such as \"https://lantern.example\": no slash at its end, no `?`, no `#`",
        );
    }
    let color = color(&site);
    let stylesheet = site.text("stylesheet");
    let (mirrors, fresh_hours) = edition(&file);
    let read = Site {
        name: site.required_localized("name"),
        tagline: site.localized("tagline"),
        origin,
        languages,
        color,
        logo: site.text("logo"),
        stylesheet: String::new(),
        fonts: fonts(&file),
        time_zone: time_zone(&site),
        zone_label: site.localized("zone_label"),
        navigation: navigation(&file),
        front_page: front_page(&file),
        newsletter: file.table("newsletter").map(newsletter),
        support: file.table("support").map(support),
        reach: file.table("reach").map(reach).unwrap_or_default(),
        imprint: site.localized("imprint"),
        security_contact: security_contact(&site),
        mirrors,
        fresh_hours,
    };
    site.finish();
    file.finish();
    Some(Config { site: read, sections, stylesheet })
}

/// Reads `[edition]`: where else it lies, and how long it counts as fresh.
fn edition(file: &Fields<'_>) -> (Vec<String>, u16) {
    const FRESH: u16 = 48;
    let Some(edition) = file.table("edition") else {
        return (Vec::new(), FRESH);
    };
    let mirrors = edition.texts("mirrors");
    for mirror in mirrors.iter().filter(|mirror| !is_web_address(mirror) || !mirror.ends_with('/'))
    {
        edition.complain(
            "mirrors",
            format!("\"{mirror}\" must be an address with a slash at its end, such as \"https://mirror.example/\""),
        );
    }
    let hours = match edition.text("fresh_for").as_deref() {
        None | Some("48 hours") => FRESH,
        Some("7 days") => 168,
        Some(_) => {
            edition.complain("fresh_for", "`fresh_for` is \"48 hours\" or \"7 days\"");
            FRESH
        }
    };
    edition.finish();
    (mirrors, hours)
}

fn languages(site: &Fields<'_>) -> Vec<types::Language> {
    let mut languages = Vec::new();
    for tag in site.texts("languages") {
        match tag.parse::<types::Language>() {
            Ok(language) if languages.contains(&language) => {
                site.complain("languages", format!("\"{tag}\" stands twice in `languages`"));
            }
            Ok(language) => languages.push(language),
            Err(error) => site.complain("languages", error.to_string()),
        }
    }
    if languages.is_empty() {
        site.complain(
            "languages",
            "`languages` must name at least one, for example [\"en\", \"ru\"]",
        );
    }
    languages
}

fn time_zone(site: &Fields<'_>) -> Option<String> {
    let name = site.text("time_zone")?;
    if jiff::tz::TimeZone::get(&name).is_err() {
        site.complain(
            "time_zone",
            format!("there is no time zone \"{name}\"; write one such as \"Europe/Vilnius\""),
        );
        return None;
    }
    Some(name)
}

fn color(site: &Fields<'_>) -> Color {
    let light = site.text("color").unwrap_or_else(|| "#ffd94a".to_owned());
    let dark = site.text("color_dark").unwrap_or_else(|| light.clone());
    for (key, value) in [("color", &light), ("color_dark", &dark)] {
        if color::parse(value).is_none() {
            site.complain(key, format!("`{key}` must be a colour such as \"#ffd94a\""));
        }
    }
    let on = color::text_upon(color::parse(&light).unwrap_or([255; 3]));
    Color { light, dark, on }
}

fn fonts(file: &Fields<'_>) -> Fonts {
    let Some(fonts) = file.table("fonts") else {
        return Fonts::default();
    };
    let stack = |key| {
        let stack = fonts.text(key)?;
        let plain = |c: char| c.is_alphanumeric() || " ,-_\"'".contains(c);
        if stack.chars().all(plain) {
            return Some(stack);
        }
        fonts.complain(key, format!("`{key}` must be names of fonts with commas between them"));
        None
    };
    let read = Fonts { text: stack("text"), interface: stack("interface") };
    fonts.finish();
    read
}

fn navigation(file: &Fields<'_>) -> Vec<NavigationItem> {
    let mut items = Vec::new();
    for item in file.tables("navigation") {
        let kinds = [
            item.text("section").map(NavigationItem::Section),
            item.text("page").map(NavigationItem::Page),
            item.text("tag").map(NavigationItem::Tag),
        ];
        let mut named = kinds.into_iter().flatten();
        match (named.next(), named.next()) {
            (Some(entry), None) => items.push(entry),
            _ => item
                .complain("section", "an entry of [[navigation]] names one section, page or tag"),
        }
        item.finish();
    }
    items
}

fn front_page(file: &Fields<'_>) -> FrontPage {
    let mut page = FrontPage { lead: None, latest: 6, cards: 3, strips: Vec::new() };
    let Some(fields) = file.table("front_page") else {
        return page;
    };
    page.lead = fields.text("lead");
    page.latest = fields.count("latest", 12).unwrap_or(page.latest);
    page.cards = fields.count("cards", 12).unwrap_or(page.cards);
    page.strips = fields.texts("strips");
    fields.finish();
    page
}

fn newsletter(fields: Fields<'_>) -> Newsletter {
    let read = Newsletter {
        name: fields.required_localized("name"),
        about: fields.required_localized("about"),
        letterbox: web_address(&fields, "letterbox"),
        mail: mail_address(&fields, "mail"),
        preview: fields.text("preview"),
    };
    if read.letterbox.is_none() && read.mail.is_none() {
        fields.complain("mail", "[newsletter] needs `letterbox` or `mail`, or nobody can join");
    }
    fields.finish();
    read
}

fn web_address(fields: &Fields<'_>, key: &'static str) -> Option<String> {
    let address = fields.text(key)?;
    let good = is_web_address(&address);
    if !good {
        fields.complain(key, format!("`{key}` must be an address that begins with https://"));
    }
    good.then_some(address)
}

/// An address of the web that can stand in a page, a feed, a header and a line of `robots.txt`.
fn is_web_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>;,\\`{}|^".contains(c);
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && !rest.contains(odd))
}

/// An address of e-mail (RFC 5322, 3.4.1, without what nobody uses: quotes, comments, spaces).
fn mail_address(fields: &Fields<'_>, key: &'static str) -> Option<String> {
    let address = fields.text(key)?;
    let good = is_mail_address(&address);
    if !good {
        fields
            .complain(key, format!("`{key}` must be an address such as \"join@lantern.example\""));
    }
    good.then_some(address)
}

fn is_mail_address(address: &str) -> bool {
    let part = |text: &str, also: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || also.contains(c))
    };
    address.split_once('@').is_some_and(|(name, host)| part(name, "._+-") && part(host, ".-"))
}

fn security_contact(site: &Fields<'_>) -> Option<String> {
    let contact = site.text("security_contact")?;
    let good = match contact.split_once(':') {
        Some(("mailto", address)) => is_mail_address(address),
        Some(("tel", number)) => number.chars().all(|c| c.is_ascii_digit() || "+-".contains(c)),
        _ => is_web_address(&contact),
    };
    if !good {
        site.complain(
            "security_contact",
            "`security_contact` must begin with mailto: or https://, for example \"mailto:security@lantern.example\"",
        );
    }
    good.then_some(contact)
}

fn support(fields: Fields<'_>) -> Support {
    let mut links = Vec::new();
    for link in fields.tables("link") {
        let frequency = match link.required_text("frequency", "monthly").as_str() {
            "once" => Frequency::Once,
            "annual" => Frequency::Annual,
            "monthly" => Frequency::Monthly,
            _ => {
                link.complain(
                    "frequency",
                    "`frequency` must be \"once\", \"monthly\" or \"annual\"",
                );
                Frequency::Monthly
            }
        };
        let amount = link.required_text("amount", "€5");
        let suggested = link.flag("suggested");
        if let Some(url) = web_address(&link, "url") {
            links.push(SupportLink { frequency, amount, url, suggested });
        } else if !link.has("url") {
            link.complain("url", "`url` is missing; it is the payment page of your provider");
        }
        link.finish();
    }
    let mut ways = Vec::new();
    for way in fields.tables("way") {
        let (name, text) = (way.required_localized("name"), way.required_localized("text"));
        ways.push(SupportWay { name, text, code: way.text("code") });
        way.finish();
    }
    let read = Support {
        headline: fields.required_localized("headline"),
        appeal: fields.required_localized("appeal"),
        evergreen: fields.localized("evergreen"),
        danger: fields.localized("danger"),
        links,
        ways,
    };
    fields.finish();
    read
}

fn reach(fields: Fields<'_>) -> Reach {
    let read = Reach { onion: web_address(&fields, "onion"), mail: mail_address(&fields, "mail") };
    fields.finish();
    read
}

fn named(fields: Fields<'_>) -> Option<Named> {
    let id = id_of(&fields);
    let name = fields.required_localized("name");
    let about = fields.localized("about");
    fields.finish();
    Some(Named { id: id?, name, about })
}

fn id_of(fields: &Fields<'_>) -> Option<Slug> {
    let id = fields.slug("id");
    if id.is_none() && !fields.has("id") {
        fields.complain("id", "`id` is missing; it is the name in addresses, for example \"news\"");
    }
    id
}

/// Reads `[[tag]]` or `[[story]]`.
pub(super) fn read_named(toml: Toml<'_>, kind: &'static str) -> BTreeMap<String, Named> {
    let Some(table) = toml.parse() else {
        return BTreeMap::new();
    };
    let file = Fields::new(toml, &table, 0);
    let mut all = BTreeMap::new();
    for fields in file.tables(kind) {
        let line = fields.line();
        let Some(named) = named(fields) else { continue };
        let id = named.id.to_string();
        if all.insert(id.clone(), named).is_some() {
            toml.problems.add(line, format!("\"{id}\" stands twice; give one of them another id"));
        }
    }
    file.finish();
    all
}

/// Reads `[[author]]`.
pub(super) fn read_authors(toml: Toml<'_>) -> BTreeMap<String, Author> {
    let Some(table) = toml.parse() else {
        return BTreeMap::new();
    };
    let file = Fields::new(toml, &table, 0);
    let mut all = BTreeMap::new();
    for fields in file.tables("author") {
        let line = fields.line();
        let id = id_of(&fields);
        let name = fields.required_localized("name");
        let (about, note) = (fields.localized("about"), fields.localized("note"));
        let pseudonym = fields.flag("pseudonym");
        fields.finish();
        let Some(id) = id else { continue };
        let author = Author { id: id.clone(), name, about, pseudonym, note };
        if all.insert(id.to_string(), author).is_some() {
            toml.problems.add(line, format!("\"{id}\" stands twice; give one of them another id"));
        }
    }
    file.finish();
    all
}

/// What the bylines of an article say: ids, or tables of an id and a role.
pub(super) fn bylines(fields: &Fields<'_>) -> Vec<crate::manuscript::Byline> {
    let mut bylines = Vec::new();
    if !fields.has("authors") {
        fields.complain(
            "authors",
            "`authors` is missing; write for example `authors = [\"mira-oslan\"]`",
        );
    }
    for item in fields.items("authors") {
        match item {
            Item::Text(author) => bylines.push(crate::manuscript::Byline { author, role: None }),
            Item::Table(item) => {
                let author = item.required_text("author", "mira-oslan");
                bylines.push(crate::manuscript::Byline { author, role: item.text("role") });
                item.finish();
            }
        }
    }
    bylines
}
