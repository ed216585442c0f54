//! Events and actions in a file of their own.

#![no_main]

#[allow(dead_code, reason = "each target uses a part of it")]
#[path = "../../tests/it/support/readers.rs"]
mod readers;

use casegrade::review::vocabulary::ListName;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    readers::list(bytes, ListName::Events);
    readers::list(bytes, ListName::Actions);
});
