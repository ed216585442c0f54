//! Rubrics with a scale of their own, points, alternatives and questions that may not apply: on small random ones, everything that
//! the engine says is compared with a naive reading of the definitions, for every way of completing the review.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::cell::Cell;
use std::fmt::Write as _;

use casegrade::engine::{Graded, Presence, Raise, State, grade, raise};
use casegrade::judgement::{Answer, Judgements};
use casegrade::review::Facts;
use casegrade::rubric::Rubric;
use num_rational::Ratio;
use proptest::test_runner::TestCaseError;

use crate::support::{Choices, check, fail, review, rubric};

type Number = Ratio<i128>;

/// Keys of a review that an author writes, each read by one rule.
const KEYS: [&str; 8] = [
    "publication.anonymised",
    "summary.action-plan",
    "chair.role",
    "author.role",
    "terms.basis",
    "dates.delay-because",
    "publication.withheld-because",
    "family.child-views",
];

/// How many of them are a yes or no; the others are texts.
const YES_OR_NO: usize = 2;

/// The keys of `must`, and those of `applies-when`, which no edit may change.
const APPLIES: [&str; 2] = ["chair.independent", "author.independent"];

/// How many parts of a need must be good enough, or score how much.
#[derive(Clone, Debug)]
enum Quantity {
    Every,
    Most,
    Half,
    Share(Number),
    Count(usize),
    AllBut(usize),
    /// A mean of points; the second says that it is written as a percentage.
    Points(Number, bool),
    Any(Vec<Need>),
}

/// Grades are ranks: 0 is the worst.
#[derive(Clone, Debug)]
struct Need {
    quantity: Quantity,
    at_least: usize,
    /// The parts by number; all where there are none.
    of: Vec<usize>,
}

/// The needs of the grades, the best first.
type Profile = Vec<(usize, Vec<Need>)>;

#[derive(Clone, Debug)]
enum Form {
    /// Met if the key is true; applies if the other is, where there is one.
    Key { key: usize, applies: Option<usize>, met: usize, unmet: usize },
    /// A question with the ranks that can be given, the best first.
    Ask { ranks: Vec<usize>, may_not_apply: bool },
}

#[derive(Clone, Debug)]
struct Part {
    weight: i128,
    form: Form,
}

#[derive(Clone, Debug)]
struct Criterion {
    weight: i128,
    rules: Vec<Part>,
    profile: Profile,
}

#[derive(Clone, Debug)]
struct Model {
    /// The best first, strictly falling.
    points: Vec<Number>,
    criteria: Vec<Criterion>,
    overall: Profile,
    /// The criterion, the rank at which the limit acts, and what it leaves.
    limits: Vec<(usize, usize, usize)>,
}

/// What a review and its answers say: for each key whether it is so, if known, and for each question the rank, that it does not
/// apply, or nothing.
#[derive(Clone, Debug)]
struct World {
    keys: [Option<bool>; 8],
    applies: [Option<bool>; 2],
    answers: Vec<Option<Option<usize>>>,
}

fn number(numer: usize, denom: usize) -> Number {
    Ratio::new(i128::try_from(numer).unwrap(), i128::try_from(denom).unwrap())
}

impl Model {
    fn random(choices: &Choices, may_not_apply: bool) -> Model {
        let count = 2 + choices.below(10);
        let mut points: Vec<Number> = Vec::new();
        let mut next = number(choices.below(3), 2);
        for _ in 0..count {
            points.push(next);
            next += number(1 + choices.below(5), 1 + choices.below(3));
        }
        points.reverse();
        let mut keys = 0..KEYS.len();
        let criteria: Vec<Criterion> = (0..1 + choices.below(3))
            .map(|_| {
                let rules: Vec<Part> =
                    (0..1 + choices.below(4)).map(|_| part(choices, count, &mut keys, may_not_apply)).collect();
                let profile = profile(choices, &points, rules.len());
                Criterion { weight: weight(choices), rules, profile }
            })
            .collect();
        let overall = profile(choices, &points, criteria.len());
        let mut caps: Vec<usize> = overall.iter().map(|(grade, _)| *grade).filter(|grade| *grade < count - 1).collect();
        caps.push(0);
        let limit = |_| (choices.below(criteria.len()), choices.below(count - 1), choices.pick(&caps));
        let limits = (0..choices.below(3)).map(limit).collect();
        Model { points, criteria, overall, limits }
    }

