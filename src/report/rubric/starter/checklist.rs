//! A checklist rubric made of a list of questions, with its cases.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

use crate::rubric::{ListedQuestion, QuestionArea, QuestionList, USUAL_ANSWERS};
use crate::text::{plural, quoted};

/// The grades of a checklist by how many answers its questions have at most, the best first.
const GRADES: [&[&str]; 4] = [
    &["met", "not-met"],
    &["met", "partly-met", "not-met"],
    &["met", "mostly-met", "partly-met", "not-met"],
    &["met", "mostly-met", "partly-met", "slightly-met", "not-met"],
];

/// The reason for a question for which the list gives none.
const USUAL_WHY: &str = "It is on our list of questions.";

/// The most characters of a rule's title.
const LONGEST_TITLE: usize = 80;

/// Returns a checklist rubric and its cases; `file` is the name of the list.
///
/// # Errors
/// A message where an answer has the name of a grade that it does not give.
pub(crate) fn checklist(list: &QuestionList, name: &str, file: &str) -> Result<(String, String), String> {
    let checklist = Checklist::new(list, file)?;
    Ok((checklist.rubric(name, file), checklist.cases()))
}

struct Checklist<'l> {
    title: Option<&'l str>,
    grades: &'static [&'static str],
    areas: Vec<Area<'l>>,
}

struct Area<'l> {
    id: String,
    title: &'l str,
    rules: Vec<Rule<'l>>,
}

struct Rule<'l> {
    id: String,
    own: &'l ListedQuestion,
    source: String,
    /// Its answers with the grades that they give, by number from the best.
    levels: Vec<(usize, &'l str)>,
}

impl<'l> Checklist<'l> {
    fn new(list: &'l QuestionList, file: &str) -> Result<Self, String> {
        let count = |own: &ListedQuestion| if own.answers.is_empty() { USUAL_ANSWERS.len() } else { own.answers.len() };
        let most = list.questions().map(count).max().unwrap_or(2);
        let grades = GRADES.iter().copied().find(|grades| grades.len() >= most).unwrap_or_default();
        let (mut ids, mut number, mut areas) = (Ids::new(grades, list.len()), 0, Vec::new());
        for own in &list.areas {
            let mut rules = Vec::new();
            for question in &own.questions {
                number += 1;
                rules.push(rule(question, number, grades, file)?);
            }
            areas.push(Area { id: ids.next(own), title: own.title.as_deref().unwrap_or("Questions"), rules });
        }
        Ok(Checklist { title: list.title.as_deref(), grades, areas })
    }

    fn steps(&self) -> usize {
        self.grades.len() - 1
    }

    fn rubric(&self, name: &str, file: &str) -> String {
        let count = self.areas.iter().map(|area| area.rules.len()).sum();
        let title = self.title.map_or_else(|| crate::text::capital(&name.replace(['-', '_', '.'], " ")), str::to_owned);
        let about = format!("A checklist of {}, made from {file}.", plural(count, "question", "questions"));
        let id: String = name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
        let mut text = format!(
            "# A checklist. Everything here is yours to change; `casegrade rubric check` says what is wrong or suspicious.\n\n\
             [rubric]\nid      = {}\ntitle   = {}\nversion = \"0.1.0\"\nabout   = {}\n\n",
            quoted(&id),
            quoted(&title),
            quoted(&about)
        );
        text += &self.scale();
        let reached: Vec<Vec<bool>> = self.areas.iter().map(|area| self.reached(&area.parts())).collect();
        let mut profiles: Vec<&Vec<bool>> = Vec::new();
        for own in &reached {
            if !profiles.contains(&own) {
                profiles.push(own);
            }
        }
        // The profile of areas that can get every grade comes first, if there are any.
        profiles.sort_by_key(|own| own.contains(&false));
        for (at, own) in profiles.iter().enumerate() {
            text += &self.profile(&if at == 0 { "criterion".to_owned() } else { fewer(at) }, own);
        }
        let parts = self.areas.iter().zip(&reached).map(|(area, own)| (self.points(own), area.may_not_apply()));
        text += &self.profile("overall", &self.reached(&parts.collect::<Vec<_>>()));
        for (area, own) in self.areas.iter().zip(&reached) {
            let profile = profiles.iter().position(|profile| *profile == own).filter(|at| *at > 0);
            text += &area.text(profile, self.grades);
        }
        text
    }

