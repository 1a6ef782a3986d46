//! Lists of articles: sections, tags, authors, stories, months, corrections, and how each is cut into pages.

use super::{Make, Planner};
use crate::{
    finger::Finger,
    manuscript::{Author, Named},
    pages::list::{self, Cut},
    plan::{Edition, Plan, Rank},
    site,
};

/// Entries in a group of a list.
const LONG: usize = 12;
const SHORT: usize = 24;
const STORY: usize = 15;
const TOPICS: usize = 150;

/// A list and its entries, oldest first.
pub(crate) enum List<'m> {
    Section(&'m Named, Vec<Rank>),
    Tag(&'m Named, Vec<Rank>),
    Author(&'m Author, Vec<Rank>),
    Story(&'m Named, Vec<Rank>),
    Month((i16, i8), Vec<Rank>),
    Archive(Vec<(i16, i8)>),
    Topics(Vec<&'m Named>),
    Corrections(Vec<(Rank, usize)>),
}

impl<'m> Planner<'_, 'm> {
    pub(super) fn lists(&mut self, at: usize) {
        let plan = self.plan;
        let edition = &plan.languages[at];
        let manuscript = plan.manuscript;
        for section in &manuscript.sections {
            if let Some(ranks) = edition.by_section.get(section.id.as_str()) {
                self.list(at, LONG, || List::Section(section, ranks.clone()));
            }
        }
        for tag in manuscript.tags.values() {
            if let Some(ranks) = edition.by_tag.get(tag.id.as_str()) {
                self.list(at, LONG, || List::Tag(tag, ranks.clone()));
            }
        }
        for author in manuscript.authors.values() {
            if let Some(ranks) = edition.by_author.get(author.id.as_str()) {
                self.list(at, LONG, || List::Author(author, ranks.clone()));
            }
        }
        for story in manuscript.stories.values() {
            if let Some(ranks) = edition.by_story.get(story.id.as_str()) {
                self.list(at, STORY, || List::Story(story, ranks.clone()));
            }
        }
        for (month, ranks) in &edition.by_month {
            self.list(at, SHORT, || List::Month(*month, ranks.clone()));
        }
        let months: Vec<(i16, i8)> = edition.by_month.keys().copied().collect();
        self.list(at, usize::MAX, || List::Archive(months.clone()));
        let used = |tag: &&Named| edition.by_tag.contains_key(tag.id.as_str());
        let topics: Vec<&Named> = manuscript.tags.values().filter(used).collect();
        self.list(at, TOPICS, || List::Topics(topics.clone()));
        let mut corrections: Vec<(Rank, usize)> = Vec::new();
        for (rank, article) in edition.ranks().zip(&edition.articles) {
            corrections.extend((0..article.corrections.len()).map(|number| (rank, number)));
        }
        corrections.sort_by_key(|(rank, number)| {
            (edition.article(*rank).corrections[*number].date, *rank, *number)
        });
        self.list(at, LONG, || List::Corrections(corrections.clone()));
    }

    fn list(&mut self, at: usize, group: usize, make: impl Fn() -> List<'m>) {
        let list = make();
        let edition = &self.plan.languages[at];
        let folder = list.folder(edition);
        let cuts = match &list {
            List::Story(..) | List::Topics(..) => list::cut_from_oldest(list.len(), group),
            _ => list::cut(list.len(), group.min(1_000_000)),
        };
        for cut in cuts {
            let path = site::list(&folder, cut.page);
            let mut finger = self.page("list", at, &path);
            finger.add_number(cut.from as u128);
            finger.add_number(cut.to as u128);
            finger.add(&format!("{:?} {:?}", cut.older, cut.newer));
            list.finger(self.plan, edition, cut, &mut finger);
            let own = make_for(&list, cut);
            self.add(path, finger.done(), Make::List(at, own, cut));
        }
    }
}

/// The same list with only the entries of one page.
fn make_for<'m>(list: &List<'m>, cut: Cut) -> List<'m> {
    let part = |ranks: &Vec<Rank>| ranks[cut.from..cut.to].to_vec();
    match list {
        List::Section(named, ranks) => List::Section(named, part(ranks)),
        List::Tag(named, ranks) => List::Tag(named, part(ranks)),
        List::Author(author, ranks) => List::Author(author, part(ranks)),
        List::Story(named, ranks) => List::Story(named, part(ranks)),
        List::Month(month, ranks) => List::Month(*month, part(ranks)),
        List::Archive(months) => List::Archive(months.clone()),
        List::Topics(topics) => List::Topics(topics[cut.from..cut.to].to_vec()),
        List::Corrections(all) => List::Corrections(all[cut.from..cut.to].to_vec()),
    }
}

impl List<'_> {
    fn len(&self) -> usize {
        match self {
            List::Section(_, ranks)
            | List::Tag(_, ranks)
            | List::Author(_, ranks)
            | List::Story(_, ranks)
            | List::Month(_, ranks) => ranks.len(),
            List::Archive(months) => months.len(),
            List::Topics(topics) => topics.len(),
            List::Corrections(all) => all.len(),
        }
    }

    pub(crate) fn folder(&self, edition: &Edition<'_>) -> String {
        let language = edition.language;
        match self {
            List::Section(section, _) => site::section(language, section.id.as_str()),
            List::Tag(tag, _) => site::tag(language, tag.id.as_str()),
            List::Author(author, _) => site::author(language, author.id.as_str()),
            List::Story(story, _) => site::story(language, story.id.as_str()),
            List::Month(month, _) => site::month(language, *month),
            List::Archive(_) => format!("{language}/archive"),
            List::Topics(_) => format!("{language}/topics"),
            List::Corrections(_) => format!("{language}/corrections"),
        }
    }

    /// The languages that have this list too.
    pub(crate) fn translations(&self, plan: &Plan<'_>) -> Vec<(types::Language, String)> {
        let has = |edition: &&Edition<'_>| match self {
            List::Section(section, _) => edition.by_section.contains_key(section.id.as_str()),
            List::Tag(tag, _) => edition.by_tag.contains_key(tag.id.as_str()),
            List::Author(author, _) => edition.by_author.contains_key(author.id.as_str()),
            List::Story(story, _) => edition.by_story.contains_key(story.id.as_str()),
            List::Month(month, _) => edition.by_month.contains_key(month),
            List::Archive(_) | List::Topics(_) | List::Corrections(_) => true,
        };
        let editions = plan.languages.iter().filter(has);
        editions
            .map(|edition| (edition.language, site::list(&self.folder(edition), None)))
            .collect()
    }

    fn finger(&self, plan: &Plan<'_>, edition: &Edition<'_>, cut: Cut, finger: &mut Finger) {
        let language = edition.language;
        if cut.page.is_none() {
            for (language, _) in self.translations(plan) {
                finger.add(language.as_str());
            }
        }
        match self {
            List::Section(named, ranks) | List::Tag(named, ranks) | List::Story(named, ranks) => {
                finger.add(named.name.or_any(language));
                finger.add_option(named.about.get(language));
                cards(edition, &ranks[cut.from..cut.to], finger);
            }
            List::Author(author, ranks) => {
                finger.add(author.name.or_any(language));
                finger.add_option(author.about.get(language));
                finger.add_option(author.note.get(language));
                finger.add_number(u128::from(author.pseudonym));
                cards(edition, &ranks[cut.from..cut.to], finger);
            }
            List::Month(_, ranks) => cards(edition, &ranks[cut.from..cut.to], finger),
            List::Archive(months) => finger.add(&format!("{months:?}")),
            List::Topics(topics) => {
                for topic in &topics[cut.from..cut.to] {
                    finger.add(topic.id.as_str());
                    finger.add(topic.name.or_any(language));
                }
            }
            List::Corrections(all) => {
                for (rank, number) in &all[cut.from..cut.to] {
                    finger.add_number(edition.card(*rank));
                    let correction = &edition.article(*rank).corrections[*number];
                    finger.add(&correction.date.to_string());
                    finger.add(&correction.text);
                }
            }
        }
    }
}

fn cards(edition: &Edition<'_>, ranks: &[Rank], finger: &mut Finger) {
    for &rank in ranks {
        finger.add_number(edition.card(rank));
    }
}
