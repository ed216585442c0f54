//! A review as a form to fill in: made from the vocabulary, in the order of a review's parts. The text of the file is what
//! counts; a change of a field is a change of that text, and nothing else in it moves.

use std::collections::BTreeMap;
use std::path::Path;

use casegrade::document::passages::Passages;
use casegrade::document::{Format, KeyPath, Kind, Limits, Node, Step, parse, with_value};
use casegrade::report::doc::{Block, Doc};
use casegrade::report::{self, ReviewReport, View, fragment};
use casegrade::review::vocabulary::{ListName, VOCABULARY};
use casegrade::review::{Fact, FactType, Scope};
use casegrade::text::{Mask, capital, days, quoted};

use crate::check::Checked;
use crate::desk::{Desk, wrong_reply};
use crate::fields::{choices, escaped, folded, written};
use crate::judge;
use crate::message::{Files, NamedBytes, Reply, Request, problem};

/// The tables of a review in the order of the form, with what each is called.
const TABLES: [(&str, &str); 9] = [
    ("review", "The review"),
    ("dates", "Dates"),
    ("terms", "Terms of reference"),
    ("chair", "Chair of the panel"),
    ("author", "Author"),
    ("family", "The family"),
    ("summary", "Summary"),
    ("publication", "Publication"),
    ("evaluation", "Evaluation"),
];

/// Lays a review out as a form. Of a document the form is what was read of it, and is handed back as a file.
///
/// # Errors
/// An answer that says why there is no form.
pub fn form(request: &Request, files: NamedBytes) -> Result<(Reply, Files), Box<Reply>> {
    let path = request.only.clone().unwrap_or_default();
    let judgement = judge::text(&files, &path);
    let desk = Desk::new(request, files)?;
    let (mask, scale) = (desk.mask.clone(), desk.rubric.scale);
    scale.while_reading(|| {
        let checked = Checked::new(desk, Some(&path));
        let rubric = checked.rubric().clone();
        let keys = report::keys_read(&rubric);
        let questions = checked.questions();
        let is_form = path.extension().is_some_and(|ending| ending == "toml");
        let (name, text, draft) = if is_form {
            let text = checked.desk.loader.text(&path);
            let text = text.map_err(|error| Box::new(problem(&error.to_string())))?.text.to_string();
            (path.clone(), text, None)
        } else {
            let (text, draft, passages) = checked.form_of(&path).map_err(|why| Box::new(problem(&why)))?;
            (path.with_extension("toml"), text, Some((draft, passages)))
        };
        let root = parse(text.as_str(), Format::Toml, Limits::USUAL).root;
        let judgement = judgement.map(|text| parse(text, Format::Toml, Limits::USUAL).root);
        let passages = draft.map(|(draft, passages)| places(&draft, &passages, &mask)).unwrap_or_default();
        let writer = Writer { root: &root, mask: &mask, keys: &keys, passages: &passages };
        let title = "Fill in what is missing".to_owned();
        let reply = Reply {
            html: writer.all(),
            judge: judge::judge(&rubric, &questions, judgement.as_ref(), &mask),
            title,
            is_graded: true,
            ..Reply::default()
        };
        Ok((reply, vec![(name.to_string_lossy().into_owned(), text.into_bytes())]))
    })
}

