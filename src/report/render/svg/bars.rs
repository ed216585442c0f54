//! A stacked bar a group, with its counts.

use super::parts::{Drawn, FAINT, INK, TOP, colors, escaped, key, short};
use crate::report::doc::{Bar, Part};

/// The width of the names before the bars, and of a whole bar.
const NAMES: usize = 190;
const BAR: usize = 600;
/// The height of a row, and of the bar in it.
const ROW: usize = 34;
const HIGH: usize = 24;
/// What is between the key and the first row.
const GAP: usize = 36;
/// A part narrower than this has no room for its mark and count.
const ROOM: usize = 40;
/// The longest name that is shown.
const LONGEST: usize = 24;

pub(super) fn draw(bars: &[Bar]) -> Drawn {
    let parts = bars.first().map_or(&[][..], |bar| &bar.parts);
    let key = key(parts.iter().map(|part| (part.mark.as_str(), part.name.as_str(), part.grade)));
    let top = TOP + GAP;
    let rows: String =
        bars.iter().enumerate().map(|(at, bar)| row(&bar.name, bar.of, &bar.parts, top + at * ROW)).collect();
    Drawn { svg: key + &rows, height: top + bars.len() * ROW, words: words(bars) }
}

/// What the picture shows, in words.
fn words(bars: &[Bar]) -> String {
    let bars = bars.iter().map(|bar| {
        let parts: Vec<String> =
            bar.parts.iter().filter_map(|part| Some(format!("{} {}", part.count?, part.name))).collect();
        let counts = if parts.is_empty() { "suppressed".to_owned() } else { parts.join(", ") };
        format!("{}: {counts}.", bar.name)
    });
    bars.collect::<Vec<_>>().join(" ")
}

fn row(name: &str, of: Option<u64>, parts: &[Part], y: usize) -> String {
    let base = y + HIGH - 7;
    let mut row = format!("<text x=\"0\" y=\"{base}\" fill=\"{INK}\">{}</text>", escaped(&short(name, LONGEST)));
    let counts: Option<Vec<u64>> = parts.iter().map(|part| part.count).collect();
    match (counts, of.and_then(|of| usize::try_from(of).ok()).filter(|of| *of > 0)) {
        (Some(_), Some(of)) => row.push_str(&bar(parts, of, y)),
        _ => row.push_str(&format!("<text x=\"{NAMES}\" y=\"{base}\" fill=\"{FAINT}\">[c] suppressed</text>")),
    }
    let of = of.map_or_else(|| "n [c]".to_owned(), |of| format!("n {of}"));
    row + &format!("<text x=\"{}\" y=\"{base}\" fill=\"{FAINT}\">{of}</text>\n", NAMES + BAR + 14)
}

fn bar(parts: &[Part], of: usize, y: usize) -> String {
    let (mut bar, mut sum) = (String::new(), 0_usize);
    for part in parts {
        let count = part.count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let (from, to) = (sum * BAR / of, (sum + count) * BAR / of);
        sum += count;
        if to == from {
            continue;
        }
        let (fill, ink) = colors(part.grade);
        bar.push_str(&format!(
            "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{HIGH}\" fill=\"{fill}\" stroke=\"#ffffff\" stroke-width=\"2\"/>",
            NAMES + from,
            to - from
        ));
        if to - from >= ROOM {
            bar.push_str(&format!(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{ink}\">{} {count}</text>",
                NAMES + (from + to) / 2,
                y + HIGH - 7,
                escaped(&part.mark)
            ));
        }
    }
    bar
}
