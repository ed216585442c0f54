//! Plots as SVG: a stacked bar a group, with its counts in words for who cannot see it.

use crate::report::doc::{Part, Plot};

/// The width of the picture, of the names before the bars, and of a whole bar.
const WIDTH: usize = 900;
const NAMES: usize = 190;
const BAR: usize = 600;
/// The height of a row, and of the bar in it.
const ROW: usize = 34;
const HIGH: usize = 24;
/// What is above the first row: the title and the key.
const TOP: usize = 74;
/// A part narrower than this has no room for its mark and count.
const ROOM: usize = 40;
/// The longest name that is shown.
const LONGEST: usize = 24;

/// Writes a plot as a picture that stands by itself.
pub(in crate::report) fn write(plot: &Plot) -> String {
    let height = TOP + plot.bars.len() * ROW + 12;
    let rows: String =
        plot.bars.iter().enumerate().map(|(at, bar)| row(&bar.name, bar.of, &bar.parts, TOP + at * ROW)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"plot-title plot-about\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"15\">\n\
         <title id=\"plot-title\">{}</title>\n<desc id=\"plot-about\">{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"0\" y=\"22\" font-size=\"19\" font-weight=\"bold\" fill=\"#0b0c0c\">{0}</text>\n{}{rows}</svg>\n",
        escaped(&plot.title),
        escaped(&about(plot)),
        key(plot),
    )
}

/// What the picture shows, in words.
fn about(plot: &Plot) -> String {
    let bars = plot.bars.iter().map(|bar| {
        let parts: Vec<String> =
            bar.parts.iter().filter_map(|part| Some(format!("{} {}", part.count?, part.name))).collect();
        let said = if parts.is_empty() { "suppressed".to_owned() } else { parts.join(", ") };
        format!("{}: {said}.", bar.name)
    });
    bars.collect::<Vec<_>>().join(" ")
}

/// What each colour and mark means.
fn key(plot: &Plot) -> String {
    let (mut key, mut x) = (String::new(), 0);
    for part in plot.bars.first().map_or(&[][..], |bar| &bar.parts) {
        let (fill, _) = colors(part);
        let label = format!("{} {}", part.mark, part.name);
        key.push_str(&format!(
            "<rect x=\"{x}\" y=\"38\" width=\"18\" height=\"18\" fill=\"{fill}\"/><text x=\"{}\" y=\"52\" fill=\"#0b0c0c\">{}</text>\n",
            x + 24,
            escaped(&label)
        ));
        x += 24 + label.chars().count() * 9 + 14;
    }
    key
}

fn row(name: &str, of: Option<u64>, parts: &[Part], y: usize) -> String {
    let short: String = if name.chars().count() > LONGEST {
        name.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    let base = y + HIGH - 7;
    let mut row = format!("<text x=\"0\" y=\"{base}\" fill=\"#0b0c0c\">{}</text>", escaped(&short));
    let counts: Option<Vec<u64>> = parts.iter().map(|part| part.count).collect();
    match (counts, of.and_then(|of| usize::try_from(of).ok()).filter(|of| *of > 0)) {
        (Some(_), Some(of)) => row.push_str(&bar(parts, of, y)),
        _ => row.push_str(&format!("<text x=\"{NAMES}\" y=\"{base}\" fill=\"#484949\">[c] suppressed</text>")),
    }
    let of = of.map_or_else(|| "n [c]".to_owned(), |of| format!("n {of}"));
    row + &format!("<text x=\"{}\" y=\"{base}\" fill=\"#484949\">{of}</text>\n", NAMES + BAR + 14)
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
        let (fill, ink) = colors(part);
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

/// The colour of a part, and of text on it: apart for colour-blind people, and as far as they can be in grey.
fn colors(part: &Part) -> (&'static str, &'static str) {
    match part.grade {
        Some(grade) if grade.is_best() => ("#14508c", "#ffffff"),
        Some(grade) if grade.is_worst() => ("#b0221a", "#ffffff"),
        Some(grade) if grade.is_strong() => ("#00703c", "#ffffff"),
        Some(_) => ("#ffdd00", "#0b0c0c"),
        None => ("#b1b4b6", "#0b0c0c"),
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
