//! Which directives there are, and what each needs.

use super::attributes::{self, Info};
use crate::moment::Day;

/// A directive whose attributes are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive {
    Figure { media: String, wide: bool },
    Gallery,
    PullQuote,
    Callout(Callout),
    Embed,
    File { media: String },
    Related,
    Newsletter,
    Support,
    Correction { date: Day },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Callout {
    Fact,
    Note,
    Timeline,
    HowWeChecked,
}

const NAMES: &str =
    "figure, gallery, pullquote, callout, embed, file, related, newsletter, support, correction";

/// Reads what stands after `:::`, or says what is wrong and how to mend it.
pub(super) fn parse(info: &str) -> Result<Directive, String> {
    let info = attributes::parse(info)?;
    let directive = match info.name {
        "figure" => {
            let media = media(&info, "figure{#harbour}")?;
            let wide = match info.classes.as_slice() {
                [] => false,
                ["wide"] => true,
                _ => return Err("a figure may be `.wide`, and nothing else".to_owned()),
            };
            return Ok(Directive::Figure { media, wide });
        }
        "file" => Directive::File { media: media(&info, "file{#tide-tables}")? },
        "gallery" => Directive::Gallery,
        "pullquote" => Directive::PullQuote,
        "embed" => Directive::Embed,
        "related" => Directive::Related,
        "newsletter" => Directive::Newsletter,
        "support" => Directive::Support,
        "callout" => return callout(&info).map(Directive::Callout),
        "correction" => {
            let date = info.pairs.iter().find(|(key, _)| *key == "date");
            let date = date.and_then(|(_, value)| Day::parse(value));
            let needed = "a correction needs its day: `:::correction{date=2026-11-16}`";
            Directive::Correction { date: date.ok_or_else(|| needed.to_owned())? }
        }
        "" => {
            return Err(
                "this closes nothing; a `:::` alone must close a directive above".to_owned()
            );
        }
        name => {
            return Err(format!("there is no directive `{name}`; there are: {NAMES}"));
        }
    };
    if info.classes.is_empty() {
        Ok(directive)
    } else {
        Err(format!("`{}` takes no class", info.name))
    }
}

fn media(info: &Info<'_>, example: &str) -> Result<String, String> {
    let missing = || format!("`{}` must name a file in media/: `:::{example}`", info.name);
    info.id.filter(|id| !id.is_empty()).map(str::to_owned).ok_or_else(missing)
}

fn callout(info: &Info<'_>) -> Result<Callout, String> {
    match info.classes.as_slice() {
        ["fact"] => Ok(Callout::Fact),
        [] | ["note"] => Ok(Callout::Note),
        ["timeline"] => Ok(Callout::Timeline),
        ["howwechecked"] => Ok(Callout::HowWeChecked),
        _ => Err("a callout is one of .fact .note .timeline .howwechecked".to_owned()),
    }
}
