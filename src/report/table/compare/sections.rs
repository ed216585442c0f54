//! A comparison as tables and lists, for formats that show it to people.

use super::drafts;
use super::numbers::{equals, p_value, signed};
use super::page::{CompareReport, GradeChange, MovedCount, MovedReport, PairsReport, SideReport, SidesReport};
use super::rule_move::RuleMoveReport;
use crate::report::doc::{Block, Cell as Piece, Column, Doc, Line, NARROW, Table};
use crate::report::table::Cell;
use crate::report::table::cells::{self, DERIVED, HIDDEN, NOT_PUBLISHED, number};
use crate::report::{Report, Sheet, View};
use crate::tables::{Category, LEVEL, Verdict};
use crate::text::{Shown, and_list, capital, plural};
use crate::wording::spaced;

/// The most reviews of each kind that are listed.
const LISTED: usize = 20;

/// In a narrower terminal the shares with their tests are paragraphs.
const TOLD: usize = 88;

/// The number of spaces between two columns.
const BETWEEN: usize = 3;

/// Of fewer reviews that moved up or down no split can be told from chance.
const DIRECTION: u64 = 6;

impl Report for CompareReport {
    fn doc(&self, view: View) -> Doc {
        let mut blocks = sections(self, view.all);
        if !self.notes.is_empty() {
            blocks.push(Block::Notes(self.notes.iter().map(Line::from).collect()));
        }
        Doc { title: format!("{} and {}", self.before.name, self.after.name), blocks }
    }

    fn day(&self) -> &str {
        &self.as_of
    }

    fn sheets(&self) -> Vec<Sheet> {
        vec![super::csv::sheet(self)]
    }
}

/// Returns what changed between two drafts below the grade.
#[must_use]
pub(crate) fn changes_doc(page: &drafts::DraftsReport) -> Doc {
    let mut blocks = drafts::changes(page);
    if blocks.is_empty() {
        blocks.push(Block::paragraph("nothing that is graded changed"));
    }
    Doc { title: "What changed".to_owned(), blocks }
}

/// All parts, with all reviews that moved or the first of each kind.
fn sections(page: &CompareReport, all: bool) -> Vec<Block> {
    let is_one = page.drafts.is_some();
    let mut sections = vec![side("Before", &page.before, is_one), side("After", &page.after, is_one)];
    if let Some(drafts) = &page.drafts {
        sections.extend(drafts::sections(drafts));
        sections.extend(again(page));
    }
    let Some(sets) = &page.sets else { return sections };
    if let Some(pairs) = &sets.pairs {
        sections.extend(of_pairs(pairs, if all { usize::MAX } else { LISTED }));
    }
    sections.extend(again(page));
    sections.extend(in_words(page, sets));
    sections.push(Block::Table(shares(page, sets)));
    sections
}

/// One of the two: its path, how many reviews unless it is one draft, and by what they were graded.
fn side(called: &str, side: &SideReport, is_one: bool) -> Block {
    let rubrics: Vec<String> = side.rubrics.iter().map(|rubric| format!("{} {}", rubric.id, rubric.version)).collect();
    let by = if rubrics.is_empty() { String::new() } else { format!(", graded by {}", and_list(&rubrics)) };
    let reviews = match side.figures.n {
        Some(0) => ": no reviews".to_owned(),
        Some(_) if is_one => String::new(),
        n => format!(": {}", cells::reviews(n)),
    };
    Block::statement(format!("{called}: {}{reviews}{by}", side.name))
}

/// What the numbers tell, in sentences.
fn in_words(page: &CompareReport, sets: &SidesReport) -> Vec<Block> {
    let told: Vec<&GradeChange> = sets.changes.iter().filter(|change| change.tells.is_some()).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let is = |change: &GradeChange, verdict: Verdict| change.tells == Some(verdict.word());
    let moved = told.iter().filter(|change| is(change, Verdict::Rose) || is(change, Verdict::Fell));
    let mut sentences: Vec<Block> = moved.map(|change| Block::statement(sentence(page, change))).collect();
    if sentences.is_empty() {
        let is_any_told = told.iter().any(|change| is(change, Verdict::Chance));
        let sentence = if is_any_told {
            "Every change that is shown could be chance."
        } else {
            "There are too few reviews to tell whether any share changed."
        };
        sentences.push(Block::statement(sentence.to_owned()));
    }
    sentences
}

