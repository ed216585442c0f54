//! Reads a review and checks that its parts fit together.

use super::super::board::names_board;
use super::super::lists::{NamedList, named_lists};
use super::super::vocabulary::{self, Fact, ListName, VOCABULARY};
use super::super::{Record, Review};
use super::content::{Content, has_review_misspelled, not_a_review};
use super::errors::Check;
use super::people::correct_independence;
use super::placeholders::placeholders;
use crate::document::{Decoded, Diagnostic, Format, KeyPath, Kind, Node, Parsed, Subject, decode, is_full};
use crate::text::{Span, nearest, or_list};

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
/// Lists in files of their own are [taken in](crate::review::take_in) before.
#[must_use]
pub fn read(parsed: &Parsed) -> Read {
    let (root, format) = (&parsed.root, parsed.format);
    let mut diagnostics = parsed.errors.clone();
    let broken = parsed.may_lack_keys;
    if !parsed.rest_is_sound {
        return Read { review: None, diagnostics };
    }
    let content = Content::detect(root);
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
        if !say_what_has_files(diagnostic, root) {
            say_where_it_belongs(diagnostic, format);
        }
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
    let mut review = decoded.value.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    if let Some(review) = &mut review {
        correct_independence(review);
    }
    Read { review, diagnostics }
}

/// Says that a list cannot have a file of its own, where it cannot; returns false for any other key.
fn say_what_has_files(diagnostic: &mut Diagnostic, root: &Node) -> bool {
    let lists = root.find(&KeyPath::dotted("lists")).map(|lists| &lists.kind);
    let Some(Kind::Map(entries)) = lists else { return false };
    let named = entries.iter().find(|entry| diagnostic.span() == Some(entry.key_span));
    let Some(list) = named.and_then(|entry| ListName::named(&entry.key)) else { return false };
    let many = list.nouns().1;
    diagnostic.message = format!("the {many} cannot be in a file of their own");
    diagnostic.help = Some(format!("only `events` and `actions` can; write the {many} into the review"));
    true
}

/// Names the table that an unknown key belongs to, if there is one.
fn say_where_it_belongs(diagnostic: &mut Diagnostic, format: Format) {
    let Some(Subject::Unknown { word: key, .. }) = diagnostic.subject.as_deref().cloned() else { return };
    let ends = |name: &&str| name.strip_suffix(key.as_str()).is_some_and(|table| table.ends_with('.'));
    let names: Vec<&str> = VOCABULARY.iter().filter(|fact| !fact.is_derived()).map(Fact::key).filter(ends).collect();
    let heading = |name: &str| if ListName::named(name).is_some() { format.item(name) } else { format.table(name) };
    let tables: Vec<String> =
        names.iter().map(|name| name.trim_end_matches(key.as_str()).trim_end_matches('.')).map(heading).collect();
    if !tables.is_empty() {
        diagnostic.help = Some(format!("`{key}` belongs under {}", or_list(&tables)));
    }
}

