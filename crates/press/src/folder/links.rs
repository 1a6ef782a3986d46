//! Where a link in a text leads: to another site, or to a file of ours.

use std::collections::BTreeMap;

use crate::manuscript::Manuscript;

/// What a link of ours names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The article with this number in the manuscript.
    Article(usize),
    /// The plain page with this number.
    Page(usize),
}

/// Articles and pages by the names of their files.
#[derive(Debug, Default)]
pub(crate) struct Links {
    by_name: BTreeMap<String, Vec<Goal>>,
}

impl Links {
    pub(crate) fn of(manuscript: &Manuscript) -> Self {
        let mut links = Self::default();
        let mut enter = |file: &str, goal| {
            let name = file.rsplit('/').next().unwrap_or(file);
            links.by_name.entry(name.to_owned()).or_default().push(goal);
        };
        for (at, article) in manuscript.articles.iter().enumerate() {
            enter(&article.file, Goal::Article(at));
        }
        for (at, page) in manuscript.pages.iter().enumerate() {
            enter(&page.file, Goal::Page(at));
        }
        links
    }

    /// What `link`, as written in a text, names; `None` if nothing or more than one thing.
    pub(crate) fn find(&self, link: &str) -> Option<Goal> {
        let path = link.split('#').next().unwrap_or(link);
        let name = path.rsplit('/').next().unwrap_or(path);
        match self.by_name.get(name)?.as_slice() {
            [goal] => Some(*goal),
            _ => None,
        }
    }
}
