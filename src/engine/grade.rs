//! Grading one review: every layer in turn, and the headline.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Index;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::cause::{About, Cause, ReasonKind, causes, evidence};
use super::combine::{Combined, Judged, OutOfReach, Presence, State, States, combine, next_grade};
use super::coverage::{self, Coverage, Stated};
use super::deciding::{self, Deciding};
use super::evidence::Evidence;
use super::finish::{Finished, finish};
use super::measure::{Case, Measured, Range, Tally, measure};
use super::outcome::{self, Outcome};
use super::score::{self, Score};
use crate::judgement::{Answer, Judgements};
use crate::review::{Basis, Facts, Grade, Scale};
use crate::rubric::{CriterionId, Measure, Rubric, Rule, RuleId};

/// The complete result for one review.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The answer in short.
    pub headline: Headline,
    /// What the review comes to, limits applied; `None` if there is nothing to grade.
    pub overall: Option<Judged>,
    /// How much of the grading is settled by what is stated.
    pub coverage: Coverage,
    /// What unanswered questions could still change; `None` if there are none.
    pub if_answered: Option<IfAnswered>,
    /// The score; `None` if there is nothing to grade.
    pub score: Option<Score>,
    /// For each limit of the rubric whether it caps the floor and the ceiling.
    pub limits: Vec<(bool, bool)>,
    /// The next grade above the floor, with the needs of it that do not hold for certain.
    pub next: Option<OutOfReach>,
    /// The share of the weight that rests on each [`Basis`], in the order of [`Basis::ALL`]; adds up to 1, or all 0.
    pub rests_on: [f64; 7],
    /// The criteria, in the order of the rubric.
    pub criteria: Vec<CriterionResult>,
    /// The facts that are not stated and would decide: between floor and ceiling if the headline is a grade, otherwise
    /// those that would add most.
    pub deciding: Vec<Deciding>,
    /// What it comes to with people's waivers and departures; `None` where there are none.
    pub finished: Option<Finished>,
    /// Whether its texts only fill their places.
    pub says_nothing: bool,
}

impl Graded {
    /// True while a question for a person is open.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.if_answered.is_some() || self.rules().any(|rule| rule.outcome == RuleOutcome::Unanswered)
    }

    /// The answer in short, people's waivers and departures counted.
    #[must_use]
    pub fn final_headline(&self) -> Headline {
        self.finished.as_ref().map_or(self.headline, |finished| finished.headline)
    }

    /// The worst and best that the review comes to, people's waivers and departures counted.
    #[must_use]
    pub fn final_overall(&self) -> Option<Judged> {
        self.finished.as_ref().map_or(self.overall, |finished| finished.overall)
    }

    /// The headline of a review that comes to `overall` and of which as much is stated as of this one.
    pub(super) fn headline_of(&self, rubric: &Rubric, overall: Option<Judged>) -> Headline {
        headline(rubric, overall, &self.coverage, self.says_nothing)
    }
}

/// The answer in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// This grade.
    Grade(Grade),
    /// Too little is stated to give a grade.
    NotEnoughStated,
    /// No criterion applies.
    NothingToGrade,
}

impl Headline {
    /// All answers that there are in a scale, the grades first.
    pub fn all(scale: Scale) -> impl Iterator<Item = Headline> {
        scale.best_first().map(Headline::Grade).chain([Headline::NotEnoughStated, Headline::NothingToGrade])
    }

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Headline::Grade(grade) => grade.word(),
            Headline::NotEnoughStated => "not-enough-stated",
            Headline::NothingToGrade => "nothing-to-grade",
        }
    }
}

impl JsonSchema for Headline {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Headline".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": Grade::PATTERN,
            "description": "A word of the rubric's scale; `not-enough-stated` where too little is stated to give a grade; \
                `nothing-to-grade` where no criterion applies.",
        })
    }
}

/// What open questions could still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfAnswered {
    /// How many are open.
    pub open: usize,
    /// The floor with each at its worst and the ceiling with each at its best.
    pub range: Range,
}

