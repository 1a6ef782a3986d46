//! What is wrong in a newsroom is named, all of it at once, and nothing is printed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{fs, path::Path};

use press::{Error, Moment, Options, Problem, folder};

const SETTINGS: &str = "[site]\nname = \"Test\"\norigin = \"https://test.example\"\nlanguages = [\"en\"]\n[[section]]\nid = \"news\"\nname = \"News\"\n";
const FIELDS: &str = "headline = \"One\"\nstandfirst = \"Stand.\"\nsection = \"news\"\nauthors = [\"a\"]\npublished = 2026-01-01T00:00:00Z\n";

fn newsroom(root: &Path) {
    fs::create_dir_all(root.join("media")).unwrap();
    fs::create_dir_all(root.join("articles")).unwrap();
    fs::write(root.join("tamizdat.toml"), SETTINGS).unwrap();
    fs::write(root.join("authors.toml"), "[[author]]\nid = \"a\"\nname = \"A\"\n").unwrap();
}

fn article(root: &Path, name: &str, fields: &str, body: &str) {
    let text =
        format!("+++\n{FIELDS}slug = \"{}\"\n{fields}+++\n{body}", name.replace(".en.md", ""));
    fs::write(root.join("articles").join(name), text).unwrap();
}

fn print(root: &Path, out: &Path) -> Result<press::Report, Error> {
    let now = Moment::parse("2026-02-01T00:00:00Z").unwrap();
    let progress = |_| {};
    press::print(&Options {
        from: root,
        out,
        now,
        full: false,
        keys: None,
        compress: true,
        program: "test",
        progress: &progress,
    })
}

fn faults(root: &Path, out: &Path) -> Vec<Problem> {
    match print(root, out) {
        Err(Error::Folder(folder::Error::Faulty(problems))) => problems,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_faults_are_named_at_once_with_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(&root, "html.en.md", "", "Fine.\n\n<script>alert(1)</script>\n");
    article(&root, "heading.en.md", "", "# Too high\n");
    article(&root, "open.en.md", "", ":::callout{.note}\nNever closed.\n");
    article(&root, "unknown.en.md", "", "One\n\n:::video{#x}\n:::\n");
    article(&root, "link.en.md", "", "[x](nowhere.en.md) and [y](javascript:alert(1))\n");
    article(&root, "field.en.md", "headlin = \"slip\"\n", "Text\n");
    article(&root, "time.en.md", "updated = \"yesterday\"\n", "Text\n");
    article(&root, "picture.en.md", "picture = \"gone\"\n", "Text\n");
    let named = |faults: &[Problem], file: &str, part: &str| {
        let found =
            faults.iter().any(|fault| fault.file.ends_with(file) && fault.message.contains(part));
        assert!(found, "no fault in {file} about {part}: {faults:#?}");
    };
    let faults = faults(&root, &out);
    named(&faults, "html.en.md", "raw HTML");
    named(&faults, "heading.en.md", "begins with `##`");
    named(&faults, "open.en.md", "not closed");
    named(&faults, "unknown.en.md", "no directive `video`");
    named(&faults, "link.en.md", "nowhere.en.md");
    named(&faults, "link.en.md", "javascript:");
    named(&faults, "field.en.md", "`headlin` is no field");
    named(&faults, "time.en.md", "`updated` must be");
    named(&faults, "picture.en.md", "no file \"gone\"");
    let html = faults.iter().find(|fault| fault.file.ends_with("html.en.md")).unwrap();
    assert_eq!(html.line, Some(11), "the line is the file's, front matter included");
    assert!(!out.join("table").exists(), "nothing was printed");
}

#[test]
fn faults_of_the_whole_newsroom_name_a_line_too() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(
        &root,
        "lost.en.md",
        "tags = [\"Bad Tag\"]\nstory = \"nowhere\"\n",
        "See [x](gone.en.md).\n",
    );
    article(&root, "empty.en.md", "", "");
    fs::write(root.join("media/Thumbs.db"), "a file manager was here").unwrap();
    let settings = fs::read_to_string(root.join("tamizdat.toml")).unwrap();
    fs::write(root.join("tamizdat.toml"), settings + "[[navigation]]\nsection = \"nwes\"\n")
        .unwrap();
    let found: Vec<String> = faults(&root, &out).iter().map(ToString::to_string).collect();
    for (start, part) in [
        ("articles/empty.en.md: ", "no text"),
        ("articles/lost.en.md:8: ", "Bad Tag"),
        ("articles/lost.en.md:9: ", "nowhere"),
        ("articles/lost.en.md:11: ", "gone.en.md"),
        ("tamizdat.toml:9: ", "there are: news"),
    ] {
        let is_there = found.iter().any(|fault| fault.starts_with(start) && fault.contains(part));
        assert!(is_there, "{start}…{part} in {found:#?}");
    }
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn an_attacker_with_a_folder_finds_nothing_to_break() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    let deep = format!("Fine.\n\n{}{}\n", "**a ".repeat(20_000), " b**".repeat(20_000));
    article(&root, "deep.en.md", "", &deep);
    article(&root, "index.en.md", "", "Text\n");
    article(&root, "page-3.en.md", "", "Text\n");
    article(&root, "feed.en.md", "old_addresses = [\"/en/feed.xml\"]\n", "Text\n");
    article(&root, "one.en.md", "old_addresses = [\"/was\"]\n", "Text\n");
    article(&root, "two.en.md", "old_addresses = [\"/was/\"]\n", "Text\n");
    article(&root, "entity.en.md", "", "An &#1; entity\n");
    article(&root, "character.en.md", "", "A \u{ffff} character\n");
    fs::create_dir_all(root.join("pages")).unwrap();
    fs::write(root.join("pages/404-2.en.md"), "+++\ntitle = \"Not\"\n+++\nText\n").unwrap();
    let found = faults(&root, &out);
    for (file, part) in [
        ("articles/deep.en.md", "nest too deep"),
        ("articles/index.en.md", "taken by the list"),
        ("articles/page-3.en.md", "taken by the list"),
        ("articles/feed.en.md", "no address of a page"),
        ("articles/two.en.md", "claims"),
        ("articles/entity.en.md", "no feed can show"),
        ("articles/character.en.md", "no feed can show"),
        ("pages/404-2.en.md", "taken by a page of our own"),
    ] {
        let is_there = found.iter().any(|fault| fault.file == file && fault.message.contains(part));
        assert!(is_there, "{file}: {part} in {found:#?}");
    }
    assert_eq!(found.len(), 8, "{found:#?}");
}

