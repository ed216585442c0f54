//! Documents as one HTML page that stands by itself: no script, nothing fetched, folding by the browser's own means.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::svg;
use crate::report::doc::{Block, Cell, Column, Doc, Excerpt, FILLS, Finding, Item, Line, Place, Span, Table};
use crate::review::Grade;

/// The only style of a page. The page's policy names it by its hash, so that no other can act.
const STYLE: &str = include_str!("page.css");

/// Writes a document.
pub(in crate::report) fn write(doc: &Doc) -> String {
    let title = escaped(&doc.title);
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let has_title = matches!(doc.blocks.first(), Some(Block::Title { .. }));
    let heading = if has_title { String::new() } else { format!("<h1>{title}</h1>\n") };
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<header class=\"band\"><p>{name}</p></header>\n<main>\n{heading}{}</main>\n\
         <footer class=\"band\"><p>Made by {name} {version}. A grade is a guide for people who know the case, not a \
         verdict on anybody.</p></footer>\n</body>\n</html>\n",
        blocks(&doc.blocks, 2)
    )
}

/// Returns the blocks of a document for a page that holds other things too, its headings at `level` below its title.
#[must_use]
pub fn fragment(doc: &Doc, level: usize) -> String {
    blocks(&doc.blocks, level)
}

/// Blocks one after another; `level` is that of the next heading.
fn blocks(blocks: &[Block], level: usize) -> String {
    let mut html = String::new();
    let mut rest = blocks;
    while let [first, after @ ..] = rest {
        let prose = after.iter().take_while(|block| matches!(block, Block::Paragraph(_) | Block::Statement(_))).count();
        match verdict(first) {
            // What stands under a grade belongs to it.
            Some(grade) => {
                let (own, after) = after.split_at(prose);
                html.push_str(&format!("<div class=\"verdict {}\">\n{}", tone(grade), one(first, level)));
                own.iter().for_each(|block| html.push_str(&one(block, level)));
                html.push_str("</div>\n");
                rest = after;
            }
            None => {
                html.push_str(&one(first, level));
                rest = after;
            }
        }
    }
    html
}

/// The grade that a paragraph begins with, where it does.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn verdict(block: &Block) -> Option<Option<Grade>> {
    match block {
        Block::Paragraph(Line(spans)) => match spans.first() {
            Some(Span::Grade(_, grade)) => Some(*grade),
            _ => None,
        },
        _ => None,
    }
}

fn one(block: &Block, level: usize) -> String {
    match block {
        Block::Title { title, aside } => {
            let aside =
                if aside.is_empty() { String::new() } else { format!("<p class=\"caption\">{}</p>\n", line(aside)) };
            format!("<h1>{}</h1>\n{aside}", line(title))
        }
        Block::Paragraph(text) | Block::Statement(text) => format!("<p>{}</p>\n", line(text)),
        Block::Section { title, aside, is_folded, blocks } => section(title, aside, *is_folded, blocks, level),
        Block::Group { title, blocks } => group(title, blocks, level),
        Block::List { items, is_checklist } => {
            let items: String = items.iter().map(|own| item(own, *is_checklist)).collect();
            let class = if *is_checklist { " class=\"checklist\"" } else { "" };
            format!("<ul{class}>\n{items}</ul>\n")
        }
        Block::Table(own) => table(own),
        Block::Plot(plot) => format!("<figure>{}</figure>\n", svg::write(std::slice::from_ref(plot))),
        Block::Findings(findings) => findings.iter().map(finding).collect(),
        Block::Notes(notes) => {
            let notes: String = notes.iter().map(|note| format!("<li>{}</li>\n", line(note))).collect();
            format!("<section class=\"notes\" aria-label=\"Notes\">\n<ul>\n{notes}</ul>\n</section>\n")
        }
    }
}

fn section(title: &Line, aside: &Line, is_folded: bool, own: &[Block], level: usize) -> String {
    let heading = format!("<h{level}>{}</h{level}>", line(title));
    let aside = if aside.is_empty() { String::new() } else { format!("<p class=\"caption\">{}</p>", line(aside)) };
    let own = blocks(own, (level + 1).min(6));
    if is_folded {
        format!("<details class=\"review\">\n<summary>{heading}{aside}</summary>\n{own}</details>\n")
    } else {
        format!("<section>\n{heading}\n{aside}{own}</section>\n")
    }
}

