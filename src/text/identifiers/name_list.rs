//! The author's list of confidential names, and how its lines are read.

use super::context::is_in;
use super::identifier::Identifier;
use super::names::{Spellings, is_particle};
use super::tokens::Tokens;
use crate::text::Span;
use crate::text::folded::Folded;

/// The author's list of confidential names, with what may stay though it looks like an identifier.
///
/// Its form is a text: a name a line, as people write names, with titles and notes (`Mrs Jane Smith (mother)`, `Smith, Jane`);
/// `#` begins a comment; `allow: ` before a text lets exactly that text stay. Only `readings` shows what it holds:
/// there is no way to print one.
#[derive(Clone, Default)]
pub struct NameList {
    names: Spellings,
    allowed: Vec<String>,
    readings: Vec<NameReading>,
}

/// How a line of a list of names is read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NameReading {
    /// The line, from 1.
    pub line: usize,
    /// The names that are masked, or the text that stays.
    pub names: Vec<String>,
    /// Whether it lets a text stay.
    pub is_allowed: bool,
}

/// Why a list of names cannot be read; it never says what the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// The line has no name: neither letters nor digits, or only titles, notes or a single letter.
    Nothing {
        /// The line, from 1.
        line: usize,
    },
    /// `allow:` is not followed by what may stay.
    AllowsNothing {
        /// The line, from 1.
        line: usize,
    },
    /// The line has more words than a name has.
    TooLong {
        /// The line, from 1.
        line: usize,
    },
}

impl std::fmt::Display for NameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NameError::Nothing { line } => write!(f, "line {line} has no name"),
            NameError::AllowsNothing { line } => write!(f, "line {line} does not say what it allows"),
            NameError::TooLong { line } => write!(f, "line {line} has more words than a name: write one name a line"),
        }
    }
}

impl std::fmt::Debug for NameList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameList").field("count", &self.len()).finish_non_exhaustive()
    }
}

/// More words than a name has.
const MOST_WORDS: usize = 7;

impl NameList {
    /// Reads a list.
    ///
    /// ```
    /// use casegrade::text::{NameError, NameList};
    /// let wrong = NameList::read("Jane Smith\n--\nallow:").unwrap_err();
    /// assert_eq!(wrong, [NameError::Nothing { line: 2 }, NameError::AllowsNothing { line: 3 }]);
    /// ```
    ///
    /// # Errors
    /// Every line that holds no name.
    pub fn read(text: &str) -> Result<NameList, Vec<NameError>> {
        let mut list = NameList::default();
        let mut wrong = Vec::new();
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        for (at, line) in text.split(['\n', '\r', '\u{2028}', '\u{85}']).enumerate() {
            let line = line.split('#').next().unwrap_or("").trim();
            if !line.is_empty() {
                wrong.extend(list.add(line, at + 1).err());
            }
        }
        list.names.prepare();
        if wrong.is_empty() { Ok(list) } else { Err(wrong) }
    }

    fn add(&mut self, text: &str, line: usize) -> Result<(), NameError> {
        if let Some(allowed) = allow(text) {
            let plain = plain(allowed);
            if Tokens::new(&plain).len() == 0 {
                return Err(NameError::AllowsNothing { line });
            }
            self.allowed.push(plain);
            self.readings.push(NameReading { line, names: vec![allowed.trim().to_owned()], is_allowed: true });
            return Ok(());
        }
        let names = names(text);
        if names.iter().any(|name| name.split_whitespace().count() > MOST_WORDS) {
            return Err(NameError::TooLong { line });
        }
        if names.is_empty() {
            return Err(NameError::Nothing { line });
        }
        let first = self.len() + 1;
        for (name, number) in names.iter().zip(first..) {
            self.names.add(name, number);
        }
        self.readings.push(NameReading { line, names, is_allowed: false });
        Ok(())
    }

    /// How each line that holds something is read, in order.
    #[must_use]
    pub(crate) fn readings(&self) -> &[NameReading] {
        &self.readings
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.readings.iter().filter(|reading| !reading.is_allowed).map(|reading| reading.names.len()).sum()
    }

    /// Whether there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.iter().all(|reading| reading.is_allowed)
    }

    /// Whether a plain text may hold a name: most do not.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        !self.is_empty() && self.names.may_be_in(text)
    }

    /// Adds the names in a plain text to `found`.
    pub(super) fn find(&self, tokens: &Tokens<'_>, found: &mut Vec<Identifier>) {
        if !self.is_empty() {
            self.names.find(tokens, found);
        }
    }

    /// Where a plain text holds what may stay, from the first on.
    pub(super) fn allowed(&self, tokens: &Tokens<'_>) -> Vec<Span> {
        let starts = (0..tokens.len()).filter(|at| !self.allowed.is_empty() && !tokens.is_glued(*at));
        let starts = starts.filter_map(|at| tokens.get(at)).map(|token| token.start);
        starts
            .flat_map(|start| {
                let ends = self
                    .allowed
                    .iter()
                    .filter_map(move |allowed| Some(start + same_text(tokens.text.get(start..)?, allowed)?));
                ends.map(move |end| Span::new(start, end))
            })
            .collect()
    }
}

