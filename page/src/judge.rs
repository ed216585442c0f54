//! The questions of a rubric that only people can judge, the grades that people give in place of the rubric's, and the file
//! that holds both.

use std::path::{Path, PathBuf};

use casegrade::document::{Format, KeyPath, Kind, Limits, Node, parse, with_value};
use casegrade::load::Bundle;
use casegrade::report::doc::{Block, Doc, Item, Place};
use casegrade::report::{QuestionReport, Quote, fragment};
use casegrade::rubric::{Measure, Rubric, Rule};
use casegrade::text::{Mask, capital, quoted};

use crate::desk::Desk;
use crate::fields::{choices, collapsible, escaped, value_text};
use crate::message::{NamedBytes, Request};

/// The file of the answers about a review.
pub fn file(review: &Path) -> PathBuf {
    let stem = review.with_extension("");
    PathBuf::from(format!("{}.judgement.toml", stem.to_string_lossy()))
}

/// Returns the text of the answers about a review, if there are any.
pub fn text(files: &NamedBytes, review: &Path) -> Option<String> {
    let name = file(review);
    let (_, bytes) = files.iter().find(|(own, _)| *own == name)?;
    String::from_utf8(bytes.clone()).ok()
}

/// Lays out the questions with their levels, then a place for each grade of one's own, and what is judged so far.
pub fn judge(rubric: &Rubric, reports: &[QuestionReport], judged: Option<&Node>, mask: &Mask) -> String {
    let asked = rubric.criteria.iter().flat_map(|criterion| criterion.rules.iter().map(move |rule| (criterion, rule)));
    let questions: String = asked
        .filter_map(|(criterion, rule)| {
            let report = reports.iter().find(|report| report.rule.as_str() == rule.id);
            question(&criterion.title, rule, report, judged, mask)
        })
        .collect();
    let areas =
        rubric.criteria.iter().map(|criterion| (criterion.id.as_str(), mask.shown(&criterion.title).to_string()));
    let departures: String = std::iter::once(("review", "The whole review".to_owned()))
        .chain(areas)
        .map(|(id, title)| departure(rubric, id, &title, judged, mask))
        .collect();
    let hint =
        "<p class=\"hint\">Both grades are shown, with your reason. A grade counts once it has its reason.</p>\n";
    questions + &collapsible("Give a grade of your own", "", &(hint.to_owned() + &departures), false)
}

fn departure(rubric: &Rubric, id: &str, title: &str, judged: Option<&Node>, mask: &Mask) -> String {
    let given = judged.and_then(|root| own_item(root, DEPARTURES, id)).map(|(_, node)| node);
    let grade = value(given, "grade");
    let grades = rubric.scale.words();
    let mut options: Vec<(String, String, bool)> =
        grades.map(|word| (word.to_owned(), capital(word), grade == word)).collect();
    let is_own = options.iter().any(|(.., is_given)| *is_given);
    options.push((String::new(), "As the rubric grades it".to_owned(), !is_own));
    let name = format!("{}:{id}", DEPARTURES.list);
    let hint = format!("<span class=\"hint\" id=\"{}-hint\"></span>", escaped(&name));
    let grade = choices(&escaped(&name), &escaped(title), &hint, "radio", &options);
    format!("<div class=\"question\">{grade}{}</div>\n", reasons(&name, given, mask))
}

/// What helps to answer a question: why it is asked, what the rules beside it found, and what the review says.
fn help(report: &QuestionReport) -> String {
    let item = |quote: &Quote| {
        let place = Place { text: quote.place.to_string(), path: String::new(), quote: String::new() };
        Item::from(format!("{}: {}", capital(quote.what.as_str()), quote.text)).at(place)
    };
    let results = report.results.iter().map(|result| Item::from(result.as_str()));
    let more = (report.more > 0).then(|| Block::paragraph(format!("And {} more.", report.more)));
    let said = Block::list(report.quotes.iter().map(item).collect()).into_iter().chain(more);
    let blocks = [
        report.why.as_ref().map(|why| Block::paragraph(why.to_string())),
        Block::section("What casegrade found in this area", Block::list(results.collect()).into_iter().collect()),
        Block::section("What the review says", said.collect()),
    ];
    let doc = Doc { title: String::new(), blocks: blocks.into_iter().flatten().collect() };
    collapsible("What helps to answer this", "", &fragment(&doc, 4), true)
}

/// The fields for why somebody judges so, and who.
fn reasons(name: &str, given: Option<&Node>, mask: &Mask) -> String {
    let name = escaped(name);
    let because = escaped(&mask.masked(&value(given, "because")));
    let by = escaped(&mask.masked(&value(given, "by")));
    format!(
        "<div class=\"field\"><label for=\"{name}.because\">Why</label><textarea id=\"{name}.because\" name=\"{name}\" data-key=\"because\" rows=\"2\">\n{because}</textarea></div>\n\
         <div class=\"field\"><label for=\"{name}.by\">Who judges</label><input type=\"text\" id=\"{name}.by\" name=\"{name}\" data-key=\"by\" autocomplete=\"off\" value=\"{by}\"/></div>\n"
    )
}

