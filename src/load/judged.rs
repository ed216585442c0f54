//! What people judged about a review: the judgements of several made into one.

use jiff::civil::Date;

use super::answers::Answers;
use super::bundle::Bundle;
use crate::document::{Diagnostic, Invalid, KeyPath, Node, Sources};
use crate::judgement::{self, FromSheet, Judgements, People, Voice, merge};
use crate::rubric::Rubric;
use crate::text::{and_list, there_are};

/// How people's judgements count.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Whose word counts where they disagree.
    pub people: People,
    /// The day on which waivers must not have expired; they count whenever they expire unless given.
    pub as_of: Option<Date>,
    /// Refuses a file that was made for an earlier state of the review or the rubric.
    pub strict: bool,
}

/// What a judgement file is worth to a review.
#[derive(Clone, Debug)]
pub struct FileState {
    /// The file.
    pub source: String,
    /// Whose it is.
    pub by: Option<String>,
    /// SHA-256 of what it means, in hexadecimal.
    pub hash: String,
    /// What has changed since it was bound, in words; `None` if it is not bound.
    pub changes: Option<Vec<String>>,
}

/// People's judgements about a review, made into one.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What counts; `None` where something is wrong with a file.
    pub judgements: Option<Judgements>,
    /// What is wrong or suspicious, file by file.
    pub diagnostics: Vec<(Sources, Vec<Diagnostic>)>,
    /// The files.
    pub files: Vec<FileState>,
}

impl Bundle {
    /// Reads what people say about the review, by the questions of `rubric`: nothing where there is no judgement file.
    ///
    /// # Errors
    /// Where something is wrong with a file.
    pub fn judged(&self, rubric: &Rubric, terms: &Terms) -> Result<(Judgements, Judged), Invalid> {
        let mut judged = judge(&self.answers, Some(self), rubric, terms);
        match judged.judgements.take() {
            Some(judgements) => Ok((judgements, judged)),
            None => {
                let wrong = judged.diagnostics.into_iter().find(|(_, found)| found.iter().any(Diagnostic::is_error));
                let (sources, diagnostics) = wrong.unwrap_or_else(|| (self.sources.clone(), Vec::new()));
                Err(Invalid { sources, diagnostics })
            }
        }
    }

    /// Reads what people say about the review as [`Bundle::judged`] does, whenever a waiver expires.
    ///
    /// # Errors
    /// As [`Bundle::judged`].
    pub fn judgements(&self, rubric: &Rubric) -> Result<Judgements, Invalid> {
        Ok(self.judged(rubric, &Terms::default())?.0)
    }
}

/// Reads judgement files about `review`, which is `None` where nothing could be read of it.
#[must_use]
pub fn judge(answers: &[Answers], review: Option<&Bundle>, rubric: &Rubric, terms: &Terms) -> Judged {
    let mut judged = Judged::default();
    let mut voices = Vec::new();
    let fingerprint = review.filter(|_| !answers.is_empty()).map(|review| review.fingerprint(rubric));
    for own in answers {
        let (file, mut found) = own.read(rubric);
        let changes = file.bound.as_ref().zip(fingerprint.as_ref()).map(|(bound, now)| bound.changes(now));
        let judgements = match terms.as_of {
            Some(as_of) => file.judgements.in_force_on(as_of),
            None => file.judgements,
        };
        found.extend(judgements.expired.iter().map(|waiver| expired(own, waiver)));
        let source = own.source.name.clone();
        judged.files.push(FileState { source, by: file.by.clone(), hash: own.hash(), changes });
        let voice = Voice { by: file.by, judgements };
        let is_strict = terms.strict && can_count(&voice, &terms.people);
        found.extend(judged.files.last().and_then(|file| stale(own, file.changes.as_deref()?, is_strict)));
        voices.push(voice);
        judged.diagnostics.push((own.source.clone().into(), found));
    }
    if let (Some(warning), Some(first)) = (unknown_person(&voices, &terms.people), answers.first()) {
        judged.diagnostics.push((first.source.clone().into(), vec![warning]));
    }
    let is_sound = !judged.diagnostics.iter().flat_map(|(_, found)| found).any(Diagnostic::is_error);
    judged.judgements =
        is_sound.then(|| Judgements { from_sheet: from_sheet(answers), ..merge(voices, &terms.people) });
    judged
}

