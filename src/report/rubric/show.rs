//! A rubric as a document that people can take to a meeting.

use crate::engine::weight_on;
use crate::report::Style;
use crate::report::explain::{limit_of, sentences};
use crate::review::{Basis, Grade, Scale};
use crate::rubric::wording::need_among;
use crate::rubric::{Criterion, Limit, Need, Part, Profile, Rubric, Rule};
use crate::text::{Mask, Words, capital, or_list, plural};

/// How the document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text at a width.
    Text(Style),
    /// Markdown.
    Markdown,
}

/// All that a rubric says, in sentences.
#[must_use]
pub fn show(rubric: &Rubric, form: Form, mask: &Mask) -> String {
    let blocks = blocks(rubric);
    match form {
        Form::Text(style) => blocks.iter().map(|block| block.text(style, mask)).collect::<String>(),
        Form::Markdown => {
            let is_item = |block: &Block| matches!(block, Block::Item(_));
            let stretches = blocks.chunk_by(|one, other| is_item(one) == is_item(other));
            // Some readers take lines for a list only where a blank one stands before them.
            let stretch = |blocks: &[Block]| {
                let start = if blocks.first().is_some_and(is_item) { "\n" } else { "" };
                blocks.iter().map(|block| block.markdown(mask)).fold(start.to_owned(), |text, block| text + &block)
            };
            stretches.map(stretch).collect::<String>()
        }
    }
}

/// A piece of the document; its text is not cleaned yet.
enum Block {
    Title(String),
    Heading(String),
    Rule(String),
    Paragraph(String),
    Item(String),
}

impl Block {
    fn text(&self, style: Style, mask: &Mask) -> String {
        let show = |text: &str| mask.shown(text.trim()).to_string();
        match self {
            Block::Title(text) => style.bold(style.wrap(&show(text), "", "").trim_end()) + "\n",
            Block::Heading(text) => format!("\n{}\n", style.bold(style.wrap(&show(text), "", "").trim_end())),
            Block::Rule(text) => format!("\n{}\n", style.bold(style.wrap(&show(text), "  ", "  ").trim_end())),
            Block::Paragraph(text) => style.wrap(&show(text), "  ", "  "),
            Block::Item(text) => style.wrap(&show(text), "  - ", "    "),
        }
    }

    fn markdown(&self, mask: &Mask) -> String {
        match self {
            Block::Title(text) => format!("# {}\n", markdown(text, mask)),
            Block::Heading(text) => format!("\n## {}\n", markdown(text, mask)),
            Block::Rule(text) => format!("\n### {}\n", markdown(text, mask)),
            Block::Paragraph(text) => format!("\n{}\n", markdown(text, mask)),
            Block::Item(text) => format!("- {}\n", markdown(text, mask)),
        }
    }
}

