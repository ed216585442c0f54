//! What `--to` and `--at-least` ask for, and what the exit code and the reasons for it say.

use super::super::args::GradeArgs;
use super::super::exit::Exit;
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::or_list;

/// The grades that the arguments name, in the words of the rubric's scale.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cli) struct Aims {
    pub(in crate::cli) at_least: Option<Grade>,
    pub(in crate::cli) to: Option<Grade>,
}

impl Aims {
    /// # Errors
    /// A message about a word that is no grade of the rubric, or one that nobody can aim at.
    pub(in crate::cli) fn new(args: &GradeArgs, rubric: &Rubric) -> Result<Aims, String> {
        let read = |word: &Option<String>, option: &str| {
            let grade = word.as_ref().map(|word| (word, rubric.scale.parse(word)));
            let named = |(word, grade): (&String, Result<Grade, String>)| {
                grade.map_err(|message| format!("`{word}` is no grade for `{option}`: {message}"))
            };
            grade.map(named).transpose()
        };
        let aims = Aims { at_least: read(&args.at_least, "--at-least")?, to: read(&args.to, "--to")? };
        match aims.to.and_then(|to| cannot_aim(rubric, to)) {
            Some(message) => Err(message),
            None => Ok(aims),
        }
    }
}

/// Why nobody can aim at `to` with `rubric`: the scale leaves that grade out, or it is what is left.
fn cannot_aim(rubric: &Rubric, to: Grade) -> Option<String> {
    if !rubric.gives_overall() {
        return Some(format!("the rubric `{}` gives no overall grade to aim at", rubric.id));
    }
    let mut grades: Vec<Grade> = rubric.overall.grades.iter().map(|(grade, _)| *grade).collect();
    grades.dedup();
    let known = grades.contains(&to);
    let others: Vec<String> = grades.iter().map(|grade| format!("`{}`", grade.word())).collect();
    (!known).then(|| format!("the rubric `{}` has no grade `{to}` to aim at; aim at {}", rubric.id, or_list(&others)))
}

/// How many reviews are what the arguments ask for.
#[derive(Default)]
pub(in crate::cli) struct Answers {
    /// The grade of `--at-least`.
    at_least: Option<Grade>,
    reviews: usize,
    /// Those below the grade of `--at-least`, or without one.
    below: usize,
    /// Those with an open question, where `--final` asks for none.
    open: usize,
    /// The others with an answer that does not say why, by whom or when.
    bare: usize,
}

/// What is open about a review.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Open {
    /// A question is unanswered.
    pub(in crate::cli) question: bool,
    /// An answer does not say why, by whom or when.
    pub(in crate::cli) bare_answer: bool,
}

impl Answers {
    /// Counts a review of this grade, of which `at_least` is asked.
    pub(in crate::cli) fn add(&mut self, args: &GradeArgs, at_least: Option<Grade>, grade: Option<Grade>, open: Open) {
        let is_below = |wanted| grade.is_none_or(|grade| grade < wanted);
        self.at_least = at_least;
        self.reviews += 1;
        self.below += usize::from(at_least.is_some_and(is_below));
        self.open += usize::from(args.finished && open.question);
        self.bare += usize::from(args.finished && !open.question && open.bare_answer);
    }

    /// How a run ends in which nothing was wrong.
    pub(in crate::cli) fn exit(&self) -> Exit {
        if self.below + self.open + self.bare > 0 { Exit::No } else { Exit::Done }
    }

    /// Why the answer is no, a line each; empty where it is not.
    pub(in crate::cli) fn reasons(&self) -> String {
        let which = |count: usize, one: &str, many: &str| match (count, self.reviews) {
            (0, _) => None,
            (_, 1) => Some(format!("the review {one}")),
            (1, all) => Some(format!("1 of {all} reviews {one}")),
            (count, all) => Some(format!("{count} of {all} reviews {many}")),
        };
        let wanted = self.at_least.map_or_else(String::new, |grade| grade.to_string());
        let below = which(
            self.below,
            &format!("is not graded {wanted} or better"),
            &format!("are not graded {wanted} or better"),
        );
        let open = which(self.open, "has an unanswered question", "have unanswered questions");
        let without = "without a reason, a name or a day";
        let bare = which(self.bare, &format!("has an answer {without}"), &format!("have answers {without}"));
        let line = |(why, asked): (Option<String>, &str)| why.map(|why| format!("no ({asked}): {why}\n"));
        [(below, "--at-least"), (open, "--final"), (bare, "--final")].into_iter().filter_map(line).collect()
    }
}
