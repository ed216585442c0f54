//! Which reviews need a second look, as a report.

mod doc;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Excluded, Tool};
use crate::engine::{Headline, Near};
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::tables::{
    By, Candidate, Category, Entry, First, SampleBy, Standing, draw, group_key, near_to, nearest_grades, ticket,
};
use crate::text::{Mask, Shown, and_list, or_list};
use crate::wording::{between, spaced};

/// Which reviews need a second look.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SampleReport {
    /// What made it.
    pub tool: Tool,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The command that made it.
    pub command: Shown,
    /// The seed.
    pub seed: Shown,
    /// How many reviews were asked for.
    pub n: usize,
    /// How many reviews there are to draw from.
    pub reviews: usize,
    /// What they are grouped by.
    pub by: Vec<Shown>,
    /// Which of them come first.
    #[schemars(with = "Vec<String>")]
    pub first: Vec<&'static str>,
    /// The reviews that were chosen, in the order in which they were drawn.
    pub chosen: Vec<ChosenReport>,
    /// Every group with the number of its reviews.
    pub groups: Vec<SampleGroupReport>,
    /// The inputs that are left out.
    pub left_out: Vec<LeftOutReport>,
}

/// A review that was chosen.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ChosenReport {
    /// Its id.
    pub id: Shown,
    /// Its file, or its file and line.
    pub source: Shown,
    /// Its grade, with people's judgement.
    #[schemars(with = "Headline")]
    pub grade: &'static str,
    /// The tool's own grade, where people changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Headline>")]
    pub tool_grade: Option<&'static str>,
    /// What it is grouped by, in the order of `by`; null where the review does not state it.
    pub group: Vec<Option<Shown>>,
    /// Why it was chosen.
    pub reasons: Vec<ChosenBecauseReport>,
    /// SHA-256 of the seed, a comma and the id, in hexadecimal: lower ones are drawn first.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub ticket: String,
}

/// Why a review was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ChosenBecauseReport {
    /// `borderline`, `provisional` or `departed`, or `drawn` where only its ticket counted.
    pub code: &'static str,
    /// The reason in words.
    pub text: Shown,
}

/// A group of reviews.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SampleGroupReport {
    /// What they have in common, in the order of `by`; null where they do not state it.
    pub group: Vec<Option<Shown>>,
    /// How many there are.
    pub reviews: usize,
    /// How many were chosen.
    pub chosen: usize,
}

/// An input that is left out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct LeftOutReport {
    /// Its file, or its file and line.
    pub source: Shown,
    /// Why.
    #[schemars(with = "Excluded")]
    pub why: &'static str,
}

/// What is asked of a sample.
#[derive(Clone, Debug)]
pub(crate) struct SampleAsked {
    /// The day it stands for, ISO 8601.
    pub as_of: String,
    /// The command line.
    pub command: String,
    /// The seed.
    pub seed: String,
    /// How many reviews are wanted.
    pub n: usize,
    /// What they are grouped by.
    pub by: Vec<SampleBy>,
    /// Which of them come first.
    pub first: Vec<First>,
}

/// A review that may be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Eligible {
    id: String,
    tier: usize,
    key: Vec<GroupKey>,
    page: ChosenReport,
}

/// The name of a group as groups are put in order: grades from the best down, then names, then what is not stated.
type GroupKey = (bool, usize, String);

impl Eligible {
    /// Makes an eligible review of an entry that `rubric` graded, if it is known.
    #[must_use]
    pub(crate) fn new(
        entry: &Entry,
        category: Category,
        rubric: Option<&Rubric>,
        asked: &SampleAsked,
        mask: &Mask,
    ) -> Self {
        let near = &*rubric.map(|rubric| near_to(rubric, entry)).unwrap_or_default();
        let values: Vec<Option<String>> = asked.by.iter().map(|by| by.value(entry, category.word())).collect();
        let key = values.iter().map(|value| group_name(value.as_deref(), category));
        let tier = asked.first.iter().position(|first| first.is(entry, near));
        let named = |(by, value): (&SampleBy, &Option<String>)| match by {
            SampleBy::About(By::Custom(name)) => value.as_deref().map(|value| mask.shown_after(name, value)),
            SampleBy::About(_) | SampleBy::Grade => value.as_deref().map(|value| mask.shown(value)),
        };
        let reasons = asked.first.iter().filter(|first| first.is(entry, near));
        let page = ChosenReport {
            id: mask.shown(&entry.id),
            source: mask.shown(&entry.source),
            grade: category.word(),
            tool_grade: entry.tool.map(Headline::word).filter(|tool| *tool != category.word()),
            group: asked.by.iter().zip(&values).map(named).collect(),
            reasons: reasons.map(|first| because(*first, entry, rubric, near, mask)).collect(),
            ticket: ticket(&asked.seed, &entry.id),
        };
        Eligible { id: entry.id.clone(), tier: tier.unwrap_or(asked.first.len()), key: key.collect(), page }
    }
}

/// Returns whether no review states the thing with this number that reviews are grouped by.
#[must_use]
pub(crate) fn is_never_stated(eligible: &[Eligible], by: usize) -> bool {
    !eligible.is_empty() && eligible.iter().all(|own| own.page.group.get(by).is_some_and(Option::is_none))
}

fn group_name(value: Option<&str>, category: Category) -> GroupKey {
    let Some(value) = value else { return (true, 0, String::new()) };
    let rank = Category::all().position(|own| own == category).filter(|_| value == category.word());
    (false, rank.unwrap_or(0), group_key(value))
}

