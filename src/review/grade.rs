//! Grades, and the scales that name them.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::{PoisonError, RwLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{EnumAccess, Error as _, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{capital, nearest, or_list};

/// A rank in a [`Scale`]. Better grades compare greater; grades are compared within one scale.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// 0 for the worst.
    rank: u8,
    scale: Scale,
}

impl Grade {
    /// Its rank: 0 for the worst grade of its scale.
    #[must_use]
    pub fn rank(self) -> u8 {
        self.rank
    }

    /// The scale that it is a rank in.
    #[must_use]
    pub fn scale(self) -> Scale {
        self.scale
    }

    /// The word for it, as rubrics write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.named().map_or("?", |level| level.word)
    }

    /// The one or two characters for it in a matrix.
    #[must_use]
    pub fn letter(self) -> &'static str {
        self.named().map_or("?", |level| level.letter)
    }

    /// What people read: the title that the rubric gives it, or its word.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.named().map_or("?", |level| level.title)
    }

    /// The title as it stands by itself in a report: `Requires improvement`.
    #[must_use]
    pub(crate) fn heading(self) -> String {
        if self.title() == self.word() { capital(&self.to_string()) } else { capital(self.title()) }
    }

    /// What it means, where the rubric says so.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.named().map_or("", |level| level.meaning)
    }

    /// Its letter with a sign of its rank, so that ranks are told apart without colour: `*` the best, `+` a strong one, `x` the
    /// worst, `-` any other.
    #[must_use]
    pub fn mark(self) -> String {
        let sign = match self {
            _ if self.is_best() => '*',
            _ if self.is_worst() => 'x',
            _ if self.is_strong() => '+',
            _ => '-',
        };
        format!("{}{sign}", self.letter())
    }

    /// Whether it is the best of its scale.
    #[must_use]
    pub(crate) fn is_best(self) -> bool {
        self == self.scale.best()
    }

    /// Whether it is the worst of its scale.
    #[must_use]
    pub(crate) fn is_worst(self) -> bool {
        self.rank == 0
    }

    /// Whether it is in the upper half of its scale, where meeting a standard is a strength: *good* or better of the usual four.
    #[must_use]
    pub(crate) fn is_strong(self) -> bool {
        usize::from(self.rank) * 2 >= self.scale.count()
    }

    fn named(self) -> Option<&'static Named> {
        self.scale.levels().iter().rev().nth(usize::from(self.rank))
    }
}

/// The grades that a rubric gives: 2 to 11 words, kept for as long as the program runs. Two scales of the same words, titles
/// and letters are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale(u16);

/// A grade of a scale, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    word: &'static str,
    title: &'static str,
    letter: &'static str,
    meaning: &'static str,
}

const fn named(word: &'static str, letter: &'static str) -> Named {
    Named { word, title: word, letter, meaning: "" }
}

const USUAL: [Named; 4] =
    [named("outstanding", "O"), named("good", "G"), named("adequate", "A"), named("inadequate", "I")];

/// The scales that rubrics named, after the usual one. They are never given up, so that a grade knows its word wherever it goes.
static NAMED: RwLock<Vec<&'static [Named]>> = RwLock::new(Vec::new());

thread_local! {
    /// The scale whose words are read: a file does not say which rubric its grades are of.
    static READ: Cell<Option<Scale>> = const { Cell::new(None) };
}

impl Scale {
    /// The scale of a rubric that names none: outstanding, good, adequate, inadequate.
    pub const USUAL: Scale = Scale(0);
    /// The most grades that a scale has.
    pub const MOST: usize = 11;
    /// Words that cannot name a grade, because they give the reason for no grade.
    pub(crate) const RESERVED: [&str; 8] = [
        "not-applicable",
        "not-stated",
        "not-enough-stated",
        "nothing-to-grade",
        "profile-only",
        "unanswered",
        "waived",
        "all",
    ];