/// The result for a criterion.
#[derive(Clone, Debug)]
pub struct CriterionResult {
    /// Which criterion.
    pub id: CriterionId,
    /// What it comes to; `None` where it is absent.
    pub judged: Option<Judged>,
    /// Its score; `None` where it is absent.
    pub score: Option<Score>,
    /// Its rules, in the order of the rubric.
    pub rules: Vec<RuleResult>,
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum RuleOutcome {
    /// Its floor is its best band.
    Met,
    /// It is settled, below its best band.
    NotMet,
    /// What is not stated could change it.
    NotStated,
    /// It does not apply.
    NotApplicable,
    /// An unanswered question.
    Unanswered,
}

impl RuleOutcome {
    /// All that there are.
    pub const ALL: [RuleOutcome; 5] = [
        RuleOutcome::Met,
        RuleOutcome::NotMet,
        RuleOutcome::NotStated,
        RuleOutcome::NotApplicable,
        RuleOutcome::Unanswered,
    ];

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RuleOutcome::Met => "met",
            RuleOutcome::NotMet => "not-met",
            RuleOutcome::NotStated => "not-stated",
            RuleOutcome::NotApplicable => "not-applicable",
            RuleOutcome::Unanswered => "unanswered",
        }
    }
}

/// The result for a rule.
#[derive(Clone, Debug)]
pub struct RuleResult {
    /// Which rule.
    pub id: RuleId,
    /// What it came to.
    pub outcome: RuleOutcome,
    /// The grades it can come to; `None` where it is absent.
    pub judged: Option<Judged>,
    /// What was counted; `None` where it does not apply.
    pub tally: Option<Tally>,
    /// Its score; `None` where it is absent.
    pub score: Option<Score>,
    /// Why, not yet in words.
    pub causes: Vec<Cause>,
    /// How much of what it reads is stated; `None` if it reads nothing of the record.
    stated: Option<Stated>,
}

/// Grades a review by `rubric`, with the answers that people gave.
#[must_use]
pub fn grade(rubric: &Rubric, facts: &Facts<'_>, judgements: &Judgements) -> Graded {
    let facts = &*facts.unfilled_by(&rubric.placeholders);
    let rules: Vec<Vec<RuleResult>> = rubric
        .criterion_ids()
        .map(|criterion| {
            let judge = |id: RuleId| judge_rule(rubric, id, facts, judgements.answer(&rubric[id].id));
            rubric.rule_ids_of(criterion).map(judge).collect()
        })
        .collect();
    let states: States = rules.iter().map(|rules| rules.iter().map(|rule| rule.judged).collect()).collect();
    let combined = combine(rubric, &states);
    let next = next_grade(rubric, &states, &combined);
    let Combined { criteria: judged, overall, limits } = combined;
    let if_answered = if_answered(rubric, &rules, &states);
    let criteria: Vec<CriterionResult> = rubric
        .criterion_ids()
        .zip(rules)
        .map(|(id, rules)| {
            let scores = rules.iter().filter_map(|result| Some((rubric[result.id].weight, result.score?)));
            CriterionResult { id, judged: *id.find(&judged), score: Score::mean(scores), rules }
        })
        .collect();
    // A form of dots states no more than an empty one.
    let says_nothing = facts.says_nothing();
    let coverage = if says_nothing { Coverage::none() } else { coverage(rubric, &criteria) };
    let headline = headline(rubric, overall, &coverage, says_nothing);
    let scores = criteria.iter().filter_map(|result| Some((rubric[result.id].weight, result.score?)));
    let score = Score::mean(scores);
    let deciding = deciding(rubric, facts, &criteria, &states, overall, headline);
    let graded = Graded {
        headline,
        overall,
        coverage,
        if_answered,
        score,
        limits,
        next,
        rests_on: rests_on(rubric, &criteria),
        criteria,
        deciding,
        finished: None,
        says_nothing,
    };
    let finished = finish(rubric, facts, judgements, &graded);
    Graded { finished, ..graded }
}

/// What a rule comes to that applies as `applies` says; `None` where it is absent.
pub(super) fn state(applies: Outcome, measured: &Measured) -> Option<State> {
    let maybe = applies == Outcome::NotStated || measured.may_be_absent;
    let presence = if maybe { Presence::Maybe } else { Presence::Sure };
    measured.range.filter(|_| applies != Outcome::NotMet).map(|range| State { range, presence })
}

