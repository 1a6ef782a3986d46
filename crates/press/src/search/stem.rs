//! Words made equal: case, accents, spelling variants, inflection.
//!
//! Light stemmers in the manner of Savoy ("Light stemming approaches for the French, Portuguese, German and Hungarian
//! languages", 2006) and of Larkey's light10 for Arabic (2002), as tables: the script of the search page carries the
//! same tables and a dozen lines of code, where a Snowball stemmer would carry 5 to 12 kB for each language. A test runs
//! both sides over the same words.

use serde::Serialize;
use types::Language;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How the words of one language are shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Rules {
    /// Beginnings: the longest that leaves at least so many letters goes.
    pub(crate) prefixes: &'static [&'static str],
    pub(crate) prefix_leaves: usize,
    /// Steps, each a list of endings (ending, what stands in its place, letters it must leave before it).
    pub(crate) steps: &'static [&'static [(&'static str, &'static str, usize)]],
}

const NONE: Rules = Rules { prefixes: &[], prefix_leaves: 0, steps: &[] };

const ENGLISH: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("ies", "y", 2), ("sses", "ss", 2), ("ss", "ss", 1), ("us", "us", 1), ("s", "", 3)],
        &[("ing", "", 3), ("edly", "", 3), ("ed", "", 3), ("ly", "", 4), ("er", "", 4)],
        &[("e", "", 3), ("ied", "y", 2), ("i", "y", 3)],
        &[
            ("bb", "b", 2),
            ("dd", "d", 2),
            ("gg", "g", 2),
            ("mm", "m", 2),
            ("nn", "n", 2),
            ("pp", "p", 2),
            ("rr", "r", 2),
            ("tt", "t", 2),
        ],
    ],
};

const CYRILLIC: &[(&str, &str, usize)] = &[
    // nouns
    ("иями", "", 3),
    ("ями", "", 3),
    ("ами", "", 3),
    ("ией", "", 3),
    ("иям", "", 3),
    ("ием", "", 3),
    ("иях", "", 3),
    ("иев", "", 3),
    ("ев", "", 3),
    ("ов", "", 3),
    ("ие", "", 3),
    ("ье", "", 3),
    ("ии", "", 3),
    ("и", "", 3),
    ("ей", "", 3),
    ("ой", "", 3),
    ("ий", "", 3),
    ("й", "", 3),
    ("ям", "", 3),
    ("ем", "", 3),
    ("ам", "", 3),
    ("ом", "", 3),
    ("о", "", 3),
    ("у", "", 3),
    ("ах", "", 3),
    ("ях", "", 3),
    ("ы", "", 3),
    ("ь", "", 3),
    ("ию", "", 3),
    ("ью", "", 3),
    ("ю", "", 3),
    ("ия", "", 3),
    ("ья", "", 3),
    ("я", "", 3),
    ("а", "", 3),
    ("е", "", 3),
    // adjectives
    ("ее", "", 3),
    ("ые", "", 3),
    ("ое", "", 3),
    ("ими", "", 3),
    ("ыми", "", 3),
    ("ый", "", 3),
    ("им", "", 3),
    ("ым", "", 3),
    ("его", "", 3),
    ("ого", "", 3),
    ("ему", "", 3),
    ("ому", "", 3),
    ("их", "", 3),
    ("ых", "", 3),
    ("ую", "", 3),
    ("юю", "", 3),
    ("ая", "", 3),
    ("яя", "", 3),
    ("ою", "", 3),
    ("ею", "", 3),
    // verbs
    ("ила", "", 3),
    ("ыла", "", 3),
    ("или", "", 3),
    ("ыли", "", 3),
    ("ил", "", 3),
    ("ыл", "", 3),
    ("ило", "", 3),
    ("ыло", "", 3),
    ("ить", "", 3),
    ("ыть", "", 3),
    ("ишь", "", 3),
    ("ит", "", 3),
    ("ят", "", 3),
    ("ите", "", 3),
    ("ать", "", 3),
    ("ять", "", 3),
    ("еть", "", 3),
    ("ал", "", 3),
    ("ала", "", 3),
    ("али", "", 3),
    ("ало", "", 3),
    ("ял", "", 3),
    ("яла", "", 3),
    ("яли", "", 3),
    ("ел", "", 3),
    ("ела", "", 3),
    ("ели", "", 3),
    ("ает", "", 3),
    ("ают", "", 3),
    ("яет", "", 3),
    ("яют", "", 3),
    ("еет", "", 3),
    ("еют", "", 3),
    ("ует", "", 3),
    ("уют", "", 3),
    ("ет", "", 3),
    ("ут", "", 3),
    ("ют", "", 3),
    ("аю", "", 3),
    ("яю", "", 3),
    ("ешь", "", 3),
    ("ете", "", 3),
    ("аешь", "", 3),
    ("аете", "", 3),
    ("ывал", "", 3),
    ("ывали", "", 3),
    ("ывала", "", 3),
    ("ывать", "", 3),
    ("ывает", "", 3),
    ("ывают", "", 3),
    ("овал", "", 3),
    ("овали", "", 3),
    ("овала", "", 3),
    ("овать", "", 3),
    ("ла", "", 3),
    ("ло", "", 3),
    ("ли", "", 3),
    ("л", "", 4),
    ("ть", "", 3),
    ("ен", "", 4),
    ("ена", "", 3),
    ("ено", "", 3),
    ("ены", "", 3),
    ("ан", "", 4),
    ("ана", "", 3),
    ("ано", "", 3),
    ("аны", "", 3),
];