    fn count(&self) -> usize {
        self.points.len()
    }

    fn rules(&self) -> impl Iterator<Item = &Part> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    fn word(&self, rank: usize) -> String {
        format!("grade-{}", self.count() - rank)
    }

    fn text(&self) -> String {
        let mut text = "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[scale]\n".to_owned();
        let grades: Vec<String> = (0..self.count()).rev().map(|rank| format!("\"{}\"", self.word(rank))).collect();
        let points: Vec<String> =
            self.points.iter().map(|points| format!("\"{}/{}\"", points.numer(), points.denom())).collect();
        let _ = writeln!(text, "grades = [{}]\npoints = [{}]", grades.join(", "), points.join(", "));
        self.write_profile(&mut text, "overall", &self.overall, &|part| format!("c{part}"));
        for (at, criterion) in self.criteria.iter().enumerate() {
            self.write_profile(&mut text, &format!("p{at}"), &criterion.profile, &|part| format!("r{at}-{part}"));
        }
        for (at, when_at, overall) in &self.limits {
            let (when_at, overall) = (self.word(*when_at), self.word(*overall));
            let _ = writeln!(text, "[[limits]]\nwhen = \"c{at}\"\nwhen-at = \"{when_at}\"\noverall = \"{overall}\"");
        }
        for (at, criterion) in self.criteria.iter().enumerate() {
            let Criterion { weight, rules, .. } = criterion;
            let _ = writeln!(
                text,
                "[[criteria]]\nid = \"c{at}\"\ntitle = \"C\"\nweight = \"{weight}/3\"\ngrading = \"p{at}\""
            );
            for (number, part) in rules.iter().enumerate() {
                let Part { weight, form } = part;
                let _ = writeln!(
                    text,
                    "[[criteria.rules]]\nid = \"r{at}-{number}\"\ntitle = \"R\"\nweight = \"{weight}/3\""
                );
                self.write_form(&mut text, form);
            }
        }
        text
    }

    fn write_form(&self, text: &mut String, form: &Form) {
        match form {
            Form::Key { key, applies, met, unmet } => {
                let (met, unmet) = (self.word(*met), self.word(*unmet));
                let _ = writeln!(
                    text,
                    "must = {{ \"{}\" = \"present\" }}\nmet = \"{met}\"\nunmet = \"{unmet}\"",
                    KEYS[*key]
                );
                if let Some(applies) = applies {
                    let _ = writeln!(text, "applies-when = {{ \"{}\" = true }}", APPLIES[*applies]);
                }
            }
            Form::Ask { ranks, may_not_apply } => {
                let levels: Vec<String> =
                    ranks.iter().map(|rank| format!("{} = \"level {rank}\"", self.word(*rank))).collect();
                let _ = writeln!(
                    text,
                    "ask = \"Is it so?\"\nlevels = {{ {} }}\nmay-not-apply = {may_not_apply}",
                    levels.join(", ")
                );
            }
        }
    }

    fn write_profile(&self, text: &mut String, name: &str, profile: &Profile, part: &dyn Fn(usize) -> String) {
        let _ = writeln!(text, "[grading.{name}]");
        for (grade, needs) in profile {
            let needs: Vec<String> = needs.iter().map(|need| self.need_text(need, part)).collect();
            let _ = writeln!(text, "{} = [{}]", self.word(*grade), needs.join(", "));
        }
    }

