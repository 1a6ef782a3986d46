#![no_main]
//! Delta packs, compressed forms and tables as a hostile carrier might send them.
use wire::edition::delta::{Delta, unpack};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(delta) = Delta::read(bytes) {
        let lengths: Vec<u64> = delta.head.metadata.iter().map(|one| one.length)
            .chain(delta.head.files.iter().map(|one| one.length)).collect();
        for (piece, length) in delta.pieces().into_iter().zip(lengths) {
            let _ = unpack(piece, bytes, usize::try_from(length.min(1 << 20)).unwrap());
        }
    }
    // A pack's head is behind zstd, which a fuzzer does not guess.
    let head = wire::edition::delta::Head::default();
    let mut whole = wire::edition::delta::write(&head, &[]);
    whole.extend(bytes);
    assert!(bytes.is_empty() || Delta::read(&whole).is_err());
    let _ = serde_json::from_slice::<wire::edition::delta::Head>(bytes);
    let _ = unpack(bytes, b"an edition before", 10_000);
    let _ = wire::forms::unbrotli(bytes, 100_000);
    let _ = types::Table::from_bytes(bytes);
});
