//! Where the names of a list stand in a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use unicode_normalization::UnicodeNormalization;

use super::common_words::is_common;
use super::context::{Near, is_in};
use super::identifier::{Confidence, Identifier, IdentifierKind};
use super::tokens::Tokens;
use crate::text::Span;
use crate::text::folded::Folded;

/// The spellings of names, by the byte that they begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    by_first: Vec<(u8, Vec<Spelling>)>,
    /// Names in scripts that put no space between words, in small letters.
    unspaced: Vec<(String, usize)>,
    /// A run of letters that a text holds wherever it holds a name, one for each; not known of names beyond ASCII.
    keys: Vec<Option<String>>,
    /// Finds those.
    finder: Option<AhoCorasick>,
}

/// A spelling of a name: its runs of letters and of digits, in small letters.
#[derive(Clone, Debug)]
struct Spelling {
    units: Vec<Unit>,
    /// Which of the list the name is, from 1.
    number: usize,
    /// Whether it is a name only where its words begin with a large letter.
    capitals: bool,
    /// Whether other names or initials may stand between its words: `Zebedee A. Quillfeather`.
    takes_more: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Unit {
    text: String,
    /// Whether white space stands before it in the list: not so of `Brien` in `O'Brien`.
    begins_word: bool,
}

impl Spellings {
    /// Adds a name as it is read from the list.
    pub(super) fn add(&mut self, name: &str, number: usize) {
        let folded = Folded::new(name);
        let words: Vec<Vec<Unit>> = folded.text.split_whitespace().map(units).filter(|word| !word.is_empty()).collect();
        if folded.text.contains(is_unspaced) {
            self.unspaced.push((folded.text.to_lowercase().split_whitespace().collect(), number));
        }
        self.add_key(words.last().map_or(&[][..], Vec::as_slice));
        let capitals = words.iter().flatten().all(|unit| is_common(&unit.text));
        let has_digits = words.iter().flatten().any(|unit| unit.text.starts_with(|first: char| first.is_ascii_digit()));
        let turns = if has_digits { 1 } else { words.len() };
        for turn in 0..turns {
            let (last, first) = words.split_at_checked(turn).unwrap_or_default();
            let turned: Vec<Unit> = first.iter().chain(last).flatten().cloned().collect();
            self.insert(Spelling { units: turned, number, capitals, takes_more: turn == 0 && words.len() > 1 });
        }
        if let ([given, .., _], false) = (words.as_slice(), has_digits) {
            self.add_initials(name, given, words.get(1..).unwrap_or_default(), number);
        }
        if let Some(spelled) = spelled_out(name) {
            self.add(&spelled, number);
        }
    }

    /// Adds the initials of the first names with the surname, in both orders: `Z. Quillfeather`, `Quillfeather Z`; and the
    /// first name with the surname alone.
    fn add_initials(&mut self, name: &str, given: &[Unit], others: &[Vec<Unit>], number: usize) {
        let particle = |word: &&Vec<Unit>| matches!(word.as_slice(), [unit] if is_particle(&unit.text));
        let last = others.len().saturating_sub(1);
        let start = last - others.iter().take(last).rev().take_while(particle).count();
        let (middle, surname) = others.split_at_checked(start).unwrap_or_default();
        let surname: Vec<Unit> = surname.iter().flatten().cloned().collect();
        let first = |unit: &Unit| Some(Unit { text: unit.text.chars().next()?.to_string(), begins_word: true });
        let all: Vec<Unit> = given.iter().chain(middle.iter().flatten()).filter_map(first).collect();
        // `Th. Aegisson` for a name that begins with one letter.
        let long = Folded::new(name.get(..name.ceil_char_boundary(1)).unwrap_or_default()).text.to_lowercase();
        let long = (long.chars().count() > 1).then(|| vec![Unit { text: long, begins_word: true }]);
        let one = all.get(..1).map(<[Unit]>::to_vec);
        let spelling = |units, capitals| Spelling { units, number, capitals, takes_more: false };
        for initials in one.into_iter().chain((all.len() > 1).then_some(all)).chain(long) {
            self.insert(spelling([initials.clone(), surname.clone()].concat(), true));
            self.insert(spelling([surname.clone(), initials].concat(), true));
        }
        if !middle.is_empty() {
            let is_common = given.iter().chain(&surname).all(|unit| is_common(&unit.text));
            self.insert(spelling([given, &surname].concat(), is_common));
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "the value is built for this call")]
    fn insert(&mut self, spelling: Spelling) {
        let Some(first) = spelling.units.first().and_then(|unit| unit.text.chars().next()) else {
            return;
        };
        let mut bytes: Vec<u8> = std::iter::once(first).chain(first.to_uppercase()).map(first_byte).collect();
        bytes.dedup();
        for byte in bytes {
            match self.by_first.iter_mut().find(|(known, _)| *known == byte) {
                Some((_, spellings)) => spellings.push(spelling.clone()),
                None => self.by_first.push((byte, vec![spelling.clone()])),
            }
        }
    }

