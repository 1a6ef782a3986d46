//! Precompressed forms: gzip 6 and brotli 5 with a window of 64 KiB, the sweet spots (brotli 11 costs forty times as much for 8 %).

use std::cell::RefCell;

use brotlic::encode::{BrotliEncoder, BrotliEncoderOptions, BrotliOperation};
use brotlic::{Quality, WindowSize};
use libdeflater::{CompressionLvl, Compressor};

/// The two forms of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) gzip: Vec<u8>,
    pub(crate) brotli: Vec<u8>,
}

pub(crate) fn forms(bytes: &[u8]) -> Forms {
    Forms { gzip: gzip(bytes), brotli: brotli(bytes) }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
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

fn brotli(bytes: &[u8]) -> Vec<u8> {
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

fn encoder(length: usize) -> BrotliEncoder {
    BrotliEncoderOptions::new()
        .quality(Quality::new(5).expect("5 is a quality"))
        .window_size(WindowSize::new(16).expect("16 is a window"))
        .size_hint(u32::try_from(length).unwrap_or(0))
        .build()
        .expect("these options go together")
}
