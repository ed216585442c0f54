//! A rubric that is sound: one of these cannot be built from a file that has errors.

use std::ops::Index;

use jiff::civil::Date;

use super::exact::Exact;
use super::template::Template;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, Grade, Scale, When, usual};
use crate::text::{WordList, Words};

/// A rubric ready to grade with.
#[derive(Clone, Debug)]
pub struct Rubric {
    /// What to call it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is modelled on and what it cannot see.
    pub about: Option<String>,
    /// The grades it gives.
    pub scale: Scale,
    /// The points of its grades, the best first; empty where it gives none.
    pub points: Vec<Exact>,
    /// The kinds of review it is for; empty means all.
    pub kinds: Vec<String>,
    /// What no grade of it judges.
    pub not_judged: String,
    /// Texts that count as nothing given, besides those that always do.
    pub placeholders: Vec<String>,
    /// SHA-256 of its text with Unix line ends, in hexadecimal.
    pub hash: String,
    /// The coverage from which a floor is shown as a grade.
    pub enough: Exact,
    /// What each grade of the whole needs.
    pub overall: Profile,
    /// Judgements that cap the overall grade.
    pub limits: Vec<Limit>,
    /// The aspects it judges.
    pub criteria: Vec<Criterion>,
    /// Its word lists, by name.
    pub words: Vec<(String, Words)>,
}

/// A criterion of a rubric. Only the rubric gives them out, and only it takes them: `rubric[id]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId(usize);

/// A rule of a rubric. Only the rubric gives them out, and only it takes them: `rubric[id]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    criterion: CriterionId,
    rule: usize,
}

impl RuleId {
    /// The criterion that the rule belongs to.
    #[must_use]
    pub fn criterion(self) -> CriterionId {
        self.criterion
    }

    /// The rule's entry in a table of one row a criterion.
    ///
    /// # Panics
    /// If the table is of another rubric: an id never stands for another rule.
    pub fn find<T>(self, rows: &[Vec<T>]) -> &T {
        self.rule_of(self.criterion.find::<Vec<T>>(rows))
    }

    /// The rule's entry in a list of one entry a rule of its criterion.
    ///
    /// # Panics
    /// If the list is of another criterion.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub fn rule_of<T>(self, entries: &[T]) -> &T {
        &entries[self.rule]
    }
}

impl CriterionId {
    /// The criterion's entry in a list of one entry a criterion.
    ///
    /// # Panics
    /// If the list is of another rubric: an id never stands for another criterion.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub fn find<T>(self, entries: &[T]) -> &T {
        &entries[self.0]
    }
}

/// The same lookups, to change what they find.
impl CriterionId {
    /// See [`CriterionId::find`].
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub(crate) fn find_mut<T>(self, entries: &mut [T]) -> &mut T {
        &mut entries[self.0]
    }
}

/// The same lookups, to change what they find.
impl RuleId {
    /// See [`RuleId::rule_of`].
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub(crate) fn rule_of_mut<T>(self, entries: &mut [T]) -> &mut T {
        &mut entries[self.rule]
    }

    /// See [`RuleId::find`].
    pub fn find_mut<T>(self, rows: &mut [Vec<T>]) -> &mut T {
        self.rule_of_mut(self.criterion.find_mut::<Vec<T>>(rows))
    }
}

impl Index<CriterionId> for Rubric {
    type Output = Criterion;

    fn index(&self, id: CriterionId) -> &Criterion {
        id.find(&self.criteria)
    }
}

impl Index<RuleId> for Rubric {
    type Output = Rule;

    fn index(&self, id: RuleId) -> &Rule {
        id.rule_of(&self[id.criterion].rules)
    }
}

impl Rubric {
    /// Whether it is for reviews of this kind, or for a review that states none.
    #[must_use]
    pub fn is_for(&self, kind: Option<&str>) -> bool {
        self.kinds.is_empty() || kind.is_none_or(|kind| self.kinds.iter().any(|own| own == kind))
    }

