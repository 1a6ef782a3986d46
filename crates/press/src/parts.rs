//! The wire budget, and how a long text is cut to it.
//!
//! Connections from a blocked country are frozen after about 16 kB, the TLS handshake included; so everything needed to
//! read a page is one answer of at most 10,000 bytes in brotli and 12,000 in gzip, headers included.

use wire::forms::{Forms, forms};

use crate::{
    manuscript::Site,
    markup::Block,
    pages::{
        article::{Composed, Piece},
        shell::{Page, Shell},
        style::Styles,
    },
};

/// Bytes of a page's body, headers apart (the front sends fewer than 800).
pub(crate) const BROTLI: usize = 9_200;
/// The same in gzip.
pub(crate) const GZIP: usize = 11_200;
/// A page of so many bytes uncompressed fits, as far as a print without compression can know.
const BARE: usize = 24_000;

/// A page and, if it was compressed, its forms.
pub(crate) type Pressed = (Page, Option<Forms>);

/// Whether a page keeps the budget; one that was not compressed is guessed.
pub(crate) fn fits(page: &Page, forms: Option<&Forms>) -> bool {
    match forms {
        Some(forms) => forms.brotli.len() <= BROTLI && forms.gzip.len() <= GZIP,
        None => page.html.len() <= BARE,
    }
}

/// The pages of an article: one, or its parts and the whole text.
pub(crate) fn pages(
    composed: &Composed<'_>,
    shell: &Shell,
    site: &Site,
    styles: &Styles,
    compress: bool,
) -> Vec<Pressed> {
    let press = |piece, blocks: &[Block]| {
        let page = shell.wrap(&composed.sheet(piece, blocks), site, styles);
        let forms = compress.then(|| forms(page.html.as_bytes()));
        (page, forms)
    };
    let blocks = &composed.text.blocks;
    let whole = press(Piece::Part(1, 1), blocks);
    if fits(&whole.0, whole.1.as_ref()) || blocks.len() < 2 {
        return vec![whole];
    }
    let mut parts = first_guess(&whole);
    loop {
        let pieces = divide(blocks, parts);
        let count = pieces.len();
        let pages: Vec<Pressed> = pieces
            .into_iter()
            .enumerate()
            .map(|(at, blocks)| press(Piece::Part(at + 1, count), blocks))
            .collect();
        let good = pages.iter().all(|(page, forms)| fits(page, forms.as_ref()));
        if good || count < parts || count == blocks.len() {
            let mut pages = pages;
            pages.push(press(Piece::Full, blocks));
            return pages;
        }
        parts += 1;
    }
}

/// How many parts there must be at least: what the shell takes is there in each.
fn first_guess((page, forms): &Pressed) -> usize {
    const SHELL: usize = 3_000;
    let needed = match forms {
        Some(forms) => {
            let by_brotli = (forms.brotli.len().saturating_sub(SHELL)).div_ceil(BROTLI - SHELL);
            by_brotli.max(forms.gzip.len().saturating_sub(SHELL).div_ceil(GZIP - SHELL))
        }
        None => page.html.len().div_ceil(BARE),
    };
    needed.max(2)
}

/// Cuts blocks into at most `parts` pieces of about equal length; no piece ends in a heading.
fn divide(blocks: &[Block], parts: usize) -> Vec<&[Block]> {
    let total: usize = blocks.iter().map(|block| block.html.len()).sum();
    let mut pieces = Vec::new();
    let (mut start, mut length) = (0, 0);
    for (at, block) in blocks.iter().enumerate() {
        length += block.html.len();
        let wanted = total * (pieces.len() + 1) / parts;
        let can_end = !block.is_heading && at + 1 < blocks.len() && pieces.len() + 1 < parts;
        // Half of the next block more would be further from the mark than stopping here.
        let next = blocks.get(at + 1).map_or(0, |next| next.html.len());
        if can_end && length + next / 2 >= wanted {
            pieces.push(&blocks[start..=at]);
            start = at + 1;
        }
    }
    pieces.push(&blocks[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lengths: &[usize]) -> Vec<Block> {
        let block = |length: &usize| Block { html: "x".repeat(*length), ..Block::default() };
        lengths.iter().map(block).collect()
    }

    #[test]
    fn pieces_are_about_equal_and_complete() {
        let blocks = blocks(&[100; 30]);
        let pieces = divide(&blocks, 3);
        assert_eq!(pieces.iter().map(|piece| piece.len()).collect::<Vec<_>>(), [10, 10, 10]);
    }

    #[test]
    fn a_heading_stays_with_what_it_heads() {
        let mut blocks = blocks(&[100; 10]);
        blocks[4].is_heading = true;
        let pieces = divide(&blocks, 2);
        assert!(pieces.iter().all(|piece| !piece.last().unwrap().is_heading));
        assert_eq!(pieces.iter().map(|piece| piece.len()).sum::<usize>(), 10);
    }

    #[test]
    fn one_huge_block_is_a_piece_of_its_own() {
        let blocks = blocks(&[10, 10_000, 10]);
        assert!(divide(&blocks, 9).len() <= 3);
    }
}
