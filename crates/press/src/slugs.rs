//! Addresses from headlines in any script.

use types::Slug;

/// A slug from a text: transliterated, at most about 70 letters, cut at a word.
pub(crate) fn from_text(text: &str) -> Option<Slug> {
    let mut slug = String::new();
    let text: String = text.chars().filter_map(spelt).collect();
    for word in deunicode::deunicode(&text).split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
    {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() {
            if slug.len() + word.len() + 1 > 70 {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(70).map(|c| c.to_ascii_lowercase()));
    }
    slug.parse().ok()
}

/// Arabic and Persian letters as their readers would write them; marks above and below are not letters.
fn spelt(letter: char) -> Option<char> {
    match letter {
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | 'ء' => None,
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ع' | 'ة' | 'ى' => Some('a'),
        'و' | 'ؤ' => Some('u'),
        'ي' | 'ئ' | 'ی' => Some('i'),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_of_every_script_become_addresses() {
        let made = |text: &str| from_text(text).map(String::from);
        assert_eq!(made("The harbour’s “paper” year").unwrap(), "the-harbours-paper-year");
        assert_eq!(made("Гавань, которую углубили").unwrap(), "gavan-kotoruiu-uglubili");
        assert_eq!(made("جفّ سعر الخبز").unwrap(), "jf-sar-alkhbz");
        let long = "слово ".repeat(80);
        assert!(made(&long).unwrap().len() <= 70);
        assert_eq!(made("…"), None);
    }
}
