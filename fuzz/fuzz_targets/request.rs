#![no_main]
//! What a request says of itself: address, range, accepted codings.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| front::fuzzing::request(bytes));
