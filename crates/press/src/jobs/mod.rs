//! Every file of an edition as a job: its name, what it is made from as a fingerprint, and how to make it.
//!
//! A job is done again only when its fingerprint changes. What a job may look at is what its fingerprint covers: when you
//! let a page show something new, add it here. The test of random edits (`tests/incremental.rs`) finds what was forgotten.

mod lists;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use lists::List;

use rayon::prelude::*;

use crate::{
    feeds,
    finger::Finger,
    manuscript::{Article, Body, Named},
    pages::{
        article::{CAMPAIGN, goal_path},
        home::{self, Chosen},
        list::Cut,
        plain,
        shell::Shell,
    },
    pictures::Wanted,
    plan::{Edition, ICON, Plan, Rank},
    search, site,
};

/// How deep the deepest page lies.
pub(crate) const DEPTHS: usize = 5;

/// A file, or a few that belong together.
pub(crate) struct Job<'m> {
    pub(crate) name: String,
    pub(crate) print: u128,
    pub(crate) make: Make<'m>,
}

/// What is to be made. The first number is the language's.
pub(crate) enum Make<'m> {
    Article(usize, Rank),
    Withdrawn(usize, usize),
    Home(usize, Chosen),
    List(usize, List<'m>, Cut),
    Plain(usize, usize),
    Join(usize),
    Support(usize),
    Reach(usize),
    Search(usize),
    NotFound(usize, usize),
    Reminder(usize, (i16, i8)),
    Root,
    /// The icon of a newsroom without a logo, in its colour.
    Icon([u8; 3]),
    Moved(String, usize),
    Feed(usize, Option<String>, Vec<Rank>),
    MonthMap(usize, (i16, i8), Vec<Rank>),
    PageMap,
    MapIndex,
    NewsMap(usize, Vec<Rank>),
    Robots,
    Security(String),
    Shards(usize, usize),
    Described(usize, usize, usize),
    Count(usize),
    Script,
    Medium(String),
}

/// The media that pages of today show.
pub(crate) fn wanted_media(
    manuscript: &crate::manuscript::Manuscript,
    now: i64,
) -> BTreeMap<String, Wanted> {
    let mut wanted = BTreeMap::new();
    let out = |article: &&std::sync::Arc<Article>| {
        article.published.seconds <= now && article.withdrawn.is_none()
    };
    for article in manuscript.articles.iter().filter(out) {
        for name in article.picture.iter().chain(&article.body.media).chain(&article.body.files) {
            wanted.insert(name.clone(), Wanted::Shown);
        }
    }
    for name in
        manuscript.pages.iter().flat_map(|page| page.body.media.iter().chain(&page.body.files))
    {
        wanted.insert(name.clone(), Wanted::Shown);
    }
    if let Some(logo) = &manuscript.site.logo {
        wanted.insert(logo.clone(), Wanted::Logo);
    }
    wanted
}

struct Planner<'a, 'm> {
    plan: &'a Plan<'m>,
    shells: &'a [Vec<Shell>],
    prints: Vec<Vec<u128>>,
    jobs: Vec<Job<'m>>,
}

/// Every job of an edition. `shells` are by language and depth.
pub(crate) fn all<'m>(plan: &Plan<'m>, shells: &[Vec<Shell>]) -> Vec<Job<'m>> {
    let site = &plan.manuscript.site;
    let prints =
        shells.iter().map(|by_depth| by_depth.iter().map(|shell| shell.print(site)).collect());
    let mut planner = Planner { plan, shells, prints: prints.collect(), jobs: Vec::new() };
    for at in 0..plan.languages.len() {
        planner.articles(at);
        planner.front(at);
        planner.lists(at);
        planner.own_pages(at);
        planner.feeds(at);
        planner.maps(at);
        planner.search(at);
    }
    planner.pages();
    planner.once();
    planner.moved();
    planner.media();
    planner.jobs
}

