//! The share of each grade from period to period, each with its interval.

use super::parts::{Drawn, FAINT, INK, LINE, TOP, WIDTH, colors, escaped, key, short};
use crate::report::doc::{ShareOf, Trend};

/// Where the axis of shares is, how far the periods go to the right, and how high a share of 100% is.
const LEFT: usize = 60;
const RIGHT: usize = 20;
const HIGH: usize = 240;
/// What is between the key and 100%.
const GAP: usize = 40;
/// How far the grades of one period are apart, so that their intervals do not cover each other.
const APART: usize = 22;
/// The longest name of a period that is shown.
const LONGEST: usize = 18;

pub(super) fn draw(periods: &[String], lines: &[Trend]) -> Drawn {
    let key = key(lines.iter().map(|line| (line.mark.as_str(), line.name.as_str(), line.grade)));
    let axis: String = (0..=4).map(|quarter| grid(quarter * 25)).collect();
    let names: String = periods.iter().enumerate().map(|(at, name)| period(name, center(at, periods.len()))).collect();
    let lines_drawn: String =
        lines.iter().enumerate().map(|(number, own)| line(own, periods.len(), offset(number, lines.len()))).collect();
    let note = format!(
        "<text x=\"{LEFT}\" y=\"{}\" fill=\"{FAINT}\">Each letter is a share of the reviews; the line through it is its 95% interval.</text>\n",
        TOP + GAP + HIGH + 48
    );
    Drawn {
        svg: [key, axis, names, lines_drawn, note].concat(),
        height: TOP + GAP + HIGH + 60,
        words: words(periods, lines),
    }
}

fn words(periods: &[String], lines: &[Trend]) -> String {
    let of_period = |(at, period): (usize, &String)| {
        let shares: Vec<String> = lines
            .iter()
            .filter_map(|line| {
                let own = line.shares.get(at).copied().flatten()?;
                let [share, low, high] = [own.share, own.low, own.high].map(|share| share * 100.0);
                Some(format!("{} {share:.1}% ({low:.1} to {high:.1})", line.name))
            })
            .collect();
        format!("{period}: {}.", if shares.is_empty() { "suppressed".to_owned() } else { shares.join(", ") })
    };
    periods.iter().enumerate().map(of_period).collect::<Vec<_>>().join(" ")
}

/// Where a share is, from the top.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares are from 0 to 1")]
fn height(share: f64) -> usize {
    let above = ((1.0 - share.clamp(0.0, 1.0)) * 240.0).round() as usize;
    TOP + GAP + above
}

fn grid(percent: usize) -> String {
    let y = TOP + GAP + HIGH - HIGH * percent / 100;
    format!(
        "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"{LINE}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{FAINT}\">{percent}%</text>\n",
        WIDTH - RIGHT,
        LEFT - 8,
        y + 5
    )
}

/// The middle of a period.
fn center(at: usize, periods: usize) -> usize {
    LEFT + (2 * at + 1) * (WIDTH - LEFT - RIGHT) / (2 * periods.max(1))
}

/// How far to the right a line is, from the left end of what a period takes.
fn offset(number: usize, lines: usize) -> (usize, usize) {
    (number * APART, lines.saturating_sub(1) * APART / 2)
}

fn period(name: &str, x: usize) -> String {
    format!(
        "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" fill=\"{INK}\">{}</text>\n",
        TOP + GAP + HIGH + 22,
        escaped(&short(name, LONGEST))
    )
}

/// The shares of one grade, from period to period.
fn line(own: &Trend, periods: usize, (right, left): (usize, usize)) -> String {
    let x = |at: usize| center(at, periods) + right - left;
    let points: Vec<(usize, ShareOf)> =
        own.shares.iter().enumerate().filter_map(|(at, share)| Some((at, (*share)?))).collect();
    let between = points.windows(2).filter_map(|pair| {
        let [(one, from), (other, to)] = pair else { return None };
        (one + 1 == *other).then(|| {
            format!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"2 4\"/>\n",
                x(*one),
                height(from.share),
                x(*other),
                height(to.share),
                edge(own)
            )
        })
    });
    let between: String = between.collect();
    between + &points.iter().map(|(at, share)| point(own, x(*at), *share)).collect::<String>()
}

/// The colour of lines: yellow alone is too light on white.
fn edge(own: &Trend) -> &'static str {
    match colors(own.grade).0 {
        "#ffdd00" => "#8a6d00",
        color => color,
    }
}

fn point(own: &Trend, x: usize, share: ShareOf) -> String {
    let (fill, ink) = colors(own.grade);
    let [y, low, high] = [share.share, share.low, share.high].map(height);
    let edge = edge(own);
    format!(
        "<line x1=\"{x}\" y1=\"{low}\" x2=\"{x}\" y2=\"{high}\" stroke=\"{edge}\" stroke-width=\"2\"/>\
         <circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"{fill}\" stroke=\"{edge}\"/>\
         <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" font-weight=\"bold\" fill=\"{ink}\">{}</text>\n",
        y + 4,
        escaped(&own.mark)
    )
}