/// `Inadequate fell from about 1 in 3 (59 of 173) to about 1 in 6 (18 of 114). Unlikely to be chance (p = 0.0006).`
fn sentence(page: &CompareReport, change: &GradeChange) -> String {
    let cell = |side: &SideReport| side.figures.get(change.category);
    let said = |cell: Cell| {
        let share = cell.in_words().unwrap_or_else(|| cells::percent(cell));
        format!("{share} ({})", cells::count_of(cell, ""))
    };
    format!(
        "{} {} from {} to {}. Unlikely to be chance{}.",
        capital(&spaced(change.category)),
        change.tells.unwrap_or("changed"),
        said(cell(&page.before)),
        said(cell(&page.after)),
        change.p.map_or_else(String::new, |p| format!(" (p {})", equals(&p_value(p)))),
    )
}

/// The shares: a row a grade.
fn shares(page: &CompareReport, sets: &SidesReport) -> Table {
    let is_told = sets.changes.iter().any(|change| change.p.is_some());
    let mut columns = vec![Column::text("Grade")];
    columns.extend(["Before", "After", "Change in points"].map(|head| Column::number(head).whole()));
    if is_told {
        columns.extend([Column::number("p").whole(), Column::text("Chance?").whole()]);
    }
    let is_open = |category: &Category| {
        category.grade().is_some()
            || [&page.before, &page.after].iter().any(|side| side.figures.get(category.word()).count() != Some(0))
    };
    let row = |category: Category| {
        let change = sets.changes.iter().find(|change| change.category == category.word());
        let mut row = vec![
            Piece::Grade(spaced(category.word()), category.grade()),
            stacked(&page.before, category.word()),
            stacked(&page.after, category.word()),
            points(page, change, category.word()),
        ];
        if is_told {
            row.push(Piece::number(change.and_then(|change| change.p).map_or_else(String::new, p_value)));
            row.push(Piece::text(change.and_then(|change| change.tells).map_or("", verdict)));
        }
        row
    };
    let rows: Vec<Vec<Piece>> = Category::all().filter(|category| is_open(category)).map(row).collect();
    let legend = if is_told {
        "Under each number: its share, and the share in words. Under each change: its 95% interval."
    } else {
        "Under each number: its share, and the share in words."
    };
    let least = if is_told { TOLD } else { NARROW };
    Table { title: "Shares".to_owned(), columns, rows, legend: vec![legend.into()], least }
}

/// A count, its share and the share in words.
fn stacked(side: &SideReport, word: &str) -> Piece {
    let cell = side.figures.get(word);
    let mark = if side.figures.derived.contains(&word) { DERIVED } else { "" };
    let count = cells::count_of(cell, mark);
    let Cell::Known { .. } = cell else { return number(cell, count) };
    Piece::Stack([count, cells::percent(cell)].into_iter().chain(cell.in_words()).collect())
}

/// The change with its interval, in percentage points.
fn points(page: &CompareReport, change: Option<&GradeChange>, word: &str) -> Piece {
    let is_hidden = [&page.before, &page.after]
        .iter()
        .any(|side| matches!(side.figures.get(word), Cell::Hidden | Cell::Bare(_)) || side.figures.n.is_none());
    let Some((change, difference)) = change.and_then(|change| Some((change, change.difference?))) else {
        return if is_hidden { Piece::Suppressed(HIDDEN.to_owned()) } else { Piece::number(NOT_PUBLISHED) };
    };
    let interval = change.interval.map(|[low, high]| format!("{} to {}", signed(low), signed(high)));
    Piece::Stack(std::iter::once(signed(difference)).chain(interval).collect())
}

fn verdict(word: &str) -> &'static str {
    let verdicts = [(Verdict::Rose, "unlikely"), (Verdict::Fell, "unlikely"), (Verdict::Chance, "could be")];
    verdicts.iter().find(|(own, _)| own.word() == word).map_or("too few to tell", |(_, said)| said)
}

