//! Two drafts as tables and lists, for formats that show them to people.

use std::cmp::Ordering;

use super::make::begun;
use super::page::{CriterionMovePage, DraftPage, DraftsPage, LossPage, PutBackPage, ReasonLine};
use crate::report::doc::{Block, Cell, Column, Line, NARROW, Table};
use crate::report::table::compare::page::RuleMovePage;
use crate::report::table::compare::sections::lines;
use crate::review::vocabulary::ListName;
use crate::review::{Grade, Scale};
use crate::text::{Shown, and_list};
use crate::wording::{between, spaced};

/// All parts, after the names of the two.
pub(in crate::report::table::compare) fn sections(page: &DraftsPage) -> Vec<Block> {
    let mut sections = vec![Block::statement(outcome(page))];
    sections.extend(moved_by(page));
    if page.before.id != page.after.id {
        sections.push(Block::statement(format!(
            "The ids differ, {} and {}: the two are taken for drafts of one review.",
            page.before.id, page.after.id
        )));
    }
    sections.extend(criteria(page));
    sections.extend(changes(page));
    sections
}

/// What changed below the grade: rules, what falls short, and what the later draft says less of.
pub(in crate::report::table::compare) fn changes(page: &DraftsPage) -> Vec<Block> {
    let rules = |wanted: Way| page.rules.iter().filter(|rule| way(rule) == wanted).map(rule).collect::<Vec<_>>();
    let reasons = |reasons: &Option<Vec<ReasonLine>>| {
        reasons.iter().flatten().map(|own| Line::from(&own.text).id(&own.rule)).collect::<Vec<_>>()
    };
    let less = page.less.iter().flatten().map(|loss| Line::from(&loss.text)).collect();
    let mut sections: Vec<Block> = [
        lines("Raised", rules(Way::Up)),
        lines("Lowered", rules(Way::Down)),
        lines("Otherwise", rules(Way::Other)),
        lines("Falls short no longer", reasons(&page.short_no_longer)),
        lines("Falls short now", reasons(&page.short_now)),
        lines("Vanished, set aside or of another class", less),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (Some(back), Some(less)) = (&page.put_back, &page.less) {
        sections.push(Block::statement(candour(page, back, less)));
        let criteria = back.criteria.iter().map(|own| worse(own.title.as_str(), &own.was, &own.now));
        let rules = back.rules.iter().map(|own| worse(own.title.as_str(), &own.was, &own.now).id(&own.rule));
        sections.extend(lines("Worse with all of it put back", criteria.chain(rules).collect()));
    }
    let named = |list: &str| ListName::named(list).map_or("item", |list| list.nouns().0);
    let renamed = page.renamed.iter().map(|own| format!("{} {} is now {}", named(own.list), own.was, own.now).into());
    sections.extend(lines("Called otherwise", renamed.collect()));
    let added = page.added.iter().map(|own| match &own.id {
        Some(id) => format!("{} {id}", named(own.list)).into(),
        None => format!("{} \u{201c}{}\u{201d}", named(own.list), own.said).into(),
    });
    sections.extend(lines("Added", added.collect()));
    sections
}

/// What became of the grade.
fn outcome(page: &DraftsPage) -> String {
    let (before, after) = (&page.before, &page.after);
    let (was, now) = (standing(before), standing(after));
    let verb = match after.floor.cmp(&before.floor) {
        Ordering::Greater => "rose",
        Ordering::Less => "fell",
        Ordering::Equal => "changed",
    };
    let provisional = match (before.provisional, after.provisional) {
        (true, true) => "; provisional in both",
        (true, false) => "; provisional before",
        (false, true) => "; provisional now",
        (false, false) => "",
    };
    let scores = before.score.map(f64::round).zip(after.score.map(f64::round));
    let score = scores.map_or_else(String::new, |(was, now)| {
        let from = if (was - now).abs() < 0.5 { String::new() } else { format!("{was} to ") };
        format!("; score {from}{now} of 100")
    });
    if was == now {
        format!("The grade is as it was, {now}{provisional}{score}")
    } else {
        format!("The grade {verb} from {was} to {now}{provisional}{score}")
    }
}

/// The headline of a draft with what it leaves open.
fn standing(draft: &DraftPage) -> String {
    let grade = spaced(draft.grade);
    match (draft.floor, draft.ceiling) {
        (Some(floor), Some(ceiling)) if floor != ceiling && draft.grade == floor.word() => {
            format!("{grade} (at best {ceiling})")
        }
        (Some(floor), Some(ceiling)) if floor != ceiling => format!("{grade} ({})", between(floor, ceiling)),
        _ => grade,
    }
}

/// Which rules did it.
fn moved_by(page: &DraftsPage) -> Option<Block> {
    let explained = page.explained?;
    let rules: Vec<&str> = page.moved_by.iter().map(Shown::as_str).collect();
    let said = match (explained, rules.as_slice()) {
        (_, []) => "No rule came to anything else.".to_owned(),
        ("rules", [one]) => format!("Moved by {one} alone."),
        ("rules", _) => format!("Moved by {} together; it takes each of them.", and_list(&rules)),
        ("combining", _) => format!("Moved not by rules alone; judged otherwise: {}.", and_list(&rules)),
        (_, _) => format!("Which rules moved it is not known; judged otherwise: {}.", and_list(&rules)),
    };
    Some(Block::statement(said))
}

/// The criteria, those that changed.
fn criteria(page: &DraftsPage) -> Option<Block> {
    let score = |score: Option<f64>| score.map_or_else(|| "-".to_owned(), |score| score.round().to_string());
    let scores = |own: &CriterionMovePage| own.score_was.zip(own.score_now);
    let changed = |own: &&CriterionMovePage| {
        own.was != own.now || scores(own).is_some_and(|(was, now)| score(Some(was)) != score(Some(now)))
    };
    let grade = |word: &Option<String>| {
        let word = word.clone().unwrap_or_else(|| "-".to_owned());
        let grade = Scale::being_read().grade(&word);
        Cell::Grade(word, grade)
    };
    let has_scores = page.criteria.iter().any(|own| own.score_was.is_some() && own.score_now.is_some());
    let row = |own: &CriterionMovePage| {
        let mut row = vec![Cell::text(own.title.as_str()), grade(&own.was), grade(&own.now)];
        if has_scores {
            row.push(Cell::number(format!("{} to {}", score(own.score_was), score(own.score_now))));
        }
        row
    };
    let rows: Vec<Vec<Cell>> = page.criteria.iter().filter(changed).map(row).collect();
    let mut columns = vec![Column::text("Criterion"), Column::text("Before").whole(), Column::text("After").whole()];
    if has_scores {
        columns.push(Column::number("Score").whole());
    }
    let title = "Criteria that changed".to_owned();
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
fn way(rule: &RuleMovePage) -> Way {
    let [was, now] = rule.ranges.map(|range| range.map(|range| (range.floor, range.ceiling)));
    match was.zip(now) {
        Some((was, now)) if now > was => Way::Up,
        Some((was, now)) if now < was => Way::Down,
        Some(_) | None => Way::Other,
    }
}

fn said(word: &Option<String>) -> String {
    word.as_deref().map_or_else(|| "no such rule".to_owned(), spaced)
}

/// `Every action has an owner: inadequate, now good  LA2`
fn rule(rule: &RuleMovePage) -> Line {
    Line::from(format!("{}: {}, now {}", rule.title, said(&rule.was), said(&rule.now))).id(&rule.rule)
}

/// `Every finding leads to an action: adequate (now good)`
fn worse(title: &str, back: &Option<String>, now: &Option<String>) -> Line {
    format!("{title}: {} (now {})", said(back), said(now)).into()
}

/// What the later draft owes to what it says less of.
fn candour(page: &DraftsPage, back: &PutBackPage, less: &[LossPage]) -> String {
    let chosen: Vec<String> = back.fewest.iter().filter_map(|at| less.get(*at)).map(undone).collect();
    let (floor, ceiling) = (page.after.floor, page.after.ceiling);
    let word = |grade: Option<Grade>| grade.map_or("without a grade", Grade::word);
    if chosen.is_empty() && back.floor == floor {
        return "With all of it put back the draft would come to the same grade.".to_owned();
    }
    if chosen.is_empty() {
        return format!("With all of it put back the draft would be {}, not {}.", word(back.floor), word(floor));
    }
    let then = if back.floor_with_fewest == floor {
        format!("at best {}, not {}", word(back.ceiling_with_fewest), word(ceiling))
    } else {
        format!("{}, not {}", word(back.floor_with_fewest), word(floor))
    };
    let more = if back.floor < back.floor_with_fewest {
        format!(" With all of it put back it would be {}.", word(back.floor))
    } else {
        String::new()
    };
    let with = format!("With {} the draft would be {then}.{more}", and_list(&chosen));
    if back.rose_by_it {
        format!("The grade rose because of it: a review does not get better by saying less. {with}")
    } else {
        format!("It holds the grade up. {with}")
    }
}

/// What it would take to undo a loss, as part of a sentence.
fn undone(loss: &LossPage) -> String {
    let noun = loss.list.and_then(ListName::named).map_or("item", |list| list.nouns().0);
    let name = match (&loss.id, &loss.said) {
        (Some(id), _) => format!("{noun} {id}"),
        (None, Some(said)) => format!("the {noun} \u{201c}{}\u{201d}", begun(said.as_str())),
        (None, None) => format!("the {noun}"),
    };
    let key = loss.key.map(|key| key.rsplit('.').next().unwrap_or(key)).unwrap_or_default();
    match loss.how {
        "vanished" => format!("{name} put back"),
        "reclassed" => format!("`{key}` of {name} as it was"),
        "restricted" => format!("{name} lifted"),
        "redefined" => format!("`{}` as it was", loss.key.unwrap_or_default()),
        "unanswered" => format!("the answer to {} kept", loss.id.as_ref().map_or("", Shown::as_str)),
        _ => format!("the document `{key}` read"),
    }
}
