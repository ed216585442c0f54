//! A starting review: the keys that a rubric reads, each explained, nothing filled in.

use std::collections::BTreeMap;

use crate::review::vocabulary::{self, ListName, VOCABULARY};
use crate::review::{Fact, FactType, KINDS, Mark, Scope};
use crate::rubric::{Condition, Measure, Piece, Rubric, Rule};
use crate::text::{Mask, capital, quoted};

/// A review file called `id` that has every key which `rubric` reads, commented out, with what it means and the rules that
/// read it. It is a sound review as it stands: whole, and empty.
#[must_use]
pub fn starter(rubric: &Rubric, id: &str, kind: Option<&str>, mask: &Mask) -> String {
    let keys = Keys::from_rubric(rubric);
    let mut text = format!(
        "# A review to be graded by the rubric {} {}: {}.\n\
         #\n\
         # Remove the `#` before a line and write after the `=` what your review says. Put text in \"quotes\", and text of\n\
         # several lines or paragraphs between \"\"\" and \"\"\". Yes is true and no is false; a date is year-month-day,\n\
         # 2009-05-12, or in quotes \"2009-05\" or \"2009\". What you leave out counts as missing. A block that begins with\n\
         # [[...]] is one item of a list: copy it for each further item.\n\n",
        mask.shown(&rubric.id),
        mask.shown(&rubric.version),
        mask.shown(&rubric.title)
    );
    text.push_str("[review]\n");
    text.push_str(&line(false, "id", &quoted(id), "what to call the review"));
    text.push_str(&line(false, "record", "\"whole\"", "this file holds all that the review says"));
    match kind {
        Some(kind) => text.push_str(&line(false, "kind", &quoted(kind), "the kind of review")),
        None => {
            let kinds: Vec<&str> = rubric.kinds.iter().map(String::as_str).collect();
            let kinds = if kinds.is_empty() { KINDS.to_vec() } else { kinds };
            text.push_str(&line(true, "kind", "", &format!("the kind of review: {}", kinds.join(", "))));
        }
    }
    text.push_str(&line(true, "title", "", "its title: text"));
    text.push_str(&keys.table("review", &["id", "record", "kind", "title"]));
    for table in ["dates", "terms", "chair", "author", "family", "summary", "publication", "evaluation"] {
        let body = keys.table(table, &[]);
        if !body.is_empty() {
            text.push_str(&format!("\n[{table}]\n{body}"));
        }
        for list in ListName::ALL
            .into_iter()
            .filter(|list| list.name().strip_prefix(table).is_some_and(|rest| rest.starts_with('.')))
        {
            text.push_str(&keys.list(list));
        }
    }
    for list in ListName::ALL.into_iter().filter(|list| !list.name().contains('.')) {
        text.push_str(&keys.list(list));
    }
    text
}

/// The keys that a rubric reads, each with the rules that read it.
pub(super) struct Keys<'r> {
    read: BTreeMap<&'static str, Vec<&'r str>>,
}

/// Returns the keys of a review that a rubric reads, each with the rules that read it.
#[must_use]
pub fn keys_read(rubric: &Rubric) -> BTreeMap<&'static str, Vec<&str>> {
    Keys::from_rubric(rubric).read
}

impl<'r> Keys<'r> {
    pub(super) fn from_rubric(rubric: &'r Rubric) -> Self {
        let mut keys = Keys { read: BTreeMap::new() };
        for rule in rubric.rules() {
            for fact in facts(rule) {
                for key in fact.read_keys() {
                    let rules = keys.read.entry(key).or_default();
                    if !rules.contains(&rule.id.as_str()) {
                        rules.push(&rule.id);
                    }
                }
            }
            if let Some(list) = list_of(rule) {
                keys.read.entry(list.name()).or_default().push(&rule.id);
            }
        }
        keys
    }

    /// The rules that read a key; `None` if none does.
    pub(super) fn rules(&self, key: &str) -> Option<&[&'r str]> {
        self.read.get(key).map(Vec::as_slice)
    }

