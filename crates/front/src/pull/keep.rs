//! What a mirror keeps of an edition: all of it, or what its disk has room for.

use types::TargetPath;

/// What a mirror keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keep {
    /// Articles of so many months, counted back from today.
    pub months: Option<u32>,
    /// Pictures up to this width.
    pub media: Option<u32>,
}

impl Keep {
    /// Whether a file is kept at `now`, in seconds since 1970.
    pub(crate) fn keeps(self, path: &TargetPath, now: i64) -> bool {
        let mut parts = path.as_str().split('/');
        let first = parts.next().unwrap_or_default();
        if first == "media" {
            return self.media.is_none_or(|most| width(path.as_str()).is_none_or(|w| w <= most));
        }
        let Some(months) = self.months else { return true };
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<i64>().ok());
        let (Some(year), Some(month)) = (number(parts.next()), number(parts.next())) else {
            return true;
        };
        let today = jiff::Timestamp::from_second(now).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let today = today.to_zoned(jiff::tz::TimeZone::UTC);
        let age = (i64::from(today.year()) - year) * 12 + i64::from(today.month()) - month;
        age < i64::from(months)
    }

    /// In words for people, if something is left out.
    pub fn words(self) -> Option<String> {
        let months = self.months.map(|months| format!("articles of the last {months} months"));
        let media = self.media.map(|width| format!("pictures up to {width} pixels wide"));
        let words: Vec<String> = months.into_iter().chain(media).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// The width in the name of a picture's size, `media/DIGEST-WIDTH.ENDING`.
fn width(path: &str) -> Option<u32> {
    let (name, _) = path.rsplit_once('.')?;
    name.rsplit_once('-')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_articles_and_large_pictures_may_be_left_out() {
        // 24 November 2026.
        let now = 1_795_500_000;
        let keep = Keep { months: Some(12), media: Some(480) };
        let keeps = |path: &str| keep.keeps(&path.parse().unwrap(), now);
        for kept in [
            "index.html",
            "en/index.html",
            "en/2026/11/a.html",
            "en/2025/12/a.html",
            "media/05944ba114a9-480.jpg",
            "media/05944ba114a9-document.pdf",
            "en/tag/2019/index.html",
        ] {
            assert!(keeps(kept), "{kept}");
        }
        for left in ["en/2025/11/a.html", "ru/2019/01/b-2.html", "media/05944ba114a9-960.avif"] {
            assert!(!keeps(left), "{left}");
        }
        assert!(Keep::default().keeps(&"en/1999/01/a.html".parse().unwrap(), now));
    }
}