/// A line with what belongs under it. A heading within the section unfolds nothing; what is below it can be folded away.
fn group(title: &Line, own: &[Block], level: usize) -> String {
    let is_heading = matches!(title.0.first(), Some(Span::Strong(_)));
    if is_heading {
        let inner = blocks(own, (level + 1).min(6));
        return format!(
            "<div class=\"group\">\n<h{level}>{}</h{level}>\n{inner}</div>\n",
            title.0.iter().map(|span| escaped(span.words())).collect::<String>()
        );
    }
    if own.is_empty() {
        return format!("<p>{}</p>\n", line(title));
    }
    format!("<details open=\"\">\n<summary>{}</summary>\n{}</details>\n", line(title), blocks(own, level))
}

fn item(item: &Item, is_checklist: bool) -> String {
    let text = line(&item.line);
    let text = if is_checklist { checkbox(&text, item.is_done) } else { text };
    let places: String = item.places.iter().map(place).collect();
    let more: String = item.more.iter().map(|more| format!("<p>{}</p>\n", line(more))).collect();
    format!("<li>{text}{places}{more}</li>\n")
}

fn checkbox(text: &str, is_done: bool) -> String {
    let checked = if is_done { " checked=\"\"" } else { "" };
    format!("<label><input type=\"checkbox\"{checked}/> <span>{text}</span></label>")
}

fn place(Place { text, path, quote }: &Place) -> String {
    let quote = if quote.is_empty() { String::new() } else { format!("<q class=\"quote\">{}</q>", escaped(quote)) };
    let path = if path.is_empty() { String::new() } else { format!(" <code>{}</code>", escaped(path)) };
    format!("{quote}<span class=\"place\">{}{path}</span>", escaped(text))
}

fn line(line: &Line) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let words = coded(span.words());
    match span {
        Span::Text(_) => words,
        Span::Strong(_) => format!("<strong>{words}</strong>"),
        Span::Faint(_) => format!("<span class=\"faint\">{words}</span>"),
        Span::Grade(text, grade) => format!("<strong class=\"tag {}\">{}</strong>", tone(*grade), unfilled(text)),
        Span::Id(_) => format!(" <code class=\"id\">{words}</code>"),
    }
}

fn table(table: &Table) -> String {
    let caption =
        if table.title.is_empty() { String::new() } else { format!("<caption>{}</caption>\n", escaped(&table.title)) };
    let heads: String = table.columns.iter().map(head).collect();
    let rows: String = table.rows.iter().map(|cells| row(cells, &table.columns)).collect();
    let label = if table.title.is_empty() { "Table".to_owned() } else { escaped(&table.title) };
    let legend: String = table.legend.iter().map(|own| format!("<p class=\"legend\">{}</p>\n", line(own))).collect();
    format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n<table>\n{caption}<thead>\n<tr>{heads}</tr>\n\
         </thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{legend}"
    )
}

fn head(column: &Column) -> String {
    let class = if column.is_number { " class=\"number\"" } else { "" };
    if column.head.is_empty() {
        "<td></td>".to_owned()
    } else {
        format!("<th scope=\"col\"{class}>{}</th>", escaped(&column.head))
    }
}

fn row(cells: &[Cell], columns: &[Column]) -> String {
    let cell = |(number, (cell, column)): (usize, (&Cell, &Column))| {
        let class = if column.is_number { " class=\"number\"" } else { "" };
        let content = self::cell(cell);
        if number == 0 { format!("<th scope=\"row\">{content}</th>") } else { format!("<td{class}>{content}</td>") }
    };
    let cells: String = cells.iter().zip(columns).enumerate().map(cell).collect();
    format!("<tr>{cells}</tr>\n")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Number(text) => coded(text),
        // What has no grade at all needs no colour.
        Cell::Grade(text, None) if text == "-" => escaped(text),
        Cell::Link { text, file } => format!("<a href=\"{}\">{}</a>", escaped(file), escaped(text)),
        Cell::Grade(text, grade) => format!("<span class=\"tag {}\">{}</span>", tone(*grade), escaped(text)),
        Cell::Stack(lines) => {
            let (first, rest) = lines.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
            let rest: String =
                rest.iter().map(|line| format!("<br/><span class=\"faint\">{}</span>", escaped(line))).collect();
            escaped(first) + &rest
        }
        Cell::Suppressed(text) => {
            format!("<abbr title=\"suppressed to protect confidentiality\">{}</abbr>", escaped(text))
        }
        Cell::Bar { counts, of } => bar(counts, *of),
    }
}

