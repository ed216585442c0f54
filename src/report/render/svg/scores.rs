//! How many reviews have which score.

use super::parts::{Drawn, FAINT, INK, LINE, TOP, WIDTH};

/// The height of the highest bar, and what is above it for its count.
const HIGH: usize = 160;
const GAP: usize = 24;
const LEFT: usize = 20;

pub(super) fn draw(counts: &[u64; 10]) -> Drawn {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let wide = (WIDTH - 2 * LEFT) / counts.len();
    let base = TOP + GAP + HIGH;
    let bars: String = counts
        .iter()
        .enumerate()
        .map(|(at, count)| {
            let high = usize::try_from(count * 160 / most).unwrap_or(HIGH);
            let x = LEFT + at * wide;
            let number = if *count == 0 { String::new() } else { count.to_string() };
            format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{high}\" fill=\"#14508c\"/>\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{INK}\">{number}</text>\
                 <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" fill=\"{FAINT}\">{}</text>\n",
                x + 2,
                base - high,
                wide - 4,
                x + wide / 2,
                base - high - 6,
                base + 20,
                at * 10
            )
        })
        .collect();
    let end = LEFT + counts.len() * wide;
    let axis = format!(
        "<line x1=\"{LEFT}\" y1=\"{base}\" x2=\"{end}\" y2=\"{base}\" stroke=\"{LINE}\" stroke-width=\"2\"/>\
         <text x=\"{end}\" y=\"{}\" text-anchor=\"middle\" fill=\"{FAINT}\">100</text>\n",
        base + 20
    );
    Drawn { svg: bars + &axis, height: base + 30, words: words(counts) }
}

fn words(counts: &[u64; 10]) -> String {
    let some = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let ranges: Vec<String> = some
        .map(|(at, count)| format!("{} to {}: {count}", at * 10, if at == 9 { 100 } else { at * 10 + 9 }))
        .collect();
    format!("{}.", ranges.join(", "))
}
