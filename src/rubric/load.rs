//! From a text to a sound rubric, or to everything that is wrong with it.

use std::collections::HashMap;
use std::fmt::Write as _;

use num_rational::Ratio;
use sha2::{Digest, Sha256};

use super::exact::Exact;
use super::model::{Criterion, Empty, Limit, Measure, Part, Profile, Rubric, Rule, ShareRule};
use super::profiles::Parts;
use super::raw::{RawBetter, RawCriterion, RawEmpty, RawRubric, RawRule};
use super::template::{Found, Piece, Template};
use crate::document::{Decoded, Diagnostic, Node, Source, Trail, decode, toml};
use crate::review::vocabulary::{self, ListName};
use crate::review::{FactType, Grade, Scope};
use crate::text::{Span, WordList, nearest, or_list};

/// What came of reading a rubric.
#[derive(Debug)]
pub struct Loaded {
    /// The rubric; `None` if it has errors.
    pub rubric: Option<Rubric>,
    /// Errors and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Weights are kept as whole numbers; a common scale beyond this is refused.
const FINEST_WEIGHTS: i64 = 1_000_000_000;

/// Reads a rubric.
#[must_use]
pub fn load(source: &Source) -> Loaded {
    let parsed = toml::parse(&source.text);
    let mut diagnostics = parsed.errors;
    if !parsed.rest_is_sound {
        return Loaded {
            rubric: None,
            diagnostics,
        };
    }
    let decoded: Decoded<RawRubric> = decode(&parsed.root);
    diagnostics.extend(decoded.diagnostics);
    let mut rubric = None;
    if let Some(raw) = &decoded.value {
        let mut builder = Builder::new(&parsed.root, &decoded.left_out);
        rubric = Some(builder.rubric(raw, &source.text));
        diagnostics.extend(builder.found);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    diagnostics.dedup();
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    Loaded {
        rubric: rubric.filter(|_| sound),
        diagnostics,
    }
}

/// Builds a rubric and collects what is wrong; after an error it goes on with something harmless.
pub(super) struct Builder<'r, 'a> {
    root: &'r Node<'a>,
    left_out: &'r [Span],
    pub(super) found: Vec<Diagnostic>,
    pub(super) words: HashMap<String, WordList>,
}

impl<'r, 'a> Builder<'r, 'a> {
    fn new(root: &'r Node<'a>, left_out: &'r [Span]) -> Self {
        Builder {
            root,
            left_out,
            found: Vec::new(),
            words: HashMap::new(),
        }
    }

    pub(super) fn place(&self, trail: &Trail) -> Span {
        self.root.locate(trail)
    }

    pub(super) fn error(&mut self, code: &'static str, message: impl Into<String>, trail: &Trail, label: &str) {
        let diagnostic = Diagnostic::error(code, message).at(self.place(trail), label);
        self.found.push(diagnostic);
    }

    /// Adds advice to the error said last.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// Says that `name` is none of `known`, with the nearest.
    pub(super) fn unknown<'n>(
        &mut self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        trail: &Trail,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let meant = nearest(name, known.iter().copied());
        let suffix = meant.map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
        let mut help = None;
        if !known.is_empty() && known.len() <= 40 {
            let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            help = Some(format!("known are {}", or_list(&quoted)));
        }
        let label = meant.map_or_else(|| "not known".to_owned(), |name| format!("did you mean `{name}`?"));
        self.error(
            "unknown-name",
            format!("unknown {what} `{name}`{suffix}"),
            trail,
            &label,
        );
        if let Some(help) = help {
            self.help(help);
        }
    }

    /// True if `key` of the table at `trail` was there but could not be read: then nothing is missing.
    pub(super) fn was_left_out(&self, trail: &Trail, key: &str) -> bool {
        let entry = self.root.find(trail).and_then(|node| node.entry(key));
        entry.is_some_and(|entry| self.left_out.contains(&entry.key_span))
    }

    /// A required text.
    fn required(&mut self, value: Option<&String>, trail: &Trail, key: &'static str, what: &str) -> String {
        match value.map(|value| value.trim()).filter(|value| !value.is_empty()) {
            Some(value) => value.to_owned(),
            None => {
                if !self.was_left_out(trail, key) {
                    self.error(
                        "missing-key",
                        format!("{what} has no `{key}`"),
                        trail,
                        &format!("give `{key} = \"...\"`"),
                    );
                }
                String::new()
            }
        }
    }

    fn rubric(&mut self, raw: &RawRubric, text: &str) -> Rubric {
        let header = Trail::dotted("rubric");
        if self.root.entry("rubric").is_none() {
            self.error(
                "not-a-rubric",
                "the table `[rubric]` is missing",
                &Trail::root(),
                "here",
            );
            self.help("a rubric begins with `[rubric]`, and an `id`, a `title` and a `version` below it");
        }
        self.word_lists(raw);
        let mut criteria: Vec<Criterion> = Vec::new();
        for (at, criterion) in raw.criteria.iter().enumerate() {
            let built = self.criterion(criterion, raw, &Trail::dotted("criteria").item(at));
            criteria.push(built);
        }
        if criteria.is_empty() && !self.was_left_out(&Trail::root(), "criteria") {
            self.error(
                "missing-key",
                "the rubric has no `[[criteria]]`",
                &header,
                "nothing would be judged",
            );
        }
        self.weights(raw, &mut criteria);
        self.ids(&criteria);
        for (at, criterion) in criteria.iter_mut().enumerate() {
            criterion.profile = self.criterion_profile(raw, at, criterion);
        }
        let overall = self.overall_profile(raw, &criteria);
        let limits = self.limits(raw, &criteria, &overall);
        let enough = self.enough(raw);
        let there = self.root.entry("rubric").is_some();
        let mut say = |value: &Option<String>, key| {
            if there {
                self.required(value.as_ref(), &header, key, "the rubric")
            } else {
                String::new()
            }
        };
        Rubric {
            id: say(&raw.rubric.id, "id"),
            title: say(&raw.rubric.title, "title"),
            version: say(&raw.rubric.version, "version"),
            about: raw.rubric.about.clone(),
            kinds: raw.rubric.kinds.clone().unwrap_or_default(),
            not_judged: raw
                .rubric
                .not_judged
                .clone()
                .unwrap_or_else(|| "the practice under review, or who was to blame".to_owned()),
            hash: hash(text),
            enough,
            overall,
            limits,
            criteria,
            words: raw
                .words
                .iter()
                .map(|(name, words)| (name.clone(), words.clone()))
                .collect(),
        }
    }

    fn enough(&mut self, raw: &RawRubric) -> Exact {
        let enough = raw.grading.enough.unwrap_or_else(|| Exact::fraction(9, 10));
        if enough <= Exact::whole(0) || enough > Exact::whole(1) {
            self.error(
                "out-of-range",
                format!("`enough` is a share above 0 and at most 1, not {enough}"),
                &Trail::dotted("grading.enough"),
                "here",
            );
        }
        enough
    }

    fn word_lists(&mut self, raw: &RawRubric) {
        for (name, words) in &raw.words {
            let trail = Trail::dotted("words").key(name.clone());
            if words.iter().all(|word| word.trim().is_empty()) {
                self.error(
                    "empty-list",
                    format!("the word list `{name}` has no words"),
                    &trail,
                    "a list without words finds nothing",
                );
            }
            match WordList::new(words) {
                Some(list) => {
                    self.words.insert(name.clone(), list);
                }
                None => {
                    self.error(
                        "too-large",
                        format!("the word list `{name}` is too long to search"),
                        &trail,
                        "here",
                    );
                }
            }
        }
    }

    fn criterion(&mut self, raw: &RawCriterion, all: &RawRubric, trail: &Trail) -> Criterion {
        let id = self.required(raw.id.as_ref(), trail, "id", "the criterion");
        let title = self.required(raw.title.as_ref(), trail, "title", "the criterion");
        let rules = raw
            .rules
            .iter()
            .enumerate()
            .map(|(at, rule)| self.rule(rule, all, &trail.key("rules").item(at)))
            .collect::<Vec<_>>();
        if rules.is_empty() && !self.was_left_out(trail, "rules") {
            self.error(
                "missing-key",
                format!("the criterion `{id}` has no rules"),
                trail,
                "nothing here would be judged",
            );
        }
        Criterion {
            id,
            title,
            asks: raw.asks.clone(),
            weight: 1,
            tags: raw.tags.clone(),
            profile: Profile { grades: Vec::new() },
            rules,
        }
    }

    fn rule(&mut self, raw: &RawRule, all: &RawRubric, trail: &Trail) -> Rule {
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
            fixable: raw.fixable.unwrap_or(true),
        };
        self.warn_of_bare_word(&rule, trail);
        rule
    }

