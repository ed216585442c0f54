//! The raise: on random drafts it is what trying every edit says, on the examples its edits work, and
//! none of its fixes asks anybody to be less candid.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::{Format, Limits, parse};
use casegrade::engine::{Evidence, Outcome, Raise, Range, Shortest, State, Stuck, combine, grade, raise, test};
use casegrade::judgement::{self, Judgements};
use casegrade::review::vocabulary::{self, ListName};
use casegrade::review::{Basis, Fact, FactType, Facts, Grade, Review, Scope, Value, usual};
use casegrade::rubric::{self, Condition, Measure, Rubric, Rule, RuleId};
use proptest::test_runner::TestCaseError;

use crate::support::reviews::{Document, Place, Scheme, Table, list_of};
use crate::support::rubrics::{Form, Model, Palette, form, share_bands};
use crate::support::{Choices, answers, check, fail, review, rubric, same};

// Random drafts: a rubric, a review, and every edit that its author could make.

/// Keys that an author writes, each read by one rule at most, and what to write there.
const WRITTEN: [(&str, &str); 21] = [
    ("findings.why", TEXT),
    ("actions.owner", TEXT),
    ("family.child-views", TEXT),
    ("actions.due", "2010-03-01"),
    ("actions.measured-by", TEXT),
    ("findings.title", TEXT),
    ("gaps.pursued", TEXT),
    ("terms.basis", TEXT),
    ("actions.in-summary", YES),
    ("findings.text", TEXT),
    ("dates.delay-because", TEXT),
    ("actions.text", TEXT),
    ("summary.action-plan", YES),
    ("findings.no-action-because", TEXT),
    ("gaps.what", TEXT),
    ("terms.from", "2007-03-01"),
    ("publication.withheld-because", TEXT),
    ("publication.anonymised", YES),
    ("author.role", TEXT),
    ("events.child-seen", YES),
    ("chair.role", TEXT),
];

const TEXT: &str = "\"words of some kind\"";
const YES: &str = "true";
const LISTS: [&str; 4] = ["findings", "actions", "gaps", "events"];

/// The classes by which rules select items: the key, the class that is selected, and another.
const CLASSES: [(&str, &str, &str); 2] =
    [("findings.kind", "\"shortcoming\"", "\"good-practice\""), ("actions.kind", "\"practice\"", "\"training\"")];

fn what_to_write(key: &str) -> &'static str {
    WRITTEN.iter().find(|(known, _)| *known == key).unwrap().1
}

fn class_of(list: &str) -> Option<(&'static str, &'static str, &'static str)> {
    CLASSES.into_iter().find(|(key, _, _)| list_of(key) == Some(list))
}

fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap()
}

/// What may not be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// A whole record: single keys at most.
    Whole,
    /// A part record: all that is missing, and whether there are more findings.
    Part,
    /// Whether a rule selects a finding.
    Unclassed,
}

/// What a rule reads.
#[derive(Clone, Debug)]
enum Reads {
    Share(Share),
    /// How many aspects of identity are considered.
    Identity,
    /// How many members the panel has.
    Panel,
    /// How many findings there are.
    Findings,
    /// How many findings are about policy; fewer are better.
    Policy,
    /// Nothing that an edit changes.
    Nothing,
}

/// All of some keys and one of others, of each item of a list or of the review itself.
#[derive(Clone, Debug)]
struct Share {
    list: Option<&'static str>,
    must: Vec<&'static str>,
    any: Vec<&'static str>,
    by_class: bool,
    fixable: bool,
}

/// Draws rules that read what no other rule reads.
struct Forms {
    setting: Setting,
    /// How many items each of [`LISTS`] has.
    sizes: [usize; 4],
    left: RefCell<Vec<&'static str>>,
    special: RefCell<Vec<usize>>,
    reads: RefCell<Vec<Reads>>,
}

impl Forms {
    fn new(choices: &Choices, setting: Setting) -> Self {
        let mut left: Vec<&'static str> = WRITTEN.iter().map(|(key, _)| *key).take(9 + choices.below(13)).collect();
        choices.shuffle(&mut left);
        if setting == Setting::Unclassed {
            left.sort_by_key(|key| list_of(key) != Some("findings"));
        }
        let mut sizes = [(); 4].map(|()| choices.pick(&[2, 3, 1, 2, 3, 0]));
        if setting == Setting::Unclassed {
            sizes[0] = sizes[0].max(1);
        }
        Forms { setting, sizes, left: RefCell::new(left), special: RefCell::default(), reads: RefCell::default() }
    }

    fn size(&self, list: &str) -> usize {
        LISTS.iter().position(|name| *name == list).map_or(0, |at| self.sizes[at])
    }

    fn take(&self, fits: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let mut left = self.left.borrow_mut();
        let at = left.iter().position(|key| fits(key))?;
        Some(left.remove(at))
    }

    fn draw(&self, choices: &Choices) -> Form {
        let mut form = Form::default();
        let reads = match choices.below(20) {
            number @ 0..=3 if self.is_new(number) => special(choices, number, &mut form),
            4 => {
                form.put("must", "{ \"chair.independent\" = true }");
                form.put("met", "\"good\"");
                Reads::Nothing
            }
            number => match self.take(&|_| number > 5) {
                Some(key) => Reads::Share(self.share(choices, key, &mut form)),
                None => {
                    form.asked = true;
                    form.put("ask", "\"Is it so?\"");
                    Reads::Nothing
                }
            },
        };
        if !form.asked && choices.chance(15) {
            form.put("applies-when", "{ \"review.region\" = \"red\" }");
        }
        self.reads.borrow_mut().push(reads);
        form
    }