/// The reviews that are in both.
fn of_pairs(pairs: &PairsReport, most: usize) -> Vec<Block> {
    let mut sections = vec![Block::statement(split(pairs))];
    sections.extend(direction(pairs).map(Block::statement));
    if pairs.moves.iter().any(|count| count.was != count.now) {
        sections.push(Block::Table(matrix(pairs)));
    }
    let better = |word: &str| Category::all().position(|category| category.word() == word);
    let list = |title: &str, is: &dyn Fn(&MovedReport) -> bool| {
        let moved: Vec<&MovedReport> = pairs.moved.iter().filter(|moved| is(moved)).collect();
        let shown = moved.iter().take(most).map(|moved| Line::from(line(moved)));
        let more = moved.len().checked_sub(most).filter(|more| *more > 0);
        let more = more.map(|more| Line::from(format!("and {more} more; `--all` lists them")));
        Block::lines(title, shown.chain(more).collect())
    };
    let none = Category::NotEnoughStated.word();
    let has_grades = |moved: &MovedReport| moved.was != none && moved.now != none;
    sections.extend(list("Down", &|moved| has_grades(moved) && better(moved.now) > better(moved.was)));
    sections.extend(list("Up", &|moved| has_grades(moved) && better(moved.now) < better(moved.was)));
    sections.extend(list("No grade yet in one of the two", &|moved| !has_grades(moved)));
    sections.extend(ids("Only before", pairs.gone, &pairs.gone_ids, most));
    sections.extend(ids("Only after", pairs.new, &pairs.new_ids, most));
    sections
}

/// Whether more went one way than chance alone would easily do.
fn direction(pairs: &PairsReport) -> Option<String> {
    let moved = pairs.up + pairs.down;
    if moved == 0 {
        return None;
    }
    if moved < DIRECTION {
        return Some(format!("Fewer than {DIRECTION} moved up or down: too few to tell whether that is chance."));
    }
    let verdict = if pairs.p < LEVEL { "unlikely to be chance" } else { "this could be chance" };
    Some(format!(
        "{} of the {moved} that moved up or down went up: {verdict} (sign test, p {}).",
        pairs.up,
        p_value(pairs.p)
    ))
}

/// `In both: 9 reviews: 2 up, 6 the same, 1 down`
fn split(pairs: &PairsReport) -> String {
    let mut parts =
        vec![format!("{} up", pairs.up), format!("{} the same", pairs.same), format!("{} down", pairs.down)];
    if pairs.gained > 0 {
        parts.push(format!("{} with a grade now but not before", pairs.gained));
    }
    if pairs.lost > 0 {
        parts.push(format!("{} with a grade before but not now", pairs.lost));
    }
    let both = usize::try_from(pairs.both).unwrap_or(usize::MAX);
    format!("In both: {}: {}", plural(both, "review", "reviews"), parts.join(", "))
}

/// How many reviews came from each grade, a row each, to each, a column each.
fn matrix(pairs: &PairsReport) -> Table {
    let words = |occurs: &dyn Fn(&MovedCount, &str) -> bool| -> Vec<&'static str> {
        let all = Category::all().map(Category::word);
        all.filter(|word| pairs.moves.iter().any(|count| occurs(count, word))).collect()
    };
    let (rows, words) = (words(&|count, word| count.was == word), words(&|count, word| count.now == word));
    let now = words.iter().map(|word| Column::number(format!("now {}", spaced(word))).whole());
    let columns: Vec<Column> = std::iter::once(Column::text("")).chain(now).collect();
    let row = |was: &&str| {
        let cell = |now: &&str| {
            let count = pairs.moves.iter().find(|count| count.was == *was && count.now == *now);
            Piece::number(count.map_or_else(|| "-".to_owned(), |count| count.count.to_string()))
        };
        let cells = words.iter().map(cell);
        std::iter::once(Piece::text(format!("was {}", spaced(was)))).chain(cells).collect()
    };
    let rows: Vec<Vec<Piece>> = rows.iter().map(row).collect();
    // A column is as wide as its head, the first as its longest cell.
    let first = rows.iter().filter_map(|row| row.first()).map(|cell| cell.words(" ", 0).len()).max().unwrap_or(0);
    let least = columns.iter().map(|column| column.head.len() + BETWEEN).sum::<usize>() + first;
    Table { title: "The reviews in both".to_owned(), columns, rows, least: least.max(NARROW), ..Table::default() }
}

