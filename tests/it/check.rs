//! `casegrade rubric check` against trying everything: what it says cannot be is not there, and what it does not say is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use casegrade::analysis::check::{Warning, check as check_rubric};
use casegrade::document::{Format, Limits, Source, parse};
use casegrade::engine::{Outcome, Presence, Range, State, States, number_grade, share_grade, tested};
use casegrade::review::vocabulary::VOCABULARY;
use casegrade::review::{Fact, FactType, Grade, Members, More, Names, Scope, Value, usual};
use casegrade::rubric::{Measure, load};
use casegrade::text::{and_list, or_list};
use num_rational::Ratio;
use proptest::test_runner::TestCaseError;

use crate::support::rubrics::{self, Form, Model, Need, Palette, Part, Profile, Quantity, form};
use crate::support::{Choices, check, fail, reference, rubric};

/// The warnings on a rubric's text.
fn warnings(text: &str) -> Vec<Warning> {
    let source = Source::new("rubric.toml", text);
    let loaded = load(&source);
    let rubric = loaded.rubric.unwrap_or_else(|| panic!("the rubric does not load: {:#?}\n{text}", loaded.diagnostics));
    let checked = check_rubric(&rubric, &parse(&source.text, Format::Toml, Limits::USUAL).root);
    let gave_up = checked.remarks.iter().find(|remark| remark.contains("too many"));
    assert!(gave_up.is_none(), "{gave_up:?}\n{text}");
    checked.warnings
}

/// The messages of the warnings with this code.
fn said(warnings: &[Warning], code: &str) -> Vec<String> {
    let own = warnings.iter().filter(|warning| warning.diagnostic.code == code);
    own.map(|warning| warning.diagnostic.message.clone()).collect()
}

// Judgements that combine.

type Judged = Option<Grade>;

/// Forms of rules with all that they can come to in a final grade.
const FORMS: [(&str, &[Judged]); 5] = [
    (
        "ask = \"Is it so?\"",
        &[Some(usual::OUTSTANDING), Some(usual::GOOD), Some(usual::ADEQUATE), Some(usual::INADEQUATE)],
    ),
    (
        "must = { \"chair.independent\" = true }\nmet = \"good\"\nunmet = \"adequate\"",
        &[Some(usual::GOOD), Some(usual::ADEQUATE)],
    ),
    (
        "each = \"actions\"\nmust = { owner = \"present\" }\nbands = { outstanding = 1, adequate = 0.5 }\nempty = \"not-applicable\"",
        &[Some(usual::OUTSTANDING), Some(usual::ADEQUATE), Some(usual::INADEQUATE), None],
    ),
    (
        "each = \"gaps\"\nmust = { pursued = \"present\" }\nmet = \"outstanding\"\nempty = \"unmet\"",
        &[Some(usual::OUTSTANDING), Some(usual::INADEQUATE)],
    ),
    (
        "measure = \"identity-considered\"\nbands = { outstanding = 5, good = 4, adequate = 2 }\napplies-when = { \"chair.independent\" = true }",
        &[Some(usual::OUTSTANDING), Some(usual::GOOD), Some(usual::ADEQUATE), Some(usual::INADEQUATE), None],
    ),
];

fn one_of_the_forms(choices: &Choices) -> Form {
    let (text, _) = choices.pick(&FORMS);
    let keys = text.lines().map(|line| {
        let (key, value) = line.split_once(" = ").unwrap();
        (key.to_owned(), value.to_owned())
    });
    Form { asked: text.starts_with("ask"), keys: keys.collect() }
}

/// What a rule made of one of the forms can come to.
fn possible(form: &Form) -> &'static [Judged] {
    let text: Vec<String> = form.keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    FORMS.iter().find(|(own, _)| *own == text.join("\n")).unwrap().1
}