fn judge_rule(rubric: &Rubric, id: RuleId, facts: &Facts<'_>, answer: Option<&Answer>) -> RuleResult {
    let rule = &rubric[id];
    let applies = outcome::all(&rule.applies_when, facts, 0);
    let absent =
        |outcome, causes| RuleResult { id, outcome, judged: None, tally: None, score: None, causes, stated: None };
    if applies == Outcome::NotMet {
        return absent(RuleOutcome::NotApplicable, Vec::new());
    }
    if answer.is_some_and(|answer| answer.grade.is_none()) {
        let cause = Cause { kind: ReasonKind::NotApplicable, about: About::Answer };
        return absent(RuleOutcome::NotApplicable, vec![cause]);
    }
    let measured = measure(rule, facts, answer.and_then(|answer| answer.grade));
    let maybe = applies == Outcome::NotStated || measured.may_be_absent;
    let range = measured.range;
    let causes = causes(rule, facts, &measured, applies, answer);
    let Some(range) = range else {
        let outcome = if rule.is_asked() { RuleOutcome::Unanswered } else { RuleOutcome::NotApplicable };
        let causes = if rule.is_asked() { causes } else { Vec::new() };
        return RuleResult { tally: rule.is_asked().then_some(measured.tally), ..absent(outcome, causes) };
    };
    let outcome = if maybe || range.floor < range.ceiling {
        RuleOutcome::NotStated
    } else if range.floor == rule.best() {
        RuleOutcome::Met
    } else {
        RuleOutcome::NotMet
    };
    RuleResult {
        id,
        outcome,
        judged: Some(State { range, presence: if maybe { Presence::Maybe } else { Presence::Sure } }),
        tally: Some(measured.tally),
        score: Some(score::of_rule(rule, range, measured.worst_share)),
        causes,
        stated: stated(rule, &measured, range, maybe),
    }
}

/// How much of what a rule reads is stated: 1 where its grade is decided all the same, 0 for a list that may go on or a rule
/// that may not apply.
fn stated(rule: &Rule, measured: &Measured, range: Range, maybe: bool) -> Option<Stated> {
    if rule.is_asked() {
        return None;
    }
    if maybe {
        return Some(Stated::NONE);
    }
    if range.floor == range.ceiling {
        return Some(Stated::ALL);
    }
    let goes_on = match measured.tally {
        Tally::Share { goes_on, .. } => goes_on,
        Tally::Number { high, .. } => high.is_none(),
        Tally::Answer(_) => false,
    };
    let counted = matches!(rule.measure, Measure::Count { .. });
    let relevant = measured.items.iter().filter(|item| counted || item.selected != Outcome::NotMet);
    let (of, settled) = relevant.fold((0, 0), |(of, settled), item| (of + 1, settled + u64::from(item.is_settled())));
    Some(if goes_on || of == 0 { Stated::NONE } else { Stated { stated: settled, of } })
}

fn coverage(rubric: &Rubric, criteria: &[CriterionResult]) -> Coverage {
    let parts: Vec<(u64, Vec<(u64, Stated)>)> = criteria
        .iter()
        .map(|criterion| {
            let rules = criterion.rules.iter().filter_map(|result| Some((rubric[result.id].weight, result.stated?)));
            (rubric[criterion.id].weight, rules.collect())
        })
        .collect();
    coverage::mean(&parts)
}

fn headline(rubric: &Rubric, overall: Option<Judged>, coverage: &Coverage, says_nothing: bool) -> Headline {
    let Some(judged) = overall else {
        return Headline::NothingToGrade;
    };
    let is_worst = judged.range.ceiling <= rubric.scale.worst();
    let agreed =
        judged.range.floor == judged.range.ceiling && judged.presence == Presence::Sure && (is_worst || !says_nothing);
    if agreed || coverage.reaches(rubric.enough) {
        Headline::Grade(judged.range.floor)
    } else {
        Headline::NotEnoughStated
    }
}

/// The result with every open question at its worst and at its best.
fn if_answered(rubric: &Rubric, rules: &[Vec<RuleResult>], states: &States) -> Option<IfAnswered> {
    let mut open = 0;
    let mut states = states.clone();
    for result in rules.iter().flatten().filter(|result| result.outcome == RuleOutcome::Unanswered) {
        open += 1;
        let rule = &rubric[result.id];
        let maybe =
            rule.may_be_answered_away() || result.causes.iter().any(|cause| cause.kind == ReasonKind::NotStated);
        let presence = if maybe { Presence::Maybe } else { Presence::Sure };
        let range = Range { floor: rule.worst(), ceiling: rule.best() };
        *result.id.find_mut(&mut states) = Some(State { range, presence });
    }
    let judged = combine(rubric, &states).overall.filter(|_| open > 0)?;
    Some(IfAnswered { open, range: judged.range })
}

