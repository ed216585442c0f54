//! A rubric as a document that people can take to a meeting.

use super::sources::SourceCounts;
use crate::engine::weight_on;
use crate::report::doc::{Block, Doc, Item, Line};
use crate::review::{Basis, Grade};
use crate::rubric::{Criterion, Limit, Need, Origin, Profile, Rubric, Rule};
use crate::text::{Mask, Words, capital, or_list, plural};
use crate::wording::{
    exact_percent, limit_of, need_among, need_met, needs_in_words, percent_of, sentences, source_title,
};

/// Returns all that a rubric says, in sentences.
#[must_use]
pub fn show(rubric: &Rubric, mask: &Mask) -> Doc {
    let writer = ShowWriter { rubric, mask };
    Doc { title: mask.shown(&rubric.title).to_string(), blocks: writer.blocks() }
}

/// Returns what a criterion asks: how its rules combine, its limit, and each rule in sentences.
#[must_use]
pub(crate) fn explain_criterion(rubric: &Rubric, criterion: &Criterion, mask: &Mask) -> Doc {
    let writer = ShowWriter { rubric, mask };
    let title = mask.shown(&criterion.title).to_string();
    Doc { title, blocks: writer.one_criterion(criterion) }
}

/// Writes a rubric.
pub(super) struct ShowWriter<'r> {
    pub(super) rubric: &'r Rubric,
    pub(super) mask: &'r Mask,
}

