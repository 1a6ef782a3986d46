//! `reader.html`: one file that checks and shows an edition from any carrier. Its parts lie in `assets/reader`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use types::{Digest, Language};

use crate::manuscript::Site;

/// What a newsroom's reader file knows beside its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    config: Value,
}

const SHELL: &str = include_str!("../assets/reader/shell.html");
const STYLE: &str = include_str!("../assets/reader/reader.css");
const VERIFY: &str = include_str!("../assets/reader/verify.js");
const READER: &str = include_str!("../assets/reader/reader.js");

impl Reader {
    /// The reader file of a newsroom.
    pub fn of(site: &Site) -> Self {
        let first = site.languages.first();
        let name = first.map(|&language| site.name.or_any(language)).unwrap_or_default();
        let home = first.map(|language| format!("{language}/index.html")).unwrap_or_default();
        let languages: Vec<String> = site.languages.iter().map(Language::to_string).collect();
        let mirrors = &site.mirrors;
        Self {
            config: json!({ "home": home, "languages": languages, "mirrors": mirrors, "name": name }),
        }
    }

    /// The file, with the root that it begins with.
    pub(crate) fn html(&self, root: &[u8]) -> String {
        let mut config = self.config.clone();
        config["root"] = serde_json::from_slice(root).unwrap_or_default();
        let config = config.to_string().replace('<', "\\u003c");
        let script = format!("{}\n{}", bare(VERIFY), bare(READER));
        let policy = STANDARD.encode(Digest::of(script.as_bytes()).as_bytes());
        SHELL
            .replace("__SCRIPT__", &policy)
            .replace("/*STYLE*/", &bare(STYLE))
            .replace("/*VERIFY*//*READER*/", &script)
            .replace("__CONFIG__", &config)
    }
}

/// Without comments of whole lines and without indentation.
fn bare(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}