/// All combinations of what the rules can come to; `None` where they are more than `most`.
fn combinations(model: &Model, most: usize) -> Option<Vec<States>> {
    let state = |grade: Grade| State { range: Range { floor: grade, ceiling: grade }, presence: Presence::Sure };
    let rules: Vec<&[Judged]> = model.rules().map(|rule| possible(&rule.form)).collect();
    let count = rules.iter().fold(1usize, |count, judged| count.saturating_mul(judged.len()));
    let nth = |number: usize| {
        let mut rest = number;
        let mut flat = rules.iter().map(|judged| {
            let one = judged[rest % judged.len()];
            rest /= judged.len();
            one.map(state)
        });
        let states = model.criteria.iter().map(|criterion| flat.by_ref().take(criterion.rules.len()).collect());
        states.collect::<States>()
    };
    // Rules that apply under the same condition apply together.
    let apply_together = |states: &States| {
        let judged =
            model.criteria.iter().zip(states).flat_map(|(criterion, states)| criterion.rules.iter().zip(states));
        let conditional = judged.filter(|(rule, _)| rule.form.keys.iter().any(|(key, _)| key == "applies-when"));
        let applying: BTreeSet<bool> = conditional.map(|(_, state)| state.is_some()).collect();
        applying.len() < 2
    };
    (count <= most).then(|| (0..count).map(nth).filter(apply_together).collect())
}

/// The model with these grades only in the profile of a criterion, or of the whole, and without limits.
fn only(model: &Model, criterion: Option<usize>, grade: Grade) -> Model {
    let mut model = model.clone();
    model.limits.clear();
    let profile = match criterion {
        Some(at) => &mut model.criteria[at].profile,
        None => &mut model.overall,
    };
    profile.retain(|(own, _)| *own == grade);
    model
}

fn result(model: &Model, states: &States, criterion: Option<usize>) -> Judged {
    let (criteria, overall, _) = reference::combine(model, states);
    let state = match criterion {
        Some(at) => criteria[at],
        None => overall,
    };
    state.map(|state| state.range.floor)
}

/// A model that is small enough to try everything, with its combinations.
fn small(choices: &Choices, most: usize) -> (Model, Vec<States>) {
    for _ in 0..40 {
        let model = Model::random(choices, &one_of_the_forms);
        if let Some(all) = combinations(&model, most) {
            return (model, all);
        }
    }
    let model = Model::random(&Choices::new(0, 0), &one_of_the_forms);
    let all = combinations(&model, most).unwrap();
    (model, all)
}

fn levels(model: &Model) -> impl Iterator<Item = Option<usize>> + use<> {
    (0..model.criteria.len()).map(Some).chain([None])
}

fn profile(model: &Model, level: Option<usize>) -> &Profile {
    level.map_or(&model.overall, |at| &model.criteria[at].profile)
}

fn compare(
    found: &[String],
    wanted: &BTreeSet<String>,
    starts: bool,
    text: &str,
    warnings: &[Warning],
) -> Result<(), TestCaseError> {
    let matches =
        |message: &String, wanted: &String| if starts { message.starts_with(wanted) } else { message == wanted };
    let missing = wanted.iter().find(|wanted| !found.iter().any(|message| matches(message, wanted)));
    let wrong = found.iter().find(|message| !wanted.iter().any(|wanted| matches(message, wanted)));
    if let Some(what) = missing {
        return Err(fail(format!("it does not say: {what}\n{warnings:#?}"), &[("rubric", text)]));
    }
    if let Some(what) = wrong {
        return Err(fail(format!("it says wrongly: {what}"), &[("rubric", text)]));
    }
    Ok(())
}

/// The grades that a profile gives, each once.
fn grades(model: &Model, level: Option<usize>) -> Vec<Grade> {
    let mut grades: Vec<Grade> = profile(model, level).iter().map(|(grade, _)| *grade).collect();
    grades.dedup();
    grades
}

