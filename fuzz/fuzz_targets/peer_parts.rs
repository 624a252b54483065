#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| alongside_fuzz::peer::parts(bytes));
