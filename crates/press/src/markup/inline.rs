//! Small questions to the tree that checking and rendering both ask.

use comrak::nodes::{Node, NodeValue};

/// The items of every list directly inside `node`.
pub(super) fn list_items(node: Node<'_>) -> Vec<Node<'_>> {
    node.children()
        .filter(|child| matches!(child.data().value, NodeValue::List(_)))
        .flat_map(comrak::arena_tree::Node::children)
        .collect()
}

/// The address of the first link inside `node`.
pub(super) fn first_link(node: Node<'_>) -> Option<String> {
    node.descendants().find_map(|inner| match &inner.data().value {
        NodeValue::Link(link) => Some(link.url.clone()),
        _ => None,
    })
}

/// The words inside `node`, without their marks.
pub(super) fn plain(node: Node<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// A gallery's item: the name of a picture, and a caption after a colon.
pub(super) fn gallery_item(item: Node<'_>) -> Option<(String, Option<String>)> {
    let text = plain(item);
    let (name, caption) = match text.split_once(':') {
        Some((name, caption)) => (name.trim(), Some(caption.trim().to_owned())),
        None => (text.trim(), None),
    };
    let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    good.then(|| (name.to_owned(), caption.filter(|caption| !caption.is_empty())))
}
