//! Which lists are complete as they were read.

use super::draft::{Draft, Found, Part, Value};
use crate::text::and_list;

/// A list is all there is only by these keys; the others may be in doubt.
const KEYS: [&str; 5] = ["id", "date", "what", "text", "title"];

/// Closes the lists of which every row was read and no item is in doubt, and offers to close the others.
pub(super) fn close(draft: &mut Draft) {
    let read = ["terms.questions", "events", "findings", "actions"];
    let read: Vec<&'static str> = read.into_iter().filter(|list| draft.items(list).next().is_some()).collect();
    let (sure, open): (Vec<&str>, Vec<&str>) = read.into_iter().partition(|list| is_sure(draft, list));
    let value = |lists: Vec<&str>, doubt: Option<&str>| {
        let found = Found::Ids(lists.into_iter().map(str::to_owned).collect());
        Value { key: "whole", found, span: None, doubt: doubt.map(str::to_owned) }
    };
    let add = |others: &[&str]| match others {
        [] => String::new(),
        [one] => format!(" If `{one}` is complete too, add it to the line."),
        _ => {
            let names: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
            format!(" If {} are complete too, add them to the line.", and_list(&names))
        }
    };
    if !sure.is_empty() {
        draft.notes.push(format!(
            "The line `whole` lists what looks complete: {}. If the document has more of these, remove the name.{}",
            and_list(&sure),
            add(&open)
        ));
        draft.put("review", value(sure, None));
    } else if !open.is_empty() {
        draft.put("review", value(open, Some("if these lists below are complete")));
    }
}

fn is_sure(draft: &Draft, list: &'static str) -> bool {
    let doubts = |part: &Part| {
        part.values.iter().any(|value| value.doubt.is_some() && KEYS.contains(&value.key) && !is_offered(value))
    };
    let own = || draft.parts.iter().filter(|part| part.name == list);
    let is_read = own().all(|part| part.doubt.is_none() && !doubts(part)) && !draft.left_out.contains(list);
    is_read && draft.counted.contains(list)
}

/// True for a title made of the text.
fn is_offered(value: &Value) -> bool {
    value.key == "title"
}

/// True if the numbers that a document gives its items count from 1 without a gap.
pub(super) fn are_counted<'d>(numbers: impl Iterator<Item = Option<&'d str>>) -> bool {
    let own: Vec<Option<usize>> = numbers.map(|number| number?.trim_matches(['.', ')', '(']).parse().ok()).collect();
    own.len() > 1 && own.iter().zip(1..).all(|(own, count)| *own == Some(count))
}
