//! Makes HTML of a checked text, block by block.
//!
//! A block is what a long text may be cut between. What is wrong was reported by `check`; here anything unexpected is
//! printed as plain text, so that no input can panic or become markup.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    Address, DEEPEST_OF_ALL, address,
    directive::{self, Callout, Directive},
    escape, inline, options,
};
use crate::{
    pages::{
        boxes,
        picture::{self, Placing, Shown},
    },
    words::Words,
};
use comrak::{
    Arena,
    nodes::{ListType, Node, NodeValue, TableAlignment},
    parse_document,
};

/// What rendering needs to know about the rest of the newsroom.
pub(crate) struct Context<'a> {
    pub(crate) words: &'a Words,
    /// What stands before every path of ours: `../` for each folder the page lies deep.
    pub(crate) prefix: &'a str,
    /// The path a link to one of our files leads to, if it leads anywhere today.
    pub(crate) link: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// A medium by name.
    pub(crate) media: &'a (dyn Fn(&str) -> Option<Shown> + Sync),
    /// The boxes that a text may ask for by directive.
    pub(crate) boxes: &'a boxes::Boxes,
}

/// A piece of text that stays together.
#[derive(Debug, Default, Clone)]
pub(crate) struct Block {
    pub(crate) html: String,
    /// The notes it refers to.
    pub(crate) notes: Vec<u32>,
    /// Whether it is a heading, which must not end a part.
    pub(crate) is_heading: bool,
}

/// A footnote.
#[derive(Debug, Default, Clone)]
pub(crate) struct Note {
    pub(crate) html: String,
}

/// A text as HTML.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: BTreeMap<u32, Note>,
}

struct Renderer<'a> {
    context: &'a Context<'a>,
    out: String,
    notes: Vec<u32>,
    numbers: BTreeMap<String, u32>,
    depth: usize,
}

/// Renders `body`.
pub(crate) fn render(body: &str, context: &Context<'_>) -> Rendered {
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    let mut renderer = Renderer {
        context,
        out: String::with_capacity(body.len() + body.len() / 4),
        notes: Vec::new(),
        numbers: BTreeMap::new(),
        depth: 0,
    };
    if body.contains("[^") {
        renderer.number_notes(root);
    }
    let mut rendered = Rendered::default();
    for node in root.children() {
        if let NodeValue::FootnoteDefinition(definition) = &node.data().value {
            if let Some(&number) = renderer.numbers.get(&definition.name) {
                let html = renderer.note(node);
                rendered.notes.insert(number, Note { html });
            }
            continue;
        }
        renderer.block(node);
        let html = std::mem::take(&mut renderer.out);
        if html.is_empty() {
            continue;
        }
        rendered.blocks.push(Block {
            html,
            notes: std::mem::take(&mut renderer.notes),
            is_heading: matches!(node.data().value, NodeValue::Heading(_)),
        });
    }
    rendered
}

