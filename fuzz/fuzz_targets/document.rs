#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| press::fuzzing::document(bytes));
