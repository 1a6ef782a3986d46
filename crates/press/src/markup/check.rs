//! Finds what is wrong in a text, and what it refers to, before anything is printed.

use comrak::{
    Arena,
    arena_tree::NodeEdge,
    nodes::{Node, NodeValue},
    parse_document,
};

use super::{
    Address, DEEPEST, DEEPEST_OF_ALL, address,
    directive::{self, Directive},
    inline, is_sayable, options,
};
use crate::problem::Problems;

/// What a text refers to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Pictures by name, in order, each once.
    pub(crate) media: Vec<String>,
    /// Sounds and documents by name, in order, each once.
    pub(crate) files: Vec<String>,
    /// Files of ours it links to, as written, each once.
    pub(crate) links: Vec<String>,
    /// Words, counted for the reading time.
    pub(crate) words: u32,
}

struct Checker<'a> {
    body: &'a str,
    lines: Vec<&'a str>,
    first_line: usize,
    problems: &'a Problems,
    found: Found,
}

/// Checks `body`, whose first line is line `first_line` of its file.
pub(crate) fn check(body: &str, first_line: usize, problems: &Problems) -> Found {
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    let lines = if body.contains(":::") { body.lines().collect() } else { Vec::new() };
    let mut checker = Checker { body, lines, first_line, problems, found: Found::default() };
    if !body.chars().all(is_sayable) {
        let before = body.chars().take_while(|&c| is_sayable(c)).filter(|&c| c == '\n').count();
        problems.add(first_line + before, UNSAYABLE);
    }
    checker.found.words = u32::try_from(body.split_whitespace().count()).unwrap_or(u32::MAX);
    // Before anything walks the tree by calling itself.
    if let Some(node) = too_deep(root) {
        checker
            .complain(node, "marks nest too deep here; take some of the `*`, `_` or brackets out");
        return checker.found;
    }
    checker.node(root, 0);
    checker.found
}

const UNSAYABLE: &str = "there is a character here that no page and no feed can show; delete it";

/// A node deeper than any text needs, if there is one.
fn too_deep(root: Node<'_>) -> Option<Node<'_>> {
    let mut depth = 0_usize;
    root.traverse().find_map(|edge| match edge {
        NodeEdge::Start(node) => {
            depth += 1;
            (depth > DEEPEST_OF_ALL).then_some(node)
        }
        NodeEdge::End(_) => {
            depth -= 1;
            None
        }
    })
}

impl Checker<'_> {
    fn complain(&self, node: Node<'_>, message: impl Into<String>) {
        let line = node.data().sourcepos.start.line;
        self.problems.add(self.first_line + line.saturating_sub(1), message);
    }

    fn node(&mut self, node: Node<'_>, depth: usize) {
        if depth > DEEPEST {
            self.complain(
                node,
                format!("this nests deeper than {DEEPEST} levels; make it flatter"),
            );
            return;
        }
        match &node.data().value {
            NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
                self.complain(
                    node,
                    "raw HTML is not printed; write it as Markdown or as a directive",
                );
            }
            NodeValue::Heading(heading) if heading.level == 1 => {
                self.complain(node, "a heading in a text begins with `##`; `#` is the headline");
            }
            NodeValue::Heading(heading) if heading.level > 4 => {
                self.complain(node, "headings go down to `####`");
            }
            NodeValue::Image(_) => {
                self.complain(
                    node,
                    "pictures are shown by `:::figure{#name}`, so that alt and credit come along",
                );
            }
            NodeValue::Link(link) => self.link(node, &link.url),
            // An entity such as `&#1;` is a character only here.
            NodeValue::Text(text) if !text.chars().all(is_sayable) => {
                self.complain(node, UNSAYABLE);
            }
            NodeValue::BlockDirective(block) => {
                let (info, fence) = (block.info.clone(), block.fence_length);
                self.directive(node, &info, fence);
            }
            NodeValue::Text(text) if text.starts_with(":::") && begins_line(node) => {
                self.complain(node, "this is no directive: no `:` may stand after the name, and `:::` must begin the line after an empty one");
            }
            _ => {}
        }
        let deeper = depth + usize::from(node.data().value.block());
        for child in node.children() {
            self.node(child, deeper);
        }
    }

    fn link(&mut self, node: Node<'_>, url: &str) {
        match address(url) {
            Ok(Address::Ours(link)) => push_once(&mut self.found.links, link),
            Ok(Address::Foreign(_)) => {}
            Err(message) => self.complain(node, message),
        }
    }

    fn directive(&mut self, node: Node<'_>, info: &str, fence: usize) {
        let end = node.data().sourcepos.end.line;
        let last = self.lines.get(end.saturating_sub(1)).map_or("", |line| line.trim());
        let closed = last.len() >= fence && last.bytes().all(|byte| byte == b':');
        let parsed = directive::parse(info);
        match &parsed {
            Err(message) => self.complain(node, message.clone()),
            Ok(_) if !closed => {
                self.complain(node, "this directive is not closed; put a line `:::` after it");
            }
            Ok(Directive::Figure { media, .. }) => push_once(&mut self.found.media, media),
            Ok(Directive::File { media }) => push_once(&mut self.found.files, media),
            Ok(Directive::Gallery) => self.gallery(node),
            Ok(Directive::Embed) => self.embed(node),
            Ok(Directive::Related) => self.related(node),
            Ok(_) => {}
        }
        debug_assert!(end <= self.body.lines().count() + 1, "comrak counts lines from 1");
    }

    fn gallery(&mut self, node: Node<'_>) {
        let names: Vec<String> = inline::list_items(node)
            .into_iter()
            .filter_map(|item| inline::gallery_item(item).map(|(name, _)| name))
            .collect();
        if names.len() < 2 {
            self.complain(
                node,
                "a gallery is a list of at least two pictures: `- harbour: a caption`",
            );
        }
        for name in names {
            push_once(&mut self.found.media, &name);
        }
    }

    fn embed(&mut self, node: Node<'_>) {
        if inline::first_link(node).is_none_or(|url| !url.starts_with("http")) {
            self.complain(node, "an embed begins with its address: `<https://example.org/clip>`");
        }
    }

    fn related(&mut self, node: Node<'_>) {
        let links = inline::list_items(node).into_iter().filter_map(inline::first_link).count();
        if links == 0 {
            self.complain(node, "`related` is a list of links: `- [headline](harbour.en.md)`");
        }
    }
}

fn begins_line(node: Node<'_>) -> bool {
    node.data().sourcepos.start.column == 1
}

fn push_once(list: &mut Vec<String>, item: &str) {
    if !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}