#[test]
fn grades_that_nothing_reaches_are_those_that_no_combination_reaches() {
    let (unreachable, reachable) = (Cell::new(0), Cell::new(0));
    check(70, |choices| {
        let (model, all) = small(choices, 1_500);
        let text = model.text();
        let warnings = warnings(&text);
        let mut wanted = BTreeSet::new();
        for level in levels(&model) {
            let reached: BTreeSet<Grade> = all.iter().filter_map(|states| result(&model, states, level)).collect();
            let given = grades(&model, level).into_iter().chain([usual::INADEQUATE]);
            let missing: Vec<&str> = given.filter(|grade| !reached.contains(grade)).map(Grade::word).collect();
            reachable.set(reachable.get() + reached.len());
            unreachable.set(unreachable.get() + missing.len());
            if !missing.is_empty() {
                wanted.insert(match level {
                    Some(at) => format!("{} cannot be reached in `{}`:", and_list(&missing), model.criteria[at].id),
                    None => format!("no review can be {}:", or_list(&missing)),
                });
            }
        }
        compare(&said(&warnings, "unreachable-grade"), &wanted, true, &text, &warnings)
    });
    assert!(unreachable.get() > 30 && reachable.get() > 100, "{unreachable:?} {reachable:?}");
}

#[test]
fn profiles_that_are_not_nested_are_those_with_a_combination_that_shows_it() {
    let (nested, not) = (Cell::new(0), Cell::new(0));
    check(70, |choices| {
        let (model, all) = small(choices, 1_500);
        let text = model.text();
        let warnings = warnings(&text);
        let mut wanted = BTreeSet::new();
        for level in levels(&model) {
            for pair in grades(&model, level).windows(2) {
                let (better, worse) = (only(&model, level, pair[0]), only(&model, level, pair[1]));
                let shows = |states: &&States| {
                    result(&better, states, level) == Some(pair[0]) && result(&worse, states, level) != Some(pair[1])
                };
                if all.iter().find(shows).is_none() {
                    nested.set(nested.get() + 1);
                    continue;
                }
                not.set(not.get() + 1);
                let place = level.map_or("the review".to_owned(), |at| format!("`{}`", model.criteria[at].id));
                wanted.insert(format!("{place} can be {} without meeting what {} needs", pair[0], pair[1]));
            }
        }
        compare(&said(&warnings, "not-nested"), &wanted, true, &text, &warnings)
    });
    assert!(nested.get() > 20 && not.get() > 20, "{nested:?} {not:?}");
}

#[test]
fn limits_that_never_bite_are_those_whose_absence_changes_nothing() {
    let (bites, never) = (Cell::new(0), Cell::new(0));
    check(70, |choices| {
        let (mut model, all) = small(choices, 1_500);
        // One limit on a part, so that each is known by its part.
        let mut parts = BTreeSet::new();
        model.limits.retain(|limit| parts.insert(limit.when.clone()));
        let text = model.text();
        let warnings = warnings(&text);
        let said = said(&warnings, "limit-never-bites");
        let named = |limit: &str, message: &String| {
            let names = message.split_once(" can never bite").or(message.split_once(" do the same")).unwrap().0;
            names.contains(&format!("`{limit}`"))
        };
        for at in 0..model.limits.len() {
            let mut without = model.clone();
            let limit = without.limits.remove(at);
            let changes = all.iter().any(|states| result(&model, states, None) != result(&without, states, None));
            let count = if changes { &bites } else { &never };
            count.set(count.get() + 1);
            if said.iter().any(|message| named(&limit.when, message)) == changes {
                return Err(fail(
                    format!("the limit on {} changes grades: {changes}; {said:#?}", limit.when),
                    &[("rubric", &text)],
                ));
            }
        }
        // Without all that it says can go, the grades are the same.
        let mut without = model.clone();
        let idle = said.iter().filter(|message| message.contains("can never bite"));
        let idle: Vec<&String> = idle.collect();
        without.limits.retain(|limit| !idle.iter().any(|message| named(&limit.when, message)));
        if all.iter().any(|states| result(&model, states, None) != result(&without, states, None)) {
            return Err(fail(format!("not all of these can go: {idle:#?}"), &[("rubric", &text)]));
        }
        Ok(())
    });
    assert!(bites.get() > 5 && never.get() > 5, "{bites:?} {never:?}");
}