    /// Whether it gives the review a grade, and not only its criteria.
    #[must_use]
    pub fn gives_overall(&self) -> bool {
        !self.overall.grades.is_empty()
    }

    /// The ids of all criteria, in the order of the file.
    pub fn criterion_ids(&self) -> impl Iterator<Item = CriterionId> + use<> {
        (0..self.criteria.len()).map(CriterionId)
    }

    /// The ids of a criterion's rules, in the order of the file.
    pub fn rule_ids_of(&self, criterion: CriterionId) -> impl Iterator<Item = RuleId> + use<> {
        (0..self[criterion].rules.len()).map(move |rule| RuleId { criterion, rule })
    }

    /// The ids of all rules, in the order of the file.
    pub fn rule_ids(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.criterion_ids().flat_map(|criterion| self.rule_ids_of(criterion))
    }

    /// All rules, in the order of the file.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    /// The rule with this id, whatever the case of its letters, with its criterion.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<(&Criterion, &Rule)> {
        let rules =
            self.criteria.iter().flat_map(|criterion| criterion.rules.iter().map(move |rule| (criterion, rule)));
        let mut rules = rules.filter(|(_, rule)| rule.id.eq_ignore_ascii_case(id));
        rules.next()
    }
}

/// An aspect that a rubric judges.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its stable id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question it asks.
    pub asks: Option<String>,
    /// Its weight, on the rubric's common scale (see [`Rule::weight`]).
    pub weight: u64,
    /// Its tags.
    pub tags: Vec<String>,
    /// What each grade needs of its rules.
    pub profile: Profile,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// The smallest thing tested.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its stable short id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its tags, without `asked`.
    pub tags: Vec<String>,
    /// Its weight. All weights of a rubric are multiplied by one number that makes them whole.
    pub weight: u64,
    /// When the rule applies; empty means always.
    pub applies_when: Conditions,
    /// What it measures.
    pub measure: Measure,
    /// Said of what does not meet it.
    pub reason: Option<Template>,
    /// What to do about it.
    pub advice: Option<Template>,
    /// Why it matters.
    pub why: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// False if editing cannot fix it.
    pub fixable: bool,
}

/// What a rule measures, and the grades it gives.
#[derive(Clone, Debug)]
pub enum Measure {
    /// The share of items, or of the review itself, that meet conditions.
    Share(ShareRule),
    /// The number of items that meet conditions.
    Count {
        /// Of which list.
        list: ListName,
        /// Which items.
        selects: Conditions,
        /// The grades.
        bands: NumberBands,
    },
    /// A number.
    Number {
        /// The fact that is the number, or the list whose length is.
        fact: &'static Fact,
        /// The grades.
        bands: NumberBands,
    },
    /// A person's answer.
    Ask {
        /// The question.
        question: String,
        /// What each grade would mean.
        levels: Vec<(Grade, String)>,
        /// The grades it can be answered with, the best first; never empty.
        answers: Vec<Grade>,
        /// Whether it may be answered not applicable.
        may_not_apply: bool,
    },
}

/// A rule on a share.
#[derive(Clone, Debug)]
pub struct ShareRule {
    /// Of which list; `None` for the review itself.
    pub each: Option<ListName>,
    /// Which items.
    pub selects: Conditions,
    /// What each of them must meet, all of it.
    pub must: Conditions,
    /// And one of these, where there are any.
    pub any: Vec<Conditions>,
    /// What it is if no item is selected; read with `each` only.
    pub empty: Empty,
    /// The grades.
    pub bands: ShareBands,
}

/// What a share is of no items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// A share of 1.
    Met,
    /// A share of 0.
    Unmet,
    /// The rule does not apply.
    NotApplicable,
}

/// The thresholds of a share, the best grade first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareBands {
    /// Grades and what they take, the best first; never empty.
    pub bands: Vec<(Grade, ShareThreshold)>,
    /// The grade below them all.
    pub unmet: Grade,
}

/// What a share must reach: either is enough where both are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareThreshold {
    /// This share.
    pub share: Option<Exact>,
    /// All but this many; at least two must be met if any is not.
    pub all_but: Option<u32>,
}

