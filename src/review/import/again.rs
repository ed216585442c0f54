//! A later draft of a review that has a form already: its items get the ids that the form gives them.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Found, Part};
use super::text::words;
use crate::document::{KeyPath, Kind, Node};

/// The keys by which an item is known again.
const TOLD_BY: [&str; 6] = ["title", "text", "recommendation", "what", "name", "role"];
/// Items with this share of their words in common are one.
const ALIKE: (usize, usize) = (3, 5);

/// An item of the form.
struct KnownItem {
    id: String,
    words: BTreeSet<String>,
    date: Option<String>,
    is_taken: bool,
}

impl Draft {
    /// Gives the items the ids that `form`, a review of an earlier draft, gives the same items.
    pub fn follow(&mut self, form: &Node) {
        follow(self, form);
        let names = agencies_of(form);
        let own: BTreeSet<String> =
            self.items("agencies").filter_map(|part| part.text("id").map(str::to_owned)).collect();
        let values = self.parts.iter_mut().flat_map(|part| part.values.iter_mut());
        for value in values.filter(|value| value.key == "agency" && value.doubt.is_none()) {
            if matches!(&value.found, Found::Text(id) if !own.contains(id) && !names.contains(id)) {
                value.doubt = Some("which of the agencies is this?".to_owned());
            }
        }
    }
}

/// Gives the items of a draft the ids that `form` gives the same items, and those that are new ids of their own.
fn follow(draft: &mut Draft, form: &Node) {
    let mut others: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    let lists: BTreeSet<&'static str> = draft.parts.iter().filter(|part| part.is_item).map(|part| part.name).collect();
    for list in lists {
        let mut known = known(form, list);
        let own: Vec<(String, Part)> =
            draft.items(list).filter_map(|part| Some((part.text("id")?.to_owned(), part.clone()))).collect();
        let mut open: Vec<&(String, Part)> = own.iter().collect();
        // What is word for word the same comes first, then what is alike, then what has the same id.
        for (pass, least) in [(0, (1, 1)), (1, ALIKE), (2, (0, 1))] {
            open.retain(|(id, part)| {
                let found = best(&known, id, part, least, pass == 2);
                let Some(slot) = found.and_then(|at| known.get_mut(at)) else { return true };
                slot.is_taken = true;
                others.insert((list, id.clone()), slot.id.clone());
                false
            });
        }
        let mut used: BTreeSet<String> = known.into_iter().map(|known| known.id).collect();
        for (id, _) in open {
            let free = free(id, &used);
            used.insert(free.clone());
            others.insert((list, id.clone()), free);
        }
    }
    draft.rename(&others);
}

/// What the form can name as an agency: the ids of its agencies, and its board or partnership.
fn agencies_of(form: &Node) -> BTreeSet<String> {
    let board = form.find(&KeyPath::dotted("review.partnership")).map(|node| &node.kind);
    let board = if let Some(Kind::Str(board)) = board { Some(board.to_string()) } else { None };
    known(form, "agencies").into_iter().map(|known| known.id).chain(board).collect()
}

/// The items of a list of the form.
fn known(form: &Node, list: &'static str) -> Vec<KnownItem> {
    let Some(Kind::Seq(items)) = form.find(&KeyPath::dotted(list)).map(|node| &node.kind) else { return Vec::new() };
    let text = |item: &Node, key: &str| match &item.entry(key)?.value.kind {
        Kind::Str(text) | Kind::Date(text) => Some(text.to_string()),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Seq(_) | Kind::Map(_) => None,
    };
    let known = items.iter().filter_map(|item| {
        let words = TOLD_BY.iter().filter_map(|key| text(item, key)).flat_map(|text| words(&text)).collect();
        Some(KnownItem { id: text(item, "id")?, words, date: text(item, "date"), is_taken: false })
    });
    known.collect()
}

/// The item of the form that a part is: that has the most words in common, and at least this share of them.
fn best(known: &[KnownItem], id: &str, part: &Part, (share, of): (usize, usize), by_id: bool) -> Option<usize> {
    let own: BTreeSet<String> = TOLD_BY.iter().filter_map(|key| part.text(key)).flat_map(words).collect();
    let date = part.date();
    let shared = |known: &KnownItem| known.words.intersection(&own).count();
    let is_like = |known: &KnownItem| {
        let all = known.words.len().max(own.len());
        shared(known) * of >= all * share && (known.date.is_none() || date.is_none() || known.date == date)
    };
    let open = known.iter().enumerate().filter(|(_, known)| !known.is_taken);
    let wanted = open.filter(|(_, known)| if by_id { known.id == id } else { !own.is_empty() && is_like(known) });
    wanted.max_by_key(|(_, known)| (shared(known), known.id == id)).map(|(at, _)| at)
}

/// An id that nothing has: `id` itself, or one with a number that is free.
fn free(id: &str, used: &BTreeSet<String>) -> String {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let stem = if stem.is_empty() { id } else { stem };
    let mut names = std::iter::once(id.to_owned()).chain((1..).map(|number| format!("{stem}{number}")));
    names.find(|name| !used.contains(name)).unwrap_or_else(|| id.to_owned())
}