    /// True if that special rule is not there yet and fits.
    fn is_new(&self, number: usize) -> bool {
        let mut special = self.special.borrow_mut();
        let fits = number != 2 || self.setting == Setting::Part && self.size("findings") > 0;
        let new = fits && !special.contains(&number);
        special.push(number);
        new
    }

    fn share(&self, choices: &Choices, key: &'static str, form: &mut Form) -> Share {
        let list = list_of(key);
        let is_written = |key: &str| what_to_write(key) != YES;
        // A tick stands alone, so that each item takes either a tick or something written.
        let fits = |other: &str| list_of(other) == list && is_written(key) && is_written(other);
        let mut must = vec![key];
        must.extend(self.take(&|other| fits(other) && choices.chance(60)));
        must.extend(self.take(&|other| fits(other) && choices.chance(20)));
        let any = if choices.chance(25) { must.split_off(choices.below(must.len())) } else { Vec::new() };
        let test = |key: &&str| {
            let name = if list.is_some() { last(key) } else { key };
            format!("\"{name}\" = {}", if is_written(key) { "\"present\"" } else { YES })
        };
        if !must.is_empty() {
            form.put("must", format!("{{ {} }}", must.iter().map(test).collect::<Vec<_>>().join(", ")));
        }
        if !any.is_empty() {
            let tables: Vec<String> = any.iter().map(|key| format!("{{ {} }}", test(key))).collect();
            form.put("any", format!("[{}]", tables.join(", ")));
        }
        share_bands(choices, form);
        let by_class = list.is_some_and(|list| self.each(choices, list, form));
        // An edit of a list as a whole changes every rule that reads it, those too that are said to be beyond edits.
        let fixable = !list.is_none_or(|list| self.is_settled(list)) || choices.chance(92);
        if !fixable {
            form.put("fixable", "false");
        }
        Share { list, must, any, by_class, fixable }
    }

    /// True if the list has items and is closed.
    fn is_settled(&self, list: &str) -> bool {
        self.size(list) > 0 && !(self.setting == Setting::Part && list == "findings")
    }

    /// True if the rule selects by class.
    fn each(&self, choices: &Choices, list: &'static str, form: &mut Form) -> bool {
        form.put("each", format!("\"{list}\""));
        let class = class_of(list).filter(|_| match self.setting {
            // What an edit states is read by one rule alone.
            Setting::Unclassed => list == "findings" && self.is_new(20),
            Setting::Whole | Setting::Part => choices.chance(30),
        });
        if let Some((_, selected, _)) = class {
            form.put("where", format!("{{ kind = {selected} }}"));
        }
        // To fill an empty list would make this rule apply, which is no fix.
        let of_none = match (self.size(list), self.setting) {
            (0, _) => &["unmet", "met"][..],
            (_, Setting::Unclassed) if class.is_some() => &["not-applicable", "not-applicable", "unmet", "met"],
            _ => &["unmet", "met", "not-applicable"],
        };
        form.put("empty", format!("\"{}\"", choices.pick(of_none)));
        class.is_some()
    }
}

fn special(choices: &Choices, number: usize, form: &mut Form) -> Reads {
    let lower = if choices.chance(50) { "\"lower\"" } else { "\"higher\"" };
    let (reads, keys, bands) = match number {
        0 => (
            Reads::Identity,
            vec![("measure", "\"identity-considered\"")],
            ["{ outstanding = 5, good = 3 }", "{ good = 4, adequate = 1 }"],
        ),
        1 => (
            Reads::Panel,
            vec![("count", "\"panel\"")],
            ["{ outstanding = 3, good = 2, adequate = 1 }", "{ good = 2.5 }"],
        ),
        2 => (
            Reads::Findings,
            vec![("measure", "\"findings\""), ("better", lower)],
            ["{ good = 2 }", "{ adequate = 3 }"],
        ),
        _ => (
            Reads::Policy,
            vec![
                ("count", "\"findings\""),
                ("where", "{ levels = { includes-any = [\"policy\"] } }"),
                ("better", "\"lower\""),
            ],
            ["{ outstanding = 0, good = 1, adequate = 2 }", "{ good = 0 }"],
        ),
    };
    keys.into_iter().chain([("bands", choices.pick(&bands))]).for_each(|(key, value)| form.put(key, value));
    reads
}