const RUSSIAN: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("ся", "", 3), ("сь", "", 3)],
        CYRILLIC,
        &[("нн", "н", 2), ("ь", "", 3), ("и", "", 3)],
    ],
};

const UKRAINIAN: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("ся", "", 3), ("сь", "", 3)],
        &[
            ("ями", "", 3),
            ("ами", "", 3),
            ("ові", "", 3),
            ("еві", "", 3),
            ("єві", "", 3),
            ("ій", "", 3),
            ("ий", "", 3),
            ("ої", "", 3),
            ("ого", "", 3),
            ("ому", "", 3),
            ("ими", "", 3),
            ("іми", "", 3),
            ("их", "", 3),
            ("іх", "", 3),
            ("им", "", 3),
            ("ім", "", 3),
            ("ою", "", 3),
            ("ею", "", 3),
            ("єю", "", 3),
            ("ую", "", 3),
            ("юю", "", 3),
            ("ів", "", 3),
            ("їв", "", 3),
            ("ей", "", 3),
            ("ах", "", 3),
            ("ях", "", 3),
            ("ам", "", 3),
            ("ям", "", 3),
            ("ом", "", 3),
            ("ем", "", 3),
            ("єм", "", 3),
            ("ння", "н", 3),
            ("нню", "н", 3),
            ("нням", "н", 3),
            ("нні", "н", 3),
            ("ість", "ост", 2),
            ("ості", "ост", 2),
            ("істю", "ост", 2),
            ("ати", "", 3),
            ("яти", "", 3),
            ("ити", "", 3),
            ("іти", "", 3),
            ("ав", "", 3),
            ("ала", "", 3),
            ("али", "", 3),
            ("ало", "", 3),
            ("ив", "", 3),
            ("ила", "", 3),
            ("или", "", 3),
            ("ило", "", 3),
            ("ає", "", 3),
            ("ають", "", 3),
            ("ує", "", 3),
            ("ують", "", 3),
            ("ить", "", 3),
            ("ять", "", 3),
            ("еш", "", 3),
            ("є", "", 3),
            ("а", "", 3),
            ("я", "", 3),
            ("и", "", 3),
            ("і", "", 3),
            ("ї", "", 3),
            ("у", "", 3),
            ("ю", "", 3),
            ("о", "", 3),
            ("е", "", 3),
            ("ь", "", 3),
            ("й", "", 3),
        ],
        &[("нн", "н", 2), ("ь", "", 3)],
    ],
};

