//! A rubric and a review that it grades.

#![no_main]

#[allow(dead_code, reason = "each target uses a part of it")]
#[path = "../../tests/it/support/readers.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::rubric_and_review(bytes));
