//! Lays out the form: the tables and lists of a review one after another, with a field for each fact.

use std::collections::BTreeMap;

use casegrade::document::{Kind, Node};
use casegrade::review::vocabulary::{ListName, VOCABULARY};
use casegrade::review::{Fact, FactType, Scope};
use casegrade::text::{Mask, capital};

use crate::fields::{choices, collapsible, escaped, key_path, value_text};

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

/// Writes the form.
pub struct Writer<'w> {
    pub root: &'w Node,
    pub mask: &'w Mask,
    pub keys: &'w BTreeMap<&'static str, Vec<&'w str>>,
    pub passages: &'w BTreeMap<String, String>,
}

impl Writer<'_> {
    /// Writes all tables and lists.
    pub fn all(&self) -> String {
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
        collapsible(title, "", &fields, false)
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
        let count = key_path(list.name()).and_then(|trail| self.root.find(&trail)).map_or(0, |node| match &node.kind {
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
        collapsible(&capital(many), &count.to_string(), &body, false)
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
        collapsible(&title, "", &fields, true)
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
        self.root.find(&key_path(path)?)
    }

    fn text(&self, path: &str) -> Option<String> {
        value_text(self.node(path)?)
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
            Some(Kind::Seq(items)) => items.iter().filter_map(value_text).collect(),
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