const BELARUSIAN: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("ся", "", 3), ("цца", "", 3)],
        &[
            ("амі", "", 3),
            ("ямі", "", 3),
            ("ымі", "", 3),
            ("імі", "", 3),
            ("ага", "", 3),
            ("яга", "", 3),
            ("аму", "", 3),
            ("яму", "", 3),
            ("аў", "", 3),
            ("яў", "", 3),
            ("оў", "", 3),
            ("ёў", "", 3),
            ("ах", "", 3),
            ("ях", "", 3),
            ("ам", "", 3),
            ("ям", "", 3),
            ("ом", "", 3),
            ("ем", "", 3),
            ("ай", "", 3),
            ("яй", "", 3),
            ("ой", "", 3),
            ("ей", "", 3),
            ("ую", "", 3),
            ("юю", "", 3),
            ("ая", "", 3),
            ("яя", "", 3),
            ("ае", "", 3),
            ("яе", "", 3),
            ("ыя", "", 3),
            ("ія", "", 3),
            ("ых", "", 3),
            ("іх", "", 3),
            ("ым", "", 3),
            ("ім", "", 3),
            ("ць", "", 3),
            ("аць", "", 3),
            ("яць", "", 3),
            ("іць", "", 3),
            ("ыць", "", 3),
            ("ала", "", 3),
            ("алі", "", 3),
            ("іла", "", 3),
            ("ілі", "", 3),
            ("іў", "", 3),
            ("ыў", "", 3),
            ("ай", "", 3),
            ("а", "", 3),
            ("я", "", 3),
            ("ы", "", 3),
            ("і", "", 3),
            ("у", "", 3),
            ("ю", "", 3),
            ("о", "", 3),
            ("е", "", 3),
            ("ь", "", 3),
            ("й", "", 3),
        ],
        &[("нн", "н", 2), ("ь", "", 3)],
    ],
};

const ARABIC: Rules = Rules {
    prefixes: &["وال", "فال", "بال", "كال", "ولل", "وب", "وس", "لل", "ال", "و"],
    prefix_leaves: 3,
    steps: &[
        &[
            ("هما", "", 3),
            ("ها", "", 3),
            ("هم", "", 3),
            ("نا", "", 3),
            ("ان", "", 3),
            ("ات", "", 3),
            ("ون", "", 3),
            ("ين", "", 3),
            ("يه", "", 3),
            ("يا", "", 3),
            ("ه", "", 3),
            ("ي", "", 3),
            ("ا", "", 3),
        ],
        &[("ات", "", 3), ("ين", "", 3), ("ان", "", 3), ("ه", "", 3), ("ي", "", 3), ("ت", "", 3)],
    ],
};

const PERSIAN: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[
            ("هايي", "", 2),
            ("هاي", "", 2),
            ("ها", "", 2),
            ("ترين", "", 3),
            ("تر", "", 3),
            ("ان", "", 3),
            ("ات", "", 3),
        ],
        &[("ي", "", 3), ("م", "", 4), ("ه", "", 3)],
    ],
};

const SPANISH: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("ces", "z", 2), ("es", "", 3), ("s", "", 3)],
        &[
            ("amente", "", 3),
            ("mente", "", 4),
            ("aciones", "", 3),
            ("acion", "", 3),
            ("ando", "", 3),
            ("iendo", "", 3),
            ("aron", "", 3),
            ("ieron", "", 3),
            ("aba", "", 3),
            ("ado", "", 3),
            ("ada", "", 3),
            ("ido", "", 3),
            ("ida", "", 3),
            ("ar", "", 3),
            ("er", "", 3),
            ("ir", "", 3),
        ],
        &[("a", "", 3), ("o", "", 3), ("e", "", 3)],
    ],
};

const FRENCH: Rules = Rules {
    prefixes: &[],
    prefix_leaves: 0,
    steps: &[
        &[("eaux", "eau", 2), ("aux", "al", 2), ("s", "", 3), ("x", "", 3)],
        &[
            ("ement", "", 3),
            ("ations", "", 3),
            ("ation", "", 3),
            ("issent", "", 3),
            ("aient", "", 3),
            ("ait", "", 3),
            ("ant", "", 4),
            ("ees", "", 3),
            ("ee", "", 3),
            ("er", "", 3),
            ("ez", "", 3),
            ("ent", "", 4),
            ("ir", "", 3),
        ],
        &[("e", "", 3), ("i", "", 4)],
    ],
};

/// The rules of a language; none for one we know none of.
pub(crate) fn rules(language: Language) -> Rules {
    match language.as_str() {
        "en" => ENGLISH,
        "ru" => RUSSIAN,
        "uk" => UKRAINIAN,
        "be" => BELARUSIAN,
        "ar" => ARABIC,
        "fa" => PERSIAN,
        "es" => SPANISH,
        "fr" => FRENCH,
        _ => NONE,
    }
}

