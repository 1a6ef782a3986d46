//! Pages that are neither articles nor lists: plain pages, join, support, reach, search, not found.

use std::fmt::Write as _;

use super::{
    Kind, Sheet,
    article::render_body,
    home::{self, Level},
    shell::Shell,
    style::Components,
};
use crate::{
    manuscript::PlainPage,
    markup::escape,
    plan::{Edition, Plan},
    site,
    words::Value,
};

/// A plain page.
pub(crate) fn page(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    shell: &Shell,
    page: &PlainPage,
    body: &str,
) -> Sheet {
    let text = render_body(plan, edition, shell.prefix, &shell.boxes, body);
    let mut main = opening(&page.title);
    if let Some(standfirst) = &page.standfirst {
        main.push_str("<p class=\"stand\">");
        escape(standfirst, &mut main);
        main.push_str("</p>");
    }
    main.push_str("</header><div class=\"body\">");
    for block in &text.blocks {
        main.push_str(&block.html);
    }
    main.push_str("</div></article></main>");
    let translations = plan
        .manuscript
        .pages
        .iter()
        .filter(|other| other.name == page.name)
        .map(|other| (other.language, site::page(other.language, other.name.as_str())))
        .collect();
    Sheet {
        path: site::page(page.language, page.name.as_str()),
        title: page.title.clone(),
        description: page.standfirst.clone().unwrap_or_default(),
        components: Components::of(&["article", "page"]).for_markup(&main),
        main,
        translations,
        ..Sheet::default()
    }
}

fn opening(title: &str) -> String {
    let mut main =
        String::from("<main id=\"main\"><article class=\"w pg\"><header class=\"head\"><h1>");
    escape(title, &mut main);
    main.push_str("</h1>");
    main
}

fn own(plan: &Plan<'_>, edition: &Edition<'_>, name: &str, title: &str, main: String) -> Sheet {
    let components = Components::of(&["article", "page", "form", "join"]).for_markup(&main);
    let languages = &plan.manuscript.site.languages;
    Sheet {
        path: site::page(edition.language, name),
        title: title.to_owned(),
        main,
        components,
        translations: languages.iter().map(|&other| (other, site::page(other, name))).collect(),
        ..Sheet::default()
    }
}

/// The page of the weekly letter.
pub(crate) fn join(plan: &Plan<'_>, edition: &Edition<'_>, shell: &Shell) -> Option<Sheet> {
    let site = &plan.manuscript.site;
    let (letter, words) = (site.newsletter.as_ref()?, &edition.words);
    let title = letter.name.or_any(edition.language);
    let mut main = opening(title);
    main.push_str("<p class=\"stand\">");
    escape(words.text("join-what"), &mut main);
    main.push_str("</p></header><div class=\"body\">");
    home::join_form(letter, edition, shell.prefix, plan, &mut main);
    main.push_str("<p class=\"ui\">");
    escape(words.text("join-danger"), &mut main);
    main.push_str("</p></div></article></main>");
    // The box repeats the page's own title; here it follows directly and can go.
    let mut title_in_box = String::from("<section class=\"nl ui\"><h2>");
    escape(title, &mut title_in_box);
    title_in_box.push_str("</h2>");
    let main = main.replace(&title_in_box, "<div class=\"nl ui\">").replace("</section>", "</div>");
    let mut sheet = own(plan, edition, "join", title, main);
    sheet.description = letter.about.or_any(edition.language).to_owned();
    sheet.form_action = home::letterbox_origin(site);
    Some(sheet)
}

