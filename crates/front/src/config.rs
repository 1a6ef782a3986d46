//! How a front serves: what its file says, and what that means.

use std::{net::SocketAddr, path::PathBuf};

use serde::Deserialize;

use crate::Error;

/// What the file says. Unknown keys are errors: a misspelt limit is no limit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    budget_bytes: Option<u64>,
    connections: Option<usize>,
    memory_bytes: Option<u64>,
    metrics: Option<SocketAddr>,
    onion: Option<String>,
    tls: Option<Tls>,
}

/// Files of a certificate and its key, in PEM.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The chain, the front's own certificate first.
    pub certificate_file: PathBuf,
    /// Its private key.
    pub key_file: PathBuf,
}

/// How to serve.
#[derive(Debug, Clone)]
pub struct Config {
    /// Bytes that a connection may carry before it is closed; 0 for no limit. Connections from some countries are frozen
    /// after about 16 kB, handshake included, so another answer must not begin on one that could not end on it.
    pub budget: u64,
    /// Connections at once.
    pub connections: usize,
    /// Bytes of files that are kept in memory.
    pub memory: u64,
    /// Where counters are read, on a loopback address.
    pub metrics: Option<SocketAddr>,
    /// The base of the onion service, which readers who came over TLS are told of.
    pub onion: Option<String>,
    /// What of the edition is kept, if not all of it: said where something is missing.
    pub kept: Option<String>,
    /// With it the front speaks TLS, and HTTP/2 to whoever asks for it.
    pub tls: Option<Tls>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            budget: 12_000,
            connections: 12_000,
            memory: 32 << 20,
            metrics: None,
            onion: None,
            kept: None,
            tls: None,
        }
    }
}

impl Config {
    /// Reads the text of a configuration file.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refused = |why: String| Error::Config(why);
        let typed: Typed = toml::from_str(text).map_err(|error| refused(error.to_string()))?;
        let usual = Self::default();
        if typed.metrics.is_some_and(|address| !address.ip().is_loopback()) {
            return Err(refused(
                "`metrics` must be a loopback address such as \"127.0.0.1:9100\": what is counted is nobody else's business"
                    .to_owned(),
            ));
        }
        if let Some(onion) = &typed.onion
            && !(onion.starts_with("http://") && onion.trim_end_matches('/').ends_with(".onion"))
        {
            return Err(refused(
                "`onion` must be the service's address, such as \"http://….onion\"".to_owned(),
            ));
        }
        Ok(Self {
            budget: typed.budget_bytes.unwrap_or(usual.budget),
            connections: typed.connections.unwrap_or(usual.connections).max(16),
            memory: typed.memory_bytes.unwrap_or(usual.memory),
            metrics: typed.metrics,
            onion: typed.onion,
            kept: None,
            tls: typed.tls,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_refused() {
        assert_eq!(Config::parse("budget_bytes = 0").unwrap().budget, 0);
        let text = "[tls]\ncertificate_file = \"a\"\nkey_file = \"b\"";
        assert!(Config::parse(text).unwrap().tls.is_some());
        for bad in [
            "budget = 5",
            "metrics = \"0.0.0.0:9100\"",
            "onion = \"https://x.example\"",
            "[tls]\nkey_file = \"b\"",
        ] {
            assert!(Config::parse(bad).is_err(), "{bad}");
        }
    }
}
