//! Words of the reader site in the reader's language.
//!
//! They live in `locales/*.ftl` (Project Fluent); plural forms follow CLDR. What needs no number or name is looked up
//! once, when the language is loaded.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use types::Language;

use crate::moment::{Day, Moment};

/// The languages whose words we have, with their names in themselves.
pub(crate) const LANGUAGES: [(&str, &str, &str); 8] = [
    ("en", "English", include_str!("../locales/en.ftl")),
    ("ru", "Русский", include_str!("../locales/ru.ftl")),
    ("ar", "العربية", include_str!("../locales/ar.ftl")),
    ("uk", "Українська", include_str!("../locales/uk.ftl")),
    ("be", "Беларуская", include_str!("../locales/be.ftl")),
    ("fa", "فارسی", include_str!("../locales/fa.ftl")),
    ("es", "Español", include_str!("../locales/es.ftl")),
    ("fr", "Français", include_str!("../locales/fr.ftl")),
];

/// The words of one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    fixed: BTreeMap<String, String>,
    name: &'static str,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.name)
    }
}

/// A value put into a phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// A name or phrase.
    Text(&'a str),
    /// A number, which chooses the plural form.
    Number(u64),
}

impl Words {
    /// The words of `language`; of English if we have none of it.
    pub(crate) fn of(language: Language) -> Self {
        let found = LANGUAGES.iter().find(|(tag, ..)| *tag == language.as_str());
        let (tag, name, source) = found.unwrap_or(&LANGUAGES[0]);
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
        let tag = tag.parse().expect("our own tags are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The pages mark direction with elements, so no isolating characters are needed inside phrases.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut words = Self { bundle, fixed: BTreeMap::new(), name };
        words.fixed = keys(source).map(|key| (key.to_owned(), words.with(key, &[]))).collect();
        words
    }

    /// Whether we have words of `language`.
    pub(crate) fn has(language: Language) -> bool {
        LANGUAGES.iter().any(|(tag, ..)| *tag == language.as_str())
    }

    /// The name of a language in itself, or its tag.
    pub(crate) fn name_of(language: Language) -> String {
        let found = LANGUAGES.iter().find(|(tag, ..)| *tag == language.as_str());
        found.map_or_else(|| language.to_string(), |(_, name, _)| (*name).to_owned())
    }

    /// A phrase without values.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.fixed.get(key).map_or("", String::as_str)
    }

    /// A phrase with values.
    pub(crate) fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            #[expect(
                clippy::cast_precision_loss,
                reason = "counts of articles and minutes are small"
            )]
            let value = match value {
                Value::Text(text) => FluentValue::from(*text),
                Value::Number(number) => FluentValue::from(*number as f64),
            };
            arguments.set((*name).to_owned(), value);
        }
        let mut faults = Vec::new();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned()
    }

    /// "14 November 2026".
    pub(crate) fn date_long(&self, day: Day) -> String {
        let month = self.text(MONTHS[month_index(day.month)]);
        let year = day.year.to_string();
        let number = Value::Number(u64::from(day.day.unsigned_abs()));
        self.with(
            "date-long",
            &[("day", number), ("month", Value::Text(month)), ("year", Value::Text(&year))],
        )
    }

    /// "14 November".
    pub(crate) fn date_day(&self, day: Day) -> String {
        let month = self.text(MONTHS[month_index(day.month)]);
        let number = Value::Number(u64::from(day.day.unsigned_abs()));
        self.with("date-day", &[("day", number), ("month", Value::Text(month))])
    }

    /// "14 November 2026, 07:30", with `zone` after it.
    pub(crate) fn date_time(&self, moment: Moment, zone: &str) -> String {
        let (date, clock) = (self.date_long(moment.day()), moment.clock());
        let time = if zone.is_empty() { clock } else { format!("{clock} {zone}") };
        self.with("date-time", &[("date", Value::Text(&date)), ("time", Value::Text(&time))])
    }

    /// "November 2026".
    pub(crate) fn month_heading(&self, year: i16, month: i8) -> String {
        let year = year.to_string();
        let month = self.text(MONTHS_ALONE[month_index(month)]);
        let heading = self
            .with("month-heading", &[("month", Value::Text(month)), ("year", Value::Text(&year))]);
        let mut letters = heading.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }

    pub(crate) fn note_number(&self, number: u32) -> String {
        self.with("note-number", &[("number", Value::Number(number.into()))])
    }

    pub(crate) fn correction_of(&self, day: Day) -> String {
        let date = self.date_long(day);
        self.with("correction-of", &[("date", Value::Text(&date))])
    }

    pub(crate) fn table_scroll(&self, name: &str) -> String {
        self.with("table-scroll", &[("name", Value::Text(name))])
    }

    pub(crate) fn embed_leads(&self, host: &str) -> String {
        self.with("embed-leads", &[("host", Value::Text(host))])
    }

    pub(crate) fn reading_time(&self, minutes: u32) -> String {
        self.with("reading-time", &[("minutes", Value::Number(minutes.into()))])
    }

    /// "412 kB" or "1.9 MB".
    pub(crate) fn size(&self, bytes: u64) -> String {
        if bytes < 950_000 {
            let number = bytes.div_ceil(1000).max(1);
            self.with("size-kb", &[("number", Value::Number(number))])
        } else {
            let tenths = bytes.div_ceil(100_000);
            let number = format!("{}.{}", tenths / 10, tenths % 10);
            self.with("size-mb", &[("number", Value::Text(&number))])
        }
    }

    /// Names with commas and an "and" between them.
    pub(crate) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let first = rest.iter().skip(1).fold(rest[0].clone(), |sum, name| {
                    let values = [("first", Value::Text(&sum)), ("second", Value::Text(name))];
                    self.with("list-more", &values)
                });
                self.with(
                    "list-two",
                    &[("first", Value::Text(&first)), ("second", Value::Text(last))],
                )
            }
        }
    }
}

