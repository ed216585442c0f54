//! The theorems of the engine on random rubrics and reviews.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::cell::Cell;

use casegrade::engine::{Graded, Outcome, Presence, Range, State, States, combine, grade};
use casegrade::judgement::Judgements;
use casegrade::review::vocabulary::VOCABULARY;
use casegrade::review::{Fact, Facts, Grade, Scope, usual};
use casegrade::rubric::{Condition, Measure, Rubric, Rule};
use proptest::test_runner::TestCaseError;

use crate::support::completions::Completions;
use crate::support::improvement::{is_improved, one};
use crate::support::independent;
use crate::support::reviews::{Document, Scheme};
use crate::support::rubrics::{self, Form, Model, Palette, form};
use crate::support::{Choices, answers, check, fail, judgements, reference, review, rubric, same, shown, try_review};

/// A rubric up to the rules of its only criterion.
const HEADER: &str = "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[words]\nblame = [\"blame\", \"at fault\"]\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n";

// Combining: rules into criteria, criteria into the review.

/// A rubric whose rules do not matter: their states are given.
fn asking(choices: &Choices) -> Model {
    Model::random(choices, &|choices| {
        let mut form = Form { asked: choices.chance(40), ..Form::default() };
        if form.asked {
            form.put("ask", "\"Is it so?\"");
        } else {
            form.put("must", "{ \"chair.independent\" = true }");
            form.put("met", "\"good\"");
        }
        form
    })
}

fn any_state(choices: &Choices) -> Option<State> {
    let presence = match choices.below(5) {
        0..=2 => Presence::Sure,
        3 => Presence::Maybe,
        _ => return None,
    };
    let (a, b) = (choices.pick(&usual::BEST_FIRST), choices.pick(&usual::BEST_FIRST));
    Some(State { range: Range { floor: a.min(b), ceiling: a.max(b) }, presence })
}

fn any_states(choices: &Choices, model: &Model) -> States {
    model.criteria.iter().map(|criterion| criterion.rules.iter().map(|_| any_state(choices)).collect()).collect()
}

fn states_text(model: &Model, states: &States) -> String {
    let rules = model.rules().zip(states.iter().flatten());
    rules.map(|(rule, state)| format!("{}: {}\n", rule.id, shown(state))).collect()
}

#[test]
fn combining_is_what_the_design_says() {
    check(700, |choices| {
        let model = asking(choices);
        let text = model.text();
        let rubric = rubric(&text);
        for _ in 0..8 {
            let states = any_states(choices, &model);
            let combined = combine(&rubric, &states);
            let found = (combined.criteria, combined.overall, combined.limits);
            let wanted = reference::combine(&model, &states);
            same(
                &found,
                &wanted,
                "the engine and the naive reference differ",
                &[("rubric", &text), ("states", &states_text(&model, &states))],
            )?;
        }
        Ok(())
    });
}

/// All grades that a state can come to, and absence where it may not apply.
fn outcomes(state: &Option<State>) -> Vec<Option<State>> {
    let Some(State { range, presence }) = state else { return vec![None] };
    let settled = |grade| Some(State { range: Range { floor: grade, ceiling: grade }, presence: Presence::Sure });
    let grades = usual::BEST_FIRST.into_iter().filter(|grade| range.floor <= *grade && *grade <= range.ceiling);
    let absent = (*presence == Presence::Maybe).then_some(None);
    grades.map(settled).chain(absent).collect()
}

/// True if `after` can be what `before` turns out to be.
fn bounds(before: &Option<State>, after: &Option<State>) -> bool {
    match (before, after) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some(before), None) => before.presence == Presence::Maybe,
        (Some(before), Some(after)) => {
            let inside = before.range.floor <= after.range.floor && after.range.ceiling <= before.range.ceiling;
            inside && (before.presence == Presence::Maybe || after.presence == Presence::Sure)
        }
    }
}

