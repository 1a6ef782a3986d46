//! Dates and times as a newsroom writes them: a wall clock with its offset.

use std::fmt;

use jiff::{Timestamp, civil, tz::Offset};
use serde::{Deserialize, Serialize};

/// An instant together with the wall clock it was written by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The wall clock's distance from UTC, in seconds east.
    pub offset: i32,
}

/// A calendar day, without a zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day, 1 to 31.
    pub day: i8,
}

impl Moment {
    /// Reads RFC 3339, for example `2026-11-14T07:30:00+03:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(text).ok()?;
        let offset = if text.ends_with(['Z', 'z']) {
            0
        } else {
            let at = text.rfind(['+', '-']).filter(|&at| at >= 16)?;
            let (hours, minutes) = text[at + 1..].split_once(':')?;
            let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
            if text.as_bytes()[at] == b'-' { -seconds } else { seconds }
        };
        let year = Offset::from_seconds(offset).ok()?.to_datetime(pieces).year();
        (1..=9999).contains(&year).then_some(Self { seconds: pieces.as_second(), offset })
    }

    fn wall(self) -> civil::DateTime {
        let zone = Offset::from_seconds(self.offset).expect("checked on entry: an offset");
        zone.to_datetime(Timestamp::from_second(self.seconds).expect("checked on entry: a time"))
    }

    /// Whether clocks in this zone (an IANA name) showed that time at that instant.
    pub fn is_in(self, zone: &str) -> bool {
        let (Ok(zone), Ok(instant)) =
            (jiff::tz::TimeZone::get(zone), Timestamp::from_second(self.seconds))
        else {
            return false;
        };
        zone.to_offset(instant).seconds() == self.offset
    }

    /// The day on the wall.
    pub fn day(self) -> Day {
        let wall = self.wall();
        Day { year: wall.year(), month: wall.month(), day: wall.day() }
    }

    /// The time on the wall, `HH:MM`.
    pub fn clock(self) -> String {
        let wall = self.wall();
        format!("{:02}:{:02}", wall.hour(), wall.minute())
    }

    /// The form of RFC 3339, for Atom, JSON Feed and `datetime` attributes.
    pub fn rfc3339(self) -> String {
        let wall = self.wall();
        let zone = if self.offset == 0 { "Z".to_owned() } else { self.zone(":") };
        format!("{}T{:02}:{:02}:{:02}{zone}", self.day(), wall.hour(), wall.minute(), wall.second())
    }

    /// The form of RFC 822 (section 5, with four digits of the year), for RSS.
    pub fn rfc822(self) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let wall = self.wall();
        let weekday = DAYS[usize::from(wall.weekday().to_monday_zero_offset().unsigned_abs())];
        let month = MONTHS[usize::from(wall.month().unsigned_abs()) - 1];
        format!(
            "{weekday}, {:02} {month} {:04} {:02}:{:02}:{:02} {}",
            wall.day(),
            wall.year(),
            wall.hour(),
            wall.minute(),
            wall.second(),
            self.zone("")
        )
    }

    /// The distance from UTC, for example `+03:00` with the separator `:`.
    pub fn zone(self, separator: &str) -> String {
        let (sign, minutes) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs() / 60);
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let date: civil::Date = text.parse().ok()?;
        (1..=9999).contains(&date.year()).then_some(Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_the_clock_it_was_written_by() {
        let moment = Moment::parse("2026-11-14T01:30:00+03:00").unwrap();
        assert_eq!(moment.rfc3339(), "2026-11-14T01:30:00+03:00");
        assert_eq!(moment.rfc822(), "Sat, 14 Nov 2026 01:30:00 +0300");
        assert_eq!(moment.day().to_string(), "2026-11-14");
        assert_eq!(Moment::parse("2026-11-13T22:30:00Z").unwrap().seconds, moment.seconds);
        assert_eq!(Moment::parse("2026-11-13T12:30:00-10:00").unwrap().zone(":"), "-10:00");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in ["", "2026", "2026-11-14", "2026-11-14T07:30:00", "2026-13-14T07:30:00Z", "x"] {
            assert!(Moment::parse(bad).is_none(), "{bad}");
        }
        assert!(Day::parse("2026-02-30").is_none());
    }
}