/// The weights at which a need turns for this combination, as far as one part's weight goes, and some beside them.
fn turning(model: &Model, states: &States, part: Part) -> Vec<Ratio<i128>> {
    let weight = |part: &Part| match part {
        Part::Criterion(at) => model.criteria[*at].weight.value,
        Part::Rule(c, r) => model.criteria[*c].rules[*r].weight.value,
    };
    let judged = |part: &Part| match part {
        Part::Criterion(at) => result(model, states, Some(*at)),
        Part::Rule(c, r) => states[*c][*r].map(|state| state.range.floor),
    };
    let mut needs: Vec<(&Need, Vec<Part>)> = Vec::new();
    needs
        .extend(model.overall.iter().flat_map(|(_, needs)| needs).map(|need| (need, model.across(need.of.as_deref()))));
    for (at, criterion) in model.criteria.iter().enumerate() {
        let own = criterion.profile.iter().flat_map(|(_, needs)| needs);
        needs.extend(own.map(|need| (need, model.within(at, need.of.as_deref()))));
    }
    let mut turns = vec![Ratio::new(1, 1_000_000), Ratio::from_integer(1_000_000)];
    for (need, parts) in needs.into_iter().filter(|(_, parts)| parts.contains(&part)) {
        let share = match &need.quantity {
            Quantity::Most | Quantity::Half => Ratio::new(1, 2),
            Quantity::Share(share) => share.value,
            Quantity::Every | Quantity::Count(_) | Quantity::AllBut(_) => continue,
            Quantity::Points(_, above) => {
                let others = parts.iter().filter(|other| **other != part);
                let others: Ratio<i128> =
                    others.filter_map(|other| Some(weight(other) * above[usize::from(judged(other)?.rank())])).sum();
                let own = above.iter().filter(|own| **own != Ratio::from_integer(0));
                turns.extend(own.map(|own| -others / own));
                continue;
            }
        };
        let (mut met, mut short) = (Ratio::from_integer(0), Ratio::from_integer(0));
        for other in parts.iter().filter(|other| **other != part) {
            match judged(other) {
                Some(grade) if grade >= need.at_least => met += weight(other),
                Some(_) => short += weight(other),
                None => {}
            }
        }
        let one = Ratio::from_integer(1);
        if share < one {
            turns.push((short * share - met * (one - share)) / (one - share));
        }
        turns.push((met * (one - share) - short * share) / share);
    }
    let tiny = Ratio::new(1, 1_000_000);
    turns.retain(|turn| *turn > tiny);
    turns
        .iter()
        .flat_map(|turn| [*turn - tiny, *turn, *turn + tiny])
        .filter(|turn| *turn > Ratio::from_integer(0))
        .collect()
}

#[test]
fn weights_without_effect_are_those_that_no_other_weight_gives_one() {
    let (matters, never) = (Cell::new(0), Cell::new(0));
    check(40, |choices| {
        let (mut model, all) = small(choices, 200);
        model.limits.clear();
        let text = model.text();
        let warnings = warnings(&text);
        let mut wanted = BTreeSet::new();
        let rules = model.criteria.iter().enumerate().flat_map(|(c, criterion)| {
            let rules = criterion.rules.iter().enumerate().map(move |(r, rule)| (Part::Rule(c, r), rule.id.clone()));
            rules.chain([(Part::Criterion(c), criterion.id.clone())])
        });
        for (part, id) in rules.collect::<Vec<_>>() {
            let changes = all.iter().any(|states| {
                let now = reference::combine(&model, states);
                turning(&model, states, part).into_iter().any(|weight| {
                    let mut other = model.clone();
                    match part {
                        Part::Criterion(at) => other.criteria[at].weight.value = weight,
                        Part::Rule(c, r) => other.criteria[c].rules[r].weight.value = weight,
                    }
                    reference::combine(&other, states) != now
                })
            });
            if changes {
                matters.set(matters.get() + 1);
            } else {
                never.set(never.get() + 1);
                wanted.insert(format!("the weight of `{id}` can never matter to a grade"));
            }
        }
        // Of a part that changes no grade whatever is judged of it, nothing is said about its weight.
        let idle = said(&warnings, "without-effect");
        let is_idle = |id: &str| idle.iter().any(|message| message.contains(&format!(" `{id}` can never")));
        wanted.retain(|message| !message.split('`').nth(1).is_some_and(is_idle));
        compare(&said(&warnings, "weight-without-effect"), &wanted, true, &text, &warnings)?;
        let rules = model.criteria.iter().enumerate().flat_map(|(c, criterion)| {
            criterion.rules.iter().enumerate().map(move |(r, rule)| ((c, r), rule.id.clone()))
        });
        for ((c, r), id) in rules.filter(|(_, id)| is_idle(id)) {
            let mut results: BTreeMap<String, String> = BTreeMap::new();
            for states in &all {
                let mut others = states.clone();
                others[c][r] = None;
                let result = format!("{:?}", reference::combine(&model, states));
                let before = results.entry(format!("{others:?}")).or_insert_with(|| result.clone());
                if *before != result {
                    return Err(fail(format!("`{id}` changes {before} to {result}"), &[("rubric", &text)]));
                }
            }
        }
        Ok(())
    });
    assert!(matters.get() > 20 && never.get() > 20, "{matters:?} {never:?}");
}