impl ShowWriter<'_> {
    pub(super) fn shown(&self, text: &str) -> String {
        self.mask.shown(text.trim()).to_string()
    }

    pub(super) fn paragraph(&self, text: &str) -> Block {
        Block::paragraph(self.shown(text))
    }

    pub(super) fn list(&self, items: &[String]) -> Block {
        let items = items.iter().map(|item| Item::from(self.shown(item))).collect();
        Block::List { items, is_checklist: false }
    }

    pub(super) fn section(&self, title: &str, blocks: Vec<Block>) -> Option<Block> {
        Block::section(self.shown(title), blocks)
    }

    fn blocks(&self) -> Vec<Block> {
        let rubric = self.rubric;
        let kinds: Vec<&str> = rubric.kinds.iter().map(String::as_str).collect();
        let kinds = if kinds.is_empty() { "every kind".to_owned() } else { format!("the kind {}", or_list(&kinds)) };
        let criteria = plural(rubric.criteria.len(), "criterion", "criteria");
        let rules = plural(rubric.rules().count(), "rule", "rules");
        let mut blocks = vec![
            Block::Title { title: self.shown(&rubric.title).into(), aside: Line::default() },
            self.paragraph(&format!(
                "Rubric {} {}, for reviews of {kinds}: {rules} in {criteria}.",
                rubric.id, rubric.version
            )),
        ];
        let about = rubric.about.iter().flat_map(|about| about.split("\n\n"));
        blocks.extend(about.map(|paragraph| self.paragraph(paragraph)));
        blocks.push(self.paragraph(&format!("It does not judge {}.", rubric.not_judged)));
        blocks.extend(self.base().map(|base| self.paragraph(&base)));
        if !rubric.placeholders.is_empty() {
            let own: Vec<String> = rubric.placeholders.iter().map(|text| format!("\"{text}\"")).collect();
            blocks.push(self.paragraph(&format!("These texts also count as nothing given: {}.", own.join(", "))));
        }
        blocks.extend(self.grades());
        blocks.extend(self.limits());
        blocks.extend(self.weights());
        blocks.extend(rubric.criteria.iter().filter_map(|criterion| self.criterion(criterion)));
        blocks.extend(self.words());
        blocks.extend(self.sources());
        blocks
    }

    /// What the rubric extends, and how much of it stays.
    fn base(&self) -> Option<String> {
        let base = self.rubric.base.as_ref()?;
        let count = |origin: Origin| self.rubric.rules().filter(|rule| base.origin(&rule.id) == origin).count();
        let rules = |count: usize| plural(count, "rule", "rules");
        Some(format!(
            "It extends {} {}: {} unchanged, {} changed, {} under another id, {} added, and {} of its rules and criteria removed.",
            base.id,
            base.version,
            rules(count(Origin::Kept)),
            count(Origin::Changed),
            count(Origin::Renamed),
            count(Origin::Added),
            base.removed.len() - base.renamed.len()
        ))
    }

    /// A criterion by itself.
    fn one_criterion(&self, criterion: &Criterion) -> Vec<Block> {
        let rubric = self.rubric;
        let total = rubric.criteria.iter().map(|criterion| criterion.weight).sum();
        let aside = self.shown(&criterion.id).into();
        let mut blocks = vec![
            Block::Title { title: self.shown(&criterion.title).into(), aside },
            self.paragraph(&format!(
                "Rubric: {} {}. This criterion counts for {}% of the review when all criteria apply.",
                rubric.id,
                rubric.version,
                percent_of(criterion.weight, total)
            )),
        ];
        blocks.extend(criterion.asks.iter().map(|asks| self.paragraph(asks)));
        blocks.extend([self.paragraph("This criterion is"), self.profile(&criterion.profile, "its rules")]);
        let is_own = |limit: &&Limit| {
            let rules = criterion.rules.iter().map(|rule| &rule.id);
            rules.chain([&criterion.id]).any(|id| rubric.name(limit.part) == id)
        };
        let limits: Vec<String> =
            rubric.limits.iter().filter(is_own).map(|limit| limit_sentence(rubric, limit)).collect();
        blocks.extend((!limits.is_empty()).then(|| self.list(&limits)));
        let total = criterion.rules.iter().map(|rule| rule.weight).sum();
        blocks.extend(criterion.rules.iter().map(|rule| self.rule(rule, percent_of(rule.weight, total))));
        blocks
    }

    /// How many rules rest on what.
    fn sources(&self) -> Option<Block> {
        let SourceCounts { read, recalled, ours, not_stated } = SourceCounts::from_rubric(self.rubric);
        let lines = [
            (read, "A document that the author of the rubric read"),
            (recalled, "A document recalled from memory, not checked"),
            (ours, "The author's own judgement"),
            (not_stated, "The rubric does not say"),
        ];
        let lines = lines.into_iter().filter(|(count, _)| *count > 0);
        let lines: Vec<String> =
            lines.map(|(count, words)| format!("{words}: {}", plural(count, "rule", "rules"))).collect();
        self.section("Where the rules come from", vec![self.list(&lines)])
    }

    /// How a grade is reached: the whole and the criteria.
    fn grades(&self) -> Option<Block> {
        let rubric = self.rubric;
        let mut blocks = self.needs();
        blocks.push(self.paragraph(
            "\u{201c}More than half\u{201d} and shares are by weight. What does not apply takes no part. What is not stated is held \
             neither against a review nor for it: the grade then lies between a worst and a best.",
        ));
        let enough = exact_percent(rubric.enough);
        blocks.push(self.paragraph(&format!("If less than {enough} of what it reads is stated, no grade is given.")));
        self.section("How a grade is reached", blocks)
    }

    /// What the grades of the review need, and of the criteria where they need the same.
    fn needs(&self) -> Vec<Block> {
        let mut blocks = if self.rubric.gives_overall() {
            vec![self.paragraph("The review is"), self.profile(&self.rubric.overall, "the criteria")]
        } else {
            vec![self.paragraph("This rubric grades each criterion, not the review as a whole.")]
        };
        if let Some(shared) = shared_profile(self.rubric) {
            blocks.extend([self.paragraph("Each criterion is"), self.profile(shared, "its rules")]);
        }
        blocks
    }

    /// How a grade is reached, in short.
    pub(super) fn reached(&self) -> Option<Block> {
        self.section("How a grade is reached", self.needs())
    }

    /// What caps the grade.
    pub(super) fn limits(&self) -> Option<Block> {
        let limits: Vec<String> = self.rubric.limits.iter().map(|limit| limit_sentence(self.rubric, limit)).collect();
        if limits.is_empty() { None } else { self.section("Limiting judgements", vec![self.list(&limits)]) }
    }

    /// What each grade needs, a line a grade, the best first.
    fn profile(&self, profile: &Profile, all: &str) -> Block {
        let line = |grade: Grade| {
            let needs = needs_in_words(profile, grade, |need| need_met(need, self.rubric, all));
            (!needs.is_empty()).then(|| format!("{grade} if {}", needs.join("; ")))
        };
        let mut lines: Vec<String> = self.rubric.scale.earned().filter_map(line).collect();
        lines.push(format!("{} otherwise", self.rubric.scale.worst()));
        self.list(&lines)
    }

    /// How much each criterion weighs, and what the weight rests on.
    fn weights(&self) -> Option<Block> {
        let criteria = &self.rubric.criteria;
        let total: u64 = criteria.iter().map(|criterion| criterion.weight).sum();
        let line = |criterion: &Criterion| format!("{}: {}%", criterion.title, percent_of(criterion.weight, total));
        let weights: Vec<String> = criteria.iter().map(line).collect();
        let mut bases: Vec<(Basis, f64)> =
            Basis::ALL.iter().map(|basis| (*basis, weight_on(self.rubric, *basis))).collect();
        bases.retain(|(_, share)| *share > 0.0);
        bases.sort_by(|one, other| other.1.total_cmp(&one.1));
        let bases: Vec<String> =
            bases.iter().map(|(basis, share)| format!("{}: {:.0}%", basis.phrase(), share * 100.0)).collect();
        let rests = self.paragraph("If every rule applies, this weight rests on");
        self.section("Weights", vec![self.list(&weights), rests, self.list(&bases)])
    }

    fn criterion(&self, criterion: &Criterion) -> Option<Block> {
        let mut blocks: Vec<Block> = criterion.asks.iter().map(|asks| self.paragraph(asks)).collect();
        if shared_profile(self.rubric).is_none() {
            blocks.extend([self.paragraph("This criterion is"), self.profile(&criterion.profile, "its rules")]);
        }
        let total = criterion.rules.iter().map(|rule| rule.weight).sum();
        blocks.extend(criterion.rules.iter().map(|rule| self.rule(rule, percent_of(rule.weight, total))));
        self.section(&criterion.title, blocks)
    }

    fn rule(&self, rule: &Rule, percent: u64) -> Block {
        let mut blocks = vec![self.paragraph(&sentences(rule).join(" "))];
        blocks.extend(origin(self.rubric, &rule.id).map(|origin| self.paragraph(&origin)));
        if !rule.fixable {
            blocks.push(self.paragraph("You cannot fix this by editing: it is about what was done."));
        }
        blocks.extend(rule.why.iter().map(|why| self.paragraph(&format!("Why: {why}"))));
        blocks.extend(rule.source.iter().map(|source| self.paragraph(&format!("{}: {source}", source_title(rule)))));
        let title = self.shown(&format!("{} {} ({percent}%)", rule.id, rule.title)).into();
        Block::Section { title, aside: Line::default(), is_folded: false, blocks }
    }

    fn words(&self) -> Option<Block> {
        let line = |(name, words): &(String, Words)| format!("{}: {}", capital(name), words.descriptions().join(", "));
        let lines: Vec<String> = self.rubric.words.iter().map(line).collect();
        if lines.is_empty() { None } else { self.section("Word lists", vec![self.list(&lines)]) }
    }
}

