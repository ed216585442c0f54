//! Questions asked one after another in the terminal, each answer kept at once.

use super::changes::{answer, answer_word, departure, unanswered};
use super::edit::Entry;
use super::judging::Judging;
use super::prompt::{Typed, ask, confirm};
use super::store::{Kept, Store};
use super::text::{Reader, wrapped};
use crate::cli::exit::{Error, Exit};
use crate::cli::pending;
use crate::cli::terminal::Terminal;
use crate::judgement::{Subject, typed_answer};
use crate::load::shown;
use crate::report::{self, Questions, headline_doc};
use crate::review::Grade;
use crate::rubric::{Measure, Rule};
use crate::text::{and_list, plural};

/// The most texts of the review that are shown with a question at first.
const TEXTS: usize = 4;
/// The most that are shown at all.
const ALL_TEXTS: usize = 200;

const HELP: &str = "Type the number of an answer, its grade, or the words for it. Or type:
  Enter   keep the answer that you gave before
  s       skip this question for now
  b       go back to the question before
  n       it does not apply (if the question allows that; you are asked why)
  m       show all that the review says about it
  t       read the text of the review's documents, a few passages at a time
  t WORD  read the passages that have a word
  q       stop; your answers are kept
  ?       show this help
";

/// Where the session goes next.
enum Next {
    Forward,
    Back,
    Stay,
    Stop,
}

/// One session.
struct Session<'a> {
    judging: &'a Judging<'a>,
    questions: &'a Questions<'a>,
    store: Store<'a>,
    rules: Vec<&'a Rule>,
    reader: Reader,
    /// Whether the review has changed since the earlier answers, and they are not confirmed yet.
    is_stale: bool,
}

/// Asks the questions about a review.
pub(super) fn run<'a>(
    judging: &'a Judging<'a>,
    questions: &'a Questions<'a>,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let by = match &judging.args.by {
        Some(by) => by.clone(),
        None => match name(terminal)? {
            Some(by) => by,
            None => return Ok(Exit::Done),
        },
    };
    let store = judging.store(&by)?;
    let Some(kept) = store.read(terminal)? else { return Ok(Exit::Wrong) };
    let file = judging.mask.shown(&shown(&store.path));
    pending::when_interrupted(format!(
        "\nStopped. Your answers are in {file}; the last one is kept if it says “Saved”.\n"
    ));
    let rules = questions.rules();
    let mut session = Session { judging, questions, store, rules, reader: Reader::default(), is_stale: false };
    let start = session.begin(&kept, terminal)?;
    match start {
        Some(start) => session.go(start, terminal),
        None => session.stop(terminal),
    }
}

/// Asks who judges.
fn name(terminal: &mut Terminal) -> Result<Option<String>, Error> {
    loop {
        match ask("Your name or role (it is part of the file's name):", terminal)? {
            Typed::End => return Ok(None),
            Typed::Line(name) if name.is_empty() => terminal.say("Type a name or a role, such as lead inspector.\n")?,
            Typed::Line(name) => return Ok(Some(name)),
        }
    }
}

