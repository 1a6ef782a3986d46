//! The manuscript seen at one moment: what is public, in which order, under which address, and what belongs together.
//!
//! Everything here is cheap and made anew for each print; the pages ask it, and their fingerprints are made of what it
//! answers.

use std::collections::BTreeMap;

use rayon::prelude::*;
use types::Language;

use crate::{
    finger::Finger,
    folder::Links,
    manuscript::{Article, Author, Manuscript, Named},
    moment::Moment,
    pictures::{Derivatives, Derived},
    related, site,
    words::Words,
};

/// A place in a language's order of publication, counted from the oldest.
pub(crate) type Rank = u32;

/// The manuscript at one moment.
pub(crate) struct Plan<'m> {
    pub(crate) manuscript: &'m Manuscript,
    pub(crate) now: Moment,
    pub(crate) languages: Vec<Edition<'m>>,
    pub(crate) links: Links,
    pub(crate) derivatives: &'m Derivatives,
    /// The path of each article that has an address today, by number in the manuscript.
    paths: Vec<Option<String>>,
    /// Languages and paths of each group of translations, for groups of more than one.
    groups: BTreeMap<&'m str, Vec<(Language, usize)>>,
}

/// Where the icon of a newsroom without a logo lies.
pub(crate) const ICON: &str = "icon.png";

/// One language of the newsroom.
pub(crate) struct Edition<'m> {
    pub(crate) language: Language,
    pub(crate) words: Words,
    /// Public articles, oldest first.
    pub(crate) articles: Vec<&'m Article>,
    /// Their numbers in the manuscript.
    pub(crate) numbers: Vec<usize>,
    /// What others show of each, as a fingerprint.
    pub(crate) cards: Vec<u128>,
    pub(crate) by_section: BTreeMap<&'m str, Vec<Rank>>,
    pub(crate) by_tag: BTreeMap<&'m str, Vec<Rank>>,
    pub(crate) by_author: BTreeMap<&'m str, Vec<Rank>>,
    pub(crate) by_story: BTreeMap<&'m str, Vec<Rank>>,
    pub(crate) by_month: BTreeMap<(i16, i8), Vec<Rank>>,
    /// Withdrawn articles that keep an address, by number in the manuscript.
    pub(crate) withdrawn: Vec<usize>,
    /// All that have an address, withdrawn ones too, in the order the search counts them: so that withdrawing one
    /// renumbers nothing.
    pub(crate) search_order: Vec<usize>,
}

impl<'m> Plan<'m> {
    pub(crate) fn new(
        manuscript: &'m Manuscript,
        derivatives: &'m Derivatives,
        now: Moment,
    ) -> Self {
        let is_out = |article: &Article| article.published.seconds <= now.seconds;
        let paths: Vec<Option<String>> = manuscript
            .articles
            .par_iter()
            .map(|article| is_out(article).then(|| site::article(article)))
            .collect();
        let mut groups: BTreeMap<&str, Vec<(Language, usize)>> = BTreeMap::new();
        for (number, article) in manuscript.articles.iter().enumerate() {
            if paths[number].is_some() && article.withdrawn.is_none() {
                groups.entry(&article.group).or_default().push((article.language, number));
            }
        }
        groups.retain(|_, members| members.len() > 1);
        let order = &manuscript.site.languages;
        let place = |language| order.iter().position(|known| *known == language);
        for members in groups.values_mut() {
            members.sort_by_key(|(language, number)| (place(*language), *number));
        }
        let mut plan = Self {
            manuscript,
            now,
            languages: Vec::new(),
            links: Links::of(manuscript),
            derivatives,
            paths,
            groups,
        };
        plan.languages = order.par_iter().map(|&language| Edition::new(&plan, language)).collect();
        plan
    }

    /// The address of an article, if it has one today.
    pub(crate) fn path(&self, number: usize) -> Option<&str> {
        self.paths[number].as_deref()
    }

    /// The language and path of an article's translations and of itself, in the site's order.
    pub(crate) fn translations(&self, number: usize) -> Vec<(Language, &str)> {
        let group = self.manuscript.articles[number].group.as_str();
        let members = self.groups.get(group).map(Vec::as_slice).unwrap_or_default();
        members
            .iter()
            .filter_map(|(language, number)| Some((*language, self.path(*number)?)))
            .collect()
    }