/// The thresholds of a number, the best grade first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberBands {
    /// Grades and what they take, the best first; never empty.
    pub bands: Vec<(Grade, Exact)>,
    /// The grade beyond them all.
    pub unmet: Grade,
    /// True if fewer is better.
    pub lower_is_better: bool,
}

impl ShareBands {
    /// The best grade there is to reach.
    #[must_use]
    pub fn best(&self) -> Grade {
        self.bands.first().map_or(self.unmet, |(grade, _)| *grade)
    }
}

impl NumberBands {
    /// The best grade there is to reach.
    #[must_use]
    pub fn best(&self) -> Grade {
        self.bands.first().map_or(self.unmet, |(grade, _)| *grade)
    }
}

impl Rule {
    /// The list whose items it judges or counts.
    pub(crate) fn list(&self) -> Option<ListName> {
        match &self.measure {
            Measure::Share(ShareRule { each, .. }) => *each,
            Measure::Count { list, .. } => Some(*list),
            Measure::Number { .. } | Measure::Ask { .. } => None,
        }
    }

    /// The best grade that the rule can give.
    #[must_use]
    pub fn best(&self) -> Grade {
        match &self.measure {
            Measure::Share(share) => share.bands.best(),
            Measure::Count { bands, .. } | Measure::Number { bands, .. } => bands.best(),
            Measure::Ask { answers, .. } => answers.first().copied().unwrap_or(usual::INADEQUATE),
        }
    }

    /// The worst grade that the rule can give.
    #[must_use]
    pub fn worst(&self) -> Grade {
        match &self.measure {
            Measure::Share(share) => share.bands.unmet,
            Measure::Count { bands, .. } | Measure::Number { bands, .. } => bands.unmet,
            Measure::Ask { answers, .. } => answers.last().copied().unwrap_or(usual::INADEQUATE),
        }
    }

    /// True if a person answers it.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        matches!(self.measure, Measure::Ask { .. })
    }

    /// True if a person may answer that it does not apply.
    #[must_use]
    pub fn may_be_answered_away(&self) -> bool {
        matches!(self.measure, Measure::Ask { may_not_apply: true, .. })
    }

    /// The facts whose state decides the rule: those of its `must`, `any`, `count` or `measure`, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<&'static Fact> {
        let mut facts: Vec<&'static Fact> = match &self.measure {
            Measure::Share(share) => {
                share.must.iter().chain(share.any.iter().flatten()).map(|condition| condition.fact).collect()
            }
            Measure::Count { selects, .. } => selects.iter().map(|condition| condition.fact).collect(),
            Measure::Number { fact, .. } => vec![fact],
            Measure::Ask { .. } => Vec::new(),
        };
        let mut seen = Vec::new();
        facts.retain(|fact| {
            let new = !seen.contains(&(fact.scope, fact.name));
            seen.push((fact.scope, fact.name));
            new
        });
        facts
    }
}

/// Conditions that must all be met.
pub type Conditions = Vec<Condition>;

/// The tests of one fact, which must all be met.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The fact.
    pub fact: &'static Fact,
    /// Its tests; never empty.
    pub tests: Vec<Test>,
    /// True if something is earned by it: then nothing meets it that the review leaves out. False where it only selects.
    pub earns: bool,
}

/// A test of a fact.
#[derive(Clone, Debug)]
pub enum Test {
    /// Not empty, false or 0.
    Present,
    /// Empty, false, 0 or nothing: only where items or reviews are selected, never where something is to be earned.
    Absent,
    /// Any value.
    Stated,
    /// This value.
    Is(Literal),
    /// Any other value, or none.
    Not(Literal),
    /// One of these values.
    OneOf(Vec<Literal>),
    /// A number, or the length of a list.
    Number(Bound),
    /// On that day or later.
    From(Date),
    /// Earlier than that day.
    Before(Date),
    /// A list that holds one of these.
    IncludesAny(Vec<String>),
    /// A list that holds all of these.
    IncludesAll(Vec<String>),
    /// How many words of a list a text holds.
    Words {
        /// The list's name.
        name: String,
        /// The list.
        list: WordList,
        /// What their number must be; never empty.
        bounds: Vec<Bound>,
        /// The number of words of the text that the count refers to, if given.
        per: Option<u32>,
    },
    /// A text of this many words or more.
    MinWords(u32),
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// True or false.
    YesNo(bool),
    /// A name or word.
    Text(String),
    /// A number.
    Number(Exact),
    /// A date.
    Date(When),
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Which side.
    pub side: Side,
    /// Of what.
    pub than: Exact,
}

