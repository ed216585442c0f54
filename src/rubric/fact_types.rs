//! What each type of fact is, and which tests it can take, in words.

use crate::review::FactType;

/// What a fact of this type is, in a sentence.
pub(super) fn article(kind: FactType) -> &'static str {
    match kind {
        FactType::YesNo => "a yes or no",
        FactType::Text => "free text",
        FactType::Name => "a name",
        FactType::Choice(_) => "one of some words",
        FactType::Number(_) => "a number",
        FactType::Date => "a date",
        FactType::List(_) => "a list",
    }
}

/// The tests that a fact of this type can take, in words.
pub(super) fn can_take(kind: FactType) -> &'static str {
    match kind {
        FactType::YesNo => "`true`, `false`, `\"present\"`, `\"stated\"` or `not`",
        FactType::Text => "`\"present\"`, `\"stated\"`, `min-words` or `words`",
        FactType::Name | FactType::Choice(_) => "a value, `\"present\"`, `\"stated\"`, `not` or `one-of`",
        FactType::Number(_) => {
            "a number, `at-least`, `at-most`, `more-than`, `less-than`, `not`, `\"present\"` or `\"stated\"`"
        }
        FactType::Date => "`from`, `before`, a date, `\"present\"` or `\"stated\"`",
        FactType::List(_) => {
            "`includes-any`, `includes-all`, `at-least`, `at-most`, `more-than`, `less-than`, `\"present\"` or `\"stated\"`"
        }
    }
}
