//! Precompressed forms: gzip 6 and brotli 5, the sweet spots (brotli 11 costs forty times as much for 8 %).

use std::cell::RefCell;

use brotli::enc::BrotliEncoderParams;
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
    let parameters = BrotliEncoderParams {
        quality: 5,
        lgwin: 18,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).expect("memory to memory");
    out
}
