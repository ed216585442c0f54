//! `casegrade agree`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;

use super::args::AgreeArgs;
use super::choice::{Choice, Rubrics};
use super::exit::{Error, Exit};
use super::output::Outputs;
use super::raters::{RaterPaths, raters};
use super::set::{self, Keep, Member, Sheets};
use super::terminal::Terminal;
use crate::document::{KeyPath, Node};
use crate::engine::{self, Graded, Presence, Range, RuleOutcome, State};
use crate::judgement::{Judgements, People, Subject};
use crate::load::{self, Answers, Terms, files_found, shown};
use crate::report::{self, Excluded};
use crate::review::Scale;
use crate::rubric::Rubric;
use crate::tables::{Category, CountBy, CriterionEntry, Entry, Rater, Rating, RuleEntry, Tally};
use crate::text::{and_list, plural};

/// Reads what each rater says and prints how far they agree.
pub(super) fn run(args: &AgreeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let raters = raters(&args.paths);
    let files: Vec<PathBuf> = raters.iter().flat_map(|rater| rater.paths.iter().cloned()).collect();
    let output = output(args, &files)?;
    let Some(rubrics) = Rubrics::find(args.set.rubric.as_deref(), terminal)? else { return Ok(Exit::Wrong) };
    let choice = rubrics.choice();
    let scale = set::scale(&files, &args.set, choice.usual())?;
    scale.while_reading(|| compare(args, &raters, (choice, scale), &output, terminal))
}

fn compare(
    args: &AgreeArgs,
    paths: &[RaterPaths],
    (choice, scale): (Choice<'_>, Scale),
    output: &Outputs,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let reader = Reader { args, choice };
    let (mut raters, mut exit) = (Vec::new(), Exit::Done);
    for own in paths {
        let (own, verdict) = if paths.len() == 1 {
            reader.everybody(&own.paths, terminal)?
        } else {
            let (rater, verdict) = reader.one(own, terminal)?;
            (vec![rater], verdict)
        };
        raters.extend(own);
        if verdict != Exit::Done {
            exit = verdict;
        }
    }
    if raters.len() < 2 {
        return Err(Error::Asked(
            "agreement needs two raters: give two paths, or one whose reviews somebody judged or recorded".to_owned(),
        ));
    }
    if paths.len() > 1 {
        raters.iter().filter_map(|own| alone(own, &raters)).for_each(|note| {
            terminal.complain(&format!("{}\n", terminal.mask().shown(&note)));
        });
    }
    let as_of = args.set.day().to_string();
    let page = report::agree_page(scale, &raters, &as_of, &terminal.mask());
    output.write(&page, args.set.view(), true, terminal)?;
    Ok(exit)
}

/// The most reviews that a note names.
const MOST_NAMES: usize = 5;

/// Names the reviews that only one rater graded.
fn alone(rater: &Rater, all: &[Rater]) -> Option<String> {
    let others = || all.iter().filter(|own| own.name != rater.name);
    let ids: Vec<&String> =
        rater.ratings.keys().filter(|id| !others().any(|own| own.ratings.contains_key(*id))).collect();
    let mut names: Vec<String> = ids.iter().take(MOST_NAMES).map(|id| format!("`{id}`")).collect();
    if ids.len() > names.len() {
        names.push(format!("{} more", ids.len() - names.len()));
    }
    (!ids.is_empty()).then(|| format!("note: only {} has {}", rater.name, and_list(&names)))
}

/// Where the result goes: never over what it is made of.
fn output(args: &AgreeArgs, files: &[PathBuf]) -> Result<Outputs, Error> {
    let output = args.result.outputs()?;
    if output.exist() {
        output.are_none_of(&args.set.rubric_file())?;
        output.are_none_of(&files_found(files, &args.set.inputs.loader()))?;
    }
    Ok(output)
}

/// Reads raters.
struct Reader<'r> {
    args: &'r AgreeArgs,
    choice: Choice<'r>,
}

