//! Runs of letters and of digits, and what parts them.

/// A run of letters or of digits of a plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_digits: bool,
}

/// The runs of letters and of digits of a plain text, in order.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    /// Where each begins and ends.
    list: Vec<(u32, u32)>,
}

/// What a byte of a plain text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Other,
}

const fn class(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' => Class::Digit,
        b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => Class::Letter,
        _ => Class::Other,
    }
}

impl<'t> Tokens<'t> {
    /// The longest text whose runs can be counted, in bytes.
    pub(super) const LONGEST: usize = 1 << 31;

    /// Finds the runs of a plain text of at most [`Tokens::LONGEST`] bytes.
    pub(super) fn new(text: &'t str) -> Self {
        let mut list = Vec::with_capacity(text.len() / 5);
        let (mut start, mut now) = (0, Class::Other);
        for (byte, at) in text.bytes().zip(0_u32..) {
            let class = class(byte);
            if class != now {
                if now != Class::Other {
                    list.push((start, at));
                }
                (start, now) = (at, class);
            }
        }
        if now != Class::Other {
            list.push((start, u32::try_from(text.len()).unwrap_or(u32::MAX)));
        }
        Tokens { text, list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<Token> {
        let (start, end) = self.list.get(at)?;
        let (start, end) = (*start as usize, *end as usize);
        Some(Token { start, end, is_digits: self.text.as_bytes().get(start)?.is_ascii_digit() })
    }

    /// The first byte of token `at`.
    pub(super) fn first_byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(self.list.get(at)?.0 as usize).copied()
    }

    /// The letters or digits of token `at`; empty if there is none.
    pub(super) fn str(&self, at: usize) -> &'t str {
        self.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// What stands between token `at` and the next; the rest of the text after the last.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        let Some(token) = self.get(at) else { return "" };
        let end = self.get(at + 1).map_or(self.text.len(), |next| next.start);
        self.text.get(token.end..end).unwrap_or_default()
    }

    /// What stands before token `at`, from the token before it or the start of the text.
    pub(super) fn gap_before(&self, at: usize) -> &'t str {
        match at.checked_sub(1) {
            Some(before) => self.gap(before),
            None => self.text.get(..self.get(at).map_or(0, |token| token.start)).unwrap_or_default(),
        }
    }

    /// Whether token `at` is one word with the token before it: `4` in `SG14`.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.gap_before(at).is_empty()
    }

    /// The tokens from `at` on that are one word.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.is_glued(end) {
            end += 1;
        }
        end
    }

    /// The text from token `first` to before token `end`, without what parts them.
    pub(super) fn joined(&self, first: usize, end: usize) -> String {
        (first..end).map(|at| self.str(at)).collect()
    }
}

/// Whether a gap may stand within a number or code: a little punctuation and any white space, but no end of a sentence.
pub(super) fn joins(gap: &str) -> bool {
    let marks = gap.bytes().filter(|byte| !byte.is_ascii_whitespace());
    gap.len() <= 60
        && marks.clone().all(|byte| b"./-_()".contains(&byte))
        && marks.count() <= 3
        && gap.bytes().filter(|byte| *byte == b'\n').count() <= 1
        && !gap.contains(". ")
        && !gap.contains(".\n")
}
