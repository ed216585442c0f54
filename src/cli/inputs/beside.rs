//! The lists of a review that stand in files of their own, in its folder or below it.

use std::path::{Component, Path, PathBuf};

use super::{Within, bytes, shown};
use crate::document::{Diagnostic, Limits, Node, Source};
use crate::review::{ListFile, NamedList, named_lists};
use crate::text::{Span, nearest};

/// The file of a list, as far as it could be read.
#[derive(Debug)]
pub(super) struct Beside {
    named: NamedList,
    /// Its text; of a file that is not UTF-8, the text before that.
    pub(super) source: Option<Source>,
    wrong: Option<Diagnostic>,
}

impl Beside {
    /// The list that the file holds.
    pub(super) fn list(&self, limits: Limits) -> ListFile {
        match (&self.source, &self.wrong) {
            (Some(source), None) => ListFile::read(self.named.clone(), source, limits),
            (_, wrong) => ListFile::unreadable(self.named.clone(), wrong.clone()),
        }
    }
}

/// Reads the files that the review with this tree names. `review` is its own file, if it has one; the places of the texts
/// go on from `after`.
pub(super) fn read(root: &Node, review: Option<&Path>, after: &Source, within: Within) -> Vec<Beside> {
    let mut start = after.end();
    let mut read = Vec::new();
    for named in named_lists(root) {
        let text = match review {
            Some(review) => {
                list_file(review, &named, within.outside).and_then(|path| text(&path, &named, start, within.limits))
            }
            None => Err((None, Box::new(nothing_beside(&named, after)))),
        };
        let (source, wrong) = match text {
            Ok(source) => (Some(source), None),
            Err((source, wrong)) => (source, Some(*wrong)),
        };
        start = source.as_ref().map_or(start, Source::end);
        read.push(Beside { named, source, wrong });
    }
    read
}

/// Why there is no text: what there is of it, and what is wrong.
type NoText = (Option<Source>, Box<Diagnostic>);

fn nothing_beside(named: &NamedList, review: &Source) -> Diagnostic {
    let what = match review.line {
        Some(_) => "a review that is a line of a file",
        None => "a review from standard input",
    };
    let message = format!("`{}` cannot be found: {what} has no folder", named.path);
    wrong("list-not-read", message, named).help("write the items in the review, or keep the review in its own file")
}

/// The file of a list.
fn list_file(review: &Path, named: &NamedList, outside: bool) -> Result<PathBuf, NoText> {
    inside(review, &named.path, outside).map_err(|why| {
        let message = format!("`{}` {why}", named.path);
        let help = "name a file in the review's folder or below it, such as `events.csv` or `lists/events.csv`; \
                    `--allow-outside` allows others";
        (None, Box::new(wrong("list-path", message, named).help(help)))
    })
}

/// The file that a review names as `named`: in the review's folder or below it, or anywhere where `outside` is allowed.
///
/// # Errors
/// What is wrong with the name, as a sentence goes on after it. What cannot be found is said by whoever opens it.
pub(super) fn inside(review: &Path, named: &str, outside: bool) -> Result<PathBuf, &'static str> {
    let path = Path::new(named);
    if named.trim().is_empty() {
        return Err("names no file");
    }
    if named.contains('\\') {
        return Err("contains `\\`: use `/` between a folder and its files");
    }
    let folder = review.parent().unwrap_or(Path::new(""));
    let file = folder.join(path);
    if outside {
        return Ok(file);
    }
    if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err("is outside the review's folder");
    }
    match (Path::new(".").join(folder).canonicalize(), file.canonicalize()) {
        (Ok(folder), Ok(real)) if !real.starts_with(&folder) => Err("is a link to a place outside the review's folder"),
        _ => Ok(file),
    }
}

fn text(path: &Path, named: &NamedList, start: usize, limits: Limits) -> Result<Source, NoText> {
    let failed = |why: &str| {
        let message = format!("cannot read `{}`: {why}", named.path);
        (None, Box::new(wrong("list-not-read", message, named)))
    };
    if bytes::is_no_file(path) {
        return Err(failed(bytes::NO_FILE));
    }
    let bytes = bytes::read(path, limits.size).map_err(|error| failed(&(bytes::why(path, &error) + &meant(path))))?;
    if bytes.starts_with(PACKED) {
        return Err(failed("this is a spreadsheet itself: save it with the file type `CSV UTF-8`, and name that file"));
    }
    match Source::from_bytes(shown(path), bytes) {
        Ok(source) => Ok(source.starting_at(start)),
        Err((source, diagnostic)) => {
            let place = start + source.text.len();
            let diagnostic = Diagnostic::error(diagnostic.code, diagnostic.message)
                .at(Span::new(place, place), "the first byte that is not UTF-8")
                .help("save it again with the file type `CSV UTF-8`; plain `CSV` loses letters such as `é` and `’`");
            Err((Some(source.starting_at(start)), Box::new(diagnostic)))
        }
    }
}

/// How the files of spreadsheets begin, which are packed.
const PACKED: &[u8] = b"PK\x03\x04";

/// The file that somebody most likely meant who named one that is not there.
fn meant(path: &Path) -> String {
    let folder = path.parent().map_or(PathBuf::from("."), |folder| Path::new(".").join(folder));
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    let lists = names.iter().map(String::as_str).filter(|name| name.to_lowercase().ends_with(".csv"));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    // A link that leads nowhere is there: its own name is no help.
    let found = nearest(&name, lists.filter(|list| *list != name)).filter(|_| !path.exists());
    found.map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

fn wrong(code: &'static str, message: String, named: &NamedList) -> Diagnostic {
    Diagnostic::error(code, message).at(named.span, "named here")
}