    /// Adds what each spelling of a name holds whose surname these are.
    fn add_key(&mut self, surname: &[Unit]) {
        let longest = surname.iter().map(|unit| unit.text.as_str()).max_by_key(|text| text.len());
        self.keys.push(longest.filter(|text| text.is_ascii() && !text.is_empty()).map(str::to_owned));
    }

    /// Makes what finds the texts that may hold a name, once all names are added.
    pub(super) fn prepare(&mut self) {
        // The fastest takes more memory than a long list is worth.
        let kind = Some(AhoCorasickKind::DFA).filter(|_| self.keys.len() <= 100);
        let keys: Option<Vec<&str>> = self.keys.iter().map(Option::as_deref).collect();
        self.finder =
            keys.and_then(|keys| AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(keys).ok());
    }

    /// Whether a text may hold a name: most do not. A name goes on after a hyphen at the end of a line.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        let is_there = |finder: &AhoCorasick| finder.is_match(text) || text.contains("-\n") || text.contains("-\r");
        self.finder.as_ref().is_none_or(is_there)
    }

    /// Adds the names in a text to `found`.
    pub(super) fn find(&self, tokens: &Tokens<'_>, found: &mut Vec<Identifier>) {
        if !self.may_be_in(tokens.text) {
            return;
        }
        let mut may_begin = [false; 256];
        for (byte, _) in &self.by_first {
            may_begin.get_mut(usize::from(*byte)).into_iter().for_each(|may| *may = true);
        }
        let hit = |span, number| Identifier {
            span,
            kind: IdentifierKind::ConfidentialName,
            confidence: Confidence::Certain,
            name: Some(number),
        };
        for at in 0..tokens.len() {
            let Some(byte) = tokens.first_byte(at).filter(|byte| may_begin.get(usize::from(*byte)) == Some(&true))
            else {
                continue;
            };
            let spellings =
                self.by_first.iter().filter(|(known, _)| *known == byte).flat_map(|(_, spellings)| spellings);
            let ends = spellings.filter_map(|spelling| Some((spelling.end(tokens, at)?, spelling)));
            let Some((end, spelling)) = ends.max_by_key(|(end, _)| *end) else {
                continue;
            };
            let start = tokens.get(at).map_or(0, |token| token.start);
            if !(spelling.units.len() == 1 && is_a_word_here(tokens, at)) {
                found.push(hit(Span::new(start, end), spelling.number));
            }
        }
        for (name, number) in &self.unspaced {
            let starts = name.chars().next().into_iter().flat_map(|first| tokens.text.match_indices(first));
            let ends = starts.filter_map(|(at, _)| Some((at, at + same_but_for_spaces(tokens.text.get(at..)?, name)?)));
            found.extend(ends.map(|(start, end)| hit(Span::new(start, end), *number)));
        }
    }
}

/// How many bytes of `text` spell `name`, spaces between its letters apart.
fn same_but_for_spaces(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for letter in name.chars() {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix(letter)?;
    }
    Some(text.len() - rest.len())
}

fn first_byte(character: char) -> u8 {
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes).bytes().next().unwrap_or(0)
}

/// The runs of letters and of digits of a word.
fn units(word: &str) -> Vec<Unit> {
    let tokens = Tokens::new(word);
    let small = |at: usize| tokens.str(at).to_lowercase().replace('ς', "σ");
    (0..tokens.len()).map(|at| Unit { text: small(at), begins_word: at == 0 }).collect()
}

