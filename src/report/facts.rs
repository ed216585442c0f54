//! The vocabulary as a table.

use super::Style;
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Scope};
use comfy_table::{ColumnConstraint, Width};

/// All facts that a rule can read: those of the review, then those of each list's items.
#[must_use]
pub fn facts(style: Style) -> String {
    let scopes = std::iter::once(Scope::Review).chain(ListName::ALL.map(Scope::Item));
    let mut text = style.wrap(
        "What a rule can read. A fact that is derived is worked out from other keys; all others are keys of the file.",
        "",
        "",
    );
    for scope in scopes {
        let title = match scope {
            Scope::Review => "Of the review".to_owned(),
            Scope::Item(list) => format!("Of {}, with `each = \"{}\"`", list.nouns().1, list.name()),
        };
        text.push('\n');
        text.push_str(&style.bold(&title));
        text.push('\n');
        text.push_str(&if style.width < NARROW { list(scope, style) } else { table(scope, style) });
    }
    text
}

/// Below this width a table would break names.
const NARROW: usize = 90;

fn list(scope: Scope, style: Style) -> String {
    let entry = |fact: &Fact| {
        let head = style.wrap(&format!("{} ({})", fact.name, kind(fact)), "  ", "      ");
        head + &style.wrap(&format!("{}; rests on {}", meaning(fact), fact.basis.phrase()), "      ", "      ")
    };
    vocabulary::of(scope).map(entry).collect()
}

fn table(scope: Scope, style: Style) -> String {
    let mut table = style.table(&["Fact", "Type", "Meaning", "Rests on"]);
    for fact in vocabulary::of(scope) {
        table.add_row([fact.name.to_owned(), kind(fact), meaning(fact), fact.basis.phrase().to_owned()]);
    }
    if let Some(column) = table.column_mut(0) {
        let longest = vocabulary::of(scope).map(|fact| fact.name.len() + 2).max().unwrap_or(0);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(longest).unwrap_or(0))));
    }
    Style::render(&table)
}

fn meaning(fact: &Fact) -> String {
    if fact.is_derived() { format!("{} (derived)", fact.meaning) } else { fact.meaning.to_owned() }
}

fn kind(fact: &Fact) -> String {
    match fact.kind {
        FactType::Choice(words) => words.join(", "),
        FactType::List(Some(words)) => format!("list of {}", words.join(", ")),
        FactType::Number(unit) => format!("number of {unit}"),
        FactType::YesNo | FactType::Text | FactType::Name | FactType::Date | FactType::List(None) => {
            fact.kind.words().to_owned()
        }
    }
}