    /// The scale with these grades, the best first; `None` if there are fewer than 2, more than [`Scale::MOST`], or too many
    /// scales.
    #[must_use]
    pub fn new(levels: &[[&str; 4]]) -> Option<Scale> {
        if !(2..=Self::MOST).contains(&levels.len()) {
            return None;
        }
        let known = |own: &[Named]| {
            let texts = own.iter().map(|level| [level.word, level.title, level.letter, level.meaning]);
            own.len() == levels.len() && texts.eq(levels.iter().copied())
        };
        if known(&USUAL) {
            return Some(Scale::USUAL);
        }
        let mut named = NAMED.write().unwrap_or_else(PoisonError::into_inner);
        let at = named.iter().position(|own| known(own)).unwrap_or(named.len());
        let scale = Scale(u16::try_from(at + 1).ok()?);
        if at == named.len() {
            let kept = |text: &str| -> &'static str { Box::leak(text.into()) };
            let level = |[word, title, letter, meaning]: &[&str; 4]| Named {
                word: kept(word),
                title: kept(title),
                letter: kept(letter),
                meaning: kept(meaning),
            };
            named.push(Box::leak(levels.iter().map(level).collect()));
        }
        Some(scale)
    }

    /// The scale with these words, the best first, for want of what its rubric says besides.
    #[must_use]
    pub(crate) fn of_words(words: &[String]) -> Option<Scale> {
        let letters = Self::letters(words);
        let levels: Vec<[&str; 4]> =
            words.iter().zip(&letters).map(|(word, letter)| [&**word, word, letter, ""]).collect();
        Scale::new(&levels)
    }

    /// The first letters of each word; the first two where those are taken; the rank from the best where these are too.
    pub(crate) fn letters(words: &[String]) -> Vec<String> {
        let mut taken: Vec<String> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let initials: String = word.split('-').filter_map(|part| part.chars().next()).take(2).collect();
            let start: String = word.chars().filter(|c| *c != '-').take(2).collect();
            let choices = [initials.to_uppercase(), start.to_uppercase(), (number + 1).to_string()];
            let free = choices.into_iter().find(|letters| !taken.contains(letters));
            taken.push(free.unwrap_or_else(|| format!("#{number:X}")));
        }
        taken
    }

    fn levels(self) -> &'static [Named] {
        let named = || NAMED.read().unwrap_or_else(PoisonError::into_inner);
        match usize::from(self.0).checked_sub(1) {
            None => &USUAL,
            Some(at) => named().get(at).copied().unwrap_or_default(),
        }
    }

    /// How many grades it has.
    #[must_use]
    pub fn count(self) -> usize {
        self.levels().len()
    }

    /// Its grades, the best first.
    pub fn best_first(self) -> impl DoubleEndedIterator<Item = Grade> + ExactSizeIterator + Clone {
        (0..u8::try_from(self.count()).unwrap_or(u8::MAX)).rev().map(move |rank| Grade { rank, scale: self })
    }

    /// The grades that have to be earned, the best first: all but the worst.
    pub fn earned(self) -> impl DoubleEndedIterator<Item = Grade> + Clone {
        self.best_first().filter(|grade| !grade.is_worst())
    }

    /// Its words, the best first.
    pub fn words(self) -> impl DoubleEndedIterator<Item = &'static str> + ExactSizeIterator + Clone {
        self.levels().iter().map(|level| level.word)
    }

    /// The best grade.
    #[must_use]
    pub fn best(self) -> Grade {
        Grade { rank: u8::try_from(self.count()).unwrap_or(u8::MAX).saturating_sub(1), scale: self }
    }

    /// The worst grade: what is left where nothing better is earned.
    #[must_use]
    pub fn worst(self) -> Grade {
        Grade { rank: 0, scale: self }
    }

    /// The grade with this word.
    #[must_use]
    pub fn grade(self, word: &str) -> Option<Grade> {
        self.best_first().find(|grade| grade.word() == word)
    }

    /// The grade that a person wrote, whatever the case of its letters.
    ///
    /// # Errors
    /// A message that names the grades, and the one that was meant if it is near.
    pub fn parse(self, word: &str) -> Result<Grade, String> {
        let word = word.trim();
        let found = self.best_first().find(|grade| grade.word().eq_ignore_ascii_case(word));
        found.ok_or_else(|| {
            let meant =
                nearest(word, self.words()).map_or_else(String::new, |word| format!(": did you mean `{word}`?"));
            let words: Vec<&str> = self.words().collect();
            format!("a grade is {}{meant}", or_list(&words))
        })
    }

    /// Does `read`, in which grades are read by the words of this scale.
    pub fn while_reading<T>(self, read: impl FnOnce() -> T) -> T {
        let before = READ.replace(Some(self));
        let value = read();
        READ.set(before);
        value
    }

    /// The scale that is read; the usual one unless another is.
    pub(crate) fn being_read() -> Scale {
        READ.get().unwrap_or(Scale::USUAL)
    }
}

