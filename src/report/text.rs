//! Results in the terminal: plain words first, ids last.

use comfy_table::Cell;

use super::Style;
use super::layout::{GLUE, grade_cell};
use super::page::{CriterionPage, FixPage, Page, RaisePage, ReasonPage, ReviewPage, RubricHead, RulePage, StepPage};
use crate::review::Grade;
use crate::text::{Shown, and_list, or_list, plural};

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The layout.
    pub style: Style,
    /// Every rule and every reason, rather than those that matter most.
    pub all: bool,
}

/// So many reasons of one rule are shown.
const REASONS: usize = 3;
/// So many strengths are shown.
const STRENGTHS: usize = 8;

/// All reviews of a page, and a table of them where there are several.
#[must_use]
pub fn page(page: &Page, options: Options) -> String {
    let mut text = String::new();
    for review in &page.reviews {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&Writer { review, options, style: options.style }.write(page.rubric.as_ref()));
    }
    if page.reviews.len() + page.errors.len() > 1 && !page.reviews.is_empty() {
        text.push('\n');
        text.push_str(&overview(page, options.style));
    }
    text
}

/// The headline of a review and where it stands, in a few lines.
#[must_use]
pub fn headline(review: &ReviewPage, style: Style) -> String {
    let writer = Writer { review, options: Options { style, all: false }, style };
    writer.headline() + &writer.standing()
}

/// One line a review.
fn overview(page: &Page, style: Style) -> String {
    let mut text = style.bold(&plural(page.reviews.len(), "review", "reviews"));
    text.push('\n');
    let mut table = style.table(&["Review", "Grade", "Coverage", "Recorded"]);
    let mut ids: Vec<&Shown> = page.reviews.iter().map(|review| &review.id).collect();
    ids.sort_unstable();
    for review in &page.reviews {
        let same = ids.iter().filter(|id| ***id == review.id).count();
        let name = if same > 1 { format!("{} ({})", review.id, review.source) } else { review.id.to_string() };
        let recorded = review.recorded.as_ref().map_or("", |recorded| recorded.grade.word());
        table.add_row(vec![
            Cell::new(name),
            grade_cell(&headline_words(review), review.headline_grade()),
            Cell::new(percent(review.coverage)),
            Cell::new(recorded),
        ]);
    }
    text.push_str(&Style::render(&table));
    let mut failed: Vec<&str> = page.errors.iter().map(|error| error.source.as_str()).collect();
    failed.dedup();
    if !failed.is_empty() {
        let files = plural(failed.len(), "file could not be graded", "files could not be graded");
        text.push_str(&style.wrap(&format!("{files}: {}", failed.join(", ")), "", "  "));
    }
    text
}

fn headline_words(review: &ReviewPage) -> String {
    let grade = review.grade.replace('-', " ");
    let provisional = if review.provisional { ", provisional" } else { "" };
    match (review.floor, review.ceiling) {
        (Some(floor), Some(ceiling)) if floor != ceiling && review.headline_grade().is_some() => {
            format!("{grade} (at best {ceiling}){provisional}")
        }
        (Some(floor), Some(ceiling)) if floor != ceiling => format!("{grade} ({floor} to {ceiling}){provisional}"),
        _ => format!("{grade}{provisional}"),
    }
}

struct Writer<'p> {
    review: &'p ReviewPage,
    options: Options,
    style: Style,
}

