//! What a case expects.

use crate::document::{Diagnostic, Entry, Format, Kind, Node, decode};
use crate::engine::{Headline, RuleOutcome};
use crate::review::{Grade, Scale};
use crate::rubric::{Part, Rubric};
use crate::text::{Span, nearest, or_list};

use super::expected::{OUT_OF_REACH, OUTCOMES, RawRange};
use crate::analysis::possible::rule_grades;

/// One thing that a case expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is expected.
    pub wish: Wish,
    /// Where the case says so.
    pub span: Span,
}

/// What can be expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// The answer in short.
    Headline(Headline),
    /// The worst that the review can come to.
    Floor(Grade),
    /// The best.
    Ceiling(Grade),
    /// The score, to two decimal places.
    Score(f64),
    /// How many fixes the shortest way to the next grade takes; `None` if no edit leads there.
    Fixes(Option<usize>),
    /// What a criterion or a rule comes to.
    Part(Part, PartWish),
}

/// What a criterion or a rule is expected to come to; everything that is given must be so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartWish {
    /// This outcome.
    pub outcome: Option<RuleOutcome>,
    /// This grade, for certain.
    pub grade: Option<Grade>,
    /// This at worst.
    pub floor: Option<Grade>,
    /// This at best.
    pub ceiling: Option<Grade>,
}

/// What can be expected of the whole.
const OF_THE_WHOLE: [&str; 5] = ["headline", "floor", "ceiling", "score", "fixes"];

/// Reads the table `node` of what is expected.
pub(super) fn read(node: &Node, rubric: &Rubric, found: &mut Vec<Diagnostic>) -> Vec<Expectation> {
    let Kind::Map(entries) = &node.kind else {
        found.push(
            Diagnostic::error("wrong-type", "`expect` is a table")
                .at(node.span, "wanted a table, such as `{ headline = \"good\" }`"),
        );
        return Vec::new();
    };
    let expectation = |entry: &Entry| match wish(entry, rubric) {
        Ok(wish) => Some(Expectation { wish, span: entry.key_span }),
        Err(wrong) => {
            found.extend(wrong);
            None
        }
    };
    entries.iter().filter_map(expectation).collect()
}

fn wish(entry: &Entry, rubric: &Rubric) -> Result<Wish, Vec<Diagnostic>> {
    match &*entry.key {
        "headline" => headline(&entry.value).map(Wish::Headline),
        "floor" => grade(&entry.value).map(Wish::Floor),
        "ceiling" => grade(&entry.value).map(Wish::Ceiling),
        "score" => score(&entry.value).map(Wish::Score),
        "fixes" => fixes(&entry.value).map(Wish::Fixes),
        id => {
            let part = part(id, rubric).ok_or_else(|| vec![unknown(entry, rubric)])?;
            let wish = part_wish(&entry.value, part)?;
            possible(entry, part, wish, rubric)?;
            Ok(Wish::Part(part, wish))
        }
    }
}

/// Says of a wish that no review can fulfil that it is one.
fn possible(entry: &Entry, part: Part, wish: PartWish, rubric: &Rubric) -> Result<(), Vec<Diagnostic>> {
    let error = |message: String, label: String| {
        Err(vec![Diagnostic::error("impossible", message).at(entry.value.span, label)])
    };
    if let (Some(floor), Some(ceiling)) = (wish.floor, wish.ceiling)
        && floor > ceiling
    {
        let label = "write the worse one as `floor`".to_owned();
        return error(format!("a floor of {floor} is above a ceiling of {ceiling}"), label);
    }
    let Part::Rule(id) = part else { return Ok(()) };
    let rule = &rubric[id];
    let given = rule_grades(rule);
    let wished = [wish.grade, wish.floor, wish.ceiling];
    match wished.into_iter().flatten().find(|grade| !given.contains(grade)) {
        Some(never) => {
            let words: Vec<&str> = given.iter().map(|grade| grade.word()).collect();
            error(format!("the rule `{}` never gives {never}", rule.id), format!("it gives {}", or_list(&words)))
        }
        None => Ok(()),
    }
}

/// The criterion or rule with this id, or the rule that has it in the base.
pub(super) fn part(id: &str, rubric: &Rubric) -> Option<Part> {
    let mut parts = rubric.criterion_ids().map(Part::Criterion).chain(rubric.rule_ids().map(Part::Rule));
    let id = rubric.base.as_ref().and_then(|base| base.renamed_to(id)).unwrap_or(id);
    parts.find(|part| rubric.name(*part) == id)
}

fn unknown(entry: &Entry, rubric: &Rubric) -> Diagnostic {
    let criteria = rubric.criteria.iter().map(|criterion| criterion.id.as_str());
    let ids: Vec<&str> = criteria.chain(rubric.rules().map(|rule| rule.id.as_str())).collect();
    let same = ids.iter().copied().find(|id| id.eq_ignore_ascii_case(&entry.key));
    let meant = same.or_else(|| nearest(&entry.key, OF_THE_WHOLE.into_iter().chain(ids)));
    let suffix = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
    let label = meant.map_or_else(|| "not known".to_owned(), |meant| format!("did you mean `{meant}`?"));
    Diagnostic::error(
        "unknown-name",
        format!("the rubric `{}` has no rule or criterion `{}`{suffix}", rubric.id, entry.key),
    )
    .at(entry.key_span, label)
    .help("a case expects something of `headline`, `floor`, `ceiling`, `score`, `fixes`, or of a rule or criterion by its id")
}