/// Where a rule or criterion of a rubric that extends another comes from, in a sentence.
pub(in crate::report) fn origin(rubric: &Rubric, id: &str) -> Option<String> {
    let base = rubric.base.as_ref()?;
    let (base_id, version) = (&base.id, &base.version);
    Some(match base.origin(id) {
        Origin::Kept => format!("From {base_id} {version}, unchanged."),
        Origin::Changed => format!("From {base_id} {version}, changed in {}.", rubric.id),
        Origin::Renamed => {
            let there = base.renamed_from(id).unwrap_or_default();
            format!(
                "From {base_id} {version}, where it is `{there}`; {} gives it an id and texts of its own.",
                rubric.id
            )
        }
        Origin::Added => format!("Added in {}.", rubric.id),
    })
}

/// The profile that all criteria have, if they have the same.
fn shared_profile(rubric: &Rubric) -> Option<&Profile> {
    let said = |profile: &Profile| {
        let words = |need: &Need| need_among(need, rubric, "its rules");
        let grades = profile.grades.iter().map(|(grade, _)| (*grade, needs_in_words(profile, *grade, words)));
        grades.collect::<Vec<_>>()
    };
    let first = &rubric.criteria.first()?.profile;
    rubric.criteria.iter().all(|criterion| said(&criterion.profile) == said(first)).then_some(first)
}

/// A limit as a sentence.
pub(super) fn limit_sentence(rubric: &Rubric, limit: &Limit) -> String {
    limit_of(&format!("While {}", limit_title(rubric, limit)), limit)
}

/// The title of the part that a limit is about, in quotes.
pub(super) fn limit_title(rubric: &Rubric, limit: &Limit) -> String {
    format!("\u{201c}{}\u{201d}", rubric.title(limit.part))
}