/// Changes a value of a review, and returns its text with what it is graded now.
///
/// # Errors
/// An answer that says why it cannot be changed.
pub fn edit(request: &Request, mut files: NamedBytes) -> Result<(Reply, Files), Box<Reply>> {
    let path = request.only.clone().unwrap_or_default();
    let wrong = |why: &str| Box::new(problem(why));
    if judge::is_field(&request.trail) {
        let (name, text) = judge::judged(request, &files, &path)
            .ok_or_else(|| wrong("This cannot be changed here: the judgement file has a mistake."))?;
        files.retain(|(own, _)| *own != name);
        files.push((name.clone(), text.clone().into_bytes()));
        return Ok((status(request, files, &path)?, vec![(name.to_string_lossy().into_owned(), text.into_bytes())]));
    }
    let at = files.iter().position(|(own, _)| *own == path).ok_or_else(|| wrong("the form is no longer there"))?;
    let (_, bytes) = files.get_mut(at).ok_or_else(|| wrong("the form is no longer there"))?;
    if !request.trail.is_empty() {
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("the form is not text"))?;
        let trail = trail(&request.trail).ok_or_else(|| wrong("the form has no such field"))?;
        let value = literal(&request.trail, &request.values);
        let changed = with_value(text, &trail, value.as_deref());
        let changed = changed.ok_or_else(|| wrong("This cannot be changed here: the file has a mistake, or writes this table in one line. Change it in the file."))?;
        *bytes = changed.into_bytes();
    }
    let text = bytes.clone();
    let name = path.to_string_lossy().into_owned();
    Ok((status(request, files, &path)?, vec![(name, text)]))
}

/// What a review is graded, what lowers it and what would raise it.
fn status(request: &Request, files: NamedBytes, path: &Path) -> Result<Reply, Box<Reply>> {
    let desk = Desk::new(request, files)?;
    let scale = desk.rubric.scale;
    Ok(scale.while_reading(|| {
        let checked = Checked::new(desk, Some(path));
        let foot = checked.desk.foot(checked.rubric());
        let Some(review) = checked.page.reviews.first() else {
            return Reply { foot, ..wrong_reply("This needs correcting first", checked.problems()) };
        };
        let doc = short(&report::review_doc(
            review,
            checked.page.rubric.as_ref(),
            View { width: Some(80), ..View::default() },
        ));
        let blocks = checked.problems();
        let problems = fragment(&Doc { title: String::new(), blocks }, 2);
        Reply {
            html: fragment(&doc, 2) + &problems,
            status: crate::check::status(review),
            is_graded: true,
            foot,
            first: first(review),
            ..Reply::default()
        }
    }))
}

/// The report as far as the checklist of what to change.
fn short(doc: &Doc) -> Doc {
    let is_section = |block: &&Block| matches!(block, Block::Section { .. });
    let head = doc.blocks.iter().skip(1).take_while(|block| !is_section(block)).cloned();
    let sections = doc.blocks.iter().filter(is_section).take(3).cloned();
    Doc { title: doc.title.clone(), blocks: head.chain(sections).collect() }
}

/// The fields that the reasons of a grade point to, in the order of the report.
fn first(review: &ReviewReport) -> Vec<String> {
    let reasons = review.criteria.iter().flat_map(|criterion| &criterion.rules).flat_map(|rule| &rule.reasons);
    let paths = reasons.filter(|reason| reason.kind != casegrade::engine::ReasonKind::Strength);
    let mut first: Vec<String> = Vec::new();
    for path in paths.map(|reason| reason.place.path.clone()) {
        if !first.iter().any(|own| same_key(own, &path)) {
            first.push(path);
        }
    }
    first
}

/// Whether two ways lead to the same key, of whichever items.
fn same_key(one: &str, other: &str) -> bool {
    let key = |path: &str| path.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    key(one) == key(other)
}

/// The passage of a document that each value was read from, by the way to it.
fn places(draft: &casegrade::review::import::Draft, passages: &Passages, mask: &Mask) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for part in draft.parts.iter().filter(|part| part.doubt.is_none()) {
        let number = counts.entry(part.name).or_default();
        let own = if part.is_item { format!("{}[{number}]", part.name) } else { part.name.to_owned() };
        *number += 1;
        for value in &part.values {
            if let Some(passage) = value.span.and_then(|span| passages.at(span.start)) {
                let text = passages.text.get(passage.span.start..passage.span.end).unwrap_or_default();
                places.insert(format!("{own}.{}", value.key), mask.shown(text.trim()).to_string());
            }
        }
    }
    places
}