/// What the weight of the parts present rests on. A rule's weight is shared equally by the kinds of fact that decide it.
fn rests_on(rubric: &Rubric, criteria: &[CriterionResult]) -> [f64; 7] {
    let mut shares = [0.0; 7];
    let present = || criteria.iter().filter(|result| result.judged.is_some());
    let total: f64 = present().map(|result| weight(rubric[result.id].weight)).sum();
    for result in present() {
        let rules = || result.rules.iter().filter(|result| result.judged.is_some()).map(|result| &rubric[result.id]);
        let within: f64 = rules().map(|rule| weight(rule.weight)).sum();
        for rule in rules() {
            let bases = bases(rule);
            let share =
                weight(rubric[result.id].weight) / total * weight(rule.weight) / within / weight(bases.len() as u64);
            for (sum, basis) in shares.iter_mut().zip(Basis::ALL) {
                if bases.contains(&basis) {
                    *sum += share;
                }
            }
        }
    }
    shares
}

/// The kinds of fact that decide a rule, each once; never none.
fn bases(rule: &Rule) -> Vec<Basis> {
    let mut bases: Vec<Basis> = rule.facts().iter().map(|fact| fact.basis).collect();
    bases.sort_unstable();
    bases.dedup();
    if bases.is_empty() {
        bases.push(if rule.is_asked() { Basis::Person } else { Basis::Text });
    }
    bases
}

/// The share of a rubric's weight that rests on `basis` where every rule takes part.
#[must_use]
pub fn weight_on(rubric: &Rubric, basis: Basis) -> f64 {
    let total: f64 = rubric.criteria.iter().map(|criterion| weight(criterion.weight)).sum();
    let mut share = 0.0;
    for criterion in &rubric.criteria {
        let within: f64 = criterion.rules.iter().map(|rule| weight(rule.weight)).sum();
        for rule in &criterion.rules {
            let bases = bases(rule);
            if bases.contains(&basis) {
                let own = weight(rule.weight) / within / weight(bases.len() as u64);
                share += weight(criterion.weight) / total * own;
            }
        }
    }
    share
}

#[expect(clippy::cast_precision_loss, reason = "shares for display only")]
fn weight(weight: u64) -> f64 {
    weight as f64
}

/// The most facts that are named when too little is stated.
const MOST_NAMED: usize = 5;

fn deciding(
    rubric: &Rubric,
    facts: &Facts<'_>,
    criteria: &[CriterionResult],
    states: &States,
    overall: Option<Judged>,
    headline: Headline,
) -> Vec<Deciding> {
    match (headline, overall) {
        (Headline::Grade(_), Some(judged)) if judged.range.floor < judged.range.ceiling => {
            let places = deciding::fewest(rubric, states);
            let needed = settled_as_few(rubric, criteria, states, &places, judged.range.ceiling);
            let named = |(id, needed): (&RuleId, usize)| unstated(find(criteria, *id)).take(needed);
            places.iter().zip(needed).flat_map(named).collect()
        }
        (Headline::NotEnoughStated, _) => most_telling(rubric, criteria, facts),
        (Headline::Grade(_) | Headline::NothingToGrade, _) => Vec::new(),
    }
}

