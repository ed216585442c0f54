//! Faults of several items in as few sentences as say them.

use crate::text::{and_list, sentence};

/// What is wrong with one item, or with the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What to call the item.
    pub(crate) item: Option<String>,
    /// What the item lacks, where that is all: `no owner`.
    pub(crate) lacks: Option<String>,
    /// The facts that it is about.
    pub(crate) facts: Vec<&'static str>,
    /// The whole of it, as a sentence without a final period.
    pub(crate) text: String,
}

/// Maximum number of items that one sentence names.
const MOST_ITEMS: usize = 6;

/// Puts the faults of one rule into sentences: `A1, A2, A4 and A6 have no owner.`
pub(crate) fn sentences_of(faults: &[Fault]) -> String {
    let mut groups: Vec<Vec<&Fault>> = Vec::new();
    for fault in faults {
        let is_alike = |group: &Vec<&Fault>| {
            group
                .first()
                .is_some_and(|first| fault.item.is_some() && first.item.is_some() && first.facts == fault.facts)
        };
        match groups.iter_mut().find(|group| is_alike(group)) {
            Some(group) => group.push(fault),
            None => groups.push(vec![fault]),
        }
    }
    groups.iter().map(|group| sentence_of(group)).collect::<Vec<_>>().join(" ")
}

fn sentence_of(group: &[&Fault]) -> String {
    let labels: Vec<&str> = group.iter().filter_map(|fault| fault.item.as_deref()).collect();
    match group {
        [] => String::new(),
        [one] => sentence(&one.text),
        [first, ..] => match &first.lacks {
            Some(lacks) => sentence(&format!("{} have {lacks}", named(&labels))),
            None => {
                let others = labels.get(1..).unwrap_or_default();
                format!("{} The same is true of {}.", sentence(&first.text), named(others))
            }
        },
    }
}

/// `A1, A2 and A4`, or the first of many and how many there are more.
fn named(labels: &[&str]) -> String {
    match labels.len().checked_sub(MOST_ITEMS) {
        Some(more) if more > 0 => {
            let first: Vec<&str> = labels.iter().take(MOST_ITEMS).copied().collect();
            format!("{} and {more} more", first.join(", "))
        }
        _ => and_list(labels),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(items: &[&str], lacks: Option<&str>) -> Vec<Fault> {
        let fault = |item: &&str| Fault {
            item: Some((*item).to_owned()),
            lacks: lacks.map(str::to_owned),
            facts: vec!["owner"],
            text: format!("action {item} has no owner"),
        };
        items.iter().map(fault).collect()
    }

    #[test]
    fn items_with_one_fault_share_a_sentence() {
        let told = |items: &[&str], lacks| sentences_of(&faults(items, lacks));
        let many = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
        assert_eq!(told(&[], Some("no owner")), "");
        assert_eq!(told(&["A1"], Some("no owner")), "Action A1 has no owner.");
        assert_eq!(told(&["A1", "A2"], Some("no owner")), "A1 and A2 have no owner.");
        assert_eq!(told(&many, Some("no owner")), "A1, A2, A3, A4, A5, A6 and 2 more have no owner.");
        assert_eq!(told(&["A1", "A2"], None), "Action A1 has no owner. The same is true of A2.");
    }
}
