//! A question as it is shown in a terminal.

use super::{LevelReport, QuestionReport, Quote};
use crate::report::doc::{Block, Doc, Item, Line, Place};
use crate::text::{Shown, capital};

/// The most characters of a text that is shown beside others.
const LONGEST: usize = 300;

impl QuestionReport {
    /// Returns the question with the results and texts that help to answer it; `number` says which of how many it is.
    #[must_use]
    pub fn doc(&self, number: &str) -> Doc {
        let blocks = [
            Some(Block::Title { title: format!("{}. {}", number, self.area).into(), aside: self.rule.as_str().into() }),
            Some(Block::paragraph(Line::default().strong(self.question.as_str()))),
            Some(Block::paragraph(self.title_and_why())),
            Block::section("What casegrade found in this area", self.results()),
            Block::section("What the review says", self.quotes(false)),
            Block::section("Answers", self.levels()),
        ];
        Doc { title: self.title.to_string(), blocks: blocks.into_iter().flatten().collect() }
    }

    /// Returns the texts of the review alone, each whole.
    #[must_use]
    pub fn texts(&self) -> Doc {
        let mut blocks = self.quotes(true);
        if self.more > 0 {
            blocks.pop();
            blocks.push(Block::paragraph(format!("And {} more, which are not shown here.", self.more)));
        }
        let section = Block::section("What the review says", blocks);
        let nothing = || Block::paragraph("The review has no text about this.");
        Doc { title: self.title.to_string(), blocks: vec![section.unwrap_or_else(nothing)] }
    }

    pub(super) fn title_and_why(&self) -> String {
        let why = self.why.as_ref().map_or_else(String::new, |why| format!(" Why it is asked: {why}"));
        format!("To be judged: {}.{why}", self.title)
    }

    fn levels(&self) -> Vec<Block> {
        let apply = self.may_not_apply.then(|| Block::statement("n  not applicable: say why"));
        let level =
            |(number, level): (usize, &LevelReport)| Block::statement(format!("{}  {}", number + 1, level.words()));
        self.levels.iter().enumerate().map(level).chain(apply).collect()
    }

    fn results(&self) -> Vec<Block> {
        Block::list(self.results.iter().map(|result| Item::from(result.as_str())).collect()).into_iter().collect()
    }

    fn quotes(&self, is_whole: bool) -> Vec<Block> {
        let text = |own: &Shown| if is_whole { own.to_string() } else { beginning(own.as_str()) };
        let item = |own: &Quote| {
            let place = Place { text: own.places(), path: String::new(), quote: String::new() };
            let item = Item::from(format!("{}: {}", capital(own.what.as_str()), text(&own.text))).at(place);
            let passage = own.elsewhere.as_ref().and_then(|own| own.text.as_ref());
            Item { more: passage.iter().map(|own| Line::from(format!("“{}”", text(own)))).collect(), ..item }
        };
        let more = (self.more > 0).then(|| Block::paragraph(format!("And {} more: type m to see them.", self.more)));
        Block::list(self.quotes.iter().map(item).collect()).into_iter().chain(more).collect()
    }
}

impl Quote {
    /// Where it is, in the form and in the document.
    pub(super) fn places(&self) -> String {
        let places = [Some(&self.place), self.elsewhere.as_ref().map(|own| &own.place)];
        let places = places.into_iter().flatten().filter(|place| !place.is_empty());
        places.map(Shown::as_str).collect::<Vec<_>>().join("; ")
    }
}

impl LevelReport {
    /// Returns the grade with what it means.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        if self.meaning.is_empty() { self.grade.to_owned() } else { format!("{}: {}", self.grade, self.meaning) }
    }
}

/// The beginning of a text, which is masked already.
fn beginning(text: &str) -> String {
    text.char_indices()
        .nth(LONGEST)
        .map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", text.get(..end).unwrap_or_default().trim_end()))
}