    fn need_text(&self, need: &Need, part: &dyn Fn(usize) -> String) -> String {
        let word = self.word(need.at_least);
        let (best, hundred) = (self.points[0], number(100, 1));
        let quantity = match &need.quantity {
            Quantity::Every => format!("every = \"{word}\""),
            Quantity::Most => format!("most = \"{word}\""),
            Quantity::Half => format!("half = \"{word}\""),
            Quantity::Share(share) => format!("share = \"{}/{}\", at-least = \"{word}\"", share.numer(), share.denom()),
            Quantity::Count(count) => format!("count = {count}, at-least = \"{word}\""),
            Quantity::AllBut(misses) => format!("all-but = {misses}, at-least = \"{word}\""),
            Quantity::Points(mean, false) => format!("mean = \"{}/{}\"", mean.numer(), mean.denom()),
            Quantity::Points(mean, true) => {
                let percent = mean * hundred / best;
                format!("percent = \"{}/{}\"", percent.numer(), percent.denom())
            }
            Quantity::Any(needs) => {
                let needs: Vec<String> = needs.iter().map(|need| self.need_text(need, part)).collect();
                format!("any = [{}]", needs.join(", "))
            }
        };
        let of: Vec<String> = need.of.iter().map(|at| format!("\"{}\"", part(*at))).collect();
        let of = if of.is_empty() { String::new() } else { format!(", of = [{}]", of.join(", ")) };
        format!("{{ {quantity}{of} }}")
    }
}

fn weight(choices: &Choices) -> i128 {
    i128::try_from(1 + choices.below(7)).unwrap()
}

fn part(choices: &Choices, count: usize, keys: &mut std::ops::Range<usize>, may_not_apply: bool) -> Part {
    let weight = weight(choices);
    if choices.chance(75)
        && let Some(key) = keys.next()
    {
        let met = 1 + choices.below(count - 1);
        let applies = (may_not_apply && choices.chance(40)).then(|| choices.below(APPLIES.len()));
        return Part { weight, form: Form::Key { key, applies, met, unmet: choices.below(met) } };
    }
    let mut ranks: Vec<usize> = choices.some(&(0..count).rev().collect::<Vec<_>>(), 60);
    if ranks.len() < 2 {
        ranks = vec![count - 1, 0];
    }
    ranks.truncate(4);
    Part { weight, form: Form::Ask { ranks, may_not_apply: may_not_apply && choices.chance(40) } }
}

fn profile(choices: &Choices, points: &[Number], parts: usize) -> Profile {
    let earned: Vec<usize> = (1..points.len()).rev().collect();
    let mut grades = choices.some(&earned, 70);
    if grades.is_empty() {
        grades.push(points.len() - 1);
    }
    let needs = |_: &usize| {
        let mut needs: Vec<Need> = (0..1 + choices.below(2)).map(|_| need(choices, points, parts)).collect();
        if choices.chance(35) {
            let any = (0..2 + choices.below(2)).map(|_| need(choices, points, parts)).collect();
            let at = choices.below(needs.len() + 1);
            needs.insert(at, Need { quantity: Quantity::Any(any), at_least: 1, of: Vec::new() });
        }
        needs
    };
    grades.iter().map(|grade| (*grade, needs(grade))).collect()
}

fn need(choices: &Choices, points: &[Number], parts: usize) -> Need {
    let (best, worst) = (points[0], points[points.len() - 1]);
    let of: Vec<usize> =
        if choices.chance(35) { choices.some(&(0..parts).collect::<Vec<_>>(), 60) } else { Vec::new() };
    let ranged = if of.is_empty() { parts } else { of.len() };
    let quantity = match choices.below(9) {
        0 => Quantity::Every,
        1 => Quantity::Most,
        2 => Quantity::Half,
        3 => Quantity::Share(number(1 + choices.below(5), 5)),
        4 => Quantity::AllBut(choices.below(2)),
        5 => Quantity::Count(1 + choices.below(ranged)),
        _ => {
            // Above what the worst grade gives, and no more than the best does.
            let sixths = number(1 + choices.below(6), 6);
            Quantity::Points(worst + (best - worst) * sixths, choices.chance(50))
        }
    };
    Need { quantity, at_least: 1 + choices.below(points.len() - 1), of }
}

// The naive reading.

/// What a rule gives in a world in which every key is known: a rank, or nothing where it takes no part.
fn of_rule(form: &Form, world: &World, answer: &mut impl Iterator<Item = Option<Option<usize>>>) -> Option<usize> {
    match form {
        Form::Key { key, applies, met, unmet } => {
            let is_so = |value: Option<bool>| value.unwrap_or(false);
            let takes_part = applies.is_none_or(|at| is_so(world.applies[at]));
            takes_part.then(|| if is_so(world.keys[*key]) { *met } else { *unmet })
        }
        Form::Ask { .. } => answer.next().flatten().flatten(),
    }
}

