//! Plots as SVG: text and marks beside colour, and what each shows in words for who cannot see it.

mod bars;
mod matrix;
mod parts;
mod scores;
mod trend;

use crate::report::doc::{Picture, Plot};
use parts::{Drawn, INK, WIDTH, escaped};

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