    /// The lines of a table, but for the keys in `done`.
    fn table(&self, table: &str, done: &[&str]) -> String {
        let own = |fact: &&Fact| {
            let key = fact.key().strip_prefix(table).and_then(|rest| rest.strip_prefix('.'));
            fact.scope == Scope::Review
                && !fact.is_derived()
                && key.is_some_and(|key| !done.contains(&key))
                && ListName::named(fact.name).is_none()
        };
        VOCABULARY.iter().filter(own).filter_map(|fact| self.explained(fact)).collect()
    }

    /// One commented item of a list, if the rubric reads anything of it.
    pub(super) fn list(&self, list: ListName) -> String {
        let facts: Vec<&Fact> = vocabulary::facts(Scope::Item(list)).filter(|fact| !fact.is_derived()).collect();
        let is_read =
            self.read.contains_key(list.name()) || facts.iter().any(|fact| self.read.contains_key(fact.key()));
        if !is_read {
            return String::new();
        }
        let mut text = format!("\n# {}: as many as there are.\n#[[{}]]\n", capital(list.nouns().1), list.name());
        for fact in facts {
            match self.explained(fact) {
                Some(explained) => text.push_str(&explained),
                None if fact.name == "id" => {
                    text.push_str(&line(true, "id", "", "a short name of its own, so that others can point to it"));
                }
                None => {}
            }
        }
        text
    }

    fn explained(&self, fact: &Fact) -> Option<String> {
        let by = match self.read.get(fact.key()) {
            Some(rules) => format!(" (read by {})", rules.join(", ")),
            None if fact.has(Mark::Offered) => String::new(),
            None => return None,
        };
        let key = fact.key().rsplit('.').next().unwrap_or(fact.name);
        Some(line(true, key, "", &format!("{}: {}{by}", fact.meaning, shape(fact))))
    }
}

/// A key with its explanation, commented out or not.
fn line(commented: bool, key: &str, value: &str, explanation: &str) -> String {
    let hash = if commented { "#" } else { "" };
    format!("# {explanation}\n{hash}{key} = {value}\n").replace(" = \n", " =\n")
}

/// What a key takes, in words.
pub(super) fn shape(fact: &Fact) -> String {
    match fact.kind {
        FactType::YesNo => "true or false".to_owned(),
        FactType::Text => "text".to_owned(),
        FactType::Name => "a name".to_owned(),
        FactType::Choice(words) => format!("one of {}", words.join(", ")),
        FactType::Number(unit) => format!("a number of {unit}"),
        FactType::Date => "a date".to_owned(),
        FactType::List(Some(words)) => {
            format!("a list of {}, such as [\"{}\"]", words.join(", "), words.first().unwrap_or(&""))
        }
        FactType::List(None) => format!("a list of ids, such as {}", ids(fact)),
    }
}

/// Ids as those of the items may look that a key points to.
fn ids(fact: &Fact) -> &'static str {
    match fact.key().rsplit('.').next() {
        Some("agencies") => r#"["csc"]"#,
        Some("events") => r#"["E1"]"#,
        _ => r#"["F1", "F2"]"#,
    }
}

/// Every fact that a rule looks at, or names in what it says.
fn facts(rule: &Rule) -> Vec<&'static Fact> {
    let of = |conditions: &[Condition]| conditions.iter().map(|condition| condition.fact).collect::<Vec<_>>();
    let mut facts = of(&rule.applies_when);
    match &rule.measure {
        Measure::Share(share) => {
            facts.extend(of(&share.selects));
            facts.extend(of(&share.must));
            facts.extend(share.any.iter().flat_map(|table| of(table)));
        }
        Measure::Count { selects, .. } => facts.extend(of(selects)),
        Measure::Number { fact, .. } => facts.push(fact),
        Measure::Ask { .. } => {}
    }
    let templates = rule.reason.iter().chain(&rule.advice).flat_map(|template| &template.pieces);
    facts.extend(templates.filter_map(|piece| if let Piece::Fact(fact) = piece { Some(*fact) } else { None }));
    facts
}

fn list_of(rule: &Rule) -> Option<ListName> {
    match &rule.measure {
        Measure::Share(share) => share.each,
        Measure::Count { list, .. } => Some(*list),
        Measure::Number { fact, .. } => ListName::named(fact.name),
        Measure::Ask { .. } => None,
    }
}