    /// `[scale]`: the grades and what each is worth.
    fn scale(&self) -> String {
        let words: Vec<String> = self.grades.iter().map(|grade| quoted(grade)).collect();
        let titles: Vec<String> = self.grades.iter().map(|grade| quoted(&grade.replace('-', " "))).collect();
        let points: Vec<String> = (0..self.grades.len()).rev().map(|points| points.to_string()).collect();
        format!(
            "# The grades, the best first, and the points that each is worth.\n\
             [scale]\ngrades = [{}]\ntitles = [{}]\npoints = [{}]\n\n",
            words.join(", "),
            titles.join(", "),
            points.join(", ")
        )
    }

    /// A profile that gives the grades that can be reached, each for its share of the best possible points.
    fn profile(&self, name: &str, reached: &[bool]) -> String {
        let text = match name {
            "criterion" => "# The share of the best possible points that an area needs for each grade.\n".to_owned(),
            "overall" => "# The same for the review, by the points of its areas.\n".to_owned(),
            _ => "# For areas with so few questions that they cannot get every grade.\n".to_owned(),
        };
        let mut needs = Vec::new();
        for ((at, grade), _) in self.grades.iter().enumerate().zip(reached).filter(|(_, reached)| **reached) {
            let points = self.steps() - at;
            let need = match 100 * points % self.steps() {
                0 => format!("percent = {}", 100 * points / self.steps()),
                _ => format!("mean = {points}"),
            };
            if points > 0 {
                needs.push((*grade, format!("[{{ {need} }}]")));
            }
        }
        text + &format!("[grading.{name}]\n{}\n", keys_and_values(&needs))
    }

    /// The points of the grades that can be reached.
    fn points(&self, reached: &[bool]) -> Vec<usize> {
        (0..self.grades.len())
            .filter(|at| reached.get(*at).copied().unwrap_or(false))
            .map(|at| self.steps() - at)
            .collect()
    }

    /// Which grades parts with these points can reach together; some parts may not apply.
    fn reached(&self, parts: &[(Vec<usize>, bool)]) -> Vec<bool> {
        let steps = self.steps();
        // Each part can be best or worst, so that with one part a step the shares leave no gap.
        if parts.len() >= steps {
            return vec![true; self.grades.len()];
        }
        let mut sums = BTreeSet::from([(0, 0)]);
        for (points, may_not_apply) in parts {
            let with =
                |(sum, count): &(usize, usize)| points.iter().map(|own| (sum + own, count + 1)).collect::<Vec<_>>();
            let mut next: BTreeSet<(usize, usize)> = sums.iter().flat_map(with).collect();
            next.extend(sums.iter().filter(|_| *may_not_apply));
            sums = next;
        }
        let given = |(sum, count): &(usize, usize)| steps - sum / count;
        let given: HashSet<usize> = sums.iter().filter(|(_, count)| *count > 0).map(given).collect();
        (0..self.grades.len()).map(|at| given.contains(&at)).collect()
    }

    /// The cases: the best of all answers, the worst, and none.
    fn cases(&self) -> String {
        let mut text = "# What the rubric must come to. `casegrade rubric test` runs these cases.\n".to_owned();
        let ends = [("best", self.grades.first()), ("worst", self.grades.last())];
        for (name, grade) in ends {
            text += &format!("\n[bases.{name}]\nreview.record = \"whole\"\n\n[bases.{name}.answers]\n");
            for rule in self.areas.iter().flat_map(|area| &area.rules) {
                let _ = writeln!(text, "{} = {}", rule.id, quoted(grade.unwrap_or(&"")));
            }
        }
        text += "\n[bases.unanswered]\nreview.record = \"whole\"\n";
        for (name, grade) in ends {
            let grade = quoted(grade.unwrap_or(&""));
            let areas: Vec<String> = self.areas.iter().map(|area| format!("{} = {grade}", quoted(&area.id))).collect();
            let _ = write!(
                text,
                "\n[[cases]]\nname   = \"every answer is the {name}\"\nbase   = \"{name}\"\n\
                 expect = {{ headline = {grade}, {} }}\n",
                areas.join(", ")
            );
        }
        text + "\n[[cases]]\nname   = \"nothing is answered\"\nbase   = \"unanswered\"\nexpect = { headline = \"nothing-to-grade\" }\n"
    }
}

