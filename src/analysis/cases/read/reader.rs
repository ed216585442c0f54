//! Reads the bases and cases of a file, one after another.

use std::collections::{BTreeMap, HashMap};

use super::case::{Case, FileText};
use crate::analysis::cases::base::{give_id, placed, split};
use crate::analysis::cases::change;
use crate::analysis::cases::expect::{self, Expectation};
use crate::analysis::cases::raw::{RawBase, RawCase};
use crate::analysis::cases::texts::{RawTexts, Texts};
use crate::document::{Decoded, Diagnostic, Entry, Format, KeyPath, Kind, Limits, Node, Parsed, decode, parse};
use crate::judgement::{self, Answer, Judgements};
use crate::review::{self, Review};
use crate::rubric::Rubric;
use crate::text::{Span, and_list, nearest, or_list};

/// The other files that cases name, by name.
pub(super) type Files = BTreeMap<String, FileText>;

/// A review to be changed, and the answers that go with it.
#[derive(Clone)]
pub(super) struct Base {
    root: Node,
    answers: Vec<Answer>,
    texts: Texts,
}

/// Reads the bases and cases of one file.
pub(super) struct CaseReader<'r, 'a> {
    pub(super) root: &'r Node,
    pub(super) rubric: &'r Rubric,
    pub(super) files: &'a Files,
    /// Whether these are the cases of a rubric that this one extends.
    pub(super) is_of_base: bool,
    /// Those read so far, by name; `None` if a base is wrong, so that its cases get no further errors.
    pub(super) bases: Vec<(String, Option<Base>)>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) elsewhere: Vec<(String, Vec<Diagnostic>)>,
}

