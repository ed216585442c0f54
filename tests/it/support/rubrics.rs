//! Random rubrics: first a model that a test can reason about, then its text.

use std::fmt::Write as _;

use casegrade::review::vocabulary::{self, ListName};
use casegrade::review::{Fact, FactType, Grade, Scope, usual};
use num_rational::Ratio;

use super::Choices;
use super::reviews::{is_list_of_tables, pool};

/// An exact number and how a rubric writes it.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    pub(crate) text: &'static str,
    pub(crate) value: Ratio<i128>,
}

const fn number(text: &'static str, numer: i128, denom: i128) -> Number {
    Number { text, value: Ratio::new_raw(numer, denom) }
}

/// The simplest first; the decimals are those whose floating-point sums go wrong.
const WEIGHTS: [Number; 9] = [
    number("1", 1, 1),
    number("2", 2, 1),
    number("3", 3, 1),
    number("0.5", 1, 2),
    number("0.1", 1, 10),
    number("0.2", 1, 5),
    number("0.3", 3, 10),
    number("\"1/3\"", 1, 3),
    number("\"2/7\"", 2, 7),
];

const SHARES: [Number; 7] = [
    number("\"2/3\"", 2, 3),
    number("0.5", 1, 2),
    number("1", 1, 1),
    number("\"1/3\"", 1, 3),
    number("0.3", 3, 10),
    number("0.9", 9, 10),
    number("0.67", 67, 100),
];

/// The points of the usual grades, the best first.
const POINTS: [[Number; 4]; 3] = [
    [number("4", 4, 1), number("3", 3, 1), number("2", 2, 1), number("1", 1, 1)],
    [number("10", 10, 1), number("2.5", 5, 2), number("1", 1, 1), number("0", 0, 1)],
    [number("1", 1, 1), number("\"2/3\"", 2, 3), number("0.5", 1, 2), number("0.1", 1, 10)],
];

/// Thresholds of points, also as a rubric may write them in quotes, and of the best possible percentages.
const MEANS: [Number; 7] = [
    number("\"2.5\"", 5, 2),
    number("2", 2, 1),
    number("\"1/3\"", 1, 3),
    number("0.5", 1, 2),
    number("\"0.7\"", 7, 10),
    number("3.3", 33, 10),
    number("1", 1, 1),
];
const PERCENTS: [Number; 6] = [
    number("63", 63, 1),
    number("\"62.5\"", 125, 2),
    number("\"200/3\"", 200, 3),
    number("100", 100, 1),
    number("26", 26, 1),
    number("12.5", 25, 2),
];

#[derive(Clone, Debug)]
pub(crate) enum Quantity {
    Every,
    Most,
    Half,
    Share(Number),
    Count(usize),
    AllBut(usize),
    /// The mean of points, as the rubric writes it, with how far each grade's points are above it, the worst first.
    Points(String, [Ratio<i128>; 4]),
}

#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) quantity: Quantity,
    pub(crate) at_least: Grade,
    pub(crate) of: Option<Vec<String>>,
}

/// The needs of each grade, the best first. A grade with several entries is reached by any of them: they differ in their last
/// need, and the file has these in `any`.
pub(crate) type Profile = Vec<(Grade, Vec<Need>)>;

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) weight: Number,
    pub(crate) tags: Vec<String>,
    pub(crate) form: Form,
}

/// What a rule tests: the keys of its table that say so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    pub(crate) asked: bool,
    pub(crate) keys: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) weight: Number,
    pub(crate) tags: Vec<String>,
    pub(crate) profile: Profile,
    pub(crate) rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) when: String,
    pub(crate) when_at: Grade,
    pub(crate) overall: Grade,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) overall: Profile,
    pub(crate) limits: Vec<Limit>,
    pub(crate) enough: &'static str,
    pub(crate) points: [Number; 4],
}

/// A criterion, or a rule of one, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Criterion(usize),
    Rule(usize, usize),
}

