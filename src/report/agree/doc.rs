//! How far raters agree, in words, tables and sheets.

use super::{AgreeReport, ConfusionReport, DissentReport, MeasureOfReport, MeasuresReport};
use crate::report::doc::{Block, Cell, Column, Doc, Item, Line, Table};
use crate::report::sheet::{Sheet, Value};
use crate::report::{Report, View};
use crate::review::{Grade, Scale};
use crate::text::{and_list, capital, plural};
use crate::wording::percent;

/// Below this number of reviews the intervals are so wide that the values say little.
const FEW: u64 = 30;

impl Report for AgreeReport {
    fn doc(&self, _: View) -> Doc {
        let title = format!("How far {} agree", and_list(&self.names()));
        let mut blocks = vec![Block::Title { title: title.as_str().into(), aside: Line::default() }];
        blocks.extend(self.sentences().into_iter().map(Block::paragraph));
        blocks.push(measures_table(&self.measures));
        let known = self.confusion.iter().filter(|own| own.counts.iter().flatten().any(|count| *count > 0));
        blocks.extend(known.map(|own| self.confusion_table(own)));
        blocks.extend(self.criteria_table());
        blocks.extend(self.dissents());
        blocks.push(Block::Notes(vec![Line::from(NOTE)]));
        Doc { title, blocks }
    }

    fn sheets(&self) -> Vec<Sheet> {
        vec![self.measures_sheet(), self.confusion_sheet(), self.dissents_sheet()]
    }
}

/// How the figures are worked out.
const NOTE: &str = "Kappa, alpha and AC2 allow for chance: 1 is full agreement, and 0 is what chance alone would give. \
                    Intervals are 95%: Wilson's for shares, Gwet's for the rest. Grades one step apart count as nearer than grades two steps apart, except in plain kappa.";

impl AgreeReport {
    fn names(&self) -> Vec<&str> {
        self.raters.iter().map(|rater| rater.name.as_str()).collect()
    }

    fn sentences(&self) -> Vec<String> {
        let (n, own) = (self.measures.n, &self.measures);
        if n == 0 {
            return vec!["No review has grades from two of them, so nothing can be compared.".to_owned()];
        }
        let same = own.exact.value.unwrap_or_default();
        let near = own.within_one.value.unwrap_or_default();
        let count = |share: f64| format!("{:.0}", share * real(n));
        let reviews = plural(usize::try_from(n).unwrap_or(usize::MAX), "review", "reviews");
        let mut sentences = vec![format!(
            "They gave the same grade to {} of {reviews} ({}), and grades at most one step apart to {}.",
            count(same),
            percent(same),
            count(near)
        )];
        if let Some(chance) = beyond_chance(&own.ac2) {
            sentences.push(chance);
        }
        if n < FEW {
            sentences.push(format!(
                "{} too few to be sure: more reviews could give quite different figures.",
                if n == 1 { "One review is".to_owned() } else { format!("{} are", capital(&reviews)) }
            ));
        }
        sentences
    }

    fn confusion_table(&self, own: &ConfusionReport) -> Block {
        let [rows, columns] = &own.raters;
        let mut heads = vec![Column::text(format!("{rows} / {columns}"))];
        heads.extend(self.scale.iter().map(|word| Column::number(*word)));
        let row = |(word, counts): (&&str, &Vec<u64>)| {
            let numbers = counts.iter().map(|count| Cell::number(count.to_string()));
            std::iter::once(Cell::Grade((*word).to_owned(), self.grade(word))).chain(numbers).collect()
        };
        let title = format!("Grades of {rows} (rows) beside those of {columns} (columns)");
        let rows = self.scale.iter().zip(&own.counts).map(row).collect();
        Block::Table(Table { title, columns: heads, rows, ..Table::default() })
    }

    fn grade(&self, word: &str) -> Option<Grade> {
        let words: Vec<String> = self.scale.iter().map(|own| (*own).to_owned()).collect();
        Scale::of_words(&words).and_then(|scale| scale.grade(word))
    }

    fn criteria_table(&self) -> Option<Block> {
        // Kappa is for two raters.
        let is_pair = self.raters.len() == 2;
        let kappa = is_pair.then_some("Kappa, quadratic");
        let heads = ["Same grade"].into_iter().chain(kappa).chain(["Alpha", "AC2"]).map(Column::text);
        let columns = [Column::text("Area"), Column::number("Reviews")].into_iter().chain(heads).collect();
        let rows: Vec<Vec<Cell>> = self
            .criteria
            .iter()
            .map(|own| {
                let measures = &own.measures;
                let coefficients = [&measures.alpha, &measures.ac2];
                let coefficients = is_pair.then_some(&measures.kappa_quadratic).into_iter().chain(coefficients);
                let coefficients = coefficients.map(|own| Cell::text(words(own, false)));
                let mut cells = vec![Cell::text(own.title.as_str()), Cell::number(measures.n.to_string())];
                cells.push(Cell::text(words(&measures.exact, true)));
                cells.extend(coefficients);
                cells
            })
            .collect();
        let table = Table { columns, rows, least: 70, ..Table::default() };
        (!self.criteria.is_empty()).then(|| Block::section("By area", vec![Block::Table(table)])).flatten()
    }