#[test]
fn floor_and_ceiling_bound_all_that_the_rules_can_come_to() {
    check(400, |choices| {
        let model = asking(choices);
        let text = model.text();
        let rubric = rubric(&text);
        let states = any_states(choices, &model);
        let all = combine(&rubric, &states);
        for _ in 0..60 {
            let settled =
                states.iter().map(|rules| rules.iter().map(|state| choices.pick(&outcomes(state))).collect()).collect();
            let one = combine(&rubric, &settled);
            let inside = all.criteria.iter().zip(&one.criteria).all(|(before, after)| bounds(before, after));
            if !inside || !bounds(&all.overall, &one.overall) {
                let texts = [
                    ("rubric", text.as_str()),
                    ("states", &states_text(&model, &states)),
                    ("come to", &states_text(&model, &settled)),
                ];
                return Err(fail(format!("{all:#?}\ndoes not bound\n{one:#?}"), &texts));
            }
        }
        Ok(())
    });
}

/// A state at least as good.
fn raised(choices: &Choices, state: &Option<State>) -> Option<State> {
    let up = |grade: Grade| choices.pick(&usual::BEST_FIRST).max(grade);
    let state = (*state)?;
    let Range { floor, ceiling } = if choices.chance(50) {
        state.range
    } else {
        Range { floor: up(state.range.floor), ceiling: up(state.range.ceiling) }
    };
    Some(State { range: Range { floor: floor.min(ceiling), ceiling }, ..state })
}

