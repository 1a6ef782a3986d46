//! The one spelling of metadata that is signed (OLPC canonical JSON), and what a key is called.

use olpc_cjson::CanonicalFormatter;
use serde::Serialize;
use serde_json::{Value, json};
use types::Digest;

/// A value in canonical JSON. Numbers that are not whole have no such form.
pub fn canonical(value: &Value) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut bytes, CanonicalFormatter::new());
    value.serialize(&mut writer)?;
    Ok(bytes)
}

/// An Ed25519 key as metadata names it; `public` in hexadecimal.
pub fn ed25519_key(public: &str) -> Value {
    json!({ "keytype": "ed25519", "keyval": { "public": public }, "scheme": "ed25519" })
}

/// What a key is called: the digest of its canonical form.
pub fn key_id(key: &Value) -> String {
    let bytes = canonical(key).expect("a key holds no numbers");
    Digest::of(&bytes).to_string()
}
