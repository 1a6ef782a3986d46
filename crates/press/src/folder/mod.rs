//! A newsroom as a folder: `tamizdat.toml`, Markdown with front matter, media.
//!
//! The format is in `docs/reference/folder.md`. Reading checks everything and reports all faults at once; only a folder
//! without any becomes a [`Manuscript`]. Files that did not change since the last reading are remembered by their
//! stamp, so that a hundred thousand of them need no second look.

mod article;
mod config;
mod fields;
mod links;
mod media;
mod memory;
mod walk;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

pub(crate) use article::normal;
#[cfg(feature = "fuzzing")]
pub(crate) use article::read as read_article;
pub(crate) use links::{Goal, Links};
pub use memory::{Memory, RememberedMedia, Stamp};

use self::{fields::Toml, walk::Found};
use crate::{
    manuscript::{Article, Manuscript, Named, PlainPage, Text},
    problem::{Problem, Problems},
};

/// A newsroom that was read, and what to remember for the next reading.
#[derive(Debug)]
pub struct Reading {
    /// What is to be printed.
    pub manuscript: Manuscript,
    /// What makes the next reading fast.
    pub memory: Memory,
    /// Whether a file had to be read: if none had, the memory is as it was.
    pub is_fresh: bool,
}

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder or a file in it cannot be opened.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// There is no newsroom in it.
    #[error(
        "{0} is no newsroom: it has no file tamizdat.toml; `tamizdat demo` writes one to look at"
    )]
    NoNewsroom(PathBuf),
    /// The newsroom has faults; nothing was printed.
    #[error("{} in this newsroom; nothing was printed", faults(.0.len()))]
    Faulty(Vec<Problem>),
}

fn faults(count: usize) -> String {
    if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") }
}

/// Refuses a folder without a newsroom.
pub(crate) fn check_there(root: &Path) -> Result<(), Error> {
    if root.join("tamizdat.toml").is_file() {
        return Ok(());
    }
    fs::read_dir(root).map_err(|source| Error::Unreadable { path: root.to_owned(), source })?;
    Err(Error::NoNewsroom(root.to_owned()))
}

/// Reads the newsroom in `root`. `memory` is what an earlier reading of the same folder left, or [`Memory::default`].
pub fn read(root: &Path, mut memory: Memory) -> Result<Reading, Error> {
    check_there(root)?;
    let mut problems = Vec::new();
    let config = one_file(root, "tamizdat.toml", &mut problems, config::read)?.flatten();
    let authors = one_file(root, "authors.toml", &mut problems, config::read_authors)?;
    let read_tags = |toml: Toml<'_>| config::read_named(toml, "tag");
    let read_stories = |toml: Toml<'_>| config::read_named(toml, "story");
    let tags = one_file(root, "tags.toml", &mut problems, read_tags)?;
    let stories = one_file(root, "stories.toml", &mut problems, read_stories)?;

    let found = walk::files(root, "articles", &mut problems)?;
    let (articles, is_fresh) = markdown(root, &found, &mut memory, &mut problems)?;
    let found = walk::files(root, "pages", &mut problems)?;
    let pages = plain_pages(root, &found, &mut problems)?;
    let (media, is_media_fresh) = media::read(root, &mut memory, &mut problems)?;

    let Some(config) = config else {
        return Err(faulty(root, problems));
    };
    let mut site = config.site;
    if let Some(name) = &config.stylesheet {
        site.stylesheet = media::stylesheet(root, name, &mut problems)?;
    }
    let mut manuscript = Manuscript {
        site,
        sections: config.sections,
        authors: authors.unwrap_or_default(),
        tags: tags.unwrap_or_default(),
        stories: stories.unwrap_or_default(),
        articles,
        pages,
        media,
    };
    name_undeclared_tags(&mut manuscript);
    crate::check::everything(&manuscript, &mut problems);
    if !problems.is_empty() {
        return Err(faulty(root, problems));
    }
    Ok(Reading { manuscript, memory, is_fresh: is_fresh || is_media_fresh })
}

fn faulty(root: &Path, mut problems: Vec<Problem>) -> Error {
    for problem in problems.iter_mut().filter(|problem| problem.line.is_none()) {
        problem.line = place(root, problem);
    }
    problems.sort();
    problems.dedup();
    Error::Faulty(problems)
}

/// The line of a fault that only the whole newsroom shows: where what it names first stands in its file.
fn place(root: &Path, problem: &Problem) -> Option<usize> {
    let is_text = (problem.file.ends_with(".md") || problem.file.ends_with(".toml"))
        && !walk::is_linked(root, Path::new(&problem.file));
    let marks = |c: char| c == '"' || c == '`';
    // What stands between the first marks of the message; a field that is named before it does not help.
    let named: Vec<&str> = problem.message.split(marks).skip(1).step_by(2).take(2).collect();
    let bytes = is_text.then(|| fs::read(root.join(&problem.file)).ok())??;
    let text = article::normal(bytes).ok()?;
    let find = |needle: &str| text.lines().position(|line| line.contains(needle));
    let quoted = named.iter().rev().find_map(|name| find(&format!("\"{name}\"")));
    let plain = || named.iter().rev().filter(|name| !name.is_empty()).find_map(|name| find(name));
    Some(quoted.or_else(plain)? + 1)
}

