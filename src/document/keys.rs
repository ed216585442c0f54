//! A key that is written twice.

use std::collections::HashMap;

use super::{Diagnostic, Entry, Format, note};

/// The number of keys up to which each is compared with each other one, which is faster than hashing them.
const FEW: usize = 24;

fn have_different_keys(entries: &[Entry]) -> bool {
    let mut rest = entries;
    while let Some((first, others)) = rest.split_first() {
        if others.iter().any(|other| other.key.as_str() == first.key.as_str()) {
            return false;
        }
        rest = others;
    }
    true
}

/// The entries of a table without those whose key was there before; each of these is an error.
pub(super) fn without_second_ones(entries: Vec<Entry>, format: Format, errors: &mut Vec<Diagnostic>) -> Vec<Entry> {
    if entries.len() <= FEW && have_different_keys(&entries) {
        return entries;
    }
    let mut first = HashMap::with_capacity(entries.len());
    let mut second = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match first.get(entry.key.as_str()) {
            Some(span) => {
                let (code, list) = match format {
                    Format::Toml => {
                        ("toml-duplicate-key", "items of a list are written with double brackets, `[[actions]]`")
                    }
                    Format::Json => {
                        ("json-duplicate-key", "items of a list stand in one list, `\"actions\": [{...}, {...}]`")
                    }
                    Format::Yaml => ("yaml-duplicate-key", "items of a list stand below one key, each after `- `"),
                };
                note(errors, || {
                    Diagnostic::error(code, format!("`{}` is written twice", entry.key))
                        .at(entry.key_span, "the second one")
                        .at(*span, "the first one")
                        .help(format!("keep one of the two; {list}"))
                });
                second.push(at);
            }
            None => {
                first.insert(entry.key.as_str(), entry.key_span);
            }
        }
    }
    if second.is_empty() {
        return entries;
    }
    let kept = entries.into_iter().enumerate().filter(|(at, _)| second.binary_search(at).is_err());
    kept.map(|(_, entry)| entry).collect()
}