impl Reader<'_> {
    /// A rater with their grades.
    fn one(&self, own: &RaterPaths, terminal: &mut Terminal) -> Result<(Rater, Exit), Error> {
        let name = own.name.as_str();
        if own.are_judgements() {
            return self.judgements(name, &own.paths, terminal);
        }
        let mut ratings = Ratings { reader: self, raters: IndexMap::new(), people: Some(name.to_owned()), tallied: 0 };
        ratings.raters.insert(name.to_owned(), Rater { name: name.to_owned(), ..Rater::default() });
        let exit = self.read(&own.paths, &mut ratings, terminal)?;
        let rater = ratings.raters.swap_remove(name).unwrap_or_default();
        Ok((rater, exit))
    }

    /// The tool and the people of one path, or those that were asked for.
    fn everybody(&self, paths: &[PathBuf], terminal: &mut Terminal) -> Result<(Vec<Rater>, Exit), Error> {
        let mut ratings = Ratings { reader: self, raters: IndexMap::new(), people: None, tallied: 0 };
        for name in &self.args.raters {
            ratings.raters.insert(name.clone(), Rater { name: name.clone(), ..Rater::default() });
        }
        let exit = self.read(paths, &mut ratings, terminal)?;
        let unknown = ratings.raters.values().find(|rater| rater.ratings.is_empty() && !self.args.raters.is_empty());
        if let Some(rater) = unknown {
            return Err(Error::Asked(format!("`{}` graded none of these reviews", rater.name)));
        }
        Ok((ratings.raters.into_values().collect(), exit))
    }

    fn read(&self, paths: &[PathBuf], ratings: &mut Ratings<'_>, terminal: &mut Terminal) -> Result<Exit, Error> {
        let sheets = Sheets::read(paths, &self.args.set, None, terminal);
        let set = set::read(paths, &sheets, &self.args.set, self.choice, terminal, ratings)?;
        if ratings.tallied > 0 {
            let tallies = plural(ratings.tallied, "tally", "tallies");
            let message = format!("{tallies} left out: agreement needs the grade of each review");
            let path = paths.first().map_or_else(String::new, |path| shown(path));
            terminal.complain_around("warning", "only-tallies", &path, &message);
        }
        Ok(set::exit(&set.excluded, &self.args.set))
    }

    /// What judgement files say by themselves: departures are grades, and answers are those of rules.
    fn judgements(&self, name: &str, files: &[PathBuf], terminal: &mut Terminal) -> Result<(Rater, Exit), Error> {
        let (mut rater, mut exit) = (Rater { name: name.to_owned(), ..Rater::default() }, Exit::Done);
        let loader = self.args.set.inputs.loader();
        let terms = Terms { as_of: Some(self.args.set.day()), ..self.args.set.inputs.terms(self.args.set.day()) };
        for path in files {
            let Some((review, _)) = load::name_of_judged(path) else { continue };
            let answers = match loader.judgement_file(path) {
                Ok(answers) => answers,
                Err(error) => {
                    terminal.complain_of_input(&error);
                    exit = Exit::Wrong;
                    continue;
                }
            };
            let rubric = self.rubric(&answers);
            let judged = load::judge(&[answers], None, rubric, &terms);
            for (sources, diagnostics) in &judged.diagnostics {
                terminal.complain_of(sources, diagnostics);
            }
            match judged.judgements {
                Some(judgements) => {
                    let id = Path::new(&review).file_name().map(|id| id.to_string_lossy().into_owned());
                    rater.ratings.insert(id.unwrap_or(review), rating_of_judgements(&judgements, rubric));
                }
                None => exit = Exit::Wrong,
            }
        }
        Ok((rater, exit))
    }

    /// The rubric that a judgement file names, or the usual one.
    fn rubric(&self, answers: &Answers) -> &'_ Rubric {
        let named = answers.parsed.root.find(&KeyPath::dotted("rubric")).and_then(Node::text);
        let own = self.choice.find(|rubric| named.is_some_and(|named| named == rubric.id));
        own.unwrap_or(self.choice.usual())
    }
}

/// What judgements say by themselves.
fn rating_of_judgements(judgements: &Judgements, rubric: &Rubric) -> Rating {
    let titled = |id: &str| rubric.criteria.iter().find(|own| own.id == id).map(|own| own.title.as_str());
    let criteria = judgements.departures.iter().filter_map(|own| match &own.of {
        Subject::Review => None,
        Subject::Criterion(id) => Some((id.as_str().into(), (titled(id)?.into(), own.grade))),
    });
    let rule = |answer: &crate::judgement::Answer| {
        let (_, rule) = rubric.rule(&answer.rule)?;
        let outcome = match answer.grade {
            None => RuleOutcome::NotApplicable,
            Some(grade) if grade == rule.best() => RuleOutcome::Met,
            Some(_) => RuleOutcome::NotMet,
        };
        let state = |grade| State { range: Range { floor: grade, ceiling: grade }, presence: Presence::Sure };
        let (id, title) = (rule.id.as_str().into(), rule.title.as_str().into());
        Some(RuleEntry { id, title, outcome, judged: answer.grade.map(state) })
    };
    Rating {
        grade: judgements.departure(&Subject::Review).map(|own| own.grade),
        criteria: criteria.collect(),
        rules: judgements.answers.iter().filter_map(rule).collect(),
    }
}

