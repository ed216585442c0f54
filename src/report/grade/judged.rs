//! What people judged of a review, in words.

use super::overview;
use super::writer::Writer;
use crate::judgement::NOT_APPLICABLE;
use crate::report::doc::{Block, Item, Line};
use crate::report::page::{BoundWord, DepartureReport, DisagreementReport, EffectWord, JudgementReport, WaiverReport};
use crate::review::Grade;
use crate::text::{Shown, and_list, capital, plural};

impl Writer<'_> {
    /// The rubric's grade and then the final one, where people changed it.
    pub(super) fn both_grades(&self) -> Option<Block> {
        let review = self.review;
        if !review.is_departed() {
            return None;
        }
        let words = |grade: Option<Grade>, otherwise: &str| {
            grade.map_or_else(|| otherwise.to_uppercase(), |grade| grade.heading().to_uppercase())
        };
        let tool = words(review.headline_grade(), &overview::grade_words(review.grade));
        let last = words(review.final_grade(), &overview::grade_words(review.finally));
        let line = Line::default().grade(tool, review.headline_grade()).text(" (tool); ");
        let line = line.grade(last, review.final_grade()).text(format!(" ({})", self.why_departed()));
        Some(Block::Paragraph(line))
    }

    fn why_departed(&self) -> String {
        let judged = &self.review.judged;
        if let Some(own) = judged.departures.iter().find(|own| own.of.as_str() == "review") {
            return format!("departure by {}: {}", person(own.by.as_ref()), reason(&own.because));
        }
        let used = judged.waivers.iter().filter(|waiver| waiver.effect == EffectWord::Used).count();
        let parts = [(judged.departures.len(), "departure", "departures"), (used, "waiver", "waivers")];
        let parts: Vec<String> =
            parts.iter().filter(|part| part.0 > 0).map(|(count, one, many)| plural(*count, one, many)).collect();
        format!("with {}", and_list(&parts))
    }

    /// Which judgement files do not say what they were made for.
    pub(super) fn unbound(&self) -> Option<Line> {
        let judged = &self.review.judged;
        let is_worth_saying = self.all || !judged.departures.is_empty() || !judged.waivers.is_empty();
        let files = judged.judgements.iter().filter(|file| is_worth_saying && file.bound == BoundWord::Unbound);
        let files: Vec<String> = files.map(|file| format!("`{}`", file.source)).collect();
        let verb = if files.len() == 1 { "does" } else { "do" };
        (!files.is_empty()).then(|| {
            let text = format!(" {} {verb} not say which version of the review it is about.", and_list(&files));
            Line::default().strong("Not bound:").text(if files.len() == 1 {
                text
            } else {
                text.replace(" it is ", " they are ")
            })
        })
    }

    /// Departures, waivers, disagreements and notes.
    pub(super) fn judged(&self) -> Option<Block> {
        let judged = &self.review.judged;
        if judged.is_empty() {
            return None;
        }
        let departures = judged.departures.iter().map(departure);
        let waivers = judged.waivers.iter().map(waiver);
        let disagreements = judged.disagreements.iter().map(disagreement);
        let notes =
            judged.notes.iter().map(|note| format!("Note by {}: {}", person(note.by.as_ref()), note.text.as_str()));
        let files = judged.judgements.iter().filter_map(stale);
        let all = departures.chain(waivers).chain(disagreements).chain(notes).chain(files);
        let mut blocks: Vec<Block> = Block::list(all.map(Item::from).collect()).into_iter().collect();
        if !judged.disagreements.is_empty() {
            blocks.push(Block::paragraph(whose_word_counts(judged.people.as_ref())));
        }
        Block::section("What people judged", blocks)
    }
}

fn whose_word_counts(people: Option<&Shown>) -> String {
    match people.map(Shown::as_str) {
        None => "What people judge differently stays open. `--people` says whose word counts.".to_owned(),
        Some("median") => "Where people disagree, the grade in the middle counts, or the worse of two.".to_owned(),
        Some("worst") => "Where people disagree, the worst grade counts.".to_owned(),
        Some(name) => format!("Only what {name} judged counts."),
    }
}

fn person(by: Option<&Shown>) -> &str {
    by.map_or("a person", Shown::as_str)
}

/// A reason as it ends a sentence of the report.
fn reason(because: &Shown) -> &str {
    because.as_str().trim().trim_end_matches('.')
}

fn signed(by: Option<&Shown>, on: Option<&String>) -> String {
    let on = on.map_or_else(String::new, |on| format!(" on {on}"));
    format!("by {}{on}", person(by))
}

fn departure(own: &DepartureReport) -> String {
    let signed = signed(own.by.as_ref(), own.on.as_ref());
    let title =
        if own.of.as_str() == "review" { "the whole review".to_owned() } else { format!("“{}”", own.title) };
    let change = match own.from {
        Some(from) if from == own.grade => format!("{}, as the tool says", own.grade),
        Some(from) => format!("{} instead of {from}", own.grade),
        None => format!("{}, which the tool does not grade", own.grade),
    };
    format!("Departure {signed}: {title} is {change}: {}", reason(&own.because))
}

fn waiver(own: &WaiverReport) -> String {
    let item = own.item.as_ref().map_or_else(String::new, |item| format!(" for {item}"));
    let until = own.expires.as_ref().map_or_else(String::new, |expires| format!(" until {expires}"));
    let signed = signed(own.by.as_ref(), own.on.as_ref());
    let effect = match own.effect {
        EffectWord::Used => "",
        EffectWord::NoSuchItem => ". It has no effect: there is no such item",
        EffectWord::NotSelected => ". It has no effect: the rule does not look at it",
        EffectWord::DoesNotApply => ". It has no effect: the rule does not apply",
        EffectWord::Expired => ". It has expired and no longer counts",
    };
    format!("Waiver {signed}{until}: “{}” is set aside{item}: {}{effect}", own.title, reason(&own.because))
}

fn disagreement(own: &DisagreementReport) -> String {
    let claims: Vec<String> = own
        .claims
        .iter()
        .map(|claim| {
            let grade = claim.grade.map_or_else(|| "not applicable".to_owned(), |grade| grade.to_string());
            format!("{} says {grade}", person(claim.by.as_ref()))
        })
        .collect();
    let settled = match own.settled {
        Some(NOT_APPLICABLE) => "it does not apply".to_owned(),
        Some(word) => format!("{word} counts"),
        None => "it stays open".to_owned(),
    };
    format!("{}: {}; {settled}", capital(&format!("“{}”", own.title)), and_list(&claims))
}

fn stale(own: &JudgementReport) -> Option<String> {
    let changes: Vec<&str> = own.changes.iter().map(Shown::as_str).collect();
    (own.bound == BoundWord::Stale)
        .then(|| format!("`{}` was made for an earlier version: {}", own.source, and_list(&changes)))
}
