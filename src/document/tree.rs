//! The tree that every format is read into.

use std::borrow::{Borrow, Cow};
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

    /// The table within this one that has a key at this place.
    pub(crate) fn table_of(&self, key: Span) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) if entries.iter().any(|entry| entry.key_span == key) => Some(self),
            Kind::Map(entries) => entries.iter().find_map(|entry| entry.value.table_of(key)),
            Kind::Seq(items) => items.iter().find_map(|item| item.table_of(key)),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => None,
        }
    }

    /// Gives the key at a place another name. The items of a list are added to those that the table has under that name.
    pub(crate) fn rename(&mut self, key: Span, name: &'static str) {
        match &mut self.kind {
            Kind::Map(entries) => match entries.iter().position(|entry| entry.key_span == key) {
                Some(at) => rename(entries, at, name),
                None => entries.iter_mut().for_each(|entry| entry.value.rename(key, name)),
            },
            Kind::Seq(items) => items.iter_mut().for_each(|item| item.rename(key, name)),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {}
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
        self.reach(trail.steps()).0
    }

    /// The place that [`locate`](Node::locate) gives for a way into the tree, and the node there if all of it exists.
    #[must_use]
    pub(crate) fn reach(&self, steps: impl IntoIterator<Item = impl Borrow<Step>>) -> (Span, Option<&Node>) {
        let (mut node, mut span) = (self, self.span);
        for step in steps {
            let next = match (step.borrow(), &node.kind) {
                (Step::Key(key), Kind::Map(_)) => node.entry(key).map(|entry| (entry.key_span, &entry.value)),
                (Step::Item(index), Kind::Seq(items)) => items.get(*index).map(|item| (item.span, item)),
                (Step::Key(_) | Step::Item(_), _) => None,
            };
            let Some((place, value)) = next else { return (span, None) };
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
        (span, Some(node))
    }

    /// The node that a dotted name such as `dates.decided` names, if all of it exists.
    #[must_use]
    pub(crate) fn find_dotted(&self, name: &str) -> Option<&Node> {
        name.split('.').filter(|key| !key.is_empty()).try_fold(self, |node, key| Some(&node.entry(key)?.value))
    }

    /// The node that `trail` names, if all of it exists.
    #[must_use]
    pub fn find(&self, trail: &KeyPath) -> Option<&Node> {
        self.reach(trail.steps()).1
    }
}

fn rename(entries: &mut Vec<Entry>, at: usize, name: &'static str) {
    let own = Entry { key: Text::from(name), ..entries.remove(at) };
    match entries.iter_mut().find(|entry| entry.key.as_str() == name) {
        Some(other) => merge(other, own),
        None => entries.insert(at, own),
    }
}

/// Adds what stands under a second name for the same key: `[[rules]]` of one are rules of the last item of the other.
fn merge(entry: &mut Entry, mut own: Entry) {
    match (&mut entry.value.kind, &mut own.value.kind) {
        (Kind::Seq(items), Kind::Seq(more)) => items.append(more),
        (Kind::Seq(items), Kind::Map(more)) => {
            if let Some(Kind::Map(last)) = items.last_mut().map(|item| &mut item.kind) {
                add(last, std::mem::take(more));
            }
        }
        (Kind::Map(more), Kind::Seq(items)) => {
            if let Some(Kind::Map(last)) = items.last_mut().map(|item| &mut item.kind) {
                add(last, std::mem::take(more));
            }
            *entry = own;
        }
        _ => {}
    }
}

fn add(entries: &mut Vec<Entry>, more: Vec<Entry>) {
    for own in more {
        match entries.iter_mut().find(|entry| entry.key == own.key) {
            Some(other) => merge(other, own),
            None => entries.push(own),
        }
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

impl Step {
    /// The steps of a dotted name such as `dates.decided`.
    pub(crate) fn dotted(name: &'static str) -> impl Iterator<Item = Step> {
        name.split('.').filter(|key| !key.is_empty()).map(|key| Step::Key(Cow::Borrowed(key)))
    }
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
        KeyPath(Step::dotted(name).collect())
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