/// The page where readers pay.
pub(crate) fn support(plan: &Plan<'_>, edition: &Edition<'_>, shell: &Shell) -> Option<Sheet> {
    let site = &plan.manuscript.site;
    let (support, words, language) = (site.support.as_ref()?, &edition.words, edition.language);
    let mut main = String::from("<main id=\"main\"><article class=\"w pg\">");
    home::support_box(support, edition, shell.prefix, Level::First, &mut main);
    main.push_str("<div class=\"body ways\">");
    if !support.ways.is_empty() {
        main.push_str("<h2>");
        escape(words.text("support-other-ways"), &mut main);
        main.push_str("</h2>");
        for way in &support.ways {
            main.push_str("<h3>");
            escape(way.name.or_any(language), &mut main);
            main.push_str("</h3><p>");
            escape(way.text.or_any(language), &mut main);
            main.push_str("</p>");
            if let Some(code) = &way.code {
                main.push_str("<p dir=\"ltr\"><code>");
                escape(code, &mut main);
                main.push_str("</code></p>");
            }
        }
    }
    reminders(plan, edition, shell, &mut main);
    main.push_str("<p class=\"ui meta\">");
    escape(words.text("support-fees"), &mut main);
    main.push_str("</p></div></article></main>");
    let values = [("name", Value::Text(site.name.or_any(language)))];
    let title = words.with("support-title", &values);
    let mut sheet = own(plan, edition, "support", &title, main);
    sheet.components = sheet.components.with("give").with("choose");
    sheet.description = support.appeal.or_any(language).to_owned();
    Some(sheet)
}

/// The months that reminders can be taken for: the three after this one.
pub(crate) fn reminder_months(plan: &Plan<'_>) -> [(i16, i8); 3] {
    let day = plan.now.day();
    [1, 2, 3].map(|later| {
        let month = day.month + later;
        if month > 12 { (day.year + 1, month - 12) } else { (day.year, month) }
    })
}

/// "Not ready today?": a calendar file, of which nothing stays on any server.
fn reminders(plan: &Plan<'_>, edition: &Edition<'_>, shell: &Shell, out: &mut String) {
    let words = &edition.words;
    out.push_str("<h2>");
    escape(words.text("support-not-ready"), out);
    out.push_str("</h2><p>");
    escape(words.text("support-remind"), out);
    out.push_str("</p><ul class=\"plain\">");
    for (year, month) in reminder_months(plan) {
        let path = reminder_path(edition, (year, month));
        let name = words.month_heading(year, month);
        let _ = write!(out, "<li><a href=\"{}{path}\">", shell.prefix);
        escape(&words.with("support-remind-in", &[("month", Value::Text(&name))]), out);
        out.push_str("</a></li>");
    }
    out.push_str("</ul>");
}

pub(crate) fn reminder_path(edition: &Edition<'_>, (year, month): (i16, i8)) -> String {
    format!("{}/remind-{year:04}-{month:02}.ics", edition.language)
}