// Bands.

const HEADER: &str = "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[words]\nblame = [\"blame\", \"at fault\"]\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n";

fn one_rule(form: &Form) -> String {
    let keys: String = form.keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!("{HEADER}[[criteria.rules]]\nid = \"R\"\ntitle = \"R\"\n{keys}")
}

#[test]
fn bands_that_nothing_is_in_are_those_that_no_short_list_and_no_number_is_in() {
    let (empty, full) = (Cell::new(0), Cell::new(0));
    check(600, |choices| {
        let mut form = Form::default();
        let counts = choices.chance(40);
        if counts {
            form.put("count", "\"actions\"");
            rubrics::number_bands(choices, &mut form);
        } else {
            form.put("each", "\"actions\"");
            form.put("must", "{ owner = \"present\" }");
            form.put("empty", "\"not-applicable\"");
            rubrics::share_bands(choices, &mut form);
        }
        let text = one_rule(&form);
        let warnings = warnings(&text);
        let built = rubric(&text);
        let mut wanted = BTreeSet::new();
        let mut add = |grade: Grade, is_in: bool, message: &str| {
            let counter = if is_in { &full } else { &empty };
            counter.set(counter.get() + 1);
            if !is_in {
                wanted.insert(format!("{message} {grade}"));
            }
        };
        match &built.criteria[0].rules[0].measure {
            Measure::Share(share) => {
                let lists = |most: u64| (1..=most).flat_map(|of| (0..=of).map(move |met| (met, of - met)));
                for (grade, _) in &share.bands.bands {
                    let any = |most| lists(most).any(|(met, missed)| share_grade(&share.bands, met, missed) == *grade);
                    let message = if any(400) { "no list of up to 10 items is" } else { "no list is ever" };
                    add(*grade, any(10), message);
                }
            }
            Measure::Count { bands, .. } => {
                for (grade, _) in &bands.bands {
                    let is_in = (0..=200).any(|number| number_grade(bands, Some(number)) == *grade);
                    add(*grade, is_in, "no number of actions is");
                }
            }
            Measure::Number { .. } | Measure::Ask { .. } => panic!("another form"),
        }
        compare(&said(&warnings, "unreachable-band"), &wanted, true, &text, &warnings)
    });
    assert!(empty.get() > 40 && full.get() > 300, "{empty:?} {full:?}");
}

// Conditions.

