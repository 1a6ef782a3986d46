//! The allowed arrows between our crates, and what the front-only build may not hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{collections::BTreeSet, process::Command};

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn crates_depend_only_along_the_allowed_arrows() {
    let allowed: BTreeSet<(&str, &str)> = [
        ("tamizdat", "press"),
        ("tamizdat", "front"),
        ("tamizdat", "types"),
        ("press", "types"),
        ("press", "wire"),
        ("wire", "types"),
        ("front", "types"),
        ("front", "wire"),
    ]
    .into();
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let ours: BTreeSet<&str> =
        packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    let mut arrows = BTreeSet::new();
    for package in packages {
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = dependency["name"].as_str().unwrap();
            if ours.contains(to) {
                arrows.insert((package["name"].as_str().unwrap(), to));
            }
        }
    }
    assert_eq!(arrows, allowed);
}

#[test]
fn the_front_alone_is_small_and_holds_no_press() {
    let tree = cargo(&[
        "tree",
        "-p",
        "tamizdat",
        "--no-default-features",
        "--features",
        "front",
        "-e",
        "no-dev",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--offline",
    ]);
    let packages: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    for banned in ["press", "comrak", "image", "ravif", "openssl-sys", "native-tls"] {
        assert!(!packages.contains(banned), "{banned} is in the front-only build");
    }
    assert!(packages.len() < 180, "{} packages", packages.len());
}