/// Takes what each rater says of the members of a set.
struct Ratings<'r> {
    reader: &'r Reader<'r>,
    raters: IndexMap<String, Rater>,
    /// The one rater; `None` where the tool and everybody who judged are raters.
    people: Option<String>,
    tallied: usize,
}

/// What the rater is called that the rubric is.
const TOOL: &str = "tool";
/// What the rater is called who recorded grades.
const RECORDED: &str = "recorded";

impl Ratings<'_> {
    fn add(&mut self, name: &str, id: &str, rating: Rating) {
        let asked = &self.reader.args.raters;
        let known = asked.iter().find(|own| own.to_lowercase() == name.to_lowercase());
        if !asked.is_empty() && known.is_none() {
            return;
        }
        let name = known.map_or(name, String::as_str);
        let rater = || Rater { name: name.to_owned(), ..Rater::default() };
        self.raters.entry(name.to_owned()).or_insert_with(rater).ratings.insert(id.to_owned(), rating);
    }

    /// The grades of everybody who judged the review, each as the rubric makes them of what that person alone judged.
    fn people(&mut self, member: &Member<'_>) {
        let Some((ready, _)) = &member.ready else { return };
        let rubric = ready.rubric(self.reader.choice);
        let as_of = Some(self.reader.args.set.day());
        for name in load::people(&ready.bundle.answers, rubric) {
            let terms = Terms { people: People::Named(name.clone()), as_of, strict: false };
            let judged = load::judge(&ready.bundle.answers, Some(&ready.bundle), rubric, &terms);
            let Some(judgements) = judged.judgements else { continue };
            let graded = engine::grade(rubric, &ready.facts(), &judgements);
            let entry = Entry::from_graded(rubric, &ready.bundle.review, &graded, &member.entry.source);
            self.add(&name, &member.entry.id, rating(&entry, CountBy::Headline));
        }
    }
}

impl Keep for Ratings<'_> {
    fn entry(&mut self, member: Member<'_>) -> Result<(), Excluded> {
        let entry = member.entry;
        let count = CountBy::from(self.reader.args.count);
        let own = own_entry(&member, self.reader.choice, count);
        if let Some(name) = self.people.clone() {
            self.add_one(&name, &entry.id, rating(&own, count));
            return Ok(());
        }
        self.add(TOOL, &entry.id, rating(&own, CountBy::Tool));
        if let Some(grade) = entry.recorded {
            let rating = Rating { grade: Some(grade), ..Rating::default() };
            if self.reader.args.raters.iter().any(|name| name == RECORDED) {
                self.add(RECORDED, &entry.id, rating);
            }
        }
        self.people(&member);
        Ok(())
    }

    fn tally(&mut self, _: &Tally) {
        self.tallied += 1;
    }
}

impl Ratings<'_> {
    fn add_one(&mut self, name: &str, id: &str, rating: Rating) {
        if let Some(rater) = self.raters.get_mut(name) {
            rater.ratings.insert(id.to_owned(), rating);
        }
    }
}

/// The entry of a member, without what people changed where the tool's own grade is compared.
fn own_entry(member: &Member<'_>, choice: Choice<'_>, count: CountBy) -> Entry {
    match &member.ready {
        Some((ready, graded)) if count == CountBy::Tool => {
            let graded = Graded { finished: None, ..graded.clone() };
            Entry::from_graded(ready.rubric(choice), &ready.bundle.review, &graded, &member.entry.source)
        }
        _ => member.entry.clone(),
    }
}

fn rating(entry: &Entry, count: CountBy) -> Rating {
    let grade = match Category::from_entry(entry, count) {
        Ok(Category::Grade(grade)) => Some(grade),
        Ok(Category::NotEnoughStated) | Err(_) => None,
    };
    let certain =
        |own: &CriterionEntry| own.range.filter(|range| range.floor == range.ceiling).map(|range| range.floor);
    let criteria = entry.criteria.iter().filter_map(|own| Some((own, certain(own)?)));
    Rating {
        grade,
        criteria: criteria.map(|(own, grade)| (Arc::clone(&own.id), (Arc::clone(&own.title), grade))).collect(),
        rules: entry.criteria.iter().flat_map(|own| own.rules.iter().cloned()).collect(),
    }
}