fn value(given: Option<&Node>, key: &str) -> String {
    given.and_then(|node| value_text(&node.entry(key)?.value)).unwrap_or_default()
}

fn question(
    area: &str,
    rule: &Rule,
    report: Option<&QuestionReport>,
    answers: Option<&Node>,
    mask: &Mask,
) -> Option<String> {
    let Measure::Ask { question, levels, answers: grades, may_not_apply } = &rule.measure else { return None };
    let given = answers.and_then(|root| own_item(root, ANSWERS, &rule.id)).map(|(_, node)| node);
    let chosen = value(given, "grade");
    let name = format!("{}:{}", ANSWERS.list, rule.id);
    let mut options: Vec<(String, String, bool)> = grades
        .iter()
        .map(|grade| {
            let label = levels.iter().find(|(own, _)| own == grade).map(|(_, label)| label.as_str());
            let said = label.map_or_else(
                || capital(grade.word()),
                |label| format!("{}: {}", capital(grade.word()), mask.shown(label)),
            );
            let is_given = chosen == grade.word() || label.is_some_and(|label| chosen == label);
            (grade.word().to_owned(), said, is_given)
        })
        .collect();
    if *may_not_apply {
        options.push(("not-applicable".to_owned(), "Does not apply".to_owned(), chosen == "not-applicable"));
    }
    let is_open = !options.iter().any(|(.., is_given)| *is_given);
    options.push((String::new(), "Not answered".to_owned(), is_open));
    let hint = format!(
        "<span class=\"hint\" id=\"{}-hint\">{} ({})</span>",
        escaped(&name),
        escaped(mask.shown(area).as_str()),
        escaped(&rule.id)
    );
    let grade = choices(&escaped(&name), &escaped(mask.shown(question).as_str()), &hint, "radio", &options);
    let help = report.map(help).unwrap_or_default();
    Some(format!("<div class=\"question\">{grade}{help}{}</div>\n", reasons(&name, given, mask)))
}

/// A list of the file: its name, the key that says what an item is about, and whether an item needs a reason.
#[derive(Clone, Copy)]
struct List {
    list: &'static str,
    key: &'static str,
    needs_reason: bool,
}

const ANSWERS: List = List { list: "answers", key: "rule", needs_reason: false };
const DEPARTURES: List = List { list: "departures", key: "of", needs_reason: true };

/// The item of a list about a rule, a criterion or the review, with its number.
fn own_item<'n>(root: &'n Node, list: List, id: &str) -> Option<(usize, &'n Node)> {
    let Kind::Seq(items) = &root.entry(list.list)?.value.kind else { return None };
    let is_own =
        |node: &&Node| node.entry(list.key).and_then(|entry| value_text(&entry.value)).is_some_and(|own| own == id);
    items.iter().enumerate().find(|(_, node)| is_own(node))
}

/// Whether a field of the page is one of the judgement file.
pub fn is_field(trail: &str) -> bool {
    list_of(trail).is_some()
}

/// The list and the id that a field of the page is about.
fn list_of(trail: &str) -> Option<(List, &str)> {
    let (list, id) = trail.split_once(':')?;
    [ANSWERS, DEPARTURES].into_iter().find(|own| own.list == list).map(|list| (list, id))
}

/// Writes a judgement, its grade, reason and author, into the file of judgements. Without a grade it is taken out, and so is
/// one that needs a reason and has none.
pub fn judged(request: &Request, files: &NamedBytes, review: &Path) -> Option<(PathBuf, String)> {
    let (list, about) = list_of(&request.trail)?;
    let begun = || {
        let desk = Desk::new(request, files.clone()).ok()?;
        let (_, bundle) = desk.loader.found().only(review).next()?;
        let rubric = desk.rubric_for(bundle.as_ref().ok().and_then(Bundle::kind));
        Some(format!("rubric = {}\n", quoted(&rubric.id)))
    };
    let mut text = text(files, review).or_else(begun)?;
    let root = parse(text.as_str(), Format::Toml, Limits::USUAL).root;
    let number = own_item(&root, list, about).map(|(number, _)| number);
    let count = match root.entry(list.list).map(|entry| &entry.value.kind) {
        Some(Kind::Seq(items)) => items.len(),
        _ => 0,
    };
    let [grade, because, by] = request.values.as_slice() else { return None };
    let item = KeyPath::root().key(list.list).item(number.unwrap_or(count));
    if grade.is_empty() || list.needs_reason && because.trim().is_empty() {
        let text = if number.is_some() { with_value(&text, &item, None)? } else { text };
        return Some((file(review), text));
    }
    let value = |text: &str| (!text.trim().is_empty()).then(|| quoted(text.trim()));
    text = with_value(&text, &item.key(list.key), Some(&quoted(about)))?;
    text = with_value(&text, &item.key("grade"), value(grade).as_deref())?;
    text = with_value(&text, &item.key("because"), value(because).as_deref())?;
    text = with_value(&text, &item.key("by"), value(by).as_deref())?;
    if number.is_none() {
        text = with_value(&text, &item.key("on"), Some(&request.day))?;
    }
    Some((file(review), text))
}
