//! From a graded review to its page: every text cleaned, every piece of evidence given its place.

use super::AboutReport;
use super::anchored::{Draft, marked, quoted};
use super::identified::identified;
use super::judged::{finally, judged_report};
use super::located::{GradedWith, Located, path_to, steps_to};
use super::page::{
    Anchor, CriterionReport, DecidingReport, FinalReport, FixReport, IfAnsweredReport, ImpactReport, MeasureReport,
    PlaceReport, PointsReport, PointsUnit, Problem, RaiseReport, ReasonReport, RecordedReport, RestsOn, ReviewReport,
    RuleReport, StepReport, StuckReport,
};
use super::second_look::second_looks;
use super::standing::{limit_pages, next_report};
use crate::document::{Diagnostic, Source};
use crate::engine::{
    Barrier, CriterionResult, Deciding, Evidence, Fix, Graded, IfAnswered, Impact, Judged, Points, Presence, Raise,
    ReasonKind, RuleOutcome, RuleResult, Score, Step, Tally, points,
};
use crate::review::{DocumentKey, Grade, Record, RecordedGrade, Review};
use crate::rubric::{Criterion, Profile, Rubric, Rule, RuleId};
use crate::text::{Lines, Mask, Shown};
use crate::wording::{self, Reason};

/// The most characters of what is written at a place that are shown.
const LONGEST_QUOTE: usize = 140;

/// Makes the page of one review.
#[must_use]
pub fn review_page(
    with: GradedWith<'_>,
    graded: &Graded,
    raise: Option<&Raise>,
    file: Located<'_>,
    warnings: &[Diagnostic],
) -> ReviewReport {
    let facts = with.facts.unfilled_by(&with.rubric.placeholders);
    let with = GradedWith { facts: &facts, ..with };
    let (rubric, review) = (with.rubric, with.facts.review());
    let mask = file.mask;
    let writer = ReviewWriter::new(with, file);
    let id = review.review.id.as_deref().unwrap_or("");
    let range = graded.overall.map(|judged| judged.range);
    let with_overview = with.facts.narratives().overview.is_some();
    let last = |at: usize| graded.finished.as_ref().and_then(|finished| finished.criteria.get(at)).copied();
    let criteria = graded
        .criteria
        .iter()
        .enumerate()
        .map(|(at, result)| writer.criterion(graded, &rubric[result.id], result, last(at)));
    let (headline, final_floor, final_ceiling) = finally(graded);
    ReviewReport {
        id: mask.shown(id),
        title: mask.shown(review.review.title.as_deref().unwrap_or(id)),
        source: mask.shown(&file.sources.first().name),
        line: file.sources.first().line,
        rubric: None,
        about: AboutReport::from_review(review, mask),
        grade: graded.headline.word(),
        floor: range.map(|range| range.floor),
        ceiling: range.map(|range| range.ceiling),
        finally: headline.word(),
        final_floor,
        final_ceiling,
        judged: judged_report(rubric, with.judgements, graded, mask),
        hash: None,
        parts: std::collections::BTreeMap::new(),
        coverage: graded.coverage.approximate(),
        provisional: graded.is_provisional(),
        if_answered: graded.if_answered.map(if_answered),
        score: graded.score.map(Score::approximate),
        recorded: recorded(review, mask),
        limits: limit_pages(rubric, graded, mask),
        points: writer.points(graded, &rubric.overall),
        next: graded.next.as_ref().map(|next| next_report(rubric, graded, next, mask)),
        raise: raise.map(|raise| writer.raise(graded, raise)),
        rests_on: RestsOn::from_shares(graded.rests_on(rubric)),
        whole: review.review.record == Some(Record::Whole),
        is_document: file.passages.is_some(),
        answered: graded.answers_only.then(|| answered(rubric, graded)),
        is_imported: file.passages.is_none() && with_overview,
        deciding: graded.deciding.iter().filter_map(|at| writer.deciding(graded, *at)).collect(),
        criteria: criteria.collect(),
        not_judged: mask.shown(&rubric.not_judged),
        second_look: second_looks(with.judgements, file),
        identifiers: identified(with.facts, file),
        warnings: Problem::from_diagnostics(file.sources, warnings, mask),
    }
}

/// Makes the reports of all rules, criterion by criterion, without what only people are shown.
pub(super) fn rule_reports(with: GradedWith<'_>, graded: &Graded, file: Located<'_>) -> Vec<Vec<RuleReport>> {
    let facts = with.facts.unfilled_by(&with.rubric.placeholders);
    let writer =
        ReviewWriter { is_for_programs: true, ..ReviewWriter::new(GradedWith { facts: &facts, ..with }, file) };
    graded.criteria.iter().map(|criterion| writer.rules(criterion)).collect()
}

