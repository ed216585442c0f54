//! The agencies, the panel, its chair and the author. People are taken by their role, never by name.

mod words;
use words::{GENERIC, SEPARATORS, is_more_role, role_in};
pub(super) use words::{is_role, looks_like_person};

mod contributors;
use contributors::{LONGEST_ITEM, MOST_COLUMNS, contributors};

use std::sync::LazyLock;

use regex::Regex;

use super::agencies::{Agencies, is_agency_like, yes};
use super::columns::Column;
use super::draft::{Draft, Part, Value};
use super::facts::beside;
use super::grid::{Cell, Grid, RowKind, Use};
use super::sections::{Line, Sections};
use super::text::{holds, pattern, sentences, unsettled, words};
use super::topics::Topic;
use crate::document::passages::{Passage, PassageKind, Table};
use crate::text::Span;

/// Adds the agencies and the people of a document.
pub(super) fn read(sections: &Sections<'_>, agencies: &mut Agencies, draft: &mut Draft) {
    contributors(sections, agencies);
    let are_listed = !agencies.is_empty();
    let mut people = People { agencies, are_listed, draft };
    for line in &sections.lines {
        people.leaders(line, sections.above(line.passage).map(|above| above.text.as_str()));
    }
    for passage in &sections.passages.list {
        if passage.kind == PassageKind::Title {
            sentences(&passage.text).into_iter().for_each(|sentence| people.read(sentence, passage.span));
        }
    }
    for (at, passage) in sections.passages.list.iter().enumerate() {
        if let Some(value) = beside(sections.passages, at) {
            people.read(&format!("{}: {}", passage.text.trim().trim_end_matches(':'), value.text), value.span);
        }
    }
    for (table, topic) in &sections.tables {
        match Grid::new(table, *topic).map(|grid| (grid.use_of(), grid)) {
            Some((Some(Use::Panel), grid)) => people.rows(&grid),
            None if *topic == Some(Topic::Panel) => people.bare_rows(table),
            Some(_) | None => {}
        }
    }
    for line in &sections.lines {
        people.listed(line);
    }
}

/// The people while the document is read.
struct People<'a> {
    agencies: &'a mut Agencies,
    /// The document lists the agencies, so that those of the panel are no others.
    are_listed: bool,
    draft: &'a mut Draft,
}

/// `Independent Chair of the panel: Jo Low, consultant`: the label, and what follows.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*((?:[\w’'/-]+\s+){0,5}(?:authors?|reviewers?|chair(?:man|woman|person)?|writer)(?:\s+[\w’'/-]+){0,7})\s*:\s*(.{3,200})$",
    )
});
static CHAIRED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:was|is|were) chaired by (?:the )?([^.;]{3,120})"));
static WRITTEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:reviewers?|authors?) (?:was|were|is|are) (?:an?|the) ([^.;]{3,120})"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b((?:independent|lead|overview)\s+(?:overview\s+|report\s+|lead\s+)?(?:report\s+)?(?:author|reviewer)s?)\b",
    )
});

