//! Everything the press may see: what is to be printed, already checked, and nothing private.
//!
//! These types have room only for what may be public. A folder newsroom is read into them by `folder`; the desk will
//! copy its records into them. Start with [`Manuscript`] and [`Article`].

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use types::{Digest, Language, Slug};

use crate::moment::{Day, Moment};

/// A whole newsroom, as the press sees it.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// Name, colours, navigation, boxes.
    pub site: Site,
    /// Sections by id, in the order of the configuration.
    pub sections: Vec<Named>,
    /// Authors by id.
    pub authors: BTreeMap<String, Author>,
    /// Tags by id.
    pub tags: BTreeMap<String, Named>,
    /// Running stories by id.
    pub stories: BTreeMap<String, Named>,
    /// Articles of every language, in any order.
    pub articles: Vec<Arc<Article>>,
    /// Plain pages: about, privacy, ethics, contact.
    pub pages: Vec<PlainPage>,
    /// Pictures, sound and documents by name.
    pub media: BTreeMap<String, Media>,
}

/// A text that may differ by language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text where a language has none of its own.
    pub common: Option<String>,
    /// The text of each language.
    pub each: BTreeMap<Language, String>,
}

impl Text {
    /// The text in `language`, or the common one.
    pub fn get(&self, language: Language) -> Option<&str> {
        self.each.get(&language).or(self.common.as_ref()).map(String::as_str)
    }

    /// The text in `language`, or in any other language, or nothing.
    pub fn or_any(&self, language: Language) -> &str {
        self.get(language).or_else(|| self.each.values().next().map(String::as_str)).unwrap_or("")
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.common.is_none() && self.each.is_empty()
    }
}

/// A section, tag or running story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its name in addresses.
    pub id: Slug,
    /// Its name for readers.
    pub name: Text,
    /// A sentence about it.
    pub about: Text,
}

/// Somebody whose name stands above articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name in addresses.
    pub id: Slug,
    /// The name for readers.
    pub name: Text,
    /// A sentence about them.
    pub about: Text,
    /// Whether the name is not their own.
    pub pseudonym: bool,
    /// What is said under an article about the name.
    pub note: Text,
}

/// One article in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Where it came from, for messages about it.
    pub file: String,
    /// Its language.
    pub language: Language,
    /// What its translations share.
    pub group: String,
    /// Its name in its address.
    pub slug: Slug,
    /// A word or two above the headline; the section's name if there is none.
    pub kicker: Option<String>,
    /// The headline.
    pub headline: String,
    /// A sentence or two under it.
    pub standfirst: String,
    /// Who wrote it, in order.
    pub bylines: Vec<Byline>,
    /// The id of its section.
    pub section: String,
    /// The ids of its tags.
    pub tags: Vec<String>,
    /// The id of the running story it belongs to.
    pub story: Option<String>,
    /// When it was published, as the newsroom's clock showed it.
    pub published: Moment,
    /// When it was last changed in a way readers should know.
    pub updated: Option<Moment>,
    /// The name of its lead picture.
    pub picture: Option<String>,
    /// Addresses it had before.
    pub old_addresses: Vec<String>,
    /// Set when it was taken back.
    pub withdrawn: Option<Withdrawal>,
    /// What was wrong in it.
    pub corrections: Vec<Correction>,
    /// Words in its body.
    pub words: u32,
    /// Its text.
    pub body: Body,
}

/// One name above an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The author's id.
    pub author: String,
    /// What they did, if not simply write.
    pub role: Option<String>,
}

/// That an article was taken back, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The day.
    pub date: Day,
    /// The public reason.
    pub note: String,
}

/// A dated public correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The day.
    pub date: Day,
    /// What was wrong and what is right.
    pub text: String,
}

/// The Markdown of an article or page, with what it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Where the text is.
    pub source: Source,
    /// A fingerprint of the text and of everything else its file says.
    pub print: u128,
    /// Names of the pictures it shows.
    pub media: Vec<String>,
    /// Names of the sounds and documents it offers.
    pub files: Vec<String>,
    /// Files of ours it links to, as written.
    pub links: Vec<String>,
}

/// Where a text is kept until it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Here.
    Inline(String),
    /// In a file, after so many bytes of front matter; read again when it is printed, so that a hundred thousand texts
    /// need not stand in memory.
    File(PathBuf, usize),
}

/// A page that is no article: about, privacy, ethics, contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainPage {
    /// Where it came from, for messages about it.
    pub file: String,
    /// Its language.
    pub language: Language,
    /// Its name in its address, and what its translations share.
    pub name: Slug,
    /// Its title.
    pub title: String,
    /// A sentence under it.
    pub standfirst: Option<String>,
    /// Its text.
    pub body: Body,
}