/// What an edit does to the file.
#[derive(Clone, Debug)]
enum Change {
    Set(Place, &'static str),
    Add(&'static str, Table),
    Close(&'static str),
}

/// An edit that counts as one fix.
#[derive(Clone, Debug, Default)]
struct Edit {
    /// The places by which a fix may name it.
    paths: Vec<String>,
    is_tick: bool,
    /// It fills or closes a list, which takes ten times the effort.
    is_list: bool,
    /// It does the same as the edit before.
    repeats: bool,
    changes: Vec<Change>,
}

/// A rubric, a review, answers, and all edits that count.
#[derive(Debug)]
struct Draft {
    setting: Setting,
    rubric: String,
    document: Document,
    answered: Vec<(String, Grade)>,
    edits: Vec<Edit>,
}

impl Draft {
    /// A draft with about so many edits at most.
    fn random(choices: &Choices, setting: Setting, most: usize) -> Self {
        let forms = Forms::new(choices, setting);
        let model = Model::random(choices, &|choices| forms.draw(choices));
        let asked = model.rules().filter(|rule| rule.form.asked && choices.chance(80));
        let answered = asked.map(|rule| (rule.id.clone(), choices.pick(&usual::BEST_FIRST))).collect();
        let document = Document { whole_record: setting != Setting::Part, ..Document::default() };
        let mut draft = Draft { setting, rubric: model.text(), document, answered, edits: Vec::new() };
        let reads = forms.reads.borrow().clone();
        draft.header(choices);
        draft.lists(choices, &forms, &reads);
        for reads in &reads {
            draft.special(choices, reads);
        }
        for reads in &reads {
            let Reads::Share(share) = reads else { continue };
            if draft.document.whole_record && share.list.is_some() {
                let open = choices.some(&share.must, 15).into_iter().map(str::to_owned);
                draft.document.not_stated.extend(open);
            }
            match share.list {
                Some(list) => (0..forms.size(list)).for_each(|at| draft.item(choices, share, Some(at), most)),
                None => draft.item(choices, share, None, most),
            }
        }
        draft
    }

    fn is_open(&self, key: &str) -> bool {
        !self.document.whole_record || self.document.not_stated.iter().any(|name| name == key)
    }

    fn header(&mut self, choices: &Choices) {
        let place = |key| Place { key, item: None };
        self.document.set(&place("chair.independent"), choices.pick(&["true", "false"]).to_owned());
        if choices.chance(70) {
            self.document.set(&place("review.region"), choices.pick(&["\"red\"", "\"red\"", "\"blue\""]).to_owned());
        } else if self.document.whole_record {
            self.document.not_stated.push("review.region".to_owned());
        }
        match self.setting {
            Setting::Whole => {}
            Setting::Part => {
                self.document.whole = LISTS[1..].iter().chain(&["panel"]).map(|list| (*list).to_owned()).collect();
            }
            Setting::Unclassed => self.document.not_stated.push("findings.kind".to_owned()),
        }
    }

    /// The lists with the classes of their items, and the edits that fill or close them.
    fn lists(&mut self, choices: &Choices, forms: &Forms, reads: &[Reads]) {
        for list in LISTS {
            let size = forms.size(list);
            *self.document.items_mut(list) = vec![Table::new(); size];
            let unclassed = self.setting == Setting::Unclassed && list == "findings";
            for at in 0..size {
                let Some((key, selected, other)) = class_of(list) else { break };
                // One at least is selected, so that no rule wants a new item, which would be another's too.
                let class = if at == 0 { selected } else { choices.pick(&[selected, other]) };
                if !(unclassed && choices.chance(60)) {
                    self.document.set(&Place { key, item: Some(at) }, class.to_owned());
                }
            }
            let is_read = |reads: &Reads| match reads {
                Reads::Share(share) => share.list == Some(list),
                Reads::Findings | Reads::Policy => list == "findings" && self.setting == Setting::Part,
                Reads::Identity | Reads::Panel | Reads::Nothing => false,
            };
            if forms.is_settled(list) || !reads.iter().any(is_read) {
                continue;
            }
            let mut edit = Edit { paths: vec![list.to_owned()], is_list: true, ..Edit::default() };
            if size == 0 {
                edit.changes.push(Change::Add(list, complete_item(list)));
            }
            if self.setting == Setting::Part && list == "findings" {
                edit.changes.push(Change::Close(list));
            }
            self.edits.push(edit);
        }
    }

    /// What the rules read that count something, and the edits for them.
    fn special(&mut self, choices: &Choices, reads: &Reads) {
        match reads {
            Reads::Identity => {
                let place = Place { key: "family.identity", item: None };
                let given = choices.pick(&["[]", "[\"race\"]", "[\"race\", \"language\", \"culture\"]", ""]);
                self.document.put(&place, (!given.is_empty()).then(|| given.to_owned()));
                let is_tick = !given.is_empty() || self.document.whole_record;
                let all = "[\"race\", \"language\", \"culture\", \"religion\", \"disability\"]";
                let changes = vec![Change::Set(place, all)];
                self.edits.push(Edit { paths: vec!["family.identity".into()], is_tick, changes, ..Edit::default() });
            }
            Reads::Panel => {
                let member = vec![("role".to_owned(), TEXT.to_owned())];
                let given = choices.below(4);
                *self.document.items_mut("panel") = vec![member.clone(); given];
                for number in given..3 {
                    let changes = vec![Change::Add("panel", member.clone())];
                    let repeats = number > given;
                    self.edits.push(Edit { paths: vec!["panel".into()], repeats, changes, ..Edit::default() });
                }
            }
            Reads::Policy => {
                if self.document.whole_record {
                    self.document.not_stated.push("findings.levels".to_owned());
                }
                for at in 0..self.document.items("findings").len() {
                    let place = Place { key: "findings.levels", item: Some(at) };
                    let given = choices.pick(&["", "[\"policy\"]", "[]", ""]);
                    self.document.put(&place, (!given.is_empty()).then(|| given.to_owned()));
                    if given.is_empty() {
                        let paths = vec![path(&place)];
                        let changes = vec![Change::Set(place, "[\"frontline\"]")];
                        self.edits.push(Edit { paths, changes, ..Edit::default() });
                    }
                }
            }
            Reads::Share(_) | Reads::Findings | Reads::Nothing => {}
        }
    }

    /// Writes what a rule reads of one item, or leaves some of it out and notes the edit.
    fn item(&mut self, choices: &Choices, share: &Share, item: Option<usize>, most: usize) {
        let places = |keys: &[&'static str]| keys.iter().map(|key| Place { key, item }).collect::<Vec<_>>();
        let (must, any) = (places(&share.must), places(&share.any));
        for place in must.iter().chain(&any) {
            self.document.set(place, what_to_write(place.key).to_owned());
        }
        let mut missing = choices.some(&must, 70);
        if missing.is_empty() || choices.chance(40) {
            missing.extend(any);
        }
        if share.fixable && self.edits.len() >= most || choices.chance(30) {
            missing.clear();
        }
        let mut is_tick = false;
        for place in &missing {
            // Left out, or written as empty or as no.
            let (is_yes, is_day) = (what_to_write(place.key) == YES, what_to_write(place.key).starts_with('2'));
            let empty = if is_yes { "false" } else { "\" \"" };
            let is_written = !is_day && choices.chance(25);
            self.document.put(place, is_written.then(|| empty.to_owned()));
            is_tick |= is_yes && (is_written || !self.is_open(place.key));
        }
        let class = share.list.and_then(class_of).filter(|_| share.by_class);
        let class = class.map(|(key, selected, _)| (Place { key, item }, selected));
        let given = class.as_ref().and_then(|(place, _)| self.document.get(place));
        let unclassed = class.as_ref().filter(|_| given.is_none());
        let is_ruled_out = class.as_ref().is_some_and(|(_, selected)| given.is_some_and(|given| given != *selected));
        if is_ruled_out || !share.fixable || missing.is_empty() && unclassed.is_none() {
            return;
        }
        let written = missing.iter().map(|place| (place.clone(), what_to_write(place.key)));
        let changed: Vec<(Place, &'static str)> = written.chain(unclassed.cloned()).collect();
        let paths = changed.iter().map(|(place, _)| path(place)).collect();
        let changes = changed.into_iter().map(|(place, value)| Change::Set(place, value)).collect();
        self.edits.push(Edit { paths, is_tick, changes, ..Edit::default() });
    }

    /// The review's text with these edits made.
    fn after(&self, made: usize) -> String {
        let mut document = self.document.clone();
        for change in members(made).flat_map(|number| &self.edits[number].changes) {
            match change {
                Change::Set(place, value) => document.set(place, (*value).to_owned()),
                Change::Add(list, item) => document.items_mut(list).push(item.clone()),
                Change::Close(list) => document.whole.push((*list).to_owned()),
            }
        }
        document.text()
    }
}

/// An item that meets all rules on its list and is counted by none for which fewer are better.
fn complete_item(list: &str) -> Table {
    let keys = WRITTEN.iter().filter(|(key, _)| list_of(key) == Some(list));
    let mut item: Table = keys.map(|(key, value)| (last(key).to_owned(), (*value).to_owned())).collect();
    item.extend(class_of(list).map(|(_, selected, _)| ("kind".to_owned(), selected.to_owned())));
    if list == "findings" {
        item.push(("levels".to_owned(), "[\"frontline\"]".to_owned()));
    }
    item
}

/// A place as a fix names it.
fn path(place: &Place) -> String {
    match (place.item, list_of(place.key)) {
        (Some(at), Some(list)) => format!("{list}[{at}].{}", last(place.key)),
        _ => place.key.to_owned(),
    }
}

/// The numbers in a set.
fn members(set: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |number| set >> number & 1 == 1)
}

/// All sets of so many numbers, the smaller ones first.
fn sets(count: usize) -> Vec<usize> {
    let mut sets: Vec<usize> = (0..1 << count).collect();
    sets.sort_by_key(|set| set.count_ones());
    sets
}

// Every set of edits is tried, by grading the text that they leave.

/// How much effort, and how many ticks.
type Cost = (usize, usize);

/// What came of asking for a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    There,
    OutOfReach,
    Effort(usize),
}

struct Tried<'d> {
    draft: &'d Draft,
    rubric: Rubric,
    judgements: Judgements,
    /// The floor after each set of edits that was tried.
    floors: RefCell<BTreeMap<usize, Option<Grade>>>,
}

impl<'d> Tried<'d> {
    fn new(draft: &'d Draft) -> Self {
        let judgements = answers(&draft.answered);
        Tried { draft, rubric: rubric(&draft.rubric), judgements, floors: RefCell::default() }
    }

    fn reaches(&self, set: usize, to: Grade) -> bool {
        let floor = || {
            let review = review(&self.draft.after(set));
            let graded = grade(&self.rubric, &Facts::new(&review), &self.judgements);
            graded.overall.map(|judged| judged.range.floor)
        };
        *self.floors.borrow_mut().entry(set).or_insert_with(floor) >= Some(to)
    }

    fn cost(&self, set: usize) -> Cost {
        let edits = || members(set).map(|number| &self.draft.edits[number]);
        let effort = edits().map(|edit| if edit.is_list { 10 } else { 1 }).sum();
        (effort, edits().filter(|edit| edit.is_tick).count())
    }

    /// What the cheapest sets of edits that reach a grade cost, and how many they are. Of edits that do the same the first
    /// come first.
    fn shortest(&self, to: Grade) -> Option<(Cost, usize)> {
        let edits = &self.draft.edits;
        let in_order = |set: &usize| members(*set).all(|at| !edits[at].repeats || set >> (at - 1) & 1 == 1);
        // Where many edits do not reach it all together, not every set of them is tried as well.
        if edits.len() > 6 && !self.reaches((1 << edits.len()) - 1, to) {
            return None;
        }
        let mut reaching: BTreeMap<Cost, usize> = BTreeMap::new();
        let mut all = sets(edits.len());
        all.sort_by_key(|set| self.cost(*set).0);
        for set in all.into_iter().filter(in_order) {
            if reaching.keys().next().is_some_and(|(effort, _)| *effort < self.cost(set).0) {
                break;
            }
            if self.reaches(set, to) {
                *reaching.entry(self.cost(set)).or_default() += 1;
            }
        }
        reaching.into_iter().next()
    }

    /// Every set of edits that the steps leave open: so many of these, whichever.
    fn named(&self, way: &Shortest) -> Result<Vec<usize>, String> {
        let mut named = vec![0usize];
        for step in &way.steps {
            let mut numbers: Vec<usize> = Vec::new();
            for fix in &step.of {
                let path = fix.evidence.to_string();
                let mut edits = self.draft.edits.iter().enumerate();
                let edit = edits.find(|(number, edit)| edit.paths.contains(&path) && !numbers.contains(number));
                numbers.push(edit.ok_or_else(|| format!("no edit counts that does something about {path}"))?.0);
            }
            let choices = sets(numbers.len()).into_iter().filter(|choice| choice.count_ones() as usize == step.take);
            let choices: Vec<usize> =
                choices.map(|choice| members(choice).fold(0, |set, at| set | 1 << numbers[at])).collect();
            named = named.iter().flat_map(|set| choices.iter().map(move |choice| set | choice)).collect();
        }
        Ok(named)
    }

    /// Compares the raise with what trying the edits says.
    fn compare(&self, to: Grade) -> Result<Answer, TestCaseError> {
        let review = review(&self.draft.after(0));
        let facts = Facts::new(&review);
        let graded = grade(&self.rubric, &facts, &self.judgements);
        let found = raise(&self.rubric, &facts, &self.judgements, &graded.states(), to);
        let compared = match &found {
            None if graded.overall.is_none_or(|judged| judged.range.floor >= to) => Ok(Answer::There),
            None => Err("nothing is said of a grade that is not reached".to_owned()),
            Some(Raise::Fixes(way)) => self.compare_fixes(way, to),
            Some(Raise::OutOfReach(stuck)) => self.compare_stuck(stuck, to),
        };
        compared.map_err(|what| {
            let edits: String = self.draft.edits.iter().map(|edit| format!("{edit:?}\n")).collect();
            let answered = format!("{:?}", self.draft.answered);
            let review = self.draft.after(0);
            let found = format!("{found:#?}");
            fail(
                format!("to {to}: {what}"),
                &[
                    ("rubric", &self.draft.rubric),
                    ("review", &review),
                    ("answers", &answered),
                    ("edits", &edits),
                    ("raise", &found),
                ],
            )
        })
    }

    fn compare_fixes(&self, way: &Shortest, to: Grade) -> Result<Answer, String> {
        let Some((cost, ways)) = self.shortest(to) else { return Err("no set of edits reaches it".to_owned()) };
        let named = self.named(way)?;
        if let Some(set) = named.iter().find(|set| !self.reaches(**set, to)) {
            return Err(format!(
                "the edits {:?}, which it leaves open, do not reach it",
                members(*set).collect::<Vec<_>>()
            ));
        }
        let costs: BTreeSet<Cost> = named.iter().map(|set| self.cost(*set)).collect();
        if way.to != to || way.effort != cost.0 || costs != BTreeSet::from([cost]) {
            return Err(format!("edits and ticks are {costs:?}, and {cost:?} are enough"));
        }
        if way.at_most || way.alternatives + 1 != ways as u128 {
            return Err(format!("the ways as short are {ways} in all, not {}", way.alternatives + 1));
        }
        Ok(Answer::Effort(way.effort))
    }

    fn compare_stuck(&self, stuck: &Stuck, to: Grade) -> Result<Answer, String> {
        if let Some((cost, _)) = self.shortest(to) {
            return Err(format!("it is said to be out of reach, and {cost:?} edits and ticks reach it"));
        }
        // With all edits made: the rules that stand in the way, none to spare, or more than rules does.
        let review = review(&self.draft.after((1 << self.draft.edits.len()) - 1));
        let states = grade(&self.rubric, &Facts::new(&review), &self.judgements).states();
        let lifted = |places: &[RuleId]| {
            let mut states = states.clone();
            for id in places {
                let best = self.rubric[*id].best();
                let range = Range { floor: best, ceiling: best };
                let state = id.find_mut(&mut states);
                *state = state.map(|state| State { range, ..state });
            }
            combine(&self.rubric, &states).overall.is_some_and(|judged| judged.range.floor >= to)
        };
        let places: Vec<RuleId> = stuck.rules.iter().map(|(place, _)| *place).collect();
        let spared = |at: usize| {
            places.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, place)| *place).collect::<Vec<_>>()
        };
        let all: Vec<RuleId> = self.rubric.rule_ids().collect();
        if places.is_empty() && lifted(&all) || !places.is_empty() && !lifted(&places) {
            return Err(format!("it is not {places:?} that stand in the way"));
        }
        match (0..places.len()).find(|at| lifted(&spared(*at))) {
            Some(at) => Err(format!("{:?} does not stand in the way", places[at])),
            None => Ok(Answer::OutOfReach),
        }
    }
}

