//! `casegrade judge` in a real terminal: what is typed is kept at once, and nothing that ends the program loses it.

#![allow(clippy::unwrap_used, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::path::Path;

use rexpect::process::{Signal, WaitStatus};
use rexpect::session::{PtySession, spawn_command};

use crate::support::judged::{REVIEW, command, folder, judge, kept};

/// A session of Ann's.
fn session(folder: &Path, arguments: &[&str]) -> PtySession {
    let arguments = [&["--by", "Ann", "--color", "never"], arguments].concat();
    spawn_command(command(folder, &arguments), Some(60_000)).unwrap()
}

/// Waits for `prompt`, then types `line`; returns what was shown before.
fn answer(session: &mut PtySession, prompt: &str, line: &str) -> String {
    let shown = session.exp_string(prompt).unwrap();
    session.send_line(line).unwrap();
    shown
}

/// How the session ended, and what it said last.
fn end(session: &mut PtySession) -> (String, WaitStatus) {
    (session.exp_eof().unwrap(), session.process().wait().unwrap())
}

fn is_exit(status: &WaitStatus, code: i32) -> bool {
    matches!(status, WaitStatus::Exited(_, own) if *own == code)
}

#[test]
fn a_session_shows_each_question_and_keeps_each_answer() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    let shown = answer(&mut own, "Answer:", "mostly");
    for part in [
        "2 questions, 2 unanswered",
        "r.judgement.ann.toml",
        "Question 1 of 2. The plan",
        "Would a worker do something different next year?",
        "2  good: mostly",
        "Met: Every action has an owner (1 of 1 action).",
        "Action A1: Ring the clinic each month.",
        "line 10",
    ] {
        assert!(shown.contains(part), "`{part}` is missing from:\n{shown}");
    }
    answer(&mut own, "Because", "the plan says who rings whom");
    answer(&mut own, "Saved.", "");
    assert!(kept(folder.path()).contains("because = \"the plan says who rings whom\"\non      = 2026-01-01"));
    let shown = answer(&mut own, "Answer:", "n");
    assert!(shown.contains("Could a reader say"), "{shown}");
    answer(&mut own, "Why does it not apply?", "");
    answer(&mut own, "This needs a reason", "the child was not born yet");
    let shown = answer(&mut own, "Your own grade for the review", "ungood");
    assert!(shown.contains("All 2 questions about this review have an answer."), "{shown}");
    answer(&mut own, "is not a grade", "good");
    answer(&mut own, "Why do you give it this grade?", "it could be checked");
    let (said, status) = end(&mut own);
    assert!(said.contains("Your answers are in r.judgement.ann.toml.") && is_exit(&status, 0), "{said} {status:?}");
    let file = kept(folder.path());
    for part in
        ["grade   = \"not-applicable\"", "[[departures]]\nof      = \"review\"\ngrade   = \"good\"", "[bound.review]"]
    {
        assert!(file.contains(part), "`{part}` is missing from:\n{file}");
    }
    let graded = judge(folder.path(), &["--by", "Ann", "--confirm"]);
    assert_eq!(graded.2, Some(0), "{}", graded.1);
}

#[test]
fn words_that_are_no_answer_are_explained_and_change_nothing() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "Answer:", "god");
    answer(&mut own, "did you mean `good`?", "n");
    answer(&mut own, "does not allow it", "");
    answer(&mut own, "Type an answer", "?");
    answer(&mut own, "skip this question for now", "t");
    answer(&mut own, "names no document", "m");
    answer(&mut own, "Owner: the board", "\x1b[A");
    answer(&mut own, "special key", "q");
    let (said, status) = end(&mut own);
    assert!(said.contains("Nothing was written.") && is_exit(&status, 0), "{said} {status:?}");
    assert_eq!(kept(folder.path()), "");
}

#[test]
fn back_and_skip_move_without_answering() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "Answer:", "b");
    answer(&mut own, "This is the first question.", "s");
    answer(&mut own, "Question 2 of 2", "b");
    answer(&mut own, "Question 1 of 2", "1");
    answer(&mut own, "Because", "b");
    answer(&mut own, "Question 1 of 2", "in part");
    answer(&mut own, "Because", "");
    answer(&mut own, "Question 2 of 2", "b");
    let shown = answer(&mut own, "Press Enter to keep it.", "");
    assert!(shown.contains("Your answer is adequate"), "{shown}");
    answer(&mut own, "Question 2 of 2", "q");
    end(&mut own);
    let file = kept(folder.path());
    assert!(file.contains("grade   = \"adequate\"") && !file.contains("because"), "{file}");
}

#[test]
fn an_interrupt_leaves_a_whole_file_and_says_where_it_is() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "Answer:", "1");
    answer(&mut own, "Because", "it is plain");
    own.exp_string("Saved.").unwrap();
    own.exp_string("Answer:").unwrap();
    own.send("goo").unwrap();
    own.send_control('c').unwrap();
    let (said, status) = end(&mut own);
    assert!(said.contains("Stopped. Your answers are in r.judgement.ann.toml"), "{said}");
    assert!(is_exit(&status, 130), "{status:?}");
    let (said, _, code) = judge(folder.path(), &["--by", "Ann", "--confirm"]);
    assert!(code == Some(0) && said.contains("Still unanswered: 1 question (Q2)."), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "an unfinished file was left behind");
}