/// Values of a fact in a whole record, many more than can matter.
fn values(fact: &Fact) -> Vec<Held> {
    let mut values = match fact.kind {
        FactType::YesNo => vec![Held::YesNo(true), Held::YesNo(false)],
        FactType::Text => {
            let texts = ["", "plain", "blame", "at fault", "blame, blame", "blame; at fault; blame", " "];
            texts.map(|text| Held::Text(text.to_owned())).to_vec()
        }
        FactType::Name => {
            let names = crate::support::reviews::pool(fact).iter().copied().chain(["", "quite another"]);
            names.map(|name| Held::Text(name.to_owned())).collect()
        }
        FactType::Choice(words) => words.iter().map(|word| Held::Text((*word).to_owned())).collect(),
        FactType::Number(_) => (0..=fact.most().unwrap_or(40)).map(Held::Number).collect(),
        FactType::Date => {
            let first = jiff::civil::date(2007, 1, 1);
            first.series(jiff::Span::new().days(1)).take(1_600).map(Held::Date).collect()
        }
        FactType::List(_) if crate::support::reviews::is_list_of_tables(fact) => (0..=12).map(Held::Items).collect(),
        FactType::List(words) => {
            let pool = words.unwrap_or_else(|| crate::support::reviews::pool(fact));
            let pool: Vec<&str> = pool.iter().copied().chain(words.is_none().then_some("quite another")).collect();
            let mut lists: Vec<Vec<String>> = vec![Vec::new()];
            for name in &pool {
                let with = lists.iter().map(|list| [list.as_slice(), &[(*name).to_owned()]].concat());
                lists = with.chain(lists.iter().cloned()).collect();
            }
            let longer = lists.iter().filter(|list| !list.is_empty());
            let others: Vec<String> = (1..7).map(|number| format!("yet another {number}")).collect();
            let more = |list: &Vec<String>| {
                // Of listed words there are no more, and one that is there twice counts once.
                let more = |times: usize| match words {
                    Some(_) => vec![list[0].clone(); times],
                    None => others[..times].to_vec(),
                };
                (1..7).map(|times| [list.clone(), more(times)].concat()).collect::<Vec<_>>()
            };
            let longer: Vec<Vec<String>> = longer.flat_map(more).collect();
            lists.into_iter().chain(longer).map(Held::Names).collect()
        }
    };
    let always_there = fact.is_derived() && matches!(fact.kind, FactType::YesNo | FactType::List(_));
    if !always_there || fact.is_of_document() {
        values.push(Held::Nothing);
    }
    values
}

#[derive(Clone, Debug)]
enum Held {
    Nothing,
    YesNo(bool),
    Text(String),
    Number(i64),
    Date(jiff::civil::Date),
    Names(Vec<String>),
    Items(usize),
}

impl Held {
    fn value(&self) -> Value<'_> {
        let list = |names| Value::List(Members { names, more: More::None, unnamed: false });
        match self {
            Held::Nothing => Value::Absent,
            Held::YesNo(value) => Value::YesNo(*value),
            Held::Text(text) => Value::Text(text),
            Held::Number(number) => Value::Number { low: *number, high: Some(*number), stated: true },
            Held::Date(day) => Value::Date { first: Some(*day), last: Some(*day), stated: true },
            Held::Names(names) => list(Names::Texts(names)),
            Held::Items(count) => list(Names::Items(*count)),
        }
    }
}

/// A test of a fact, or two in one table, which may contradict each other.
fn one_or_two_tests(choices: &Choices, fact: &Fact) -> String {
    let tables = || (0..4).map(|_| rubrics::test(choices, fact)).find(|test| test.starts_with("{ "));
    let (Some(one), Some(other)) = (tables(), tables()) else { return rubrics::test(choices, fact) };
    let key = |test: &str| test.split(' ').nth(1).unwrap().to_owned();
    let single = |test: &str| test.matches(" = ").count() == 1;
    if choices.chance(50) || key(&one) == key(&other) || !single(&one) || !single(&other) {
        return rubrics::test(choices, fact);
    }
    format!("{}, {}", one.trim_end_matches(" }"), other.trim_start_matches("{ "))
}