fn compare_with_every_edit(setting: Setting, cases: u32) {
    let seen = RefCell::new(BTreeMap::new());
    let cases = check(cases, |choices| {
        let most = choices.pick(&[5, 4, 6, 7, 3, 5, 4, 9]);
        let draft = Draft::random(choices, setting, most);
        let tried = Tried::new(&draft);
        for to in usual::EARNED {
            *seen.borrow_mut().entry(tried.compare(to)?).or_insert(0usize) += 1;
        }
        Ok(())
    });
    let seen = seen.into_inner();
    let of = |wanted: &dyn Fn(&Answer) -> bool| {
        seen.iter().filter(|(answer, _)| wanted(answer)).map(|(_, count)| count).sum::<usize>()
    };
    let several = of(&|answer| matches!(answer, Answer::Effort(2..)));
    assert!(
        several * 3 > cases && of(&|answer| *answer == Answer::OutOfReach) * 3 > cases,
        "too few cases tell: {seen:?}"
    );
}

#[test]
fn it_is_the_shortest_of_all_edits_of_a_whole_record() {
    compare_with_every_edit(Setting::Whole, 120);
}

#[test]
fn it_is_the_shortest_of_all_edits_of_a_part_record() {
    compare_with_every_edit(Setting::Part, 100);
}

