//! The judgement file of a review, in each format.

#![no_main]

#[allow(dead_code, reason = "each target uses a part of it")]
#[path = "../../tests/it/support/readers.rs"]
mod readers;

use casegrade::document::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for format in Format::ALL {
        readers::judgements(bytes, format);
    }
});