/// A picture, sound or document that pages may show or link to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Media {
    /// Where it came from, for messages about it.
    pub file: String,
    /// The file itself.
    pub path: PathBuf,
    /// What it is.
    pub kind: MediaKind,
    /// SHA-256 of the original; never published.
    pub source: Digest,
    /// Bytes of what is published of a sound or document.
    pub size: u64,
    /// What is to be seen, for those who do not see it.
    pub alt: Text,
    /// What stands under it.
    pub caption: Text,
    /// Whose it is.
    pub credit: Text,
    /// What must stay in sight when it is cropped, in thousandths from the left and from the top.
    pub focal: (u16, u16),
}

/// What kind of media a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaKind {
    /// A picture of so many pixels, after turning it upright.
    Picture {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A sound, with the ending of its name.
    Audio(AudioKind),
    /// A PDF document.
    Pdf,
}

/// The kinds of sound we carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AudioKind {
    /// MPEG layer 3.
    Mp3,
    /// Ogg (Opus or Vorbis).
    Ogg,
}

/// What a newsroom sets for its whole site.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    /// The newsroom's name.
    pub name: Text,
    /// A few words beside it.
    pub tagline: Text,
    /// The canonical origin, `https://…` without a slash at the end.
    pub origin: String,
    /// Languages, the first one first.
    pub languages: Vec<Language>,
    /// The one colour: for light and for dark ground.
    pub color: Color,
    /// Its logo, a name in the media.
    pub logo: Option<String>,
    /// Its own style, after ours.
    pub stylesheet: String,
    /// Font stacks.
    pub fonts: Fonts,
    /// The newsroom's time zone, an IANA name such as `Europe/Vilnius`.
    pub time_zone: Option<String>,
    /// What follows a time of day in that zone, for example "Sarn time".
    pub zone_label: Text,
    /// What stands in the navigation.
    pub navigation: Vec<NavigationItem>,
    /// What the front page shows.
    pub front_page: FrontPage,
    /// The weekly letter.
    pub newsletter: Option<Newsletter>,
    /// How readers pay for it.
    pub support: Option<Support>,
    /// Other ways to the site.
    pub reach: Reach,
    /// Who publishes this; the last line of every page.
    pub imprint: Text,
    /// Where weaknesses of the site are reported: `mailto:` or `https://`.
    pub security_contact: Option<String>,
    /// Base addresses of carriers, each with a slash at its end. No page names them.
    #[serde(skip)]
    pub mirrors: Vec<String>,
    /// Hours that a timestamp holds.
    #[serde(skip)]
    pub fresh_hours: u16,
}

/// The newsroom's colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Color {
    /// `#rrggbb` on light ground.
    pub light: String,
    /// `#rrggbb` on dark ground.
    pub dark: String,
    /// Text upon it: black or white, whichever reads better.
    pub on: &'static str,
}

/// Font stacks, and font files if the newsroom insists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fonts {
    /// For headlines and text.
    pub text: Option<String>,
    /// For everything around it.
    pub interface: Option<String>,
}

/// One entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum NavigationItem {
    /// A section by id.
    Section(String),
    /// A plain page by name.
    Page(String),
    /// A tag by id.
    Tag(String),
}

/// What the front page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrontPage {
    /// The article that leads, by what its translations share; the newest with a picture if none is named.
    pub lead: Option<String>,
    /// How many short headlines stand beside it.
    pub latest: usize,
    /// How many cards stand under it.
    pub cards: usize,
    /// Sections that get a strip of their own.
    pub strips: Vec<String>,
}

/// The weekly letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Newsletter {
    /// Its name.
    pub name: Text,
    /// What it is, how often, how long.
    pub about: Text,
    /// The letterbox that takes addresses, an absolute URL.
    pub letterbox: Option<String>,
    /// The address that takes an empty message instead.
    pub mail: Option<String>,
    /// A recent letter to look at: a page name or an article's file name.
    pub preview: Option<String>,
}

/// How readers pay for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support {
    /// The campaign's headline.
    pub headline: Text,
    /// The campaign's appeal.
    pub appeal: Text,
    /// What stands on pages older than the campaign.
    pub evergreen: Text,
    /// For those for whom giving is dangerous.
    pub danger: Text,
    /// Payment pages.
    pub links: Vec<SupportLink>,
    /// Bank, Monero and the like: a name and what to do.
    pub ways: Vec<SupportWay>,
}

/// One payment page of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportLink {
    /// How often.
    pub frequency: Frequency,
    /// The amount as shown, for example "€5".
    pub amount: String,
    /// The provider's page.
    pub url: String,
    /// Whether it is chosen before the reader chooses.
    pub suggested: bool,
}

/// How often somebody gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Frequency {
    /// One time.
    Once,
    /// Each month.
    Monthly,
    /// Each year.
    Annual,
}

/// A way to give without a payment page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportWay {
    /// Its name.
    pub name: Text,
    /// What to do.
    pub text: Text,
    /// An address or account to copy.
    pub code: Option<String>,
}

/// Other ways to the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// The onion address, with `http://`.
    pub onion: Option<String>,
    /// Where an empty message brings today's addresses.
    pub mail: Option<String>,
}