/// The criteria, and the review with limits applied.
fn judge(model: &Model, world: &World) -> (Vec<Option<usize>>, Option<usize>) {
    let mut answers = world.answers.iter().copied();
    let mut criteria = Vec::new();
    for criterion in &model.criteria {
        let parts = criterion.rules.iter().map(|part| (part.weight, of_rule(&part.form, world, &mut answers)));
        criteria.push(whole(model, &criterion.profile, &parts.collect::<Vec<_>>()));
    }
    let parts = model.criteria.iter().zip(&criteria).map(|(criterion, rank)| (criterion.weight, *rank));
    let mut overall = whole(model, &model.overall, &parts.collect::<Vec<_>>());
    for (at, when_at, cap) in &model.limits {
        if criteria[*at].is_some_and(|rank| rank <= *when_at) {
            overall = overall.map(|rank| rank.min(*cap));
        }
    }
    (criteria, overall)
}

fn whole(model: &Model, profile: &Profile, parts: &[(i128, Option<usize>)]) -> Option<usize> {
    if parts.iter().all(|(_, rank)| rank.is_none()) {
        return None;
    }
    let mut is_judged = false;
    for (grade, needs) in profile {
        let verdicts: Vec<Option<bool>> = needs.iter().map(|need| holds(model, need, parts)).collect();
        // A need of an `any` that is not void is something to judge by, even where the others are.
        let single = needs.iter().flat_map(|need| match &need.quantity {
            Quantity::Any(needs) => needs.as_slice(),
            _ => std::slice::from_ref(need),
        });
        is_judged |= single.into_iter().any(|need| holds(model, need, parts).is_some());
        if verdicts.contains(&Some(true)) && !verdicts.contains(&Some(false)) {
            return Some(*grade);
        }
    }
    is_judged.then_some(0)
}

/// Whether a need holds; `None` if it is void.
fn holds(model: &Model, need: &Need, parts: &[(i128, Option<usize>)]) -> Option<bool> {
    let zero = number(0, 1);
    let named = |at: &usize| need.of.is_empty() || need.of.contains(at);
    let present: Vec<(Number, usize)> = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| named(at))
        .filter_map(|(_, (weight, rank))| Some((Ratio::from_integer(*weight), (*rank)?)))
        .collect();
    let good: Vec<Number> =
        present.iter().filter(|(_, rank)| *rank >= need.at_least).map(|(weight, _)| *weight).collect();
    let all: Number = present.iter().fold(zero, |sum, (weight, _)| sum + weight);
    let share = || good.iter().fold(zero, |sum, weight| sum + weight) / all;
    match &need.quantity {
        Quantity::Any(needs) => {
            let verdicts: Vec<Option<bool>> = needs.iter().map(|need| holds(model, need, parts)).collect();
            if verdicts.contains(&Some(true)) {
                Some(true)
            } else if verdicts.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        Quantity::Count(count) => Some(good.len() >= *count),
        _ if present.is_empty() => None,
        Quantity::Every => Some(good.len() == present.len()),
        Quantity::Most => Some(share() > number(1, 2)),
        Quantity::Half => Some(share() >= number(1, 2)),
        Quantity::Share(wanted) => Some(share() >= *wanted),
        Quantity::AllBut(misses) => Some(present.len() - good.len() <= *misses && !good.is_empty()),
        Quantity::Points(wanted, _) => {
            let points = |rank: usize| model.points[model.count() - 1 - rank];
            let sum = present.iter().fold(zero, |sum, (weight, rank)| sum + weight * points(*rank));
            Some(sum / all >= *wanted)
        }
    }
}

// Worlds.

impl World {
    fn random(choices: &Choices, model: &Model) -> World {
        let value = |_| choices.pick(&[Some(true), Some(false), None, None, Some(false)]);
        let answers = model.rules().filter_map(|part| match &part.form {
            Form::Key { .. } => None,
            Form::Ask { ranks, may_not_apply } => Some(match choices.below(4) {
                0 => None,
                1 if *may_not_apply => Some(None),
                _ => Some(Some(choices.pick(ranks))),
            }),
        });
        World { keys: [(); 8].map(value), applies: [(); 2].map(value), answers: answers.collect() }
    }