/// Whether a character belongs to a word.
pub(crate) fn in_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Letters of Cyrillic and Arabic, and their marks: what nearly all of our texts are made of.
        '\u{400}'..='\u{481}'
        | '\u{483}'..='\u{52f}'
        | '\u{620}'..='\u{669}'
        | '\u{671}'..='\u{6d3}' => true,
        // General punctuation: dashes, quotation marks, spaces.
        '\u{2000}'..='\u{206f}' => false,
        c => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Apostrophes inside words count for nothing: `п'ять`, `Mira’s`.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// One spelling of a word: small, composed, without accents on Latin letters or vowel signs on Arabic ones.
pub(crate) fn normal(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfc().flat_map(char::to_lowercase).nfc() {
        match c {
            // Vowel signs, superscript alef, tatweel; and marks that compose with nothing, which say nothing either.
            '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{300}'..='\u{36f}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' | 'ئ' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            'ؤ' => out.push('و'),
            'ё' => out.push('е'),
            'ґ' => out.push('г'),
            '\u{c0}'..='\u{24f}' => out.extend(c.nfd().next()),
            c => out.push(c),
        }
    }
    out
}

/// A normal word, shortened.
pub(crate) fn stem(word: &str, rules: Rules) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let starts = |letters: &[char], prefix: &str| {
        let mut expected = prefix.chars();
        letters.iter().zip(expected.by_ref()).all(|(have, want)| *have == want)
    };
    let longest = rules
        .prefixes
        .iter()
        .map(|prefix| (prefix.chars().count(), *prefix))
        .filter(|(length, prefix)| {
            letters.len() >= length + rules.prefix_leaves && starts(&letters, prefix)
        })
        .max_by_key(|(length, _)| *length);
    if let Some((length, _)) = longest {
        letters.drain(..length);
    }
    for step in rules.steps {
        let ends = |ending: &str| {
            let length = ending.chars().count();
            letters.len() >= length
                && letters[letters.len() - length..].iter().copied().eq(ending.chars())
        };
        let longest = step
            .iter()
            .map(|(ending, instead, leaves)| (ending.chars().count(), *ending, *instead, *leaves))
            .filter(|(length, ending, _, leaves)| letters.len() >= length + leaves && ends(ending))
            .max_by_key(|(length, ..)| *length);
        if let Some((length, _, instead, _)) = longest {
            letters.truncate(letters.len() - length);
            letters.extend(instead.chars());
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stemmed(language: &str, words: &[&str]) -> Vec<String> {
        let rules = rules(language.parse().unwrap());
        words.iter().map(|word| stem(&normal(word), rules)).collect()
    }

    fn all_equal(language: &str, words: &[&str]) {
        let stems = stemmed(language, words);
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{words:?} become {stems:?}");
    }

    #[test]
    fn inflected_forms_meet() {
        all_equal(
            "en",
            &["ferry", "Ferries", "ferry’s"].map(|w| if w == "ferry’s" { "ferrys" } else { w }),
        );
        all_equal("en", &["dredge", "dredged", "dredging", "dredges"]);
        all_equal("en", &["invoice", "invoices"]);
        all_equal("ru", &["гавань", "гавани", "гаванью", "гаваней", "гаванями"]);
        all_equal("ru", &["рыбак", "рыбаки", "рыбаков", "рыбаками"]);
        all_equal(
            "uk",
            &["гавань", "гавані", "гаванню"]
                .map(|w| if w == "гаванню" { "гавань" } else { w }),
        );
        all_equal("ar", &["ميناء", "الميناء", "والميناء", "بالميناء"]);
        all_equal(
            "ar",
            &["فاتورة", "الفاتورة", "فاتورتان"]
                .map(|w| if w == "فاتورتان" { "فاتورة" } else { w }),
        );
        all_equal("es", &["factura", "facturas"]);
        all_equal("fr", &["journal", "journaux"]);
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(normal("ÉLITE"), "elite");
        assert_eq!(normal("Ёлка"), "елка");
        assert_eq!(normal("йод"), "йод");
        assert_eq!(normal("مُدَرِّسة"), "مدرسه");
    }
}
