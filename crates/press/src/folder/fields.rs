//! Reads the fields of a TOML table, and says of each that is missing, unknown or of the wrong kind where it stands.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use types::{Language, Slug};

use crate::{
    manuscript::Text,
    markup,
    moment::{Day, Moment},
    problem::Problems,
};

/// The text of a TOML file or of front matter, with where it begins in its file.
#[derive(Clone, Copy)]
pub(super) struct Toml<'a> {
    pub(super) text: &'a str,
    pub(super) first_line: usize,
    pub(super) problems: &'a Problems,
}

impl<'a> Toml<'a> {
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        self.first_line + before.iter().filter(|&&byte| byte == b'\n').count()
    }

    /// The table, or nothing after saying why it cannot be read.
    pub(super) fn parse(&self) -> Option<DeTable<'a>> {
        match DeTable::parse(self.text) {
            Ok(table) => Some(table.into_inner()),
            Err(error) => {
                let line = error.span().map(|span| self.line(span.start));
                let why = error.message().replace('\n', ", ");
                self.problems.add(line, format!("this is not TOML: {why}"));
                None
            }
        }
    }
}

/// The fields of one table.
pub(super) struct Fields<'a> {
    toml: Toml<'a>,
    table: &'a DeTable<'a>,
    at: usize,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(toml: Toml<'a>, table: &'a DeTable<'a>, at: usize) -> Self {
        Self { toml, table, at, known: RefCell::default() }
    }

    /// The line this table begins on.
    pub(super) fn line(&self) -> usize {
        self.toml.line(self.at)
    }

    /// The line a field stands on, or the table's own.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.look(key).map_or_else(|| self.line(), |value| self.toml.line(value.span().start))
    }

    pub(super) fn complain(&self, key: &str, message: impl Into<String>) {
        self.toml.problems.add(self.line_of(key), message);
    }

    fn look(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    fn take(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().insert(key);
        self.look(key)
    }

    fn wrong(&self, key: &str, span: Range<usize>, wanted: &str) {
        self.toml.problems.add(self.toml.line(span.start), format!("`{key}` must be {wanted}"));
    }

    fn missing(&self, key: &str, example: &str) {
        self.toml
            .problems
            .add(self.line(), format!("`{key}` is missing; write for example {example}"));
    }

    pub(super) fn has(&self, key: &'static str) -> bool {
        self.take(key).is_some()
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.take(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, value.span(), "a text between quotes");
        }
        let text = text?.trim();
        if !self.is_sayable(key, value.span(), text) {
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether a text can stand on a page and in a feed; says so if not.
    fn is_sayable(&self, key: &str, span: Range<usize>, text: &str) -> bool {
        let good = text.chars().all(|c| markup::is_sayable(c) && (!c.is_control() || c == '\n'));
        if !good {
            self.wrong(key, span, "a text without control characters");
        }
        good
    }

    pub(super) fn required_text(&self, key: &'static str, example: &str) -> String {
        let text = self.text(key);
        if text.is_none() && self.look(key).is_none_or(|value| value.get_ref().is_str()) {
            self.missing(key, &format!("`{key} = \"{example}\"`"));
        }
        text.unwrap_or_default()
    }

    pub(super) fn slug(&self, key: &'static str) -> Option<Slug> {
        match self.text(key)?.parse() {
            Ok(slug) => Some(slug),
            Err(error) => {
                self.complain(key, format!("`{key}`: {error}"));
                None
            }
        }
    }

    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.take(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(key, value.span(), "true or false");
            false
        })
    }

    pub(super) fn count(&self, key: &'static str, most: usize) -> Option<usize> {
        let value = self.take(key)?;
        let count = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok());
        let count = count.filter(|&count: &usize| count <= most);
        if count.is_none() {
            self.wrong(key, value.span(), &format!("a whole number up to {most}"));
        }
        count
    }

    /// A list of numbers, whole or with a fraction.
    pub(super) fn numbers(&self, key: &'static str) -> Option<Vec<f64>> {
        let value = self.take(key)?;
        let numbers: Option<Vec<f64>> = value.get_ref().as_array().and_then(|list| {
            let number = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
                DeValue::Float(float) => float.as_str().parse().ok(),
                DeValue::Integer(integer) => integer.as_str().parse().ok(),
                _ => None,
            };
            list.iter().map(number).collect()
        });
        if numbers.is_none() {
            self.wrong(key, value.span(), "a list of numbers such as [0.5, 0.4]");
        }
        numbers
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let texts: Option<Vec<String>> = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| item.get_ref().as_str().map(|text| text.trim().to_owned()))
                .collect()
        });
        if let Some(texts) = &texts {
            texts.iter().all(|text| self.is_sayable(key, value.span(), text));
        }
        texts.unwrap_or_else(|| {
            self.wrong(key, value.span(), "a list of texts such as [\"one\", \"two\"]");
            Vec::new()
        })
    }

    /// A text, or one for each language.
    pub(super) fn localized(&self, key: &'static str) -> Text {
        let mut text = Text::default();
        let Some(value) = self.take(key) else {
            return text;
        };
        match value.get_ref() {
            DeValue::String(common) => {
                if self.is_sayable(key, value.span(), common) {
                    text.common = Some(common.trim().to_owned());
                }
            }
            DeValue::Table(table) => {
                for (name, value) in table {
                    match (name.get_ref().parse::<Language>(), value.get_ref().as_str()) {
                        (Ok(language), Some(words)) => {
                            self.is_sayable(key, value.span(), words);
                            text.each.insert(language, words.trim().to_owned());
                        }
                        (Err(error), _) => {
                            self.toml
                                .problems
                                .add(self.toml.line(name.span().start), error.to_string());
                        }
                        (_, None) => {
                            self.wrong(name.get_ref(), value.span(), "a text between quotes");
                        }
                    }
                }
            }
            _ => self.wrong(key, value.span(), "a text, or one for each language: { en = \"…\" }"),
        }
        text
    }

    pub(super) fn required_localized(&self, key: &'static str) -> Text {
        let text = self.localized(key);
        if text.is_empty() && self.look(key).is_none() {
            self.missing(
                key,
                &format!("`{key} = \"…\"` or `{key} = {{ en = \"…\", ru = \"…\" }}`"),
            );
        }
        text
    }

    pub(super) fn moment(&self, key: &'static str) -> Option<Moment> {
        let value = self.take(key)?;
        let moment =
            value.get_ref().as_datetime().and_then(|time| Moment::parse(&time.to_string()));
        if moment.is_none() {
            self.wrong(
                key,
                value.span(),
                "a time with its offset such as 2026-11-14T07:30:00+03:00",
            );
        }
        moment
    }

    pub(super) fn day(&self, key: &'static str) -> Option<Day> {
        let value = self.take(key)?;
        let day = value.get_ref().as_datetime().and_then(|day| Day::parse(&day.to_string()));
        if day.is_none() {
            self.wrong(key, value.span(), "a day such as 2026-11-16");
        }
        day
    }

    /// The table under `key`.
    pub(super) fn table(&self, key: &'static str) -> Option<Fields<'a>> {
        let value = self.take(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(Fields::new(self.toml, table, value.span().start)),
            None => {
                self.wrong(key, value.span(), "a table");
                None
            }
        }
    }

    /// The tables under `[[key]]`, or a list whose items are texts or tables.
    pub(super) fn items(&self, key: &'static str) -> Vec<Item<'a>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value.span(), "a list");
            return Vec::new();
        };
        let mut items = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::String(text) => items.push(Item::Text(text.trim().to_owned())),
                DeValue::Table(table) => {
                    items.push(Item::Table(Fields::new(self.toml, table, item.span().start)));
                }
                _ => self.wrong(key, item.span(), "a list of texts or tables"),
            }
        }
        items
    }

    /// The tables under `[[key]]`.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Fields<'a>> {
        let mut tables = Vec::new();
        for item in self.items(key) {
            match item {
                Item::Table(fields) => tables.push(fields),
                Item::Text(_) => self.complain(key, format!("`{key}` must be tables: [[{key}]]")),
            }
        }
        tables
    }

    /// Says which fields nobody asked for: most often a slip of the pen.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        for (name, value) in self.table {
            if !known.contains(name.get_ref().as_ref()) {
                let line = self.toml.line(name.span().start.min(value.span().start));
                let all: Vec<&str> = known.iter().copied().collect();
                let all = all.join(", ");
                self.toml
                    .problems
                    .add(line, format!("`{}` is no field here; there are: {all}", name.get_ref()));
            }
        }
    }
}

/// One item of a mixed list.
pub(super) enum Item<'a> {
    Text(String),
    Table(Fields<'a>),
}
