//! Pages: from the plan to HTML.
//!
//! A page kind makes a [`Sheet`] (its head and its main part), the shell of its language puts header and footer round
//! it, and `style` gives it the style it uses and no more. Nothing here loads, measures or writes.

pub(crate) mod article;
pub(crate) mod boxes;
pub(crate) mod cards;
pub(crate) mod home;
pub(crate) mod list;
pub(crate) mod picture;
pub(crate) mod plain;
pub(crate) mod shell;
pub(crate) mod style;

use types::Language;

use self::style::Components;

/// A page before its shell is put round it.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) main: String,
    pub(crate) components: Components,
    /// The path that search engines should know it by, if it is not its own.
    pub(crate) canonical: Option<String>,
    /// The same page in other languages: tag and path.
    pub(crate) translations: Vec<(Language, String)>,
    pub(crate) kind: Kind,
    /// JSON-LD.
    pub(crate) data: Option<String>,
    /// The picture for previews: path, width, height.
    pub(crate) image: Option<(String, u32, u32)>,
    /// The feed of this page, if it is not the language's.
    pub(crate) feed: Option<String>,
    /// Where its form may send: one origin.
    pub(crate) form_action: Option<String>,
    /// Whether it has the search script.
    pub(crate) script: bool,
    /// Class of the body.
    pub(crate) body_class: &'static str,
}

/// What a page is to others.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Website,
    Article,
    /// Not to be found by search engines.
    Hidden,
}