/// True if nothing is worse, and all takes part as before.
fn is_no_worse(before: &Option<State>, after: &Option<State>) -> bool {
    match (before, after) {
        (None, None) => true,
        (Some(before), Some(after)) => {
            before.presence == after.presence
                && before.range.floor <= after.range.floor
                && before.range.ceiling <= after.range.ceiling
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[test]
fn raising_rules_lowers_no_criterion_and_not_the_review() {
    check(500, |choices| {
        let model = asking(choices);
        let text = model.text();
        let rubric = rubric(&text);
        for _ in 0..10 {
            let states = any_states(choices, &model);
            let better =
                states.iter().map(|rules| rules.iter().map(|state| raised(choices, state)).collect()).collect();
            let (before, after) = (combine(&rubric, &states), combine(&rubric, &better));
            let criteria =
                before.criteria.iter().zip(&after.criteria).all(|(before, after)| is_no_worse(before, after));
            if !criteria || !is_no_worse(&before.overall, &after.overall) {
                let texts = [
                    ("rubric", text.as_str()),
                    ("states", &states_text(&model, &states)),
                    ("raised", &states_text(&model, &better)),
                ];
                return Err(fail(format!("raising\n{before:#?}\nled to\n{after:#?}"), &texts));
            }
        }
        Ok(())
    });
}

// Whole reviews.

/// A rubric, a review that leaves much open, and the keys that matter to the rubric.
struct Case {
    text: String,
    rubric: Rubric,
    scheme: Scheme,
    document: Document,
}

impl Case {
    fn random(choices: &Choices) -> Self {
        Case::of(choices, &form)
    }

    fn of(choices: &Choices, form: &dyn Fn(&Choices, &Palette) -> Form) -> Self {
        let palette = Palette::random(choices);
        let text = Model::random(choices, &|choices| form(choices, &palette)).text();
        let scheme = Scheme::of(palette.facts());
        let document = Document::random(choices, &scheme);
        Case { rubric: rubric(&text), text, scheme, document }
    }

    /// The result for a review; `None` if it contradicts itself.
    fn graded(&self, document: &Document, judgements: &Judgements) -> Option<Graded> {
        let review = try_review(&document.text()).ok()?;
        Some(grade(&self.rubric, &Facts::new(&review), judgements))
    }

    /// Random answers to some of the questions, and others at least as good.
    fn answers(&self, choices: &Choices) -> (Judgements, Judgements) {
        let asked = self.rubric.rules().filter(|rule| rule.is_asked() && choices.chance(60));
        let given: Vec<(String, Grade)> =
            asked.map(|rule| (rule.id.clone(), choices.pick(&usual::BEST_FIRST))).collect();
        let better: Vec<(String, Grade)> =
            given.iter().map(|(rule, grade)| (rule.clone(), choices.pick(&usual::BEST_FIRST).max(*grade))).collect();
        (answers(&given), answers(&better))
    }
}

/// What became worse from one result to another, in words.
fn worse(before: &Graded, after: &Graded) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: String, grades: bool, scores: bool| {
        if !grades {
            found.push(format!("{what}: the grades"));
        }
        if !scores {
            found.push(format!("{what}: the score"));
        }
    };
    compare("overall".to_owned(), is_no_worse(&before.overall, &after.overall), after.score >= before.score);
    for (c, (before, after)) in before.criteria.iter().zip(&after.criteria).enumerate() {
        compare(format!("criterion {c}"), is_no_worse(&before.judged, &after.judged), after.score >= before.score);
        for (r, (before, after)) in before.rules.iter().zip(&after.rules).enumerate() {
            compare(format!("rule {c}.{r}"), is_no_worse(&before.judged, &after.judged), after.score >= before.score);
        }
    }
    if let (Some(before), Some(after)) = (before.if_answered, after.if_answered)
        && (after.range.floor < before.range.floor || after.range.ceiling < before.range.ceiling)
    {
        found.push("if answered: the grades".to_owned());
    }
    found
}

/// The same review with one to three keys changed.
fn edited(choices: &Choices, case: &Case) -> Document {
    let mut document = case.document.clone();
    for _ in 0..1 + choices.below(3) {
        let places = document.places(&case.scheme);
        if places.is_empty() {
            break;
        }
        let place = choices.pick(&places);
        if choices.chance(20) { document.put(&place, None) } else { document.state(choices, &place) }
    }
    document
}

#[test]
fn improving_a_review_lowers_nothing() {
    let improved = Cell::new(0);
    let run = check(600, |choices| {
        let case = Case::random(choices);
        let (low, high) = case.answers(choices);
        for _ in 0..5 {
            let texts = [case.document.text(), edited(choices, &case).text()];
            let [Ok(one), Ok(other)] = [try_review(&texts[0]), try_review(&texts[1])] else { continue };
            let (one, other) = ((Facts::new(&one), &texts[0]), (Facts::new(&other), &texts[1]));
            for ((before, before_text), (after, after_text)) in [(&one, &other), (&other, &one)] {
                if !is_improved(&case.rubric, before, after) {
                    continue;
                }
                let (before, after) = (grade(&case.rubric, before, &low), grade(&case.rubric, after, &high));
                let of = |graded: &Graded| judgements(&case.rubric, graded);
                improved.set(improved.get() + usize::from(of(&before) != of(&after)));
                let found = worse(&before, &after);
                if !found.is_empty() {
                    let said = format!("{low:?}\n{high:?}");
                    let texts = [
                        ("rubric", case.text.as_str()),
                        ("before", before_text),
                        ("after", after_text),
                        ("answers", &said),
                    ];
                    return Err(fail(format!("an improvement made worse: {found:?}"), &texts));
                }
            }
        }
        Ok(())
    });
    assert!(improved.get() > run / 3, "{run} cases held only {} improvements", improved.get());
}

/// What of a partial record's result does not bound that of a completion, in words.
fn outside(partial: &Graded, complete: &Graded) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: String, before: &Option<State>, after: &Option<State>| {
        if !bounds(before, after) {
            found.push(format!("{what}: {} does not bound {}", shown(before), shown(after)));
        }
    };
    compare("overall".to_owned(), &partial.overall, &complete.overall);
    for (c, (before, after)) in partial.criteria.iter().zip(&complete.criteria).enumerate() {
        compare(format!("criterion {c}"), &before.judged, &after.judged);
        for (r, (before, after)) in before.rules.iter().zip(&after.rules).enumerate() {
            compare(format!("rule {c}.{r}"), &before.judged, &after.judged);
        }
    }
    if let (Some(before), Some(after)) = (partial.if_answered, complete.if_answered)
        && (after.range.floor < before.range.floor || before.range.ceiling < after.range.ceiling)
    {
        found.push(format!("if answered: {:?} does not bound {:?}", before.range, after.range));
    }
    found
}

/// Random tests of one fact.
fn tests_of(choices: &Choices, fact: &'static Fact) -> Vec<Condition> {
    let mut text = HEADER.to_owned();
    for number in 0..12 {
        let each = match fact.scope {
            Scope::Item(list) => format!("each = \"{}\"\nempty = \"met\"\n", list.name()),
            Scope::Review => String::new(),
        };
        let test = format!("must = {{ \"{}\" = {} }}\nmet = \"good\"\n", fact.name, rubrics::test(choices, fact));
        text.push_str(&format!("[[criteria.rules]]\nid = \"R{number}\"\ntitle = \"R\"\n{each}{test}"));
    }
    let must = |rule: &Rule| match &rule.measure {
        Measure::Share(share) => share.must.clone(),
        Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } => Vec::new(),
    };
    rubric(&text).rules().flat_map(must).collect()
}