/// A text of one line that Markdown shows as it is, but for what stands between backticks.
fn markdown(text: &str, mask: &Mask) -> String {
    let shown = mask.shown(text.trim()).to_string();
    let mut escaped = String::with_capacity(shown.len());
    for character in shown.chars() {
        if matches!(character, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn blocks(rubric: &Rubric) -> Vec<Block> {
    let mut blocks = vec![Block::Title(rubric.title.clone())];
    let kinds: Vec<&str> = rubric.kinds.iter().map(|kind| kind.word()).collect();
    let kinds = if kinds.is_empty() { "every kind".to_owned() } else { format!("the kind {}", or_list(&kinds)) };
    let criteria = plural(rubric.criteria.len(), "criterion", "criteria");
    let rules = plural(rubric.rules().count(), "rule", "rules");
    blocks.push(Block::Paragraph(format!(
        "Rubric {} {}, for reviews of {kinds}: {rules} in {criteria}.",
        rubric.id, rubric.version
    )));
    let about = rubric.about.iter().flat_map(|about| about.split("\n\n"));
    blocks.extend(about.map(|paragraph| Block::Paragraph(paragraph.to_owned())));
    blocks.push(Block::Paragraph(format!("It does not judge {}.", rubric.not_judged)));
    grades(rubric, &mut blocks);
    weights(rubric, &mut blocks);
    for criterion in &rubric.criteria {
        of_criterion(rubric, criterion, &mut blocks);
    }
    words(rubric, &mut blocks);
    blocks
}

/// How a grade is reached: the whole, the criteria, and what caps it.
fn grades(rubric: &Rubric, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("How a grade is reached".to_owned()));
    blocks.push(Block::Paragraph("The review is".to_owned()));
    blocks.extend(profile(&rubric.overall, rubric, "the criteria"));
    if let Some(shared) = shared_profile(rubric) {
        blocks.push(Block::Paragraph("Each criterion is".to_owned()));
        blocks.extend(profile(shared, rubric, "its rules"));
    }
    blocks.push(Block::Paragraph(
        "\u{201c}More than half\u{201d} and shares are by weight. What does not apply takes no part. What is not stated is held \
         neither against a review nor for it: the grade then lies between a worst and a best."
            .to_owned(),
    ));
    let enough = crate::rubric::wording::percent(rubric.enough);
    blocks.push(Block::Paragraph(format!("If less than {enough} of what it reads is stated, no grade is given.")));
    if !rubric.limits.is_empty() {
        blocks.push(Block::Heading("What nothing else makes up for".to_owned()));
        blocks.extend(rubric.limits.iter().map(|limit| Block::Item(limit_sentence(rubric, limit))));
    }
}

/// What each grade needs, a line a grade, the best first.
fn profile(profile: &Profile, rubric: &Rubric, all: &str) -> Vec<Block> {
    let line = |grade: Grade| {
        let own = profile.grades.iter().find(|(own, _)| *own == grade);
        let needs = own.map(|(_, needs)| needs.iter().map(|need| said(need, rubric, all)).collect::<Vec<_>>());
        Some(format!("{grade} if {}", needs?.join("; ")))
    };
    let mut lines: Vec<Block> = Scale::usual().earned().filter_map(line).map(Block::Item).collect();
    lines.push(Block::Item(format!("{} otherwise", Grade::WORST)));
    lines
}

/// A need as a clause: `all of its rules are at least good`.
fn said(need: &Need, rubric: &Rubric, all: &str) -> String {
    let (text, end) = (need_among(need, rubric, all), format!(" at least {}", need.at_least));
    text.strip_suffix(&end).map_or_else(|| text.clone(), |parts| format!("{parts} are{end}"))
}

/// The profile that all criteria have, if they have the same.
fn shared_profile(rubric: &Rubric) -> Option<&Profile> {
    let said = |profile: &Profile| {
        let needs = profile.grades.iter().map(|(grade, needs)| {
            (*grade, needs.iter().map(|need| need_among(need, rubric, "its rules")).collect::<Vec<_>>())
        });
        needs.collect::<Vec<_>>()
    };
    let first = &rubric.criteria.first()?.profile;
    rubric.criteria.iter().all(|criterion| said(&criterion.profile) == said(first)).then_some(first)
}

/// A limit as a sentence.
fn limit_sentence(rubric: &Rubric, limit: &Limit) -> String {
    limit_of(&format!("While {}", limit_title(rubric, limit)), limit)
}

/// The title of the part that a limit is about, in quotes.
pub(super) fn limit_title(rubric: &Rubric, limit: &Limit) -> String {
    let criterion = |at: usize| rubric.criteria.get(at);
    let title = match limit.part {
        Part::Criterion(at) => criterion(at).map(|criterion| criterion.title.as_str()),
        Part::Rule(at, rule) => criterion(at).and_then(|own| own.rules.get(rule)).map(|rule| rule.title.as_str()),
    };
    format!("\u{201c}{}\u{201d}", title.unwrap_or(&limit.when))
}

/// How much each criterion weighs, and what the weight rests on.
fn weights(rubric: &Rubric, blocks: &mut Vec<Block>) {
    let total: u64 = rubric.criteria.iter().map(|criterion| criterion.weight).sum();
    blocks.push(Block::Heading("What counts for how much".to_owned()));
    let line = |criterion: &Criterion| format!("{}: {}%", criterion.title, percent(criterion.weight, total));
    blocks.extend(rubric.criteria.iter().map(|criterion| Block::Item(line(criterion))));
    blocks.push(Block::Paragraph("If every rule applies, this weight rests on".to_owned()));
    let mut bases: Vec<(Basis, f64)> = Basis::ALL.iter().map(|basis| (*basis, weight_on(rubric, *basis))).collect();
    bases.retain(|(_, share)| *share > 0.0);
    bases.sort_by(|one, other| other.1.total_cmp(&one.1));
    blocks.extend(bases.iter().map(|(basis, share)| Block::Item(format!("{}: {:.0}%", basis.phrase(), share * 100.0))));
}

/// A share in whole percent, rounded.
fn percent(part: u64, total: u64) -> u64 {
    (part * 100 + total / 2).checked_div(total).unwrap_or(0)
}

fn of_criterion(rubric: &Rubric, criterion: &Criterion, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(criterion.title.clone()));
    blocks.extend(criterion.asks.iter().map(|asks| Block::Paragraph(asks.clone())));
    if shared_profile(rubric).is_none() {
        blocks.push(Block::Paragraph("This criterion is".to_owned()));
        blocks.extend(profile(&criterion.profile, rubric, "its rules"));
    }
    let total = criterion.rules.iter().map(|rule| rule.weight).sum();
    for rule in &criterion.rules {
        of_rule(rule, percent(rule.weight, total), blocks);
    }
}

fn of_rule(rule: &Rule, percent: u64, blocks: &mut Vec<Block>) {
    blocks.push(Block::Rule(format!("{} {} ({percent}%)", rule.id, rule.title)));
    blocks.push(Block::Paragraph(sentences(rule).join(" ")));
    if !rule.fixable {
        blocks.push(Block::Paragraph(
            "No edit mends it: it is about what was done, not about what is written.".to_owned(),
        ));
    }
    blocks.extend(rule.why.iter().map(|why| Block::Paragraph(format!("Why: {why}"))));
    blocks.extend(rule.source.iter().map(|source| Block::Paragraph(format!("Source: {source}"))));
}

fn words(rubric: &Rubric, blocks: &mut Vec<Block>) {
    if rubric.words.is_empty() {
        return;
    }
    blocks.push(Block::Heading("Word lists".to_owned()));
    let line = |(name, words): &(String, Words)| Block::Item(format!("{}: {}", capital(name), words.said().join(", ")));
    blocks.extend(rubric.words.iter().map(line));
}
