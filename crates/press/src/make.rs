//! Does one job: from the plan to the bytes of its files.

use std::fs;

use types::Language;

use wire::forms::{Forms, forms};

use crate::{
    feeds::{self, Feed, Format},
    folder::normal,
    jobs::{self, List, Make},
    manuscript::{Article, Body, Source},
    markup::escape,
    pages::{
        Kind, Sheet,
        article::{self, Composed},
        cards::{self, Length},
        home,
        list::{self, Cut, Heading},
        plain,
        shell::{Bare, Page, Shell},
        style::Styles,
    },
    parts, pictures,
    plan::{Edition, ICON, Plan, Rank},
    search::{self, Described, Term},
    site,
    words::Words,
};

/// A file that was made.
pub(crate) enum File {
    /// A page, with its forms if it was compressed.
    Page(Page, Option<Forms>),
    /// Text at a path.
    Text(String, String),
    /// Bytes at a path, which do not shrink.
    Bytes(String, Vec<u8>),
    /// A derivative by its name, which the store takes in without reading it.
    Derivative(crate::pictures::Piece),
}

/// What a job made.
pub(crate) struct Made {
    pub(crate) files: Vec<File>,
    /// Words of a search block's articles, by the fingerprint of each.
    pub(crate) terms: Vec<(u128, Vec<Term>)>,
}

/// Everything a job may look at.
pub(crate) struct Workshop<'a> {
    pub(crate) plan: &'a Plan<'a>,
    pub(crate) shells: &'a [Vec<Shell>],
    pub(crate) styles: &'a Styles,
    pub(crate) compress: bool,
    /// Words that are known already: by language, by fingerprint of the article.
    pub(crate) terms:
        &'a std::collections::BTreeMap<String, std::collections::BTreeMap<u128, Vec<Term>>>,
}

/// A text could not be read again when its turn came.
#[derive(Debug, thiserror::Error)]
#[error("{file} changed or went away while it was being printed; print again")]
pub struct Changed {
    /// The file.
    pub file: String,
}

/// The text of a body; checked, so that what was read is what was planned.
fn read(file: &str, body: &Body) -> Result<String, Changed> {
    match &body.source {
        Source::Inline(text) => Ok(text.clone()),
        Source::File(path, offset) => {
            let changed = || Changed { file: file.to_owned() };
            let text = normal(fs::read(path).map_err(|_| changed())?).map_err(|_| changed())?;
            if xxhash_rust::xxh3::xxh3_128(text.as_bytes()) != body.print {
                return Err(changed());
            }
            let mut text = text;
            text.drain(..*offset);
            Ok(text)
        }
    }
}

