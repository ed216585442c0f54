//! From a text to a review whose parts fit together, with every mistake that is in it.

use std::collections::HashMap;

use super::lists::{NamedList, named_lists};
use super::vocabulary::{self, ListName, VOCABULARY};
use super::{Person, Record, Review, When};
use crate::document::{Decoded, Diagnostic, Format, Kind, Node, Parsed, Trail, decode, note};
use crate::text::{Span, nearest, or_list, same_but_for_case};

/// A review read from a tree, with everything that is wrong with it.
#[derive(Debug)]
pub struct Read {
    /// The review; `None` if it has errors.
    pub review: Option<Review>,
    /// Errors and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a review from the tree of its file and checks that its parts fit together.
///
/// Where the tree may lack keys, links and dates are not checked, since what they point at may be what could not be read.
/// Lists in files of their own are [taken in](super::take_in) before.
#[must_use]
pub fn read(parsed: &Parsed<'_>) -> Read {
    let (root, format) = (&parsed.root, parsed.format);
    let mut diagnostics = parsed.errors.clone();
    let broken = parsed.may_lack_keys;
    if !parsed.rest_is_sound {
        return Read { review: None, diagnostics };
    }
    let content = Content::of(root);
    let is_misspelled = content == Content::Unknown && has_review_misspelled(root);
    if !broken && content != Content::Review && !is_misspelled {
        diagnostics.push(not_a_review(root, content, format));
        if content != Content::Unknown {
            return Read { review: None, diagnostics };
        }
    }
    let mut decoded: Decoded<Review> = decode(root, format);
    decoded.left_out.extend(&parsed.unread);
    let lines: Vec<Span> = diagnostics.iter().filter_map(Diagnostic::span).collect();
    for diagnostic in decoded.diagnostics.iter_mut().filter(|found| found.code == "unknown-key") {
        say_where_it_belongs(diagnostic, format);
    }
    let fresh = |diagnostic: &Diagnostic| {
        diagnostic.span().is_none_or(|span| !lines.iter().any(|line| line.start == span.start))
    };
    diagnostics.extend(decoded.diagnostics.into_iter().filter(fresh));
    if let Some(review) = decoded.value.as_ref().filter(|_| !broken) {
        let mut check = Check { root, format, review, left_out: &decoded.left_out, found: Vec::new() };
        check.all();
        diagnostics.extend(check.found);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    let review = decoded.value.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    Read { review, diagnostics }
}

/// Names the table that an unknown key belongs to, if there is one.
fn say_where_it_belongs(diagnostic: &mut Diagnostic, format: Format) {
    let Some(key) = diagnostic.message.split('`').nth(1).map(str::to_owned) else { return };
    let ends = |name: &&str| name.strip_suffix(key.as_str()).is_some_and(|table| table.ends_with('.'));
    let names: Vec<&str> =
        VOCABULARY.iter().filter(|fact| !fact.is_derived()).map(super::vocabulary::Fact::key).filter(ends).collect();
    let heading = |name: &str| if ListName::named(name).is_some() { format.item(name) } else { format.table(name) };
    let tables: Vec<String> =
        names.iter().map(|name| name.trim_end_matches(key.as_str()).trim_end_matches('.')).map(heading).collect();
    if !tables.is_empty() {
        diagnostic.help = Some(format!("`{key}` belongs under {}", or_list(&tables)));
    }
}

/// Dates of what has happened that lie after `day`: most likely slips of the pen. Warnings, in the order of the text.
#[must_use]
pub fn later_than(root: &Node<'_>, review: &Review, day: jiff::civil::Date) -> Vec<Diagnostic> {
    let dates = &review.dates;
    let own =
        [("dates.incident", dates.incident), ("dates.decided", dates.decided), ("dates.completed", dates.completed)];
    let own = own.into_iter().map(|(name, when)| (Trail::dotted(name), when));
    let events = review.events.iter().flatten().enumerate();
    let events = events.map(|(at, event)| (Trail::dotted("events").item(at).key("date"), event.date));
    let later = own.chain(events).filter_map(|(trail, when)| Some((trail, when.filter(|when| when.first() > day)?)));
    let warn = |(trail, when): (Trail, When)| {
        Diagnostic::warning("future-date", format!("{when} is after {day}"))
            .at(root.locate(&trail), "is this year right?")
    };
    later.map(warn).collect()
}

/// What a document is by its first look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// It has the table `review`.
    Review,
    /// A rubric.
    Rubric,
    /// The cases of a rubric.
    Cases,
    /// A person's judgements.
    Judgements,
    /// A result of this program.
    Result,
    /// Nothing.
    Nothing,
    /// A list, a text, a number: no table.
    NoTable,
    /// A table of something else.
    Unknown,
}

impl Content {
    /// Looks at the first keys of a document.
    #[must_use]
    pub fn of(root: &Node<'_>) -> Content {
        let keys = match &root.kind {
            Kind::Map(entries) => entries,
            Kind::Null => return Content::Nothing,
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Seq(_) => {
                return Content::NoTable;
            }
        };
        let given = |key| root.entry(key).is_some_and(|entry| !matches!(entry.value.kind, Kind::Null));
        match () {
            () if given("review") => Content::Review,
            () if is_result(root) => Content::Result,
            () if given("cases") => Content::Cases,
            () if given("answers") => Content::Judgements,
            () if given("rubric") => Content::Rubric,
            () if keys.is_empty() => Content::Nothing,
            () => Content::Unknown,
        }
    }
}

/// True for a review whose first heading is misspelled, which is said of the heading.
fn has_review_misspelled(root: &Node<'_>) -> bool {
    let Kind::Map(entries) = &root.kind else { return false };
    entries.iter().any(|entry| same_but_for_case(&entry.key, ["review"]).is_some())
}

/// True for what this program writes as JSON: it names itself first.
fn is_result(root: &Node<'_>) -> bool {
    let name = root.entry("tool").and_then(|tool| tool.value.entry("name"));
    name.is_some_and(|name| matches!(&name.value.kind, Kind::Str(name) if name == env!("CARGO_PKG_NAME")))
}

fn not_a_review(root: &Node<'_>, content: Content, format: Format) -> Diagnostic {
    let message = match content {
        Content::Rubric => "this is a rubric, not a review",
        Content::Cases => "these are the cases of a rubric, not a review",
        Content::Judgements => "these are answers to a rubric's questions, not a review",
        Content::Result => "this is a result of grading, not a review",
        Content::Nothing => "the file is empty",
        Content::NoTable => "this is no table of keys and values, as a review is",
        Content::Review | Content::Unknown => "the table `review` is missing",
    };
    let id = format.pair("id", "\"...\"");
    Diagnostic::error("not-a-review", message)
        .at(root.span, "here")
        .help(format!("a review begins with {} and an {id} in it", format.table("review")))
}

struct Check<'r, 'a> {
    root: &'r Node<'a>,
    format: Format,
    review: &'r Review,
    left_out: &'r [Span],
    found: Vec<Diagnostic>,
}

/// Of more ids, none is proposed for one that is not known.
const MOST_COMPARED: usize = 2000;

/// The ids of a list: where each stands.
type Ids<'r> = HashMap<&'r str, Trail>;

impl<'r> Check<'r, '_> {
    fn all(&mut self) {
        self.header();
        self.dates();
        let review = self.review;
        let questions = review.terms.questions.as_deref().unwrap_or_default();
        let agencies = review.agencies.as_deref().unwrap_or_default();
        let events = review.events.as_deref().unwrap_or_default();
        let findings = review.findings.as_deref().unwrap_or_default();
        let actions = review.actions.as_deref().unwrap_or_default();
        let of = Trail::dotted;
        self.ids(&of("terms.questions"), "question", questions.iter().map(|item| &item.id));
        let agency = self.ids(&of("agencies"), "agency", agencies.iter().map(|item| &item.id));
        let event = self.ids(&of("events"), "event", events.iter().map(|item| &item.id));
        let finding = self.ids(&of("findings"), "finding", findings.iter().map(|item| &item.id));
        self.ids(&of("actions"), "action", actions.iter().map(|item| &item.id));
        for (at, item) in questions.iter().enumerate() {
            self.links(
                &of("terms.questions").item(at).key("answered-by"),
                "finding",
                &finding,
                item.answered_by.as_deref(),
            );
        }
        for (at, item) in events.iter().enumerate() {
            self.link(&of("events").item(at).key("agency"), "agency", &agency, item.agency.as_ref());
        }
        for (at, item) in findings.iter().enumerate() {
            let trail = of("findings").item(at);
            self.links(&trail.key("agencies"), "agency", &agency, item.agencies.as_deref());
            self.links(&trail.key("events"), "event", &event, item.events.as_deref());
        }
        for (at, item) in actions.iter().enumerate() {
            let trail = of("actions").item(at);
            self.links(&trail.key("addresses"), "finding", &finding, item.addresses.as_deref());
            self.link(&trail.key("agency"), "agency", &agency, item.agency.as_ref());
        }
        self.links(&of("summary.findings"), "finding", &finding, review.summary.findings.as_deref());
        self.people(&agency);
        self.lists();
    }

