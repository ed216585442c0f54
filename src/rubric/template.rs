//! Reasons and advice with placeholders: `action {id} has no {failed}`.

use std::fmt;

use crate::review::Fact;

/// A text with places to fill.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// As it stands.
    Text(String),
    /// What a fact says.
    Fact(&'static Fact),
    /// What the grading found.
    Found(Found),
}

/// What a grading can fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The nouns of the facts whose tests failed.
    Failed,
    /// The words of a list that a text holds.
    Matched,
    /// A count or number.
    Value,
    /// How many items meet the rule.
    Met,
    /// Of how many.
    Of,
}

impl Found {
    /// All of them with their names.
    pub const ALL: [(&'static str, Found); 5] = [
        ("failed", Found::Failed),
        ("matched", Found::Matched),
        ("value", Found::Value),
        ("met", Found::Met),
        ("of", Found::Of),
    ];
}

/// The template as its author wrote it.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Fact(fact) => write!(f, "{{{}}}", fact.name)?,
                Piece::Found(found) => {
                    let name = Found::ALL.iter().find(|(_, known)| known == found).map_or("", |(name, _)| name);
                    write!(f, "{{{name}}}")?;
                }
            }
        }
        Ok(())
    }
}

impl Template {
    /// Whether it says what the grading found there.
    pub(crate) fn quotes(&self, found: Found) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Found(own) if *own == found))
    }

    /// Reads a template; `known` finds what may be filled in.
    ///
    /// # Errors
    /// The names of the placeholders that are not known; the empty name for a brace that is not closed.
    pub(crate) fn parse(text: &str, known: impl Fn(&str) -> Option<Piece>) -> Result<Self, Vec<String>> {
        let (mut pieces, mut unknown) = (Vec::new(), Vec::new());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let Some((name, tail)) = after.split_once('}') else {
                unknown.push(String::new());
                return Err(unknown);
            };
            match known(name.trim()) {
                Some(piece) => pieces.push(piece),
                None => unknown.push(name.to_owned()),
            }
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if unknown.is_empty() { Ok(Template { pieces }) } else { Err(unknown) }
    }
}
