//! Agencies, the panel, its chair and the author, by the headings above them. People are taken by their role, never by name.

use super::agencies::Agencies;
use super::columns::{heading_words, holds, words};
use super::draft::{Draft, Found, Part, Value};
use crate::document::passages::{Passage, PassageKind, Passages, Table};
use crate::text::Span;

/// Words by which a role is known from a name.
const ROLES: [&str; 36] = [
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "head",
    "director",
    "manager",
    "lead",
    "officer",
    "nurse",
    "doctor",
    "paediatrician",
    "gp",
    "practitioner",
    "superintendent",
    "inspector",
    "sergeant",
    "commissioner",
    "consultant",
    "adviser",
    "advisor",
    "coordinator",
    "co-ordinator",
    "administrator",
    "solicitor",
    "member",
    "representative",
    "teacher",
    "headteacher",
    "principal",
    "worker",
    "executive",
    "reviewer",
    "author",
    "midwife",
    "psychiatrist",
];

/// Words before a name.
const FORMS_OF_ADDRESS: [&str; 10] = ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "cllr"];

/// What a section is about by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Agencies { involved: bool, reviews: bool },
    Panel,
    Chair,
    Author,
    Other,
}

impl About {
    fn of(words: &[String]) -> About {
        let has = |phrases: &[&str]| holds(words, phrases);
        if words.len() > 8 {
            return About::Other;
        }
        let reviews = has(&["management reviews", "management review", "imrs", "imr", "agency reports"]);
        let names_agencies = has(&["agencies", "organisations", "services"]);
        let involved = has(&["involved", "involvement"]);
        if has(&["panel", "panel members", "panel membership"]) && !has(&["plan"]) {
            if has(&["chair"]) { About::Chair } else { About::Panel }
        } else if reviews
            || names_agencies && (involved || has(&["contributed", "contributing", "participating", "participated"]))
        {
            About::Agencies { involved, reviews }
        } else if has(&["author", "lead reviewer", "reviewer", "reviewers", "overview writer"]) {
            About::Author
        } else if has(&["chair"]) {
            About::Chair
        } else {
            About::Other
        }
    }
}

/// Adds what the document says of agencies, then what it says of people, who come from them.
pub(super) fn read(passages: &Passages, agencies: &mut Agencies, draft: &mut Draft) {
    let about = |passage: &Passage| About::of(&heading_words(passages, passage));
    let tables = passages.tables();
    for passage in &passages.list {
        if let (PassageKind::Item(1), About::Agencies { involved, reviews }) = (passage.kind, about(passage)) {
            agency(&passage.text, passage.span, involved, reviews, agencies);
        }
    }
    for table in &tables {
        if let Some(About::Agencies { involved, reviews }) = table.first().map(about) {
            agency_table(table, involved, reviews, agencies);
        }
    }
    for passage in &passages.list {
        match (labelled(passage), passage.kind, about(passage)) {
            (Some(leader), _, _) => leader.add(draft, agencies),
            (None, PassageKind::Item(_), About::Panel) => {
                Somebody::of(&passage.text).join(passage.span, draft, agencies);
            }
            (None, PassageKind::Paragraph, About::Author) => independent("author", passage, draft),
            (None, PassageKind::Paragraph, About::Chair) => independent("chair", passage, draft),
            (None, _, _) => {}
        }
    }
    for table in tables.iter().filter(|table| table.first().map(about) == Some(About::Panel)) {
        panel_table(table, draft, agencies);
    }
}

/// An agency of a list: its name, up to where something is said of it.
fn agency(text: &str, span: Span, involved: bool, reviews: bool, agencies: &mut Agencies) {
    let end = [" – ", " - ", " — ", ":", ";", "(", "\n", ". "].iter().filter_map(|sign| text.find(sign)).min();
    let name = text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim().trim_end_matches(['.', ',']);
    let starts_large = name.starts_with(char::is_uppercase);
    if !starts_large || name.split_whitespace().count() > 10 {
        return;
    }
    let id = agencies.add(name, span);
    let yes = |key| Value { key, found: Found::YesNo(true), span: Some(span), doubt: None };
    if involved {
        agencies.put(&id, yes("involved"));
    }
    if reviews {
        agencies.put(&id, yes("submitted").doubted("it is named among the management reviews; did it submit one?"));
    }
}

/// Somebody's role and agency, from words with commas or dashes between them. What may be a name is left out.
struct Somebody {
    role: Option<String>,
    agency: Option<String>,
    /// True if a column says that it holds agencies.
    is_column: bool,
}

impl Somebody {
    fn of(text: &str) -> Somebody {
        let text = text.replace(['–', '—', '(', ')', ';', '\n'], ",").replace(" - ", ",");
        let segments: Vec<&str> = text.split(',').map(str::trim).filter(|segment| !segment.is_empty()).collect();
        let is_role = |segment: &&&str| {
            let words = words(segment);
            let is_named = words.first().is_some_and(|first| FORMS_OF_ADDRESS.contains(&first.as_str()));
            !is_named && words.iter().any(|word| ROLES.contains(&word.as_str()))
        };
        let at = segments.iter().position(|segment| is_role(&segment));
        let role = at.and_then(|at| segments.get(at)).map(|role| role.trim_end_matches('.').to_owned());
        let agency = at.and_then(|at| segments.get(at + 1)).filter(|segment| !is_role(segment));
        Somebody { role, agency: agency.map(|agency| agency.trim_end_matches('.').to_owned()), is_column: false }
    }