    /// The values by key.
    fn values(&self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let texts = |at: usize| if at < YES_OR_NO { ["false", "true"] } else { ["\"\"", "\"words of some kind\""] };
        let given = move |at: usize, value: Option<bool>| value.map(|value| texts(at)[usize::from(value)]);
        let keys = KEYS.into_iter().enumerate().map(move |(at, key)| (key, given(at, self.keys[at])));
        keys.chain(APPLIES.into_iter().zip(self.applies).map(move |(key, value)| (key, given(0, value))))
    }

    fn review(&self) -> String {
        let mut tables: Vec<(&str, String)> = Vec::new();
        for (key, value) in self.values() {
            let (Some(value), Some((table, key))) = (value, key.split_once('.')) else { continue };
            let line = format!("{key} = {value}\n");
            match tables.iter_mut().find(|(name, _)| *name == table) {
                Some((_, lines)) => lines.push_str(&line),
                None => tables.push((table, line)),
            }
        }
        let tables: String = tables.iter().map(|(name, lines)| format!("[{name}]\n{lines}")).collect();
        format!("[review]\nid = \"r\"\nrecord = \"part\"\n{tables}")
    }

    fn judgements(&self, model: &Model, rubric: &Rubric) -> Judgements {
        let ids = rubric.rules().filter(|rule| rule.is_asked()).map(|rule| rule.id.clone());
        let word = |rank: usize| rubric.scale.grade(&model.word(rank)).unwrap();
        let answer = |(rule, given): (String, &Option<Option<usize>>)| {
            given.map(|rank| Answer { rule, grade: rank.map(word), because: None, by: None, on: None })
        };
        Judgements { answers: ids.zip(&self.answers).filter_map(answer).collect(), ..Judgements::default() }
    }

    /// All worlds that settle what is open here; the questions too, where `answered`.
    fn completions(&self, model: &Model, answered: bool) -> Vec<World> {
        let mut worlds = vec![self.clone()];
        let mut each = |set: &dyn Fn(&mut World, bool)| {
            worlds = worlds
                .iter()
                .flat_map(|world| {
                    [true, false].map(|value| {
                        let mut world = world.clone();
                        set(&mut world, value);
                        world
                    })
                })
                .collect();
        };
        let read = |key: usize| model.rules().any(|part| matches!(part.form, Form::Key { key: own, .. } if own == key));
        let asked = |at: usize| {
            model.rules().any(|part| matches!(part.form, Form::Key { applies: Some(own), .. } if own == at))
        };
        for key in (0..8).filter(|key| self.keys[*key].is_none() && read(*key)) {
            each(&|world, value| world.keys[key] = Some(value));
        }
        for at in (0..2).filter(|at| self.applies[*at].is_none() && asked(*at)) {
            each(&|world, value| world.applies[at] = Some(value));
        }
        let asked = model.rules().filter_map(|part| match &part.form {
            Form::Ask { ranks, may_not_apply } => Some((ranks, *may_not_apply)),
            Form::Key { .. } => None,
        });
        for (at, (ranks, may_not_apply)) in asked.enumerate().filter(|(at, _)| answered && self.answers[*at].is_none())
        {
            let given = || ranks.iter().map(|rank| Some(*rank)).chain(may_not_apply.then_some(None));
            let with = |world: &World| {
                let world = world.clone();
                given().map(move |rank| {
                    let mut world = world.clone();
                    world.answers[at] = Some(rank);
                    world
                })
            };
            worlds = worlds.iter().flat_map(with).collect();
        }
        worlds
    }
}

/// A rubric with its text, and what the engine says of a world.
struct Tried {
    model: Model,
    text: String,
    rubric: Rubric,
}

impl Tried {
    fn random(choices: &Choices, may_not_apply: bool) -> Tried {
        let model = Model::random(choices, may_not_apply);
        let text = model.text();
        Tried { rubric: rubric(&text), text, model }
    }

    fn graded(&self, world: &World) -> Graded {
        let review = review(&world.review());
        grade(&self.rubric, &Facts::new(&review), &world.judgements(&self.model, &self.rubric))
    }

    fn fail(&self, what: String, worlds: &[&World]) -> TestCaseError {
        let worlds: String = worlds.iter().map(|world| format!("{world:?}\n")).collect();
        fail(what, &[("rubric", &self.text), ("worlds", &worlds)])
    }
}