/// How many of the questions that apply are answered, and how many there are.
fn answered(rubric: &Rubric, graded: &Graded) -> (usize, usize) {
    let results = graded.criteria.iter().flat_map(|criterion| &criterion.rules);
    let asked = || results.clone().filter(|result| rubric[result.id].is_asked());
    let is_open = |result: &&RuleResult| result.outcome == RuleOutcome::Unanswered;
    (asked().count() - asked().filter(is_open).count(), asked().count())
}

/// What open questions could still change.
fn if_answered(open: IfAnswered) -> IfAnsweredReport {
    IfAnsweredReport { floor: open.range.floor, ceiling: open.range.ceiling, open: open.open }
}

/// The grade that the review records.
fn recorded(review: &Review, mask: &Mask) -> Option<RecordedReport> {
    let own = &review.recorded;
    let grade = own.grade.as_ref().and_then(RecordedGrade::grade)?;
    Some(RecordedReport { grade, by: own.by.as_deref().map(|text| mask.shown(text)) })
}

/// Adds to a page what each rule matters.
pub fn add_impacts(page: &mut ReviewReport, impacts: &[Impact]) {
    for impact in impacts {
        let criterion = impact.rule.criterion().find_mut(&mut page.criteria);
        impact.rule.rule_of_mut(&mut criterion.rules).impact = Some(ImpactReport {
            raises_criterion: impact.if_met.criterion,
            raises_review: impact.if_met.review,
            lowers_criterion: impact.if_failed.criterion,
            lowers_review: impact.if_failed.review,
            decisive: impact.is_decisive(),
            points: impact.points,
        });
    }
}

/// Turns results into pages, looking up places.
struct ReviewWriter<'a> {
    with: GradedWith<'a>,
    file: Located<'a>,
    places: Vec<(&'a Source, Lines<'a>)>,
    draft: Draft,
    /// Whether what only people are shown is left out of reasons.
    is_for_programs: bool,
}

impl<'a> ReviewWriter<'a> {
    fn new(with: GradedWith<'a>, file: Located<'a>) -> Self {
        let places = file.sources.iter().map(|source| (source, source.lines())).collect();
        ReviewWriter { with, file, places, draft: Draft::default(), is_for_programs: false }
    }

    fn points(&self, graded: &Graded, profile: &Profile) -> Vec<PointsReport> {
        let page = |points: &Points| PointsReport {
            of: points.of.iter().flatten().map(|name| self.file.mask.shown(name)).collect(),
            unit: if points.is_percent { PointsUnit::Percent } else { PointsUnit::Mean },
            low: points.low,
            high: points.high,
            words: self.file.mask.shown(&wording::points(points)),
        };
        points(self.with.rubric, graded, profile).iter().map(page).collect()
    }

    /// `last` is what the criterion comes to with people's departures and waivers, where there are any.
    fn criterion(
        &self,
        graded: &Graded,
        criterion: &Criterion,
        result: &CriterionResult,
        last: Option<Option<Judged>>,
    ) -> CriterionReport {
        let last = last.filter(|last| *last != result.judged).map(|last| {
            let range = last.map(|judged| judged.range);
            FinalReport { floor: range.map(|range| range.floor), ceiling: range.map(|range| range.ceiling) }
        });
        let (grade, floor, ceiling, may_not_apply) = grades(result.judged);
        let rules = self.rules(result);
        CriterionReport {
            id: self.file.mask.shown(&criterion.id),
            title: self.file.mask.shown(&criterion.title),
            grade,
            floor,
            ceiling,
            finally: last,
            may_not_apply,
            score: result.score.map(Score::approximate),
            points: self.points(graded, &criterion.profile),
            decided_by: decided_by(&rules, self.file.mask),
            weight: criterion.weight,
            rules,
        }
    }

    fn rules(&self, criterion: &CriterionResult) -> Vec<RuleReport> {
        criterion.rules.iter().map(|result| self.rule(&self.with.rubric[result.id], result)).collect()
    }