/// A bar of the grades, the best first, with the numbers in words for who cannot see it.
fn bar(counts: &[(Grade, u64)], of: u64) -> String {
    let (mut parts, mut sum) = (String::new(), 0);
    for (grade, count) in counts {
        let at = |count: u64| (count * 1000).checked_div(of).unwrap_or(0);
        let (from, to) = (at(sum), at(sum + count));
        parts.push_str(&format!(
            "<rect class=\"{}\" x=\"{from}\" width=\"{}\" height=\"100\"/>",
            tone(Some(*grade)),
            to - from
        ));
        sum += count;
    }
    let said = counts.iter().map(|(grade, count)| format!("{count} {grade}")).collect::<Vec<_>>().join(", ");
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{said}\">{parts}</svg>"
    )
}

fn finding(finding: &Finding) -> String {
    let (tone, level) = if finding.is_error { ("t0", "error") } else { ("t1", "warning") };
    let excerpts: String = finding.excerpts.iter().map(excerpt).collect();
    let notes: String = finding.notes.iter().map(|note| format!("<p>{}</p>\n", escaped(note))).collect();
    let help = finding
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!("<p><strong>What to do:</strong> {}</p>\n", escaped(help)));
    format!(
        "<div class=\"finding\">\n<p><strong class=\"tag {tone}\">{level}</strong> {} <code class=\"id\">{}</code></p>\n{excerpts}{notes}{help}</div>\n",
        escaped(&finding.message),
        escaped(finding.code)
    )
}

/// The lines of an input, each with its messages below it.
fn excerpt(excerpt: &Excerpt) -> String {
    let marks: String = excerpt
        .marks
        .iter()
        .filter(|(_, label, _)| !label.is_empty())
        .map(|(_, label, _)| format!("<p>{}</p>\n", escaped(label)))
        .collect();
    let (mut text, mut at) = (String::new(), 0);
    let mut spans: Vec<_> = excerpt.marks.iter().map(|(span, ..)| span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        let (Some(before), Some(marked)) = (excerpt.text.get(at..span.start), excerpt.text.get(span.clone())) else {
            continue;
        };
        text.push_str(&format!("{}<mark>{}</mark>", escaped(before), escaped(marked)));
        at = span.end;
    }
    text.push_str(&escaped(excerpt.text.get(at..).unwrap_or_default()));
    format!(
        "<figure><figcaption class=\"place\">{}:{}</figcaption><pre tabindex=\"0\">{text}</pre>{marks}</figure>\n",
        escaped(&excerpt.name),
        excerpt.line
    )
}

/// The class of a grade's colour: `t0` for the worst.
fn tone(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(grade) if grade.is_best() => "t3",
        Some(grade) if grade.is_worst() => "t0",
        Some(grade) if grade.is_strong() => "t2",
        Some(_) => "t1",
        None => "t-none",
    }
}

/// The words of a grade without its character in a text bar: here it has a colour.
fn unfilled(text: &str) -> String {
    escaped(text.trim_start_matches(FILLS).trim_start())
}

/// Text in which what stands between backticks is code.
fn coded(text: &str) -> String {
    let mut parts = text.split('`');
    let mut html = parts.next().map(escaped).unwrap_or_default();
    while let Some(code) = parts.next() {
        match parts.next() {
            Some(rest) => html.push_str(&format!("<code>{}</code>{}", escaped(code), escaped(rest))),
            None => html.push_str(&format!("`{}", escaped(code))),
        }
    }
    html
}

/// Text that says in HTML just what it says.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