impl<'m> Planner<'_, 'm> {
    fn add(&mut self, name: String, print: u128, make: Make<'m>) {
        self.jobs.push(Job { name, print, make });
    }

    /// A fingerprint that begins with the shell of a page at `path`.
    fn page(&self, kind: &str, at: usize, path: &str) -> Finger {
        let depth = path.bytes().filter(|&byte| byte == b'/').count();
        Finger::new(kind).text(path).number(self.prints[at][depth.min(DEPTHS - 1)])
    }

    fn body(&self, at: usize, body: &Body, finger: &mut Finger) {
        let language = self.plan.languages[at].language;
        finger.add_number(body.print);
        for name in body.media.iter().chain(&body.files) {
            finger.add_number(self.plan.medium(name, language));
        }
        for link in &body.links {
            let path = self.plan.links.find(link).and_then(|goal| goal_path(self.plan, goal));
            finger.add_option(path.as_deref());
        }
    }

    fn boxes(&self, at: usize, depth: usize, finger: &mut Finger) {
        let boxes = &self.shells[at][depth].boxes;
        finger.add(&boxes.newsletter_in_text);
        finger.add(&boxes.support_in_text);
    }

    fn articles(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let made: Vec<(String, u128, Rank)> = edition
            .ranks()
            .into_par_iter()
            .map(|rank| {
                let path = plan.path(edition.number(rank)).unwrap_or_default();
                (path.to_owned(), self.article(at, rank, path), rank)
            })
            .collect();
        for (name, print, rank) in made {
            self.add(name, print, Make::Article(at, rank));
        }
        for &number in &edition.withdrawn {
            let path = plan.path(number).unwrap_or_default();
            let mut finger = self.page("withdrawn", at, path);
            finger.add_number(plan.manuscript.articles[number].body.print);
            self.add(path.to_owned(), finger.done(), Make::Withdrawn(at, number));
        }
    }

    fn article(&self, at: usize, rank: Rank, path: &str) -> u128 {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let article = edition.article(rank);
        let mut finger = self.page("article", at, path);
        self.body(at, &article.body, &mut finger);
        let section = plan.section(&article.section);
        finger.add_option(section.map(|section| section.name.or_any(edition.language)));
        for byline in &article.bylines {
            let Some(author) = plan.author(&byline.author) else {
                continue;
            };
            finger.add(author.name.or_any(edition.language));
            finger.add_option(author.note.get(edition.language));
        }
        for tag in &article.tags {
            let named = plan.manuscript.tags.get(tag);
            finger.add_option(named.map(|named| named.name.or_any(edition.language)));
        }
        if let Some(picture) = &article.picture {
            finger.add_number(plan.medium(picture, edition.language));
        }
        for (language, path) in plan.translations(edition.number(rank)) {
            finger.add(language.as_str());
            finger.add(path);
        }
        for &before in edition.story_before(rank) {
            finger.add_number(edition.card(before));
        }
        finger.add_number(0);
        for more in edition.read_more(rank) {
            finger.add_number(edition.card(more));
        }
        finger.add_option(plan.manuscript.site.time_zone.as_deref());
        finger.add_option(plan.manuscript.site.zone_label.get(edition.language));
        let boxes = &self.shells[at][3].boxes;
        let young = plan.now.seconds - article.published.seconds < CAMPAIGN;
        finger.add(if young { &boxes.campaign } else { &boxes.evergreen });
        self.boxes(at, 3, &mut finger);
        finger.done()
    }

    fn front(&mut self, at: usize) {
        let edition = &self.plan.languages[at];
        let chosen = home::choose(self.plan, edition);
        let path = site::home(edition.language);
        let mut finger = self.page("home", at, &path);
        let strips = chosen.strips.iter().flat_map(|(_, ranks)| ranks);
        for rank in chosen
            .lead
            .iter()
            .chain(&chosen.latest)
            .chain([&Rank::MAX])
            .chain(&chosen.cards)
            .chain(strips)
        {
            finger.add_number(if *rank == Rank::MAX { 0 } else { edition.card(*rank) });
        }
        for (section, ranks) in &chosen.strips {
            finger.add(section);
            finger.add_number(ranks.len() as u128);
            let named = self.plan.section(section);
            finger.add_option(named.map(|named| named.name.or_any(edition.language)));
        }
        finger.add_number(self.settings());
        finger.add_option(self.preview(at));
        self.privacy(at, &mut finger);
        self.add(path, finger.done(), Make::Home(at, chosen));
    }

    /// Everything the forms and boxes are made from.
    fn settings(&self) -> u128 {
        let site = &self.plan.manuscript.site;
        crate::finger::of(&(
            &site.newsletter,
            &site.support,
            &site.reach,
            &site.name,
            &site.tagline,
        ))
    }

    /// The path of the letter that is shown as an example.
    fn preview(&self, at: usize) -> Option<&str> {
        let group = self.plan.manuscript.site.newsletter.as_ref()?.preview.as_ref()?;
        let edition = &self.plan.languages[at];
        let place = edition.articles.iter().position(|article| article.group == *group)?;
        self.plan.path(edition.numbers[place])
    }

    fn privacy(&self, at: usize, finger: &mut Finger) {
        let language = self.plan.languages[at].language;
        let mut pages = self.plan.manuscript.pages.iter();
        let has = pages.any(|page| page.language == language && page.name.as_str() == "privacy");
        finger.add_number(u128::from(has));
    }

    fn own_pages(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let language = edition.language;
        let simple = |planner: &Self, name: &str| {
            let mut finger = planner.page(name, at, &site::page(language, name));
            finger.add_number(planner.settings());
            finger
        };
        let mut join = simple(self, "join");
        join.add_option(self.preview(at));
        self.privacy(at, &mut join);
        let mut support = simple(self, "support");
        for (year, month) in plain::reminder_months(plan) {
            support.add(&format!("{year} {month}"));
        }
        let (reach, search) = (simple(self, "reach"), simple(self, "search"));
        let site = &plan.manuscript.site;
        if site.newsletter.is_some() {
            self.add(site::page(language, "join"), join.done(), Make::Join(at));
        }
        if site.support.is_some() {
            self.add(site::page(language, "support"), support.done(), Make::Support(at));
            for month in plain::reminder_months(plan) {
                let path = plain::reminder_path(edition, month);
                let print = Finger::new("reminder").text(&path).text(&site.origin).done();
                self.add(path, print, Make::Reminder(at, month));
            }
        }
        self.add(site::page(language, "reach"), reach.done(), Make::Reach(at));
        self.add(site::page(language, "search"), search.done(), Make::Search(at));
        for depth in usize::from(at > 0)..DEPTHS {
            let path = plain::not_found_path(edition, depth);
            let print = self.prints[at][depth];
            let print = Finger::new("not found").text(&path).number(print).done();
            self.add(path, print, Make::NotFound(at, depth));
        }
    }

    fn pages(&mut self) {
        let plan = self.plan;
        for (number, page) in plan.manuscript.pages.iter().enumerate() {
            let Some(at) =
                plan.languages.iter().position(|edition| edition.language == page.language)
            else {
                continue;
            };
            let path = site::page(page.language, page.name.as_str());
            let mut finger = self.page("page", at, &path);
            self.body(at, &page.body, &mut finger);
            self.boxes(at, 1, &mut finger);
            for other in plan.manuscript.pages.iter().filter(|other| other.name == page.name) {
                finger.add(other.language.as_str());
            }
            self.add(path, finger.done(), Make::Plain(at, number));
        }
    }

    fn feeds(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let site_print = {
            let site = &plan.manuscript.site;
            crate::finger::of(&(&site.name, &site.tagline, &site.origin))
        };
        let all: Vec<Rank> = edition.ranks().collect();
        let mut wanted: Vec<(Option<&Named>, &[Rank])> = vec![(None, &all)];
        for section in &plan.manuscript.sections {
            if let Some(ranks) = edition.by_section.get(section.id.as_str()) {
                wanted.push((Some(section), ranks));
            }
        }
        for (section, ranks) in wanted {
            let ranks: Vec<Rank> = ranks.iter().rev().take(feeds::LENGTH).copied().collect();
            let id = section.map(|section| section.id.to_string());
            let name = format!("feed {} {}", edition.language, id.as_deref().unwrap_or_default());
            let mut finger = Finger::new("feed").text(&name).number(site_print);
            if let Some(section) = section {
                finger.add(section.name.or_any(edition.language));
                finger.add_option(section.about.get(edition.language));
            }
            for &rank in &ranks {
                finger.add_number(edition.card(rank));
                self.body(at, &edition.article(rank).body, &mut finger);
            }
            self.add(name, finger.done(), Make::Feed(at, id, ranks));
        }
    }

    fn maps(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let origin = &plan.manuscript.site.origin;
        for (month, ranks) in &edition.by_month {
            let path = month_map(edition, *month);
            let mut finger = Finger::new("map").text(&path).text(origin);
            for &rank in ranks {
                let article = edition.article(rank);
                finger.add(plan.path(edition.number(rank)).unwrap_or_default());
                let touched = article.updated.unwrap_or(article.published);
                finger.add(&touched.day().to_string());
            }
            self.add(path, finger.done(), Make::MonthMap(at, *month, ranks.clone()));
        }
        let since = plan.now.seconds - 2 * 24 * 60 * 60;
        let fresh = |rank: &Rank| edition.article(*rank).published.seconds >= since;
        let ranks: Vec<Rank> = edition.ranks().rev().take_while(fresh).take(1000).collect();
        let path = news_map(edition);
        let mut finger = Finger::new("news").text(&path).text(origin);
        finger.add(plan.manuscript.site.name.or_any(edition.language));
        for &rank in &ranks {
            finger.add_number(edition.card(rank));
        }
        self.add(path, finger.done(), Make::NewsMap(at, ranks));
    }

    fn search(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let order = &edition.search_order;
        let language = edition.language;
        for (block, members) in order.chunks(search::BLOCK).enumerate() {
            let name = format!("{language}/search/{block}");
            let mut finger = Finger::new("shards").text(&name);
            for &number in members {
                let article = &plan.manuscript.articles[number];
                let public = article.withdrawn.is_none();
                finger.add_number(if public { article.body.print } else { 1 });
                for byline in &article.bylines {
                    finger.add_option(
                        plan.author(&byline.author).map(|author| author.name.or_any(language)),
                    );
                }
            }
            self.add(name, finger.done(), Make::Shards(at, block));
            for (chunk, members) in members.chunks(search::CHUNK).enumerate() {
                let path = format!("{language}/search/{block}-d{chunk}.js");
                let mut finger = Finger::new("described").text(&path);
                for &number in members {
                    let article = &plan.manuscript.articles[number];
                    finger.add_number(u128::from(article.withdrawn.is_none()));
                    finger.add(plan.path(number).unwrap_or_default());
                    finger.add(&article.headline);
                    finger.add(&article.published.day().to_string());
                }
                self.add(path, finger.done(), Make::Described(at, block, chunk));
            }
        }
        let path = format!("{language}/search/count.js");
        let print = Finger::new("count").number(order.len() as u128).text(&path).done();
        self.add(path, print, Make::Count(at));
    }

    fn once(&mut self) {
        let plan = self.plan;
        let site = &plan.manuscript.site;
        let mut root = Finger::new("root").number(crate::finger::of(&(
            &site.name,
            &site.languages,
            &site.origin,
            &site.color,
            &site.fonts,
        )));
        root.add(&site.stylesheet);
        root.add(&plan.icon());
        if plan.logo().is_none() {
            let color = crate::color::parse(&site.color.light).unwrap_or([255; 3]);
            let print = Finger::new("icon").number(crate::finger::of(&color)).done();
            self.add(ICON.to_owned(), print, Make::Icon(color));
        }
        self.add("index.html".to_owned(), root.done(), Make::Root);
        let mut index = Finger::new("index").text(&site.origin);
        let mut pages = Finger::new("page map").text(&site.origin);
        for edition in &plan.languages {
            for month in edition.by_month.keys() {
                index.add(&month_map(edition, *month));
            }
            for url in page_addresses(plan, edition) {
                pages.add(&url);
            }
        }
        self.add("sitemaps/pages.xml".to_owned(), pages.done(), Make::PageMap);
        self.add("sitemap.xml".to_owned(), index.done(), Make::MapIndex);
        self.add(
            "robots.txt".to_owned(),
            Finger::new("robots").text(&site.origin).done(),
            Make::Robots,
        );
        self.add(
            "search.js".to_owned(),
            Finger::new("script").text(search::SCRIPT).done(),
            Make::Script,
        );
        if let Some(contact) = &site.security_contact {
            let day = plan.now.day();
            let expires = format!("{:04}-{:02}-01T00:00:00Z", day.year + 1, day.month);
            let mut finger =
                Finger::new("security").text(contact).text(&expires).text(&site.origin);
            finger.add_number(crate::finger::of(&site.languages));
            let path = ".well-known/security.txt".to_owned();
            self.add(path, finger.done(), Make::Security(expires));
        }
    }

    fn moved(&mut self) {
        let plan = self.plan;
        let mut taken: BTreeSet<String> = self.jobs.iter().map(|job| job.name.clone()).collect();
        for (number, article) in plan.manuscript.articles.iter().enumerate() {
            let Some(goal) = plan.path(number) else {
                continue;
            };
            for old in &article.old_addresses {
                let path = moved_path(old);
                // The first to claim an old address has it, and no page of today gives way to one of yesterday.
                if !taken.insert(path.clone()) {
                    continue;
                }
                let mut finger =
                    Finger::new("moved").text(&path).text(goal).text(&article.headline);
                let site = &plan.manuscript.site;
                finger.add_number(crate::finger::of(&(&site.origin, &site.color, &site.fonts)));
                finger.add(&site.stylesheet);
                finger.add(&plan.icon());
                self.add(path.clone(), finger.done(), Make::Moved(path, number));
            }
        }
    }

    fn media(&mut self) {
        for (name, derived) in self.plan.derivatives {
            let print = Finger::new("medium").number(crate::finger::of(derived)).done();
            self.add(format!("medium {name}"), print, Make::Medium(name.clone()));
        }
    }
}

