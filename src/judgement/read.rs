//! Reads a judgement file against the rubric that it speaks of.

use std::collections::HashMap;
use std::hash::Hash;

use super::bound::Bound;
use super::copies::{is_same_question, questions_of};
use super::model::{Answer, Departure, Judgements, Note, Subject, Waiver};
use super::raw::{RawAnswer, RawBound, RawDeparture, RawJudgements, RawNote, RawWaiver};
use super::words::{NOT_APPLICABLE, given_answer, offered, typed_answer};
use crate::document::{Decoded, Diagnostic, KeyPath, Kind, Parsed, Severity, decode, is_full, note};
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::{Span, and_list, nearest, or_list};

/// What one judgement file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Whose it is, as far as it or its name says.
    pub by: Option<String>,
    /// Which review and rubric it was bound to; `None` if it is not bound.
    pub(crate) bound: Option<Bound>,
    /// What it says about the review.
    pub judgements: Judgements,
}

/// Reads a judgement file against the rubric whose questions it answers.
///
/// A file that names another rubric in its key `rubric` answers nothing here, and a warning says so. Where the
/// diagnostics hold an error, the judgements are not to be used.
#[must_use]
pub fn read(parsed: &Parsed, rubric: &Rubric) -> (Judgements, Vec<Diagnostic>) {
    let (file, diagnostics) = read_file(parsed, rubric, None);
    (file.judgements, diagnostics)
}

/// Reads a judgement file as [`read`] does; `by` is whose it is where it does not say, as its name may.
#[must_use]
pub(crate) fn read_file(parsed: &Parsed, rubric: &Rubric, by: Option<&str>) -> (File, Vec<Diagnostic>) {
    read_with(parsed, rubric, by, given_answer)
}

/// Reads the answers of a sheet that a person filled in, as [`typed_answer`] reads each.
#[must_use]
#[allow(clippy::result_large_err, reason = "a mistake is rare")]
pub(crate) fn read_sheet(parsed: &Parsed, rubric: &Rubric, is_alone: bool) -> (File, Vec<Diagnostic>) {
    let (file, mut found) = read_with(parsed, rubric, None, |rule, word, rubric| {
        let known = rubric.rules().find(|known| known.id == rule);
        let typed = || known.and_then(|known| typed_answer(known, word, rubric).ok());
        given_answer(rule, word, rubric).or_else(|wrong| typed().ok_or_else(|| offered(known, word, wrong)))
    });
    for wrong in found.iter_mut().filter(|wrong| is_alone && file.judgements.answers.is_empty() && is_other(wrong)) {
        *wrong = Diagnostic { severity: Severity::Error, ..wrong.clone() }
            .help("add `--rubric PATH` with the path of the rubric that the sheet names");
    }
    (file, found)
}

fn is_other(wrong: &Diagnostic) -> bool {
    wrong.code == OTHER_RUBRIC
}

const OTHER_RUBRIC: &str = "other-rubric";

/// Returns the grade that a word answers the question with this id with; see [`given_answer`].
type Given = fn(&str, &str, &Rubric) -> Result<Option<Grade>, (String, Diagnostic)>;

fn read_with(parsed: &Parsed, rubric: &Rubric, by: Option<&str>, given: Given) -> (File, Vec<Diagnostic>) {
    let root = &parsed.root;
    let (found, file) = (parsed.errors.clone(), File::default());
    let mut reader = JudgementReader { parsed, rubric, given, by: None, found, file };
    if !parsed.rest_is_sound {
        return (reader.file, reader.found);
    }
    let decoded: Decoded<RawJudgements> = rubric.scale.while_reading(|| decode(root, parsed.format));
    reader.found.extend(decoded.diagnostics);
    let raw = decoded.value.unwrap_or_default();
    reader.by = raw.by.or_else(|| by.map(str::to_owned));
    if let Some(other) = raw.rubric.filter(|named| *named != rubric.id) {
        let questions = questions_of(&other, rubric);
        let answers: Vec<RawAnswer> =
            raw.answers.into_iter().filter(|answer| is_same_question(answer, &questions, rubric)).collect();
        reader.found.push(to_another(&other, rubric, parsed, answers.len()));
        reader.answers(answers);
        return (reader.file, reader.found);
    }
    reader.file.by.clone_from(&reader.by);
    reader.file.bound = raw.bound.map(|RawBound { rubric, version, review }| Bound { rubric, version, review });
    reader.answers(raw.answers);
    reader.waivers(raw.waivers);
    reader.departures(raw.departures);
    reader.notes(raw.notes);
    reader.found.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    (reader.file, reader.found)
}

