//! Counts, shares and intervals of one row, or that they are not shown.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::engine::RuleOutcome;
use crate::tables::{Category, Interval, Share, plain};

/// One count as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A count out of a total.
    Known {
        /// A count out of a total.
        share: Share,
        /// The 95% interval of the share, if it was asked for and exists.
        interval: Option<Interval>,
    },
    /// A count whose total is suppressed.
    Bare(u64),
    /// Hidden, so that nobody can be recognised.
    Hidden,
    /// Nobody published it.
    NotPublished,
}

/// The counts of one row. In JSON: `n`, and by category `counts`, `of` (what the share is of), `shares`, `intervals` and
/// `in-words`, null where they are not known; `hidden`, `not-published` and `derived` name the categories that are so.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// How many reviews; `None` is hidden.
    pub n: Option<u64>,
    /// Each category by its word.
    pub cells: Vec<(&'static str, Cell)>,
    /// The categories whose counts were worked out from what was published.
    pub derived: Vec<&'static str>,
    /// True if intervals are wanted.
    pub intervals: bool,
}

impl Cell {
    /// A count that may be shown.
    #[must_use]
    pub fn known(share: Share, interval: bool) -> Self {
        Cell::Known { share, interval: share.interval().filter(|_| interval) }
    }

    /// The count, where it may be shown.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Cell::Known { share, .. } => Some(share.count),
            Cell::Bare(count) => Some(count),
            Cell::Hidden | Cell::NotPublished => None,
        }
    }

    /// The count and what it is of, where both may be shown.
    #[must_use]
    pub fn share(self) -> Option<Share> {
        match self {
            Cell::Known { share, .. } => Some(share),
            Cell::Bare(_) | Cell::Hidden | Cell::NotPublished => None,
        }
    }

    /// The interval of its share, where it is known and wanted.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        match self {
            Cell::Known { interval, .. } => interval,
            Cell::Bare(_) | Cell::Hidden | Cell::NotPublished => None,
        }
    }

    /// The share in plain words: `about 1 in 6`.
    #[must_use]
    pub(crate) fn in_words(self) -> Option<String> {
        self.share().and_then(plain).map(|plain| plain.to_string())
    }
}

impl Figures {
    /// The count of a category.
    #[must_use]
    pub fn get(&self, word: &str) -> Cell {
        self.cells.iter().find(|(own, _)| *own == word).map_or(Cell::NotPublished, |(_, cell)| *cell)
    }

    /// True if anything of it is hidden.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.n.is_none() || self.cells.iter().any(|(_, cell)| *cell == Cell::Hidden)
    }
}

/// A JSON object from categories to the value of each.
struct By<'f, V, F: Fn(Cell) -> V>(&'f [(&'static str, Cell)], F);

impl<V: Serialize, F: Fn(Cell) -> V> Serialize for By<'_, V, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(word, cell)| (*word, (self.1)(*cell))))
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.cells.as_slice();
        let named = |wanted: Cell| -> Vec<&'static str> {
            cells.iter().filter(|(_, cell)| *cell == wanted).map(|(word, _)| *word).collect()
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("n", &self.n)?;
        map.serialize_entry("counts", &By(cells, Cell::count))?;
        map.serialize_entry("of", &By(cells, |cell| cell.share().map(|share| share.of)))?;
        map.serialize_entry("shares", &By(cells, |cell| cell.share().and_then(Share::value)))?;
        let interval = |cell: Cell| cell.interval().map(|interval| [interval.low, interval.high]);
        map.serialize_entry("intervals", &By(if self.intervals { cells } else { &[] }, interval))?;
        map.serialize_entry("in-words", &By(cells, Cell::in_words))?;
        map.serialize_entry("hidden", &named(Cell::Hidden))?;
        map.serialize_entry("not-published", &named(Cell::NotPublished))?;
        map.serialize_entry("derived", &self.derived)?;
        map.end()
    }
}

impl JsonSchema for Figures {
    fn schema_name() -> Cow<'static, str> {
        "Figures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let category = json!({
            "anyOf": [generator.subschema_for::<Category>(), generator.subschema_for::<RuleOutcome>()]
        });
        let by = |value: Value, what: &str| json!({ "type": "object", "propertyNames": category, "additionalProperties": value, "description": what });
        let names = |what: &str| json!({ "type": "array", "items": category, "description": what });
        let count = json!({ "type": ["integer", "null"], "minimum": 0 });
        let share = json!({ "type": "number", "minimum": 0, "maximum": 1 });
        let interval = json!({ "type": ["array", "null"], "items": share, "minItems": 2, "maxItems": 2 });
        let share_or_none = json!({ "type": ["number", "null"], "minimum": 0, "maximum": 1 });
        json_schema!({
            "type": "object",
            "properties": {
                "n": { "type": ["integer", "null"], "minimum": 0, "description": "How many reviews; null is hidden." },
                "counts": by(count.clone(), "How many are of each category; null where it is not known."),
                "of": by(count, "What each share is of; null where it is not known."),
                "shares": by(share_or_none, "The shares; null where there is none."),
                "intervals": by(interval, "The 95% intervals of the shares, low and high; null where there is none."),
                "in-words": by(json!({ "type": ["string", "null"] }), "The shares in plain words."),
                "hidden": names("The categories whose counts are hidden."),
                "not-published": names("The categories whose counts nobody published."),
                "derived": names("The categories whose counts were worked out from what was published."),
            },
            "required": ["n", "counts", "of", "shares", "intervals", "in-words", "hidden", "not-published", "derived"],
        })
    }
}