impl Renderer<'_> {
    fn number_notes(&mut self, root: Node<'_>) {
        for node in root.descendants() {
            if let NodeValue::FootnoteReference(reference) = &node.data().value {
                self.numbers.insert(reference.name.clone(), reference.ix);
            }
        }
    }

    fn children(&mut self, node: Node<'_>) {
        for child in node.children() {
            self.block(child);
        }
    }

    fn wrapped(&mut self, open: &str, node: Node<'_>, close: &str) {
        self.out.push_str(open);
        self.children(node);
        self.out.push_str(close);
    }

    fn block(&mut self, node: Node<'_>) {
        if self.depth > DEEPEST_OF_ALL {
            escape(&inline::plain(node), &mut self.out);
            return;
        }
        self.depth += 1;
        self.one_block(node);
        self.depth -= 1;
    }

    fn one_block(&mut self, node: Node<'_>) {
        let data = node.data();
        match &data.value {
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) => {
                let level = heading.level.clamp(2, 4);
                let _ = write!(self.out, "<h{level}>");
                self.children(node);
                let _ = write!(self.out, "</h{level}>");
            }
            NodeValue::BlockQuote => self.wrapped("<blockquote>", node, "</blockquote>"),
            NodeValue::List(list) if list.list_type == ListType::Ordered => {
                match list.start {
                    1 => self.out.push_str("<ol>"),
                    start => {
                        let _ = write!(self.out, "<ol start=\"{start}\">");
                    }
                }
                self.children(node);
                self.out.push_str("</ol>");
            }
            NodeValue::List(_) => self.wrapped("<ul>", node, "</ul>"),
            NodeValue::Item(_) => self.wrapped("<li>", node, "</li>"),
            NodeValue::CodeBlock(code) => {
                self.out.push_str("<pre tabindex=\"0\" dir=\"ltr\"><code>");
                escape(&code.literal, &mut self.out);
                self.out.push_str("</code></pre>");
            }
            NodeValue::ThematicBreak => self.out.push_str("<hr>"),
            NodeValue::Table(table) => self.table(node, &table.alignments),
            NodeValue::BlockDirective(block) => match directive::parse(&block.info) {
                Ok(directive) => self.directive(node, &directive),
                Err(_) => self.children(node),
            },
            NodeValue::HtmlBlock(html) => {
                self.out.push_str("<p>");
                escape(&html.literal, &mut self.out);
                self.out.push_str("</p>");
            }
            NodeValue::FootnoteDefinition(_) => {}
            _ => self.inline(node),
        }
    }

    fn inline(&mut self, node: Node<'_>) {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => escape(text, &mut self.out),
            NodeValue::SoftBreak => self.out.push('\n'),
            NodeValue::LineBreak => self.out.push_str("<br>"),
            NodeValue::Code(code) => {
                self.out.push_str("<code>");
                escape(&code.literal, &mut self.out);
                self.out.push_str("</code>");
            }
            NodeValue::Emph => self.wrapped("<em>", node, "</em>"),
            NodeValue::Strong => self.wrapped("<strong>", node, "</strong>"),
            NodeValue::Strikethrough => self.wrapped("<s>", node, "</s>"),
            NodeValue::Link(link) => self.link(node, &link.url),
            NodeValue::FootnoteReference(reference) => {
                let (number, again) = (reference.ix, reference.ref_num);
                self.notes.push(number);
                let label = self.context.words.note_number(number);
                let id =
                    if again > 1 { format!("r{number}-{again}") } else { format!("r{number}") };
                let _ = write!(self.out, "<sup><a href=\"#n{number}\" id=\"{id}\" aria-label=\"");
                escape(&label, &mut self.out);
                let _ = write!(self.out, "\">{number}</a></sup>");
            }
            NodeValue::HtmlInline(html) => escape(html, &mut self.out),
            _ => self.children(node),
        }
    }

    fn link(&mut self, node: Node<'_>, url: &str) {
        let goal = match address(url) {
            Ok(Address::Foreign(url)) => Some(url.to_owned()),
            Ok(Address::Ours(link)) => (self.context.link)(link),
            Err(_) => None,
        };
        let Some(goal) = goal else {
            return self.children(node);
        };
        self.out.push_str("<a href=\"");
        escape(&goal, &mut self.out);
        self.out.push_str("\">");
        self.children(node);
        self.out.push_str("</a>");
    }

    fn paragraph(&mut self, node: Node<'_>) {
        if is_table_caption(node) {
            return;
        }
        let tight = node.parent().and_then(|item| {
            let in_item = matches!(item.data().value, NodeValue::Item(_));
            let list = item.parent().filter(|_| in_item)?;
            match &list.data().value {
                NodeValue::List(list) => Some(list.tight),
                _ => None,
            }
        });
        if tight == Some(true) {
            self.children(node);
        } else {
            self.wrapped("<p>", node, "</p>");
        }
    }

    fn table(&mut self, node: Node<'_>, alignments: &[TableAlignment]) {
        let caption = node.previous_sibling().filter(|before| is_table_caption(before));
        let caption = caption.map(|paragraph| {
            let start = self.out.len();
            self.children(paragraph);
            let html = self.out.split_off(start);
            (html.strip_prefix(CAPTION).unwrap_or(&html).to_owned(), inline::plain(paragraph))
        });
        let name =
            caption.as_ref().map_or("", |(_, plain)| plain.strip_prefix(CAPTION).unwrap_or(plain));
        self.out.push_str("<div class=\"tbl\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape(&self.context.words.table_scroll(name), &mut self.out);
        self.out.push_str("\"><table>");
        if let Some((html, _)) = &caption {
            let _ = write!(self.out, "<caption>{html}</caption>");
        }
        for (at, row) in node.children().enumerate() {
            self.out.push_str(match at {
                0 => "<thead><tr>",
                1 => "<tbody><tr>",
                _ => "<tr>",
            });
            self.cells(row, at == 0, alignments);
            self.out.push_str(if at == 0 { "</tr></thead>" } else { "</tr>" });
        }
        if node.children().count() > 1 {
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table></div>");
    }

    fn cells(&mut self, row: Node<'_>, is_head: bool, alignments: &[TableAlignment]) {
        for (column, cell) in row.children().enumerate() {
            let number = alignments.get(column) == Some(&TableAlignment::Right);
            let class = if number { " class=\"n\"" } else { "" };
            // A head without words heads nothing.
            let is_empty = cell.first_child().is_none();
            let (tag, scope) = match (is_head, column) {
                _ if is_empty => ("td", ""),
                (true, _) => ("th", " scope=\"col\""),
                (false, 0) => ("th", " scope=\"row\""),
                _ => ("td", ""),
            };
            let _ = write!(self.out, "<{tag}{scope}{class}>");
            self.children(cell);
            let _ = write!(self.out, "</{tag}>");
        }
    }

    /// A note's text. One paragraph stands without `<p>`, so that the arrow back follows it directly.
    fn note(&mut self, node: Node<'_>) -> String {
        let start = self.out.len();
        let only_one = node.children().count() == 1;
        for child in node.children() {
            if only_one && matches!(child.data().value, NodeValue::Paragraph) {
                self.children(child);
            } else {
                self.block(child);
            }
        }
        self.notes.clear();
        self.out.split_off(start)
    }

    fn directive(&mut self, node: Node<'_>, directive: &Directive) {
        match directive {
            Directive::Figure { media, wide } => self.figure(node, media, *wide),
            Directive::Gallery => self.gallery(node),
            Directive::PullQuote => self.pull_quote(node),
            Directive::Callout(kind) => self.callout(node, *kind),
            Directive::Embed => self.embed(node),
            Directive::File { media } => self.file(node, media),
            Directive::Related => {
                let label = self.context.words.text("related").to_owned();
                self.titled_box("rel", &label, node);
            }
            Directive::Newsletter => self.out.push_str(&self.context.boxes.newsletter_in_text),
            Directive::Support => self.out.push_str(&self.context.boxes.support_in_text),
            Directive::Correction { date } => {
                let label = self.context.words.correction_of(*date);
                self.titled_box("corr", &label, node);
            }
        }
    }

    fn titled_box(&mut self, class: &str, title: &str, node: Node<'_>) {
        let _ = write!(self.out, "<div class=\"box {class}\"><h2>");
        escape(title, &mut self.out);
        self.out.push_str("</h2>");
        self.children(node);
        self.out.push_str("</div>");
    }

    fn figure(&mut self, node: Node<'_>, media: &str, wide: bool) {
        let Some(mut shown) = (self.context.media)(media) else {
            return;
        };
        let start = self.out.len();
        for paragraph in node.children() {
            self.children(paragraph);
        }
        let caption = self.out.split_off(start);
        if !caption.trim().is_empty() {
            shown.caption_html = caption;
        }
        let placing = if wide { Placing::Wide } else { Placing::Column };
        picture::figure(&shown, placing, self.context.prefix, &mut self.out);
    }

    fn gallery(&mut self, node: Node<'_>) {
        self.out.push_str("<div class=\"gal\" role=\"group\" aria-label=\"");
        escape(self.context.words.text("gallery"), &mut self.out);
        self.out.push_str("\">");
        for item in inline::list_items(node) {
            let Some((name, caption)) = inline::gallery_item(item) else {
                continue;
            };
            let Some(mut shown) = (self.context.media)(&name) else {
                continue;
            };
            if let Some(caption) = caption {
                shown.caption_html.clear();
                escape(&caption, &mut shown.caption_html);
            }
            picture::figure(&shown, Placing::Gallery, self.context.prefix, &mut self.out);
        }
        self.out.push_str("</div>");
    }

    fn pull_quote(&mut self, node: Node<'_>) {
        self.out.push_str("<blockquote class=\"pq\">");
        for child in node.children() {
            match signature(child) {
                Some(who) => self.signed(child, who),
                None => self.block(child),
            }
        }
        self.out.push_str("</blockquote>");
    }

    /// A paragraph whose children from the one numbered `who` on say whose words these are.
    fn signed(&mut self, paragraph: Node<'_>, who: usize) {
        let quote: Vec<Node<'_>> = paragraph.children().take(who).collect();
        // The break before the dashes goes with them.
        let quote = &quote[..quote.len().saturating_sub(1)];
        if !quote.is_empty() {
            self.out.push_str("<p>");
            for &node in quote {
                self.block(node);
            }
            self.out.push_str("</p>");
        }
        self.out.push_str("<footer>");
        let start = self.out.len();
        for node in paragraph.children().skip(who) {
            self.block(node);
        }
        // Its first text begins with them.
        self.out.replace_range(start..start + DASHES.len(), "");
        self.out.push_str("</footer>");
    }

    fn callout(&mut self, node: Node<'_>, kind: Callout) {
        let (class, key) = match kind {
            Callout::Fact => ("fact", "callout-fact"),
            Callout::Note => ("note", "callout-note"),
            Callout::Timeline => ("line", "callout-timeline"),
            Callout::HowWeChecked => ("how", "callout-howwechecked"),
        };
        let own_title = node
            .first_child()
            .is_some_and(|first| matches!(first.data().value, NodeValue::Heading(_)));
        let _ = write!(self.out, "<div class=\"box {class}\">");
        if !own_title {
            self.out.push_str("<h2>");
            escape(self.context.words.text(key), &mut self.out);
            self.out.push_str("</h2>");
        }
        self.children(node);
        self.out.push_str("</div>");
    }

    fn embed(&mut self, node: Node<'_>) {
        let Some(url) = inline::first_link(node) else {
            return self.children(node);
        };
        let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(&url);
        self.out.push_str("<div class=\"box emb\"><p><a href=\"");
        escape(&url, &mut self.out);
        self.out.push_str("\"><bdi>");
        escape(host, &mut self.out);
        self.out.push_str("</bdi></a></p>");
        let text: Vec<String> = node
            .children()
            .map(inline::plain)
            .map(|text| text.replace(url.as_str(), "").trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        for paragraph in text {
            self.out.push_str("<p>");
            escape(&paragraph, &mut self.out);
            self.out.push_str("</p>");
        }
        self.out.push_str("<p class=\"meta\">");
        escape(&self.context.words.embed_leads(host), &mut self.out);
        self.out.push_str("</p></div>");
    }

    fn file(&mut self, node: Node<'_>, media: &str) {
        let Some(shown) = (self.context.media)(media) else {
            return;
        };
        let start = self.out.len();
        for paragraph in node.children() {
            self.children(paragraph);
        }
        let text = self.out.split_off(start);
        let text = if text.trim().is_empty() { shown.caption_html.clone() } else { text };
        picture::file(&shown, &text, self.context, &mut self.out);
    }
}

const CAPTION: &str = "Table: ";

/// A paragraph that begins with `Table: ` directly above a table is its caption.
/// What stands before the name of whoever is quoted.
const DASHES: &str = "-- ";

/// Where a paragraph begins to say who is quoted: the number of the child that starts a line with two dashes.
fn signature(paragraph: Node<'_>) -> Option<usize> {
    let is_break =
        |node: &Node<'_>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    if !matches!(paragraph.data().value, NodeValue::Paragraph) {
        return None;
    }
    paragraph.children().position(|child| {
        let starts =
            matches!(&child.data().value, NodeValue::Text(text) if text.starts_with(DASHES));
        starts && child.previous_sibling().is_none_or(|before| is_break(&before))
    })
}

fn is_table_caption(node: Node<'_>) -> bool {
    let table_follows =
        node.next_sibling().is_some_and(|next| matches!(next.data().value, NodeValue::Table(_)));
    table_follows
        && matches!(node.data().value, NodeValue::Paragraph)
        && node.first_child().is_some_and(|first| match &first.data().value {
            NodeValue::Text(text) => text.starts_with(CAPTION),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::boxes::Boxes;

    fn html(body: &str) -> String {
        let words = Words::of("en".parse().unwrap());
        let (link, media) = (|_: &str| None, |_: &str| None);
        let boxes = Boxes::default();
        let context =
            Context { words: &words, prefix: "", link: &link, media: &media, boxes: &boxes };
        render(body, &context).blocks.into_iter().map(|block| block.html).collect()
    }

    #[test]
    fn a_pull_quote_says_whose_words_these_are_and_closes_what_it_opens() {
        let quote = |inside: &str| html(&format!(":::pullquote\n{inside}\n:::\n"));
        let open = "<blockquote class=\"pq\">";
        assert_eq!(
            quote("You *cannot* bribe a rope.\n-- Danil **Herro**"),
            format!(
                "{open}<p>You <em>cannot</em> bribe a rope.</p><footer>Danil <strong>Herro</strong></footer></blockquote>"
            )
        );
        assert_eq!(
            quote("Alone.\n\n-- Danil"),
            format!("{open}<p>Alone.</p><footer>Danil</footer></blockquote>")
        );
        assert!(!quote("*a\n-- b*").contains("footer"), "dashes inside a mark name nobody");
        assert_eq!(quote("Nobody said it."), format!("{open}<p>Nobody said it.</p></blockquote>"));
    }
}
