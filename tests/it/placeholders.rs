//! A form that is filled in with dots is graded as one that says nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use std::collections::BTreeSet;

use casegrade::engine::{Headline, grade};
use casegrade::judgement::Judgements;
use casegrade::review::vocabulary::VOCABULARY;
use casegrade::review::{FactType, Facts};
use casegrade::rubric::shipped;

use crate::support::{review, rubric};

/// The keys of free texts, without those of documents.
fn text_keys() -> BTreeSet<&'static str> {
    let texts =
        VOCABULARY.iter().filter(|fact| fact.kind == FactType::Text && !fact.is_derived() && !fact.is_of_document());
    texts.map(|fact| fact.key().rsplit('.').next().unwrap()).collect()
}

/// Writes `text` in place of every free text.
fn fill(value: &mut toml::Value, keys: &BTreeSet<&str>, text: &str) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table.iter_mut() {
                match value {
                    toml::Value::String(own) if keys.contains(key.as_str()) => text.clone_into(own),
                    _ => fill(value, keys, text),
                }
            }
        }
        toml::Value::Array(items) => items.iter_mut().for_each(|item| fill(item, keys, text)),
        _ => {}
    }
}

#[test]
fn a_form_of_dots_is_not_good_by_any_shipped_rubric() {
    let keys = text_keys();
    assert!(keys.len() > 20, "{keys:?}");
    let mut wrong = Vec::new();
    let folders = ["examples/fictional", "examples/successors"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let files =
        files.filter(|path| path.to_str().is_some_and(|path| path.ends_with(".toml") && !path.contains(".judgement")));
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut value: toml::Value = toml::from_str(&text).unwrap();
        for filler in [".", "-", "TBC"] {
            fill(&mut value, &keys, filler);
            let Some(mut table) = value.as_table().cloned() else { continue };
            table.remove("lists");
            table.remove("documents");
            let review = review(&toml::to_string(&table).unwrap());
            for shipped in shipped() {
                let graded = grade(&rubric(shipped.text), &Facts::new(&review), &Judgements::default());
                if let Headline::Grade(grade) = graded.headline
                    && matches!(Headline::Grade(grade).word(), "good" | "outstanding")
                {
                    wrong.push(format!("{}: {} by {}", path.display(), Headline::Grade(grade).word(), shipped.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