    fn header(&mut self) {
        let header = &self.review.review;
        let trail = Trail::dotted("review");
        if self.root.entry("review").is_some()
            && header.id.as_deref().is_none_or(|id| id.trim().is_empty())
            && !self.was_left_out("review", "id")
            && !self.root.entry("review").is_some_and(|entry| self.left_out.contains(&entry.key_span))
        {
            let advice = format!("give {} here", self.format.pair("id", "\"...\""));
            self.error("missing-key", "the review has no `id`", &trail, &advice);
        }
        for (key, names) in [("whole", &header.whole), ("not-stated", &header.not_stated)] {
            for (at, name) in names.iter().flatten().enumerate() {
                self.open_name(key, at, name);
            }
        }
    }

    /// A name in `whole` or `not-stated`: it must be a list, or a key that the review does not give.
    fn open_name(&mut self, key: &'static str, at: usize, name: &str) {
        let trail = Trail::dotted("review").key(key).item(at);
        let known = if key == "whole" { vocabulary::lists_to_close() } else { vocabulary::keys_to_open() };
        if !known.contains(&name) {
            let wanted = if key == "whole" { "a list, such as `actions`" } else { "a key, such as `family.invited`" };
            let meant = nearest(name, known.iter().copied())
                .map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
            self.error("unknown-name", format!("`{name}` is not {wanted}{meant}"), &trail, "here");
            return;
        }
        let one = name.split('.').fold(Trail::root(), |trail, key| trail.key(key.to_owned()));
        let given = self.root.find(&one).is_some_and(|node| !matches!(node.kind, Kind::Map(_) | Kind::Null));
        if key == "not-stated" && given && ListName::named(name).is_none() {
            let other = self.root.locate(&one);
            self.push(
                Diagnostic::error("stated-and-not", format!("`{name}` is given, and said not to be stated"))
                    .at(self.root.locate(&trail), "said not to be stated")
                    .at(other, "given here")
                    .help("take one of the two away"),
            );
        }
    }