/// What a line lets stay, if it is one that lets something stay.
fn allow(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once(':')?;
    word.trim().eq_ignore_ascii_case("allow").then_some(rest)
}

/// A text in small letters from its first letter or digit to its last, plain, with single spaces.
fn plain(text: &str) -> String {
    let small = Folded::new(text).text.to_lowercase();
    let words: Vec<&str> =
        small.trim_matches(|character: char| !character.is_alphanumeric()).split_whitespace().collect();
    words.join(" ")
}

/// How many bytes of `text` spell `allowed`, as whole words, case and the width of spaces apart.
fn same_text(text: &str, allowed: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in allowed.chars() {
        let next = rest.chars().next()?;
        if wanted == ' ' {
            rest = Some(rest.trim_start()).filter(|_| next.is_whitespace())?;
        } else {
            let is_same = next == wanted || next.to_lowercase().eq([wanted]);
            rest = rest.get(next.len_utf8()..).filter(|_| is_same)?;
        }
    }
    (!rest.starts_with(char::is_alphanumeric)).then_some(text.len() - rest.len())
}

/// Words before a name that are not names: titles of people.
const TITLES: &str = "|mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|rev|revd|reverend|fr|pc|dc|ds|di|dci|sgt|wpc|cllr|\
                      councillor|master|madam|nurse|judge|hhj|sw|";
/// Words after a name that are not names.
const SUFFIXES: &str = "|jr|jnr|snr|sr|esq|qc|kc|obe|mbe|cbe|phd|md|mp|";
/// Words of what people are to each other or to the review: a part that has one is a note.
const ROLES: &str = "|mother|father|mum|dad|parent|parents|brother|sister|sibling|siblings|half|step|stepfather|stepmother|uncle|\
                     aunt|aunty|auntie|cousin|grandmother|grandfather|gran|grandparent|grandma|grandad|nan|partner|boyfriend|\
                     girlfriend|husband|wife|son|daughter|child|children|baby|infant|twin|subject|adult|worker|social|health|\
                     visitor|gp|midwife|teacher|head|headteacher|nurse|doctor|police|officer|sergeant|manager|author|chair|\
                     reviewer|carer|foster|family|friend|neighbour|landlord|lodger|deceased|perpetrator|victim|suspect|dob|aged|\
                     age|years|born|maternal|paternal|ex|the|of|his|her|address|school|staff|";

/// The names in a line.
fn names(line: &str) -> Vec<String> {
    let line = without_notes(&without_dates(without_numbering(line)));
    let apart = [
        " and ",
        " & ",
        " aka ",
        " alias ",
        " née ",
        " nee ",
        " formerly ",
        " known as ",
        " also ",
        " - ",
        " – ",
        " — ",
        " / ",
    ];
    let line = apart.iter().fold(line, |line, mark| line.replace(mark, ";"));
    let parts =
        line.split([';', '|', ':', '=', '/', '\u{2013}', '\u{2014}']).map(str::trim).filter(|part| !part.is_empty());
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let is_later = !names.is_empty();
        names.extend(columns(part).iter().flat_map(|cell| by_commas(cell, is_later)));
    }
    names
}

/// A line without the years and dates in it, if it has anything else.
fn without_dates(line: &str) -> String {
    let is_date = |word: &&str| {
        let starts = word.starts_with(|first: char| first.is_ascii_digit());
        starts && word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte))
    };
    if !line.contains(char::is_alphabetic) || !line.split_whitespace().any(|word| is_date(&word)) {
        return line.to_owned();
    }
    line.split(' ').filter(|word| !is_date(word)).collect::<Vec<_>>().join(" ")
}

/// A line without its number in a list: `1. `, `2) `.
fn without_numbering(line: &str) -> &str {
    let numbered = line.split_once(' ').filter(|(first, _)| is_numbering(first));
    numbered.map_or(line, |(_, rest)| rest.trim_start())
}