impl Writer<'_> {
    fn write(&self, rubric: Option<&RubricHead>) -> String {
        let review = self.review;
        let head = rubric.map_or_else(String::new, |rubric| format!("rubric {} {}", rubric.id, rubric.version));
        let mut text = self.style.spread(&self.style.bold(review.title.as_str()), &self.style.faint(&head), "");
        text.push_str(&self.headline());
        text.push_str(&self.standing());
        if !review.criteria.is_empty() {
            text.push('\n');
            text.push_str(&self.criteria());
        }
        text.push_str(&self.holds_down());
        text.push_str(&self.not_stated());
        text.push_str(&self.questions());
        text.push_str(&self.strengths());
        text.push_str(&self.raise());
        text.push_str(&self.impact());
        if self.options.all {
            text.push_str(&self.every_rule());
        }
        text.push_str(&self.small_print());
        text
    }

    fn headline(&self) -> String {
        let review = self.review;
        let grade = |grade: Grade| self.style.grade(&grade.word().to_uppercase(), Some(grade));
        let line = match (review.headline_grade(), review.floor, review.ceiling) {
            (Some(floor), _, Some(ceiling)) if ceiling > floor => {
                let things = plural(
                    review.deciding.len(),
                    "thing that it does not say is so",
                    "things that it does not say are so",
                );
                format!("{} on what the review says; {} if {things}", grade(floor), grade(ceiling))
            }
            (Some(floor), _, _) => grade(floor),
            (None, Some(floor), Some(ceiling)) if review.is_not_enough_stated() => {
                let start = self.style.grade("NOT ENOUGH STATED", None);
                let bounds = if ceiling < Grade::Outstanding {
                    format!(
                        "{} {ceiling}{}",
                        if review.provisional {
                            "Without the answers that are open it cannot be better than"
                        } else {
                            "It cannot be better than"
                        },
                        self.because(ceiling)
                    )
                } else {
                    format!("It could be anything from {floor} to {ceiling}")
                };
                format!(
                    "{start} to give a grade: {} of what the rubric reads is stated. {bounds}.",
                    percent(review.coverage)
                )
            }
            (None, _, _) => format!(
                "{}: no criterion of the rubric applies to this review",
                self.style.grade("NOTHING TO GRADE", None)
            ),
        };
        self.style.wrap(&line, "", "")
    }

    /// Why a review that is not fully stated cannot be better than `ceiling`.
    fn because(&self, ceiling: Grade) -> String {
        let limit = self.review.limits.iter().find(|limit| limit.surely && limit.overall <= ceiling);
        if let Some(limit) = limit {
            let why = limit
                .because
                .as_ref()
                .map_or_else(|| format!("{} is {} at best", limit.when, limit.when_at), Shown::to_string);
            return format!(", because {why}");
        }
        let low = self.review.criteria.iter().filter(|criterion| {
            criterion.ceiling.is_some_and(|own| own < Grade::Outstanding) && !criterion.may_not_apply
        });
        let names: Vec<String> =
            low.map(|criterion| format!("{} is at best {}", criterion.title, word(criterion.ceiling))).collect();
        if names.is_empty() { String::new() } else { format!(", because {}", and_list(&names)) }
    }

    /// Where the result stands: provisional, coverage, score, what somebody else recorded.
    fn standing(&self) -> String {
        let review = self.review;
        let mut text = String::new();
        if review.provisional {
            let change = review.if_answered.map_or_else(String::new, |open| {
                let questions = plural(open.open, "question for a person is", "questions for a person are");
                let range = if open.floor == open.ceiling {
                    format!("the grade is {} whatever the answers", open.floor)
                } else {
                    format!("the answers can make it anything from {} to {}", open.floor, open.ceiling)
                };
                format!(": {questions} open; {range}")
            });
            text.push_str(&self.style.wrap(&format!("Provisional{change}"), "", ""));
        }
        if let Some(next) =
            review.next.as_ref().filter(|next| review.headline_grade().is_some() && !next.needs.is_empty())
        {
            let needs: Vec<&str> = next.needs.iter().map(Shown::as_str).collect();
            text.push_str(&self.style.wrap(&format!("For {} it lacks: {}", next.grade, needs.join("; ")), "", "  "));
        }
        let mut parts = vec![format!("{} of what the rubric reads is stated", percent(review.coverage))];
        if review.is_not_enough_stated() {
            parts.clear();
        }
        if let Some(score) = review.score {
            parts.push(format!("score {} of 100", rounded(score)));
        }
        if let Some(recorded) = &review.recorded {
            let by = recorded.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            parts.push(format!("recorded as {}{by}", recorded.grade));
        }
        parts.push(review.source.to_string());
        text.push_str(&self.style.wrap(&self.style.faint(&parts.join("; ")), "", ""));
        if review.is_not_enough_stated() && !review.whole {
            let hint = "The file is read as a part of the review, so what it leaves out is not stated. If it holds all that the review says, write `record = \"whole\"` under `[review]`: then what is missing counts as missing.";
            text.push_str(&self.style.wrap(hint, "", ""));
        }
        text
    }

    fn criteria(&self) -> String {
        let mut table = self.style.table(&["Criterion", "Grade", "Score", "Decided by"]);
        for criterion in &self.review.criteria {
            let decided = match (&criterion.decided_by, criterion.floor) {
                (Some(by), _) => by.to_string(),
                (None, _) if criterion.rules.iter().any(|rule| rule.outcome == "unanswered") => {
                    "its question is not answered".to_owned()
                }
                (None, _) => "none of its rules applies".to_owned(),
            };
            table.add_row(vec![
                Cell::new(criterion.title.as_str()),
                grade_cell(&range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply), criterion.grade),
                Cell::new(criterion.score.map_or_else(|| "-".to_owned(), |score| rounded(score).to_string()))
                    .set_alignment(comfy_table::CellAlignment::Right),
                Cell::new(decided),
            ]);
        }
        Style::render(&table)
    }

    /// What is settled, and no better than the review as a whole.
    fn holds_down(&self) -> String {
        let review = self.review;
        let bar = review.headline_grade().or(review.ceiling).unwrap_or(Grade::Outstanding);
        let mut text = String::new();
        for limit in review.limits.iter().filter(|limit| limit.surely || review.headline_grade().is_some()) {
            let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
            let name = self.name(limit.when.as_str());
            text.push_str(&self.style.wrap(
                &if limit.surely {
                    format!("“{name}” is {}, so the review is {}{because}", limit.when_at, at_best(limit.overall))
                } else {
                    format!(
                        "“{name}” may be {}, and the review is then {}{because}",
                        limit.when_at,
                        at_best(limit.overall)
                    )
                },
                "  ",
                "  ",
            ));
        }
        let mut criteria: Vec<&CriterionPage> = review.criteria.iter().collect();
        // What matters most first: how far a criterion falls short, by its weight.
        let lost =
            |criterion: &CriterionPage| criterion.weight * (3 - u64::from(criterion.floor.map_or(3, Grade::rank)));
        criteria.sort_by_key(|criterion| std::cmp::Reverse(lost(criterion)));
        for criterion in criteria {
            let below = |rule: &&RulePage| {
                rule.floor.is_some_and(|floor| floor < rule.best && floor <= bar)
                    && rule.reasons.iter().any(|reason| reason.kind == "short")
            };
            let mut rules: Vec<&RulePage> = criterion.rules.iter().filter(below).collect();
            if rules.is_empty() {
                continue;
            }
            rules.sort_by_key(|rule| (rule.floor, std::cmp::Reverse(rule.weight)));
            text.push_str(&format!("  {}\n", self.style.bold(criterion.title.as_str())));
            for rule in rules {
                text.push_str(&self.rule_head(rule));
                let short: Vec<&ReasonPage> = rule.reasons.iter().filter(|reason| reason.kind == "short").collect();
                text.push_str(&self.reasons(&short));
            }
        }
        self.section("Holds the grade down", &text)
    }

    /// The title of the criterion or rule with this id.
    fn name(&self, id: &str) -> String {
        let criteria = self.review.criteria.iter();
        let mut titles = criteria.flat_map(|criterion| {
            std::iter::once((&criterion.id, &criterion.title))
                .chain(criterion.rules.iter().map(|rule| (&rule.id, &rule.title)))
        });
        titles.find(|(own, _)| own.as_str() == id).map_or_else(|| id.to_owned(), |(_, title)| title.to_string())
    }

    fn rule_head(&self, rule: &RulePage) -> String {
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let grade = range_words(rule.floor, rule.ceiling, rule.may_not_apply);
        self.style.wrap(&format!("{}{counted} ({grade}){}", rule.title, self.id(&rule.id)), "    ", "      ")
    }

    /// Some reasons of a rule, each with its place; the rest as a number.
    fn reasons(&self, reasons: &[&ReasonPage]) -> String {
        let most = if self.options.all { reasons.len() } else { REASONS };
        let mut text = String::new();
        for reason in reasons.iter().take(most) {
            text.push_str(&self.reason(reason));
        }
        if let Some(more) = reasons.len().checked_sub(most).filter(|more| *more > 0) {
            text.push_str(&self.style.wrap(
                &format!("... and {more} more of this kind (`--all` shows them)"),
                "      ",
                "      ",
            ));
        }
        text
    }

    fn reason(&self, reason: &ReasonPage) -> String {
        let mut sentence = reason.text.to_string();
        if !reason.wanted.is_empty() && reason.kind == "short" {
            sentence.push_str(&format!(" (wanted: {}; found: {})", reason.wanted, reason.found));
        }
        if !sentence.ends_with(['.', '?', '!']) {
            sentence.push('.');
        }
        if let Some(advice) = &reason.advice {
            sentence.push_str(&format!(" {}.", capital(advice.as_str().trim_end_matches('.'))));
        }
        self.style.wrap(&sentence, "      - ", "        ")
            + &self.place(reason.line, reason.column, &reason.path, "        ")
    }

    /// Where something is: the file's line and column, and the key.
    fn place(&self, line: usize, column: usize, path: &str, indent: &str) -> String {
        let place = format!("{}:{line}:{column}", self.review.source);
        let both = if path.is_empty() { place.clone() } else { format!("{place}  {path}") };
        let fits = indent.len() + textwrap::core::display_width(&both) <= self.style.width;
        format!("{indent}{}\n", self.style.faint(if fits { &both } else { &place }))
    }

    fn not_stated(&self) -> String {
        let review = self.review;
        let mut text = String::new();
        for fact in &review.deciding {
            let advice =
                fact.advice.as_ref().map_or_else(String::new, |advice| format!(". {}", capital(advice.as_str())));
            text.push_str(&self.style.wrap(&format!("- {}{advice}{}", fact.text, self.id(&fact.rule)), "  ", "    "));
            text.push_str(&self.place(fact.line, fact.column, &fact.path, "    "));
        }
        let open = review
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.rules)
            .filter(|rule| rule.outcome == "not-stated")
            .count();
        if open > 0 && !self.options.all {
            text.push_str(&self.style.wrap(
                &format!(
                    "{} cannot be settled on what is stated (`--all` shows {})",
                    plural(open, "rule", "rules"),
                    if open == 1 { "it" } else { "them" }
                ),
                "  ",
                "  ",
            ));
        }
        let purpose = match (review.headline_grade(), review.ceiling) {
            (Some(floor), Some(ceiling)) if floor < ceiling => {
                format!("Not stated (the review does not say): decides between {floor} and {ceiling}")
            }
            (None, _) => "Not stated (the review does not say): these would tell most".to_owned(),
            _ => "Not stated (the review does not say)".to_owned(),
        };
        self.section(&purpose, &text)
    }

    fn questions(&self) -> String {
        let rules = self
            .review
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.rules)
            .filter(|rule| rule.outcome == "unanswered");
        let mut text = String::new();
        for rule in rules {
            for question in rule.reasons.iter().filter(|reason| reason.kind == "question") {
                text.push_str(&self.style.wrap(&format!("- {}{}", question.text, self.id(&rule.id)), "  ", "    "));
            }
        }
        if !text.is_empty() {
            let file = self.review.source.as_str().strip_suffix(".toml").unwrap_or(self.review.source.as_str());
            text.push_str(&self.style.wrap(&format!("Answers go into {file}.judgement.toml"), "  ", "  "));
        }
        self.section("Questions for a person, not answered yet", &text)
    }

    fn strengths(&self) -> String {
        let mut strong: Vec<(u64, &RulePage, &ReasonPage)> = Vec::new();
        for criterion in &self.review.criteria {
            for rule in criterion.rules.iter().filter(|rule| rule.floor.is_some_and(|floor| floor >= Grade::Good)) {
                strong.extend(
                    rule.reasons
                        .iter()
                        .find(|reason| reason.kind == "strength")
                        .map(|reason| (criterion.weight * rule.weight, rule, reason)),
                );
            }
        }
        strong.sort_by_key(|(weight, _, _)| std::cmp::Reverse(*weight));
        let most = if self.options.all { strong.len() } else { STRENGTHS };
        let mut text = String::new();
        for (_, rule, reason) in strong.iter().take(most) {
            text.push_str(&self.style.wrap(&format!("- {}{}", reason.text, self.id(&rule.id)), "  ", "    "));
        }
        if let Some(more) = strong.len().checked_sub(most).filter(|more| *more > 0) {
            text.push_str(&self.style.wrap(&format!("... and {more} more (`--all` shows them)"), "  ", "  "));
        }
        self.section("Strengths", &text)
    }

    /// The shortest way to a better grade.
    fn raise(&self) -> String {
        match &self.review.raise {
            None => String::new(),
            Some(RaisePage::Fixes { to, fixes, alternatives, at_most, steps }) => {
                let at_most = if *at_most { "at most " } else { "" };
                let mut text = String::new();
                for step in steps {
                    text.push_str(&self.step(step));
                }
                let others = match *alternatives {
                    0 => "There is no other way as short.".to_owned(),
                    1 => "There is one other way as short.".to_owned(),
                    u64::MAX => "There are very many other ways as short.".to_owned(),
                    more => format!("There are {more} other ways as short."),
                };
                let note = "A guide to edits, not a proof: what you write must be so, and it mends the form, not what was done.";
                text.push_str(&self.style.wrap(&format!("{others} {note}"), "  ", "  "));
                self.section(&format!("To reach {to}: {at_most}{}", plural(fixes.len(), "fix", "fixes")), &text)
            }
            Some(RaisePage::Unreachable { to, unreachable, could_open }) => {
                let mut text = String::new();
                for stuck in unreachable {
                    text.push_str(&self.style.wrap(
                        &format!("- {}: {}{}", stuck.title, stuck.why, self.id(&stuck.rule)),
                        "  ",
                        "    ",
                    ));
                }
                if *could_open {
                    text.push_str(&self.style.wrap("Facts that are not stated could still open the way.", "  ", "  "));
                }
                self.section(&format!("No edit reaches {to}; what stands in the way"), &text)
            }
        }
    }

    fn step(&self, step: &StepPage) -> String {
        let names: Vec<&str> = step.of.iter().filter_map(|fix| fix.item.as_ref().map(Shown::as_str)).collect();
        let advice = |fix: &FixPage| {
            fix.advice
                .as_ref()
                .map_or_else(String::new, |advice| format!(". {}.", capital(advice.as_str().trim_end_matches('.'))))
        };
        if step.take < step.of.len() && names.len() == step.of.len() {
            let Some(first) = step.of.first() else { return String::new() };
            let choice = format!(
                "- any {} of {}: {}{}{}",
                step.take,
                or_list(&names),
                first.text,
                advice(first),
                self.id(&step.rule)
            );
            return self.style.wrap(&choice, "  ", "    ") + &self.place(first.line, first.column, &first.path, "    ");
        }
        let mut text = String::new();
        for fix in step.of.iter().take(step.take) {
            text.push_str(&self.style.wrap(
                &format!("- {}: {}{}{}", fix.kind, fix.text, advice(fix), self.id(&step.rule)),
                "  ",
                "    ",
            ));
            text.push_str(&self.place(fix.line, fix.column, &fix.path, "    "));
        }
        text
    }

    /// What each rule matters now, where that was asked for.
    fn impact(&self) -> String {
        let mut table = self.style.table(&["Rule", "Now", "If met", "If failed", "Points"]);
        let change = |criterion: Option<Grade>, review: Option<Grade>| match (criterion, review) {
            (_, Some(review)) => format!("review {review}"),
            (Some(criterion), None) => format!("criterion {criterion}"),
            (None, None) => "-".to_owned(),
        };
        for rule in self.review.criteria.iter().flat_map(|criterion| &criterion.rules) {
            let Some(impact) = rule.impact else { continue };
            table.add_row(vec![
                Cell::new(format!("{} {}", rule.id, rule.title)),
                grade_cell(&range_words(rule.floor, rule.ceiling, rule.may_not_apply), rule.grade),
                Cell::new(change(impact.raises_criterion, impact.raises_review)),
                Cell::new(change(impact.lowers_criterion, impact.lowers_review)),
                Cell::new(format!("{:.1}", impact.points)).set_alignment(comfy_table::CellAlignment::Right),
            ]);
        }
        let body = if table.is_empty() { String::new() } else { Style::render(&table) };
        self.section("What each rule matters now, met or failed alone", &body)
    }

    /// Every rule of every criterion, with all its reasons.
    fn every_rule(&self) -> String {
        let mut text = String::new();
        for criterion in &self.review.criteria {
            text.push_str(&format!("  {}\n", self.style.bold(criterion.title.as_str())));
            for rule in &criterion.rules {
                let outcome = rule.outcome.replace('-', " ");
                let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
                let grade = if rule.floor.is_some() {
                    format!(", {}", range_words(rule.floor, rule.ceiling, rule.may_not_apply))
                } else {
                    String::new()
                };
                text.push_str(&self.style.wrap(
                    &format!("{}{counted} ({outcome}{grade}){}", rule.title, self.id(&rule.id)),
                    "    ",
                    "      ",
                ));
                for reason in rule.reasons.iter().filter(|reason| ["not-stated", "short"].contains(&reason.kind)) {
                    text.push_str(&self.reason(reason));
                }
            }
        }
        self.section("Every rule", &text)
    }

    fn small_print(&self) -> String {
        let review = self.review;
        let parts = review.rests_on.parts().into_iter().filter(|(_, share)| *share >= 0.005);
        let parts: Vec<String> = parts.map(|(basis, share)| format!("{} {}", basis.phrase(), percent(share))).collect();
        let mut text = String::from("\n");
        if !parts.is_empty() {
            text.push_str(&self.style.wrap(
                &format!("{} {}", self.style.bold("Rests on:"), parts.join(", ")),
                "",
                "  ",
            ));
        }
        text.push_str(&self.style.wrap(&format!("{} {}. A form can be filled in to please a tool; this one sees what is written, not whether it is true.", self.style.bold("Not judged:"), review.not_judged), "", "  "));
        text
    }

    /// An id at the end of a line, never alone on one.
    fn id(&self, id: &Shown) -> String {
        format!("{GLUE}{GLUE}{}", self.style.faint(id.as_str()))
    }

    fn section(&self, title: &str, body: &str) -> String {
        if body.is_empty() {
            String::new()
        } else {
            format!("\n{}{body}", self.style.wrap(&self.style.bold(title), "", ""))
        }
    }
}

/// What a limit leaves: a worst grade is not "at best" anything.
fn at_best(grade: Grade) -> String {
    if grade == Grade::Inadequate { grade.to_string() } else { format!("at best {grade}") }
}

/// A judgement in words.
fn range_words(floor: Option<Grade>, ceiling: Option<Grade>, may_not_apply: bool) -> String {
    let words = match (floor, ceiling) {
        (Some(floor), Some(ceiling)) if floor == ceiling => floor.word().to_owned(),
        (Some(floor), Some(ceiling)) => format!("{floor} to {ceiling}"),
        _ => return "-".to_owned(),
    };
    if may_not_apply { format!("{words}, if it applies") } else { words }
}

fn word(grade: Option<Grade>) -> &'static str {
    grade.map_or("-", Grade::word)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn rounded(score: f64) -> f64 {
    score.round()
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
