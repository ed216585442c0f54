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

/// Finds the place of a byte in a text; built once for a text, so that many places cost one pass.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    first: usize,
}

impl<'a> Lines<'a> {
    /// Reads where the lines of `text` start. A line ends at `\n`; a `\r` before it belongs to the line's end.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Lines { text, starts, first: 1 }
    }

    /// The same, counted from line `first`: for a text that is a part of a longer one.
    #[must_use]
    pub fn from_line(self, first: usize) -> Self {
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
        let before = self.text.get(start..).unwrap_or("").char_indices();
        let column = before.take_while(|&(offset, _)| start + offset < at).count() + 1;
        Place { line: line + self.first - 1, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_survive_windows_ends() {
        let text = "a = 1\r\né = 'ü'\n\tb";
        let lines = Lines::new(text);
        let at = |part: &str| lines.place(text.find(part).unwrap());
        assert_eq!(at("a"), Place { line: 1, column: 1 });
        assert_eq!(at("ü"), Place { line: 2, column: 6 });
        assert_eq!(at("b"), Place { line: 3, column: 2 });
        assert_eq!(lines.place(text.len()), Place { line: 3, column: 3 });
        assert_eq!(Lines::new("").place(0), Place { line: 1, column: 1 });
    }
}