    fn dissents(&self) -> Option<Block> {
        let items = self.disagreements.iter().map(|own| self.dissent(own));
        Block::section("Where they disagree", Block::list(items.collect()).into_iter().collect())
    }

    fn list_grades(&self, grades: &[Option<Grade>]) -> String {
        let said = self
            .raters
            .iter()
            .zip(grades)
            .filter_map(|(rater, grade)| Some(format!("{} says {}", rater.name, (*grade)?)));
        and_list(&said.collect::<Vec<_>>())
    }

    fn dissent(&self, own: &DissentReport) -> Item {
        let rules: Vec<String> = own
            .rules
            .iter()
            .take(MOST_RULES)
            .map(|rule| format!("{} ({}: {})", rule.title, rule.rule, self.list_grades(&rule.grades)))
            .collect();
        let more = own.rules.len().saturating_sub(MOST_RULES);
        let more = if more == 0 { String::new() } else { format!("; and {more} more") };
        let behind = if rules.is_empty() { String::new() } else { format!(". Behind it: {}{more}", rules.join("; ")) };
        let steps = plural(usize::from(own.steps), "step", "steps");
        Item::from(format!("{}: {} ({steps} apart){behind}", own.id, self.list_grades(&own.grades)))
    }

    fn measures_sheet(&self) -> Sheet {
        let all = std::iter::once(("review", "", &self.measures));
        let all = all.chain(self.criteria.iter().map(|own| (own.id.as_str(), own.title.as_str(), &own.measures)));
        let rows = all.flat_map(|(of, title, measures)| {
            measures.all().map(|(key, _, measure)| {
                let [low, high] = measure.interval.map_or([None, None], |[low, high]| [Some(low), Some(high)]);
                let numbers = [measures.n.into(), key.into(), measure.value.into(), low.into(), high.into()];
                let mut row: Vec<Value> = vec![of.into(), title.into()];
                row.extend(numbers);
                row.push(measure.why.unwrap_or_default().into());
                row
            })
        });
        let columns = vec!["of", "title", "n", "measure", "value", "low", "high", "why-none"];
        Sheet { name: "Measures".to_owned(), title: String::new(), columns, rows: rows.collect() }
    }

    fn confusion_sheet(&self) -> Sheet {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for ConfusionReport { raters: [one, two], counts } in &self.confusion {
            for (first, row) in self.scale.iter().zip(counts) {
                for (second, count) in self.scale.iter().zip(row) {
                    let words = [one.as_str(), first, two.as_str(), second].map(Value::from);
                    rows.push(words.into_iter().chain([Value::from(*count)]).collect());
                }
            }
        }
        let columns = vec!["rater", "grade", "other-rater", "other-grade", "reviews"];
        Sheet { name: "Confusion".to_owned(), title: String::new(), columns, rows }
    }

    fn dissents_sheet(&self) -> Sheet {
        let rows = self.disagreements.iter().map(|own| {
            let rules: Vec<&str> = own.rules.iter().map(|rule| rule.rule.as_str()).collect();
            let said = self.list_grades(&own.grades);
            vec![own.id.as_str().into(), u64::from(own.steps).into(), said.into(), rules.join(" ").into()]
        });
        Sheet {
            name: "Disagreements".to_owned(),
            title: String::new(),
            columns: vec!["review", "steps", "grades", "rules"],
            rows: rows.collect(),
        }
    }
}

/// How many rules are named of a review.
const MOST_RULES: usize = 5;

/// How far the agreement goes beyond chance, in a sentence.
fn beyond_chance(measure: &MeasureOfReport) -> Option<String> {
    let (value, [low, high]) = measure.value.zip(measure.interval)?;
    let judged = if low > 0.0 {
        "They agree more than chance alone would explain"
    } else if high < 0.0 {
        "They agree less than chance alone would give"
    } else {
        "Chance alone could explain how far they agree"
    };
    let [value, low, high] = [value, low, high].map(two_places);
    Some(format!("{judged} (AC2 {value}, 95% interval {low} to {high})."))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of reviews")]
fn real(count: u64) -> f64 {
    count as f64
}

/// A measure for people.
fn words(measure: &MeasureOfReport, is_share: bool) -> String {
    match measure.value {
        Some(value) if is_share => percent(value),
        Some(value) => two_places(value),
        None => format!("none: {}", measure.why.unwrap_or_default()),
    }
}

fn measures_table(measures: &MeasuresReport) -> Block {
    let row = |(key, name, measure): (&str, &str, &MeasureOfReport)| {
        let is_share = matches!(key, "exact" | "within-one");
        let interval = measure.interval.map_or_else(String::new, |[low, high]| {
            let end = |end: f64| if is_share { percent(end) } else { two_places(end) };
            format!("{} to {}", end(low), end(high))
        });
        vec![Cell::text(name), Cell::text(words(measure, is_share)), Cell::text(interval)]
    };
    let columns = ["Measure", "Value", "95% interval"].map(Column::text).to_vec();
    Block::Table(Table { columns, rows: measures.all().map(row).to_vec(), ..Table::default() })
}

/// A number with two places, and without the sign of a number below zero that is rounded to it.
fn two_places(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::two_places;

    #[test]
    fn no_number_that_is_rounded_to_zero_is_below_zero() {
        assert_eq!([-0.004, -0.006, 0.004].map(two_places), ["0.00", "-0.01", "0.00"]);
    }
}
