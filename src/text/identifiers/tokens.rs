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

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "the byte is below 256")]
        {
            classes[byte] = class(byte as u8);
        }
        byte += 1;
    }
    classes
};

impl<'t> Tokens<'t> {
    /// The longest text whose runs can be counted, in bytes.
    pub(super) const LONGEST: usize = 1 << 31;

    /// Finds the runs of a plain text of at most [`Tokens::LONGEST`] bytes.
    pub(super) fn new(text: &'t str) -> Self {
        let mut list = Vec::with_capacity(text.len() / 5);
        let (mut start, mut now) = (0, Class::Other);
        for (byte, at) in text.bytes().zip(0_u32..) {
            let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other);
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

    /// Whether token `at` begins a long word of the letters and digits that hashes are written in.
    pub(super) fn is_in_a_hash(&self, at: usize) -> bool {
        let end = self.word_end(at);
        let is_hash = |word: &str| word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        end > at + 1 && is_hash(&self.joined(at, end))
    }

    /// The text from token `first` to before token `end`, without what parts them.
    pub(super) fn joined(&self, first: usize, end: usize) -> String {
        (first..end).map(|at| self.str(at)).collect()
    }
}

/// Whether a gap may stand within a number or code: a little punctuation and any white space, but no end of a sentence. A
/// quoted line begins with `>`.
pub(super) fn joins(gap: &str) -> bool {
    joins_by(gap, |byte| b"./-_()[]".contains(&byte) || byte == b'>' && gap.contains("\n>"))
}

/// The same of a gap that may as well part two values: it needs more that speaks for one.
pub(super) fn may_join(gap: &str) -> bool {
    joins_by(gap, |byte| b"./-_()[]:,;|'*~".contains(&byte))
}

fn joins_by(gap: &str, is_mark: impl Fn(u8) -> bool) -> bool {
    if gap == " " {
        return true;
    }
    let marks = gap.bytes().filter(|byte| !byte.is_ascii_whitespace());
    gap.len() <= 60
        && marks.clone().all(is_mark)
        && marks.count() <= 3
        && gap.bytes().filter(|byte| *byte == b'\n').count() <= 1
        && !gap.contains(". ")
        && !gap.contains(".\n")
}
