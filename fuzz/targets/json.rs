//! A review in JSON.

#![no_main]

#[path = "../../tests/support/readers.rs"]
mod readers;

use casegrade::document::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::review(bytes, Format::Json));
