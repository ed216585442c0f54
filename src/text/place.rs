//! Places in a text: byte spans inside the program, lines and columns for people.

/// A stretch of a text in bytes, the end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A place as a person counts: lines and columns from 1, columns in characters (not bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Finds the place of a byte in a text; built once for a text, so that many places cost one pass, however long its lines.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters start before each block of the text.
    before: Vec<usize>,
    first: usize,
}

/// The number of bytes of a block.
const BLOCK: usize = 256;

impl<'a> Lines<'a> {
    /// Reads where the lines of `text` start. A line ends at `\n`; a `\r` before it belongs to the line's end.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let blocks = text.as_bytes().chunks(BLOCK).map(characters);
        let sums = blocks.scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        Lines { text, starts, before: std::iter::once(0).chain(sums).collect(), first: 1 }
    }

    /// The same, counted from line `first`: for a text that is a part of a longer one.
    #[must_use]
    pub(crate) fn counted_from(self, first: usize) -> Self {
        Lines { first, ..self }
    }

    /// The number of the line that holds byte `at`.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).max(1) + self.first - 1
    }

    /// The place of the character that holds byte `at`; past the end, the place just after the last character.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.characters_before(at).saturating_sub(self.characters_before(start)) + 1;
        Place { line: line + self.first - 1, column }
    }

    /// How many characters of the text start before byte `at`.
    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = at / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        self.before.get(block).copied().unwrap_or(0) + characters(rest)
    }
}

impl Place {
    /// Returns the place of byte `at` in `text`, whose first line is line `first`, as [`Lines::place`] does. It costs less for a
    /// single place, and more for many.
    #[must_use]
    pub(crate) fn in_text(text: &str, first: usize, at: usize) -> Place {
        let before = text.as_bytes().get(..at.min(text.len())).unwrap_or_default();
        let ends = before.iter().filter(|byte| **byte == b'\n').count();
        let is_end = |byte: &u8| *byte == b'\n';
        let line = if ends == 0 { before } else { before.rsplit(is_end).next().unwrap_or_default() };
        Place { line: first + ends, column: characters(line) + 1 }
    }
}

/// How many characters start in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    const CONTINUES: std::ops::RangeInclusive<u8> = 0x80..=0xbf;
    bytes.iter().filter(|byte| !CONTINUES.contains(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_survive_windows_ends() {
        let text = "a = 1\r\né = 'ü'\n\tb";
        let lines = Lines::new(text);
        let at = |part: &str| lines.place(text.find(part).unwrap());
        for at in 0..=text.len() + 1 {
            assert_eq!(Place::in_text(text, 1, at), lines.place(at));
        }
        assert_eq!(at("a"), Place { line: 1, column: 1 });
        assert_eq!(at("ü"), Place { line: 2, column: 6 });
        assert_eq!(at("b"), Place { line: 3, column: 2 });
        assert_eq!(lines.place(text.len()), Place { line: 3, column: 3 });
        assert_eq!(Lines::new("").place(0), Place { line: 1, column: 1 });
    }

    #[test]
    fn columns_of_long_lines_are_counted_as_those_of_short_ones() {
        let text = "aé€𝄞\n".repeat(7) + &"é€𝄞b".repeat(BLOCK) + "\n" + &"x".repeat(2 * BLOCK);
        let lines = Lines::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            assert_eq!(lines.place(at), Place { line, column }, "byte {at}");
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(lines.place(text.len()), Place { line, column });
        assert_eq!(lines.place(text.len() + 9), Place { line, column });
    }
}