struct JudgementReader<'r> {
    parsed: &'r Parsed,
    rubric: &'r Rubric,
    given: Given,
    /// Whose the entries are that do not say.
    by: Option<String>,
    found: Vec<Diagnostic>,
    file: File,
}

/// An entry that cannot be used; what is wrong with it has been noted.
struct Unusable;

impl JudgementReader<'_> {
    fn answers(&mut self, answers: Vec<RawAnswer>) {
        let mut seen = HashMap::new();
        for (at, raw) in answers.into_iter().enumerate() {
            if is_full(&self.found) {
                return;
            }
            if let Ok(answer) = self.answer(raw, &KeyPath::dotted("answers").item(at), &mut seen) {
                self.file.judgements.answers.push(answer);
            }
        }
    }

    fn answer(
        &mut self,
        raw: RawAnswer,
        trail: &KeyPath,
        seen: &mut HashMap<String, KeyPath>,
    ) -> Result<Answer, Unusable> {
        let rule =
            self.needed(raw.rule, trail, "rule", "the answer", "add `rule` with the id of the question it answers")?;
        let known = self.rubric.rules().any(|known| known.id == rule);
        let label = if known { "not a question" } else { "no such rule" };
        let here = self.place(&trail.key("rule"));
        self.taken(asked(&rule, self.rubric).map_err(|wrong| wrong.at(here, label)))?;
        self.once(
            rule.clone(),
            trail,
            "rule",
            seen,
            ("duplicate-answer", &format!("`{rule}` is answered twice"), "answer"),
        )?;
        let words = or_list(&self.rubric.scale.words().collect::<Vec<_>>());
        let word = self.needed(raw.grade, trail, "grade", &format!("the answer to `{rule}`"), &format!("{words}?"))?;
        let place = self.value_place(trail, "grade");
        let given = (self.given)(&rule, &word, self.rubric);
        let grade = self.taken(given.map_err(|(label, wrong)| wrong.at(place, label)))?;
        if grade.is_none() && raw.because.as_deref().is_none_or(|because| because.trim().is_empty()) {
            let message = format!("the answer `{NOT_APPLICABLE}` to `{rule}` has no `because`");
            let wrong = Diagnostic::error("missing-key", message);
            return self.refuse(wrong.at(self.place(trail), "why does the question not apply?"));
        }
        let by = raw.by.or_else(|| self.by.clone());
        Ok(Answer { rule, grade, because: raw.because, by, on: raw.on })
    }

    fn waivers(&mut self, waivers: Vec<RawWaiver>) {
        let mut seen = HashMap::new();
        for (at, raw) in waivers.into_iter().enumerate() {
            if is_full(&self.found) {
                return;
            }
            if let Ok(waiver) = self.waiver(raw, &KeyPath::dotted("waivers").item(at), &mut seen) {
                self.file.judgements.waivers.push(waiver);
            }
        }
    }

    fn waiver(
        &mut self,
        raw: RawWaiver,
        trail: &KeyPath,
        seen: &mut HashMap<(String, Option<String>), KeyPath>,
    ) -> Result<Waiver, Unusable> {
        let rule =
            self.needed(raw.rule, trail, "rule", "the waiver", "add `rule` with the id of the rule it sets aside")?;
        let here = self.place(&trail.key("rule"));
        let Some((_, known)) = self.rubric.rule(&rule) else {
            let ids: Vec<&str> = self.rubric.rules().map(|rule| rule.id.as_str()).collect();
            let message = format!("the rubric `{}` has no rule `{rule}`{}", self.rubric.id, meant(&rule, &ids));
            return self.refuse(Diagnostic::error("unknown-name", message).at(here, "no such rule"));
        };
        if raw.item.is_some() && known.list().is_none() {
            let message = format!("rule `{rule}` looks at the review as a whole, so no item of it can be waived");
            let wrong = Diagnostic::error("no-effect", message).help("leave out `item` to waive the whole rule");
            return self.refuse(wrong.at(self.place(&trail.key("item")), "an item"));
        }
        let twice = match &raw.item {
            Some(item) => format!("`{rule}` is waived twice for `{item}`"),
            None => format!("`{rule}` is waived twice"),
        };
        self.once((rule.clone(), raw.item.clone()), trail, "rule", seen, ("duplicate-waiver", &twice, "waiver"))?;
        let because = self.reason(raw.because, trail, &format!("the waiver of `{rule}`"))?;
        let by = raw.by.or_else(|| self.by.clone());
        self.signed(by.as_ref(), trail, &format!("the waiver of `{rule}`"));
        Ok(Waiver { rule, item: raw.item, because, by, on: raw.on, expires: raw.expires })
    }

    fn departures(&mut self, departures: Vec<RawDeparture>) {
        let mut seen = HashMap::new();
        for (at, raw) in departures.into_iter().enumerate() {
            if is_full(&self.found) {
                return;
            }
            if let Ok(departure) = self.departure(raw, &KeyPath::dotted("departures").item(at), &mut seen) {
                self.file.judgements.departures.push(departure);
            }
        }
    }

    fn departure(
        &mut self,
        raw: RawDeparture,
        trail: &KeyPath,
        seen: &mut HashMap<Subject, KeyPath>,
    ) -> Result<Departure, Unusable> {
        let advice = "add `of` with `review` or the id of a criterion";
        let of = self.needed(raw.of, trail, "of", "the departure", advice)?;
        let what = format!("the departure from `{of}`");
        let here = self.place(&trail.key("of"));
        let subject = subject(&of, self.rubric)
            .map_err(|message| Diagnostic::error("unknown-name", message).at(here, "neither `review` nor a criterion"));
        let subject = self.taken(subject)?;
        let twice = ("duplicate-departure", &*format!("`{of}` has two departures"), "departure");
        self.once(subject.clone(), trail, "of", seen, twice)?;
        let words = or_list(&self.rubric.scale.words().collect::<Vec<_>>());
        let word = self.needed(raw.grade, trail, "grade", &what, &format!("{words}?"))?;
        let place = self.value_place(trail, "grade");
        let grade = self.rubric.scale.parse(&word).map_err(|message| {
            Diagnostic::error("unknown-value", format!("unknown value `{word}`: {message}")).at(place, "no grade")
        });
        let grade = self.taken(grade)?;
        let because = self.reason(raw.because, trail, &what)?;
        let by = raw.by.or_else(|| self.by.clone());
        self.signed(by.as_ref(), trail, &what);
        Ok(Departure { of: subject, grade, because, by, on: raw.on })
    }

    fn notes(&mut self, notes: Vec<RawNote>) {
        for (at, raw) in notes.into_iter().enumerate() {
            let trail = KeyPath::dotted("notes").item(at);
            if let Ok(text) = self.needed(raw.text, &trail, "text", "the note", "what is there to note?") {
                let by = raw.by.or_else(|| self.by.clone());
                self.file.judgements.notes.push(Note { text, by, on: raw.on });
            }
        }
    }

    /// The value of a key that must be given; `advice` is what to do where it is not.
    fn needed(
        &mut self,
        value: Option<String>,
        trail: &KeyPath,
        key: &str,
        what: &str,
        advice: &str,
    ) -> Result<String, Unusable> {
        if let Some(value) = value {
            return Ok(value);
        }
        let entry = self.parsed.root.find(trail).and_then(|node| node.entry(key));
        let is_told = self.parsed.may_lack_keys || entry.is_some_and(|own| !matches!(own.value.kind, Kind::Null));
        if is_told {
            return Err(Unusable);
        }
        let wrong = Diagnostic::error("missing-key", format!("{what} has no `{key}`"));
        self.refuse(wrong.at(self.place(trail), advice))
    }

    /// A reason, which must say something.
    fn reason(&mut self, because: Option<String>, trail: &KeyPath, what: &str) -> Result<String, Unusable> {
        let because = self.needed(because, trail, "because", what, "why?")?;
        if because.trim().is_empty() {
            let wrong = Diagnostic::error("missing-key", format!("{what} has no `because`"));
            return self.refuse(wrong.at(self.place(&trail.key("because")), "why?"));
        }
        Ok(because)
    }

    /// Warns where nobody puts a name to what changes a grade.
    fn signed(&mut self, by: Option<&String>, trail: &KeyPath, what: &str) {
        if by.is_none_or(|by| by.trim().is_empty()) {
            let warning = Diagnostic::warning("unsigned", format!("{what} does not say who made it"));
            let warning = warning.at(self.place(trail), "no `by`").help("add `by` with a name or a role");
            note(&mut self.found, || warning);
        }
    }

    /// Notes that something is said twice.
    fn once<K: Eq + Hash>(
        &mut self,
        key: K,
        trail: &KeyPath,
        name: &'static str,
        seen: &mut HashMap<K, KeyPath>,
        (code, message, noun): (&'static str, &str, &str),
    ) -> Result<(), Unusable> {
        let here = trail.key(name);
        if let Some(first) = seen.get(&key) {
            let wrong = Diagnostic::error(code, message)
                .at(self.place(&here), format!("the second {noun}"))
                .at(self.place(first), format!("the first {noun}"));
            return self.refuse(wrong);
        }
        seen.insert(key, here);
        Ok(())
    }

    fn taken<T>(&mut self, value: Result<T, Diagnostic>) -> Result<T, Unusable> {
        value.map_err(|wrong| {
            note(&mut self.found, || wrong);
            Unusable
        })
    }

    fn refuse<T>(&mut self, wrong: Diagnostic) -> Result<T, Unusable> {
        self.taken(Err(wrong))
    }

    fn place(&self, trail: &KeyPath) -> Span {
        self.parsed.root.locate(trail)
    }

    /// The place of a key's value, or of the entry where it has none.
    fn value_place(&self, trail: &KeyPath, key: &'static str) -> Span {
        let node = self.parsed.root.find(&trail.key(key));
        node.map_or_else(|| self.place(trail), |node| node.span)
    }
}