    /// Dates that must follow one another.
    fn dates(&mut self) {
        let dates = &self.review.dates;
        let order = [
            ("dates.incident", dates.incident),
            ("dates.decided", dates.decided),
            ("dates.completed", dates.completed),
            ("dates.published", dates.published),
        ];
        let given: Vec<(&'static str, When)> =
            order.into_iter().filter_map(|(name, date)| Some((name, date?))).collect();
        for (at, before) in given.iter().enumerate() {
            let after = given.iter().skip(at + 1).find(|after| before.1.first() > after.1.last());
            if let Some(after) = after {
                self.in_order(*before, *after);
            }
        }
        if let (Some(from), Some(to)) = (self.review.terms.from, self.review.terms.to) {
            self.in_order(("terms.from", from), ("terms.to", to));
        }
    }

    fn in_order(&mut self, before: (&'static str, When), after: (&'static str, When)) {
        if before.1.first() > after.1.last() {
            let place = |name| self.root.locate(&Trail::dotted(name));
            let message = format!("`{}` ({}) is before `{}` ({})", after.0, after.1, before.0, before.1);
            let diagnostic = Diagnostic::error("dates-out-of-order", message)
                .at(place(after.0), format!("this must not be before {}", before.1))
                .at(place(before.0), "this is later");
            self.push(diagnostic);
        }
    }

    /// Gathers the ids of a list; one used twice is an error.
    fn ids(&mut self, list: &Trail, noun: &str, ids: impl Iterator<Item = &'r Option<String>>) -> Ids<'r> {
        let mut known = Ids::new();
        for (at, id) in ids.enumerate() {
            let Some(id) = id.as_deref() else { continue };
            let trail = list.item(at).key("id");
            if id.trim().is_empty() {
                self.error(
                    "empty-id",
                    format!("the `id` of this {noun} is empty"),
                    &trail,
                    "give it a short name of its own",
                );
            } else if id.trim() != id {
                let right = id.trim();
                self.error(
                    "space-in-id",
                    format!("the `id` of this {noun} begins or ends with a space"),
                    &trail,
                    &format!("write `{right}`"),
                );
                known.insert(right, trail);
            } else if let Some(first) = known.get(id) {
                let diagnostic = Diagnostic::error("duplicate-id", format!("two of `{list}` have the id `{id}`"))
                    .at(self.root.locate(&trail), "the second one")
                    .at(self.root.locate(first), "the first one")
                    .help("give one of them an id of its own");
                self.push(diagnostic);
            } else {
                known.insert(id, trail);
            }
        }
        known
    }

    fn links(&mut self, trail: &Trail, noun: &str, known: &Ids<'r>, names: Option<&[String]>) {
        for (at, name) in names.unwrap_or_default().iter().enumerate() {
            self.link(&trail.item(at), noun, known, Some(name));
        }
    }

    fn link(&mut self, trail: &Trail, noun: &str, known: &Ids<'r>, name: Option<&String>) {
        let Some(name) = name.filter(|name| !known.contains_key(name.as_str())) else {
            return;
        };
        if self.ids_were_left_out(noun) {
            return;
        }
        let parts: Vec<&str> = name.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 && parts.iter().all(|part| known.contains_key(part)) {
            let quoted: Vec<String> = parts.iter().map(|part| format!("`\"{part}\"`")).collect();
            let message = format!("`{name}` is one text, and names more than one {noun}");
            self.error("unknown-id", message, trail, &format!("put each in quotes: {}", quoted.join(", ")));
            return;
        }
        let mut names: Vec<&str> =
            if known.len() <= MOST_COMPARED { known.keys().copied().collect() } else { Vec::new() };
        names.sort_unstable();
        let meant =
            nearest(name, names.iter().copied()).map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
        let mut diagnostic = Diagnostic::error("unknown-id", format!("there is no {noun} `{name}`{meant}"))
            .at(self.root.locate(trail), format!("no {noun} has this id"));
        diagnostic.help = Some(if known.is_empty() {
            format!("the file lists no {noun}; every id that is named must be listed")
        } else if known.len() <= 12 {
            format!("{} {}", if names.len() == 1 { "the only id is" } else { "the ids are" }, names.join(", "))
        } else {
            format!("every {noun} that is named must be listed with that `id`")
        });
        self.push(diagnostic);
    }

    /// The chair, the author and the panel: their agencies exist, and nobody of an involved agency is independent.
    fn people(&mut self, agencies: &Ids<'r>) {
        let review = self.review;
        let panel = review
            .panel
            .iter()
            .flatten()
            .enumerate()
            .map(|(at, person)| (Trail::dotted("panel").item(at), "this member of the panel", person));
        let leaders = [
            (Trail::dotted("chair"), "the panel's chair", &review.chair),
            (Trail::dotted("author"), "the overview's author", &review.author),
        ];
        for (trail, who, person) in leaders.into_iter().chain(panel) {
            self.link(&trail.key("agency"), "agency", agencies, person.agency.as_ref());
            self.independence(&trail, who, person);
        }
    }

    fn independence(&mut self, trail: &Trail, who: &str, person: &Person) {
        let own = |agency: &&super::Agency| agency.id.is_some() && agency.id == person.agency;
        let agencies = self.review.agencies.as_deref().unwrap_or_default();
        let Some(at) = agencies.iter().position(|agency| own(&agency)) else {
            return;
        };
        let involved = agencies.get(at).and_then(|agency| agency.involved) == Some(true);
        if person.independent == Some(true) && involved {
            let agency = person.agency.as_deref().unwrap_or("");
            let diagnostic = Diagnostic::error(
                "not-independent",
                format!("{who} is said to be independent, and comes from `{agency}`, which was involved"),
            )
            .at(self.root.locate(&trail.key("independent")), "said to be independent")
            .at(self.root.locate(&Trail::dotted("agencies").item(at).key("involved")), "this agency was involved")
            .help(format!("write {}, or mend the agency", self.format.pair("independent", "false")));
            self.push(diagnostic);
        }
    }

    fn lists(&mut self) {
        for NamedList { list, path, .. } in named_lists(self.root) {
            if self.root.entry(list.name()).is_none() {
                self.error(
                    "list-not-read",
                    format!("`{path}` is a file of its own, and only the review itself was read"),
                    &Trail::dotted("lists").key(list.name()),
                    "write the items into the review itself",
                );
            }
        }
        if self.review.review.record == Some(Record::Whole) && self.review.review.whole.is_some() {
            let trail = Trail::dotted("review").key("whole");
            let place = self.root.locate(&trail);
            self.push(
                Diagnostic::warning(
                    "whole-twice",
                    "`whole` closes lists of a part record, and this record is whole already",
                )
                .at(place, "this changes nothing"),
            );
        }
    }

    fn was_left_out(&self, table: &str, key: &str) -> bool {
        let place = self.root.entry(table).and_then(|entry| entry.value.entry(key)).map(|entry| entry.key_span);
        place.is_some_and(|span| self.left_out.contains(&span))
    }

    /// True if an id of the list of `noun`s could not be read, so that a link to it may be right.
    fn ids_were_left_out(&self, noun: &str) -> bool {
        let list = match noun {
            "agency" => "agencies",
            "event" => "events",
            _ => "findings",
        };
        let Some(entry) = self.root.entry(list) else {
            return false;
        };
        if self.left_out.contains(&entry.key_span) {
            return true;
        }
        let Kind::Seq(items) = &entry.value.kind else {
            return false;
        };
        items.iter().filter_map(|item| item.entry("id")).any(|id| self.left_out.contains(&id.key_span))
    }

    fn error(&mut self, code: &'static str, message: impl Into<String>, trail: &Trail, label: &str) {
        let place = self.root.locate(trail);
        self.push(Diagnostic::error(code, message).at(place, label));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        note(&mut self.found, || diagnostic);
    }
}