/// Whether what the engine says of an open world bounds what a completion comes to.
fn bounds(state: Option<State>, rank: Option<usize>) -> bool {
    match (state, rank) {
        (state, None) => state.is_none_or(|state| state.presence == Presence::Maybe),
        (None, Some(_)) => false,
        (Some(state), Some(rank)) => {
            usize::from(state.range.floor.rank()) <= rank && rank <= usize::from(state.range.ceiling.rank())
        }
    }
}

/// The worst and best rank of a state that surely takes part.
fn ends(state: Option<State>) -> Option<(usize, usize)> {
    state.map(|state| (usize::from(state.range.floor.rank()), usize::from(state.range.ceiling.rank())))
}

#[test]
fn floor_and_ceiling_bound_every_completion_and_are_its_ends_where_all_takes_part() {
    let several = Cell::new(0);
    let run = check(700, |choices| {
        let may_not_apply = choices.chance(50);
        let tried = Tried::random(choices, may_not_apply);
        let world = World::random(choices, &tried.model);
        let found = tried.graded(&world);
        let completions = world.completions(&tried.model, false);
        let mut all = Vec::new();
        for complete in &completions {
            let (criteria, overall) = judge(&tried.model, complete);
            let inside = criteria.iter().zip(&found.criteria).all(|(rank, own)| bounds(own.judged, *rank));
            if !inside || !bounds(found.overall, overall) {
                return Err(tried.fail(
                    format!("{:?} does not bound {overall:?}, {criteria:?}", found.overall),
                    &[&world, complete],
                ));
            }
            all.push(overall);
        }
        several.set(several.get() + usize::from(all.iter().any(|rank| *rank != all[0])));
        let exact = (all.iter().min().copied().flatten(), all.iter().max().copied().flatten());
        if !may_not_apply && ends(found.overall) != exact.0.zip(exact.1) {
            return Err(tried.fail(format!("{:?} are not the ends {exact:?}", found.overall), &[&world]));
        }
        Ok(())
    });
    assert!(several.get() * 10 > run, "only {} of {run} worlds are open", several.get());
}

#[test]
fn what_is_settled_is_what_the_definitions_say() {
    check(1200, |choices| {
        let tried = Tried::random(choices, choices.chance(60));
        let mut world = World::random(choices, &tried.model);
        world.keys = world.keys.map(|value| value.or(Some(false)));
        world.applies = world.applies.map(|value| value.or(Some(false)));
        let (criteria, overall) = judge(&tried.model, &world);
        let found = tried.graded(&world);
        let settled = |state: Option<State>| {
            state.map(|state| {
                (
                    state.range.floor == state.range.ceiling,
                    usize::from(state.range.floor.rank()),
                    state.presence == Presence::Sure,
                )
            })
        };
        let wanted = |rank: Option<usize>| rank.map(|rank| (true, rank, true));
        let same = criteria.iter().zip(&found.criteria).all(|(rank, own)| settled(own.judged) == wanted(*rank));
        if !same || settled(found.overall) != wanted(overall) {
            return Err(tried.fail(format!("{:?} is not {overall:?}, {criteria:?}", found.overall), &[&world]));
        }
        Ok(())
    });
}

#[test]
fn answers_lead_to_nothing_outside_of_what_is_said_of_open_questions() {
    let open = Cell::new(0);
    let run = check(500, |choices| {
        let tried = Tried::random(choices, choices.chance(60));
        let world = World::random(choices, &tried.model);
        let found = tried.graded(&world);
        let asked = world.answers.iter().any(Option::is_none);
        open.set(open.get() + usize::from(asked));
        let Some(if_answered) = found.if_answered else { return Ok(()) };
        for complete in world.completions(&tried.model, true) {
            let (_, overall) = judge(&tried.model, &complete);
            let Some(rank) = overall else { continue };
            let (floor, ceiling) = (if_answered.range.floor.rank(), if_answered.range.ceiling.rank());
            if rank < usize::from(floor) || usize::from(ceiling) < rank {
                return Err(tried.fail(format!("{:?} does not bound {rank}", if_answered.range), &[&world, &complete]));
            }
        }
        Ok(())
    });
    assert!(open.get() * 4 > run, "only {} of {run} worlds ask something", open.get());
}