    fn rule(&self, rule: &Rule, result: &RuleResult) -> RuleReport {
        let (grade, floor, ceiling, may_not_apply) = grades(result.judged);
        let mask = self.file.mask;
        let (facts, answer) = (self.with.facts, self.with.judgements.answer(&rule.id));
        let reasons = if self.is_for_programs { wording::plain_reasons } else { wording::reasons };
        let told = reasons(rule, result, facts, answer, mask);
        let mut wanted = (String::new(), mask.shown(""));
        RuleReport {
            id: mask.shown(&rule.id),
            title: mask.shown(&rule.title),
            outcome: result.outcome,
            grade,
            floor,
            ceiling,
            best: rule.best(),
            may_not_apply,
            score: result.score.map(Score::approximate),
            measure: result.tally.and_then(measure_page),
            counted: mask.shown_own(wording::counted(rule, result)),
            impact: None,
            weight: rule.weight,
            reasons: told.into_iter().map(|reason| self.reason(reason, &mut wanted)).collect(),
        }
    }

    fn place(&self, evidence: Evidence) -> PlaceReport {
        let sources = self.file.sources;
        let (span, own) = self.file.root.reach(steps_to(evidence));
        let (source, span) = sources.find(span);
        let beside = !std::ptr::eq(source, sources.first());
        let passages = self.file.passages.filter(|_| !beside);
        // What a document does not hold stands nowhere in it; an item that lacks a key has its own place.
        let is_there = matches!(evidence, Evidence::Item { .. }) || own.is_some();
        let lines = self.places.iter().find(|(own, _)| std::ptr::eq(*own, source)).map(|(_, lines)| lines);
        let has_place = passages.is_none_or(|passages| passages.has_lines && is_there);
        let place = lines.filter(|_| has_place).map(|lines| lines.place(span.start));
        let passage = passages.filter(|_| is_there).and_then(|own| Some((own, own.at(span.start)?)));
        PlaceReport {
            path: path_to(evidence),
            source: beside.then(|| self.file.mask.shown(&source.name)),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            passage: passage.map(|(passages, passage)| self.file.mask.shown(&passages.place(passage, self.file.mask))),
            quote: None,
            anchor: self.anchor(evidence, passage.and_then(|(_, passage)| passage.begins)),
        }
    }

    /// The place with what is written there, unless a sentence that says as much has it already.
    fn quoted_place(&self, evidence: Evidence, sentence: &str) -> PlaceReport {
        let sources = self.file.sources;
        let (source, span) = sources.find(self.file.root.reach(steps_to(evidence)).0);
        let passages = self.file.passages.filter(|_| std::ptr::eq(source, sources.first()));
        let text = match passages {
            Some(passages) => passages.at(span.start).map(|passage| passage.text.as_str()),
            None => quoted(self.file.root, evidence),
        };
        let text = text.map(str::trim).filter(|text| !text.is_empty() && !sentence.contains(text));
        let quote =
            text.map(|text| self.file.mask.shown_own(self.file.mask.cut(&text.replace('\n', " "), LONGEST_QUOTE)));
        PlaceReport { quote, ..self.place(evidence) }
    }

    /// The paragraph of a draft that evidence is in: of one that is graded itself it begins at `begins`.
    fn anchor(&self, evidence: Evidence, begins: Option<usize>) -> Option<Anchor> {
        if self.is_for_programs {
            return None;
        }
        if self.file.passages.is_some() {
            return begins.map(|paragraph| Anchor { document: DocumentKey::Overview, paragraph, words: None });
        }
        self.draft.anchor(self.with.facts, self.file.root, evidence)
    }

    /// `last` is what was wanted last, and how it is shown: many reasons of a rule want the same.
    fn reason(&self, reason: Reason, last: &mut (String, Shown)) -> ReasonReport {
        let (mask, words) = (self.file.mask, reason.words);
        let is_quoted = reason.kind == ReasonKind::Short && !self.is_for_programs;
        let place =
            if is_quoted { self.quoted_place(reason.evidence, &words.text) } else { self.place(reason.evidence) };
        let marks = words.marks.iter();
        let mut anchors: Vec<Anchor> =
            marks.filter_map(|mark| marked(self.with.facts, mark, place.anchor.as_ref())).collect();
        if anchors.is_empty() {
            anchors.extend(place.anchor.clone());
        }
        if last.0 != words.wanted {
            *last = (words.wanted.clone(), mask.shown_own(words.wanted));
        }
        ReasonReport {
            kind: reason.kind,
            text: mask.shown_own(words.text),
            facts: words.facts,
            found: mask.shown_own(words.found),
            wanted: last.1.clone(),
            advice: words.advice.map(|text| mask.shown_own(text)),
            item: words.item.map(|text| mask.shown_own(text)),
            lacks: words.lacks.map(|text| mask.shown_own(text)),
            place,
            anchors,
        }
    }