/// Says that a word is none of those that can stand here.
fn other_word(node: &Node, words: &[&str]) -> Vec<Diagnostic> {
    let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
    let wanted = format!("wanted {}", or_list(&quoted));
    let Kind::Str(word) = &node.kind else {
        return vec![Diagnostic::error("wrong-type", wanted).at(node.span, "one of these words, in quotes")];
    };
    let meant = nearest(word, words.iter().copied());
    let suffix = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
    vec![
        Diagnostic::error("unknown-value", format!("unknown value `{word}`{suffix}"))
            .at(node.span, "here")
            .help(wanted),
    ]
}

fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Str(text) => Some(text),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Date(_) | Kind::Seq(_) | Kind::Map(_) => {
            None
        }
    }
}

fn grade_word(word: &str) -> Option<Grade> {
    Scale::being_read().grade(word)
}

fn grade(node: &Node) -> Result<Grade, Vec<Diagnostic>> {
    text(node).and_then(grade_word).ok_or_else(|| other_word(node, &Scale::being_read().words().collect::<Vec<_>>()))
}

fn headline(node: &Node) -> Result<Headline, Vec<Diagnostic>> {
    let all: Vec<Headline> = Headline::all(Scale::being_read()).collect();
    let found = text(node).and_then(|word| all.iter().find(|headline| headline.word() == word));
    found.copied().ok_or_else(|| other_word(node, &all.iter().map(|headline| headline.word()).collect::<Vec<_>>()))
}

#[expect(clippy::cast_precision_loss, reason = "a score is between 0 and 100")]
fn score(node: &Node) -> Result<f64, Vec<Diagnostic>> {
    let number = match &node.kind {
        Kind::Int(number) => Some(*number as f64),
        Kind::Float(number) => Some(*number),
        Kind::Null | Kind::Bool(_) | Kind::Str(_) | Kind::Date(_) | Kind::Seq(_) | Kind::Map(_) => None,
    };
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| {
        vec![
            Diagnostic::error("wrong-type", "a score is a number from 0 to 100")
                .at(node.span, "wanted a number, such as `71.4`"),
        ]
    })
}

fn fixes(node: &Node) -> Result<Option<usize>, Vec<Diagnostic>> {
    let number = match &node.kind {
        Kind::Int(number) => usize::try_from(*number).ok().filter(|number| *number > 0),
        Kind::Str(word) if word == OUT_OF_REACH => return Ok(None),
        Kind::Null | Kind::Bool(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Seq(_) | Kind::Map(_) => {
            None
        }
    };
    number.map(Some).ok_or_else(|| {
        let message = "`fixes` is how many edits the next grade takes";
        vec![
            Diagnostic::error("wrong-type", message)
                .at(node.span, format!("wanted a whole number from 1, or `\"{OUT_OF_REACH}\"`")),
        ]
    })
}

fn part_wish(node: &Node, part: Part) -> Result<PartWish, Vec<Diagnostic>> {
    match &node.kind {
        Kind::Seq(words) => {
            let mut wish = PartWish::default();
            let wrong: Vec<Diagnostic> =
                words.iter().filter_map(|word| add_word(&mut wish, word, part).err()).flatten().collect();
            if wrong.is_empty() { Ok(wish) } else { Err(wrong) }
        }
        Kind::Map(_) => {
            let decoded = decode::<RawRange>(node, Format::Toml);
            let range = decoded.value.unwrap_or_default();
            let wish = PartWish { floor: range.floor, ceiling: range.ceiling, ..PartWish::default() };
            if decoded.diagnostics.is_empty() { Ok(wish) } else { Err(decoded.diagnostics) }
        }
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {
            let mut wish = PartWish::default();
            add_word(&mut wish, node, part).map(|()| wish)
        }
    }
}

/// Adds what a word says: a grade or an outcome. A criterion has grades and is not met or unmet.
fn add_word(wish: &mut PartWish, node: &Node, part: Part) -> Result<(), Vec<Diagnostic>> {
    let fits = |outcome: &RuleOutcome| match part {
        Part::Rule(..) => true,
        Part::Criterion(_) => matches!(outcome, RuleOutcome::NotStated | RuleOutcome::NotApplicable),
    };
    let outcomes: Vec<RuleOutcome> = OUTCOMES.into_iter().filter(fits).collect();
    let word = text(node).unwrap_or("");
    if let Some(grade) = grade_word(word) {
        wish.grade = Some(grade);
    } else if let Some(outcome) = outcomes.iter().find(|outcome| outcome.word() == word) {
        wish.outcome = Some(*outcome);
    } else {
        let grades = Scale::being_read().words();
        let words: Vec<&str> = grades.chain(outcomes.iter().map(|outcome| outcome.word())).collect();
        return Err(other_word(node, &words));
    }
    Ok(())
}
