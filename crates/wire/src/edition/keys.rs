//! Public keys and their signatures (TUF 1.0.34, section 4.2).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ED25519, RSA_PSS_2048_8192_SHA256,
    UnparsedPublicKey, VerificationAlgorithm,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;

/// A key as a role's metadata names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Key {
    keytype: String,
    scheme: String,
    keyval: Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Value {
    public: String,
}

impl Key {
    /// What makes two names of a key one key.
    pub(crate) fn public(&self) -> &str {
        &self.keyval.public
    }

    /// Whether `signature` over `bytes` is by this key. A key of a kind we do not know has signed nothing.
    pub(crate) fn has_signed(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let (algorithm, public): (&'static dyn VerificationAlgorithm, _) =
            match (self.keytype.as_str(), self.scheme.as_str()) {
                ("ed25519", "ed25519") => (&ED25519, hex::decode(&self.keyval.public).ok()),
                ("ecdsa" | "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256") => {
                    (&ECDSA_P256_SHA256_ASN1, self.point())
                }
                ("ecdsa" | "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384") => {
                    (&ECDSA_P384_SHA384_ASN1, self.point())
                }
                ("rsa", "rsassa-pss-sha256") => (&RSA_PSS_2048_8192_SHA256, self.der()),
                _ => return false,
            };
        let Some(public) = public else { return false };
        UnparsedPublicKey::new(algorithm, public).verify(bytes, signature).is_ok()
    }

    /// The bytes between the lines of a PEM text (RFC 7468).
    fn der(&self) -> Option<Vec<u8>> {
        let body: String =
            self.keyval.public.lines().filter(|line| !line.starts_with("-----")).collect();
        STANDARD.decode(body.trim()).ok()
    }

    /// The point of an elliptic curve: written in hexadecimal, or in the PEM of a `SubjectPublicKeyInfo` (RFC 5480).
    fn point(&self) -> Option<Vec<u8>> {
        if !self.keyval.public.starts_with("-----") {
            return hex::decode(&self.keyval.public).ok();
        }
        self.der()
    }
}