/// Writes the form.
struct Writer<'w> {
    root: &'w Node,
    mask: &'w Mask,
    keys: &'w BTreeMap<&'static str, Vec<&'w str>>,
    passages: &'w BTreeMap<String, String>,
}

impl Writer<'_> {
    fn all(&self) -> String {
        let tables: String = TABLES.iter().map(|(name, title)| self.table(name, title)).collect();
        let lists: String = ListName::ALL.into_iter().map(|list| self.list(list)).collect();
        tables + &lists
    }

    /// A table of the review, if the rubric reads any of it.
    fn table(&self, name: &str, title: &str) -> String {
        let is_own = |fact: &&Fact| {
            fact.scope == Scope::Review
                && !fact.is_derived()
                && ListName::named(fact.name).is_none()
                && fact.key().strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
                && (self.keys.contains_key(fact.key()) || name == "review")
        };
        let mut fields: String = VOCABULARY.iter().filter(is_own).map(|fact| self.field(fact, fact.key())).collect();
        if name == "review" {
            fields.push_str(&self.complete());
        }
        folded(title, "", &fields, false)
    }

    /// What the file says of itself: whether it holds all that the review does.
    fn complete(&self) -> String {
        let record = self.text("review.record").unwrap_or_default();
        let options = [
            ("whole", "Yes: what is missing here is missing from the review"),
            ("part", "No: what is missing here is not known"),
        ];
        let options = options.map(|(word, said)| (word.to_owned(), said.to_owned(), word == record));
        let hint = "<span class=\"hint\" id=\"review.record-hint\">If it does not, say below which lists are complete all the same</span>";
        let closed = self.names("review.whole");
        let lists = ListName::ALL.map(|list| {
            let name = list.name().to_owned();
            (name.clone(), capital(list.nouns().1), closed.contains(&name))
        });
        let whole =
            "<span class=\"hint\" id=\"review.whole-hint\">Tick a list if it has all that the review has</span>";
        choices("review.record", "Does this form hold everything the review says?", hint, "radio", &options)
            + &choices("review.whole", "Complete lists", whole, "checkbox", &lists)
    }

    /// A list with all its items, and the means to add one.
    fn list(&self, list: ListName) -> String {
        let facts: Vec<&Fact> = VOCABULARY
            .iter()
            .filter(|fact| fact.scope == Scope::Item(list) && !fact.is_derived())
            .filter(|fact| {
                self.keys.contains_key(fact.key()) || ["id", "text", "what", "name", "title"].contains(&key_of(fact))
            })
            .collect();
        if facts.is_empty() {
            return String::new();
        }
        let count = dotted(list.name()).and_then(|trail| self.root.find(&trail)).map_or(0, |node| match &node.kind {
            Kind::Seq(items) => items.len(),
            _ => 0,
        });
        let (one, many) = list.nouns();
        let mut body: String = (0..count).map(|number| self.item(list, number, &facts)).collect();
        let next = format!("{}[{count}]", list.name());
        let has_id = facts.iter().any(|fact| key_of(fact) == "id");
        body.push_str(&format!(
            "<p><button type=\"button\" class=\"quiet\" data-add=\"{next}.{}\" data-id=\"{}\">Add {}</button></p>\n",
            if has_id {
                "id"
            } else {
                facts
                    .iter()
                    .map(|fact| key_of(fact))
                    .find(|key| ["what", "role", "text"].contains(key))
                    .unwrap_or("what")
            },
            if has_id { self.next_id(list, count) } else { "TBC".to_owned() },
            escaped(&with_article(one))
        ));
        folded(&capital(many), &count.to_string(), &body, false)
    }

    fn item(&self, list: ListName, number: usize, facts: &[&Fact]) -> String {
        let own = format!("{}[{number}]", list.name());
        let says = ["id", "name", "title", "text", "what", "role", "date"]
            .iter()
            .filter_map(|key| self.text(&format!("{own}.{key}")));
        let is_short = |text: &String| text.len() <= 6 || text.contains(' ');
        let says: Vec<String> = says
            .filter(is_short)
            .take(2)
            .map(|text| self.mask.shown(&text.chars().take(90).collect::<String>()).to_string())
            .collect();
        let mut fields: String =
            facts.iter().map(|fact| self.field(fact, &format!("{own}.{}", key_of(fact)))).collect();
        fields.push_str(&format!(
            "<p><button type=\"button\" class=\"link\" data-remove=\"{own}\">Remove this {}</button></p>\n",
            escaped(list.nouns().0)
        ));
        let title =
            if says.is_empty() { format!("{} {}", capital(list.nouns().0), number + 1) } else { says.join(": ") };
        folded(&title, "", &fields, true)
    }

    /// An id that no item of the list has yet: the letters of the last one with the next number.
    fn next_id(&self, list: ListName, count: usize) -> String {
        let last = count.checked_sub(1).and_then(|last| self.text(&format!("{}[{last}].id", list.name())));
        let letter =
            list.name().rsplit('.').next().and_then(|name| name.chars().next()).unwrap_or('x').to_ascii_uppercase();
        let letters =
            last.map_or_else(|| letter.to_string(), |id| id.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned());
        let ids: Vec<String> = (0..count).filter_map(|at| self.text(&format!("{}[{at}].id", list.name()))).collect();
        let free = (count + 1..).map(|number| format!("{letters}{number}")).find(|id| !ids.contains(id));
        escaped(&free.unwrap_or_default())
    }

    fn node(&self, path: &str) -> Option<&Node> {
        self.root.find(&trail(path)?)
    }

    fn text(&self, path: &str) -> Option<String> {
        written(self.node(path)?)
    }

    /// A field with its value, what it means, and the passage that it was read from.
    fn field(&self, fact: &Fact, path: &str) -> String {
        let (label, hint) = (escaped(&capital(fact.noun)), escaped(&capital(fact.meaning)));
        let value = self.text(path).map(|text| self.mask.masked(&text).into_owned()).unwrap_or_default();
        let name = escaped(path);
        let hint = format!("<span class=\"hint\" id=\"{name}-hint\">{hint}</span>");
        let own = match fact.kind {
            FactType::YesNo => {
                let options = [("true", "Yes"), ("false", "No"), ("", "Not known")];
                return choices(
                    &name,
                    &label,
                    &hint,
                    "radio",
                    &options.map(|(word, said)| (word.to_owned(), said.to_owned(), value == word)),
                ) + &self.passage(path);
            }
            FactType::List(words) => {
                let own = self.names(path);
                let ids =
                    words.map_or_else(|| self.ids(fact), |words| words.iter().map(|word| (*word).to_owned()).collect());
                let all: Vec<(String, String, bool)> =
                    ids.into_iter().map(|word| (word.clone(), spoken(&word), own.contains(&word))).collect();
                if all.is_empty() {
                    return String::new();
                }
                return choices(&name, &label, &hint, "checkbox", &all) + &self.passage(path);
            }
            FactType::Choice(words) => {
                let options: String = words
                    .iter()
                    .map(|word| {
                        let selected = if *word == value { " selected=\"\"" } else { "" };
                        format!("<option value=\"{word}\"{selected}>{}</option>", spoken(word))
                    })
                    .collect();
                format!(
                    "<select id=\"{name}\" name=\"{name}\" aria-describedby=\"{name}-hint\"><option value=\"\">Not known</option>{options}</select>"
                )
            }
            FactType::Text => {
                let rows = (value.len() / 70 + 1).clamp(1, 8);
                format!(
                    "<textarea id=\"{name}\" name=\"{name}\" rows=\"{rows}\" aria-describedby=\"{name}-hint\">\n{}</textarea>",
                    escaped(&value)
                )
            }
            FactType::Name | FactType::Number(_) | FactType::Date => {
                let mode = if matches!(fact.kind, FactType::Number(_)) { " inputmode=\"numeric\"" } else { "" };
                format!(
                    "<input type=\"text\" id=\"{name}\" name=\"{name}\" value=\"{}\" autocomplete=\"off\"{mode} aria-describedby=\"{name}-hint\"/>",
                    escaped(&value)
                )
            }
        };
        format!("<div class=\"field\"><label for=\"{name}\">{label}</label>{hint}{own}</div>\n") + &self.passage(path)
    }

    fn passage(&self, path: &str) -> String {
        self.passages.get(path).map_or_else(String::new, |text| {
            format!(
                "<details class=\"from\"><summary>From your draft</summary><blockquote>{}</blockquote></details>\n",
                escaped(text)
            )
        })
    }

    /// The members of a list.
    fn names(&self, path: &str) -> Vec<String> {
        match self.node(path).map(|node| &node.kind) {
            Some(Kind::Seq(items)) => items.iter().filter_map(written).collect(),
            _ => self.text(path).into_iter().collect(),
        }
    }

    /// The ids that a list of ids can hold: of the agencies, the events or the findings.
    fn ids(&self, fact: &Fact) -> Vec<String> {
        let list = match key_of(fact) {
            "agencies" => "agencies",
            "events" => "events",
            "questions" => "terms.questions",
            _ => "findings",
        };
        (0..)
            .map_while(|number| {
                self.node(&format!("{list}[{number}]")).map(|_| self.text(&format!("{list}[{number}].id")))
            })
            .flatten()
            .collect()
    }
}