impl Model {
    /// A rubric of up to four criteria with up to four rules each, whose profiles need not be nested.
    pub(crate) fn random(choices: &Choices, form: &dyn Fn(&Choices) -> Form) -> Self {
        let mut criteria: Vec<Criterion> = (1..=1 + choices.below(4)).map(|at| criterion(choices, at, form)).collect();
        let points = choices.pick(&POINTS);
        for (at, criterion) in criteria.iter_mut().enumerate() {
            criterion.profile = profile(choices, &|of| within(criterion, at, of), &own_names(criterion), &points);
        }
        let overall = profile(choices, &|of| across(&criteria, of), &all_names(&criteria), &points);
        let limits = (0..choices.below(3)).map(|_| limit(choices, &criteria, &overall)).collect();
        Model { criteria, overall, limits, enough: choices.pick(&["0.9", "0.5", "1", "\"1/3\""]), points }
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    /// The parts that an overall need ranges over.
    pub(crate) fn across(&self, of: Option<&[String]>) -> Vec<Part> {
        across(&self.criteria, of)
    }

    /// The parts that a need of criterion number `at` ranges over.
    pub(crate) fn within(&self, at: usize, of: Option<&[String]>) -> Vec<Part> {
        within(&self.criteria[at], at, of)
    }

    pub(crate) fn text(&self) -> String {
        text(&self.sections())
    }

    /// The tables of the file, in an order that can be read.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let header = [("id", "\"random\""), ("title", "\"Random\""), ("version", "\"1\"")];
        let points = self.points.each_ref().map(|points| points.text).join(", ");
        let scale = [
            ("grades", "[\"outstanding\", \"good\", \"adequate\", \"inadequate\"]".to_owned()),
            ("points", format!("[{points}]")),
        ];
        let mut sections = vec![
            Section::new("[rubric]", header),
            Section::new("[scale]", scale.iter().map(|(key, value)| (*key, value.as_str()))),
            Section::new("[words]", [("blame", "[\"blame\", \"at fault\"]")]),
            Section::new("[grading]", [("enough", self.enough)]),
            profile_section("overall", &self.overall),
        ];
        sections.extend(
            self.criteria.iter().map(|criterion| profile_section(&format!("of-{}", criterion.id), &criterion.profile)),
        );
        sections.extend(self.limits.iter().map(Limit::section));
        sections.extend(self.criteria.iter().map(Criterion::section));
        sections
    }
}

fn criterion(choices: &Choices, at: usize, form: &dyn Fn(&Choices) -> Form) -> Criterion {
    let rule = |number: usize| Rule {
        id: format!("R{at}{number}"),
        weight: choices.pick(&WEIGHTS),
        tags: choices.some(&["t1".to_owned(), "t2".to_owned()], 30),
        form: form(choices),
    };
    Criterion {
        id: format!("c{at}"),
        weight: choices.pick(&WEIGHTS),
        tags: choices.some(&["s1".to_owned(), "s2".to_owned()], 30),
        profile: Vec::new(),
        rules: (1..=1 + choices.below(4)).map(rule).collect(),
    }
}

fn bears(rule: &Rule, name: &str) -> bool {
    rule.tags.iter().any(|tag| tag == name) || name == "asked" && rule.form.asked
}

fn within(criterion: &Criterion, at: usize, of: Option<&[String]>) -> Vec<Part> {
    let named = |rule: &Rule| of.is_none_or(|names| names.iter().any(|name| *name == rule.id || bears(rule, name)));
    let rules = criterion.rules.iter().enumerate();
    rules.filter(|(_, rule)| named(rule)).map(|(number, _)| Part::Rule(at, number)).collect()
}

fn across(criteria: &[Criterion], of: Option<&[String]>) -> Vec<Part> {
    let Some(names) = of else { return (0..criteria.len()).map(Part::Criterion).collect() };
    let mut parts = Vec::new();
    for (at, criterion) in criteria.iter().enumerate() {
        if names.iter().any(|name| *name == criterion.id || criterion.tags.contains(name)) {
            parts.push(Part::Criterion(at));
        }
        for (number, rule) in criterion.rules.iter().enumerate() {
            if names.iter().any(|name| bears(rule, name)) {
                parts.push(Part::Rule(at, number));
            }
        }
    }
    parts
}

fn own_names(criterion: &Criterion) -> Vec<String> {
    let rules = criterion.rules.iter();
    rules.flat_map(|rule| rule.tags.iter().chain([&rule.id])).cloned().chain(["asked".to_owned()]).collect()
}

fn all_names(criteria: &[Criterion]) -> Vec<String> {
    let names = |criterion: &Criterion| {
        let tags = criterion.rules.iter().flat_map(|rule| rule.tags.clone());
        criterion.tags.iter().cloned().chain([criterion.id.clone()]).chain(tags).collect::<Vec<_>>()
    };
    criteria.iter().flat_map(names).chain(["asked".to_owned()]).collect()
}

