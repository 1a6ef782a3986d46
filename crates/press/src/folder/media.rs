//! Pictures, sounds and documents, with the file that may lie beside each.

use std::{collections::BTreeMap, fs, path::Path};

use rayon::prelude::*;
use types::Digest;

use super::{
    Error, Looked, Memory, article,
    fields::{Fields, Toml},
    memory::{self, RememberedMedia},
    walk::{self, Found},
};
use crate::{
    manuscript::{AudioKind, Media, MediaKind, Text},
    pictures,
    problem::{Problem, Problems},
};

/// The largest file we take in.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a file's ending says it is.
#[derive(Clone, Copy)]
enum Ending {
    Picture,
    Audio(AudioKind),
    Pdf,
}

fn ending(name: &str) -> Option<Ending> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "webp" => Some(Ending::Picture),
        "mp3" => Some(Ending::Audio(AudioKind::Mp3)),
        "ogg" | "oga" | "opus" => Some(Ending::Audio(AudioKind::Ogg)),
        "pdf" => Some(Ending::Pdf),
        _ => None,
    }
}

/// Reads everything under `media/`.
pub(super) fn read(
    root: &Path,
    memory: &mut Memory,
    all: &mut Vec<Problem>,
) -> Result<(BTreeMap<String, Media>, bool), Error> {
    let found = walk::files(root, "media", all)?;
    let old = std::mem::take(&mut memory.media);
    let files: Vec<&Found> = found.iter().filter(|file| !file.name.ends_with(".toml")).collect();
    let looked: Vec<Looked<memory::Found>> = files
        .par_iter()
        .map(|file| match old.get(&file.name) {
            Some(known) if known.stamp == file.stamp && file.stamp.is_settled(memory.taken_at) => {
                Ok((Some(known.found.clone()), Vec::new()))
            }
            _ => look(root, file),
        })
        .collect();
    let mut media = BTreeMap::new();
    let mut is_fresh = old.len() != looked.len();
    for (file, result) in files.into_iter().zip(looked) {
        let (inside, problems) = result?;
        all.extend(problems);
        let Some(inside) = inside else { continue };
        is_fresh |= old.get(&file.name).is_none_or(|known| known.stamp != file.stamp);
        memory.media.insert(
            file.name.clone(),
            RememberedMedia { stamp: file.stamp, found: inside.clone() },
        );
        let Some((name, item)) = put_together(root, file, inside, all)? else {
            continue;
        };
        if let Some(twin) = media.insert(name.clone(), item) {
            let message = format!("{} has the same name \"{name}\"; rename one of them", twin.file);
            all.push(Problem { file: file.name.clone(), line: None, message });
        }
    }
    lonely_sidecars(&found, all);
    Ok((media, is_fresh))
}

/// Looks into one file.
fn look(root: &Path, file: &Found) -> Looked<memory::Found> {
    let problems = Problems::of(&file.name);
    let Some(ending) = ending(&file.name) else {
        problems.add(
            None,
            "this kind of file is not carried; there are .jpg .png .webp, .mp3 .ogg .opus, and .pdf",
        );
        return Ok((None, problems.into_list()));
    };
    if file.stamp.size > LARGEST {
        problems.add(None, "the file is over 64 MB; make it smaller before it goes to readers");
        return Ok((None, problems.into_list()));
    }
    let path = root.join(&file.name);
    let bytes = fs::read(&path).map_err(|source| Error::Unreadable { path, source })?;
    let checked = match ending {
        Ending::Picture => pictures::probe(&bytes, &file.name).map(|seen| {
            (MediaKind::Picture { width: seen.width, height: seen.height }, seen.words)
        }),
        Ending::Audio(kind) => pictures::carried::check_audio(&bytes, kind)
            .map(|()| (MediaKind::Audio(kind), pictures::Words::default())),
        Ending::Pdf => pictures::carried::check_pdf(&bytes)
            .map(|()| (MediaKind::Pdf, pictures::Words::default())),
    };
    Ok(match checked {
        Ok((kind, inside)) => {
            (Some(memory::Found { kind, source: Digest::of(&bytes), inside }), Vec::new())
        }
        Err(error) => {
            problems.add(None, error.to_string());
            (None, problems.into_list())
        }
    })
}