/// A line without what stands in brackets.
fn without_notes(line: &str) -> String {
    let mut depth = 0_usize;
    let outside = |character: char| {
        match character {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    let kept: String = line
        .chars()
        .filter({
            let mut outside = outside;
            move |character| outside(*character)
        })
        .collect();
    kept.replace("( ", " ")
}

/// The cells of a line with tabs: two cells of one word each are a name and a surname.
fn columns(part: &str) -> Vec<String> {
    let cells: Vec<&str> = part.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    match cells.as_slice() {
        [first, last, notes @ ..] if is_one_name(first) && is_one_name(last) => {
            std::iter::once(format!("{first} {last}"))
                .chain(notes.iter().filter(|note| !is_note(note)).map(ToString::to_string))
                .collect()
        }
        [first, notes @ ..] => std::iter::once((*first).to_owned())
            .chain(notes.iter().filter(|note| !is_note(note)).map(ToString::to_string))
            .collect(),
        [] => Vec::new(),
    }
}

fn is_one_name(cell: &str) -> bool {
    !cell.contains([' ', ',']) && !is_note(cell)
}

/// Whether a part says something of a person: it has a word of a role, or begins with a small letter or a digit.
fn is_note(part: &str) -> bool {
    let small = part.to_lowercase();
    let first = small.split_whitespace().next().unwrap_or_default();
    let begins_small = part.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
    begins_small && !is_particle(first) || has_role(part)
}

fn has_role(part: &str) -> bool {
    let small = part.to_lowercase();
    small.split(|letter: char| !letter.is_alphanumeric()).any(|word| is_in(ROLES, word))
}

/// The names in a part with commas: `Smith, Jane` is one, `Jane Smith, John Brown` are two, `Jane Smith, mother` has a note.
fn by_commas(part: &str, is_later: bool) -> Vec<String> {
    let pieces = part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).enumerate();
    let is_kept = |at: usize, piece: &str| {
        if at == 0 && !is_later { !is_only_role(piece) } else { !is_note(piece) }
    };
    let pieces = pieces.filter(|(at, piece)| is_kept(*at, piece)).map(|(_, piece)| without_titles(piece));
    let pieces: Vec<String> = pieces.filter(|piece| is_name(piece) && !is_only_role(piece)).collect();
    match pieces.as_slice() {
        [surname, given] if is_surname(surname) => vec![format!("{given} {surname}")],
        [surname, given] if given.split_whitespace().count() == 1 => {
            vec![format!("{given} {surname}"), surname.clone()]
        }
        _ => pieces,
    }
}

/// Whether all words are of roles: `social worker`.
fn is_only_role(piece: &str) -> bool {
    let mut words = piece.split_whitespace().map(str::to_lowercase);
    words.all(|word| is_in(ROLES, &word) || word.chars().nth(1).is_none())
}

/// Whether a piece is a surname: one word, or particles and one.
fn is_surname(piece: &str) -> bool {
    let words: Vec<String> = piece.split_whitespace().map(str::to_lowercase).collect();
    words.split_last().is_some_and(|(_, others)| others.iter().all(|word| is_particle(word)))
}

/// A piece without titles before it and what follows a name.
fn without_titles(piece: &str) -> String {
    let is_mark = |list: &str, word: &&str| is_in(list, &word.trim_end_matches('.').to_lowercase());
    let words: Vec<&str> = piece.split_whitespace().collect();
    let words = words.get(..note_at(&words)).unwrap_or_default();
    let start = words.iter().take_while(|word| is_mark(TITLES, word)).count();
    let end = words.len() - words.iter().rev().take_while(|word| is_mark(SUFFIXES, word)).count();
    words
        .get(start..end)
        .unwrap_or_default()
        .join(" ")
        .trim_end_matches("'s")
        .trim_end_matches("’s")
        .trim_matches(['.', ',', '-', '"', '\'', '*', '•'])
        .trim()
        .to_owned()
}

/// Whether a word only numbers the line: `1.`, `2)`.
fn is_numbering(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    digits.len() < word.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a note begins after a name: a word in small letters after one with a large letter, or a word of a role.
fn note_at(words: &[&str]) -> usize {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let is_cased = words.iter().take(2).any(|word| word.starts_with(char::is_uppercase));
    let begins = |(at, word): &(usize, &&str)| {
        let small = word.to_lowercase();
        let plain = small.trim_matches(|mark: char| !mark.is_alphanumeric());
        let is_word = is_small(word) && (is_cased && !is_particle(plain) || is_in(ROLES, plain));
        *at > 0 && is_word
    };
    words.iter().enumerate().find(begins).map_or(words.len(), |(at, _)| at)
}

/// Whether something is left that can be found: two letters or digits.
fn is_name(piece: &str) -> bool {
    let letters = piece.chars().filter(|letter| letter.is_alphanumeric());
    letters.clone().count() > 1 || letters.clone().any(|letter| !letter.is_ascii())
}
