//! The tree that every format is read into.

use std::borrow::Cow;
use std::fmt;

use arcstr::{ArcStr, Substr};

use crate::text::Span;

/// A string of a tree; it shares the text it was read from where it is written there as it reads.
pub type Text = Substr;

/// Returns `part` without copying it where it lies within `source`.
pub(super) fn shared(source: &ArcStr, part: &str) -> Text {
    source.try_substr_from(part).unwrap_or_else(|| part.into())
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The place: of a table `[x]` or an item `[[x]]`, its header.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Kind {
    /// No value: the same as a missing key.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Str(Text),
    /// A date as its format writes it, ISO 8601.
    Date(Text),
    /// A list.
    Seq(Vec<Node>),
    /// A table, in the order of the file.
    Map(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The entries of a table; anything else has none.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    /// The entry with this key, if this is a table that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.as_str() == key)
    }

    /// The text or date that this is.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Str(text) | Kind::Date(text) => Some(text.as_str()),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Seq(_) | Kind::Map(_) => None,
        }
    }

    /// How many values it holds, itself included.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + match &self.kind {
            Kind::Seq(items) => items.iter().map(Node::size).sum(),
            Kind::Map(entries) => entries.iter().map(|entry| entry.value.size()).sum(),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => 0,
        }
    }

    /// The place of the first table or list that is within more than `levels` of them, itself included.
    #[must_use]
    pub(crate) fn deeper_than(&self, levels: usize) -> Option<Span> {
        let within = |node: &Node| match levels.checked_sub(1) {
            Some(levels) => node.deeper_than(levels),
            None => None,
        };
        match &self.kind {
            Kind::Seq(_) | Kind::Map(_) if levels == 0 => Some(self.span),
            Kind::Seq(items) => items.iter().find_map(within),
            // A table that only a longer heading names has no place of its own: its key has.
            Kind::Map(entries) => entries.iter().find_map(|entry| {
                within(&entry.value)
                    .map(|place| if place.start < entry.key_span.start { entry.key_span } else { place })
            }),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => None,
        }
    }

    /// The place of what `trail` names, or of the nearest thing around it that exists.
    ///
    /// The last step's key (not its value) is what is pointed at, since that is what a reader looks for.
    #[must_use]
    pub fn locate(&self, trail: &KeyPath) -> Span {
        let (mut node, mut span) = (self, self.span);
        for step in trail.steps() {
            let next = match (step, &node.kind) {
                (Step::Key(key), Kind::Map(_)) => node.entry(key).map(|entry| (entry.key_span, &entry.value)),
                (Step::Item(index), Kind::Seq(items)) => items.get(*index).map(|item| (item.span, item)),
                (Step::Key(_) | Step::Item(_), _) => None,
            };
            let Some((place, value)) = next else { break };
            span = match value.kind {
                Kind::Map(_) => value.span,
                Kind::Null
                | Kind::Bool(_)
                | Kind::Int(_)
                | Kind::Float(_)
                | Kind::Str(_)
                | Kind::Date(_)
                | Kind::Seq(_) => place,
            };
            node = value;
        }
        span
    }

    /// The node that a dotted name such as `dates.decided` names, if all of it exists.
    #[must_use]
    pub(crate) fn find_dotted(&self, name: &str) -> Option<&Node> {
        name.split('.').filter(|key| !key.is_empty()).try_fold(self, |node, key| Some(&node.entry(key)?.value))
    }

    /// The node that `trail` names, if all of it exists.
    #[must_use]
    pub fn find(&self, trail: &KeyPath) -> Option<&Node> {
        trail.steps().iter().try_fold(self, |node, step| match (step, &node.kind) {
            (Step::Key(key), _) => node.entry(key).map(|entry| &entry.value),
            (Step::Item(index), Kind::Seq(items)) => items.get(*index),
            (Step::Item(_), _) => None,
        })
    }
}

/// One step into a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into a table.
    Key(Cow<'static, str>),
    /// Into a list, from 0.
    Item(usize),
}

/// A way into a tree, written `actions[2].owner`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPath(Vec<Step>);

impl KeyPath {
    /// The root of a tree.
    #[must_use]
    pub fn root() -> Self {
        KeyPath::default()
    }

    /// The steps of a dotted name such as `dates.decided`.
    #[must_use]
    pub fn dotted(name: &'static str) -> Self {
        KeyPath(name.split('.').filter(|key| !key.is_empty()).map(|key| Step::Key(Cow::Borrowed(key))).collect())
    }

    /// This trail and a key after it.
    #[must_use]
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.then(Step::Key(key.into()))
    }

    /// This trail and an item after it, from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.then(Step::Item(index))
    }

    /// The steps from the root.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        KeyPath(steps)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Item(index) => write!(f, "[{index}]")?,
                Step::Key(key) if number == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}
