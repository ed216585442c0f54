//! Plots as SVG: text and marks beside colour, and what each shows in words for who cannot see it.

mod bars;
mod matrix;
mod scores;
mod trend;

use crate::report::doc::{Picture, Plot};
use crate::review::Grade;

/// The width of every picture.
const WIDTH: usize = 900;
/// Where what is below the title begins.
const TOP: usize = 38;
const INK: &str = "#0b0c0c";
const FAINT: &str = "#484949";
const LINE: &str = "#b1b4b6";

/// A picture without its title: what it draws, how high that is, and what it shows in words.
struct Drawn {
    svg: String,
    height: usize,
    words: String,
}

/// Writes plots as one picture that stands by itself, one below the other.
pub(in crate::report) fn write(plots: &[Plot]) -> String {
    let drawn: Vec<(&Plot, Drawn)> = plots.iter().map(|plot| (plot, draw(&plot.picture))).collect();
    let (mut panels, mut y) = (String::new(), 0);
    for (plot, own) in &drawn {
        panels.push_str(&format!(
            "<g transform=\"translate(0,{y})\">\n<text x=\"0\" y=\"22\" font-size=\"19\" font-weight=\"bold\" fill=\"{INK}\">{}</text>\n{}</g>\n",
            escaped(&plot.title),
            own.svg
        ));
        y += own.height + 16;
    }
    let titles: Vec<&str> = plots.iter().map(|plot| plot.title.as_str()).collect();
    let words: Vec<String> = drawn.iter().map(|(plot, own)| format!("{}. {}", plot.title, own.words)).collect();
    let (title, words) = (escaped(&titles.join("; ")), escaped(&words.join(" ")));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 {WIDTH} {y}\" role=\"img\" \
         aria-label=\"{words}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"15\">\n\
         <title>{title}</title>\n<desc>{words}</desc>\n<rect width=\"{WIDTH}\" height=\"{y}\" fill=\"#ffffff\"/>\n{panels}</svg>\n"
    )
}

fn draw(picture: &Picture) -> Drawn {
    match picture {
        Picture::Bars(bars) => bars::draw(bars),
        Picture::Trend { periods, lines } => trend::draw(periods, lines),
        Picture::Matrix { columns, rows } => matrix::draw(columns, rows),
        Picture::Scores(counts) => scores::draw(counts),
    }
}

/// What each colour and mark means, from left to right.
fn key<'k>(parts: impl Iterator<Item = (&'k str, &'k str, Option<Grade>)>) -> String {
    let (mut key, mut x) = (String::new(), 0);
    for (mark, name, grade) in parts {
        let label = format!("{mark} {name}");
        key.push_str(&format!(
            "<rect x=\"{x}\" y=\"{TOP}\" width=\"18\" height=\"18\" fill=\"{}\"/><text x=\"{}\" y=\"{}\" fill=\"{INK}\">{}</text>\n",
            colors(grade).0,
            x + 24,
            TOP + 14,
            escaped(&label)
        ));
        x += 24 + label.chars().count() * 9 + 14;
    }
    key
}

/// A name that is no longer than this.
fn short(name: &str, longest: usize) -> String {
    if name.chars().count() > longest {
        name.chars().take(longest - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    }
}

/// The colour of a grade, and of text on it: apart for colour-blind people, and as far as they can be in grey.
fn colors(grade: Option<Grade>) -> (&'static str, &'static str) {
    match grade {
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
