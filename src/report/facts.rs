//! The vocabulary as a table.

use super::doc::{Block, Cell, Column, Doc, Item, Table};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Scope};
use crate::text;

/// Below this width a table would break names.
const NARROW: usize = 90;

/// Returns the facts that a rule can read, those of the review first, then those of each list's items: only those of `scope`
/// and those that mention `word`, where one is given. `None` if no fact does.
#[must_use]
pub fn facts(scope: Option<Scope>, word: Option<&str>) -> Option<Doc> {
    let about =
        "What a rule can read. A fact that is derived is worked out from other keys; all others are keys of the file.";
    let scopes = std::iter::once(Scope::Review).chain(ListName::ALL.map(Scope::Item));
    let tables: Vec<Table> = scopes
        .filter(|own| scope.is_none_or(|scope| scope == *own))
        .map(|scope| table(scope, word))
        .filter(|table| !table.rows.is_empty())
        .collect();
    let blocks = std::iter::once(Block::paragraph(about)).chain(tables.into_iter().map(Block::Table));
    let blocks: Vec<Block> = blocks.collect();
    (blocks.len() > 1).then(|| Doc { title: "What a rule can read".to_owned(), blocks })
}

/// Whether the name or the meaning of a fact has the word, in capital or small letters, or the word is another one for its name.
fn mentions(fact: &Fact, word: &str) -> bool {
    let word = word.trim().to_lowercase();
    if text::names_for(&word).any(|name| name == fact.name) {
        return true;
    }
    [fact.name, fact.noun, &meaning(fact), &kind(fact)].iter().any(|text| text.to_lowercase().contains(&word))
}

/// Returns the texts that only fill a place: they count as nothing given.
#[must_use]
pub fn placeholders() -> Doc {
    let about = "A text that is one of these, and nothing else, counts as nothing given; case, accents, punctuation and \
                 spaces make no difference.";
    let forms = text::PLACEHOLDER_FORMS.iter().map(|form| Item::from(text::capital(form)));
    let phrases = text::placeholders().collect::<Vec<_>>().join(", ");
    let own = "A rubric may add its own: `placeholders` in its table `[rubric]`.";
    let blocks = [
        Some(Block::paragraph(about)),
        Some(Block::paragraph(phrases)),
        Block::list(forms.collect()),
        Some(Block::paragraph(own)),
    ];
    Doc { title: "Placeholders".to_owned(), blocks: blocks.into_iter().flatten().collect() }
}

fn table(scope: Scope, word: Option<&str>) -> Table {
    let title = match scope {
        Scope::Review => "Of the review".to_owned(),
        Scope::Item(list) => format!("Of {}, with `each = \"{}\"`", list.nouns().1, list.name()),
    };
    let row = |fact: &Fact| [fact.name.to_owned(), kind(fact), meaning(fact), fact.basis.phrase().to_owned()];
    let found = vocabulary::facts(scope).filter(|fact| word.is_none_or(|word| mentions(fact, word)));
    let rows = found.map(|fact| row(fact).map(Cell::Text).to_vec()).collect();
    let [name, rest @ ..] = ["Fact", "Type", "Meaning", "Based on"].map(Column::text);
    let columns = std::iter::once(name.whole()).chain(rest).collect();
    Table { title, columns, rows, least: NARROW, ..Table::default() }
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