#[test]
fn a_session_that_was_killed_goes_on_at_the_first_unanswered_question() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "Answer:", "2");
    answer(&mut own, "Because", "it is “plain”");
    answer(&mut own, "Answer:", "3");
    own.exp_string("Because").unwrap();
    own.process_mut().signal(Signal::SIGKILL).unwrap();
    own.process().wait().unwrap();
    let file = kept(folder.path());
    assert!(file.contains("“plain”") && !file.contains("Q2"), "{file}");
    let mut own = session(folder.path(), &[]);
    let shown = answer(&mut own, "Answer:", "q");
    assert!(shown.contains("Question 2 of 2") && !shown.contains("Question 1 of 2"), "{shown}");
    end(&mut own);
}

#[test]
fn a_change_of_the_review_is_named_and_a_comment_is_not() {
    let folder = folder();
    judge(folder.path(), &["--by", "Ann", "--answer", "Q1=good"]);
    fs::write(folder.path().join("r.toml"), format!("# Another comment\n{REVIEW}").replace('\n', "\r\n")).unwrap();
    let mut own = session(folder.path(), &[]);
    let shown = answer(&mut own, "Answer:", "q");
    assert!(!shown.contains("Changed since"), "{shown}");
    end(&mut own);
    fs::write(folder.path().join("r.toml"), REVIEW.replace("each month", "each week")).unwrap();
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "`actions` has changed", "");
    answer(&mut own, "Type y for yes", "n");
    answer(&mut own, "Question 1 of 2", "");
    answer(&mut own, "Question 2 of 2", "s");
    answer(&mut own, "Do all your answers hold", "y");
    answer(&mut own, "Your own grade", "");
    end(&mut own);
    let mut own = session(folder.path(), &[]);
    let shown = answer(&mut own, "Answer:", "q");
    assert!(!shown.contains("Changed since"), "{shown}");
    end(&mut own);
}

#[test]
fn the_documents_of_a_review_can_be_read_and_searched() {
    let folder = folder();
    let report =
        "# 1 What happened\n\nThe board agreed to ring the clinic month after month.\n\n# 2 Why\n\nNobody rang.\n";
    fs::write(folder.path().join("overview.md"), report).unwrap();
    fs::write(folder.path().join("summary.md"), "Nobody rang the clinic.\n").unwrap();
    let documents = "\n[documents]\noverview = \"overview.md\"\nsummary = \"summary.md\"\n";
    fs::write(folder.path().join("r.toml"), REVIEW.to_owned() + documents).unwrap();
    let mut own = session(folder.path(), &[]);
    let shown = answer(&mut own, "Answer:", "t NOBODY");
    assert!(shown.contains("line 10; overview: 1 What happened, paragraph 1"), "{shown}");
    assert!(shown.contains("The board agreed to ring the clinic month after month."), "{shown}");
    let shown = answer(&mut own, "Answer:", "t zebra");
    assert!(shown.contains("overview: 2 Why, paragraph 1") && shown.contains("summary: paragraph 1"), "{shown}");
    assert!(!shown.contains("the board"), "{shown}");
    let shown = answer(&mut own, "Answer:", "t");
    assert!(shown.contains("No passage has the word"), "{shown}");
    let shown = answer(&mut own, "Answer:", "q");
    assert!(shown.contains("1 What happened") && shown.contains("Nobody rang the clinic."), "{shown}");
    end(&mut own);
}

#[test]
fn what_somebody_else_writes_meanwhile_is_kept() {
    let folder = folder();
    let mut own = session(folder.path(), &[]);
    own.exp_string("Answer:").unwrap();
    judge(folder.path(), &["--by", "Ann", "--answer", "Q2=adequate", "--because", "from another window"]);
    own.send_line("good").unwrap();
    answer(&mut own, "Because", "from this one");
    answer(&mut own, "Question 2 of 2", "q");
    end(&mut own);
    let file = kept(folder.path());
    assert!(file.contains("from another window") && file.contains("from this one"), "{file}");
}

#[test]
fn an_earlier_reason_is_shown_masked_and_kept_as_it_is() {
    let folder = folder();
    judge(folder.path(), &["--by", "Ann", "--answer", "Q1=good", "--because", "seen by ann@example.org"]);
    let mut own = session(folder.path(), &[]);
    answer(&mut own, "Answer:", "b");
    let shown = answer(&mut own, "Press Enter to keep it.", "adequate");
    assert!(shown.contains("because: seen by [masked") && !shown.contains("example.org"), "{shown}");
    answer(&mut own, "Because", "");
    let shown = answer(&mut own, "Question 2 of 2", "q");
    assert!(!shown.contains("example.org"), "{shown}");
    end(&mut own);
    let file = kept(folder.path());
    assert!(file.contains("ann@example.org") && file.contains("\"adequate\""), "{file}");
}

#[test]
fn a_narrow_terminal_has_no_line_wider_than_it() {
    let folder = folder();
    let mut own = session(folder.path(), &["--width", "40"]);
    let shown = answer(&mut own, "Answer:", "q");
    let wide: Vec<&str> = shown.lines().filter(|line| line.trim_end().chars().count() > 40).collect();
    assert!(wide.is_empty(), "{wide:?}");
    end(&mut own);
}

#[test]
fn whoever_gives_no_name_is_asked_for_one() {
    let folder = folder();
    let mut own = spawn_command(command(folder.path(), &[]), Some(60_000)).unwrap();
    answer(&mut own, "Your name or role", "");
    answer(&mut own, "Type a name or a role", "Ann");
    let shown = answer(&mut own, "Answer:", "q");
    assert!(shown.contains("r.judgement.ann.toml"), "{shown}");
    end(&mut own);
}