/// A name with the letters that German and Nordic spell out in a text without them, if it has one: `Müller`, `Mueller`.
fn spelled_out(name: &str) -> Option<String> {
    let mut spelled = String::new();
    for character in name.nfc() {
        match character {
            'ä' | 'Ä' => spelled.push_str("ae"),
            'ö' | 'ø' | 'Ö' | 'Ø' => spelled.push_str("oe"),
            'ü' | 'Ü' => spelled.push_str("ue"),
            'å' | 'Å' => spelled.push_str("aa"),
            _ => spelled.push(character),
        }
    }
    (spelled != name && spelled.is_ascii()).then_some(spelled)
}

/// Whether a letter is of a script without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a word stands before a surname as part of it: `van`, `de`, `al`.
pub(super) fn is_particle(word: &str) -> bool {
    is_in(
        "|van|von|der|den|de|del|della|di|da|dos|das|du|la|le|al|el|bin|ibn|bint|ap|ab|ferch|ben|ter|ten|zu|zum|zur|vom|\
         mac|mc|ni|nic|ui|ua|st|saint|san|santa|abu|umm|af|av|do|",
        word,
    )
}

impl Spelling {
    /// The byte where it ends, if it begins at token `first`.
    fn end(&self, tokens: &Tokens<'_>, first: usize) -> Option<usize> {
        let unit = self.units.first()?;
        // `A` and `I` are words.
        let is_word = matches!(unit.text.as_str(), "a" | "i")
            && self.units.len() > 1
            && unit.text == tokens.str(first).to_lowercase();
        if is_word && self.capitals && !tokens.gap(first).starts_with(['.', '\'']) {
            let mut others = self.units.iter().skip(1);
            if others.all(|unit| is_common(&unit.text) || is_particle(&unit.text)) {
                return None;
            }
        }
        self.end_from(tokens, first, 0)
    }

    /// The same of its units from `unit` on, of which the first begins with token `at`.
    fn end_from(&self, tokens: &Tokens<'_>, mut at: usize, mut unit: usize) -> Option<usize> {
        let mut rest = self.units.get(unit)?.text.as_str();
        loop {
            let mut word = tokens.str(at);
            // Most words are none of a name.
            strip_same(word, rest)?;
            if word.is_empty() || self.capitals && word.starts_with(char::is_lowercase) && !is_particle(rest) {
                return None;
            }
            while !word.is_empty() {
                (word, rest) = strip_same(word, rest)?;
                if rest.is_empty() {
                    unit += 1;
                    let Some(next) = self.units.get(unit) else {
                        let is_alone = self.units.len() == 1 && self.capitals;
                        let is_end = match word.to_ascii_lowercase().as_str() {
                            "" => true,
                            "s" | "es" => !is_alone,
                            _ => false,
                        };
                        return tokens.get(at).filter(|_| is_end).map(|token| token.end);
                    };
                    rest = &next.text;
                    if word.is_empty() {
                        return self.end_after(tokens, at, unit, next.begins_word);
                    }
                }
            }
            // A word goes on in the next line, or in digits.
            let gap = tokens.gap(at);
            if !gap.is_empty() && !is_line_break(gap) {
                return None;
            }
            at += 1;
        }
    }

    /// Where it ends if its units from `unit` on follow token `at`, at once or after further names.
    fn end_after(&self, tokens: &Tokens<'_>, at: usize, unit: usize, begins_word: bool) -> Option<usize> {
        let is_short =
            tokens.str(at).chars().nth(1).is_none() || is_in("|st|ste|mc|th|", &tokens.str(at).to_ascii_lowercase());
        let follows = joins_names(tokens.gap(at), is_short) || tokens.gap(at).is_empty();
        let own = follows.then(|| self.end_from(tokens, at + 1, unit)).flatten();
        own.or_else(|| {
            (1..=2).filter(|_| self.takes_more && begins_word).find_map(|more| {
                let is_name = (at + 1..=at + more).all(|between| is_more(tokens, between));
                let joins = |gap: &str| {
                    gap.trim_matches([' ', '\n', '\r', '\t']).is_empty() || gap.starts_with(". ") || gap == "."
                };
                let is_joined = joins(tokens.gap(at)) && (at + 1..=at + more).all(|between| joins(tokens.gap(between)));
                (is_name && is_joined).then(|| self.end_from(tokens, at + more + 1, unit)).flatten()
            })
        })
    }
}

