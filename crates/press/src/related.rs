//! "Read more": a choice that is the same on every machine and that a newer article never changes.
//!
//! Only older articles are candidates, and only the nearest of the same story, tags and section, so that an article
//! that comes, goes or is moved can change the choice of few others.

use std::collections::BTreeMap;

use crate::plan::{Edition, Rank};

/// How many are chosen.
const CHOSEN: Rank = 3;
/// How many of each list before the article are looked at.
const NEAR: usize = 8;

const DAY: i64 = 24 * 60 * 60;

/// Up to three older articles, the best first: by shared story, shared tags, shared section, and age.
pub(crate) fn choose(edition: &Edition<'_>, rank: Rank) -> Vec<Rank> {
    let article = edition.article(rank);
    let mut scores: BTreeMap<Rank, i64> = BTreeMap::new();
    let mut add = |list: Option<&Vec<Rank>>, points: i64| {
        let Some(list) = list else { return };
        let end = list.partition_point(|&other| other < rank);
        for &other in &list[end.saturating_sub(NEAR)..end] {
            *scores.entry(other).or_default() += points;
        }
    };
    if let Some(story) = &article.story {
        add(edition.by_story.get(story.as_str()), 60);
    }
    for tag in &article.tags {
        add(edition.by_tag.get(tag.as_str()), 30);
    }
    add(edition.by_section.get(article.section.as_str()), 20);
    for other in rank.saturating_sub(CHOSEN)..rank {
        *scores.entry(other).or_default() += 1;
    }
    // What stands under "what happened before" need not stand here too.
    for before in edition.story_before(rank) {
        scores.remove(before);
    }
    let aged = |other: Rank| {
        let days = (article.published.seconds - edition.article(other).published.seconds) / DAY;
        match days {
            ..=30 => 15,
            31..=120 => 8,
            121..=365 => 3,
            _ => 0,
        }
    };
    let mut ranked: Vec<(i64, Rank)> =
        scores.into_iter().map(|(other, points)| (points + aged(other), other)).collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    ranked.into_iter().take(CHOSEN as usize).map(|(_, rank)| rank).collect()
}
