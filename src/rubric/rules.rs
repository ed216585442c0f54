//! Criteria and rules: each form of rule, checked for what it needs and for what would have no effect.

use super::builder::Builder;
use super::fact_types::article;
use super::model::{Condition, Criterion, Empty, Measure, Profile, Rule, ShareRule, SourceBasis, Test};
use super::raw::{RawBetter, RawCriterion, RawEmpty, RawRubric, RawRule};
use super::template::{Found, Piece, Template};
use crate::document::{Diagnostic, KeyPath};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Basis, Fact, FactType, Grade, Scope};
use crate::text::and_list;

impl Builder<'_> {
    pub(super) fn criterion(&mut self, raw: &RawCriterion, all: &RawRubric, trail: &KeyPath) -> Criterion {
        let id = self.required(raw.id.as_ref(), trail, "id", "the criterion");
        let title = self.required(raw.title.as_ref(), trail, "title", "the criterion");
        let rules = raw
            .rules
            .iter()
            .enumerate()
            .map(|(at, rule)| self.rule(rule, all, &trail.key("rules").item(at)))
            .collect::<Vec<_>>();
        if rules.is_empty() && !self.was_left_out(trail, "rules") && self.renamed.is_empty() {
            self.error(
                "missing-key",
                format!("the criterion `{id}` has no rules"),
                trail,
                "there is nothing to judge here",
            );
        }
        Criterion {
            id,
            title,
            asks: raw.asks.clone(),
            weight: 1,
            tags: raw.tags.clone(),
            profile: Profile::none(self.scale),
            rules,
        }
    }

    fn rule(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> Rule {
        let id = self.required(raw.id.as_ref(), trail, "id", "the rule");
        let title = self.required(raw.title.as_ref(), trail, "title", "the rule");
        let applies_when = self.conditions(Scope::Review, raw.applies_when.as_ref(), &trail.key("applies-when"));
        let (measure, scope) = self.measure(raw, all, trail);
        let reason = self.template(raw.reason.as_ref(), scope, &measure, &trail.key("reason"));
        let advice = self.template(raw.advice.as_ref(), scope, &measure, &trail.key("advice"));
        let rule = Rule {
            id,
            title,
            tags: raw.tags.clone(),
            weight: 1,
            applies_when,
            measure,
            reason,
            advice,
            why: raw.why.clone(),
            source: raw.source.clone(),
            basis: raw.basis.or_else(|| is_ours(raw.source.as_deref()).then_some(SourceBasis::Ours)),
            fixable: raw.fixable.unwrap_or(true),
        };
        self.warn_of_bare_word(&rule, trail);
        rule
    }

    /// A yes or no that the author ticks, or several of them, should not alone be outstanding.
    fn warn_of_bare_word(&mut self, rule: &Rule, trail: &KeyPath) {
        let Measure::Share(share) = &rule.measure else { return };
        let facts = rule.facts();
        let is_ticks =
            |fact: &Fact| fact.basis == Basis::Word && matches!(fact.kind, FactType::Number(_) | FactType::List(_));
        let is_bare = |fact: &&Fact| fact.kind == FactType::YesNo || is_ticks(fact);
        let bare = share.each.is_none() && !facts.is_empty() && facts.iter().all(is_bare);
        if bare && rule.best().is_best() {
            let what = match facts.as_slice() {
                [fact] if is_ticks(fact) => "no more than ticks",
                [_] => "a bare yes or no",
                _ => "several bare answers of yes or no",
            };
            let place = self.place(&trail.key("met"));
            let second = self.scale.best_first().nth(1).unwrap_or(self.scale.worst());
            self.found.push(
                Diagnostic::warning("bare-word", format!("rule `{}` gives {} for {what}", rule.id, rule.best()))
                    .at(place, format!("{second} is what a form can show")),
            );
        }
    }

    fn measure(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> (Measure, Scope) {
        let forms = [
            ("must", raw.must.is_some() || raw.any.is_some()),
            ("count", raw.count.is_some()),
            ("measure", raw.measure.is_some()),
            ("ask", raw.ask.is_some()),
        ];
        let given: Vec<&str> = forms.iter().filter(|form| form.1).map(|form| form.0).collect();
        let unread = ["must", "any", "count", "measure", "ask"].iter().any(|key| self.was_left_out(trail, key));
        match given.as_slice() {
            [] if !unread && !self.anything_unknown(trail) => {
                self.error(
                    "missing-key",
                    "the rule tests nothing: it needs `must`, `any`, `count`, `measure` or `ask`",
                    trail,
                    "this rule",
                );
            }
            [] | [_] => {}
            several => {
                let quoted: Vec<String> = several.iter().map(|form| format!("`{form}`")).collect();
                self.error(
                    "too-many-forms",
                    format!("the rule has both {}", and_list(&quoted)),
                    trail,
                    "use one of them",
                );
            }
        }
        self.unused_keys(raw, given.first().copied().unwrap_or("must"), trail);
        match given.first() {
            Some(&"count") => self.count(raw, all, trail),
            Some(&"measure") => self.number(raw, all, trail),
            Some(&"ask") => (self.question(raw, trail), Scope::Review),
            _ => self.share(raw, all, trail),
        }
    }

    /// A question, which only the grades of its levels can answer, where it has any.
    fn question(&mut self, raw: &RawRule, trail: &KeyPath) -> Measure {
        let given = |grade| Some((grade, raw.levels.as_ref()?.get(&grade)?.clone()));
        let levels: Vec<(Grade, String)> = self.scale.best_first().filter_map(given).collect();
        for (grade, label) in &levels {
            if self.scale.grade(label.trim()).is_some_and(|other| other != *grade) {
                let message = format!("the level {grade} is called `{}`, which is another grade", label.trim());
                self.error("wrong-value", message, &trail.key("levels").key(grade.word()), "give it other words");
            }
        }
        let own: Vec<Grade> = levels.iter().map(|(grade, _)| *grade).collect();
        Measure::Ask {
            question: raw.ask.clone().unwrap_or_default(),
            levels,
            answers: if own.is_empty() { self.scale.best_first().collect() } else { own },
            may_not_apply: raw.may_not_apply.unwrap_or(false),
        }
    }

    /// Keys that would have no effect in a rule of this form.
    fn unused_keys(&mut self, raw: &RawRule, form: &str, trail: &KeyPath) {
        let each = raw.each.is_some();
        let keys = [
            ("each", each, form == "must"),
            ("where", raw.selects.is_some(), each && form == "must" || form == "count"),
            ("empty", raw.empty.is_some(), each && form == "must"),
            ("better", raw.better.is_some(), form == "count" || form == "measure"),
            ("levels", raw.levels.is_some(), form == "ask"),
            ("may-not-apply", raw.may_not_apply.is_some(), form == "ask"),
            ("bands", raw.bands.is_some(), form != "ask"),
            ("met", raw.met.is_some(), form == "must"),
            ("unmet", raw.unmet.is_some(), form != "ask"),
        ];
        for (key, given, used) in keys {
            if given && !used {
                let what = match key {
                    "where" | "empty" if form == "must" => "without `each`".to_owned(),
                    _ => format!("in a rule with `{form}`"),
                };
                self.error("no-effect", format!("`{key}` has no effect {what}"), &trail.key(key), "remove it");
                if key == "where" && form == "must" {
                    self.help("a rule without `each` says when it applies in `applies-when`");
                }
            }
        }
    }

    fn list(&mut self, name: &str, trail: &KeyPath) -> Option<ListName> {
        ListName::named(name).or_else(|| {
            let known = ListName::ALL.iter().map(|list| list.name());
            self.unknown("list", name, known, trail).and_then(ListName::named)
        })
    }

    fn share(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> (Measure, Scope) {
        let each = raw.each.as_ref().map(|name| self.list(name, &trail.key("each")));
        let unreadable = matches!(each, Some(None));
        let each = each.flatten();
        let scope = each.map_or(Scope::Review, Scope::Item);
        let mut share = ShareRule {
            each,
            selects: Vec::new(),
            must: Vec::new(),
            any: Vec::new(),
            empty: Empty::Unmet,
            bands: self.share_bands(raw, all, trail),
        };
        if !unreadable {
            share.selects = self.conditions(scope, raw.selects.as_ref(), &trail.key("where"));
            share.must = self.conditions(scope, raw.must.as_ref(), &trail.key("must"));
            let any = trail.key("any");
            share.any = raw
                .any
                .iter()
                .flatten()
                .enumerate()
                .map(|(at, table)| self.conditions(scope, Some(table), &any.item(at)))
                .collect();
            if raw.any.as_ref().is_some_and(Vec::is_empty) {
                self.error("empty-list", "`any` has no tables, so nothing can meet it", &any, "here");
            }
        }
        match raw.empty {
            Some(RawEmpty::Met) => share.empty = Empty::Met,
            Some(RawEmpty::NotApplicable) => share.empty = Empty::NotApplicable,
            Some(RawEmpty::Unmet) => {}
            None => {
                if raw.each.is_some() && !self.was_left_out(trail, "empty") && !self.anything_unknown(trail) {
                    self.error(
                        "missing-key",
                        "a rule with `each` needs `empty`, to say what happens when there are no items",
                        trail,
                        "this rule",
                    );
                    self.help("write `empty = \"unmet\"`, `\"met\"` or `\"not-applicable\"`");
                }
            }
        }
        (Measure::Share(share), scope)
    }

    fn count(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> (Measure, Scope) {
        let lower = matches!(raw.better, Some(RawBetter::Lower));
        let bands = self.number_bands(raw, all, lower, trail);
        let name = raw.count.as_deref().unwrap_or("");
        let list = self.list(name, &trail.key("count"));
        let selects = list.map(|list| self.conditions(Scope::Item(list), raw.selects.as_ref(), &trail.key("where")));
        let list = list.unwrap_or(ListName::Findings);
        let by_absence = |condition: &Condition| condition.tests.iter().any(|test| matches!(test, Test::Absent));
        if !lower && selects.iter().flatten().any(by_absence) {
            let message = "counting items that lack a value would reward leaving things out";
            self.error("pays-for-silence", message, &trail.key("where"), "`{ not = \"present\" }` is counted here");
            self.help("if fewer is better, write `better = \"lower\"`");
        }
        (Measure::Count { list, selects: selects.unwrap_or_default(), bands }, Scope::Review)
    }

    fn number(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> (Measure, Scope) {
        let lower = matches!(raw.better, Some(RawBetter::Lower));
        let bands = self.number_bands(raw, all, lower, trail);
        let name = raw.measure.as_deref().unwrap_or("");
        let countable = |kind: FactType| matches!(kind, FactType::Number(_) | FactType::List(_));
        let numbers = || vocabulary::facts(Scope::Review).filter(move |fact| countable(fact.kind));
        let fact = numbers().find(|fact| fact.name == name).or_else(|| {
            match vocabulary::find(Scope::Review, name) {
                Some(fact) => {
                    self.error(
                        "wrong-type",
                        format!("`{name}` is {}, not a number", article(fact.kind)),
                        &trail.key("measure"),
                        "a number or a list is needed here",
                    );
                }
                None => {
                    let meant =
                        self.unknown("number or list", name, numbers().map(|fact| fact.name), &trail.key("measure"));
                    return meant.and_then(|meant| numbers().find(|fact| fact.name == meant)).or(numbers().next());
                }
            }
            numbers().next()
        });
        match fact {
            Some(fact) => (Measure::Number { fact, bands }, Scope::Review),
            None => (
                Measure::Ask {
                    question: String::new(),
                    levels: Vec::new(),
                    answers: self.scale.best_first().collect(),
                    may_not_apply: false,
                },
                Scope::Review,
            ),
        }
    }

    fn template(
        &mut self,
        text: Option<&String>,
        scope: Scope,
        measure: &Measure,
        trail: &KeyPath,
    ) -> Option<Template> {
        let text = text?;
        let fills = |found| match (found, measure) {
            (Found::Met | Found::Of | Found::Failed, Measure::Share(_)) => true,
            (Found::Matched, Measure::Share(share)) => has_word_tests(share),
            (Found::Value, Measure::Count { .. } | Measure::Number { .. }) => true,
            (Found::Met | Found::Of | Found::Failed | Found::Matched | Found::Value, _) => false,
        };
        let special = || Found::ALL.into_iter().filter(|(_, found)| fills(*found));
        let known = |name: &str| {
            let found = special().find(|(word, _)| *word == name).map(|(_, found)| Piece::Found(found));
            found.or_else(|| vocabulary::find(scope, name).map(Piece::Fact))
        };
        match Template::parse(text, known) {
            Ok(template) => Some(template),
            Err(unknown) => {
                for name in unknown {
                    if name.is_empty() {
                        self.error("open-brace", "a `{` is not closed", trail, "in this text");
                        continue;
                    }
                    let names = special().map(|(word, _)| word).chain(vocabulary::facts(scope).map(|fact| fact.name));
                    self.unknown("placeholder", &name, names, trail);
                    if scope == Scope::Review {
                        let special: Vec<String> = special().map(|(word, _)| format!("`{{{word}}}`")).collect();
                        self.help(format!(
                            "you can use {} and the facts that `casegrade facts` lists",
                            and_list(&special)
                        ));
                    }
                }
                None
            }
        }
    }
}

fn has_word_tests(share: &ShareRule) -> bool {
    let tests = share.must.iter().chain(share.any.iter().flatten()).flat_map(|condition| &condition.tests);
    tests.into_iter().any(|test| matches!(test, Test::Words { .. }))
}

/// Whether a source says that the rule is the author's own.
fn is_ours(source: Option<&str>) -> bool {
    source.is_some_and(|source| source.trim().eq_ignore_ascii_case("ours"))
}