#[test]
fn links_lead_to_nothing_that_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(&root, "one.en.md", "", "Text\n");
    let secret = folder.path().join("secret.css");
    fs::write(&secret, "p{color:red}").unwrap();
    let link = |name: &str| std::os::unix::fs::symlink(&secret, root.join(name)).unwrap();
    link("my.css");
    link("tags.toml");
    // Reading this one would never end, and the other leads nowhere.
    std::os::unix::fs::symlink("/dev/zero", root.join("authors.toml.new")).unwrap();
    fs::rename(root.join("authors.toml.new"), root.join("authors.toml")).unwrap();
    std::os::unix::fs::symlink("nowhere", root.join("stories.toml")).unwrap();
    let settings = SETTINGS.replace("[[section]]", "stylesheet = \"my.css\"\n[[section]]");
    fs::write(root.join("tamizdat.toml"), settings).unwrap();
    fs::remove_dir_all(root.join("media")).unwrap();
    link("media");
    let found: Vec<String> = faults(&root, &out).iter().map(ToString::to_string).collect();
    for file in ["my.css", "tags.toml", "authors.toml", "stories.toml", "media"] {
        let is_there = found.iter().any(|fault| fault.starts_with(file) && fault.contains("link"));
        assert!(is_there, "{file} in {found:#?}");
    }
    fs::remove_file(root.join("media")).unwrap();
    for name in ["tags.toml", "stories.toml", "authors.toml"] {
        fs::remove_file(root.join(name)).unwrap();
    }
    fs::write(root.join("authors.toml"), "[[author]]\nid = \"a\"\nname = \"A\"\n").unwrap();
    fs::write(root.join("tamizdat.toml"), SETTINGS).unwrap();
    link("derivatives");
    assert_eq!(faults(&root, &out)[0].file, "derivatives");
}

#[test]
fn settings_cannot_write_lines_into_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(&root, "one.en.md", "", "Text\n");
    for (key, value) in [
        ("origin", "https://x\\\"><b>"),
        ("origin", "https://x/?y"),
        ("origin", "https://x\\nDisallow: /"),
        ("origin", "https://"),
        ("security_contact", "javascript:alert(1)"),
        ("security_contact", "mailto:a@b.example\\nPolicy: x"),
        ("name", "a \\u0001 name"),
        ("name", "a \\uFFFF name"),
    ] {
        let own = format!("{key} = ");
        let mut lines: Vec<&str> = SETTINGS.lines().collect();
        if let Some(at) = lines.iter().position(|line| line.starts_with(&own)) {
            lines.remove(at);
        }
        let line = format!("{own}\"{value}\"");
        lines.insert(1, &line);
        fs::write(root.join("tamizdat.toml"), lines.join("\n")).unwrap();
        let found = faults(&root, &out);
        assert!(found.iter().any(|fault| fault.message.contains(key)), "{key} {value}: {found:#?}");
    }
    for style in ["a{b:ur/**/l(x)}", "@im/**/port x", "a{b:u\\72l(x)}", "a{b:url(x)}"] {
        let settings = SETTINGS.replace("[[section]]", "stylesheet = \"my.css\"\n[[section]]");
        fs::write(root.join("tamizdat.toml"), settings).unwrap();
        fs::write(root.join("my.css"), style).unwrap();
        assert_eq!(faults(&root, &out)[0].file, "my.css", "{style}");
    }
}