#[test]
fn conditions_on_one_fact_are_met_and_failed_as_trying_all_values_says() {
    let codes = ["never-selects", "never-applies", "never-holds", "never-fails"];
    let mut seen: Vec<Cell<usize>> = codes.iter().map(|_| Cell::new(0)).collect();
    let fine = Cell::new(0);
    check(900, |choices| {
        let fact = choices.pick(&VOCABULARY.iter().collect::<Vec<_>>());
        let test = |choices: &Choices| format!("{{ \"{}\" = {} }}", fact.name, one_or_two_tests(choices, fact));
        let mut form = Form::default();
        let base = match fact.scope {
            Scope::Item(list) => {
                form.put("each", format!("\"{}\"", list.name()));
                form.put("empty", "\"not-applicable\"");
                "where"
            }
            Scope::Review => "applies-when",
        };
        if choices.chance(80) {
            form.put(base, test(choices));
        }
        form.put("must", test(choices));
        if choices.chance(30) {
            form.put("any", format!("[{}, {}]", test(choices), test(choices)));
        }
        form.put("met", "\"good\"");
        let text = one_rule(&form);
        let warnings = warnings(&text);
        let built = rubric(&text);
        let rule = &built.criteria[0].rules[0];
        let Measure::Share(share) = &rule.measure else { panic!("another form") };
        let is = |conditions: &[casegrade::rubric::Condition], value: &Value<'_>| {
            conditions.iter().all(|condition| tested(condition, value) == Outcome::Met)
        };
        let based: Vec<Held> = values(fact)
            .into_iter()
            .filter(|held| is(&share.selects, &held.value()) && is(&rule.applies_when, &held.value()))
            .collect();
        let meets = |held: &Held| {
            let any = share.any.is_empty() || share.any.iter().any(|table| is(table, &held.value()));
            is(&share.must, &held.value()) && any
        };
        let wanted = if based.is_empty() {
            Some(if base == "where" { "never-selects" } else { "never-applies" })
        } else if !based.iter().any(meets) {
            Some("never-holds")
        } else if based.iter().all(meets) {
            Some("never-fails")
        } else {
            None
        };
        let found: Vec<&str> =
            warnings.iter().map(|warning| warning.diagnostic.code).filter(|code| codes.contains(code)).collect();
        if found != Vec::from_iter(wanted) {
            let what = format!("it says {found:?}, and trying all values says {wanted:?}\n{warnings:#?}");
            return Err(fail(what, &[("rubric", &text)]));
        }
        let counter = wanted.map_or(&fine, |code| &seen[codes.iter().position(|own| *own == code).unwrap()]);
        counter.set(counter.get() + 1);
        Ok(())
    });
    seen.push(fine);
    assert!(seen.iter().all(|count| count.get() > 5), "{seen:?}");
}

/// Whatever the rubric: every witness is confirmed, which the check itself asserts, and every place exists.
#[test]
fn random_rubrics_are_checked_without_a_slip() {
    let with_review = Cell::new(0);
    check(50, |choices| {
        let palette = Palette::random(choices);
        let model = Model::random(choices, &|choices| form(choices, &palette));
        let text = model.text();
        let source = Source::new("rubric.toml", &text);
        let rubric = rubric(&text);
        let checked = check_rubric(&rubric, &parse(&source.text, Format::Toml, Limits::USUAL).root);
        for warning in &checked.warnings {
            let placed = warning.diagnostic.span().is_some_and(|span| span.start < text.len() && span.end > span.start);
            if !placed || !warning.diagnostic.message.contains(' ') {
                return Err(fail(format!("{warning:#?} has no place"), &[("rubric", &text)]));
            }
            if let Some(casegrade::analysis::check::Witness::Review { text, .. }) = &warning.witness {
                crate::support::try_review(text).map_err(|errors| fail(format!("{errors:#?}"), &[("review", text)]))?;
                with_review.set(with_review.get() + 1);
            }
        }
        Ok(())
    });
    assert!(with_review.get() > 15, "only {with_review:?} reviews were made up");
}

#[test]
fn the_rubrics_that_come_with_the_program_are_not_suspicious() {
    for shipped in casegrade::rubric::shipped().iter().chain(casegrade::rubric::bases()) {
        let source = Source::new(shipped.id, shipped.text);
        let loaded = load(&source);
        assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
        let checked = check_rubric(&loaded.rubric.unwrap(), &loaded.root.unwrap());
        let found = checked.warnings;
        assert!(found.is_empty(), "{}: {found:#?}", shipped.id);
    }
}