/// The grades of the usual scale.
pub mod usual {
    use super::{Grade, Scale};

    /// The best.
    pub const OUTSTANDING: Grade = Grade { rank: 3, scale: Scale::USUAL };
    /// Well.
    pub const GOOD: Grade = Grade { rank: 2, scale: Scale::USUAL };
    /// Enough.
    pub const ADEQUATE: Grade = Grade { rank: 1, scale: Scale::USUAL };
    /// The worst.
    pub const INADEQUATE: Grade = Grade { rank: 0, scale: Scale::USUAL };
    /// All four, the best first.
    pub const BEST_FIRST: [Grade; 4] = [OUTSTANDING, GOOD, ADEQUATE, INADEQUATE];
    /// Those that have to be earned, the best first.
    pub const EARNED: [Grade; 3] = [OUTSTANDING, GOOD, ADEQUATE];
}

impl fmt::Debug for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The grade as people say it: `requires improvement`.
impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.word().replace('-', " "))
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words: Vec<&'static str> = Scale::being_read().words().rev().collect();
        deserializer.deserialize_enum("Grade", kept(words), GradeVisitor)
    }
}

/// The words of a scale for as long as serde wants them; each list is kept once.
pub(super) fn kept(words: Vec<&'static str>) -> &'static [&'static str] {
    static LISTS: RwLock<Vec<&'static [&'static str]>> = RwLock::new(Vec::new());
    if let Some(known) = LISTS.read().unwrap_or_else(PoisonError::into_inner).iter().find(|known| ***known == words) {
        return known;
    }
    let list: &'static [&'static str] = Box::leak(words.into());
    LISTS.write().unwrap_or_else(PoisonError::into_inner).push(list);
    list
}

struct GradeVisitor;

impl<'de> Visitor<'de> for GradeVisitor {
    type Value = Grade;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a grade")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Grade, A::Error> {
        let (word, variant) = data.variant::<String>()?;
        variant.unit_variant()?;
        let scale = Scale::being_read();
        scale.grade(&word).ok_or_else(|| A::Error::unknown_variant(&word, kept(scale.words().rev().collect())))
    }
}

/// The grade that somebody recorded. Which scale it is of is known only where a rubric is, so that any word is read without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordedGrade(String);

impl RecordedGrade {
    /// The grade in the scale of the rubric at hand; `None` if it has none of this name.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        Scale::being_read().grade(&self.0)
    }
}

impl<'de> Deserialize<'de> for RecordedGrade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match READ.get() {
            Some(_) => Grade::deserialize(deserializer).map(|grade| RecordedGrade(grade.word().to_owned())),
            None => {
                let word = String::deserialize(deserializer)?;
                let is_part =
                    |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
                if word.split('-').all(is_part) {
                    return Ok(RecordedGrade(word));
                }
                Err(D::Error::invalid_value(serde::de::Unexpected::Str(&word), &"a grade, in lower case with hyphens"))
            }
        }
    }
}

impl JsonSchema for RecordedGrade {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RecordedGrade".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Grade::json_schema(generator)
    }
}

impl JsonSchema for Grade {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Grade".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": Grade::PATTERN })
    }
}

impl Grade {
    /// What a word for a grade looks like, as a regular expression.
    pub(crate) const PATTERN: &'static str = "^[a-z0-9]+(-[a-z0-9]+)*$";
}
