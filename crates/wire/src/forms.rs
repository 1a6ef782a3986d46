//! Precompressed forms: gzip 6 and brotli 5 with a window of 64 KiB, the sweet spots (brotli 11 costs forty times as much for 8 %).

use std::{cell::RefCell, io::Read as _};

use brotlic::encode::{BrotliEncoder, BrotliEncoderOptions, BrotliOperation};
use brotlic::{Quality, WindowSize};
use libdeflater::{CompressionLvl, Compressor};

/// The two forms of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// gzip.
    pub gzip: Vec<u8>,
    /// brotli.
    pub brotli: Vec<u8>,
}

/// Makes both.
pub fn forms(bytes: &[u8]) -> Forms {
    Forms { gzip: gzip(bytes), brotli: brotli(bytes) }
}

/// The gzip form.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        static COMPRESSOR: RefCell<Compressor> =
            RefCell::new(Compressor::new(CompressionLvl::new(6).expect("6 is a level")));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        let mut out = vec![0; compressor.gzip_compress_bound(bytes.len())];
        let length = compressor.gzip_compress(bytes, &mut out).expect("the bound is large enough");
        out.truncate(length);
        out
    })
}

/// The brotli form.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = encoder(bytes.len());
    // Everything in one call lets the encoder clear only as much of its tables as so short a text can touch.
    let mut out = vec![0; bytes.len() + bytes.len() / 1000 + 64];
    let (mut read, mut written) = (0, 0);
    while !encoder.is_finished() {
        if written == out.len() {
            out.resize(out.len() * 2, 0);
        }
        let did = encoder
            .compress(&bytes[read..], &mut out[written..], BrotliOperation::Finish)
            .expect("memory to memory");
        read += did.bytes_read;
        written += did.bytes_written;
    }
    out.truncate(written);
    out
}

/// What a brotli form stands for, if that is no longer than `most` bytes.
pub fn unbrotli(form: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let decoder = brotlic::DecompressorReader::new(form);
    decoder.take(most as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= most).then_some(bytes)
}

fn encoder(length: usize) -> BrotliEncoder {
    BrotliEncoderOptions::new()
        .quality(Quality::new(5).expect("5 is a quality"))
        .window_size(WindowSize::new(16).expect("16 is a window"))
        .size_hint(u32::try_from(length).unwrap_or(0))
        .build()
        .expect("these options go together")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_stands_for_its_bytes_and_a_bomb_is_cut_off() {
        let bytes = "The harbour is closed. ".repeat(40).into_bytes();
        assert_eq!(unbrotli(&brotli(&bytes), bytes.len()).as_ref(), Some(&bytes));
        assert_eq!(unbrotli(&brotli(&bytes), bytes.len() - 1), None);
        assert_eq!(unbrotli(b"not brotli", 1000), None);
    }
}