/// How many outcomes of `conditions`, which test `fact`, a completion settles; an error if it undoes one.
fn outlives(
    fact: &Fact,
    conditions: &[Condition],
    before: (&Facts<'_>, &str),
    after: (&Facts<'_>, &str),
) -> Result<usize, TestCaseError> {
    let items = if let Scope::Item(list) = fact.scope { before.0.len(list) } else { 1 };
    let mut settled = 0;
    for item in 0..items {
        for condition in conditions {
            let (was, is) = (one(condition, before.0, item), one(condition, after.0, item));
            settled += usize::from(was == Outcome::NotStated && is != was);
            if was != Outcome::NotStated && is != was {
                let what = format!("`{}` of item {item} is {was:?}, and then {is:?}: {:?}", fact.name, condition.tests);
                return Err(fail(what, &[("review", before.1), ("completion", after.1)]));
            }
        }
    }
    Ok(settled)
}

#[test]
fn an_outcome_of_any_fact_outlives_the_stating_of_what_is_not_stated() {
    let settled = Cell::new(0);
    let run = check(45, |choices| {
        // Facts worked out from others every time, those that are one key's now and then.
        for fact in VOCABULARY.iter().filter(|fact| fact.is_derived() || choices.chance(10)) {
            let conditions = tests_of(choices, fact);
            let scheme = Scheme::of(std::iter::once(fact));
            for further in [0, 0, 1, 2] {
                let document = Document::random(choices, &scheme);
                let text = document.text();
                let Ok(partial) = try_review(&text) else { continue };
                let partial = Facts::new(&partial);
                for completion in Completions::new(choices, &scheme, &document, further).some(6) {
                    let completed = completion.text();
                    let Ok(complete) = try_review(&completed) else { continue };
                    let more = outlives(fact, &conditions, (&partial, &text), (&Facts::new(&complete), &completed))?;
                    settled.set(settled.get() + more);
                }
            }
        }
        Ok(())
    });
    assert!(settled.get() > run * 100, "only {} outcomes were settled in {run} cases", settled.get());
}

#[test]
fn floor_and_ceiling_bound_every_completion() {
    let open = Cell::new(0);
    let run = check(250, |choices| {
        let case = Case::random(choices);
        let (said, _) = case.answers(choices);
        let Some(partial) = case.graded(&case.document, &said) else { return Ok(()) };
        open.set(
            open.get() + usize::from(partial.overall.is_some_and(|judged| judged.range.floor < judged.range.ceiling)),
        );
        for further in 0..3 {
            let completions = Completions::new(choices, &case.scheme, &case.document, further);
            for document in completions.some(25) {
                let Some(complete) = case.graded(&document, &said) else { continue };
                let found = outside(&partial, &complete);
                if !found.is_empty() {
                    let texts = [
                        ("rubric", case.text.as_str()),
                        ("review", &case.document.text()),
                        ("completion", &document.text()),
                        ("answers", &format!("{said:?}")),
                    ];
                    return Err(fail(found.join("\n"), &texts));
                }
            }
        }
        Ok(())
    });
    assert!(open.get() > run / 5, "only {} of {run} reviews leave their grade open", open.get());
}

#[test]
fn floor_and_ceiling_are_both_attained_where_no_fact_is_read_twice() {
    let open = Cell::new(0);
    let run = check(320, |choices| {
        let facts = independent::Facts::random(choices);
        let text = Model::random(choices, &|choices| facts.form(choices)).text();
        let (document, completions) = independent::document(choices, &facts, 200);
        let case = Case { rubric: rubric(&text), text, scheme: Scheme::default(), document };
        let (said, _) = case.answers(choices);
        let Some(partial) = case.graded(&case.document, &said) else { return Ok(()) };
        let all: Vec<Graded> = completions.some(200).filter_map(|document| case.graded(&document, &said)).collect();
        open.set(
            open.get() + usize::from(partial.overall.is_some_and(|judged| judged.range.floor < judged.range.ceiling)),
        );
        let attained = |what: &str, whole: &Option<State>, each: &dyn Fn(&Graded) -> Option<State>| {
            let ranges: Vec<Range> = all.iter().filter_map(|graded| Some(each(graded)?.range)).collect();
            let found =
                ranges.iter().map(|range| range.floor).min().zip(ranges.iter().map(|range| range.ceiling).max());
            let wanted = whole.map(|state| (state.range.floor, state.range.ceiling));
            let texts =
                [("rubric", case.text.as_str()), ("review", &case.document.text()), ("answers", &format!("{said:?}"))];
            same(&wanted, &found, &format!("{what}: the range, and what {} completions come to", all.len()), &texts)
        };
        for (c, criterion) in partial.criteria.iter().enumerate() {
            for (r, rule) in criterion.rules.iter().enumerate() {
                attained(&format!("rule {c}.{r}"), &rule.judged, &|graded| graded.criteria[c].rules[r].judged)?;
            }
            attained(&format!("criterion {c}"), &criterion.judged, &|graded| graded.criteria[c].judged)?;
        }
        attained("overall", &partial.overall, &|graded| graded.overall)
    });
    assert!(open.get() > 25, "only {} of {run} reviews leave their grade open", open.get());
}

/// Mostly questions, which often may not apply.
fn question(choices: &Choices, palette: &Palette) -> Form {
    if choices.chance(40) {
        return form(choices, palette);
    }
    let mut form = Form { asked: true, ..Form::default() };
    form.put("ask", "\"Is it so?\"");
    if choices.chance(50) {
        form.put("applies-when", rubrics::conditions(choices, &palette.review));
    }
    form
}

#[test]
fn answers_to_open_questions_lead_between_the_grades_foretold() {
    let asked = Cell::new(0);
    let run = check(300, |choices| {
        let case = Case::of(choices, &question);
        let (some, _) = case.answers(choices);
        let Some(before) = case.graded(&case.document, &some) else { return Ok(()) };
        let open = case.rubric.rules().filter(|rule| rule.is_asked() && some.answer(&rule.id).is_none());
        let ids: Vec<String> = open.map(|rule| rule.id.clone()).collect();
        for _ in 0..4 {
            let mut all =
                answers(&ids.iter().map(|id| (id.clone(), choices.pick(&usual::BEST_FIRST))).collect::<Vec<_>>());
            all.answers.extend(some.answers.clone());
            let Some(after) = case.graded(&case.document, &all) else { continue };
            let foretold = before.if_answered.map(|open| open.range).or(before.overall.map(|judged| judged.range));
            let inside = match (foretold, after.overall) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(foretold), Some(found)) => {
                    foretold.floor <= found.range.floor && found.range.ceiling <= foretold.ceiling
                }
            };
            asked.set(asked.get() + usize::from(before.if_answered.is_some()));
            if !inside {
                let texts = [
                    ("rubric", case.text.as_str()),
                    ("review", &case.document.text()),
                    ("answers", &format!("{all:?}")),
                ];
                return Err(fail(format!("foretold {foretold:?}, came to {:?}", after.overall), &texts));
            }
        }
        Ok(())
    });
    assert!(asked.get() > run / 10, "only {} of {run} cases leave a question open", asked.get());
}

