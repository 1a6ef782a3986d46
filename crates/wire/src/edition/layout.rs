//! Which file lies where: bins, and the addresses of the signed view (`docs/reference/edition.md`, 1 and 3.4).

use aws_lc_rs::digest::{SHA256, digest};
use types::{Digest, TargetPath};

/// How many bins every edition has. It never changes: a name that a snapshot listed must stay listed (TUF 5.5.5).
pub const BINS: u16 = 1024;

/// The first parts of addresses that are not the plain view's.
pub const RESERVED: [&str; 3] = ["metadata", "targets", "packs"];

/// The number of the bin that speaks for a path: the first ten bits of its SHA-256.
pub fn bin_of(path: &str) -> u16 {
    let digest = digest(&SHA256, path.as_bytes());
    let bytes = digest.as_ref();
    u16::from_be_bytes([bytes[0], bytes[1]]) >> 6
}

/// The role name of a bin.
pub fn bin_name(bin: u16) -> String {
    format!("bin-{bin:03x}")
}

/// The four prefixes of three digits that make up a bin.
pub fn bin_prefixes(bin: u16) -> [String; 4] {
    [0, 1, 2, 3].map(|quarter| format!("{:03x}", bin * 4 + quarter))
}

/// Where a target stands in the signed view, after `targets/`.
pub fn target_name(path: &str, digest: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/{digest}.{file}"),
        None => format!("{digest}.{path}"),
    }
}

/// What an address of the signed view asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// `metadata/timestamp.json`.
    Timestamp,
    /// `metadata/N.ROLE.json`.
    Metadata {
        /// The version.
        version: u64,
        /// The role's name.
        role: String,
    },
    /// `targets/DIR/SHA256.NAME`.
    Target {
        /// The file.
        path: TargetPath,
        /// Its bytes.
        digest: Digest,
    },
    /// `packs/N.delta`.
    Delta {
        /// The snapshot it leads to.
        snapshot: u64,
    },
}

impl Signed {
    /// Reads an address without its leading slash; nothing if it is not of the signed view or not in its one spelling.
    pub fn parse(address: &str) -> Option<Self> {
        let (view, rest) = address.split_once('/')?;
        match view {
            "metadata" if rest == "timestamp.json" => Some(Self::Timestamp),
            "metadata" => {
                let (version, role) = rest.strip_suffix(".json")?.split_once('.')?;
                let version = number(version)?;
                is_role(role).then(|| Self::Metadata { version, role: role.to_owned() })
            }
            "targets" => {
                let (folder, file) =
                    rest.rsplit_once('/').map_or((None, rest), |(f, n)| (Some(f), n));
                let (digest, name) = file.split_once('.')?;
                let path = match folder {
                    Some(folder) => format!("{folder}/{name}"),
                    None => name.to_owned(),
                };
                Some(Self::Target { path: path.parse().ok()?, digest: digest.parse().ok()? })
            }
            "packs" => Some(Self::Delta { snapshot: number(rest.strip_suffix(".delta")?)? }),
            _ => None,
        }
    }
}

/// A number from 1 in its one spelling.
fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|digit| digit.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok())?
}

/// Whether metadata of this name is part of an edition. Anything else is not asked for and not served.
pub fn is_role(role: &str) -> bool {
    matches!(role, "root" | "snapshot" | "targets") || bin_number(role).is_some()
}

/// The number of a bin by its name.
pub fn bin_number(role: &str) -> Option<u16> {
    let digits = role.strip_prefix("bin-").filter(|digits| digits.len() == 3)?;
    let number = u16::from_str_radix(digits, 16).ok()?;
    (number < BINS && bin_name(number) == role).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_belongs_to_one_bin() {
        let mut seen = Vec::new();
        for bin in 0..BINS {
            seen.extend(bin_prefixes(bin));
        }
        assert_eq!(seen.len(), 4096);
        assert!(seen.is_sorted());
        for path in ["index.html", "en/2026/11/harbour.html", "ar/صفحة.html"] {
            let hex = Digest::of(path.as_bytes()).to_string();
            assert!(bin_prefixes(bin_of(path)).iter().any(|prefix| hex.starts_with(prefix)));
        }
    }

    #[test]
    fn addresses_have_one_spelling() {
        let digest = Digest::of(b"page").to_string();
        let target = Signed::parse(&format!("targets/en/2026/{digest}.a.html"));
        let Some(Signed::Target { path, .. }) = target else { unreachable!("{target:?}") };
        assert_eq!(path.as_str(), "en/2026/a.html");
        assert_eq!(target_name("en/2026/a.html", &digest), format!("en/2026/{digest}.a.html"));
        assert_eq!(
            Signed::parse("metadata/7.bin-0af.json"),
            Some(Signed::Metadata { version: 7, role: "bin-0af".to_owned() })
        );
        for bad in [
            "metadata/07.root.json",
            "metadata/0.root.json",
            "metadata/+1.root.json",
            "metadata/1.bin-0AF.json",
            "metadata/1.bin-400.json",
            "metadata/1.other.json",
            "metadata/../1.root.json",
            "metadata/root.json",
            "packs/1.pack",
            "targets/en/../a.html",
            &format!("targets/../{digest}.a"),
            &format!("targets/en/{digest}."),
            &format!("targets/{}.a", &digest[1..]),
        ] {
            assert_eq!(Signed::parse(bad), None, "{bad}");
        }
    }
}
