//! Random rubrics and reviews for which floor and ceiling are exact: every `where` and `applies-when` is stated, no fact is
//! read twice, and every list is closed.

use std::cell::RefCell;

use casegrade::review::vocabulary::{self, ListName};
use casegrade::review::{Fact, FactType, Scope};

use super::Choices;
use super::completions::Completions;
use super::reviews::{Document, Place, Scheme, is_list_of_tables};
use super::rubrics::{Form, number_bands, share_bands, test};

/// Facts of which each is given out once.
pub(crate) struct Facts {
    left: RefCell<Vec<&'static Fact>>,
    /// Those that decide what applies and what is selected: they must be stated.
    pub(crate) deciding: RefCell<Vec<&'static Fact>>,
    /// Those that rules measure.
    pub(crate) measured: RefCell<Vec<&'static Fact>>,
    lists: Vec<ListName>,
}

impl Facts {
    pub(crate) fn random(choices: &Choices) -> Self {
        let lists = [choices.pick(&ListName::ALL), choices.pick(&ListName::ALL)];
        let review: Vec<&'static Fact> = vocabulary::facts(Scope::Review).filter(|fact| is_independent(fact)).collect();
        let mut left: Vec<&'static Fact> = (0..14).map(|_| choices.pick(&review)).collect();
        left.extend(
            lists.iter().flat_map(|list| vocabulary::facts(Scope::Item(*list))).filter(|fact| is_independent(fact)),
        );
        // One of the dates in order, or one stretch between them: together they bound each other.
        let mut dated = false;
        let mut seen: Vec<&'static Fact> = Vec::new();
        for fact in left {
            let is_dated =
                fact.name.starts_with("months-") || fact.name.starts_with("dates.") && fact.kind == FactType::Date;
            if (is_dated && dated) || seen.iter().any(|known| known.key() == fact.key()) {
                continue;
            }
            dated |= is_dated;
            seen.push(fact);
        }
        Facts {
            left: RefCell::new(seen),
            deciding: RefCell::default(),
            measured: RefCell::default(),
            lists: lists.to_vec(),
        }
    }

    /// The keys that decide the facts that were given out.
    pub(crate) fn scheme(&self) -> Scheme {
        let given = [self.deciding.borrow().clone(), self.measured.borrow().clone()].concat();
        let mut scheme = Scheme::of(given.into_iter());
        for list in &self.lists {
            scheme.list(list.name());
        }
        scheme
    }

    fn take(&self, choices: &Choices, fits: &dyn Fn(&Fact) -> bool) -> Option<&'static Fact> {
        let mut left = self.left.borrow_mut();
        let fitting: Vec<usize> = (0..left.len()).filter(|at| fits(left[*at])).collect();
        (!fitting.is_empty()).then(|| left.remove(choices.pick(&fitting)))
    }

    /// A table of tests of one or two facts of `scope`, never read again.
    fn conditions(&self, choices: &Choices, scope: Scope, deciding: bool) -> Option<String> {
        let mut tests = Vec::new();
        for _ in 0..1 + choices.below(2) {
            let Some(fact) = self.take(choices, &|fact| fact.scope == scope && !fact.name.starts_with("months-"))
            else {
                break;
            };
            tests.push(format!("\"{}\" = {}", fact.name, either_way(choices, fact)));
            let given = if deciding { &self.deciding } else { &self.measured };
            given.borrow_mut().push(fact);
        }
        (!tests.is_empty()).then(|| format!("{{ {} }}", tests.join(", ")))
    }

    /// The form of a rule that reads facts which no other reads; a question where none are left.
    pub(crate) fn form(&self, choices: &Choices) -> Form {
        let mut form = Form::default();
        let made = match choices.below(6) {
            0..=2 => self.share(choices, &mut form),
            3 | 4 => self.tests(choices, Scope::Review, &mut form),
            _ => self.measure(choices, &mut form),
        };
        if made.is_none() {
            form = Form { asked: true, ..Form::default() };
            form.put("ask", "\"Is it so?\"");
        }
        if choices.chance(20)
            && let Some(conditions) = self.conditions(choices, Scope::Review, true)
        {
            form.put("applies-when", conditions);
        }
        form
    }

    fn share(&self, choices: &Choices, form: &mut Form) -> Option<()> {
        let list = choices.pick(&self.lists);
        form.put("each", format!("\"{}\"", list.name()));
        if choices.chance(30)
            && let Some(conditions) = self.conditions(choices, Scope::Item(list), true)
        {
            form.put("where", conditions);
        }
        form.put("empty", choices.pick(&["\"unmet\"", "\"met\"", "\"not-applicable\""]));
        self.tests(choices, Scope::Item(list), form)
    }

    fn tests(&self, choices: &Choices, scope: Scope, form: &mut Form) -> Option<()> {
        let first = self.conditions(choices, scope, false)?;
        match (choices.below(3), self.conditions(choices, scope, false)) {
            (1, Some(second)) => form.put("any", format!("[{first}, {second}]")),
            (2, Some(second)) => {
                form.put("must", first);
                form.put("any", format!("[{second}]"));
            }
            (_, Some(second)) => {
                form.put("must", first);
                form.put("any", format!("[{second}]"));
            }
            (_, None) => form.put("must", first),
        }
        share_bands(choices, form);
        Some(())
    }

    fn measure(&self, choices: &Choices, form: &mut Form) -> Option<()> {
        let number = |fact: &Fact| fact.scope == Scope::Review && matches!(fact.kind, FactType::Number(_));
        let fact = self.take(choices, &number)?;
        self.measured.borrow_mut().push(fact);
        form.put("measure", format!("\"{}\"", fact.name));
        number_bands(choices, form);
        Some(())
    }
}