// What the random tests found, at its smallest.

/// That the result of a record with open ends bounds that of a record which settles them.
fn bounded(rule: &str, partial: &str, complete: &str) {
    let text = format!("{HEADER}[[criteria.rules]]\nid = \"R1\"\ntitle = \"Rule\"\n{rule}");
    let rubric = rubric(&text);
    let result = |text: &str| {
        grade(&rubric, &Facts::new(&review(&format!("[review]\nid = \"x\"\n{text}"))), &Judgements::default())
    };
    let found = outside(&result(partial), &result(complete));
    assert!(
        found.is_empty(),
        "{found:#?}\n--- rubric ---\n{text}\n--- review ---\n{partial}\n--- completion ---\n{complete}"
    );
}

/// A measure of a key that is missing from a whole record is at its worst.
#[test]
fn a_number_that_is_not_stated_may_have_no_value() {
    let lower = "measure = \"identity-considered\"\nbetter = \"lower\"\nbands = { good = 5 }";
    bounded(lower, "record = \"part\"", "record = \"whole\"");
    let higher = "measure = \"summary.pages\"\nbands = { good = 0 }";
    bounded(higher, "record = \"part\"", "record = \"whole\"");
}

/// What is missing from a whole record meets only `not`, length and word tests, dates between other dates included.
#[test]
fn a_date_that_is_not_stated_may_have_no_value() {
    let dates = "\n[dates]\nincident = 2009-01-05\ncompleted = 2009-03-01";
    let (part, whole) = (format!("record = \"part\"{dates}"), format!("record = \"whole\"{dates}"));
    for test in ["{ before = 2009-12-01 }", "{ from = 2009-01-01 }", "\"2009\"", "{ one-of = [\"2009\"] }"] {
        bounded(&format!("must = {{ \"dates.decided\" = {test} }}\nmet = \"good\""), &part, &whole);
    }
    bounded("must = { \"months-to-complete\" = { at-most = 4 } }\nmet = \"good\"", &part, &whole);
    bounded("measure = \"months-to-complete\"\nbetter = \"lower\"\nbands = { good = 4 }", &part, &whole);
}

