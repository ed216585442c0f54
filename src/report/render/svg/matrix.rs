//! The traffic-light matrix: the grade of each review in each area.

use super::parts::{Drawn, FAINT, INK, LINE, TOP, WIDTH, colors, escaped, short};
use crate::report::doc::MatrixRow;
use crate::review::Grade;

/// The width of the names, and the most that a column takes.
const NAMES: usize = 230;
const WIDEST: usize = 60;
const ROW: usize = 30;
/// The longest name that is shown.
const LONGEST: usize = 30;

pub(super) fn draw(columns: &[String], rows: &[MatrixRow]) -> Drawn {
    let wide = ((WIDTH - NAMES) / columns.len().max(1)).min(WIDEST);
    let x = |at: usize| NAMES + at * wide + wide / 2;
    let heads: String = (0..columns.len())
        .map(|at| {
            format!(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"{INK}\">{}</text>\n",
                x(at),
                TOP + 14,
                at + 1
            )
        })
        .collect();
    let lines: String = rows
        .iter()
        .enumerate()
        .map(|(number, (name, cells))| {
            let y = TOP + 24 + number * ROW;
            let cells: String = cells.iter().enumerate().map(|(at, (mark, grade))| cell(mark, *grade, x(at), y)).collect();
            format!(
                "<line x1=\"0\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"{LINE}\"/><text x=\"0\" y=\"{}\" fill=\"{INK}\">{}</text>{cells}\n",
                NAMES + columns.len() * wide,
                y + 20,
                escaped(&short(name, LONGEST))
            )
        })
        .collect();
    let below = TOP + 24 + rows.len() * ROW;
    let legend: String = columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let (x, y) = (at % 2 * WIDTH / 2, below + 24 + at / 2 * 20);
            format!("<text x=\"{x}\" y=\"{y}\" fill=\"{FAINT}\">{} = {}</text>\n", at + 1, escaped(&short(name, 48)))
        })
        .collect();
    Drawn {
        svg: heads + &lines + &legend,
        height: below + 34 + columns.len().div_ceil(2) * 20,
        words: words(columns, rows),
    }
}

fn words(columns: &[String], rows: &[MatrixRow]) -> String {
    let row = |(name, cells): &(String, Vec<(String, Option<Grade>)>)| {
        let cells: Vec<String> = columns
            .iter()
            .zip(cells)
            .map(|(column, (mark, grade))| {
                format!("{column} {}", grade.map_or_else(|| mark.clone(), |grade| grade.to_string()))
            })
            .collect();
        format!("{name}: {}.", cells.join(", "))
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

fn cell(mark: &str, grade: Option<Grade>, x: usize, y: usize) -> String {
    let (fill, ink) = colors(grade);
    let (fill, ink) = if grade.is_none() { ("#ffffff", INK) } else { (fill, ink) };
    format!(
        "<circle cx=\"{x}\" cy=\"{}\" r=\"12\" fill=\"{fill}\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"{ink}\">{}</text>",
        y + 15,
        y + 20,
        escaped(mark)
    )
}
