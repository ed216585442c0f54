//! What shows that a warning is right: judgements that the engine combined, or a small review that it graded.

use super::joint::Judged;
use crate::review::{Grade, Scale};
use crate::text::and_list;

/// What shows that a warning is right; the engine has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// Judgements of parts and their result.
    Judgements {
        /// The parts by their ids, each with its judgement; `None` of one that takes no part.
        parts: Vec<(String, Option<Grade>)>,
        /// Their result, as the end of a sentence that begins with them.
        shows: String,
    },
    /// A small review.
    Review {
        /// Its text, TOML.
        text: String,
        /// The result, a sentence without its final period.
        shows: String,
    },
    /// Something that the engine says of numbers, a sentence without its final period.
    Says(String),
}

impl Witness {
    /// The witness in lines of text.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Witness::Judgements { parts, shows } => vec![format!("with {}, {shows}", combination(parts))],
            Witness::Says(sentence) => vec![sentence.clone()],
            Witness::Review { text, shows } => {
                let lines = text.lines().map(|line| format!("    {line}").trim_end().to_owned());
                std::iter::once(format!("{shows}:")).chain(lines).collect()
            }
        }
    }
}

/// `A1` and `A2` outstanding, `A3` inadequate and all others good.
fn combination(parts: &[(String, Judged)]) -> String {
    /// The most parts of one judgement that are named before they are summed up.
    const MOST_NAMED: usize = 4;
    let scale = parts.iter().find_map(|(_, judged)| *judged).map_or(Scale::USUAL, Grade::scale);
    let judgements = scale.best_first().map(Some).chain([None]);
    let groups = judgements.map(|judged| (judged, named(parts, judged))).filter(|(_, ids)| !ids.is_empty());
    let groups: Vec<(Judged, Vec<String>)> = groups.collect();
    let largest = groups.iter().map(|(_, ids)| ids.len()).max().unwrap_or(0);
    let mut said = Vec::new();
    let mut others = None;
    for (judged, ids) in &groups {
        let what = judged.map_or("taking no part", Grade::word);
        if others.is_none() && ids.len() == largest && largest > MOST_NAMED {
            let all = if groups.len() == 1 { "everything" } else { "all others" };
            others = Some(format!("{all} {what}"));
        } else {
            said.push(format!("{} {what}", and_list(ids)));
        }
    }
    said.extend(others);
    and_list(&said)
}

fn named(parts: &[(String, Judged)], judged: Judged) -> Vec<String> {
    parts.iter().filter(|(_, own)| *own == judged).map(|(id, _)| format!("`{id}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::usual;

    #[test]
    fn many_judgements_are_summed_up() {
        let part = |at: usize| (format!("A{at}"), Some(if at == 3 { usual::INADEQUATE } else { usual::GOOD }));
        let few: Vec<_> = (1..=3).map(part).collect();
        let many: Vec<_> = (1..=9).map(part).collect();
        assert_eq!(combination(&few), "`A1` and `A2` good and `A3` inadequate");
        assert_eq!(combination(&many), "`A3` inadequate and all others good");
        let none = [("A1".to_owned(), None), ("A2".to_owned(), Some(usual::ADEQUATE))];
        assert_eq!(combination(&none), "`A2` adequate and `A1` taking no part");
    }
}
