#![no_main]
//! Metadata as a hostile carrier might send it, to every step of the verifier.
use std::sync::LazyLock;
use wire::edition::{Search, Trusted, Wanted};

static TRUSTED: LazyLock<Trusted> = LazyLock::new(|| {
    let case: serde_json::Value =
        serde_json::from_str(include_str!("../../crates/wire/vectors/good.json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut trusted = Trusted::begin(text(&case["root"]).as_bytes(), 1_790_000_000, false).unwrap();
    for step in case["steps"].as_array().unwrap() {
        let bytes = text(&step["bytes"]);
        let _ = match text(&step["role"]).as_str() {
            "timestamp" => trusted.update_timestamp(bytes.as_bytes()).map(|_| ()),
            "snapshot" => trusted.update_snapshot(bytes.as_bytes(), false),
            "targets" => trusted.update_targets(bytes.as_bytes(), "targets", "root"),
            _ => Ok(()),
        };
    }
    trusted
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = Trusted::begin(bytes, 0, true);
    let mut trusted = TRUSTED.clone();
    let _ = trusted.update_root(bytes);
    let _ = trusted.update_timestamp(bytes);
    let _ = trusted.update_snapshot(bytes, false);
    let _ = trusted.update_targets(bytes, "targets", "root");
    let _ = trusted.update_targets(bytes, "bin-000", "targets");
    let _ = trusted.check_targets(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut search = Search::new(text);
        for _ in 0..40 {
            if !matches!(search.next(&trusted), Wanted::Role { .. }) {
                break;
            }
        }
    }
});
