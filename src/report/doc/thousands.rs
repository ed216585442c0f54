//! Counts with commas: `1,730`.

use super::{Block, Cell, Doc};

impl Doc {
    /// Returns the same with a comma between thousands in the numbers of its tables, and in how many reviews a title counts.
    pub(in crate::report) fn with_thousands(mut self) -> Doc {
        self.title = with_commas_before(&self.title, " review");
        for block in &mut self.blocks {
            let Block::Table(table) = block else { continue };
            table.title = with_commas_before(&table.title, " review");
            for cell in table.rows.iter_mut().flatten() {
                match cell {
                    Cell::Number(text) => *text = with_commas(text),
                    Cell::Stack(lines) => lines.iter_mut().for_each(|line| *line = with_commas(line)),
                    Cell::Text(_) | Cell::Link { .. } | Cell::Grade(..) | Cell::Suppressed(_) | Cell::Bar { .. } => {}
                }
            }
        }
        self
    }
}

/// Puts commas into every whole number.
fn with_commas(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
        let (digits, after) = number.split_at(end);
        shown.push_str(before);
        let is_part = shown.ends_with('.');
        let is_group = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3) && !is_part;
        for (at, digit) in digits.char_indices() {
            if is_group(at) {
                shown.push(',');
            }
            shown.push(digit);
        }
        rest = after;
    }
    shown + rest
}

/// Puts commas into a number that a word follows, so that a year is left as it is.
fn with_commas_before(text: &str, word: &str) -> String {
    let Some((before, after)) = text.split_once(word) else { return text.to_owned() };
    let start = before.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let (rest, number) = before.split_at_checked(start).unwrap_or((before, ""));
    format!("{rest}{}{word}{after}", with_commas(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_thousands_and_nowhere_else() {
        assert_eq!(with_commas("1730 of 1204830, 35.8%"), "1,730 of 1,204,830, 35.8%");
        assert_eq!(
            ["999", "1000", "0.00004", "20.7 to 22.1", ""].map(with_commas),
            ["999", "1,000", "0.00004", "20.7 to 22.1", ""]
        );
        assert_eq!(with_commas_before("2009: 4830 reviews by 2010", " review"), "2009: 4,830 reviews by 2010");
        assert_eq!(with_commas_before("Grades of 2009", " review"), "Grades of 2009");
    }
}