fn rule<'l>(own: &'l ListedQuestion, number: usize, grades: &[&str], file: &str) -> Result<Rule<'l>, String> {
    let usual = own.answers.is_empty();
    let labels: Vec<&str> =
        if usual { USUAL_ANSWERS.to_vec() } else { own.answers.iter().map(String::as_str).collect() };
    let (steps, last) = (grades.len() - 1, labels.len() - 1);
    // Fewer answers than grades are spread over the scale, from the best to the worst.
    let levels: Vec<(usize, &str)> =
        (0..).zip(labels).map(|(at, label)| ((2 * at * steps + last) / (2 * last), label)).collect();
    for (at, label) in &levels {
        let word = label.to_lowercase().replace(' ', "-");
        if grades.iter().position(|grade| *grade == word).is_some_and(|own| own != *at) {
            return Err(format!("{}: the answer `{label}` is the name of another grade; use another word", own.place));
        }
    }
    let source = own.source.clone().unwrap_or_else(|| format!("{file}, {}", own.place));
    Ok(Rule { id: format!("Q{number}"), own, source, levels })
}

impl Area<'_> {
    fn may_not_apply(&self) -> bool {
        self.rules.iter().all(|rule| rule.own.may_not_apply)
    }

    /// The points that its questions can give, and whether each may not apply.
    fn parts(&self) -> Vec<(Vec<usize>, bool)> {
        let worst = |rule: &Rule<'_>| rule.levels.iter().map(|(at, _)| *at).max().unwrap_or_default();
        let points = |rule: &Rule<'_>| rule.levels.iter().map(|(at, _)| worst(rule) - at).collect();
        self.rules.iter().map(|rule| (points(rule), rule.own.may_not_apply)).collect()
    }

    fn text(&self, profile: Option<usize>, grades: &[&str]) -> String {
        let profile = profile.map(|at| ("grading", quoted(&fewer(at))));
        let keys = [("id", quoted(&self.id)), ("title", quoted(self.title))];
        let head = format!("[[criteria]]\n{}", keys_and_values(&keys.into_iter().chain(profile).collect::<Vec<_>>()));
        self.rules.iter().fold(head, |text, rule| text + &rule.text(grades)) + "\n"
    }
}

impl Rule<'_> {
    fn text(&self, grades: &[&str]) -> String {
        let own = self.own;
        let level = |(at, label): &(usize, &str)| format!("{} = {}", grades.get(*at).unwrap_or(&""), quoted(label));
        let levels: Vec<String> = self.levels.iter().map(level).collect();
        let may_not_apply = own.may_not_apply.then(|| ("may-not-apply", "true".to_owned()));
        let keys = [
            ("id", quoted(&self.id)),
            ("title", quoted(&title(&own.text))),
            ("ask", quoted(&own.text)),
            ("levels", format!("{{ {} }}", levels.join(", "))),
        ];
        let reasons = [("why", quoted(own.why.as_deref().unwrap_or(USUAL_WHY))), ("source", quoted(&self.source))];
        let keys: Vec<(&str, String)> = keys.into_iter().chain(may_not_apply).chain(reasons).collect();
        format!("\n[[criteria.rules]]\n{}", keys_and_values(&keys))
    }
}

/// The name of a profile for areas that cannot get every grade.
fn fewer(number: usize) -> String {
    format!("fewer-{number}")
}

/// Lines of keys with their values, one below the other.
fn keys_and_values(keys: &[(&str, String)]) -> String {
    let width = keys.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
    keys.iter().map(|(key, value)| format!("{key:width$} = {value}\n")).collect()
}

/// The first words of a question.
fn title(question: &str) -> String {
    if question.chars().count() <= LONGEST_TITLE {
        return question.to_owned();
    }
    let start: String = question.chars().take(LONGEST_TITLE).collect();
    let cut = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", cut.trim_end_matches([',', ';', ':', ' ']))
}

/// The ids of areas, each once.
struct Ids(HashSet<String>);

impl Ids {
    /// Words that cannot be ids of areas: those of results and grades, and the ids of rules.
    fn new(grades: &[&str], rules: usize) -> Self {
        let results = ["headline", "floor", "ceiling", "score", "fixes", "asked", "review"].map(str::to_owned);
        let rules = (1..=rules).map(|number| format!("q{number}"));
        Ids(results.into_iter().chain(grades.iter().map(|grade| (*grade).to_owned())).chain(rules).collect())
    }

    fn next(&mut self, area: &QuestionArea) -> String {
        let title = area.title.as_deref().unwrap_or("questions").to_lowercase();
        let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut slug = String::new();
        for word in words {
            if !slug.is_empty() && slug.len() + word.len() >= 30 {
                break;
            }
            slug += if slug.is_empty() { "" } else { "-" };
            slug.extend(word.chars().take(30));
        }
        let slug = if slug.is_empty() { "area".to_owned() } else { slug };
        let mut free = (1..).map(|number| if number == 1 { slug.clone() } else { format!("{slug}-{number}") });
        free.find(|id| self.0.insert(id.clone())).unwrap_or(slug.clone())
    }
}