/// Needs for some of the grades that have to be earned, in no way nested.
fn profile(
    choices: &Choices,
    ranged: &dyn Fn(Option<&[String]>) -> Vec<Part>,
    names: &[String],
    points: &[Number; 4],
) -> Profile {
    let mut grades = choices.some(&usual::EARNED, 85);
    if grades.is_empty() {
        grades.push(usual::GOOD);
    }
    let needs = |_| {
        let some = |choices: &Choices| (0..1 + choices.below(2)).map(|_| choices.pick(names)).collect();
        let mut needs = vec![need(choices, ranged, choices.chance(25).then(|| some(choices)), points)];
        for _ in 0..choices.below(3) {
            let of = choices.chance(60).then(|| some(choices));
            needs.push(need(choices, ranged, of, points));
        }
        needs
    };
    let mut profile = Profile::new();
    for grade in grades {
        let first = needs(grade);
        for _ in 0..if choices.chance(20) { 1 + choices.below(2) } else { 0 } {
            let (_, others) = first.split_last().unwrap();
            let of = choices.chance(40).then(|| vec![choices.pick(names)]);
            let last = need(choices, ranged, of, points);
            profile.push((grade, others.iter().cloned().chain([last]).collect()));
        }
        profile.push((grade, first));
    }
    profile
}

fn need(
    choices: &Choices,
    ranged: &dyn Fn(Option<&[String]>) -> Vec<Part>,
    of: Option<Vec<String>>,
    points: &[Number; 4],
) -> Need {
    let parts = ranged(of.as_deref()).len();
    let quantity = match choices.below(8) {
        6 | 7 => of_points(choices, points),
        0 => Quantity::Every,
        1 => Quantity::Most,
        2 => Quantity::Half,
        3 => Quantity::Share(choices.pick(&SHARES)),
        4 => Quantity::AllBut(choices.below(3)),
        // A count above the parts it ranges over is an error.
        _ if parts > 0 => Quantity::Count(1 + choices.below(parts)),
        _ => Quantity::Every,
    };
    Need { quantity, at_least: choices.pick(&[usual::ADEQUATE, usual::GOOD, usual::OUTSTANDING]), of }
}

/// A need of points that the best grade meets and the worst does not.
fn of_points(choices: &Choices, points: &[Number; 4]) -> Quantity {
    let values = points.each_ref().map(|points| points.value);
    let [best, .., worst] = values;
    let mean = |number: &Number| (format!("mean = {}", number.text), number.value);
    let percent =
        |number: &Number| (format!("percent = {}", number.text), number.value * best / Ratio::from_integer(100));
    let all: Vec<(String, Ratio<i128>)> = MEANS.iter().map(mean).chain(PERCENTS.iter().map(percent)).collect();
    let sound: Vec<_> = all.into_iter().filter(|(_, asked)| *asked > worst && *asked <= best).collect();
    let (text, asked) = choices.pick(&sound);
    let mut above = values.map(|points| points - asked);
    above.reverse();
    Quantity::Points(text, above)
}

fn limit(choices: &Choices, criteria: &[Criterion], overall: &Profile) -> Limit {
    let ids: Vec<&String> = criteria
        .iter()
        .flat_map(|criterion| criterion.rules.iter().map(|rule| &rule.id).chain([&criterion.id]))
        .collect();
    let mut caps = vec![usual::INADEQUATE];
    caps.extend(overall.iter().map(|(grade, _)| *grade).filter(|grade| *grade != usual::OUTSTANDING));
    Limit {
        when: choices.pick(&ids).clone(),
        when_at: choices.pick(&[usual::INADEQUATE, usual::ADEQUATE, usual::GOOD]),
        overall: choices.pick(&caps),
    }
}

// The text.

/// A table of a rubric's file with the tables below it.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) header: String,
    pub(crate) keys: Vec<(String, String)>,
    pub(crate) below: Vec<Section>,
}

impl Section {
    fn new<'k>(header: impl Into<String>, keys: impl IntoIterator<Item = (&'k str, &'k str)>) -> Self {
        let keys = keys.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        Section { header: header.into(), keys, below: Vec::new() }
    }

    fn write(&self, text: &mut String) {
        let _ = writeln!(text, "\n{}", self.header);
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key} = {value}");
        }
        for section in &self.below {
            section.write(text);
        }
    }
}