fn from_sheet(answers: &[Answers]) -> FromSheet {
    match answers.iter().find(|own| own.is_sheet) {
        Some(sheet) if sheet.is_alone => FromSheet::All,
        Some(_) => FromSheet::Some,
        None => FromSheet::None,
    }
}

/// False where another person's word counts.
fn can_count(voice: &Voice, people: &People) -> bool {
    let People::Named(name) = people else { return true };
    signers(voice).any(|by| is_same_name(by, name))
}

fn is_same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Says that a file was made for an earlier state of the review or the rubric.
fn stale(own: &Answers, changes: &[String], strict: bool) -> Option<Diagnostic> {
    if changes.is_empty() {
        return None;
    }
    let message = format!("changed since this was judged: {}", and_list(changes));
    let diagnostic = if strict { Diagnostic::error("stale", message) } else { Diagnostic::warning("stale", message) };
    let place = own.parsed.root.locate(&KeyPath::dotted("bound"));
    let help = "check that the judgement still holds; without `[bound]` it counts unchecked";
    Some(diagnostic.at(place, "what was judged").help(help))
}

fn expired(own: &Answers, waiver: &judgement::Waiver) -> Diagnostic {
    let root = &own.parsed.root;
    let list = KeyPath::dotted("waivers");
    let is_own = |at: &usize| {
        let value = |key: &'static str| root.find(&list.item(*at).key(key)).and_then(|node| node.text());
        value("rule") == Some(waiver.rule.as_str()) && value("item") == waiver.item.as_deref()
    };
    let at = (0..root.find(&list).map_or(0, Node::size)).find(is_own).unwrap_or(0);
    let message = format!("the waiver of `{}` has expired, so it no longer counts", waiver.rule);
    Diagnostic::warning("expired-waiver", message).at(root.locate(&list.item(at).key("expires")), "its last day")
}

/// Warns where nobody is called as the person whose word is to count.
fn unknown_person(voices: &[Voice], people: &People) -> Option<Diagnostic> {
    let People::Named(name) = people else { return None };
    let mut known: Vec<String> = Vec::new();
    for by in voices.iter().flat_map(signers) {
        if !known.contains(by) {
            known.push(by.clone());
        }
    }
    let is_known = known.iter().any(|known| is_same_name(known, name));
    (!is_known).then(|| {
        let message = format!("nothing here is by `{name}`, so no person's judgement counts");
        let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        let help = if names.is_empty() { "nobody signed it".to_owned() } else { there_are(&names) };
        Diagnostic::warning("no-such-person", message).help(help)
    })
}

/// Returns everybody who signed something in judgement files, in the order of the files.
#[cfg(feature = "cli")]
pub(crate) fn people(answers: &[Answers], rubric: &Rubric) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for own in answers {
        let (file, _) = own.read(rubric);
        let voice = Voice { by: file.by, judgements: file.judgements };
        for name in signers(&voice) {
            if !names.iter().any(|own| own.to_lowercase() == name.to_lowercase()) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// Everybody who signed something that changes a grade.
fn signers(voice: &Voice) -> impl Iterator<Item = &String> {
    let own = &voice.judgements;
    let by = voice.by.iter().chain(own.answers.iter().filter_map(|own| own.by.as_ref()));
    let by = by.chain(own.waivers.iter().filter_map(|own| own.by.as_ref()));
    by.chain(own.departures.iter().filter_map(|own| own.by.as_ref()))
}