/// True if a fact is what one key says, whatever other keys say.
fn is_independent(fact: &Fact) -> bool {
    let bound_to_others = ["terms.from", "terms.to", "chair.agency", "author.agency"].contains(&fact.key());
    let linked = matches!(fact.scope, Scope::Item(_)) && matches!(fact.kind, FactType::List(None))
        || fact.name == "summary.findings";
    let derived =
        fact.is_derived() && !["months-to-complete", "months-to-publish", "identity-considered"].contains(&fact.name);
    !(bound_to_others || linked || derived || is_list_of_tables(fact) || fact.name == "id" || fact.name == "agency")
}

/// A test of `fact` that some of its values in [`Document::values`] meet and others do not.
fn either_way(choices: &Choices, fact: &Fact) -> String {
    for _ in 0..20 {
        let text = test(choices, fact);
        let fits = match fact.kind {
            FactType::Date => (text.contains("from") || text.contains("before")) && !text.contains(", "),
            FactType::Number(_) | FactType::List(_) => !text.contains(", at-most"),
            FactType::YesNo | FactType::Text | FactType::Name | FactType::Choice(_) => true,
        };
        if fits || ["\"present\"", "\"stated\""].contains(&text.as_str()) {
            return text;
        }
    }
    "\"present\"".to_owned()
}

/// A review over `facts` whose completions are at most so many: what decides is stated, every list closed.
pub(crate) fn document(choices: &Choices, facts: &Facts, most: usize) -> (Document, Completions) {
    let scheme = facts.scheme();
    let mut document = Document::random(choices, &scheme);
    document.not_stated.retain(|name| scheme.lists.iter().all(|(list, _)| list != name));
    document.not_stated.retain(|name| name.contains('.'));
    document.whole =
        scheme.lists.iter().filter(|_| !document.whole_record).map(|(list, _)| (*list).to_owned()).collect();
    let deciding = facts.deciding.borrow();
    for place in document.places(&scheme) {
        if deciding.iter().any(|fact| fact.key() == place.key) {
            settle(choices, &mut document, &place);
        }
    }
    let mut completions = Completions::new(choices, &scheme, &document, 0);
    let mut places = completions.open();
    choices.shuffle(&mut places);
    while completions.count() > most {
        let Some(place) = places.pop() else { break };
        settle(choices, &mut document, &place);
        completions = Completions::new(choices, &scheme, &document, 0);
    }
    (document, completions)
}

/// States a key exactly.
fn settle(choices: &Choices, document: &mut Document, place: &Place) {
    let mut values = document.values(choices, place.key);
    values.retain(|value| super::completions::days_of(value).is_none());
    if !values.is_empty() {
        let value = choices.pick(&values);
        document.set(place, value);
        document.not_stated.retain(|name| place.item.is_some() || name != place.key);
    }
}