#[test]
fn it_is_the_shortest_of_all_edits_where_it_is_not_stated_what_is_selected() {
    compare_with_every_edit(Setting::Unclassed, 300);
}

/// A rubric of one rule with these keys.
fn of_one_rule(keys: &str) -> Rubric {
    rubric(&format!(
        "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n\
         [[criteria.rules]]\nid = \"R1\"\ntitle = \"R\"\n{keys}"
    ))
}

/// Where no item is selected, one new item is a fix.
#[test]
fn a_new_item_is_a_fix_where_none_is_selected() {
    let rubric = of_one_rule(
        "each = \"findings\"\nwhere = { kind = \"good-practice\" }\nmust = { why = \"present\" }\n\
         met = \"good\"\nempty = \"unmet\"\n",
    );
    let text = "[review]\nid = \"r\"\nrecord = \"whole\"\n[[findings]]\nkind = \"shortcoming\"\nwhy = \"so\"\n";
    let found = raised(&rubric, &review(text), &Judgements::default(), usual::GOOD);
    let Some(Raise::Fixes(way)) = found else { panic!("{found:#?}") };
    let [step] = way.steps.as_slice() else { panic!("{way:#?}") };
    assert_eq!((way.fixes, way.alternatives, step.take, step.of.len()), (1, 0, 1, 1));
    assert_eq!(step.of[0].evidence, Evidence::Key("findings"));
    let more = review(&format!("{text}[[findings]]\nkind = \"good-practice\"\nwhy = \"so\"\n"));
    assert_eq!(raised(&rubric, &more, &Judgements::default(), usual::GOOD), None);
}