    fn values(&self, span: Span, agencies: &mut Agencies) -> Vec<Value> {
        let mut values = Vec::new();
        if let Some(role) = &self.role {
            values.push(Value::text("role", role.clone(), span));
            if words(role).iter().any(|word| word == "independent") {
                let value = Value { key: "independent", found: Found::YesNo(true), span: Some(span), doubt: None };
                values.push(value.doubted("the role says so; is it so of every agency under review?"));
            }
        }
        if let Some(name) = &self.agency {
            let id = if self.is_column { agencies.named(name, span) } else { agencies.surely_named(name, span) };
            values.push(match id {
                Some(id) => Value::text("agency", id, span),
                None => Value::text("agency", name.clone(), span).doubted("one agency is wanted, by its id"),
            });
        }
        values
    }

    /// Joins the panel, the first that chairs it as its chair; nobody whose role is not told.
    fn join(&self, span: Span, draft: &mut Draft, agencies: &mut Agencies) {
        let Some(role) = &self.role else { return };
        let leads = words(role).iter().any(|word| word.starts_with("chair"));
        let values = self.values(span, agencies);
        if leads && draft.values_mut("chair").is_none() {
            values.into_iter().for_each(|value| draft.put("chair", value));
        } else {
            draft.parts.push(Part { values, ..Part::item("panel", span) });
        }
    }
}

/// A line such as `Author: independent consultant`.
struct Leader<'p> {
    table: &'static str,
    text: &'p str,
    span: Span,
}

/// What stands before the colon, and whom it tells of.
const LEADERS: [(&str, &str); 10] = [
    ("author", "author"),
    ("report author", "author"),
    ("overview author", "author"),
    ("independent author", "author"),
    ("lead reviewer", "author"),
    ("independent reviewer", "author"),
    ("chair", "chair"),
    ("panel chair", "chair"),
    ("chair of the panel", "chair"),
    ("independent chair", "chair"),
];

fn labelled(passage: &Passage) -> Option<Leader<'_>> {
    if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::Item(_)) {
        return None;
    }
    let (before, text) = passage.text.split_once(':')?;
    let before = words(before).join(" ");
    let (_, table) = LEADERS.iter().find(|(name, _)| *name == before)?;
    Some(Leader { table, text, span: passage.span })
}

impl Leader<'_> {
    fn add(&self, draft: &mut Draft, agencies: &mut Agencies) {
        if draft.values_mut(self.table).is_none() {
            let values = Somebody::of(self.text.lines().next().unwrap_or_default()).values(self.span, agencies);
            values.into_iter().for_each(|value| draft.put(self.table, value));
        }
    }
}

/// Notes where a section on the author or the chair speaks of independence.
fn independent(table: &'static str, passage: &Passage, draft: &mut Draft) {
    let speaks = words(&passage.text).iter().any(|word| word == "independent" || word == "independence");
    let known = draft.values_mut(table).is_some_and(|values| values.iter().any(|value| value.key == "independent"));
    if speaks && !known {
        let value = Value { key: "independent", found: Found::YesNo(true), span: Some(passage.span), doubt: None };
        draft.put(table, value.doubted("it speaks of independence; is it so of every agency under review?"));
    }
}

/// A table of panel members or agencies is at most so wide.
const WIDEST: usize = 40;

/// The column whose heading holds one of these phrases.
fn column(table: &Table<'_>, phrases: &[&str]) -> Option<usize> {
    let says = |at: &usize| table.at(1, *at).is_some_and(|cell| holds(&words(&cell.text), phrases));
    (1..=table.columns.min(WIDEST)).find(says)
}

fn agency_table(table: &Table<'_>, involved: bool, reviews: bool, agencies: &mut Agencies) {
    let Some(at) = column(table, &AGENCY) else { return };
    for cell in (2..=table.rows).filter_map(|row| table.at(row, at)) {
        agency(&cell.text, cell.span, involved, reviews, agencies);
    }
}

const AGENCY: [&str; 3] = ["agency", "organisation", "service"];

fn panel_table(table: &Table<'_>, draft: &mut Draft, agencies: &mut Agencies) {
    let Some(role) = column(table, &["role", "position", "designation", "title", "job"]) else { return };
    let agency = column(table, &AGENCY);
    for row in 2..=table.rows {
        let Some(cell) = table.at(row, role) else { continue };
        let own = agency.and_then(|at| table.at(row, at)).map(|cell| cell.text.trim().to_owned());
        let somebody = Somebody { role: Some(cell.text.clone()), agency: own, is_column: true };
        somebody.join(cell.span, draft, agencies);
    }
}
