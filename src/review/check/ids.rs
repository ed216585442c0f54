//! Ids, and who names them.

use std::collections::BTreeMap;

use super::errors::Check;
use crate::document::{Diagnostic, KeyPath, Kind, is_full};
use crate::text::nearest;

/// Of more ids, none is proposed for one that is not known.
const MOST_COMPARED: usize = 2000;

/// The ids of a list, each with the number of its item, from 0.
pub(super) type Ids<'r> = BTreeMap<&'r str, usize>;

impl<'r> Check<'r> {
    /// Gathers the ids of a list; one used twice is an error.
    pub(super) fn ids(&mut self, list: &KeyPath, noun: &str, ids: impl Iterator<Item = &'r Option<String>>) -> Ids<'r> {
        let mut known = Ids::new();
        let trail = |at: usize| list.item(at).key("id");
        for (at, id) in ids.enumerate() {
            let Some(id) = id.as_deref() else { continue };
            if id.trim().is_empty() {
                self.error(
                    "empty-id",
                    format!("the `id` of this {noun} is empty"),
                    &trail(at),
                    "give it a short name of its own",
                );
            } else if id.trim() != id {
                let right = id.trim();
                self.error(
                    "space-in-id",
                    format!("the `id` of this {noun} begins or ends with a space"),
                    &trail(at),
                    &format!("write `{right}`"),
                );
                known.insert(right, at);
            } else if let Some(first) = known.get(id) {
                let diagnostic = Diagnostic::error("duplicate-id", format!("two of `{list}` have the id `{id}`"))
                    .at(self.root.locate(&trail(at)), "the second one")
                    .at(self.root.locate(&trail(*first)), "the first one")
                    .help("give one of them an id of its own");
                self.push(diagnostic);
            } else {
                known.insert(id, at);
            }
        }
        known
    }

    /// Checks names of ids; `trail` gives the place of their list, which is needed for errors only.
    pub(super) fn links(&mut self, trail: impl Fn() -> KeyPath, noun: &str, known: &Ids<'r>, names: Option<&[String]>) {
        for (at, name) in names.unwrap_or_default().iter().enumerate() {
            self.link(|| trail().item(at), noun, known, Some(name));
        }
    }

    pub(super) fn link(&mut self, trail: impl FnOnce() -> KeyPath, noun: &str, known: &Ids<'r>, name: Option<&String>) {
        let Some(name) = name.filter(|name| !known.contains_key(name.as_str())) else {
            return;
        };
        if is_full(&self.found) || self.ids_were_left_out(noun) {
            return;
        }
        let trail = &trail();
        let parts: Vec<&str> = name.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 && parts.iter().all(|part| known.contains_key(part)) {
            let quoted: Vec<String> = parts.iter().map(|part| format!("`\"{part}\"`")).collect();
            let message = format!("`{name}` is one text, and names more than one {noun}");
            self.error("unknown-id", message, trail, &format!("put each in quotes: {}", quoted.join(", ")));
            return;
        }
        let mut names: Vec<&str> =
            if known.len() <= MOST_COMPARED { known.keys().copied().collect() } else { Vec::new() };
        names.sort_unstable();
        let meant =
            nearest(name, names.iter().copied()).map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
        let mut diagnostic = Diagnostic::error("unknown-id", format!("there is no {noun} `{name}`{meant}"))
            .at(self.root.locate(trail), format!("no {noun} has this id"));
        diagnostic.help = Some(if known.is_empty() {
            format!("the file lists no {noun}; every id that is named must be listed")
        } else if known.len() <= 12 {
            format!("{} {}", if names.len() == 1 { "the only id is" } else { "the ids are" }, names.join(", "))
        } else {
            format!("every {noun} that is named must be listed with that `id`")
        });
        self.push(diagnostic);
    }

    /// True if an id of the list of `noun`s could not be read, so that a link to it may be right.
    fn ids_were_left_out(&self, noun: &str) -> bool {
        let list = match noun {
            "agency" => "agencies",
            "event" => "events",
            _ => "findings",
        };
        let Some(entry) = self.root.entry(list) else {
            return false;
        };
        if self.left_out.contains(&entry.key_span) {
            return true;
        }
        let Kind::Seq(items) = &entry.value.kind else {
            return false;
        };
        items.iter().filter_map(|item| item.entry("id")).any(|id| self.left_out.contains(&id.key_span))
    }
}