/// There are more ways to choose hundreds of items than a number can hold, but one way to choose all of them.
#[test]
fn hundreds_of_items_are_fixed_together() {
    let rubric = of_one_rule(
        "each = \"actions\"\nmust = { owner = \"present\" }\nempty = \"unmet\"\nbands = { outstanding = 1, good = 0.5 }\n",
    );
    for (items, half) in [(600, 300), (601, 301)] {
        let actions: String = (0..items).map(|item| format!("[[actions]]\nid = \"A{item}\"\n")).collect();
        let review = review(&format!("[review]\nid = \"a\"\nrecord = \"whole\"\n{actions}"));
        for (to, fixes, is_one_way) in [(usual::OUTSTANDING, items, true), (usual::GOOD, half, false)] {
            let found = raised(&rubric, &review, &Judgements::default(), to);
            let Some(Raise::Fixes(shortest)) = found else { panic!("{items} items: {found:?}") };
            assert_eq!(shortest.effort, fixes);
            assert_eq!(shortest.alternatives == 0, is_one_way, "{items} items: {}", shortest.alternatives);
        }
    }
}

fn raised(rubric: &Rubric, review: &Review, judgements: &Judgements, to: Grade) -> Option<Raise> {
    let facts = Facts::new(review);
    raise(rubric, &facts, judgements, &grade(rubric, &facts, judgements).states(), to)
}

// The examples.

/// A review of a folder with the answers beside it.
struct Example {
    name: String,
    text: String,
    judgements: Judgements,
}

impl Example {
    fn floor(&self, rubric: &Rubric, text: &str) -> Grade {
        grade(rubric, &Facts::new(&review(text)), &self.judgements).overall.unwrap().range.floor
    }