/// A calendar with one whole-day entry on the first of a month (RFC 5545).
pub(crate) fn reminder(plan: &Plan<'_>, edition: &Edition<'_>, (year, month): (i16, i8)) -> String {
    let site = &plan.manuscript.site;
    let url = site::url(&site.origin, &site::page(edition.language, "support"));
    // The summary names nobody: a calendar may be read over a shoulder.
    let title = edition.words.text("support-remind-summary");
    let title = title.replace('\\', "\\\\").replace([',', ';'], " ").replace('\n', " ");
    [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//calendar//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{year:04}{month:02}01@reminder"),
        format!("DTSTAMP:{year:04}{month:02}01T000000Z"),
        format!("DTSTART;VALUE=DATE:{year:04}{month:02}01"),
        format!("SUMMARY:{title}"),
        format!("URL:{url}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
        String::new(),
    ]
    .iter()
    .map(|line| fold(line))
    .collect::<Vec<_>>()
    .join("\r\n")
}

/// Lines of a calendar have at most 75 bytes; longer ones go on after a space (RFC 5545, 3.1).
fn fold(line: &str) -> String {
    let (mut folded, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > 74 {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(c);
        length += c.len_utf8();
    }
    folded
}

/// The ways to the site when it is blocked.
pub(crate) fn reach(plan: &Plan<'_>, edition: &Edition<'_>, shell: &Shell) -> Sheet {
    let (site, words) = (&plan.manuscript.site, &edition.words);
    let title = words.text("reach-title");
    let mut main = opening(title);
    main.push_str("<p class=\"stand\">");
    escape(words.text("reach-intro"), &mut main);
    main.push_str("</p></header><div class=\"body\">");
    let start = main.len();
    home::reach_box(site, edition, shell.prefix, &mut main);
    let reach = main.split_off(start);
    let from = reach.find("<ul").unwrap_or(0);
    main.push_str(reach[from..].trim_end_matches("</section>"));
    if let Some(onion) = &site.reach.onion {
        main.push_str("<p dir=\"ltr\"><code>");
        escape(onion, &mut main);
        main.push_str("</code></p>");
    }
    main.push_str("<h2>");
    escape(words.text("reach-share-title"), &mut main);
    main.push_str("</h2><p>");
    escape(words.text("reach-share"), &mut main);
    main.push_str("</p></div></article></main>");
    let mut sheet = own(plan, edition, "reach", title, main);
    sheet.components = sheet.components.with("box");
    words.text("reach-intro").clone_into(&mut sheet.description);
    sheet
}

/// The page that says there is no such page, for addresses of this depth.
pub(crate) fn not_found(edition: &Edition<'_>, shell: &Shell, depth: usize) -> Sheet {
    let (words, language) = (&edition.words, edition.language);
    let title = words.text("not-found");
    let mut main = opening(title);
    main.push_str("</header><div class=\"body\"><p>");
    escape(words.text("not-found-text"), &mut main);
    main.push_str("</p><ul class=\"plain\">");
    let links = [
        (site::home(language), words.text("home")),
        (site::list(&format!("{language}/archive"), None), words.text("archive")),
        (site::page(language, "search"), words.text("search")),
    ];
    for (path, name) in links {
        let _ = write!(main, "<li><a href=\"{}{path}\">", shell.prefix);
        escape(name, &mut main);
        main.push_str("</a></li>");
    }
    main.push_str("</ul></div></article></main>");
    Sheet {
        path: not_found_path(edition, depth),
        title: title.to_owned(),
        components: Components::of(&["article", "page", "box"]),
        main,
        kind: Kind::Hidden,
        ..Sheet::default()
    }
}

/// Its path: `404.html` of a language stands for addresses one folder deep, `404-3.html` for three.
pub(crate) fn not_found_path(edition: &Edition<'_>, depth: usize) -> String {
    match depth {
        // Buckets know one page for everything that is not there; it stands at the top, in the first language.
        0 => "404.html".to_owned(),
        1 => format!("{}/404.html", edition.language),
        depth => format!("{}/404-{depth}.html", edition.language),
    }
}

/// The search page. Its form works only with the script; without it there are the archive and the topics.
pub(crate) fn search(
    plan: &Plan<'_>,
    edition: &Edition<'_>,
    shell: &Shell,
    script: &str,
    data: &str,
) -> Sheet {
    let (words, language) = (&edition.words, edition.language);
    let title = words.text("search");
    let mut main = opening(title);
    main.push_str("</header><div class=\"body\"><div id=\"search\" class=\"ui\" hidden ");
    main.push_str(data);
    main.push_str("><form role=\"search\"><label for=\"q\">");
    escape(words.text("search-label"), &mut main);
    main.push_str("</label><div class=\"row\"><input id=\"q\" type=\"search\" name=\"q\" maxlength=\"200\" autocomplete=\"off\"><button class=\"btn\">");
    escape(words.text("search-button"), &mut main);
    main.push_str("</button></div></form><p role=\"status\" class=\"meta\"></p><ul class=\"list short\"></ul><button class=\"btn more-results\" hidden>");
    escape(words.text("search-more"), &mut main);
    main.push_str("</button></div><p class=\"ui\">");
    escape(words.text("search-noscript"), &mut main);
    main.push_str("</p><ul class=\"plain\">");
    for (path, key) in [
        (site::list(&format!("{language}/archive"), None), "archive"),
        (site::list(&format!("{language}/topics"), None), "tags"),
    ] {
        let _ = write!(main, "<li><a href=\"{}{path}\">", shell.prefix);
        escape(words.text(key), &mut main);
        main.push_str("</a></li>");
    }
    let _ = write!(
        main,
        "</ul></div></article></main><script src=\"{}{script}\" defer></script>",
        shell.prefix
    );
    let mut sheet = own(plan, edition, "search", title, main);
    sheet.components = sheet.components.with("list").with("box");
    sheet.script = true;
    words.text("search-noscript").clone_into(&mut sheet.description);
    sheet
}
