//! The words after `:::`, for example `figure{#harbour .wide}` or `correction{date=2026-11-16}`.

/// A directive's name and attributes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info<'a> {
    pub(super) name: &'a str,
    /// After `#`.
    pub(super) id: Option<&'a str>,
    /// After `.`.
    pub(super) classes: Vec<&'a str>,
    /// `key=value`.
    pub(super) pairs: Vec<(&'a str, &'a str)>,
}

/// Reads an info string, or says why it is none.
pub(super) fn parse(info: &str) -> Result<Info<'_>, String> {
    let info = info.trim();
    let end = info.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(info.len());
    let (name, rest) = info.split_at(end);
    let mut parsed = Info { name, ..Info::default() };
    let rest = rest.trim();
    if rest.is_empty() {
        return Ok(parsed);
    }
    let inner = rest
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .ok_or_else(|| format!("write attributes between braces: `:::{name}{{#id .class}}`"))?;
    for word in inner.split_whitespace() {
        if let Some(id) = word.strip_prefix('#') {
            parsed.id = Some(id);
        } else if let Some(class) = word.strip_prefix('.') {
            parsed.classes.push(class);
        } else if let Some((key, value)) = word.split_once('=') {
            parsed.pairs.push((key, value.trim_matches('"')));
        } else {
            return Err(format!("`{word}` is no attribute; write #id, .class or key=value"));
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_ids_classes_and_pairs() {
        let info = parse("figure {#harbour .wide date=2026-11-16}").unwrap();
        assert_eq!((info.name, info.id, info.classes), ("figure", Some("harbour"), vec!["wide"]));
        assert_eq!(info.pairs, [("date", "2026-11-16")]);
        assert_eq!(parse("gallery").unwrap().name, "gallery");
        assert!(parse("figure #harbour").is_err());
        assert!(parse("figure{harbour}").is_err());
    }
}