/// Stating that a date lies in a year must not undo what the dates around it say.
#[test]
fn a_date_known_to_the_year_keeps_to_the_dates_around_it() {
    let dates = |decided: &str| format!("[dates]\n{decided}\ncompleted = 2009-04-09");
    let rule = "must = { \"dates.decided\" = { from = 2009-05-12 } }\nmet = \"good\"";
    bounded(
        rule,
        &format!("record = \"part\"\n{}", dates("")),
        &format!("record = \"whole\"\n{}", dates("decided = \"2009\"")),
    );
}

/// `not-stated` opens keys of a whole record, ids among them.
#[test]
fn an_item_whose_id_is_not_stated_may_be_named() {
    let rule = "each = \"findings\"\nmust = { actions = { at-least = 1 } }\nmet = \"good\"\nempty = \"unmet\"";
    let partial = "record = \"whole\"\nnot-stated = [\"findings.id\", \"actions.addresses\"]\n[[findings]]\ntitle = \"F\"\n[[actions]]\nid = \"A1\"";
    let complete =
        "record = \"whole\"\n[[findings]]\ntitle = \"F\"\nid = \"F1\"\n[[actions]]\nid = \"A1\"\naddresses = [\"F1\"]";
    bounded(rule, partial, complete);
}

/// An item of a part record that has no id may have any.
#[test]
fn an_item_without_an_id_may_be_the_one_a_rule_names() {
    let rule =
        "each = \"findings\"\nmust = { actions = { includes-any = [\"A1\"] } }\nmet = \"good\"\nempty = \"unmet\"";
    let rest = "[[findings]]\nid = \"F1\"\n[[actions]]\naddresses = [\"F1\"]";
    bounded(
        rule,
        &format!("whole = [\"findings\", \"actions\"]\n{rest}"),
        &format!("record = \"whole\"\n{rest}\nid = \"A1\""),
    );
}

/// `not-stated` may name a table, and the lists in it are then not stated either.
#[test]
fn a_list_in_a_table_that_is_not_stated_may_have_items() {
    let partial = "record = \"whole\"\nnot-stated = [\"terms\"]";
    let complete = "record = \"whole\"\n[[terms.questions]]\nid = \"Q1\"\ntext = \"why?\"";
    bounded("count = \"terms.questions\"\nbands = { good = 1 }", partial, complete);
    bounded(
        "each = \"terms.questions\"\nmust = { text = \"present\" }\nmet = \"good\"\nempty = \"unmet\"",
        partial,
        complete,
    );
}

/// All criteria combine their rules the same way, wherever they stand.
#[test]
fn a_criterion_that_may_not_apply_is_judged_alike_wherever_it_stands() {
    let rule = |id| {
        format!(
            "[[criteria.rules]]\nid = \"{id}\"\ntitle = \"R\"\napplies-when = {{ \"author.independent\" = true }}\nmust = {{ \"chair.independent\" = true }}\nmet = \"good\"\n"
        )
    };
    let text = format!("{HEADER}{}[[criteria]]\nid = \"d\"\ntitle = \"D\"\n{}", rule("R1"), rule("R2"));
    let document = "[review]\nid = \"x\"\n[chair]\nindependent = false\n";
    let graded = grade(&rubric(&text), &Facts::new(&review(document)), &Judgements::default());
    let [first, second] = [0, 1].map(|at| graded.criteria[at].judged);
    assert_eq!(first.unwrap().range.ceiling, usual::INADEQUATE, "\n--- rubric ---\n{text}\n--- review ---\n{document}");
    assert_eq!(first, second, "\n--- rubric ---\n{text}\n--- review ---\n{document}");
}
