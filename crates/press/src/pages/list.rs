//! Lists: sections, tags, authors, months, the archive, corrections, timelines of running stories.
//!
//! A list is counted from the oldest entry in groups. A full group that has left the head becomes `page-N.html` and never
//! changes again because something new was added; the head, `index.html`, shows the newest group and what came since.

use std::fmt::Write as _;

use super::{Kind, Sheet, shell::Shell, style::Components};
use crate::{
    markup::escape,
    plan::Edition,
    site,
    words::{Value, Words},
};

/// Which entries a page of a list shows, of `count` entries in groups of `group`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    /// `None` is the head.
    pub(crate) page: Option<usize>,
    /// Entries by number from the oldest.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The page with older entries; `Some(None)` is `index.html`.
    pub(crate) older: Option<Option<usize>>,
    /// The page with newer entries.
    pub(crate) newer: Option<Option<usize>>,
}

/// Cuts a list into its pages: the head first.
pub(crate) fn cut(count: usize, group: usize) -> Vec<Cut> {
    // The newest full group stays in the head until another is full, so that the head is never nearly empty.
    let closed = (count / group).saturating_sub(1);
    let head = Cut {
        page: None,
        from: closed * group,
        to: count,
        older: (closed > 0).then_some(Some(closed)),
        newer: None,
    };
    let pages = (1..=closed).map(|page| Cut {
        page: Some(page),
        from: (page - 1) * group,
        to: page * group,
        older: (page > 1).then_some(Some(page - 1)),
        newer: Some((page < closed).then_some(page + 1)),
    });
    std::iter::once(head).chain(pages).collect()
}

/// Cuts a list that is read from its oldest entry on: `index.html` holds the oldest group and never changes once full.
pub(crate) fn cut_from_oldest(count: usize, group: usize) -> Vec<Cut> {
    let pages = count.div_ceil(group).max(1);
    let name = |page: usize| (page > 0).then_some(page + 1);
    (0..pages)
        .map(|page| Cut {
            page: name(page),
            from: page * group,
            to: ((page + 1) * group).min(count),
            older: (page > 0).then(|| name(page - 1)),
            newer: (page + 1 < pages).then(|| name(page + 1)),
        })
        .collect()
}

/// What a list is called and how it looks.
pub(crate) struct Heading<'a> {
    pub(crate) title: &'a str,
    pub(crate) intro: &'a str,
    /// The folder it stands in.
    pub(crate) folder: &'a str,
    /// HTML below the entries.
    pub(crate) foot: &'a str,
    pub(crate) kind: Kind,
    pub(crate) feed: Option<String>,
    pub(crate) class: &'a str,
}

/// A page of a list whose entries are already HTML.
pub(crate) fn sheet(
    edition: &Edition<'_>,
    shell: &Shell,
    heading: &Heading<'_>,
    cut: Cut,
    entries: &str,
) -> Sheet {
    let words = &edition.words;
    let title = match cut.page {
        Some(page) => {
            let values = [("number", Value::Number(u64::try_from(page).unwrap_or(u64::MAX)))];
            format!("{} — {}", heading.title, words.with("page-number", &values))
        }
        None => heading.title.to_owned(),
    };
    let mut main = String::from("<main id=\"main\" class=\"w\"><header class=\"lh\"><h1>");
    escape(&title, &mut main);
    main.push_str("</h1>");
    if !heading.intro.is_empty() {
        main.push_str("<p>");
        escape(heading.intro, &mut main);
        main.push_str("</p>");
    }
    main.push_str("</header>");
    if !entries.is_empty() {
        let _ = write!(main, "<ul class=\"{}\">{entries}</ul>", heading.class);
    }
    pager(words, shell.prefix, heading.folder, cut, &mut main);
    main.push_str(heading.foot);
    main.push_str("</main>");
    Sheet {
        path: site::list(heading.folder, cut.page),
        title,
        description: heading.intro.to_owned(),
        components: Components::of(&["list"]).for_markup(&main),
        main,
        kind: heading.kind,
        feed: heading.feed.clone(),
        ..Sheet::default()
    }
}

fn pager(words: &Words, prefix: &str, folder: &str, cut: Cut, out: &mut String) {
    let mut links = Vec::new();
    if let Some(newer) = cut.newer {
        links.push((site::list(folder, newer), "newer", "prev"));
    }
    if let Some(older) = cut.older {
        links.push((site::list(folder, older), "older", "next"));
    }
    if links.is_empty() {
        return;
    }
    out.push_str("<nav class=\"pager\" aria-label=\"");
    escape(words.text("pages"), out);
    out.push_str("\">");
    for (path, key, rel) in links {
        let _ = write!(out, "<a rel=\"{rel}\" href=\"{prefix}{path}\">");
        escape(words.text(key), out);
        out.push_str("</a>");
    }
    out.push_str("</nav>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_changes_the_head_and_seldom_anything_else() {
        for count in 0..100 {
            let (before, after) = (cut(count, 10), cut(count + 1, 10));
            let same = |page: &&Cut| before.contains(page);
            let changed = after.iter().filter(|page| !same(page)).count();
            assert!(changed <= 3, "{count}: {changed} pages change");
            let all: usize = after.iter().map(|page| page.to - page.from).sum();
            assert_eq!(all, count + 1, "every entry stands on one page");
            assert!(after[0].to - after[0].from <= 19);
        }
    }

    #[test]
    fn a_timeline_grows_at_its_end() {
        let (before, after) = (cut_from_oldest(20, 20), cut_from_oldest(21, 20));
        assert_eq!((before[0].from, before[0].to), (after[0].from, after[0].to));
        assert_eq!((after[1].page, after[1].from, after[1].to), (Some(2), 20, 21));
        assert_eq!(cut_from_oldest(0, 20).len(), 1);
    }
}