impl People<'_> {
    /// Who chairs and who writes, by lines that say so.
    fn leaders(&mut self, line: &Line<'_>, heading: Option<&str>) {
        if line.level().is_some() {
            return;
        }
        for part in line.passage.text.lines().flat_map(sentences) {
            self.read(part, line.passage.span);
        }
        if line.topic == Some(Topic::Leaders) && holds(&words(line.text), &["independent", "independence"]) {
            let writes = heading.is_some_and(|above| holds(&words(above), &["author", "reviewer", "reviewers"]));
            let table = if writes { "author" } else { "chair" };
            if !self.draft.has(table, "independent") {
                let why = "the section speaks of it; are they independent of every agency involved?";
                self.draft.put(table, yes("independent", line.passage.span).doubted(why));
            }
        }
    }

    fn read(&mut self, text: &str, span: Span) {
        if let Some(found) = LABELLED.captures(text) {
            let label = found.get(1).map_or("", |own| own.as_str());
            let value = found.get(2).map_or("", |own| own.as_str());
            let own = words(label);
            let writes = holds(&own, &["author", "authors", "reviewer", "reviewers", "writer"]);
            let chairs =
                own.iter().any(|word| word.starts_with("chair")) && !holds(&own, &["agreed", "decided", "signed"]);
            let role = role_in(value)
                .unwrap_or_else(|| label.trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_owned());
            let independent = holds(&own, &["independent"]) || holds(&words(value), &["independent"]);
            if writes {
                self.leader("author", &role, independent, span);
            }
            if chairs {
                self.leader("chair", &role, independent, span);
            }
            if writes && chairs && !self.draft.has("author", "is-chair") {
                self.draft.put("author", yes("is-chair", span));
            }
        }
        if let Some(found) = CHAIRED.captures(text).and_then(|found| found.get(1)).map(|own| own.as_str()) {
            if let Some(role) = role_in(found) {
                self.leader("chair", &role, holds(&words(found), &["independent"]), span);
            }
        } else if let Some((found, role)) = WRITTEN
            .captures(text)
            .and_then(|found| found.get(1))
            .and_then(|found| Some((found.as_str(), role_in(found.as_str())?)))
        {
            self.leader("author", &role, holds(&words(found), &["independent"]), span);
        } else if let Some(found) = NAMED.find(text) {
            self.leader("author", found.as_str(), holds(&words(found.as_str()), &["independent"]), span);
        }
    }

    fn leader(&mut self, table: &'static str, role: &str, independent: bool, span: Span) {
        if self.draft.has(table, "role") || looks_like_person(role) {
            return;
        }
        self.draft.put(table, Value::text("role", role.trim().trim_end_matches('.'), span));
        if independent {
            let why = "the document says so; are they independent of every agency involved?";
            self.draft.put(table, yes("independent", span).doubted(why));
        }
    }

    /// The members of the panel in a table with headings.
    fn rows(&mut self, grid: &Grid<'_, '_>) {
        for row in grid.rows() {
            if let RowKind::Values(cells) = row {
                self.row(|column| cells.get(&column).and_then(|own| own.first()).copied());
            }
        }
    }

    /// The members of the panel in a table without headings.
    fn bare_rows(&mut self, table: &Table<'_>) {
        for row in 1..=table.rows {
            let cells: Vec<&Passage> =
                (1..=table.columns.min(MOST_COLUMNS)).filter_map(|at| table.at(row, at)).collect();
            let text = cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join("; ");
            if let Some(first) = cells.first() {
                self.somebody(&text, first.span);
            }
        }
    }

    /// A member of the panel, from a row of its table.
    fn row<'p>(&mut self, cell: impl Fn(Column) -> Option<Cell<'p>>) {
        let cells: Vec<Cell<'p>> =
            [Column::Role, Column::Member, Column::Name, Column::Agency].into_iter().filter_map(&cell).collect();
        let texts = || cells.iter().map(|cell| cell.passage.text.trim()).filter(|text| unsettled(text).is_none());
        let Some(span) = cells.first().map(|cell| cell.passage.span) else { return };
        let says = |phrases: &[&str]| texts().any(|text| holds(&words(text), phrases));
        let is_generic = |text: &str| GENERIC.contains(&text.to_lowercase().as_str());
        let roles = || texts().filter(|text| !is_generic(text) && !looks_like_person(text));
        let named = cell(Column::Agency).map(|cell| (cell.passage.text.trim(), cell.passage.span));
        let is_agency = |text: &str| named.is_some_and(|(name, _)| name == text) && !is_role(text);
        let Some(role) = roles().find(|text| !is_agency(text)) else { return };
        let independent = says(&["independent"]);
        let (chairs, writes) =
            (says(&["chair", "chairs"]) && !says(&["vice"]), says(&["author", "reviewer", "reviewers"]));
        if chairs && (!self.draft.has("chair", "role") || independent) {
            self.leader("chair", role, independent, span);
        }
        if writes {
            self.leader("author", role, independent, span);
        }
        if !chairs && !writes {
            self.member(role, named, span);
        }
    }

    fn member(&mut self, role: &str, agency: Option<(&str, Span)>, span: Span) {
        let mut part = Part::item("panel", span).with(Value::text("role", role, span));
        if let Some((name, place)) = agency.filter(|(name, _)| unsettled(name).is_none()) {
            let id = self.agencies.find(name);
            let is_new = !self.are_listed && is_agency_like(name) && !self.agencies.is_board(name);
            part.values.push(match id {
                Some(id) => Value::text("agency", id, place),
                None if is_new => Value::text("agency", self.agencies.add(name, place), place),
                None if name.eq_ignore_ascii_case("independent") => yes("independent", place)
                    .doubted("the table says so; are they independent of every agency involved?"),
                None => Value::text("agency", name, place).doubted("it is not among the agencies"),
            });
        }
        self.draft.parts.push(part);
    }

    /// Members of the panel in a list, or in a sentence with semicolons.
    fn listed(&mut self, line: &Line<'_>) {
        static MEMBERS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?is)\b(?:panel\s+(?:members|membership)|membership of the panel|members of the (?:review )?panel)[^:.]{0,30}:\s*(.+)$",
            )
        });
        let span = line.passage.span;
        let is_line = line.text.len() < LONGEST_ITEM && !line.text.trim_end().ends_with(['.', ':']);
        let is_member = line.is_announced || line.depth >= 20 || is_line && SEPARATORS.is_match(line.text);
        if line.topic == Some(Topic::Panel) && line.level().is_none() && is_member {
            self.somebody(line.text, span);
        } else if let Some(found) = MEMBERS.captures(line.text).and_then(|found| found.get(1)) {
            let list = found.as_str();
            if list.contains(';') {
                list.split([';', '\n']).for_each(|own| self.somebody(own, span));
            }
        }
    }

    /// Somebody's role and agency, with commas, dashes or brackets between them.
    fn somebody(&mut self, text: &str, span: Span) {
        let text = text.trim().trim_end_matches(['.', ';']).trim_start_matches("and ");
        let parts: Vec<&str> = SEPARATORS.split(text).map(str::trim).filter(|part| !part.is_empty()).collect();
        let Some(at) = parts.iter().position(|part| is_role(part) && !looks_like_person(part)) else { return };
        let rest: Vec<&str> = parts.iter().skip(at + 1).copied().collect();
        let before = parts.iter().take(at).copied().find(|part| is_agency_like(part) && !looks_like_person(part));
        let is_agency = |part: &&str| self.agencies.find(part).is_some() || is_agency_like(part) && !is_more_role(part);
        let agency = rest.iter().rev().copied().find(is_agency).or(before);
        let more =
            rest.iter().take_while(|part| Some(**part) != agency && !looks_like_person(part) || is_more_role(part));
        let role = parts.iter().skip(at).take(1).chain(more).copied().collect::<Vec<_>>().join(", ");
        let chairs = |text: &str| words(text).iter().any(|word| word.starts_with("chair")) && words(text).len() <= 4;
        if chairs(&role) || parts.iter().any(|part| chairs(part)) && !holds(&words(text), &["vice"]) {
            self.leader("chair", &role, holds(&words(&role), &["independent"]), span);
            if holds(&words(text), &["author", "reviewer"]) && !self.draft.has("author", "role") {
                self.leader("author", &role, holds(&words(&role), &["independent"]), span);
                self.draft.put("author", yes("is-chair", span));
            }
        } else {
            self.member(&role, agency.map(|name| (name, span)), span);
        }
    }
}
