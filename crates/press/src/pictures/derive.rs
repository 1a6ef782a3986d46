//! The sizes readers get, made once and kept beside the newsroom.
//!
//! A derivative is stored under a name made from its source, the focal point and the recipe, and counts as input to the
//! print. JPEG is made at once; AVIF takes a hundred times as long, is made in idle time ([`make_avif`]) and joins a
//! later edition.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use image::RgbImage;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use types::Digest;

use super::{Refusal, carried, encode};
use crate::{
    manuscript::{AudioKind, Manuscript, Media, MediaKind},
    problem::Problem,
    store::write_whole,
};

/// Widths of the whole picture.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// The smallest picture fits a connection that is frozen after 16 kB together with the handshake.
const SMALLEST: usize = 10_900;
/// Raise when anything below changes what comes out.
const RECIPE: &str = "1";
/// The same for sounds and documents.
const CARRIED: &str = "3";

/// The part of a picture that is shown on cards: eight to five.
const CARD: (u32, u32) = (480, 300);

/// What was made of one medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Derived {
    /// What the names of its files begin with.
    pub(crate) stem: String,
    /// The whole picture, smallest first; one piece for a sound or document.
    pub(crate) sizes: Vec<Size>,
    /// The part shown on cards, if it is not the smallest size.
    pub(crate) card: Option<Size>,
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Size {
    /// What follows the stem, for example `480` or `card`.
    pub(crate) name: String,
    /// Pixels across.
    pub(crate) width: u32,
    /// Pixels down.
    pub(crate) height: u32,
    /// The JPEG (or the sound or document itself).
    pub(crate) file: Piece,
    /// The AVIF, once there is one.
    pub(crate) avif: Option<Piece>,
}

/// A file among the derivatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Piece {
    /// Its name in the folder of derivatives, and in `media/` of the edition.
    pub(crate) name: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: Digest,
    /// Its bytes.
    pub(crate) length: u64,
}

/// All that was made, by name of the medium.
pub(crate) type Derivatives = BTreeMap<String, Derived>;

/// What is asked for of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// As pages show or link it.
    Shown,
    /// As the newsroom's mark.
    Logo,
}