/// Joins what a file says inside with what the file beside it says.
fn put_together(
    root: &Path,
    file: &Found,
    found: memory::Found,
    all: &mut Vec<Problem>,
) -> Result<Option<memory::Item>, Error> {
    let path = root.join(&file.name);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let (Ok(_), Some((without_ending, _))) =
        (stem.parse::<types::Slug>(), file.name.rsplit_once('.'))
    else {
        let message = format!("\"{stem}\" is no name for media; use a to z, 0 to 9 and hyphens");
        all.push(Problem { file: file.name.clone(), line: None, message });
        return Ok(None);
    };
    let beside = format!("{without_ending}.toml");
    let problems = Problems::of(&beside);
    let mut item = Media {
        file: file.name.clone(),
        path: path.clone(),
        kind: found.kind,
        source: found.source,
        size: file.stamp.size,
        alt: common(found.inside.alt),
        caption: common(found.inside.caption),
        credit: common(found.inside.credit),
        focal: (500, 500),
    };
    let side_path = root.join(&beside);
    if side_path.is_file() {
        let bytes = fs::read(&side_path)
            .map_err(|source| Error::Unreadable { path: side_path.clone(), source })?;
        match article::normal(bytes) {
            Ok(text) => {
                sidecar(Toml { text: &text, first_line: 1, problems: &problems }, &mut item);
            }
            Err(_) => problems.add(None, "this is not UTF-8; save it as UTF-8 text"),
        }
    }
    all.extend(problems.into_list());
    Ok(Some((stem.to_owned(), item)))
}

fn common(words: Option<String>) -> Text {
    Text { common: words, ..Text::default() }
}

fn sidecar(toml: Toml<'_>, item: &mut Media) {
    let Some(table) = toml.parse() else { return };
    let fields = Fields::new(toml, &table, 0);
    for (key, slot) in
        [("alt", &mut item.alt), ("caption", &mut item.caption), ("credit", &mut item.credit)]
    {
        let text = fields.localized(key);
        if !text.is_empty() {
            *slot = text;
        }
    }
    if let Some(numbers) = fields.numbers("focal") {
        match numbers.as_slice() {
            [x, y] if (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 0 and 1000"
                )]
                let thousandths = |part: f64| (part * 1000.0).round() as u16;
                item.focal = (thousandths(*x), thousandths(*y));
            }
            _ => fields.complain("focal", "`focal` must be two numbers from 0 to 1: [0.5, 0.4]"),
        }
    }
    fields.finish();
}

/// A description of a picture that is not there is most often a slip in a name.
fn lonely_sidecars(found: &[Found], all: &mut Vec<Problem>) {
    for file in found {
        let Some(stem) = file.name.strip_suffix(".toml") else {
            continue;
        };
        let described = |other: &Found| {
            other.name.rsplit_once('.').is_some_and(|(name, end)| name == stem && end != "toml")
        };
        if !found.iter().any(described) {
            let message = "there is no picture, sound or PDF of this name beside it".to_owned();
            all.push(Problem { file: file.name.clone(), line: None, message });
        }
    }
}

/// Reads the newsroom's own stylesheet, which must not reach out of the page.
pub(super) fn stylesheet(root: &Path, name: &str, all: &mut Vec<Problem>) -> Result<String, Error> {
    let problems = Problems::of(name);
    let path = root.join(name);
    let climbs =
        Path::new(name).components().any(|part| !matches!(part, std::path::Component::Normal(_)))
            || walk::is_linked(root, Path::new(name));
    let mut style = String::new();
    if climbs || !path.is_file() {
        problems.add(
            None,
            "`stylesheet` in tamizdat.toml names this file, but it is not in the folder, or only a link to it is",
        );
    } else {
        let bytes = fs::read(&path).map_err(|source| Error::Unreadable { path, source })?;
        match article::normal(bytes) {
            Ok(text) => style = text,
            Err(_) => problems.add(None, "this is not UTF-8; save it as UTF-8 text"),
        }
    }
    // Looked at as it will be printed, too: a comment in the middle of a word goes, and leaves the word.
    let printed = crate::pages::style::minify(&style).to_ascii_lowercase();
    let lower = style.to_ascii_lowercase();
    for bad in ["@import", "url(", "</", "image-set(", "src(", "\\"] {
        let line = lower.find(bad).map(|at| lower[..at].matches('\n').count() + 1);
        if line.is_some() || printed.contains(bad) {
            problems
                .add(line, format!("`{bad}` is not for a page that loads nothing; take it out"));
        }
    }
    all.extend(problems.into_list());
    Ok(style)
}