impl<'a> CaseReader<'_, 'a> {
    pub(super) fn error(&mut self, code: &'static str, message: String, place: Span, label: &str, help: &str) {
        let diagnostic = Diagnostic::error(code, message).at(place, label);
        self.found.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    /// Reads the base `name` and keeps it.
    pub(super) fn base(&mut self, name: &str) {
        let Some(entry) = self.root.entry("bases").and_then(|bases| bases.value.entry(name)) else { return };
        if !matches!(entry.value.kind, Kind::Map(_)) {
            let help = "write the tables of a review under it, or `file = \"...\"`";
            self.error("wrong-type", format!("the base `{name}` is not a table"), entry.value.span, "here", help);
            self.bases.push((name.to_owned(), None));
            return;
        }
        let before = self.found.len() + self.elsewhere.len();
        let (own, review) = split(&entry.value);
        let decoded: Decoded<RawBase> = decode(&own, Format::Toml);
        self.found.extend(decoded.diagnostics);
        let raw = decoded.value.unwrap_or_default();
        let start = self.start(&raw, entry, review);
        let base = start.map(|mut base| {
            give_id(&mut base.root, name, entry.key_span);
            let base = self.changed(base, &own, (&raw.remove, &raw.answers, &raw.texts));
            self.review(&base.root, None);
            base
        });
        let sound = self.found.len() + self.elsewhere.len() == before;
        self.bases.push((name.to_owned(), base.filter(|_| sound)));
    }

    /// What a base begins with: another, a file, or what is written under its name.
    fn start(&mut self, raw: &RawBase, entry: &Entry, review: Node) -> Option<Base> {
        let written = matches!(&review.kind, Kind::Map(entries) if !entries.is_empty());
        let ways = usize::from(raw.base.is_some()) + usize::from(raw.file.is_some()) + usize::from(written);
        if ways > 1 {
            let help = "give `base`, `file`, or the tables of the review; `set` changes what comes from elsewhere";
            let message = format!("the base `{}` is given in {ways} ways", entry.key);
            self.error("two-ways", message, entry.key_span, "here", help);
            return None;
        }
        match (&raw.base, &raw.file) {
            (Some(base), _) => self.known(base, place(&entry.value, "base")),
            (None, Some(file)) => self.file(file, place(&entry.value, "file")),
            (None, None) => Some(Base { root: review, answers: Vec::new(), texts: Texts::default() }),
        }
    }

    /// The base with this name, if it stands before.
    fn known(&mut self, name: &str, place: Span) -> Option<Base> {
        if let Some((_, base)) = self.bases.iter().find(|(known, _)| known == name) {
            return base.clone();
        }
        let names: Vec<String> = self.bases.iter().map(|(name, _)| name.clone()).collect();
        let meant = nearest(name, names.iter().map(String::as_str));
        let suffix = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
        let label = meant.map_or_else(|| "not known".to_owned(), |meant| format!("did you mean `{meant}`?"));
        let help = if names.is_empty() {
            "write one as `[bases.NAME.review]` before it is used".to_owned()
        } else {
            format!("the bases before this are {}", and_list(&names))
        };
        self.error("unknown-name", format!("there is no base `{name}`{suffix}"), place, &label, &help);
        None
    }

    /// The review in a file beside this one. All of it is placed where the file is named.
    fn file(&mut self, name: &str, place: Span) -> Option<Base> {
        match self.files.get(name) {
            Some(Ok(source)) => {
                let ending = name.rsplit('.').next().unwrap_or_default();
                let format = Format::of_ending(ending).unwrap_or_default();
                let parsed = parse(&source.text, format, Limits::USUAL);
                let read = review::read(&parsed);
                let errors: Vec<Diagnostic> = read.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
                if !errors.is_empty() {
                    self.elsewhere.push((name.to_owned(), errors));
                    return None;
                }
                Some(Base { root: placed(parsed.root, place), answers: Vec::new(), texts: Texts::default() })
            }
            Some(Err(reason)) => {
                self.error("cannot-read", format!("cannot read `{name}`: {reason}"), place, "named here", "");
                None
            }
            None => {
                self.error("cannot-read", format!("`{name}` was not read"), place, "named here", "");
                None
            }
        }
    }

    /// `base` with the changes that the table `own` holds.
    fn changed(
        &mut self,
        mut base: Base,
        own: &Node,
        (removals, answers, texts): (&[String], &indexmap::IndexMap<String, String>, &RawTexts),
    ) -> Base {
        for (at, way) in removals.iter().enumerate() {
            let span = own.find(&KeyPath::dotted("remove").item(at)).map_or(own.span, |node| node.span);
            if way == "answers" {
                base.answers.clear();
            } else if let Some(rule) = way.strip_prefix("answers.") {
                if !self.ignores(rule) {
                    self.unanswer(&mut base, rule, span);
                }
            } else if let Some(name) = way.strip_prefix("texts").filter(|rest| rest.is_empty() || rest.starts_with('.'))
            {
                if !base.texts.remove(name.strip_prefix('.')) {
                    let message = format!("the base has no text to remove with `{way}`");
                    self.error(
                        "unknown-way",
                        message,
                        span,
                        "not there",
                        "a text is called `texts.overview` or `texts.summary`",
                    );
                }
            } else {
                change::remove(&mut base.root, way, span, &mut self.found);
            }
        }
        if let Some(entry) = own.entry("set").filter(|entry| self.is_table(entry) && self.sets_no_answers(entry)) {
            change::set(&mut base.root, &entry.value, &mut self.found);
        }
        if let Some(entry) = own.entry("add").filter(|entry| self.is_table(entry)) {
            change::add(&mut base.root, &entry.value, &mut self.found);
        }
        base.texts.replace(texts, own, &mut self.found);
        for (rule, word) in answers {
            if self.ignores(rule) {
                continue;
            }
            let trail = KeyPath::dotted("answers").key(rule.clone());
            match judgement::asked(rule, self.rubric) {
                Ok(()) => match judgement::given_answer(rule, word, self.rubric) {
                    Ok(grade) => {
                        base.answers.retain(|answer| answer.rule != *rule);
                        base.answers.push(Answer { rule: rule.clone(), grade, because: None, by: None, on: None });
                    }
                    Err((label, wrong)) => {
                        let place = own.find(&trail).map_or_else(|| own.locate(&trail), |node| node.span);
                        self.found.push(wrong.at(place, label));
                    }
                },
                Err(wrong) => self.found.push(wrong.at(own.locate(&trail), "here")),
            }
        }
        base
    }

    /// True if the changes under a key are a table; otherwise it is said.
    fn is_table(&mut self, entry: &Entry) -> bool {
        let is_table = matches!(entry.value.kind, Kind::Map(_));
        if !is_table {
            let help = format!("such as `{} = {{ findings = [] }}`", entry.key);
            self.error("wrong-type", format!("`{}` is a table", entry.key), entry.value.span, "wanted a table", &help);
        }
        is_table
    }

    /// True if a `set` gives no answers, which are no part of a review; otherwise it is said.
    fn sets_no_answers(&mut self, set: &Entry) -> bool {
        let Kind::Map(entries) = &set.value.kind else { return true };
        let answer = entries.iter().find(|entry| entry.key == "answers" || entry.key.starts_with("answers."));
        if let Some(answer) = answer {
            let help = "write `answers = { RULE = \"good\" }` in the case, beside `set`";
            self.error("unknown-way", "answers are no part of a review".to_owned(), answer.key_span, "an answer", help);
        }
        answer.is_none()
    }

    fn unanswer(&mut self, base: &mut Base, rule: &str, span: Span) {
        let before = base.answers.len();
        base.answers.retain(|answer| answer.rule != rule);
        if base.answers.len() == before {
            let message = format!("the base has no answer to `{rule}` to remove");
            self.error("unknown-way", message, span, "not answered", "");
        }
    }

    /// The review of a tree; what is wrong with it is kept, with the place of the case that made it.
    fn review(&mut self, root: &Node, case: Option<Span>) -> Option<Review> {
        let read = review::read(&Parsed::sound(root.clone(), Format::Toml));
        let errors = read.diagnostics.into_iter().filter(Diagnostic::is_error);
        self.found.extend(errors.map(|error| match case {
            Some(case) if error.span().is_none_or(|span| span != case) => error.at(case, "in this case"),
            Some(_) | None => error,
        }));
        let review = read.review?;
        self.kind(&review, root, case);
        Some(review)
    }

    /// A review of a kind that the rubric is not for proves nothing about it.
    fn kind(&mut self, review: &Review, root: &Node, case: Option<Span>) {
        let kinds = &self.rubric.kinds;
        let kind = review.review.kind.as_deref().filter(|kind| !self.rubric.is_for(Some(kind)));
        let Some(kind) = kind else { return };
        let wanted: Vec<&str> = kinds.iter().map(String::as_str).collect();
        let message =
            format!("the rubric `{}` is for {}, but this review is `{}`", self.rubric.id, or_list(&wanted), kind);
        let own = root.locate(&KeyPath::dotted("review.kind"));
        let wrong = Diagnostic::error("other-kind", message).at(own, "another kind");
        self.found.push(match case {
            Some(case) => wrong.at(case, "in this case"),
            None => wrong,
        });
    }

    pub(super) fn case(&mut self, at: usize, raw: &RawCase) -> Option<Case> {
        let trail = KeyPath::dotted("cases").item(at);
        let node = self.root.find(&trail)?;
        let span = node.entry("name").map_or(node.span, |entry| entry.value.span);
        let name = raw.name.as_deref().unwrap_or("").trim();
        if name.is_empty() && node.entry("name").is_none_or(|entry| matches!(entry.value.kind, Kind::Str(_))) {
            self.error("missing-key", "the case has no `name`".to_owned(), node.span, "say what it shows", "");
        }
        let expectations = self.expectations(node, span);
        let base = match &raw.base {
            Some(base) => self.known(base, place(node, "base")),
            None if self.bases.len() == 1 => self.bases.first().and_then(|(_, base)| base.clone()),
            None => self.no_base(node, span),
        }?;
        let before = self.found.len();
        let base = self.changed(base, node, (&raw.remove, &raw.answers, &raw.texts));
        if self.found.len() > before {
            return None;
        }
        let review = self.review(&base.root, Some(span))?;
        let judgements = Judgements { answers: base.answers, ..Judgements::default() };
        Some(Case { name: name.to_owned(), span, review, texts: base.texts, judgements, expectations })
    }

    fn no_base(&mut self, node: &Node, span: Span) -> Option<Base> {
        if node.entry("base").is_some() {
            return None;
        }
        let names: Vec<String> = self.bases.iter().map(|(name, _)| name.clone()).collect();
        let help = if names.is_empty() {
            "write a review to begin with under `[bases.NAME]`".to_owned()
        } else {
            format!("the bases are {}", and_list(&names))
        };
        self.error("missing-key", "the case has no `base`".to_owned(), span, "a change of what?", &help);
        None
    }

    fn expectations(&mut self, node: &Node, span: Span) -> Vec<Expectation> {
        let before = self.found.len();
        let expectations = match node.entry("expect") {
            Some(entry) => expect::read(&entry.value, self.rubric, &mut self.found),
            None => Vec::new(),
        };
        if expectations.is_empty() && self.found.len() == before {
            let help = "such as `expect = { headline = \"good\" }`, or of a rule by its id";
            self.error("missing-key", "the case expects nothing".to_owned(), span, "give `expect`", help);
        }
        expectations
    }

    /// Names that two cases share.
    pub(super) fn names(&mut self, cases: &[RawCase]) {
        let mut first: HashMap<&str, Span> = HashMap::new();
        for (at, case) in cases.iter().enumerate() {
            let Some(name) = case.name.as_deref() else { continue };
            let trail = KeyPath::dotted("cases").item(at).key("name");
            let span = self.root.find(&trail).map_or_else(Span::default, |node| node.span);
            match first.get(name) {
                Some(other) => self.found.push(
                    Diagnostic::error("duplicate-name", format!("two cases are called `{name}`"))
                        .at(span, "the second one")
                        .at(*other, "the first one"),
                ),
                None => drop(first.insert(name, span)),
            }
        }
    }
}

/// The place of the value under `key`.
fn place(node: &Node, key: &str) -> Span {
    node.entry(key).map_or(node.span, |entry| entry.value.span)
}