impl Workshop<'_> {
    pub(crate) fn make(&self, make: &Make<'_>) -> Result<Made, Changed> {
        let plan = self.plan;
        let site = &plan.manuscript.site;
        let one = |file| Made { files: vec![file], terms: Vec::new() };
        let text = |path: String, text: String| one(File::Text(path, text));
        Ok(match make {
            Make::Article(at, rank) => self.article(*at, *rank)?,
            Make::Withdrawn(at, number) => {
                let article = &plan.manuscript.articles[*number];
                let path = plan.path(*number).unwrap_or_default();
                let sheet = article::withdrawn(&plan.languages[*at], article, path);
                one(self.wrap(*at, &sheet))
            }
            Make::Home(at, chosen) => one(self.home(*at, chosen)),
            Make::List(at, list, cut) => one(self.list(*at, list, *cut)),
            Make::Plain(at, number) => {
                let page = &plan.manuscript.pages[*number];
                let body = read(&page.file, &page.body)?;
                let shell = &self.shells[*at][1];
                one(self.wrap(*at, &plain::page(plan, &plan.languages[*at], shell, page, &body)))
            }
            Make::Join(at) => self.own(*at, |edition, shell| plain::join(plan, edition, shell)),
            Make::Support(at) => {
                self.own(*at, |edition, shell| plain::support(plan, edition, shell))
            }
            Make::Reach(at) => {
                self.own(*at, |edition, shell| Some(plain::reach(plan, edition, shell)))
            }
            Make::Search(at) => self.own(*at, |edition, shell| {
                let data = search::page_data(edition.language, &edition.words);
                Some(plain::search(plan, edition, shell, "search.js", &data))
            }),
            Make::NotFound(at, depth) => {
                let shell = &self.shells[*at][*depth];
                one(self.wrap_in(shell, &plain::not_found(&plan.languages[*at], shell, *depth)))
            }
            Make::Reminder(at, month) => {
                let edition = &plan.languages[*at];
                text(plain::reminder_path(edition, *month), plain::reminder(plan, edition, *month))
            }
            Make::Root => one(self.root()),
            Make::Icon(color) => one(File::Bytes(ICON.to_owned(), pictures::square(*color))),
            Make::Moved(path, number) => one(self.moved(path, *number)),
            Make::Feed(at, section, ranks) => self.feed(*at, section.as_deref(), ranks)?,
            Make::MonthMap(at, month, ranks) => {
                let edition = &plan.languages[*at];
                let addresses: Vec<(String, Option<String>)> =
                    ranks.iter().map(|&rank| self.address(edition, rank)).collect();
                text(jobs::month_map(edition, *month), feeds::sitemap(&addresses))
            }
            Make::PageMap => text("sitemaps/pages.xml".to_owned(), self.page_map()),
            Make::MapIndex => text("sitemap.xml".to_owned(), self.map_index()),
            Make::NewsMap(at, ranks) => {
                let edition = &plan.languages[*at];
                text(jobs::news_map(edition), feeds::news_sitemap(plan, edition, ranks))
            }
            Make::Robots => text("robots.txt".to_owned(), feeds::robots(&site.origin)),
            Make::Security(expires) => {
                text(".well-known/security.txt".to_owned(), feeds::security(plan, expires))
            }
            Make::Shards(at, block) => self.shards(*at, *block)?,
            Make::Described(at, block, chunk) => self.described(*at, *block, *chunk),
            Make::Count(at) => {
                let edition = &plan.languages[*at];
                let count = edition.search_order.len();
                text(format!("{}/search/count.js", edition.language), search::count_file(count))
            }
            Make::Script => text("search.js".to_owned(), search::SCRIPT.to_owned()),
            Make::Medium(name) => {
                let derived = plan.derived(name);
                let sizes = derived
                    .into_iter()
                    .flat_map(|derived| derived.sizes.iter().chain(&derived.card));
                let pieces = sizes.flat_map(|size| std::iter::once(&size.file).chain(&size.avif));
                Made { files: pieces.cloned().map(File::Derivative).collect(), terms: Vec::new() }
            }
        })
    }

    fn press(&self, page: Page) -> File {
        let forms = self.compress.then(|| forms(page.html.as_bytes()));
        File::Page(page, forms)
    }

    fn wrap_in(&self, shell: &Shell, sheet: &Sheet) -> File {
        self.press(shell.wrap(sheet, &self.plan.manuscript.site, self.styles))
    }

    /// Puts the shell for the sheet's own depth round it.
    fn wrap(&self, at: usize, sheet: &Sheet) -> File {
        let depth = sheet.path.bytes().filter(|&byte| byte == b'/').count();
        self.wrap_in(&self.shells[at][depth.min(jobs::DEPTHS - 1)], sheet)
    }

    /// A page of our own that a setting may leave out.
    fn own(&self, at: usize, sheet: impl Fn(&Edition<'_>, &Shell) -> Option<Sheet>) -> Made {
        let sheet = sheet(&self.plan.languages[at], &self.shells[at][1]);
        Made { files: sheet.iter().map(|sheet| self.wrap(at, sheet)).collect(), terms: Vec::new() }
    }

    fn article(&self, at: usize, rank: Rank) -> Result<Made, Changed> {
        let edition = &self.plan.languages[at];
        let article = edition.article(rank);
        let body = read(&article.file, &article.body)?;
        let shell = &self.shells[at][3];
        let composed = Composed::new(self.plan, edition, shell, rank, &body);
        let site = &self.plan.manuscript.site;
        let pages = parts::pages(&composed, shell, site, self.styles, self.compress);
        let files = pages.into_iter().map(|(page, forms)| File::Page(page, forms)).collect();
        Ok(Made { files, terms: Vec::new() })
    }

    /// The front page; what does not fit the budget is left out from the bottom up.
    fn home(&self, at: usize, chosen: &home::Chosen) -> File {
        let (edition, shell) = (&self.plan.languages[at], &self.shells[at][1]);
        let mut chosen = home::Chosen {
            lead: chosen.lead,
            latest: chosen.latest.clone(),
            cards: chosen.cards.clone(),
            strips: chosen.strips.clone(),
        };
        loop {
            let file = self.wrap(at, &home::sheet(self.plan, edition, shell, &chosen));
            let File::Page(page, forms) = &file else {
                return file;
            };
            let smaller = chosen.strips.pop().is_some()
                || (chosen.latest.len() > 3 && chosen.latest.pop().is_some())
                || chosen.cards.pop().is_some();
            if parts::fits(page, forms.as_ref()) || !smaller {
                return file;
            }
        }
    }

    fn list(&self, at: usize, list: &List<'_>, cut: Cut) -> File {
        let full = self.wrap(at, &self.list_sheet(at, list, cut, Length::Long));
        match &full {
            File::Page(page, forms) if !parts::fits(page, forms.as_ref()) => {
                self.wrap(at, &self.list_sheet(at, list, cut, Length::Short))
            }
            _ => full,
        }
    }

    fn list_sheet(&self, at: usize, list: &List<'_>, cut: Cut, length: Length) -> Sheet {
        let edition = &self.plan.languages[at];
        let folder = list.folder(edition);
        let path = site::list(&folder, cut.page);
        let depth = path.bytes().filter(|&byte| byte == b'/').count();
        let shell = &self.shells[at][depth.min(jobs::DEPTHS - 1)];
        let (words, language) = (&edition.words, edition.language);
        let month_title;
        let mut heading = Heading {
            title: "",
            intro: "",
            folder: &folder,
            foot: "",
            kind: Kind::Website,
            feed: None,
            class: "list",
        };
        let (intro, by);
        match list {
            List::Section(section, _) => {
                heading.title = section.name.or_any(language);
                heading.intro = section.about.get(language).unwrap_or_default();
                heading.feed = Some(format!("{folder}/feed.xml"));
            }
            List::Tag(named, _) | List::Story(named, _) => {
                heading.title = named.name.or_any(language);
                heading.intro = named.about.get(language).unwrap_or_default();
            }
            List::Author(author, _) => {
                let name = [("name", crate::words::Value::Text(author.name.or_any(language)))];
                by = words.with("articles-by", &name);
                heading.title = &by;
                let pseudonym = author.pseudonym.then(|| words.text("pseudonym").to_owned() + ".");
                let about = author.about.get(language).map(str::to_owned);
                let note = author.note.get(language).map(str::to_owned);
                let pseudonym = pseudonym.filter(|_| note.is_none());
                intro =
                    [about, note, pseudonym].into_iter().flatten().collect::<Vec<_>>().join(" ");
                heading.intro = &intro;
            }
            List::Month((year, month), _) => {
                month_title = words.month_heading(*year, *month);
                heading.title = &month_title;
                heading.intro = words.text("find-in-month");
                heading.class = "list short";
            }
            List::Archive(_) => {
                heading.title = words.text("archive");
                heading.intro = words.text("archive-intro");
                heading.class = "cols";
            }
            List::Topics(_) => {
                heading.title = words.text("tags");
                heading.class = "cols";
            }
            List::Corrections(all) => {
                heading.title = words.text("corrections");
                let key = if all.is_empty() { "corrections-none" } else { "corrections-intro" };
                heading.intro = words.text(key);
            }
        }
        let entries = self.entries(edition, shell, list, length);
        let mut sheet = list::sheet(edition, shell, &heading, cut, &entries);
        if cut.page.is_none() {
            sheet.translations = list.translations(self.plan);
        }
        sheet
    }

    fn entries(
        &self,
        edition: &Edition<'_>,
        shell: &Shell,
        list: &List<'_>,
        length: Length,
    ) -> String {
        let (plan, prefix, language) = (self.plan, shell.prefix, edition.language);
        let mut out = String::new();
        let mut link = |path: &str, name: &str| {
            out.push_str(&format!("<li><a href=\"{prefix}{path}\">"));
            escape(name, &mut out);
            out.push_str("</a></li>");
        };
        match list {
            List::Section(_, ranks) | List::Tag(_, ranks) | List::Author(_, ranks) => {
                for &rank in ranks.iter().rev() {
                    cards::item(plan, edition, rank, prefix, length, &mut out);
                }
            }
            List::Story(_, ranks) => {
                for &rank in ranks {
                    cards::item(plan, edition, rank, prefix, length, &mut out);
                }
            }
            List::Month(_, ranks) => {
                for &rank in ranks.iter().rev() {
                    cards::item(plan, edition, rank, prefix, Length::Short, &mut out);
                }
            }
            List::Archive(months) => {
                for &(year, month) in months.iter().rev() {
                    let path = site::list(&site::month(language, (year, month)), None);
                    link(&path, &edition.words.month_heading(year, month));
                }
            }
            List::Topics(topics) => {
                for topic in topics {
                    let path = site::list(&site::tag(language, topic.id.as_str()), None);
                    link(&path, topic.name.or_any(language));
                }
            }
            List::Corrections(all) => {
                for (rank, number) in all.iter().rev() {
                    let article = edition.article(*rank);
                    let correction = &article.corrections[*number];
                    let path = plan.path(edition.number(*rank)).unwrap_or_default();
                    out.push_str("<li><p class=\"meta\">");
                    escape(&edition.words.date_long(correction.date), &mut out);
                    out.push_str(&format!("</p><h2><a href=\"{prefix}{path}\">"));
                    escape(&article.headline, &mut out);
                    out.push_str("</a></h2><p>");
                    escape(&correction.text, &mut out);
                    out.push_str("</p></li>");
                }
            }
        }
        out
    }

    /// The root of the site: on to the first language, with all of them to choose from.
    fn root(&self) -> File {
        let site = &self.plan.manuscript.site;
        let edition = &self.plan.languages[0];
        let links = site
            .languages
            .iter()
            .map(|&language| (language, site::home(language), Words::name_of(language)))
            .collect();
        let bare = Bare {
            path: "index.html".to_owned(),
            language: edition.language,
            title: site.name.or_any(edition.language),
            text: edition.words.text("choose-language"),
            goal: &site::home(edition.language),
            icon: &self.plan.icon(),
            links,
        };
        self.press(bare.page(site, self.styles))
    }

    fn moved(&self, path: &str, number: usize) -> File {
        let plan = self.plan;
        let article = &plan.manuscript.articles[number];
        let words = Words::of(article.language);
        let goal = plan.path(number).unwrap_or_default();
        let bare = Bare {
            path: path.to_owned(),
            language: article.language,
            title: words.text("moved"),
            text: words.text("moved-to"),
            goal,
            icon: &plan.icon(),
            links: vec![(article.language, goal.to_owned(), article.headline.clone())],
        };
        self.press(bare.page(&plan.manuscript.site, self.styles))
    }

    fn feed(&self, at: usize, section: Option<&str>, ranks: &[Rank]) -> Result<Made, Changed> {
        let edition = &self.plan.languages[at];
        let mut bodies = std::collections::BTreeMap::new();
        for &rank in ranks {
            let article = edition.article(rank);
            bodies.insert(article.file.as_str(), read(&article.file, &article.body)?);
        }
        let body =
            |article: &Article| bodies.get(article.file.as_str()).cloned().unwrap_or_default();
        let feed = Feed::new(self.plan, edition, section, ranks, body);
        let files = Format::ALL.map(|format| File::Text(feed.path(format), feed.text(format)));
        Ok(Made { files: files.into(), terms: Vec::new() })
    }

    fn address(&self, edition: &Edition<'_>, rank: Rank) -> (String, Option<String>) {
        let article = edition.article(rank);
        let path = self.plan.path(edition.number(rank)).unwrap_or_default();
        let touched = article.updated.unwrap_or(article.published).day();
        (site::url(&self.plan.manuscript.site.origin, path), Some(touched.to_string()))
    }

    fn page_map(&self) -> String {
        let plan = self.plan;
        let addresses =
            plan.languages.iter().flat_map(|edition| jobs::page_addresses(plan, edition));
        let addresses: Vec<_> = addresses.map(|url| (url, None)).collect();
        feeds::sitemap(&addresses)
    }

    fn map_index(&self) -> String {
        let origin = &self.plan.manuscript.site.origin;
        let mut paths = vec!["sitemaps/pages.xml".to_owned()];
        for edition in &self.plan.languages {
            paths.push(jobs::news_map(edition));
            paths.extend(edition.by_month.keys().map(|month| jobs::month_map(edition, *month)));
        }
        let urls: Vec<String> = paths.iter().map(|path| site::url(origin, path)).collect();
        feeds::sitemap_index(&urls)
    }

    fn shards(&self, at: usize, block: usize) -> Result<Made, Changed> {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let order = &edition.search_order;
        let members = order.chunks(search::BLOCK).nth(block).unwrap_or_default();
        let known = self.terms.get(edition.language.as_str());
        let mut terms = Vec::with_capacity(members.len());
        for &number in members {
            let article = &plan.manuscript.articles[number];
            if article.withdrawn.is_some() {
                terms.push((0, Vec::new()));
                continue;
            }
            let names: Vec<&str> = article
                .bylines
                .iter()
                .filter_map(|byline| plan.author(&byline.author))
                .map(|author| author.name.or_any(edition.language))
                .collect();
            let names = names.join(" ");
            let print = crate::finger::of(&(article.body.print, &names));
            let words = match known.and_then(|known| known.get(&print)) {
                Some(words) => words.clone(),
                None => {
                    let body = read(&article.file, &article.body)?;
                    search_terms(edition.language, article, &names, &body)
                }
            };
            terms.push((print, words));
        }
        let lists: Vec<&[Term]> = terms.iter().map(|(_, words)| words.as_slice()).collect();
        let files = search::shard_files(&lists)
            .into_iter()
            .enumerate()
            .map(|(shard, text)| {
                File::Text(format!("{}/search/{block}-{shard}.js", edition.language), text)
            })
            .collect();
        // Only the open block will be made again soon.
        let is_open = (block + 1) * search::BLOCK > order.len();
        Ok(Made { files, terms: if is_open { terms } else { Vec::new() } })
    }

    fn described(&self, at: usize, block: usize, chunk: usize) -> Made {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let order = &edition.search_order;
        let members = order.chunks(search::BLOCK).nth(block).unwrap_or_default();
        let members = members.chunks(search::CHUNK).nth(chunk).unwrap_or_default();
        let language = edition.language.as_str();
        let results: Vec<Described<'_>> = members
            .iter()
            .map(|&number| {
                let article = &plan.manuscript.articles[number];
                let path = plan.path(number).unwrap_or_default();
                let path =
                    path.strip_prefix(language).map_or("", |path| path.trim_start_matches('/'));
                if article.withdrawn.is_some() {
                    return Described { path: "", headline: "", date: String::new() };
                }
                Described {
                    path,
                    headline: &article.headline,
                    date: edition.words.date_long(article.published.day()),
                }
            })
            .collect();
        let path = format!("{language}/search/{block}-d{chunk}.js");
        Made { files: vec![File::Text(path, search::described_file(&results))], terms: Vec::new() }
    }
}

/// The words of an article's headline, standfirst, names and text; addresses and the names of directives left out.
fn search_terms(language: Language, article: &Article, names: &str, body: &str) -> Vec<Term> {
    let mut text = String::with_capacity(body.len() + 400);
    for words in [article.standfirst.as_str(), names, article.kicker.as_deref().unwrap_or_default()]
    {
        text.push_str(words);
        text.push('\n');
    }
    for line in body.lines().filter(|line| !line.trim_start().starts_with(":::")) {
        let mut rest = line;
        while let Some(at) = rest.find("](") {
            text.push_str(&rest[..at]);
            text.push(' ');
            rest = rest[at..].find(')').map_or("", |end| &rest[at + end + 1..]);
        }
        text.push_str(rest);
        text.push('\n');
    }
    search::terms(language, &article.headline, &text)
}