    /// A yes or no that the author ticks should not alone be outstanding.
    fn warn_of_bare_word(&mut self, rule: &Rule, trail: &Trail) {
        let Measure::Share(share) = &rule.measure else { return };
        let facts = rule.facts();
        let bare = share.each.is_none() && !facts.is_empty() && facts.iter().all(|fact| fact.kind == FactType::YesNo);
        if bare && rule.best() == Grade::Outstanding {
            let place = self.place(&trail.key("met"));
            self.found.push(
                Diagnostic::warning(
                    "bare-word",
                    format!("rule `{}` gives outstanding for a bare yes or no", rule.id),
                )
                .at(place, "good is what a form can show"),
            );
        }
    }

    fn measure(&mut self, raw: &RawRule, all: &RawRubric, trail: &Trail) -> (Measure, Scope) {
        let forms = [
            ("must", raw.must.is_some() || raw.any.is_some()),
            ("count", raw.count.is_some()),
            ("measure", raw.measure.is_some()),
            ("ask", raw.ask.is_some()),
        ];
        let given: Vec<&str> = forms.iter().filter(|form| form.1).map(|form| form.0).collect();
        let unread = ["must", "any", "count", "measure", "ask"]
            .iter()
            .any(|key| self.was_left_out(trail, key));
        match given.as_slice() {
            [] if !unread => {
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
                    format!("the rule has {} at once", crate::text::and_list(&quoted)),
                    trail,
                    "take one of them",
                );
            }
        }
        self.unused_keys(raw, given.first().copied().unwrap_or("must"), trail);
        match given.first() {
            Some(&"count") => self.count(raw, all, trail),
            Some(&"measure") => self.number(raw, all, trail),
            Some(&"ask") => {
                let levels = raw.levels.as_ref().map(|levels| {
                    Grade::BEST_FIRST
                        .iter()
                        .filter_map(|grade| Some((*grade, levels.get(grade)?.clone())))
                        .collect()
                });
                (
                    Measure::Ask {
                        question: raw.ask.clone().unwrap_or_default(),
                        levels: levels.unwrap_or_default(),
                    },
                    Scope::Review,
                )
            }
            _ => self.share(raw, all, trail),
        }
    }

    /// Keys that would have no effect in a rule of this form.
    fn unused_keys(&mut self, raw: &RawRule, form: &str, trail: &Trail) {
        let each = raw.each.is_some();
        let keys = [
            ("each", each, form == "must"),
            (
                "where",
                raw.selects.is_some(),
                each && form == "must" || form == "count",
            ),
            ("empty", raw.empty.is_some(), each && form == "must"),
            ("better", raw.better.is_some(), form == "count" || form == "measure"),
            ("levels", raw.levels.is_some(), form == "ask"),
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
                self.error(
                    "no-effect",
                    format!("`{key}` has no effect {what}"),
                    &trail.key(key),
                    "take it away",
                );
            }
        }
    }

    fn list(&mut self, name: &str, trail: &Trail) -> Option<ListName> {
        let list = ListName::named(name);
        if list.is_none() {
            self.unknown("list", name, ListName::ALL.iter().map(|list| list.name()), trail);
        }
        list
    }

    fn share(&mut self, raw: &RawRule, all: &RawRubric, trail: &Trail) -> (Measure, Scope) {
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
                self.error(
                    "empty-list",
                    "`any` has no tables, so nothing could meet it",
                    &any,
                    "here",
                );
            }
        }
        match raw.empty {
            Some(RawEmpty::Met) => share.empty = Empty::Met,
            Some(RawEmpty::NotApplicable) => share.empty = Empty::NotApplicable,
            Some(RawEmpty::Unmet) => {}
            None => {
                if raw.each.is_some() && !self.was_left_out(trail, "empty") {
                    self.error(
                        "missing-key",
                        "a rule with `each` must say in `empty` what it is of no items",
                        trail,
                        "this rule",
                    );
                    self.help("write `empty = \"unmet\"`, `\"met\"` or `\"not-applicable\"`");
                }
            }
        }
        (Measure::Share(share), scope)
    }

    fn count(&mut self, raw: &RawRule, all: &RawRubric, trail: &Trail) -> (Measure, Scope) {
        let lower = matches!(raw.better, Some(RawBetter::Lower));
        let bands = self.number_bands(raw, all, lower, trail);
        let name = raw.count.as_deref().unwrap_or("");
        let list = self.list(name, &trail.key("count"));
        let selects = list.map(|list| self.conditions(Scope::Item(list), raw.selects.as_ref(), &trail.key("where")));
        let list = list.unwrap_or(ListName::Findings);
        (
            Measure::Count {
                list,
                selects: selects.unwrap_or_default(),
                bands,
            },
            Scope::Review,
        )
    }

    fn number(&mut self, raw: &RawRule, all: &RawRubric, trail: &Trail) -> (Measure, Scope) {
        let lower = matches!(raw.better, Some(RawBetter::Lower));
        let bands = self.number_bands(raw, all, lower, trail);
        let name = raw.measure.as_deref().unwrap_or("");
        let countable = |kind: FactType| matches!(kind, FactType::Number(_) | FactType::List(_));
        let numbers = || vocabulary::of(Scope::Review).filter(move |fact| countable(fact.kind));
        let fact = numbers().find(|fact| fact.name == name).or_else(|| {
            match vocabulary::find(Scope::Review, name) {
                Some(fact) => {
                    self.error(
                        "wrong-type",
                        format!("`{name}` is not a number but {}", article(fact.kind)),
                        &trail.key("measure"),
                        "wanted a number or a list",
                    );
                }
                None => self.unknown("number", name, numbers().map(|fact| fact.name), &trail.key("measure")),
            }
            numbers().next()
        });
        match fact {
            Some(fact) => (Measure::Number { fact, bands }, Scope::Review),
            None => (
                Measure::Ask {
                    question: String::new(),
                    levels: Vec::new(),
                },
                Scope::Review,
            ),
        }
    }

    fn template(&mut self, text: Option<&String>, scope: Scope, measure: &Measure, trail: &Trail) -> Option<Template> {
        let text = text?;
        let fills = |found| match (found, measure) {
            (Found::Met | Found::Of | Found::Failed, Measure::Share(_)) => true,
            (Found::Matched, Measure::Share(share)) => has_word_tests(share),
            (Found::Value, Measure::Count { .. } | Measure::Number { .. }) => true,
            (Found::Met | Found::Of | Found::Failed | Found::Matched | Found::Value, _) => false,
        };
        let special = || Found::ALL.into_iter().filter(|(_, found)| fills(*found));
        let known = |name: &str| {
            let found = special()
                .find(|(word, _)| *word == name)
                .map(|(_, found)| Piece::Found(found));
            found.or_else(|| vocabulary::find(scope, name).map(Piece::Fact))
        };
        match Template::parse(text, known) {
            Ok(template) => Some(template),
            Err(name) if name.is_empty() => {
                self.error("open-brace", "a `{` is not closed", trail, "in this text");
                None
            }
            Err(name) => {
                let names = special()
                    .map(|(word, _)| word)
                    .chain(vocabulary::of(scope).map(|fact| fact.name));
                self.unknown("placeholder", &name, names, trail);
                None
            }
        }
    }

    /// Brings all weights to one scale on which they are whole.
    fn weights(&mut self, raw: &RawRubric, criteria: &mut [Criterion]) {
        let mut all: Vec<(Trail, Exact)> = Vec::new();
        for (at, criterion) in raw.criteria.iter().enumerate() {
            let trail = Trail::dotted("criteria").item(at);
            all.push((trail.key("weight"), criterion.weight.unwrap_or(Exact::whole(1))));
            let rules = criterion.rules.iter().enumerate();
            all.extend(rules.map(|(at, rule)| {
                (
                    trail.key("rules").item(at).key("weight"),
                    rule.weight.unwrap_or(Exact::whole(1)),
                )
            }));
        }
        let mut scale: i64 = 1;
        for (trail, weight) in &all {
            if *weight <= Exact::whole(0) {
                self.error(
                    "out-of-range",
                    format!("a weight is above 0, not {weight}"),
                    trail,
                    "here",
                );
                self.help("to leave a rule out, take it out of the file");
            }
            let (_, denom) = weight.parts();
            let common = Ratio::new(scale, denom).reduced();
            match scale
                .checked_mul(*common.denom())
                .filter(|scale| *scale <= FINEST_WEIGHTS)
            {
                Some(next) => scale = next,
                None => {
                    self.error(
                        "out-of-range",
                        "the weights of this rubric have too many different fractions to be kept exactly",
                        trail,
                        "here",
                    );
                }
            }
        }
        let mut weights = all.into_iter().map(|(trail, weight)| {
            let (numer, denom) = weight.parts();
            let whole = u64::try_from(numer.saturating_mul(scale / denom)).unwrap_or(1);
            (trail, whole)
        });
        let mut next = |found: &mut Vec<Diagnostic>, root: &Node<'_>| {
            let (trail, weight) = weights.next()?;
            if weight > 1_000_000_000_000 {
                found.push(
                    Diagnostic::error("out-of-range", "the weight is too large beside the others")
                        .at(root.locate(&trail), "here"),
                );
            }
            Some(weight.clamp(1, 1_000_000_000_000))
        };
        for criterion in criteria.iter_mut() {
            criterion.weight = next(&mut self.found, self.root).unwrap_or(1);
            for rule in &mut criterion.rules {
                rule.weight = next(&mut self.found, self.root).unwrap_or(1);
            }
        }
    }

    /// Ids and tags: each id once, no tag that is an id, no tag on both criteria and rules.
    fn ids(&mut self, criteria: &[Criterion]) {
        let mut known: HashMap<String, Trail> = HashMap::new();
        let mut tags: HashMap<String, (bool, Trail)> = HashMap::new();
        let mut parts: Vec<(String, Vec<String>, bool, Trail)> = Vec::new();
        for (at, criterion) in criteria.iter().enumerate() {
            let trail = Trail::dotted("criteria").item(at);
            parts.push((criterion.id.clone(), criterion.tags.clone(), true, trail.clone()));
            parts.extend(
                criterion
                    .rules
                    .iter()
                    .enumerate()
                    .map(|(at, rule)| (rule.id.clone(), rule.tags.clone(), false, trail.key("rules").item(at))),
            );
        }
        for (id, _, _, trail) in &parts {
            let folded = id.to_lowercase();
            if folded.is_empty() {
                continue;
            }
            if let Some(first) = known.get(&folded) {
                let place = self.place(&first.key("id"));
                let diagnostic = Diagnostic::error("duplicate-id", format!("the id `{id}` is used twice"))
                    .at(self.place(&trail.key("id")), "the second one")
                    .at(place, "the first one");
                self.found.push(diagnostic);
            } else {
                known.insert(folded, trail.clone());
            }
        }
        for (_, own, on_criterion, trail) in &parts {
            for (at, tag) in own.iter().enumerate() {
                let trail = trail.key("tags").item(at);
                if tag == Parts::ASKED {
                    self.error(
                        "reserved",
                        "the tag `asked` is on every `ask` rule by itself",
                        &trail,
                        "take it away",
                    );
                } else if known.contains_key(&tag.to_lowercase()) {
                    self.error(
                        "ambiguous-tag",
                        format!("`{tag}` is a tag here and an id elsewhere"),
                        &trail,
                        "give the tag another name",
                    );
                } else if tags.get(tag).is_some_and(|(other, _)| other != on_criterion) {
                    self.error(
                        "ambiguous-tag",
                        format!("the tag `{tag}` is borne by criteria and by rules"),
                        &trail,
                        "a tag is borne by criteria or by rules, never both",
                    );
                } else {
                    tags.insert(tag.clone(), (*on_criterion, trail));
                }
            }
        }
    }

    fn limits(&mut self, raw: &RawRubric, criteria: &[Criterion], overall: &Profile) -> Vec<Limit> {
        let mut limits = Vec::new();
        for (at, limit) in raw.limits.iter().enumerate() {
            let trail = Trail::dotted("limits").item(at);
            let when = self.required(limit.when.as_ref(), &trail, "when", "the limit");
            let mut grade = |value: Option<Grade>, key: &'static str| {
                if value.is_none() && !self.was_left_out(&trail, key) {
                    self.error("missing-key", format!("the limit has no `{key}`"), &trail, "this limit");
                }
                if value == Some(Grade::Outstanding) {
                    self.error(
                        "no-effect",
                        format!("`{key}` as outstanding limits nothing"),
                        &trail.key(key),
                        "take a lower grade",
                    );
                }
                value.unwrap_or(Grade::Inadequate)
            };
            let (when_at, cap) = (grade(limit.when_at, "when-at"), grade(limit.overall, "overall"));
            if cap != Grade::Inadequate
                && cap != Grade::Outstanding
                && !overall.grades.iter().any(|(grade, _)| *grade == cap)
            {
                self.error(
                    "unknown-name",
                    format!("the rubric never gives {cap} overall, so nothing can be limited to it"),
                    &trail.key("overall"),
                    "take a grade that `[grading.overall]` gives, or inadequate",
                );
            }
            let part = Parts::new(criteria).one(&when);
            if part.is_none() && !when.is_empty() {
                let ids: Vec<&str> = criteria
                    .iter()
                    .flat_map(|criterion| {
                        std::iter::once(&criterion.id).chain(criterion.rules.iter().map(|rule| &rule.id))
                    })
                    .map(String::as_str)
                    .collect();
                self.unknown("criterion or rule", &when, ids, &trail.key("when"));
            }
            limits.push(Limit {
                when,
                part: part.unwrap_or(Part::Criterion(0)),
                when_at,
                overall: cap,
                because: limit.because.clone(),
            });
        }
        limits
    }
}

fn has_word_tests(share: &ShareRule) -> bool {
    let tests = share
        .must
        .iter()
        .chain(share.any.iter().flatten())
        .flat_map(|condition| &condition.tests);
    tests
        .into_iter()
        .any(|test| matches!(test, super::model::Test::Words { .. }))
}

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

/// SHA-256 of a text with Unix line ends, so that a checkout on Windows has the same.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