fn meant(word: &str, known: &[&str]) -> String {
    nearest(word, known.iter().copied()).map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

/// Reads what a departure is from.
fn subject(word: &str, rubric: &Rubric) -> Result<Subject, String> {
    if word == Subject::Review.word() {
        return Ok(Subject::Review);
    }
    let ids: Vec<&str> = rubric.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    if ids.contains(&word) {
        return Ok(Subject::Criterion(word.to_owned()));
    }
    let meant = meant(word, &ids);
    let rule = rubric.rule(word).map(|(criterion, _)| format!(": it is a rule of `{}`", criterion.id));
    Err(format!("the rubric `{}` has no criterion `{word}`{}", rubric.id, rule.unwrap_or(meant)))
}

/// Checks that `rule` is a question of the rubric.
///
/// # Errors
/// A diagnostic without a place yet, which lists the rubric's questions.
pub fn asked(rule: &str, rubric: &Rubric) -> Result<(), Box<Diagnostic>> {
    let questions: Vec<&str> = rubric.rules().filter(|rule| rule.is_asked()).map(|rule| rule.id.as_str()).collect();
    let message = match rubric.rules().find(|known| known.id == rule) {
        Some(known) if known.is_asked() => return Ok(()),
        Some(_) => format!("rule `{rule}` is not a question; casegrade decides it"),
        None => format!("the rubric `{}` has no rule `{rule}`{}", rubric.id, meant(rule, &questions)),
    };
    let listed = if questions.is_empty() {
        format!("the rubric `{}` has no questions", rubric.id)
    } else {
        format!("the questions of `{}` are {}", rubric.id, and_list(&questions))
    };
    Err(Box::new(Diagnostic::error("unknown-question", message).help(listed)))
}

/// Says which answers are read: the questions of two rubrics may have the same ids and not be the same.
fn to_another(other: &str, rubric: &Rubric, parsed: &Parsed, same: usize) -> Diagnostic {
    let what = match same {
        0 => "ignores them".to_owned(),
        1 => "uses only the one to the question that it asks in the same words".to_owned(),
        several => format!("uses only the {several} to questions that it asks in the same words"),
    };
    let message = format!("these answers are for the rubric `{other}`, so the rubric `{}` {what}", rubric.id);
    let place = parsed.root.locate(&KeyPath::dotted("rubric"));
    Diagnostic::warning(OTHER_RUBRIC, message).at(place, "answers for another rubric")
}