/// For each of `places`, rules that at their best lift the floor to `ceiling` together, how many of the items that it
/// leaves open must be settled as met; all of them where it cannot be told from the numbers alone.
fn settled_as_few(
    rubric: &Rubric,
    criteria: &[CriterionResult],
    states: &States,
    places: &[RuleId],
    ceiling: Grade,
) -> Vec<usize> {
    let mut settled = states.clone();
    let put = |settled: &mut States, id: RuleId, grade: Grade| {
        if let Some(state) = id.find_mut(settled) {
            *state = State { range: Range { floor: grade, ceiling: state.range.ceiling }, presence: Presence::Sure };
        }
    };
    for id in places {
        if let Some(state) = id.find(states) {
            put(&mut settled, *id, state.range.ceiling);
        }
    }
    let reaches =
        |settled: &States| combine(rubric, settled).overall.is_some_and(|judged| judged.range.floor >= ceiling);
    let mut needed = Vec::with_capacity(places.len());
    for place in places {
        let after = after_settling(&rubric[*place], find(criteria, *place));
        let enough = after.iter().position(|grade| {
            let mut tried = settled.clone();
            put(&mut tried, *place, *grade);
            reaches(&tried)
        });
        if let Some(grade) = enough.and_then(|at| after.get(at)) {
            put(&mut settled, *place, *grade);
        }
        needed.push(enough.map_or(usize::MAX, |at| at + 1));
    }
    needed
}

/// The floor of a share after one, two, ... of the items that it leaves open are settled as met; empty where the list may
/// go on or the rule may not apply.
fn after_settling(rule: &Rule, result: &RuleResult) -> Vec<Grade> {
    let (Measure::Share(share), Some(Tally::Share { met, of, not_stated, goes_on: false }), Some(judged)) =
        (&rule.measure, result.tally, result.judged)
    else {
        return Vec::new();
    };
    if judged.presence == Presence::Maybe {
        return Vec::new();
    }
    let missed = of.saturating_sub(met + not_stated);
    let case = |settled: usize| Case {
        met: (met + settled) as u64,
        missed: (missed + not_stated - settled) as u64,
        further: None,
    };
    (1..=not_stated).map(|settled| case(settled).grade(&share.bands)).collect()
}

/// The result of a rule.
fn find(criteria: &[CriterionResult], id: RuleId) -> &RuleResult {
    id.rule_of(&id.criterion().find(criteria).rules)
}

fn unstated(result: &RuleResult) -> impl ExactSizeIterator<Item = Deciding> {
    let open = result.causes.iter().enumerate().filter(|(_, cause)| cause.kind == ReasonKind::NotStated);
    let open: Vec<usize> = open.map(|(cause, _)| cause).collect();
    let rule = result.id;
    open.into_iter().map(move |cause| Deciding { rule, cause })
}

/// The facts that would add most to the coverage, one for each place in the file.
fn most_telling(rubric: &Rubric, criteria: &[CriterionResult], facts: &Facts<'_>) -> Vec<Deciding> {
    let mut gains: Vec<(f64, Deciding)> = Vec::new();
    let mut known: HashMap<Evidence, usize> = HashMap::new();
    for criterion in criteria {
        let reading = criterion.rules.iter().filter(|result| result.stated.is_some());
        let total: f64 = reading.map(|result| weight(rubric[result.id].weight)).sum();
        for result in &criterion.rules {
            let Some(stated) = result.stated else { continue };
            let rule = &rubric[result.id];
            let lacking = 1.0 - weight(stated.stated) / weight(stated.of);
            let open = unstated(result);
            let gain = weight(rubric[criterion.id].weight) * weight(rule.weight) / total * lacking
                / weight(open.len().max(1) as u64);
            for deciding in open {
                let Some(cause) = result.causes.get(deciding.cause) else { continue };
                let place = evidence(rule, facts, *cause);
                let at = *known.entry(place).or_insert(gains.len());
                match gains.get_mut(at) {
                    Some((sum, _)) => *sum += gain,
                    None => gains.push((gain, deciding)),
                }
            }
        }
    }
    gains.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    gains.into_iter().take(MOST_NAMED).map(|(_, deciding)| deciding).collect()
}

impl Index<CriterionId> for Graded {
    type Output = CriterionResult;

    fn index(&self, id: CriterionId) -> &CriterionResult {
        id.find(&self.criteria)
    }
}

impl Index<RuleId> for Graded {
    type Output = RuleResult;

    fn index(&self, id: RuleId) -> &RuleResult {
        find(&self.criteria, id)
    }
}

impl Graded {
    /// The results of all rules, in the order of the rubric.
    pub fn rules(&self) -> impl Iterator<Item = &RuleResult> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    /// What each rule came to, criterion by criterion.
    #[must_use]
    pub fn states(&self) -> States {
        self.criteria.iter().map(|criterion| criterion.rules.iter().map(|rule| rule.judged).collect()).collect()
    }
}