/// Whether token `at` may be another name of the same person: an initial, or a word with a large letter.
fn is_more(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.str(at);
    word.starts_with(char::is_uppercase) && (word.chars().nth(1).is_none() || !tokens.gap(at).contains('.'))
}

/// `word` and `rest` without what they have in common from their start; `None` unless one begins with the other, case apart.
fn strip_same<'w, 'r>(word: &'w str, rest: &'r str) -> Option<(&'w str, &'r str)> {
    if word.is_ascii() && rest.is_ascii() {
        let least = word.len().min(rest.len());
        let (own, word) = word.split_at_checked(least)?;
        let (other, rest) = rest.split_at_checked(least)?;
        return own.eq_ignore_ascii_case(other).then_some((word, rest));
    }
    let (mut words, mut rests) = (word.chars(), rest.chars());
    while let (Some(_), Some(_)) = (words.clone().next(), rests.clone().next()) {
        let small = words.next()?.to_lowercase();
        for letter in small {
            if rests.next() != Some(letter) {
                return None;
            }
        }
    }
    Some((words.as_str(), rests.as_str()))
}

/// Whether a gap parts a word at the end of a line.
fn is_line_break(gap: &str) -> bool {
    gap.strip_prefix('-').is_some_and(|rest| rest.contains('\n') && rest.trim().is_empty() && rest.len() <= 60)
}

/// Whether a gap may stand between the parts of a name. A full stop ends a sentence, but not after an initial.
fn joins_names(gap: &str, after_initial: bool) -> bool {
    let marks = gap.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let mut points = gap.match_indices('.');
    gap.len() <= 60
        && marks.clone().all(|byte| b"-'.,\"_/`".contains(&byte))
        && marks.count() <= 3
        && gap.bytes().filter(|byte| *byte == b'\n').count() <= 1
        && points.all(|(at, _)| after_initial || gap.get(at + 1..).is_some_and(str::is_empty) || gap.starts_with("."))
        && (after_initial || !gap.contains(". ") && !gap.contains(".\n"))
}

/// Whether a name of one word is rather a month or verb where it stands: `in May`, `May to June`, `May we ask`.
fn is_a_word_here(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = |at: usize| tokens.str(at).to_ascii_lowercase();
    let is_month = |at: usize| {
        is_in("|january|february|march|april|may|june|july|august|september|october|november|december|", &word(at))
    };
    if !is_in("|april|may|june|august|", &word(at)) || (Near { tokens, first: at, end: at + 1 }).is_whole() {
        return false;
    }
    let before = |back: usize| at.checked_sub(back).map(&word).unwrap_or_default();
    let is_digits = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is_digits);
    let follows_day = is_digits(at.checked_sub(1)) || is_in("|st|nd|rd|th|", &before(1));
    if follows_day || is_digits(Some(at + 1)) && tokens.gap(at).len() <= 3 {
        return true;
    }
    if tokens.gap(at).starts_with('\'') {
        return false;
    }
    let fits_month = is_in(
        "|in|from|until|till|since|during|early|mid|late|last|next|this|every|each|throughout|between|",
        &before(1),
    );
    let may_fit = is_in("|to|by|of|before|after|and|or|", &before(1))
        && (is_digits(at.checked_sub(2))
            || is_in("|end|start|beginning|middle|week|month|", &before(2))
            || at >= 2 && is_month(at - 2)
            || before(1) == "by"
                && !(before(2).ends_with("ed") || before(2).ends_with("en") || is_in("|said|for|to|", &before(2))));
    let goes_on = is_in("|to|until|and|or|", &word(at + 1)) && is_month(at + 2);
    let is_verb = word(at) == "may"
        && is_in("|i|we|you|he|she|it|they|the|be|not|have|also|this|that|well|", &word(at + 1))
        && (tokens.gap_before(at).contains(['.', '?', '!', '\n']) || at == 0);
    fits_month || may_fit || goes_on || is_verb
}