impl<'r> Check<'r> {
    fn all(&mut self) {
        self.header();
        self.dates();
        let review = self.review;
        let questions = review.terms.questions.as_deref().unwrap_or_default();
        let agencies = review.agencies.as_deref().unwrap_or_default();
        let events = review.events.as_deref().unwrap_or_default();
        let findings = review.findings.as_deref().unwrap_or_default();
        let actions = review.actions.as_deref().unwrap_or_default();
        let of = KeyPath::dotted;
        self.ids(&of("terms.questions"), "question", questions.iter().map(|item| &item.id));
        let agency = self.ids(&of("agencies"), "agency", agencies.iter().map(|item| &item.id));
        let event = self.ids(&of("events"), "event", events.iter().map(|item| &item.id));
        let finding = self.ids(&of("findings"), "finding", findings.iter().map(|item| &item.id));
        self.ids(&of("actions"), "action", actions.iter().map(|item| &item.id));
        for (at, item) in questions.iter().enumerate() {
            self.links(
                || of("terms.questions").item(at).key("answered-by"),
                "finding",
                &finding,
                item.answered_by.as_deref(),
            );
        }
        for (at, item) in events.iter().enumerate() {
            self.link(|| of("events").item(at).key("agency"), "agency", &agency, item.agency.as_ref());
        }
        for (at, item) in findings.iter().enumerate() {
            let trail = |key: &'static str| of("findings").item(at).key(key);
            self.links(|| trail("agencies"), "agency", &agency, item.agencies.as_deref());
            self.links(|| trail("events"), "event", &event, item.events.as_deref());
        }
        for (at, item) in actions.iter().enumerate() {
            let trail = |key: &'static str| of("actions").item(at).key(key);
            self.links(|| trail("addresses"), "finding", &finding, item.addresses.as_deref());
            let partnership = review.review.partnership.as_deref().unwrap_or_default();
            let is_known = |name: &&String| agency.contains_key(name.as_str());
            let acting = item.agency.as_ref().filter(|name| is_known(name) || !names_board(partnership, name));
            self.link(|| trail("agency"), "agency", &agency, acting);
        }
        self.links(|| of("summary.findings"), "finding", &finding, review.summary.findings.as_deref());
        self.people(&agency);
        self.lists();
        for found in placeholders(self.root, |fact, text| fact.is_unfilled(text, &[])) {
            self.push(found);
        }
    }

    fn header(&mut self) {
        let header = &self.review.review;
        let trail = KeyPath::dotted("review");
        if self.root.entry("review").is_some()
            && header.id.as_deref().is_none_or(|id| id.trim().is_empty())
            && !self.was_left_out("review", "id")
            && !self.root.entry("review").is_some_and(|entry| self.left_out.contains(&entry.key_span))
        {
            let advice = format!("give {} here", self.format.pair("id", "\"...\""));
            self.error("missing-key", "the review has no `id`", &trail, &advice);
        }
        let lists = vocabulary::lists_to_close();
        let known = [lists.as_slice(), vocabulary::keys_to_open()];
        let given = [("whole", &header.whole), ("not-stated", &header.not_stated)];
        for ((key, names), known) in given.into_iter().zip(known) {
            for (at, name) in names.iter().flatten().enumerate() {
                if is_full(&self.found) {
                    return;
                }
                self.open_name(key, at, name, known);
            }
        }
    }

    /// A name in `whole` or `not-stated`: it must be a list, or a key that the review does not give.
    fn open_name(&mut self, key: &'static str, at: usize, name: &str, known: &[&str]) {
        let trail = KeyPath::dotted("review").key(key).item(at);
        if !known.contains(&name) {
            let wanted = if key == "whole" { "a list, such as `actions`" } else { "a key, such as `family.invited`" };
            let meant = nearest(name, known.iter().copied())
                .map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
            self.error("unknown-name", format!("`{name}` is not {wanted}{meant}"), &trail, "here");
            return;
        }
        let one = name.split('.').fold(KeyPath::root(), |trail, key| trail.key(key.to_owned()));
        let given = self.root.find(&one).is_some_and(|node| !matches!(node.kind, Kind::Map(_) | Kind::Null));
        if key == "not-stated" && given && ListName::named(name).is_none() {
            let other = self.root.locate(&one);
            self.push(
                Diagnostic::error("stated-and-not", format!("`{name}` is given, and said not to be stated"))
                    .at(self.root.locate(&trail), "said not to be stated")
                    .at(other, "given here")
                    .help("remove one of the two"),
            );
        }
    }

    fn lists(&mut self) {
        for NamedList { list, path, .. } in named_lists(self.root) {
            if self.root.entry(list.name()).is_none() {
                self.error(
                    "list-not-read",
                    format!("`{path}` is a file of its own, and only the review itself was read"),
                    &KeyPath::dotted("lists").key(list.name()),
                    "write the items into the review itself",
                );
            }
        }
        if self.review.review.record == Some(Record::Whole) && self.review.review.whole.is_some() {
            let trail = KeyPath::dotted("review").key("whole");
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
}