impl Session<'_> {
    /// Says what is judged and where it is kept; returns the number of the first question, from 0.
    fn begin(&mut self, kept: &Kept, terminal: &mut Terminal) -> Result<Option<usize>, Error> {
        let open = self.rules.iter().filter(|rule| kept.answer(&rule.id).is_none()).count();
        let (all, file) = (plural(self.rules.len(), "question", "questions"), shown(&self.store.path));
        let text = format!(
            "{}. {all}, {open} unanswered. Your answers are kept in {file}. Type ? for help and q to stop.",
            self.judging.title()
        );
        self.say(&text, terminal)?;
        if !kept.is_empty() && !kept.is_bound {
            self.say("This file does not say which state of the review was judged. From now on it stands for the review as it is.", terminal)?;
        }
        let first = self.rules.iter().position(|rule| kept.answer(&rule.id).is_none()).unwrap_or(self.rules.len());
        if kept.changes.is_empty() {
            return Ok(Some(first));
        }
        self.say(&format!("Changed since you judged this: {}.", and_list(&kept.changes)), terminal)?;
        match confirm("Do all your earlier answers still hold?", terminal)? {
            Some(true) => {
                self.save(&[], true, terminal)?;
                Ok(Some(first))
            }
            Some(false) => {
                self.is_stale = true;
                self.say("Please go through your answers. Press Enter to keep one.", terminal)?;
                Ok(Some(0))
            }
            None => Ok(None),
        }
    }

    /// Asks one question after another, from this one on.
    fn go(&mut self, start: usize, terminal: &mut Terminal) -> Result<Exit, Error> {
        let mut at = start;
        loop {
            let next = match self.rules.get(at).copied() {
                Some(rule) => self.question(at, rule, terminal)?,
                None => self.finish(terminal)?,
            };
            match next {
                Next::Forward if at >= self.rules.len() => return self.stop(terminal),
                Next::Forward => at += 1,
                Next::Back if at == 0 => terminal.say("This is the first question.\n")?,
                Next::Back => at -= 1,
                Next::Stay => {}
                Next::Stop => return self.stop(terminal),
            }
        }
    }

    /// Asks one question until something is done with it.
    fn question(&mut self, at: usize, rule: &Rule, terminal: &mut Terminal) -> Result<Next, Error> {
        self.reader = match &rule.measure {
            Measure::Ask { question, .. } => Reader::new(question),
            Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } => Reader::default(),
        };
        self.show(at, rule, terminal)?;
        let Some(kept) = self.store.read(terminal)? else { return Ok(Next::Stop) };
        let before = kept.answer(&rule.id);
        if let Some((grade, because)) = before {
            let because = because.map_or_else(String::new, |because| format!(", because: {because}"));
            self.say(&format!("Your answer is {}{because}. Press Enter to keep it.", answer_word(grade)), terminal)?;
        }
        loop {
            let Typed::Line(line) = ask("Answer:", terminal)? else { return Ok(Next::Stop) };
            let typed = if line.is_empty() { None } else { Some(typed_answer(rule, &line, self.judging.rubric)) };
            match (typed, command(&line)) {
                (Some(Ok(grade)), _) => return self.because(rule, grade, before, terminal),
                (None, _) if before.is_some() => return Ok(Next::Forward),
                (None, _) => terminal.say("Type an answer, s to skip this question, or ? for help.\n")?,
                (_, Some(Command::Go(next))) => return Ok(next),
                (_, Some(Command::Help)) => terminal.say(HELP)?,
                (_, Some(Command::More)) => self.show_texts(rule, terminal)?,
                (_, Some(Command::Text(query))) => {
                    let style = terminal.style();
                    let text = self.reader.next(query, self.judging.bundle, self.judging.mask, style);
                    terminal.say(text)?;
                }
                (Some(Err(message)), None) => self.say(&format!("{message}. Type ? for help."), terminal)?,
            }
        }
    }

    fn show(&self, at: usize, rule: &Rule, terminal: &mut Terminal) -> Result<(), Error> {
        let number = format!("Question {} of {}", at + 1, self.rules.len());
        let Some(page) = self.questions.page(rule, TEXTS) else { return Ok(()) };
        terminal.say(format!("\n{}\n", report::text(&page.doc(&number), terminal.style())))
    }

    fn show_texts(&self, rule: &Rule, terminal: &mut Terminal) -> Result<(), Error> {
        let Some(page) = self.questions.page(rule, ALL_TEXTS) else { return Ok(()) };
        terminal.say(format!("\n{}\n", report::text(&page.texts(), terminal.style())))
    }

    /// Asks why, and keeps the answer.
    fn because(
        &mut self,
        rule: &Rule,
        grade: Option<Grade>,
        before: Option<(Option<Grade>, Option<&str>)>,
        terminal: &mut Terminal,
    ) -> Result<Next, Error> {
        let before = before.and_then(|(_, because)| because);
        let label = match (grade, before) {
            (None, None) => "Why does it not apply?",
            (_, Some(_)) => "Because (Enter keeps the reason that you gave before):",
            (Some(_), None) => "Because (Enter to leave it out):",
        };
        let because = match self.reason(label, grade.is_none() && before.is_none(), terminal)? {
            Reason::Text(text) => Some(text),
            Reason::Blank => before.map(str::to_owned),
            Reason::Back => return Ok(Next::Stay),
            Reason::End => return Ok(Next::Stop),
        };
        self.save(&[answer(&rule.id, grade, because)], false, terminal)?;
        Ok(Next::Forward)
    }

    fn reason(&self, label: &str, is_needed: bool, terminal: &mut Terminal) -> Result<Reason, Error> {
        loop {
            match ask(label, terminal)? {
                Typed::End => return Ok(Reason::End),
                Typed::Line(line) if line.is_empty() && is_needed => {
                    terminal.say("This needs a reason. Type it, or b to go back.\n")?;
                }
                Typed::Line(line) => {
                    return Ok(match line.as_str() {
                        "" => Reason::Blank,
                        "b" | "back" => Reason::Back,
                        "q" | "quit" => Reason::End,
                        _ => Reason::Text(line),
                    });
                }
            }
        }
    }

    fn save(&self, entries: &[Entry], confirms: bool, terminal: &mut Terminal) -> Result<(), Error> {
        self.store.save(entries, confirms, terminal)?;
        terminal.say("Saved.\n")
    }

    /// Shows the grade with the answers so far, and asks whether the person gives another.
    fn finish(&mut self, terminal: &mut Terminal) -> Result<Next, Error> {
        let Some(kept) = self.store.read(terminal)? else { return Ok(Next::Stop) };
        terminal.say(format!("\n{}", unanswered(&kept, self.questions)))?;
        if self.is_stale {
            match confirm("Do all your answers hold for the review as it is now?", terminal)? {
                Some(true) => {
                    self.save(&[], true, terminal)?;
                    self.is_stale = false;
                }
                Some(false) => {}
                None => return Ok(Next::Stop),
            }
        }
        let page = self.judging.graded(&kept.judgements);
        terminal.say(format!("\n{}\n", report::text(&headline_doc(&page), terminal.style())))?;
        let own = kept.judgements.departure(&Subject::Review);
        if let Some(own) = own {
            self.say(&format!("You give it {}, because: {}.", own.grade, own.because.trim_end_matches('.')), terminal)?;
        }
        let enter = if own.is_some() { "Enter keeps yours" } else { "Enter if you give no other" };
        loop {
            let label = format!("Your own grade for the review ({enter}; b to go back):");
            let Typed::Line(line) = ask(&label, terminal)? else { return Ok(Next::Stop) };
            match (line.as_str(), self.judging.rubric.scale.parse(&line)) {
                ("" | "q" | "quit" | "s" | "skip", _) => return Ok(Next::Forward),
                ("b" | "back", _) => return Ok(Next::Back),
                (_, Err(message)) => self.say(&format!("`{line}` is not a grade: {message}."), terminal)?,
                (_, Ok(grade)) => match self.reason("Why do you give it this grade?", true, terminal)? {
                    Reason::Text(because) => {
                        self.save(&[departure(Subject::Review.word(), grade, because)], false, terminal)?;
                        return Ok(Next::Forward);
                    }
                    Reason::Blank | Reason::Back => return Ok(Next::Stay),
                    Reason::End => return Ok(Next::Stop),
                },
            }
        }
    }

    /// Says where the answers are and how to go on.
    fn stop(&self, terminal: &mut Terminal) -> Result<Exit, Error> {
        pending::when_interrupted(String::new());
        let path = &self.store.path;
        if !path.exists() {
            terminal.say("Nothing was written.\n")?;
            return Ok(Exit::Done);
        }
        let (grade, again) = (self.judging.command("grade", None), self.judging.command("judge", Some(&self.store.by)));
        self.say(&format!("Your answers are in {}.", shown(path)), terminal)?;
        terminal.say(format!("To see the result:  {grade}\nTo go on judging:   {again}\n"))?;
        Ok(Exit::Done)
    }

    /// Writes a sentence, masked and at the width of the terminal.
    fn say(&self, sentence: &str, terminal: &mut Terminal) -> Result<(), Error> {
        let line = self.judging.mask.shown(sentence).to_string();
        terminal.say(wrapped(&line, terminal.style()))
    }
}

/// What was typed as a reason.
enum Reason {
    Text(String),
    Blank,
    Back,
    End,
}

/// What was typed in place of an answer.
enum Command<'l> {
    Go(Next),
    Help,
    More,
    Text(&'l str),
}

fn command(line: &str) -> Option<Command<'_>> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let command = match word.to_lowercase().as_str() {
        "t" | "text" => return Some(Command::Text(rest)),
        "s" | "skip" => Command::Go(Next::Forward),
        "b" | "back" => Command::Go(Next::Back),
        "q" | "quit" | "exit" => Command::Go(Next::Stop),
        "?" | "h" | "help" => Command::Help,
        "m" | "more" => Command::More,
        _ => return None,
    };
    rest.is_empty().then_some(command)
}