/// Reads one file of settings; a file that is not there is nothing.
fn one_file<T>(
    root: &Path,
    name: &str,
    all: &mut Vec<Problem>,
    read: impl FnOnce(Toml<'_>) -> T,
) -> Result<Option<T>, Error> {
    let path = root.join(name);
    let problems = Problems::of(name);
    // Before asking whether it is there: a link that leads nowhere is not nothing.
    if walk::is_linked(root, Path::new(name)) {
        problems.add(None, walk::LINKED);
        all.extend(problems.into_list());
        return Ok(None);
    }
    if !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(|source| Error::Unreadable { path, source })?;
    let value = match normal(bytes) {
        Ok(text) => Some(read(Toml { text: &text, first_line: 1, problems: &problems })),
        Err(_) => {
            problems.add(None, "this is not UTF-8; save it as UTF-8 text");
            None
        }
    };
    all.extend(problems.into_list());
    Ok(value)
}

/// Reads every article that changed, and takes the others from memory.
fn markdown(
    root: &Path,
    found: &[Found],
    memory: &mut Memory,
    all: &mut Vec<Problem>,
) -> Result<(Vec<Arc<Article>>, bool), Error> {
    let old = std::mem::take(&mut memory.articles);
    let taken_at = memory.taken_at;
    let read: Vec<Looked<Arc<Article>>> = found
        .par_iter()
        .map(|file| {
            if let Some((stamp, article)) = old.get(&file.name)
                && *stamp == file.stamp
                && stamp.is_settled(taken_at)
            {
                return Ok((Some(article.clone()), Vec::new()));
            }
            let (article, problems) = read_text(root, file, article::read)?;
            Ok((article.map(Arc::new), problems))
        })
        .collect();
    let mut is_fresh = old.len() != found.len();
    let mut articles = Vec::with_capacity(found.len());
    for (file, result) in found.iter().zip(read) {
        let (article, problems) = result?;
        // One with faults is looked at further, so that all of them come at once; it is never remembered or printed.
        if let Some(article) = article {
            is_fresh |= old.get(&file.name).is_none_or(|(_, known)| !Arc::ptr_eq(known, &article));
            if problems.is_empty() {
                memory.articles.insert(file.name.clone(), (file.stamp, article.clone()));
            }
            articles.push(article);
        }
        all.extend(problems);
    }
    if is_fresh {
        memory.taken_at = found.iter().map(|file| file.looked_at).min().unwrap_or(0);
    }
    Ok((articles, is_fresh))
}

fn plain_pages(
    root: &Path,
    found: &[Found],
    all: &mut Vec<Problem>,
) -> Result<Vec<PlainPage>, Error> {
    let mut pages = Vec::new();
    for file in found {
        let (page, problems) = read_text(root, file, article::read_page)?;
        pages.extend(page);
        all.extend(problems);
    }
    Ok(pages)
}

/// What was found in a file, and what is wrong with it.
type Looked<T> = Result<(Option<T>, Vec<Problem>), Error>;

type Reader<T> = fn(&Path, &str, &str, &Problems) -> Option<T>;

fn read_text<T>(root: &Path, file: &Found, read: Reader<T>) -> Looked<T> {
    let problems = Problems::of(&file.name);
    if file.stamp.size > article::LONGEST {
        problems.add(None, "the file is over 8 MB; a text of that length must be divided");
        return Ok((None, problems.into_list()));
    }
    let path = root.join(&file.name);
    let bytes =
        fs::read(&path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
    let value = match normal(bytes) {
        Ok(text) => read(&path, &file.name, &text, &problems),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            problems.add(line, "this is not UTF-8 from here on; save the file as UTF-8 text");
            None
        }
    };
    Ok((value, problems.into_list()))
}

/// A tag that `tags.toml` does not name is called what its id says.
fn name_undeclared_tags(manuscript: &mut Manuscript) {
    let mut new = BTreeMap::new();
    for article in &manuscript.articles {
        for tag in article.tags.iter().filter(|tag| !manuscript.tags.contains_key(*tag)) {
            if let Ok(id) = tag.parse() {
                let name = Text { common: Some(tag.replace('-', " ")), ..Text::default() };
                new.insert(tag.clone(), Named { id, name, about: Text::default() });
            }
        }
    }
    manuscript.tags.extend(new);
}