/// The file that answers at an old address: `/2020/story/` and `/2020/story` are `2020/story/index.html`.
fn moved_path(old: &str) -> String {
    let path = old.trim_matches('/');
    let has_ending = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if has_ending { path.to_owned() } else { format!("{path}/index.html") }
}

pub(crate) fn month_map(edition: &Edition<'_>, (year, month): (i16, i8)) -> String {
    format!("sitemaps/{}-{year:04}-{month:02}.xml", edition.language)
}

pub(crate) fn news_map(edition: &Edition<'_>) -> String {
    format!("sitemaps/{}-news.xml", edition.language)
}

/// The addresses of a language that are no articles and no archives.
pub(crate) fn page_addresses(plan: &Plan<'_>, edition: &Edition<'_>) -> Vec<String> {
    let (language, site) = (edition.language, &plan.manuscript.site);
    let mut paths = vec![site::home(language)];
    for section in edition.by_section.keys() {
        paths.push(site::list(&site::section(language, section), None));
    }
    for page in plan.manuscript.pages.iter().filter(|page| page.language == language) {
        paths.push(site::page(language, page.name.as_str()));
    }
    if site.newsletter.is_some() {
        paths.push(site::page(language, "join"));
    }
    if site.support.is_some() {
        paths.push(site::page(language, "support"));
    }
    paths.iter().map(|path| site::url(&site.origin, path)).collect()
}
