//! Two drafts as tables and lists, for formats that show them to people.

use std::cmp::Ordering;

use super::make::begun;
use super::page::{CriterionMoveReport, DraftReport, DraftsReport, LossReport, PutBackReport, ReasonLine};
use crate::report::doc::{Block, Cell, Column, Line, NARROW, Table};
use crate::report::table::compare::rule_move::RuleMoveReport;
use crate::review::vocabulary::ListName;
use crate::review::{Grade, Scale};
use crate::text::{Shown, and_list};
use crate::wording::{between, spaced};

/// All parts, after the names of the two.
pub(in crate::report::table::compare) fn sections(page: &DraftsReport) -> Vec<Block> {
    let mut sections = vec![Block::statement(outcome(page))];
    sections.extend(moved_by(page));
    if page.before.id != page.after.id {
        sections.push(Block::statement(format!(
            "The ids differ (`{}` and `{}`), but the two are compared as drafts of one review.",
            page.before.id, page.after.id
        )));
    }
    sections.extend(criteria(page));
    sections.extend(changes(page));
    sections
}

/// What changed below the grade: rules, what falls short, and what the later draft says less of.
pub(in crate::report::table::compare) fn changes(page: &DraftsReport) -> Vec<Block> {
    let rules = |wanted: Way| page.rules.iter().filter(|rule| way(rule) == wanted).map(rule).collect::<Vec<_>>();
    let reasons = |reasons: &Option<Vec<ReasonLine>>| {
        reasons.iter().flatten().map(|own| Line::from(&own.text).id(&own.rule)).collect::<Vec<_>>()
    };
    let less = page.less.iter().flatten().map(|loss| Line::from(&loss.text)).collect();
    let mut sections: Vec<Block> = [
        Block::lines("Rules now judged better", rules(Way::Up)),
        Block::lines("Rules now judged worse", rules(Way::Down)),
        Block::lines("Rules judged differently", rules(Way::Other)),
        Block::lines("Now met: faults of the earlier draft that are gone", reasons(&page.short_no_longer)),
        Block::lines("No longer met: faults that are new in the later draft", reasons(&page.short_now)),
        Block::lines("Removed or reclassified", less),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (Some(back), Some(less)) = (&page.put_back, &page.less) {
        sections.push(Block::statement(candour(page, back, less)));
        let criteria = back.criteria.iter().map(|own| worse(own.title.as_str(), &own.was, &own.now));
        let rules = back.rules.iter().map(|own| worse(own.title.as_str(), &own.was, &own.now).id(&own.rule));
        sections.extend(Block::lines("If you undo these changes, these get worse", criteria.chain(rules).collect()));
    }
    let named = |list: &str| ListName::named(list).map_or("item", |list| list.nouns().0);
    let renamed = page.renamed.iter().map(|own| format!("{} {} is now {}", named(own.list), own.was, own.now).into());
    sections.extend(Block::lines("Renamed", renamed.collect()));
    let added = page.added.iter().map(|own| match &own.id {
        Some(id) => format!("{} {id}", named(own.list)).into(),
        None => format!("{} \u{201c}{}\u{201d}", named(own.list), own.said).into(),
    });
    sections.extend(Block::lines("Added", added.collect()));
    sections
}

/// How the grade changed.
fn outcome(page: &DraftsReport) -> String {
    let (before, after) = (&page.before, &page.after);
    let (was, now) = (standing(before), standing(after));
    let verb = match after.floor.cmp(&before.floor) {
        Ordering::Greater => "rose",
        Ordering::Less => "fell",
        Ordering::Equal => "changed",
    };
    let provisional = match (before.may_change, after.may_change) {
        (true, true) => " Both grades may still change, as questions are unanswered.",
        (true, false) => " The earlier grade could still change, as questions were unanswered.",
        (false, true) => " The later grade may still change, as questions are unanswered.",
        (false, false) => "",
    };
    let scores = before.score.map(f64::round).zip(after.score.map(f64::round));
    let score = scores.map_or_else(String::new, |(was, now)| {
        let before = if (was - now).abs() < 0.5 { String::new() } else { format!(" ({was} before)") };
        format!(" Score: {now} of 100{before}.")
    });
    if was == now {
        format!("The grade has not changed: {now}.{provisional}{score}")
    } else {
        format!("The grade {verb} from {was} to {now}.{provisional}{score}")
    }
}

/// The headline of a draft with what it leaves open.
fn standing(draft: &DraftReport) -> String {
    let grade = spaced(draft.grade);
    match (draft.floor, draft.ceiling) {
        (Some(floor), Some(ceiling)) if floor != ceiling && draft.grade == floor.word() => {
            format!("{grade} (at best {ceiling})")
        }
        (Some(floor), Some(ceiling)) if floor != ceiling => format!("{grade} ({})", between(floor, ceiling)),
        _ => grade,
    }
}

/// Names the rules that changed the grade.
fn moved_by(page: &DraftsReport) -> Option<Block> {
    let explained = page.explained?;
    let rules: Vec<&str> = page.moved_by.iter().map(Shown::as_str).collect();
    let said = match (explained, rules.as_slice()) {
        (_, []) => "No rule is judged differently.".to_owned(),
        ("rules", [one]) => format!("The rule {one} alone changed the grade."),
        ("rules", _) => format!(
            "The rules {} changed the grade together: without any one of them it would not have changed.",
            and_list(&rules)
        ),
        ("combining", _) => {
            format!("The rules alone do not explain the change. Now judged differently: {}.", and_list(&rules))
        }
        (_, _) => {
            format!("It is not known which rules changed the grade. Now judged differently: {}.", and_list(&rules))
        }
    };
    Some(Block::statement(said))
}

/// The criteria, those that changed.
fn criteria(page: &DraftsReport) -> Option<Block> {
    let score = |score: Option<f64>| score.map_or_else(|| "-".to_owned(), |score| score.round().to_string());
    let scores = |own: &CriterionMoveReport| own.score_was.zip(own.score_now);
    let changed = |own: &&CriterionMoveReport| {
        own.was != own.now || scores(own).is_some_and(|(was, now)| score(Some(was)) != score(Some(now)))
    };
    let grade = |word: &Option<String>| {
        let word = word.clone().unwrap_or_else(|| "-".to_owned());
        let grade = Scale::being_read().grade(&word);
        Cell::Grade(word, grade)
    };
    let has_scores = page.criteria.iter().any(|own| own.score_was.is_some() && own.score_now.is_some());
    let row = |own: &CriterionMoveReport| {
        let mut row = vec![Cell::text(own.title.as_str()), grade(&own.was), grade(&own.now)];
        if has_scores {
            row.push(Cell::number(format!("{} to {}", score(own.score_was), score(own.score_now))));
        }
        row
    };
    let rows: Vec<Vec<Cell>> = page.criteria.iter().filter(changed).map(row).collect();
    let mut columns = vec![Column::text("Area"), Column::text("Before").whole(), Column::text("After").whole()];
    if has_scores {
        columns.push(Column::number("Score").whole());
    }
    let title = "Areas that changed".to_owned();
    (!rows.is_empty()).then(|| Block::Table(Table { title, columns, rows, least: NARROW, ..Table::default() }))
}

/// Which way a rule went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Other,
}