    pub(crate) fn section(&self, id: &str) -> Option<&'m Named> {
        self.manuscript.sections.iter().find(|section| section.id.as_str() == id)
    }

    pub(crate) fn author(&self, id: &str) -> Option<&'m Author> {
        self.manuscript.authors.get(id)
    }

    pub(crate) fn derived(&self, name: &str) -> Option<&'m Derived> {
        self.derivatives.get(name)
    }

    /// The path of the newsroom's logo in the edition, if it has one.
    pub(crate) fn logo(&self) -> Option<String> {
        let derived = self.derived(self.manuscript.site.logo.as_ref()?)?;
        Some(format!("media/{}", derived.sizes.first()?.file.name))
    }

    /// The path of the picture that browsers show beside a page's title. Without one they ask for `/favicon.ico`.
    pub(crate) fn icon(&self) -> String {
        self.logo().unwrap_or_else(|| ICON.to_owned())
    }

    /// What a medium shows in `language`, as a fingerprint.
    pub(crate) fn medium(&self, name: &str, language: Language) -> u128 {
        let (Some(media), Some(derived)) = (self.manuscript.media.get(name), self.derived(name))
        else {
            return 0;
        };
        let mut finger = Finger::new("medium").number(crate::finger::of(derived));
        for text in [&media.alt, &media.caption, &media.credit] {
            finger.add_option(text.get(language));
        }
        finger.done()
    }
}

impl<'m> Edition<'m> {
    fn new(plan: &Plan<'m>, language: Language) -> Self {
        let manuscript = plan.manuscript;
        let mut numbers = Vec::new();
        let mut withdrawn = Vec::new();
        for (number, article) in manuscript.articles.iter().enumerate() {
            if article.language != language || plan.path(number).is_none() {
                continue;
            }
            if article.withdrawn.is_some() { withdrawn.push(number) } else { numbers.push(number) }
        }
        let key = |number: usize| {
            let article = &manuscript.articles[number];
            (article.published.seconds, &article.slug)
        };
        numbers.par_sort_unstable_by(|&one, &other| key(one).cmp(&key(other)));
        let mut search_order: Vec<usize> = numbers.iter().chain(&withdrawn).copied().collect();
        search_order.par_sort_unstable_by(|&one, &other| key(one).cmp(&key(other)));
        let articles: Vec<&Article> =
            numbers.iter().map(|&number| &*manuscript.articles[number]).collect();
        let cards = (&articles, &numbers)
            .into_par_iter()
            .map(|(article, &number)| card(plan, article, number))
            .collect();
        let mut edition = Self {
            language,
            words: Words::of(language),
            articles,
            numbers,
            cards,
            by_section: BTreeMap::new(),
            by_tag: BTreeMap::new(),
            by_author: BTreeMap::new(),
            by_story: BTreeMap::new(),
            by_month: BTreeMap::new(),
            withdrawn,
            search_order,
        };
        edition.sort_into_lists();
        edition
    }

    fn sort_into_lists(&mut self) {
        for (rank, article) in (0..).zip(&self.articles) {
            self.by_section.entry(&article.section).or_default().push(rank);
            for tag in &article.tags {
                self.by_tag.entry(tag).or_default().push(rank);
            }
            for byline in &article.bylines {
                self.by_author.entry(&byline.author).or_default().push(rank);
            }
            if let Some(story) = &article.story {
                self.by_story.entry(story).or_default().push(rank);
            }
            let day = article.published.day();
            self.by_month.entry((day.year, day.month)).or_default().push(rank);
        }
    }

    /// Every rank, oldest first.
    pub(crate) fn ranks(&self) -> std::ops::Range<Rank> {
        0..Rank::try_from(self.articles.len()).expect("fewer than four thousand million articles")
    }

    pub(crate) fn article(&self, rank: Rank) -> &'m Article {
        self.articles[rank as usize]
    }

    pub(crate) fn number(&self, rank: Rank) -> usize {
        self.numbers[rank as usize]
    }

    pub(crate) fn card(&self, rank: Rank) -> u128 {
        self.cards[rank as usize]
    }

    /// The up to three articles of the same running story before this one, oldest first.
    pub(crate) fn story_before(&self, rank: Rank) -> &[Rank] {
        let story = self.article(rank).story.as_deref();
        let Some(list) = story.and_then(|story| self.by_story.get(story)) else {
            return &[];
        };
        let end = list.partition_point(|&other| other < rank);
        &list[end.saturating_sub(3)..end]
    }

    /// What to read after this article: see [`related`].
    pub(crate) fn read_more(&self, rank: Rank) -> Vec<Rank> {
        related::choose(self, rank)
    }
}

/// Everything that lists and other articles show of an article.
fn card(plan: &Plan<'_>, article: &Article, number: usize) -> u128 {
    let language = article.language;
    let mut finger = Finger::new("card");
    finger.add(&article.headline);
    finger.add(&article.standfirst);
    finger.add_option(article.kicker.as_deref());
    finger.add(plan.path(number).unwrap_or_default());
    finger.add(&article.published.rfc3339());
    finger.add_number(u128::from(article.words));
    let section = plan.section(&article.section);
    finger.add_option(section.and_then(|section| section.name.get(language)));
    for byline in &article.bylines {
        finger.add_option(plan.author(&byline.author).and_then(|author| author.name.get(language)));
    }
    if let Some(picture) = &article.picture {
        finger.add_number(plan.medium(picture, language));
    }
    finger.done()
}