/// A review that moved, and what moved it.
fn line(moved: &MovedReport) -> String {
    if moved.explained == "recorded" {
        return recorded_line(moved);
    }
    let rules: Vec<String> = moved.by.iter().map(rule).collect();
    let why = match (moved.explained, rules.is_empty()) {
        (_, true) => String::new(),
        ("rules", false) => format!("; because of {}", and_list(&rules)),
        ("combining", false) => {
            format!("; rules alone do not explain it. Now judged differently: {}", and_list(&rules))
        }
        (_, false) => format!("; now judged differently: {}", and_list(&rules)),
    };
    format!("{}: {} to {}{why}", moved.id, spaced(moved.was), spaced(moved.now))
}

/// At most this many rules are named behind a grade that somebody recorded.
const MOST_RULES: usize = 3;

/// A review to which a rubric and a person gave different grades, how far they are apart, and the rules behind the worse one.
fn recorded_line(moved: &MovedReport) -> String {
    let at = |word: &str| Category::all().position(|category| category.word() == word).unwrap_or(0);
    let is_graded = |word: &str| word != Category::NotEnoughStated.word();
    let steps = at(moved.was).abs_diff(at(moved.now));
    let apart = is_graded(moved.was) && is_graded(moved.now);
    let apart = if apart { format!(" ({} apart)", plural(steps, "step", "steps")) } else { String::new() };
    let worse = if at(moved.was) > at(moved.now) { moved.was } else { moved.now };
    let name = |own: &RuleMoveReport| {
        let grade = own.was.as_deref().or(own.now.as_deref()).unwrap_or_default();
        format!("{} {} ({})", own.rule, own.title, spaced(grade))
    };
    let mut rules: Vec<String> = moved.by.iter().take(MOST_RULES).map(name).collect();
    if moved.by.len() > MOST_RULES {
        rules.push(format!("{} more", moved.by.len() - MOST_RULES));
    }
    let behind = if rules.is_empty() {
        String::new()
    } else {
        format!("; rules that are {} or worse: {}", spaced(worse), and_list(&rules))
    };
    format!("{}: {} to {}{apart}{behind}", moved.id, spaced(moved.was), spaced(moved.now))
}

/// `LA2 Every action has an owner (inadequate to good)`
fn rule(rule: &RuleMoveReport) -> String {
    let name = format!("{} {}", rule.rule, rule.title);
    match (&rule.was, &rule.now) {
        (Some(was), Some(now)) => format!("{name} ({}, now {})", spaced(was), spaced(now)),
        (Some(was), None) => format!("{name} ({}; no rule now)", spaced(was)),
        (None, Some(now)) => format!("{name} (no rule before; {})", spaced(now)),
        (None, None) => name,
    }
}

fn ids(title: &str, n: u64, ids: &[Shown], most: usize) -> Option<Block> {
    let count = usize::try_from(n).unwrap_or(usize::MAX);
    let mut named: Vec<&str> = ids.iter().take(most).map(Shown::as_str).collect();
    if ids.len() > named.len() {
        named.push("...");
    }
    let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    (n > 0).then(|| Block::statement(format!("{title}: {}{named}", plural(count, "review", "reviews"))))
}

/// Lists the reviews whose grade changed because another rubric graded them again.
fn again(page: &CompareReport) -> Vec<Block> {
    let Some(again) = &page.regraded else { return Vec::new() };
    let count = usize::try_from(again.n).unwrap_or(usize::MAX);
    let reviews = plural(count, "review was graded again", "reviews were graded again");
    if again.moved.is_empty() {
        return vec![Block::statement(format!("{reviews}; no grade changed because of that."))];
    }
    let moved = again
        .moved
        .iter()
        .map(|moved| format!("{}: {}: {} to {}", moved.set, moved.id, spaced(moved.was), spaced(moved.now)).into());
    let title = format!("Changed by grading again, not by the reviews ({reviews})");
    Block::lines(&title, moved.collect()).into_iter().collect()
}