/// Makes what is missing of the `wanted` media in `folder`, and says what there is.
///
/// `known` is what an earlier print found there; only AVIF that came since is looked for in it.
pub(crate) fn derive_all(
    manuscript: &Manuscript,
    wanted: &BTreeMap<String, Wanted>,
    known: &Derivatives,
    folder: &Path,
) -> Result<Derivatives, Vec<Problem>> {
    let made: Vec<Result<(String, Derived), Problem>> = wanted
        .par_iter()
        .filter_map(|(name, wanted)| manuscript.media.get(name).map(|media| (name, *wanted, media)))
        .map(|(name, wanted, media)| {
            let problem = |message| Problem { file: media.file.clone(), line: None, message };
            let plan = Plan::of(media, wanted);
            let derived = match known.get(name).filter(|known| known.stem == plan.stem) {
                Some(known) => Ok(known.clone()),
                None => plan.look(folder).map_or_else(|| plan.make(media, folder), Ok),
            };
            let mut derived = derived.map_err(|error| problem(error.to_string()))?;
            join_avif(&mut derived, folder);
            Ok((name.clone(), derived))
        })
        .collect();
    let mut derivatives = Derivatives::new();
    let mut problems = Vec::new();
    for result in made {
        match result {
            Ok((name, derived)) => {
                derivatives.insert(name, derived);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(derivatives) } else { Err(problems) }
}

/// What could not be done to a picture.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("cannot read it: {0}")]
    Unreadable(std::io::Error),
    #[error("cannot write {0}: {1}; the folder of derivatives must be writable")]
    Unwritable(PathBuf, std::io::Error),
}

/// What is to be made of one medium.
struct Plan {
    stem: String,
    sizes: Vec<(String, u32, u32)>,
    card: bool,
    kind: Kind,
}

enum Kind {
    Picture,
    Logo,
    Carried(&'static str),
}

impl Plan {
    fn of(media: &Media, wanted: Wanted) -> Self {
        let is_picture = matches!(media.kind, MediaKind::Picture { .. });
        let version = if is_picture { RECIPE } else { CARRIED };
        let recipe = format!("{} {:?} {wanted:?} {version}", media.source, media.focal);
        let stem = Digest::of(recipe.as_bytes()).to_string()[..12].to_owned();
        let (width, height) = match (media.kind, wanted) {
            (MediaKind::Picture { .. }, Wanted::Logo) => {
                let sizes = vec![("icon".to_owned(), 96, 96)];
                return Self { stem, sizes, card: false, kind: Kind::Logo };
            }
            (MediaKind::Picture { width, height }, Wanted::Shown) => (width, height),
            (MediaKind::Audio(kind), _) => {
                let ending = match kind {
                    AudioKind::Mp3 => "mp3",
                    AudioKind::Ogg => "ogg",
                };
                let sizes = vec![("sound".to_owned(), 0, 0)];
                return Self { stem, sizes, card: false, kind: Kind::Carried(ending) };
            }
            (MediaKind::Pdf, _) => {
                let sizes = vec![("document".to_owned(), 0, 0)];
                return Self { stem, sizes, card: false, kind: Kind::Carried("pdf") };
            }
        };
        let high = |wide: u32| {
            let high =
                (u64::from(wide) * u64::from(height) + u64::from(width) / 2) / u64::from(width);
            u32::try_from(high).unwrap_or(u32::MAX).clamp(1, 4000)
        };
        let mut sizes: Vec<(String, u32, u32)> = WIDTHS
            .into_iter()
            .filter(|&wide| wide <= width || wide == WIDTHS[0])
            .map(|wide| wide.min(width))
            .map(|wide| (wide.to_string(), wide, high(wide)))
            .collect();
        sizes.dedup();
        let card = sizes[0].1 != CARD.0 || sizes[0].2.abs_diff(CARD.1) > 4;
        Self { stem, sizes, card, kind: Kind::Picture }
    }

    fn ending(&self) -> &'static str {
        match self.kind {
            Kind::Picture => "jpg",
            Kind::Logo => "png",
            Kind::Carried(ending) => ending,
        }
    }

    fn name(&self, size: &str) -> String {
        format!("{}-{size}.{}", self.stem, self.ending())
    }

    fn cards(&self) -> impl Iterator<Item = (String, u32, u32)> {
        self.card.then(|| ("card".to_owned(), CARD.0, CARD.1)).into_iter()
    }

    /// What lies in `folder` already, if all of it does.
    fn look(&self, folder: &Path) -> Option<Derived> {
        let size = |(name, width, height): (String, u32, u32)| {
            let file = piece(folder, &self.name(&name))?;
            Some(Size { name, width, height, file, avif: None })
        };
        let sizes = self.sizes.iter().cloned().map(size).collect::<Option<Vec<Size>>>()?;
        let card = self.cards().map(size).collect::<Option<Vec<Size>>>()?.pop();
        Some(Derived { stem: self.stem.clone(), sizes, card })
    }

    fn make(&self, media: &Media, folder: &Path) -> Result<Derived, Error> {
        let bytes = fs::read(&media.path).map_err(Error::Unreadable)?;
        match (&self.kind, media.kind) {
            (Kind::Logo, _) => self.keep(folder, &self.sizes[0].0, &encode::icon(&bytes)?)?,
            (Kind::Carried(_), MediaKind::Audio(kind)) => {
                self.keep(folder, &self.sizes[0].0, &carried::strip_audio(&bytes, kind)?)?;
            }
            (Kind::Carried(_), _) => {
                self.keep(folder, &self.sizes[0].0, &carried::strip_pdf(&bytes)?)?;
            }
            (Kind::Picture, _) => {
                let picture = encode::pixels(&bytes)?;
                for (name, part, size) in self.parts(&picture, media.focal) {
                    let scaled = encode::scale(&picture, part, size);
                    let limit = (size.0 <= WIDTHS[0]).then_some(SMALLEST);
                    let best = if size.0 <= WIDTHS[0] { 76 } else { 74 };
                    self.keep(folder, &name, &encode::jpeg(&scaled, best, limit))?;
                }
            }
        }
        let gone =
            || std::io::Error::new(std::io::ErrorKind::NotFound, "a file just written is gone");
        self.look(folder).ok_or_else(|| Error::Unwritable(folder.to_owned(), gone()))
    }

    fn keep(&self, folder: &Path, size: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = folder.join(self.name(size));
        write_whole(&path, bytes).map_err(|error| Error::Unwritable(path, error))
    }

    /// For each size its name, the part of the picture it shows, and its pixels.
    fn parts(
        &self,
        picture: &RgbImage,
        focal: (u16, u16),
    ) -> Vec<(String, encode::Part, (u32, u32))> {
        let (wide, high) = (f64::from(picture.width()), f64::from(picture.height()));
        let whole = |(name, width, height): (String, u32, u32)| {
            (name, (0.0, 0.0, wide, high), (width, height))
        };
        let around_focal = |(name, width, height): (String, u32, u32)| {
            let shape = f64::from(width) / f64::from(height);
            let (part_wide, part_high) =
                if wide / high > shape { (high * shape, high) } else { (wide, wide / shape) };
            let start = |focal: u16, part: f64, all: f64| {
                (f64::from(focal) / 1000.0 * all - part / 2.0).clamp(0.0, all - part)
            };
            let (left, top) = (start(focal.0, part_wide, wide), start(focal.1, part_high, high));
            (name, (left, top, part_wide, part_high), (width, height))
        };
        self.sizes.iter().cloned().map(whole).chain(self.cards().map(around_focal)).collect()
    }
}

fn piece(folder: &Path, name: &str) -> Option<Piece> {
    let path = folder.join(name);
    // A link could lead to a file that must not be published; the derivative is made anew over it.
    let bytes = if path.is_symlink() { None } else { fs::read(path).ok() }?;
    let length = u64::try_from(bytes.len()).ok()?;
    Some(Piece { name: name.to_owned(), sha256: Digest::of(&bytes), length })
}

fn avif_name(file: &Piece) -> Option<String> {
    file.name.strip_suffix(".jpg").map(|stem| format!("{stem}.avif"))
}

/// Takes in AVIF that was made since.
fn join_avif(derived: &mut Derived, folder: &Path) {
    for size in derived.sizes.iter_mut().chain(&mut derived.card) {
        if size.avif.is_none()
            && let Some(name) = avif_name(&size.file)
        {
            size.avif = piece(folder, &name).filter(|piece| piece.length > 0);
        }
    }
}

/// Makes the AVIF that is missing among `derivatives`; `done` hears of every file. Returns how many were made.
pub(crate) fn make_avif(
    manuscript: &Manuscript,
    derivatives: &Derivatives,
    folder: &Path,
    done: &(dyn Fn(&str) + Sync),
) -> Result<usize, Vec<Problem>> {
    let results: Vec<Result<usize, Problem>> = derivatives
        .par_iter()
        .filter_map(|(name, derived)| manuscript.media.get(name).map(|media| (media, derived)))
        .map(|(media, derived)| {
            let made = avif_of(media, derived, folder, done);
            made.map_err(|error| Problem {
                file: media.file.clone(),
                line: None,
                message: error.to_string(),
            })
        })
        .collect();
    let (good, bad): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    if bad.is_empty() {
        Ok(good.into_iter().flatten().sum())
    } else {
        Err(bad.into_iter().filter_map(Result::err).collect())
    }
}

fn avif_of(
    media: &Media,
    derived: &Derived,
    folder: &Path,
    done: &(dyn Fn(&str) + Sync),
) -> Result<usize, Error> {
    let missing = |size: &&Size| {
        size.avif.is_none() && avif_name(&size.file).is_some_and(|name| !folder.join(name).exists())
    };
    let missing: Vec<&Size> = derived.sizes.iter().chain(&derived.card).filter(missing).collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let picture = encode::pixels(&fs::read(&media.path).map_err(Error::Unreadable)?)?;
    let plan = Plan::of(media, Wanted::Shown);
    let mut made = 0;
    for (name, part, size) in plan.parts(&picture, media.focal) {
        let Some(wanted) = missing.iter().find(|missing| missing.name == name) else {
            continue;
        };
        let Some(file) = avif_name(&wanted.file) else {
            continue;
        };
        let scaled = encode::scale(&picture, part, size);
        let quality = if size.0 <= WIDTHS[0] { 62.0 } else { 58.0 };
        // An AVIF that is no smaller than its JPEG is kept empty: known, and never shown.
        let bytes = encode::avif(&scaled, quality)
            .filter(|bytes| {
                u64::try_from(bytes.len()).is_ok_and(|length| length < wanted.file.length)
            })
            .unwrap_or_default();
        let path = folder.join(&file);
        write_whole(&path, &bytes).map_err(|error| Error::Unwritable(path, error))?;
        done(&file);
        made += 1;
    }
    Ok(made)
}
