//! The newsroom's one colour, and whether black or white reads better upon it.

/// Reads `#rrggbb`.
pub(crate) fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

/// Near-black or white, whichever has more contrast (WCAG 2.2, 1.4.3).
pub(crate) fn text_upon(color: [u8; 3]) -> &'static str {
    if contrast(color, [0x15, 0x18, 0x1b]) >= contrast(color, [255; 3]) {
        "#15181b"
    } else {
        "#fff"
    }
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub(crate) fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: [u8; 3]) -> f64 {
    let linear = color.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_upon_a_colour_can_be_read() {
        assert_eq!(text_upon(parse("#ffd94a").unwrap()), "#15181b");
        assert_eq!(text_upon(parse("#0b4f9e").unwrap()), "#fff");
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        for bad in ["", "ffd94a", "#ffd94", "#ffd94g", "#ффффф"] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