    fn raise(&self, graded: &Graded, raise: &Raise) -> RaiseReport {
        let rubric = self.with.rubric;
        let id = |rule: RuleId| self.file.mask.shown(&rubric[rule].id);
        let title = |rule: RuleId| self.file.mask.shown(&rubric[rule].title);
        match raise {
            Raise::Fixes(way) => {
                let step = |step: &Step| StepReport {
                    rule: id(step.rule),
                    title: title(step.rule),
                    take: step.take,
                    of: step.of.iter().map(|fix| self.fix(&rubric[step.rule], &graded[step.rule], fix)).collect(),
                };
                let steps: Vec<StepReport> = way.steps.iter().map(step).collect();
                let fixes = steps.iter().flat_map(|step| step.of.iter().take(step.take).cloned()).collect();
                let alternatives = u64::try_from(way.alternatives).unwrap_or(u64::MAX);
                RaiseReport::Fixes { to: way.to, fixes, effort: way.effort, alternatives, at_most: way.at_most, steps }
            }
            Raise::OutOfReach(stuck) => {
                let page = |(rule, why): &(RuleId, Barrier)| StuckReport {
                    rule: id(*rule),
                    title: title(*rule),
                    why: self.file.mask.shown(&wording::barrier(why)),
                };
                RaiseReport::Unreachable {
                    to: stuck.to,
                    unreachable: stuck.rules.iter().map(page).collect(),
                    could_open: stuck.could_open,
                }
            }
        }
    }

    fn fix(&self, rule: &Rule, result: &RuleResult, fix: &Fix) -> FixReport {
        let words = wording::fix(rule, result, (self.with.facts, self.file.mask), fix);
        FixReport {
            rule: self.file.mask.shown(&rule.id),
            kind: fix.kind,
            text: self.file.mask.shown(&words.text),
            advice: words.advice.as_deref().map(|text| self.file.mask.shown(text)),
            item: words.item.as_deref().map(|text| self.file.mask.shown(text)),
            place: self.quoted_place(fix.evidence, &words.text),
        }
    }

    fn deciding(&self, graded: &Graded, at: Deciding) -> Option<DecidingReport> {
        let (rule, result) = (&self.with.rubric[at.rule], &graded[at.rule]);
        let answer = self.with.judgements.answer(&rule.id);
        let reason =
            wording::reason(rule, (result, *result.causes.get(at.cause)?), self.with.facts, answer, self.file.mask);
        Some(DecidingReport {
            rule: self.file.mask.shown(&rule.id),
            text: self.file.mask.shown(&reason.words.text),
            advice: reason.words.advice.as_deref().map(|text| self.file.mask.shown(text)),
            place: self.place(reason.evidence),
        })
    }
}

fn grades(judged: Option<Judged>) -> (Option<Grade>, Option<Grade>, Option<Grade>, bool) {
    let Some(judged) = judged else {
        return (None, None, None, false);
    };
    let (floor, ceiling) = (judged.range.floor, judged.range.ceiling);
    ((floor == ceiling).then_some(floor), Some(floor), Some(ceiling), judged.presence == Presence::Maybe)
}

fn measure_page(tally: Tally) -> Option<MeasureReport> {
    match tally {
        Tally::Share { met, of, not_stated, goes_on } => Some(MeasureReport::Share { met, of, not_stated, goes_on }),
        Tally::Number { low, high } => Some(MeasureReport::Number { value: low.filter(|_| low == high), low, high }),
        Tally::Answer(answer) => answer.map(|answer| MeasureReport::Answer { answer }),
    }
}

/// The rule that holds a criterion where it is: the lowest floor, of those the heaviest, of those the first.
fn decided_by(rules: &[RuleReport], mask: &Mask) -> Option<Shown> {
    let present = rules.iter().filter(|rule| rule.floor.is_some());
    let mut decisive: Option<&RuleReport> = None;
    for rule in present {
        let lower = |other: &RuleReport| {
            (rule.floor, std::cmp::Reverse(rule.weight)) < (other.floor, std::cmp::Reverse(other.weight))
        };
        if decisive.is_none_or(lower) {
            decisive = Some(rule);
        }
    }
    decisive.map(|rule| {
        if rule.counted.is_empty() {
            rule.title.clone()
        } else {
            mask.shown(&format!("{}: {}", rule.title, rule.counted))
        }
    })
}