/// Which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That or more.
    AtLeast,
    /// That or less.
    AtMost,
    /// More.
    MoreThan,
    /// Less.
    LessThan,
}

/// The needs of each grade; a grade that is not here is never given.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The scale of the grades.
    pub scale: Scale,
    /// The parts that make the whole take part where they do: those that a need speaks of, and all where a need counts heads.
    pub parts: Vec<Part>,
    /// The grades that have to be earned with their needs, the best first. The worst grade has none. A grade that can be
    /// reached in one of several ways (`any`) is here once for each: the ways differ in their last need.
    pub grades: Vec<(Grade, Vec<Need>)>,
}

impl Profile {
    pub(crate) fn new(scale: Scale, grades: Vec<(Grade, Vec<Need>)>, members: impl Iterator<Item = Part>) -> Self {
        let needs = || grades.iter().flat_map(|(_, needs)| needs);
        let counts = needs().any(|need| matches!(need.quantity, Quantity::Count(_)));
        let mut parts: Vec<Part> = if counts { members.collect() } else { Vec::new() };
        for part in needs().flat_map(|need| &need.parts) {
            if !parts.contains(part) {
                parts.push(*part);
            }
        }
        Profile { scale, parts, grades }
    }

    /// The profile of a whole that is judged no grade, until it has one.
    pub(crate) fn none(scale: Scale) -> Self {
        Profile { scale, parts: Vec::new(), grades: Vec::new() }
    }
}

/// Something that a grade needs of the parts below it.
#[derive(Clone, Debug)]
pub struct Need {
    /// How many of them.
    pub quantity: Quantity,
    /// Must be judged at least this.
    pub at_least: Grade,
    /// Which parts, by their ids and tags; `None` for all of them. For the wording only: `parts` says it exactly.
    pub of: Option<Vec<String>>,
    /// The parts it ranges over.
    pub parts: Vec<Part>,
    /// Of a mean or percentage: how far each grade's points are above the threshold, the worst first, on a scale on which all
    /// are whole. Otherwise empty.
    pub points: Vec<i128>,
}

/// A part that needs and limits speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A criterion, by its number from 0.
    Criterion(usize),
    /// A rule: its criterion's number and its own there, from 0.
    Rule(usize, usize),
}

impl Part {
    /// The number of the criterion that it is, or belongs to.
    pub(crate) fn criterion(self) -> usize {
        match self {
            Part::Criterion(at) | Part::Rule(at, _) => at,
        }
    }
}

/// How many parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// All.
    Every,
    /// More than half, by weight.
    Most,
    /// At least half, by weight.
    Half,
    /// At least this share, by weight.
    Share(Exact),
    /// At least this many.
    Count(usize),
    /// All but this many at most, and at least one.
    AllBut(usize),
    /// At least this many points on average, by weight.
    Mean(Exact),
    /// At least this percentage of the best possible points, by weight.
    Percent(Exact),
}

impl Quantity {
    pub(crate) fn is_of_points(self) -> bool {
        matches!(self, Quantity::Mean(_) | Quantity::Percent(_))
    }
}

/// A judgement that caps the overall grade.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Its id or title, as the rubric names it.
    pub when: String,
    /// The part.
    pub part: Part,
    /// While it is judged this or worse ...
    pub when_at: Grade,
    /// ... the review is no better than this.
    pub overall: Grade,
    /// Why.
    pub because: Option<String>,
}