    fn raised(&self, rubric: &Rubric, to: Grade) -> Option<Raise> {
        raised(rubric, &review(&self.text), &self.judgements, to)
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn shipped() -> Rubric {
    rubric(rubric::shipped().iter().find(|shipped| shipped.id == "scr-2009").unwrap().text)
}

fn examples(folder: &str, rubric: &Rubric) -> Vec<Example> {
    let paths = fs::read_dir(root(folder)).unwrap().map(|entry| entry.unwrap().path());
    let stem = |path: PathBuf| Some(path.to_str()?.strip_suffix(".toml")?.to_owned());
    let mut stems: Vec<String> = paths.filter_map(stem).filter(|stem| !stem.ends_with(".judgement")).collect();
    stems.sort();
    let example = |stem: String| {
        let answers = fs::read_to_string(format!("{stem}.judgement.toml")).unwrap_or_default();
        let parsed = parse(&answers, Format::Toml, Limits::USUAL);
        let (judgements, _) = judgement::read(&parsed, rubric);
        Example { text: fs::read_to_string(format!("{stem}.toml")).unwrap(), name: stem, judgements }
    };
    stems.into_iter().map(example).collect()
}

/// Does what a fix of `rule` at `evidence` asks for, with whatever value meets it.
fn mend(table: &mut toml::Table, rule: &Rule, evidence: Evidence) {
    let value = |fact: &Fact| match fact.kind {
        FactType::YesNo => toml::Value::Boolean(true),
        FactType::Text => "what was known at the time".into(),
        FactType::Date => "2010-06".into(),
        FactType::List(Some(words)) => words.to_vec().into(),
        FactType::Number(_) if fact.key() == "family.identity" => casegrade::review::Identity::WORDS.to_vec().into(),
        FactType::Name | FactType::Choice(_) | FactType::Number(_) | FactType::List(None) => {
            panic!("{evidence}: no value for {}: add one", fact.name)
        }
    };
    let target = match evidence {
        Evidence::Item { list, at, key: Some(_) } => {
            let items = match list.name().split_once('.') {
                Some((part, list)) => &mut table[part][list],
                None => &mut table[list.name()],
            };
            items[at].as_table_mut().unwrap()
        }
        Evidence::Key(key) => table[key.split_once('.').unwrap().0].as_table_mut().unwrap(),
        Evidence::Item { key: None, .. } => panic!("{evidence}: no edit for a derived fact: add one"),
    };
    for fact in rule.facts() {
        target.insert(fact.key().rsplit('.').next().unwrap().to_owned(), value(fact));
    }
}

#[test]
fn the_edits_of_the_examples_work() {
    let rubric = shipped();
    let mut reachable = BTreeSet::new();
    for example in examples("examples/fictional", &rubric) {
        for to in usual::EARNED {
            let floor = example.floor(&rubric, &example.text);
            let next = usual::EARNED.into_iter().filter(|grade| *grade > floor).min();
            let found = example.raised(&rubric, to);
            assert_eq!(found.is_none(), floor >= to, "{} to {to}: {found:#?}", example.name);
            let Some(Raise::Fixes(way)) = found else { continue };
            assert!(way.fixes >= 1 && !way.at_most, "{} to {to}: {way:#?}", example.name);
            // The first of each step, and the last, where any would do.
            for is_last in [false, true] {
                let mut table: toml::Table = example.text.parse().unwrap();
                for step in &way.steps {
                    let skipped = if is_last { step.of.len() - step.take } else { 0 };
                    let rule = &rubric[step.rule];
                    step.of.iter().skip(skipped).take(step.take).for_each(|fix| mend(&mut table, rule, fix.evidence));
                }
                assert!(example.floor(&rubric, &table.to_string()) >= to, "{} to {to}: {way:#?}", example.name);
            }
            if next == Some(to) {
                reachable.insert(example.name.clone());
            }
        }
    }
    assert!(reachable.len() >= 3, "only {reachable:?} can be raised");
}

/// The steps of `docs/raising-a-draft.md`.
#[test]
fn each_step_of_the_guide_has_one_fix_fewer() {
    let rubric = shipped();
    let steps = examples("examples/raising", &rubric);
    let read = |path: &str| fs::read_to_string(root(path)).unwrap();
    assert_eq!(steps[0].text, read("examples/fictional/child-k.toml"), "the first step is the draft itself");
    let mut offered: Option<BTreeSet<String>> = None;
    for (number, step) in steps.iter().enumerate() {
        assert!(step.name.ends_with(&format!("step-{number}")), "{}", step.name);
        let answers = read(&format!("examples/raising/step-{number}.judgement.toml"));
        assert_eq!(answers, read("examples/fictional/child-k.judgement.toml"), "the answers stay as they are");
        let fixes = steps.len() - 1 - number;
        match step.raised(&rubric, usual::GOOD) {
            None => assert_eq!((fixes, step.floor(&rubric, &step.text)), (0, usual::GOOD), "{}", step.name),
            Some(Raise::Fixes(way)) => {
                assert_eq!((way.fixes, way.at_most), (fixes, false), "{}", step.name);
                let all = way.steps.iter().flat_map(|step| &step.of).map(|fix| fix.evidence.to_string());
                let all: BTreeSet<String> = all.collect();
                assert!(offered.is_none_or(|before| all.is_subset(&before)), "{} asks for something new", step.name);
                offered = Some(all);
            }
            Some(Raise::OutOfReach(stuck)) => panic!("{}: {stuck:#?}", step.name),
        }
    }
    assert!(steps.len() > 3, "the guide has {} steps", steps.len());
}

// Candour is never the cheaper way.

/// Why a fix asks for what no author can write: facts of the world, people's answers, and classes picked already.
fn is_beyond(fact: &Fact, value: &Value<'_>) -> bool {
    match fact.basis {
        Basis::World | Basis::Person => true,
        Basis::Class => match value {
            Value::Absent | Value::Unknown => false,
            Value::List(members) => !members.names.is_empty(),
            Value::YesNo(_) | Value::Text(_) | Value::Number { .. } | Value::Date { .. } => true,
        },
        Basis::Word | Basis::Text | Basis::Link | Basis::Computed => false,
    }
}

/// What is wrong with a fix of `rule`, if anything.
fn uncandid(rule: &Rule, facts: &Facts<'_>, evidence: Evidence) -> Option<String> {
    let (scope, at, key) = match evidence {
        Evidence::Item { list, at, key } => (Scope::Item(list), at, key),
        Evidence::Key(key) if ListName::named(key).is_some() => return None,
        Evidence::Key(key) => (Scope::Review, 0, Some(key)),
    };
    let named = key.and_then(|key| vocabulary::find(scope, key));
    if let Some(fact) = named.filter(|fact| is_beyond(fact, &facts.read(fact, at))) {
        return Some(format!("{evidence} rests on {}", fact.basis.phrase()));
    }
    let Measure::Share(share) = &rule.measure else { return None };
    // All that stands between the item and the rule, not just what is named.
    let is_open = |condition: &&Condition| {
        condition.tests.iter().any(|tested| test(tested, &facts.read(condition.fact, at)) == Outcome::NotMet)
    };
    let wanted = share.selects.iter().chain(&share.must).filter(is_open);
    let mut beyond = wanted.filter(|condition| is_beyond(condition.fact, &facts.read(condition.fact, at)));
    beyond.next().map(|condition| format!("{evidence} needs another `{}`", condition.fact.name))
}

fn uncandid_fixes(rubric: &Rubric, facts: &Facts<'_>, way: &Shortest) -> Vec<String> {
    let fixes = way.steps.iter().flat_map(|step| step.of.iter().map(move |fix| (&rubric[step.rule], fix.evidence)));
    fixes.filter_map(|(rule, evidence)| uncandid(rule, facts, evidence)).collect()
}

#[test]
fn no_fix_of_the_examples_is_less_candid() {
    let rubric = shipped();
    let mut fixes = 0;
    for folder in ["examples/fictional", "examples/published", "examples/raising", "tests/rules/scr-2009"] {
        for example in examples(folder, &rubric) {
            for to in usual::EARNED {
                let Some(Raise::Fixes(way)) = example.raised(&rubric, to) else { continue };
                let found = uncandid_fixes(&rubric, &Facts::new(&review(&example.text)), &way);
                assert!(found.is_empty(), "{} to {to}: {found:?}", example.name);
                for evidence in way.steps.iter().flat_map(|step| &step.of).map(|fix| fix.evidence) {
                    let path = evidence.to_string();
                    let is_fact_of_the_world =
                        [".involved", ".submitted", ".independent"].iter().any(|end| path.ends_with(end));
                    let is_date = path.starts_with("dates.") && path != "dates.delay-because";
                    assert!(!is_fact_of_the_world && !is_date, "{} to {to}: {path}", example.name);
                    // A class may be picked where none is, and no other in its place.
                    let is_class = [".kind", ".levels"].iter().any(|end| path.ends_with(end));
                    let parsed = parse(&example.text, Format::Toml, Limits::USUAL);
                    let is_picked = parsed.root.find(&evidence.trail()).is_some();
                    assert!(!is_class || !is_picked, "{} to {to}: {path}", example.name);
                    fixes += 1;
                }
            }
        }
    }
    assert!(fixes > 10, "only {fixes} fixes were looked at");
}

/// Of two ways to meet a rule a fix names the one that an author can take.
#[test]
fn a_fix_names_the_way_that_an_edit_opens() {
    let keys = "any = [{ \"chair.independent\" = true }, { \"family.child-views\" = \"present\" }]\nmet = \"good\"\n";
    let text = "[review]\nid = \"r\"\nrecord = \"whole\"\n[chair]\nindependent = false\n";
    let found = raised(&of_one_rule(keys), &review(text), &Judgements::default(), usual::GOOD);
    let Some(Raise::Fixes(way)) = found else { panic!("{found:#?}") };
    let evidence: Vec<Evidence> = way.steps.iter().flat_map(|step| &step.of).map(|fix| fix.evidence).collect();
    assert_eq!(evidence, [Evidence::Key("family.child-views")]);
}

/// On any rubric and review: it says something of every grade above the floor and of no other, its numbers add up, and no fix
/// is less candid.
#[test]
fn no_fix_of_any_rubric_is_less_candid() {
    let fixes = RefCell::new(0);
    check(500, |choices| {
        let palette = Palette::random(choices);
        let model = Model::random(choices, &|choices| form(choices, &palette));
        let document = Document::random(choices, &Scheme::of(palette.facts()));
        let (rubric_text, text) = (model.text(), document.text());
        let rubric = rubric(&rubric_text);
        let Ok(review) = crate::support::try_review(&text) else { return Ok(()) };
        let facts = Facts::new(&review);
        let graded = grade(&rubric, &facts, &Judgements::default());
        for to in usual::BEST_FIRST {
            let texts: [(&str, &str); 2] = [("rubric", &rubric_text), ("review", &text)];
            let found = raise(&rubric, &facts, &Judgements::default(), &graded.states(), to);
            let is_above = graded.overall.is_some_and(|judged| judged.range.floor < to);
            same(&found.is_some(), &is_above, "it says something of the wrong grades", &texts)?;
            let Some(Raise::Fixes(way)) = found else { continue };
            *fixes.borrow_mut() += way.fixes;
            let counted: usize = way.steps.iter().map(|step| step.take).sum();
            same(&(counted, way.at_most), &(way.fixes, false), "the fixes do not add up", &texts)?;
            let can_be_taken = way.steps.iter().all(|step| 0 < step.take && step.take <= step.of.len());
            same(&can_be_taken, &true, "a step takes more than there is", &texts)?;
            same(&uncandid_fixes(&rubric, &facts, &way), &Vec::new(), "a fix is less candid", &texts)?;
        }
        Ok(())
    });
    assert!(fixes.into_inner() > 50, "there are too few fixes");
}
