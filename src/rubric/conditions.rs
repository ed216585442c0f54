//! Conditions: the tests of a rubric, checked against what each fact's type can take.

use super::builder::Builder;
use super::fact_types::{article, can_take};
use super::model::{Condition, Conditions, Literal, Test};
use super::raw::{RawConditions, RawTest, RawTests, RawValue};
use crate::document::{KeyPath, Kind, Step};
use crate::review::vocabulary::ListName;
use crate::review::{Fact, FactType, Scope, When, vocabulary};
use crate::text::{meant, nearest};

impl Builder<'_> {
    /// Compiles a table of tests on the facts of `scope`.
    pub(super) fn conditions(&mut self, scope: Scope, raw: Option<&RawConditions>, trail: &KeyPath) -> Conditions {
        let Some(RawConditions(raw)) = raw else { return Vec::new() };
        if raw.is_empty() && !self.anything_left_out(trail) {
            self.error(
                "empty-list",
                "no test is given",
                trail,
                "name a fact and a test, such as `owner = \"present\"`",
            );
        }
        let mut conditions = Vec::new();
        for (name, test) in raw {
            let at = trail.key(name.clone());
            match vocabulary::find(scope, name) {
                Some(fact) => {
                    let tests = self.tests(fact, test, &at);
                    if !tests.is_empty() {
                        conditions.push(Condition { fact, tests, earns: !selects(trail) });
                    }
                }
                None => self.unknown_fact(scope, name, &at),
            }
        }
        conditions
    }

    /// A fact that is not known here; it may be known elsewhere.
    fn unknown_fact(&mut self, scope: Scope, name: &str, at: &KeyPath) {
        let of = match scope {
            Scope::Review => "fact of the review".to_owned(),
            Scope::Item(list) => format!("fact of {}", list.nouns().1),
        };
        self.unknown(&of, name, vocabulary::facts(scope).map(|fact| fact.name), at);
        self.at_key(at);
        let dotted = |fact: &Fact| fact.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        if let Some(first) = vocabulary::facts(scope).find(|fact| dotted(fact)) {
            let meant = self.root.find(at).and_then(|node| {
                vocabulary::facts(scope).find(|fact| {
                    fact.name
                        .strip_prefix(name)
                        .and_then(|rest| rest.strip_prefix('.'))
                        .is_some_and(|key| node.entry(key).is_some())
                })
            });
            let meant = meant.unwrap_or(first).name;
            if let Some(Kind::Map(entries)) = self.root.find(at).map(|node| &node.kind) {
                self.explained.extend(entries.iter().map(|entry| entry.key_span));
            }
            if let Some(last) = self.found.last_mut() {
                last.message = format!("unknown {of} `{name}`: did you mean `\"{meant}\"`, in quotes?");
                last.marks.iter_mut().take(1).for_each(|mark| mark.label = format!("did you mean `\"{meant}\"`?"));
            }
            self.help("put a name that contains a dot in quotes; otherwise TOML reads it as a table inside a table");
            return;
        }
        if let Some(help) = without_noun(scope, name) {
            self.help(help);
            return;
        }
        if scope == Scope::Review {
            self.help("`casegrade facts` lists what a rule can test");
        }
        let known: Vec<&str> = vocabulary::facts(scope).map(|fact| fact.name).collect();
        let near = meant(name, &known).is_some();
        let elsewhere = vocabulary::VOCABULARY.iter().find(|fact| fact.name == name);
        if let (false, Some(fact), Some(last)) = (near, elsewhere, self.found.last_mut()) {
            last.help = Some(match fact.scope {
                Scope::Review => {
                    format!("`{name}` is a fact of the review: test it in a rule without `each`, or in `applies-when`")
                }
                Scope::Item(list) => format!(
                    "`{name}` is a fact of {}: test it in a rule with `each = \"{}\"`",
                    list.nouns().1,
                    list.name()
                ),
            });
        }
    }

    fn tests(&mut self, fact: &'static Fact, raw: &RawTest, at: &KeyPath) -> Vec<Test> {
        match raw {
            RawTest::Value(RawValue::Text(word)) if word == "present" => vec![Test::Present],
            RawTest::Value(RawValue::Text(word)) if word == "stated" => vec![Test::Stated],
            RawTest::Value(RawValue::Text(word)) if is_nearly_reserved(fact, word) => {
                let _ = self.unknown("test", word, ["present", "stated"], at);
                Vec::new()
            }
            RawTest::Value(value) => self.literal(fact, value, at).map(Test::Is).into_iter().collect(),
            RawTest::Table(table) => self.table(fact, table, at),
        }
    }

    fn table(&mut self, fact: &'static Fact, raw: &RawTests, at: &KeyPath) -> Vec<Test> {
        let mut tests = Vec::new();
        if raw.not.as_ref().is_some_and(RawValue::is_present) {
            tests.extend(self.absent(fact, &at.key("not")));
        } else if let Some(value) = &raw.not {
            tests.extend(self.literal(fact, value, &at.key("not")).map(Test::Not));
        }
        if let Some(values) = &raw.one_of {
            let place = at.key("one-of");
            self.not_empty(values, &place);
            let literals: Vec<Literal> = values
                .iter()
                .enumerate()
                .filter_map(|(number, value)| self.literal(fact, value, &place.item(number)))
                .collect();
            tests.push(Test::OneOf(literals));
        }
        for (key, value, later) in [("from", &raw.from, true), ("before", &raw.before, false)] {
            if let Some(date) = value.as_ref().and_then(|value| self.day(fact, value, &at.key(key))) {
                tests.push(if later { Test::From(date) } else { Test::Before(date) });
            }
        }
        for (key, names, all) in [("includes-any", &raw.includes_any, false), ("includes-all", &raw.includes_all, true)]
        {
            if let Some(names) = names {
                self.members(fact, names, &at.key(key));
                tests.push(if all { Test::IncludesAll(names.clone()) } else { Test::IncludesAny(names.clone()) });
            }
        }
        tests.extend(self.min_words(fact, raw, at));
        tests.extend(self.bounds(fact, raw, at));
        if tests.is_empty() && is_blank(raw) && !self.anything_left_out(at) {
            self.error(
                "empty-list",
                format!("no test is given for `{}`", fact.name),
                at,
                "write a test, such as `\"present\"` or `{ at-least = 1 }`",
            );
        }
        tests
    }

    /// `{ not = "present" }`: it selects items and reviews, and no rule is met by what a review leaves out.
    fn absent(&mut self, fact: &'static Fact, at: &KeyPath) -> Option<Test> {
        if selects(at) {
            return Some(Test::Absent);
        }
        let message =
            format!("a rule cannot require `{}` to be absent: that would reward leaving things out", fact.name);
        self.error("pays-for-silence", message, at, "use this only in `where` and `applies-when`");
        self.help("use `must` to test what the review should say, and `where` to select the items that lack it");
        None
    }

    fn members(&mut self, fact: &'static Fact, names: &[String], at: &KeyPath) {
        self.not_empty(names, at);
        let FactType::List(words) = fact.kind else {
            self.cannot(fact, if at.to_string().ends_with("all") { "includes-all" } else { "includes-any" }, at);
            return;
        };
        for (number, name) in names.iter().enumerate() {
            if let Some(words) = words.filter(|words| !words.contains(&name.as_str())) {
                self.unknown(fact.noun, name, words.iter().copied(), &at.item(number));
            }
        }
    }

    fn not_empty<T>(&mut self, list: &[T], at: &KeyPath) {
        if list.is_empty() {
            self.error("empty-list", "the list is empty, so nothing can meet it", at, "here");
        }
    }

    /// A value that `fact` can be compared with.
    fn literal(&mut self, fact: &'static Fact, raw: &RawValue, at: &KeyPath) -> Option<Literal> {
        match (fact.kind, raw) {
            (FactType::YesNo, RawValue::YesNo(value)) => Some(Literal::YesNo(*value)),
            (FactType::Number(_), RawValue::Number(number)) => Some(Literal::Number(*number)),
            (FactType::Name, RawValue::Text(name)) => Some(Literal::Text(name.clone())),
            (FactType::Choice(words), RawValue::Text(word)) => {
                if words.contains(&word.as_str()) {
                    return Some(Literal::Text(word.clone()));
                }
                self.unknown(&format!("`{}`", fact.name), word, words.iter().copied(), at);
                None
            }
            (FactType::Date, RawValue::Text(text)) => match text.parse::<When>() {
                Ok(when) => Some(Literal::Date(when)),
                Err(message) => {
                    self.wrong_value("wrong-value", message, at, "here");
                    None
                }
            },
            // A year may stand without quotes, as in a review.
            (FactType::Date, RawValue::Number(year)) if year.to_string().parse::<When>().is_ok() => {
                year.to_string().parse().ok().map(Literal::Date)
            }
            (FactType::Text, RawValue::Text(_)) => {
                self.wrong_value(
                    "wrong-test",
                    format!("`{}` is free text, so it cannot be compared with a value", fact.name),
                    at,
                    "use `\"present\"`, `\"stated\"`, `{ min-words = 5 }` or `{ words = \"...\", at-most = 0 }`",
                );
                None
            }
            (FactType::List(_), RawValue::Text(name)) => {
                self.wrong_value(
                    "wrong-test",
                    format!("`{}` is a list, so it cannot be compared with a value", fact.name),
                    at,
                    &format!("use `{{ includes-any = [\"{name}\"] }}`"),
                );
                None
            }
            (
                FactType::YesNo
                | FactType::Number(_)
                | FactType::Name
                | FactType::Choice(_)
                | FactType::Date
                | FactType::Text
                | FactType::List(_),
                _,
            ) => {
                self.wrong_type(fact, raw, at);
                None
            }
        }
    }

    /// Reports a value of another type than the fact's.
    fn wrong_type(&mut self, fact: &'static Fact, raw: &RawValue, at: &KeyPath) {
        let found = match raw {
            RawValue::YesNo(value) => format!("`{value}`"),
            RawValue::Number(number) => format!("the number {number}"),
            RawValue::Text(text) => format!("the text `{text}`"),
        };
        let kind = if fact.kind == FactType::YesNo { "`true` or `false`" } else { article(fact.kind) };
        let message = format!("`{}` is {kind}, found {found}", fact.name);
        self.wrong_value("wrong-type", message, at, &format!("wanted {kind}"));
    }

    fn day(&mut self, fact: &'static Fact, raw: &RawValue, at: &KeyPath) -> Option<jiff::civil::Date> {
        if fact.kind != FactType::Date {
            self.cannot(fact, "from` and `before", at);
            return None;
        }
        match self.literal(fact, raw, at)? {
            Literal::Date(when) => Some(when.first()),
            Literal::YesNo(_) | Literal::Text(_) | Literal::Number(_) => None,
        }
    }

    pub(super) fn cannot(&mut self, fact: &'static Fact, test: &str, at: &KeyPath) {
        self.error(
            "wrong-test",
            format!("`{}` is {}, which `{test}` cannot test", fact.name, article(fact.kind)),
            at,
            "here",
        );
        self.help(format!("it can take {}", can_take(fact.kind)));
    }
}

