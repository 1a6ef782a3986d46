//! Styles: each page carries inline what it uses and no more, under its hash.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use types::{Digest, Language};

use crate::manuscript::Site;

/// A set of style components.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Components(u32);

/// Name, and text as written; the order here is the order in the page.
const ALL: [(&str, &str); 21] = [
    ("base", include_str!("../../assets/style/base.css")),
    ("top", include_str!("../../assets/style/top.css")),
    ("article", include_str!("../../assets/style/article.css")),
    ("page", include_str!("../../assets/style/page.css")),
    ("figure", include_str!("../../assets/style/figure.css")),
    ("gallery", include_str!("../../assets/style/gallery.css")),
    ("quote", include_str!("../../assets/style/quote.css")),
    ("table", include_str!("../../assets/style/table.css")),
    ("box", include_str!("../../assets/style/box.css")),
    ("notes", include_str!("../../assets/style/notes.css")),
    ("parts", include_str!("../../assets/style/parts.css")),
    ("join", include_str!("../../assets/style/join.css")),
    ("give", include_str!("../../assets/style/give.css")),
    ("choose", include_str!("../../assets/style/choose.css")),
    ("form", include_str!("../../assets/style/form.css")),
    ("cards", include_str!("../../assets/style/cards.css")),
    ("list", include_str!("../../assets/style/list.css")),
    ("home", include_str!("../../assets/style/home.css")),
    ("end", include_str!("../../assets/style/end.css")),
    ("arabic", include_str!("../../assets/style/tokens-arabic.css")),
    ("print", include_str!("../../assets/style/print.css")),
];

impl Components {
    /// The components by name. Header, footer and print style are in every page.
    pub(crate) fn of(names: &[&str]) -> Self {
        let mut set = Self(0);
        for name in names.iter().chain(&["base", "top", "end", "print"]) {
            set = set.with(name);
        }
        set
    }

    pub(crate) fn with(self, name: &str) -> Self {
        let at = ALL.iter().position(|(known, _)| *known == name);
        Self(self.0 | 1 << at.expect("components are named in this file"))
    }

    /// Adds the components that the markup of a text asks for.
    pub(crate) fn for_markup(self, html: &str) -> Self {
        const MARKS: [(&str, &str); 8] = [
            ("<figure", "figure"),
            ("class=\"gal\"", "gallery"),
            ("class=\"pq\"", "quote"),
            ("class=\"tbl\"", "table"),
            ("class=\"box", "box"),
            ("<sup><a", "notes"),
            ("class=\"gv\"", "give"),
            ("class=\"btn\"", "join"),
        ];
        MARKS
            .iter()
            .filter(|(mark, _)| html.contains(mark))
            .fold(self, |set, (_, component)| set.with(component))
    }
}

/// The style of one kind of page.
#[derive(Debug)]
pub(crate) struct Style {
    pub(crate) css: String,
    /// `sha256-…`, as a content security policy names it.
    pub(crate) hash: String,
}

/// All styles of a site, made as they are asked for.
#[derive(Debug)]
pub(crate) struct Styles {
    tokens: String,
    small: Vec<String>,
    own: String,
    made: RwLock<BTreeMap<Components, Arc<Style>>>,
}

impl Styles {
    pub(crate) fn new(site: &Site) -> Self {
        let color = &site.color;
        let mut tokens = minify(include_str!("../../assets/style/tokens.css"));
        tokens.push_str(&format!(":root{{--lamp:{};--on:{}}}", color.light, color.on));
        if color.dark != color.light {
            let dark = &color.dark;
            tokens
                .push_str(&format!("@media(prefers-color-scheme:dark){{:root{{--lamp:{dark}}}}}"));
        }
        for (name, stack) in [("serif", &site.fonts.text), ("sans", &site.fonts.interface)] {
            if let Some(stack) = stack {
                tokens.push_str(&format!(":root{{--{name}:{stack}}}"));
            }
        }
        Self {
            tokens,
            small: ALL.iter().map(|(_, css)| minify(css)).collect(),
            own: minify(&site.stylesheet),
            made: RwLock::default(),
        }
    }

    /// The style with these components, for this language.
    pub(crate) fn style(&self, components: Components, language: Language) -> Arc<Style> {
        let arabic = matches!(language.as_str(), "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" | "sd");
        let components = if arabic { components.with("arabic") } else { components };
        let known = self.made.read().expect("no thread panics while it holds the lock");
        if let Some(style) = known.get(&components) {
            return style.clone();
        }
        drop(known);
        let mut css = self.tokens.clone();
        for (at, small) in self.small.iter().enumerate() {
            if components.0 & 1 << at != 0 {
                css.push_str(small);
            }
        }
        css.push_str(&self.own);
        let hash =
            format!("sha256-{}", BASE64_STANDARD.encode(Digest::of(css.as_bytes()).as_bytes()));
        let style = Arc::new(Style { css, hash });
        let mut made = self.made.write().expect("no thread panics while it holds the lock");
        made.entry(components).or_insert(style).clone()
    }
}

/// Takes comments and needless white space out of a style.
pub(crate) fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        squeeze(&rest[..at], &mut out);
        rest = rest[at + 2..].find("*/").map_or("", |end| &rest[at + 2 + end + 2..]);
    }
    squeeze(rest, &mut out);
    out
}

fn squeeze(css: &str, out: &mut String) {
    let tight = |c: char| "{};,>".contains(c);
    let mut space = false;
    for c in css.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && !tight(c) && !out.is_empty() && !out.ends_with(tight) && !out.ends_with(':') {
            out.push(' ');
        }
        space = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_its_meaning_when_it_is_made_small() {
        let small = minify(
            "/* why */\na  b > c {\n  margin: 1px -2px;\n  color : red;\n}\n@media (x) { a { b: calc(1px + 2px) } }",
        );
        assert_eq!(small, "a b>c{margin:1px -2px;color :red}@media (x){a{b:calc(1px + 2px)}}");
    }

    #[test]
    fn a_page_carries_only_what_it_uses() {
        let set = Components::of(&["article"]);
        assert_ne!(set, set.for_markup("<div class=\"tbl\">"));
        assert_eq!(set, set.for_markup("<p>plain"));
    }
}