#[test]
fn an_address_of_yesterday_gives_way_to_a_page_of_today_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(&root, "one.en.md", "old_addresses = [\"/en/2026/01/two-2.html\"]\n", "Text\n");
    print(&root, &out).unwrap();
    let path = out.join("plain/en/2026/01/two-2.html");
    let leads_on =
        || fs::read_to_string(&path).is_ok_and(|page| page.contains("http-equiv=\"refresh\""));
    assert!(leads_on());
    // Words that no compression makes small.
    let words = (1_u64..6000).map(|n| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    let text: Vec<String> = words.collect();
    let text: Vec<String> = text.chunks(40).map(|words| words.join(" ")).collect();
    article(&root, "two.en.md", "", &text.join("\n\n"));
    print(&root, &out).unwrap();
    assert!(path.exists() && !leads_on(), "a part of the text stands there now");
    fs::remove_file(root.join("articles/two.en.md")).unwrap();
    print(&root, &out).unwrap();
    assert!(leads_on(), "and leads on again when it is gone");
}

#[test]
fn an_edition_with_faults_leaves_the_one_before_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (root, out) = (folder.path().join("room"), folder.path().join("out"));
    newsroom(&root);
    article(&root, "one.en.md", "", "Text\n");
    print(&root, &out).unwrap();
    let before = fs::read(out.join("table")).unwrap();
    article(&root, "one.en.md", "", "<b>Text</b>\n");
    assert_eq!(faults(&root, &out).len(), 1);
    assert_eq!(fs::read(out.join("table")).unwrap(), before);
    article(&root, "one.en.md", "", "New text\n");
    assert!(print(&root, &out).unwrap().touched > 0);
}

/// A JPEG of ours, good enough to be damaged.
fn jpeg() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/media/signalbox.jpg")).unwrap()
}

fn png() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/media/logo.png")).unwrap()
}

/// A PNG's head that claims so many pixels, and no more.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

/// The size in a JPEG's frame header, set anew.
fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg();
    let frame = bytes.windows(2).position(|pair| matches!(pair, [0xFF, 0xC0 | 0xC2])).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn malformed_pictures_get_clear_errors() {
    let (jpeg, png) = (jpeg(), png());
    let flipped = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 0xFF;
        bytes
    };
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("empty.jpg", Vec::new()),
        ("one-byte.jpg", vec![0xFF]),
        ("text.jpg", b"This is no picture.".to_vec()),
        ("html.png", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        ("mislabelled-a.png", jpeg.clone()),
        ("mislabelled-b.jpg", png.clone()),
        ("mislabelled-c.webp", png.clone()),
        ("head-only.jpg", jpeg[..20].to_vec()),
        ("head-only.png", png[..24].to_vec()),
        ("cut-off.png", png[..png.len() / 2].to_vec()),
        ("bad-magic.jpg", flipped(&jpeg, 1)),
        ("bad-chunk.png", flipped(&png, 13)),
        ("bad-crc.png", flipped(&png, 30)),
        ("bomb-a.png", png_of(60_000, 60_000)),
        ("bomb-b.png", png_of(u32::MAX, u32::MAX)),
        ("bomb-c.jpg", jpeg_of(65_000, 65_000)),
        ("no-pixels.png", png_of(0, 0)),
        ("no-pixels.jpg", jpeg_of(0, 100)),
        ("gif.png", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("zip.webp", b"PK\x03\x04RIFF\0\0\0\0WEBPVP8 ".to_vec()),
        ("riff-only.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\x7f".to_vec()),
    ];
    for (name, bytes) in bad {
        let folder = tempfile::tempdir().unwrap();
        let (root, out) = (folder.path().join("room"), folder.path().join("out"));
        newsroom(&root);
        let (stem, _) = name.rsplit_once('.').unwrap();
        fs::write(root.join("media").join(name), bytes).unwrap();
        fs::write(root.join("media").join(format!("{stem}.toml")), "alt = \"A picture.\"\n")
            .unwrap();
        article(&root, "one.en.md", &format!("picture = \"{stem}\"\n"), "Text\n");
        let faults = faults(&root, &out);
        let fault = faults.iter().find(|fault| fault.file.ends_with(name));
        let message = &fault.unwrap_or_else(|| panic!("{name}: {faults:#?}")).message;
        assert!(message.contains("picture") || message.contains("rename"), "{name}: {message}");
        assert!(
            message.contains("save it")
                || message.contains("make it")
                || message.contains("rename")
                || message.contains("too small"),
            "{name}: {message}"
        );
    }
}