fn month_index(month: i8) -> usize {
    usize::from(month.clamp(1, 12).unsigned_abs()) - 1
}

/// The keys a Fluent source defines.
fn keys(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once(" =")?;
        let good = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        good.then_some(key)
    })
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];
const MONTHS_ALONE: [&str; 12] = [
    "month-alone-1",
    "month-alone-2",
    "month-alone-3",
    "month-alone-4",
    "month-alone-5",
    "month-alone-6",
    "month-alone-7",
    "month-alone-8",
    "month-alone-9",
    "month-alone-10",
    "month-alone-11",
    "month-alone-12",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str) -> Words {
        Words::of(tag.parse().unwrap())
    }

    #[test]
    fn every_language_has_every_word_and_no_other() {
        let english: Vec<&str> = keys(LANGUAGES[0].2).collect();
        assert!(english.len() > 100);
        for (tag, _, source) in LANGUAGES {
            let resource = FluentResource::try_new(source.to_owned());
            assert!(resource.is_ok(), "{tag}: {:?}", resource.err().map(|(_, errors)| errors));
            assert_eq!(keys(source).collect::<Vec<_>>(), english, "{tag}");
        }
    }

    #[test]
    fn every_word_is_used() {
        let sources = [
            include_str!("words.rs"),
            include_str!("markup/render.rs"),
            include_str!("pages/article.rs"),
            include_str!("pages/boxes.rs"),
            include_str!("pages/home.rs"),
            include_str!("pages/list.rs"),
            include_str!("pages/picture.rs"),
            include_str!("pages/plain.rs"),
            include_str!("pages/shell.rs"),
            include_str!("feeds.rs"),
            include_str!("make.rs"),
            include_str!("search/mod.rs"),
        ]
        .concat();
        let templates: String =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))
                .unwrap()
                .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
                .collect();
        let unused: Vec<&str> = keys(LANGUAGES[0].2)
            .filter(|key| !sources.contains(&format!("\"{key}\"")))
            .filter(|key| !templates.contains(&format!("\"{key}\"")))
            .collect();
        assert_eq!(unused, Vec::<&str>::new());
    }

    #[test]
    fn plurals_follow_each_language() {
        assert_eq!(words("en").reading_time(1), "1 min read");
        let forms: Vec<String> = [1, 3, 5, 21].map(|n| words("ru").reading_time(n)).into();
        assert_ne!(forms[0].replace('1', ""), forms[2].replace('5', ""), "{forms:?}");
        assert_ne!(forms[1].replace('3', ""), forms[2].replace('5', ""), "{forms:?}");
        assert_eq!(forms[0].replace('1', ""), forms[3].replace("21", ""), "{forms:?}");
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        let day = Day { year: 2026, month: 11, day: 14 };
        assert_eq!(words("en").date_long(day), "14 November 2026");
        assert_eq!(words("ru").date_long(day), "14 ноября 2026");
        assert_eq!(words("ar").date_long(day), "14 نوفمبر 2026");
        assert_eq!(words("ru").month_heading(2026, 11), "Ноябрь 2026");
    }

    #[test]
    fn names_are_joined_as_people_join_them() {
        let names: Vec<String> = ["A", "B", "C"].map(str::to_owned).into();
        assert_eq!(words("en").list(&names), "A, B and C");
        assert_eq!(words("ar").list(&names[..2]), "A وB");
    }
}
