//! The judgement files of a review: finding them, reading them, and making one of several.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::files::{NO_FILE, ending, shown};
use super::inputs::{Origin, input};
use super::{Bundle, Error, Files, Loader};
use crate::document::passages::DocumentKind;
use crate::document::{Diagnostic, Format, KeyPath, Node, Parsed, Source, Sources, parse};
use crate::judgement::{self, FromSheet, Judgements, People, Voice, merge};
use crate::rubric::Rubric;
use crate::text::{and_list, there_are};

/// A file of people's judgements about a review.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Its text.
    pub source: Source,
    /// Its tree.
    pub parsed: Parsed,
    /// Whose it is, as its name says: `BY` of `NAME.judgement.BY.toml`.
    pub by: Option<String>,
    /// Whether it is an answer sheet in a spreadsheet.
    pub is_sheet: bool,
    /// Whether it is given in place of a review.
    pub is_alone: bool,
}

impl Answers {
    /// Reads the file by the questions of `rubric`.
    fn read(&self, rubric: &Rubric) -> (judgement::File, Vec<Diagnostic>) {
        if self.is_sheet {
            let (file, found) = judgement::read_sheet(&self.parsed, rubric, self.is_alone);
            return (file, found.into_iter().map(|wrong| self.with_cell(wrong)).collect());
        }
        judgement::read_file(&self.parsed, rubric, self.by.as_deref())
    }

    /// Names the cell of a mistake in a sheet, as spreadsheets count.
    fn with_cell(&self, wrong: Diagnostic) -> Diagnostic {
        let place = wrong.span().and_then(|span| super::filled::cell_at(&self.source, span.start));
        match place.filter(|_| wrong.code != "other-rubric") {
            Some(place) => Diagnostic { message: format!("{place}: {}", wrong.message), ..wrong },
            None => wrong,
        }
    }

    /// Returns the SHA-256 of what it means, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        self.parsed.root.meaning()
    }
}

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

/// What stands before the ending in the name of a judgement file.
const JUDGEMENT: &str = ".judgement";

/// Returns the path of the review that a judgement file speaks of, without its ending, and whose judgement it is; `None` for
/// any other file.
pub(crate) fn name_of_judged(path: &Path) -> Option<(String, Option<String>)> {
    Format::of_ending(&ending(path))?;
    let name = path.with_extension("").to_string_lossy().into_owned();
    if let Some(review) = name.strip_suffix(JUDGEMENT) {
        return Some((review.to_owned(), None));
    }
    let (review, by) = name.rsplit_once(&format!("{JUDGEMENT}."))?;
    (!by.is_empty() && !by.contains(['/', '\\'])).then(|| (review.to_owned(), Some(by.to_owned())))
}

/// Returns the path of a review without the ending that says its format.
pub(super) fn without_ending(review: &Path) -> PathBuf {
    let ending = ending(review);
    let known = Format::of_ending(&ending).is_some() || DocumentKind::is_document(&ending);
    if known { review.with_extension("") } else { review.to_owned() }
}

/// The judgement files of each folder, listed once: whose review, whose judgement, and where.
#[derive(Clone, Debug, Default)]
pub struct Folders(Arc<Mutex<HashMap<PathBuf, Arc<Listing>>>>);

/// The judgement files of a folder by the path of their review without its ending.
type Listing = HashMap<String, Vec<(Option<String>, PathBuf)>>;

impl Folders {
    fn listing(&self, folder: &Path, files: &Files) -> Arc<Listing> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let listing = known.entry(folder.to_owned()).or_insert_with(|| {
            let mut listing = Listing::new();
            let names = files.names_in(folder, |name| name.contains(JUDGEMENT));
            for path in names.iter().map(|name| folder.join(name)) {
                if let Some((review, by)) = name_of_judged(&path) {
                    listing.entry(review).or_default().push((by, path));
                }
            }
            // First the file that names nobody, then the others by name.
            listing.values_mut().for_each(|own| own.sort());
            Arc::new(listing)
        });
        Arc::clone(listing)
    }
}

impl Loader {
    /// Returns the judgement files about the review in `path`, or with this id where it has no file of its own.
    pub(crate) fn judgements_of(&self, path: Option<&Path>, id: Option<&str>) -> Vec<(Option<String>, PathBuf)> {
        let own = path.map(without_ending);
        let review = match (&self.judgements, own) {
            (Some(folder), own) => {
                let name = own.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
                name.or_else(|| id.map(str::to_owned)).map(|name| folder.join(name))
            }
            (None, own) => own,
        };
        let Some(review) = review else { return Vec::new() };
        let folder = review.parent().unwrap_or(Path::new(""));
        let listing = self.folders.listing(folder, &self.files);
        listing.get(&*review.to_string_lossy()).cloned().unwrap_or_default()
    }

    /// Reads the judgement files about a review, each or why it cannot be read.
    pub(super) fn answers(&self, path: Option<&Path>, id: Option<&str>) -> Vec<Result<Answers, Error>> {
        let files = self.judgements_of(path, id);
        let twice = files.windows(2).find_map(|pair| match pair {
            [(one, first), (other, second)] if one == other => Some((first, second)),
            _ => None,
        });
        if let Some((first, second)) = twice {
            let message = format!("this review has two judgement files; the other is `{}`", shown(second));
            return vec![Err(Error::unreadable(shown(first), "two-judgement-files", message))];
        }
        files.into_iter().map(|(by, path)| self.answer(&path, by)).collect()
    }

    /// Returns the path of the judgement file of one person about the review in `path`; it need not exist.
    #[cfg(feature = "cli")]
    pub(crate) fn judgement_path(&self, path: &Path, by: &str) -> PathBuf {
        let own = without_ending(path);
        let review = match (&self.judgements, own.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => own,
        };
        let mut name = review.into_os_string();
        name.push(format!("{JUDGEMENT}.{by}.toml"));
        PathBuf::from(name)
    }

    /// Reads one judgement file.
    #[cfg(feature = "cli")]
    pub(crate) fn judgement_file(&self, path: &Path) -> Result<Answers, Error> {
        self.answer(path, name_of_judged(path).and_then(|(_, by)| by))
    }

    fn answer(&self, path: &Path, by: Option<String>) -> Result<Answers, Error> {
        if self.files.is_no_file(path) {
            return Err(Error::unreadable(shown(path), "cannot-read", NO_FILE));
        }
        let input = input(path, None, Origin::Named, self)?;
        let parsed = parse(&input.source.text, input.format, self.limits);
        Ok(Answers { source: input.source, parsed, by, is_sheet: false, is_alone: false })
    }
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