/// True if the tests at `trail` only select items or reviews, so that nothing is earned by them.
fn selects(trail: &KeyPath) -> bool {
    let selects = |step: &Step| matches!(step, Step::Key(key) if key == "where" || key == "applies-when");
    trail.steps().iter().any(selects)
}

/// True if a word was most likely meant as `present` or `stated`.
fn is_nearly_reserved(fact: &Fact, word: &str) -> bool {
    let compared = matches!(fact.kind, FactType::Name | FactType::Choice(_));
    !compared && fact.kind != FactType::YesNo && meant(word, &["present", "stated"]).is_some()
        || fact.kind == FactType::YesNo && nearest(word, ["present", "stated"]).is_some()
}

fn is_blank(raw: &RawTests) -> bool {
    let RawTests {
        not,
        one_of,
        at_least,
        at_most,
        more_than,
        less_than,
        from,
        before,
        includes_any,
        includes_all,
        words,
        per,
        min_words,
    } = raw;
    not.is_none()
        && one_of.is_none()
        && at_least.is_none()
        && at_most.is_none()
        && more_than.is_none()
        && less_than.is_none()
        && from.is_none()
        && before.is_none()
        && includes_any.is_none()
        && includes_all.is_none()
        && words.is_none()
        && per.is_none()
        && min_words.is_none()
}

/// What to write for a name that begins with the name of a list or of its items, such as `action.owner`.
fn without_noun(scope: Scope, name: &str) -> Option<String> {
    let (noun, fact) = name.split_once('.').map_or((name, None), |(noun, fact)| (noun, Some(fact)));
    let list = ListName::ALL.into_iter().find(|list| noun == list.name() || noun == list.nouns().0)?;
    let known = fact.filter(|fact| vocabulary::find(Scope::Item(list), fact).is_some());
    match (scope == Scope::Item(list), fact, known) {
        (true, _, Some(fact)) => {
            Some(format!("write `{fact}`: the rule looks at each {noun} already", noun = list.nouns().0))
        }
        (true, None, _) => Some(format!("write the name of the fact alone, such as `id`, without `{noun}`")),
        (false, _, Some(fact)) => Some(format!("test `{fact}` in a rule with `each = \"{}\"`", list.name())),
        (true, Some(_), None) | (false, _, None) => None,
    }
}