/// Says why a review comes first.
fn because(first: First, entry: &Entry, rubric: Option<&Rubric>, near: &[Near], mask: &Mask) -> ChosenBecauseReport {
    let text = match (first, entry.standing) {
        (First::Borderline, Standing::Graded { headline: Headline::Grade(grade), range, .. }) => {
            let by_area = rubric.map(|rubric| near_words(rubric, near, grade)).filter(|words| !words.is_empty());
            let open = range.filter(|own| own.floor != own.ceiling);
            let open = open.map(|own| format!("the review leaves it open: {}", between(own.floor, own.ceiling)));
            by_area.or(open).unwrap_or_default()
        }
        (First::Departed, Standing::Graded { headline, .. }) => {
            let tool = entry.tool.map_or("", Headline::word);
            format!("people changed the grade from {} to {}", spaced(tool), spaced(headline.word()))
        }
        _ => "the grade may change: a question for a person is unanswered".to_owned(),
    };
    ChosenBecauseReport { code: first.word(), text: mask.shown(&text) }
}

/// Says which areas alone would give the review another grade, up and down.
fn near_words(rubric: &Rubric, near: &[Near], grade: Grade) -> String {
    let [up, down] = nearest_grades(near, grade);
    let title = |own: &&Near| rubric.criteria.get(own.criterion).map(|criterion| format!("`{}`", criterion.title));
    let side = |all: Vec<&Near>, how: &str| {
        let overall = all.first()?.overall;
        let mut titles: Vec<String> = all.iter().filter_map(title).collect();
        if titles.len() > MOST_AREAS {
            let more = titles.split_off(MOST_AREAS - 1).len();
            titles.push(format!("one of {more} other areas"));
        }
        let areas = or_list(&titles);
        Some(format!("{overall} if {areas} were one grade {how}"))
    };
    let sides: Vec<String> = [side(up, "better"), side(down, "worse")].into_iter().flatten().collect();
    if sides.is_empty() { String::new() } else { format!("it would be {}", sides.join(", and ")) }
}

/// At most this many areas are named, or one fewer with the number of the others.
const MOST_AREAS: usize = 3;

/// Draws the sample that was asked for, and returns the report on it.
#[must_use]
pub(crate) fn sample_report(
    eligible: &[Eligible],
    asked: &SampleAsked,
    left_out: &[(String, Excluded)],
    mask: &Mask,
) -> SampleReport {
    let mut groups: BTreeMap<&[GroupKey], SampleGroupReport> = BTreeMap::new();
    for own in eligible {
        let empty = || SampleGroupReport { group: own.page.group.clone(), reviews: 0, chosen: 0 };
        let group = groups.entry(&own.key).or_insert_with(empty);
        group.reviews += 1;
        // Of several spellings the first by name counts, whichever was read first.
        group.group = group.group.clone().min(own.page.group.clone());
    }
    let number = |own: &Eligible| groups.keys().position(|key| *key == own.key.as_slice()).unwrap_or(0);
    let candidates: Vec<Candidate<'_>> =
        eligible.iter().map(|own| Candidate { id: &own.id, group: number(own), tier: own.tier }).collect();
    let drawn = draw(&candidates, asked.n, &asked.seed);
    let drawn: Vec<&Eligible> = drawn.iter().filter_map(|at| eligible.get(*at)).collect();
    for own in &drawn {
        if let Some(group) = groups.get_mut(own.key.as_slice()) {
            group.chosen += 1;
        }
    }
    let chosen = drawn.iter().map(|own| chosen(own, groups.get(own.key.as_slice()), asked, mask)).collect();
    let left_out = left_out.iter().map(|(source, why)| LeftOutReport { source: mask.shown(source), why: why.word() });
    SampleReport {
        tool: Tool::THIS,
        as_of: asked.as_of.clone(),
        command: mask.shown(&asked.command),
        seed: mask.shown(&asked.seed),
        n: asked.n,
        reviews: eligible.len(),
        by: asked.by.iter().map(|by| mask.shown(&by.word())).collect(),
        first: asked.first.iter().map(|first| first.word()).collect(),
        chosen,
        groups: groups.into_values().collect(),
        left_out: left_out.collect(),
    }
}

fn chosen(own: &Eligible, group: Option<&SampleGroupReport>, asked: &SampleAsked, mask: &Mask) -> ChosenReport {
    let mut page = own.page.clone();
    if let Some(group) = group.filter(|_| page.reasons.is_empty()) {
        let (chosen, reviews) = (group.chosen, group.reviews);
        let among = if asked.by.is_empty() { String::new() } else { format!(" {}", group_words(&page.group, asked)) };
        let text = match (chosen, reviews) {
            (1, 1) => format!("the only review{among}"),
            (chosen, reviews) if chosen == reviews => format!("all {reviews} reviews{among} were chosen"),
            (1, reviews) => format!("drawn by its ticket from the {reviews} reviews{among}"),
            (chosen, reviews) => format!("drawn by its ticket, one of {chosen} from the {reviews} reviews{among}"),
        };
        page.reasons.push(ChosenBecauseReport { code: "drawn", text: mask.shown(&text) });
    }
    page
}

/// The name of a key without that of its table.
fn without_table(by: &str) -> &str {
    by.strip_prefix("custom.").unwrap_or(by)
}

fn group_words(group: &[Option<Shown>], asked: &SampleAsked) -> String {
    let word = |(by, value): (&SampleBy, &Option<Shown>)| match value {
        Some(value) if *by == SampleBy::Grade => format!("of the grade {}", spaced(value.as_str())),
        Some(value) => format!("of the {} {value}", without_table(&by.word())),
        None => format!("without a {}", without_table(&by.word())),
    };
    and_list(&asked.by.iter().zip(group).map(word).collect::<Vec<_>>())
}