/// By the floor, and where that is the same by the ceiling; a rule that takes no part in one of the two went neither way.
fn way(rule: &RuleMoveReport) -> Way {
    let [was, now] = rule.ranges.map(|range| range.map(|range| (range.floor, range.ceiling)));
    match was.zip(now) {
        Some((was, now)) if now > was => Way::Up,
        Some((was, now)) if now < was => Way::Down,
        Some(_) | None => Way::Other,
    }
}

fn judged_as(word: &Option<String>) -> String {
    word.as_deref().map_or_else(|| "not judged".to_owned(), spaced)
}

/// `Every action has an owner: was inadequate, now good  LA2`
fn rule(rule: &RuleMoveReport) -> Line {
    Line::from(format!("{}: was {}, now {}", rule.title, judged_as(&rule.was), judged_as(&rule.now))).id(&rule.rule)
}

/// `Every finding leads to an action: good now, adequate if undone`
fn worse(title: &str, back: &Option<String>, now: &Option<String>) -> Line {
    format!("{title}: {} now, {} if undone", judged_as(now), judged_as(back)).into()
}

/// Says how much of the later grade depends on what was removed or reclassified.
fn candour(page: &DraftsReport, back: &PutBackReport, less: &[LossReport]) -> String {
    let chosen: Vec<String> = back.fewest.iter().filter_map(|at| less.get(*at)).map(undone).collect();
    let (floor, ceiling) = (page.after.floor, page.after.ceiling);
    let word = |grade: Option<Grade>| grade.map_or("without a grade", Grade::word);
    if chosen.is_empty() && back.floor == floor {
        return "If you undo all of these changes, the grade stays the same.".to_owned();
    }
    if chosen.is_empty() {
        return format!(
            "If you undo all of these changes, the draft would be {}, not {}.",
            word(back.floor),
            word(floor)
        );
    }
    let then = if back.floor_with_fewest == floor {
        format!("at best {}, not {}", word(back.ceiling_with_fewest), word(ceiling))
    } else {
        format!("{}, not {}", word(back.floor_with_fewest), word(floor))
    };
    let more = if back.floor < back.floor_with_fewest {
        format!(" If you undo all of these changes, it would be {}.", word(back.floor))
    } else {
        String::new()
    };
    let with = format!("With {} the draft would be {then}.{more}", and_list(&chosen));
    if back.rose_by_it {
        format!("The grade rose only because of these changes. {with}")
    } else {
        format!("These changes keep the grade up. {with}")
    }
}

/// What it would take to undo a loss, as part of a sentence.
fn undone(loss: &LossReport) -> String {
    let noun = loss.list.and_then(ListName::named).map_or("item", |list| list.nouns().0);
    let name = match (&loss.id, &loss.said) {
        (Some(id), _) => format!("{noun} {id}"),
        (None, Some(said)) => format!("the {noun} \u{201c}{}\u{201d}", begun(said.as_str())),
        (None, None) => format!("the {noun}"),
    };
    let key = loss.key.map(|key| key.rsplit('.').next().unwrap_or(key)).unwrap_or_default();
    match loss.how {
        "vanished" => format!("{name} restored"),
        "reclassed" => format!("`{key}` of {name} as before"),
        "restricted" => format!("{name} lifted"),
        "redefined" => format!("`{}` as before", loss.key.unwrap_or_default()),
        "unanswered" => format!("the answer to {} kept", loss.id.as_ref().map_or("", Shown::as_str)),
        _ => format!("the document `{key}` read"),
    }
}