fn with_article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if an { "an" } else { "a" })
}

/// A word of the format as people write it.
fn spoken(word: &str) -> String {
    word.replace('-', " ")
}

fn key_of(fact: &Fact) -> &'static str {
    fact.key().rsplit('.').next().unwrap_or(fact.name)
}

/// The way that is written `actions[2].owner`.
fn trail(path: &str) -> Option<KeyPath> {
    let mut trail = KeyPath::root();
    for part in path.split('.') {
        let (key, rest) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() {
            return None;
        }
        trail = trail.key(key.to_owned());
        if let Some(number) = rest {
            trail = trail.item(number.strip_suffix(']')?.parse().ok()?);
        }
    }
    Some(trail)
}

fn dotted(name: &str) -> Option<KeyPath> {
    trail(name)
}

/// A value as TOML writes it; `None` where the field is empty.
fn literal(path: &str, values: &[String]) -> Option<String> {
    let steps = trail(path)?;
    let Some(Step::Key(key)) = steps.steps().last().cloned() else { return None };
    let list = path.rsplit_once('[').map(|(list, _)| list);
    let name = list.map_or_else(|| path.to_owned(), |list| format!("{list}.{key}"));
    let kind = VOCABULARY
        .iter()
        .find(|fact| !fact.is_derived() && fact.key() == name)
        .map_or(FactType::Text, |fact| fact.kind);
    if path == "review.whole" || matches!(kind, FactType::List(_)) {
        let words: Vec<String> = values.iter().filter(|word| !word.is_empty()).map(|word| quoted(word)).collect();
        return (!words.is_empty()).then(|| format!("[{}]", words.join(", ")));
    }
    let value = values.first().map(|value| value.trim()).filter(|value| !value.is_empty())?;
    Some(match kind {
        FactType::YesNo => value.to_owned(),
        FactType::Number(_) if value.parse::<i64>().is_ok() => value.to_owned(),
        FactType::Date => date(value),
        _ => quoted(value),
    })
}

/// A date as TOML writes it, however a person does.
fn date(value: &str) -> String {
    let is_day = |text: &str| text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    match days(value).as_slice() {
        _ if is_day(value) => value.to_owned(),
        [day] if is_day(&day.to_string()) => day.to_string(),
        _ => quoted(value),
    }
}