pub(crate) fn text(sections: &[Section]) -> String {
    sections.iter().fold(String::new(), |mut text, section| {
        section.write(&mut text);
        text
    })
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn quoted_list(texts: &[String]) -> String {
    format!("{texts:?}")
}

fn profile_section(name: &str, profile: &Profile) -> Section {
    let mut section = Section::new(format!("[grading.{name}]"), []);
    for ways in profile.chunk_by(|one, other| one.0 == other.0) {
        let texts = |needs: &[Need]| needs.iter().map(Need::text).collect::<Vec<_>>();
        let mut needs = texts(&ways[0].1);
        if ways.len() > 1 {
            let last: Vec<Need> = ways.iter().filter_map(|(_, needs)| needs.last().cloned()).collect();
            needs.pop();
            needs.push(format!("{{ any = [{}] }}", texts(&last).join(", ")));
        }
        section.keys.push((ways[0].0.to_string(), format!("[{}]", needs.join(", "))));
    }
    section
}

impl Need {
    fn text(&self) -> String {
        let grade = self.at_least;
        let at_least = format!("at-least = \"{grade}\"");
        let mut text = match &self.quantity {
            Quantity::Every => format!("{{ every = \"{grade}\""),
            Quantity::Most => format!("{{ most = \"{grade}\""),
            Quantity::Half => format!("{{ half = \"{grade}\""),
            Quantity::Share(share) => format!("{{ share = {}, {at_least}", share.text),
            Quantity::Count(count) => format!("{{ count = {count}, {at_least}"),
            Quantity::AllBut(misses) => format!("{{ all-but = {misses}, {at_least}"),
            Quantity::Points(asked, _) => format!("{{ {asked}"),
        };
        match self.of.as_deref() {
            Some([one]) => text.push_str(&format!(", of = \"{one}\"")),
            Some(several) => text.push_str(&format!(", of = {}", quoted_list(several))),
            None => {}
        }
        text + " }"
    }
}

impl Limit {
    fn section(&self) -> Section {
        let keys = [
            ("when", &quoted(&self.when)),
            ("when-at", &quoted(self.when_at.word())),
            ("overall", &quoted(self.overall.word())),
        ];
        Section::new("[[limits]]", keys.map(|(key, value)| (key, value.as_str())))
    }
}

impl Criterion {
    fn section(&self) -> Section {
        let keys = [
            ("id", quoted(&self.id)),
            ("title", quoted("A criterion")),
            ("weight", self.weight.text.to_owned()),
            ("tags", quoted_list(&self.tags)),
            ("grading", quoted(&format!("of-{}", self.id))),
        ];
        let mut section = Section::new("[[criteria]]", keys.iter().map(|(key, value)| (*key, value.as_str())));
        section.below = self.rules.iter().map(Rule::section).collect();
        section
    }
}

impl Rule {
    fn section(&self) -> Section {
        let keys = [
            ("id", quoted(&self.id)),
            ("title", quoted("A rule")),
            ("weight", self.weight.text.to_owned()),
            ("tags", quoted_list(&self.tags)),
        ];
        let mut section = Section::new("[[criteria.rules]]", keys.iter().map(|(key, value)| (*key, value.as_str())));
        section.keys.extend(self.form.keys.clone());
        section
    }
}

// What rules test.

/// The facts that the rules of one rubric read: few, so that rules meet and reviews stay small.
pub(crate) struct Palette {
    pub(crate) review: Vec<&'static Fact>,
    pub(crate) lists: Vec<(ListName, Vec<&'static Fact>)>,
}

impl Palette {
    pub(crate) fn random(choices: &Choices) -> Self {
        // Facts worked out from others are where most can go wrong.
        let some = |scope, count: usize| {
            let all: Vec<&'static Fact> = vocabulary::facts(scope).collect();
            let derived: Vec<&'static Fact> = all.iter().filter(|fact| fact.is_derived()).copied().collect();
            let from = || if choices.chance(35) && !derived.is_empty() { &derived } else { &all };
            (0..count).map(|_| choices.pick(from())).collect::<Vec<_>>()
        };
        let review = some(Scope::Review, 4);
        let lists = (0..2).map(|_| {
            let list = choices.pick(&ListName::ALL);
            (list, some(Scope::Item(list), 3))
        });
        Palette { review, lists: lists.collect() }
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = &'static Fact> {
        self.review.iter().chain(self.lists.iter().flat_map(|(_, facts)| facts)).copied()
    }
}

/// A rule's form over the facts of `palette`.
pub(crate) fn form(choices: &Choices, palette: &Palette) -> Form {
    let (list, facts) = choices.pick(&palette.lists);
    let mut form = match choices.below(8) {
        0..=3 => share_of(choices, list, &facts),
        4 | 5 => of_review(choices, &palette.review),
        6 => count(choices, list, &facts),
        _ => measure_or_ask(choices, palette),
    };
    if choices.chance(25) {
        form.put("applies-when", conditions(choices, &palette.review));
    }
    form
}

impl Form {
    pub(crate) fn put(&mut self, key: &str, value: impl Into<String>) {
        self.keys.push((key.to_owned(), value.into()));
    }
}

fn share_of(choices: &Choices, list: ListName, facts: &[&'static Fact]) -> Form {
    let mut form = Form::default();
    form.put("each", quoted(list.name()));
    if choices.chance(40) {
        form.put("where", conditions(choices, facts));
    }
    must(choices, facts, &mut form);
    share_bands(choices, &mut form);
    form.put("empty", quoted(choices.pick(&["unmet", "met", "not-applicable"])));
    form
}

fn of_review(choices: &Choices, facts: &[&'static Fact]) -> Form {
    let mut form = Form::default();
    must(choices, facts, &mut form);
    share_bands(choices, &mut form);
    form
}

fn must(choices: &Choices, facts: &[&'static Fact], form: &mut Form) {
    let any = choices.chance(30);
    if !any || choices.chance(40) {
        form.put("must", conditions(choices, facts));
    }
    if any {
        let tables: Vec<String> = (0..1 + choices.below(2)).map(|_| conditions(choices, facts)).collect();
        form.put("any", format!("[{}]", tables.join(", ")));
    }
}

fn count(choices: &Choices, list: ListName, facts: &[&'static Fact]) -> Form {
    let mut form = Form::default();
    form.put("count", quoted(list.name()));
    if choices.chance(60) {
        form.put("where", conditions(choices, facts));
    }
    number_bands(choices, &mut form);
    form
}

fn measure_or_ask(choices: &Choices, palette: &Palette) -> Form {
    let countable = |fact: &&&Fact| matches!(fact.kind, FactType::Number(_) | FactType::List(_));
    let numbers: Vec<&Fact> = palette.review.iter().filter(countable).copied().collect();
    let mut form = Form::default();
    if numbers.is_empty() || choices.chance(40) {
        form.asked = true;
        form.put("ask", quoted("Is it so?"));
    } else {
        form.put("measure", quoted(choices.pick(&numbers).name));
        number_bands(choices, &mut form);
    }
    form
}

/// `bands`, or `met`, and often `unmet`.
pub(crate) fn share_bands(choices: &Choices, form: &mut Form) {
    let mut shares = ["1", "0.9", "\"2/3\"", "0.5", "\"1/3\"", "0.1"].into_iter().skip(choices.below(2));
    let mut misses = 0..9;
    if choices.chance(30) {
        let met = choices.pick(&[usual::GOOD, usual::OUTSTANDING, usual::ADEQUATE]);
        form.put("met", quoted(met.word()));
        unmet(choices, met, form);
        return;
    }
    let mut threshold = || match choices.below(4) {
        0 | 1 => shares.nth(choices.below(2)).unwrap_or("0.01").to_owned(),
        2 => format!("{{ all-but = {} }}", misses.nth(choices.below(2)).unwrap_or(9)),
        _ => {
            let share = shares.nth(choices.below(2)).unwrap_or("0.01");
            format!("{{ share = {share}, or-all-but = {} }}", misses.nth(choices.below(2)).unwrap_or(9))
        }
    };
    let bands: Vec<(Grade, String)> = band_grades(choices).into_iter().map(|grade| (grade, threshold())).collect();
    put_bands(choices, &bands, form);
}

pub(crate) fn number_bands(choices: &Choices, form: &mut Form) {
    let grades = band_grades(choices);
    let mut thresholds = ["0", "1", "2", "2.5", "3", "\"7/2\"", "4", "6", "12"].into_iter().skip(choices.below(3));
    let mut numbers: Vec<&str> = grades.iter().map(|_| thresholds.nth(choices.below(2)).unwrap_or("99")).collect();
    if choices.chance(40) {
        form.put("better", quoted("lower"));
    } else {
        numbers.reverse();
    }
    let bands: Vec<(Grade, String)> = grades.into_iter().zip(numbers.into_iter().map(str::to_owned)).collect();
    put_bands(choices, &bands, form);
}

fn band_grades(choices: &Choices) -> Vec<Grade> {
    let grades = choices.some(&usual::EARNED, 75);
    if grades.is_empty() { vec![usual::GOOD] } else { grades }
}

fn put_bands(choices: &Choices, bands: &[(Grade, String)], form: &mut Form) {
    let texts: Vec<String> = bands.iter().map(|(grade, threshold)| format!("{grade} = {threshold}")).collect();
    form.put("bands", format!("{{ {} }}", texts.join(", ")));
    if let Some((lowest, _)) = bands.last() {
        unmet(choices, *lowest, form);
    }
}

/// A grade below `lowest`, or none given, which is inadequate.
fn unmet(choices: &Choices, lowest: Grade, form: &mut Form) {
    let below: Vec<Grade> = usual::BEST_FIRST.into_iter().filter(|grade| *grade < lowest).collect();
    if choices.chance(40) {
        form.put("unmet", quoted(choices.pick(&below).word()));
    }
}

/// A table of tests of one or two facts.
pub(crate) fn conditions(choices: &Choices, facts: &[&'static Fact]) -> String {
    let mut tests: Vec<(&str, String)> = Vec::new();
    for _ in 0..1 + choices.below(2) {
        let fact = choices.pick(facts);
        if !tests.iter().any(|(name, _)| *name == fact.name) {
            tests.push((fact.name, test(choices, fact)));
        }
    }
    let tests: Vec<String> = tests.iter().map(|(name, test)| format!("\"{name}\" = {test}")).collect();
    format!("{{ {} }}", tests.join(", "))
}

/// Any test that the type of `fact` can take.
pub(crate) fn test(choices: &Choices, fact: &Fact) -> String {
    let either = |choices: &Choices| quoted(choices.pick(&["present", "stated"]));
    if choices.chance(30) {
        return either(choices);
    }
    match fact.kind {
        FactType::YesNo => choices.pick(&["true", "false", "{ not = true }", "{ not = false }"]).to_owned(),
        FactType::Text => match choices.below(3) {
            0 => either(choices),
            1 => "{ words = \"blame\", at-most = 0 }".to_owned(),
            _ => "{ words = \"blame\", more-than = 0 }".to_owned(),
        },
        FactType::Name | FactType::Choice(_) => of_value(choices, &|| quoted(choices.pick(pool(fact)))),
        FactType::Date => match choices.below(4) {
            0 => format!("{{ from = {} }}", day(choices)),
            1 => format!("{{ before = {} }}", day(choices)),
            2 => {
                of_value(choices, &|| choices.pick(&["2009-01-31", "\"2009\"", "\"2009-05\"", "2008-12-09"]).to_owned())
            }
            _ => format!("{{ from = 2008-12-01, before = {} }}", day(choices)),
        },
        FactType::Number(_) => match choices.below(2) {
            0 => of_number(choices, if fact.name.contains("months") { 18 } else { 4 }),
            _ => of_value(choices, &|| choices.below(5).to_string()),
        },
        FactType::List(_) if is_list_of_tables(fact) || choices.chance(50) => of_number(choices, 4),
        FactType::List(_) => {
            let names: Vec<String> = (0..1 + choices.below(2)).map(|_| choices.pick(pool(fact)).to_owned()).collect();
            format!("{{ {} = {} }}", choices.pick(&["includes-any", "includes-all"]), quoted_list(&names))
        }
    }
}

fn of_value(choices: &Choices, value: &dyn Fn() -> String) -> String {
    match choices.below(3) {
        0 => value(),
        1 => format!("{{ not = {} }}", value()),
        _ => format!("{{ one-of = [{}, {}] }}", value(), value()),
    }
}

fn of_number(choices: &Choices, most: usize) -> String {
    let number = 1 + choices.below(most);
    match choices.below(5) {
        0 => format!("{{ at-least = {number} }}"),
        1 => format!("{{ at-most = {} }}", number - 1),
        2 => format!("{{ more-than = {} }}", number - 1),
        3 => format!("{{ less-than = {number} }}"),
        _ => format!("{{ at-least = {number}, at-most = {} }}", number + 1),
    }
}

fn day(choices: &Choices) -> &'static str {
    choices.pick(&["2009-12-01", "2009-01-31", "2009-05-12", "2008-03-01", "2010-03-01", "2007-06-30"])
}