/// The same world, some of it better: what applies stays.
fn improved(choices: &Choices, tried: &Tried, world: &World) -> World {
    let mut better = world.clone();
    for value in &mut better.keys {
        *value = if choices.chance(40) { Some(true) } else { *value };
    }
    let asked = tried.model.rules().filter_map(|part| match &part.form {
        Form::Ask { ranks, .. } => Some(ranks),
        Form::Key { .. } => None,
    });
    for (given, ranks) in better.answers.iter_mut().zip(asked) {
        if let Some(Some(rank)) = given {
            *rank = choices.pick(ranks).max(*rank);
        }
    }
    better
}

#[test]
fn an_improvement_lowers_nothing() {
    check(900, |choices| {
        let tried = Tried::random(choices, choices.chance(60));
        let world = World::random(choices, &tried.model);
        let better = improved(choices, &tried, &world);
        let (before, after) = (tried.graded(&world), tried.graded(&better));
        let lower = |before: Option<State>, after: Option<State>| match (before, after) {
            (Some(before), Some(after)) => {
                after.range.floor < before.range.floor || after.range.ceiling < before.range.ceiling
            }
            (before, after) => before.is_some() != after.is_some(),
        };
        let criteria = before.criteria.iter().zip(&after.criteria);
        let is_lower = criteria.into_iter().any(|(before, after)| lower(before.judged, after.judged));
        if is_lower || lower(before.overall, after.overall) || after.score < before.score {
            return Err(tried.fail("an improvement lowers something".to_owned(), &[&world, &better]));
        }
        Ok(())
    });
}

/// The fewest keys that bring the floor to a rank; `None` if all of them together do not. Everything takes part.
fn fewest(model: &Model, world: &World, to: usize) -> Option<usize> {
    let keys = model.rules().filter_map(|part| if let Form::Key { key, .. } = part.form { Some(key) } else { None });
    let missing: Vec<usize> = keys.filter(|key| world.keys[*key] != Some(true)).collect();
    let after = |set: usize| {
        let mut world = world.clone();
        missing
            .iter()
            .enumerate()
            .filter(|(bit, _)| set >> bit & 1 == 1)
            .for_each(|(_, key)| world.keys[*key] = Some(true));
        judge(model, &world).1
    };
    let sets = (0..1usize << missing.len()).filter(|set| after(*set).is_some_and(|rank| rank >= to));
    sets.map(|set| set.count_ones() as usize).min()
}

#[test]
fn the_raise_is_as_easy_as_the_easiest_set_of_edits() {
    let found = Cell::new([0; 3]);
    let run = check(500, |choices| {
        let tried = Tried::random(choices, false);
        let world = World::random(choices, &tried.model);
        let review = review(&world.review());
        let (facts, judgements) = (Facts::new(&review), world.judgements(&tried.model, &tried.rubric));
        let graded = grade(&tried.rubric, &facts, &judgements);
        for to in tried.rubric.scale.earned() {
            let rank = usize::from(to.rank());
            let fewest = fewest(&tried.model, &world, rank);
            let way = raise(&tried.rubric, &facts, &judgements, &graded.states(), to);
            let mut counts = found.get();
            let same = match (&way, fewest) {
                (None, fewest) => {
                    fewest.is_none_or(|fewest| fewest == 0) && graded.overall.is_none_or(|own| own.range.floor >= to)
                }
                (Some(Raise::Fixes(way)), Some(fewest)) => way.effort == fewest && way.fixes == fewest && !way.at_most,
                (Some(Raise::OutOfReach(_)), fewest) => fewest.is_none(),
                (Some(Raise::Fixes(_)), None) => false,
            };
            counts[fewest.map_or(2, |fewest| fewest.min(2).saturating_sub(1))] += 1;
            found.set(counts);
            if !same {
                return Err(
                    tried.fail(format!("to {to}: {fewest:?} edits are enough, and it says {way:#?}"), &[&world])
                );
            }
        }
        Ok(())
    });
    assert!(found.get()[1] * 5 > run, "too few cases take two edits or more: {:?} of {run}", found.get());
}
