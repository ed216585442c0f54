//! Builds a rubric, and collects the mistakes with their places in the text.

use std::collections::HashMap;

use super::exact::Exact;
use super::extended::{Extended, STILL_NEEDED};
use crate::document::{Diagnostic, KeyPath, Kind, Node, Step};
use crate::review::Scale;
use crate::text::{Span, WordList, meant, or_list};

/// Builds a rubric and collects what is wrong; after an error it goes on with something harmless.
pub(super) struct Builder<'r> {
    pub(super) root: &'r Node,
    left_out: &'r [Span],
    /// The keys among them that are not known.
    unknown: Vec<Span>,
    /// Keys whose names were wrong and are now right.
    pub(super) renamed: &'r [Span],
    pub(super) scale: Scale,
    /// The points of its grades, the best first, where they fall as they must.
    pub(super) points: Vec<Exact>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) words: HashMap<String, WordList>,
    /// The rubric that this one extends, with what is taken from it.
    pub(super) extended: Option<&'r Extended>,
    /// Keys that already have an error about their place.
    pub(super) explained: Vec<Span>,
}

impl<'r> Builder<'r> {
    pub(super) fn new(root: &'r Node, left_out: &'r [Span], unknown: Vec<Span>, scale: Scale) -> Self {
        Builder {
            root,
            left_out,
            unknown,
            renamed: &[],
            scale,
            points: Vec::new(),
            found: Vec::new(),
            words: HashMap::new(),
            extended: None,
            explained: Vec::new(),
        }
    }

    pub(super) fn place(&self, trail: &KeyPath) -> Span {
        self.root.locate(trail)
    }

    pub(super) fn error(&mut self, code: &'static str, message: impl Into<String>, trail: &KeyPath, label: &str) {
        let diagnostic = Diagnostic::error(code, message).at(self.place(trail), label);
        self.found.push(diagnostic);
    }

    /// Adds advice to the error said last.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// Says that `name` is not one of `known`, and returns the one that was meant, where that is plain.
    pub(super) fn unknown<'n>(
        &mut self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        trail: &KeyPath,
    ) -> Option<&'n str> {
        if self.is_still_needed(name, trail) {
            return None;
        }
        let known: Vec<&str> = known.into_iter().collect();
        let meant = meant(name, &known);
        let suffix = meant.map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
        let mut help = None;
        if !known.is_empty() && known.len() <= 40 {
            let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            help = Some(format!("known are {}", or_list(&quoted)));
        }
        let label = meant.map_or_else(|| "not known".to_owned(), |name| format!("did you mean `{name}`?"));
        self.wrong_value("unknown-name", format!("unknown {what} `{name}`{suffix}"), trail, &label);
        if let Some(help) = help {
            self.help(help);
        }
        meant
    }

    /// Says that something of the base, at `trail`, still needs `name`, which the rubric removes. Returns false if that is not so.
    fn is_still_needed(&mut self, name: &str, trail: &KeyPath) -> bool {
        let Some(extended) = self.extended else { return false };
        let is_name = |own: &String| own == name || own.split_once('.').is_some_and(|(_, own)| own == name);
        let place = self.root.find(trail).map_or_else(|| self.place(trail), |node| node.span);
        if place != extended.place || !extended.names.iter().any(is_name) {
            return false;
        }
        let (user, help) = self.user(name, trail);
        let message = format!("{user} of `{}` needs `{name}`, which this rubric removes", extended.base.id);
        self.found.push(Diagnostic::error(STILL_NEEDED, message).at(place, "still needed here").help(help));
        true
    }

    /// The part of a rubric that has a place, and what to do where it needs something that is removed.
    fn user(&self, name: &str, trail: &KeyPath) -> (String, String) {
        let keys: Vec<&Step> = trail.steps().iter().collect();
        let replace = |what: String| (what.clone(), format!("replace or remove {what} too, or keep `{name}`"));
        let id = |at: KeyPath| self.root.find(&at).and_then(Node::text).unwrap_or_default().to_owned();
        match keys.as_slice() {
            [Step::Key(table), ..] if table == "limits" => {
                (format!("the limit on `{name}`"), format!("add `limits.{name}` to `remove`"))
            }
            [Step::Key(table), Step::Key(key), ..] if table == "grading" => {
                let key = format!("`grading.{key}`");
                (key.clone(), format!("write {key} again here without `{name}`, or keep `{name}`"))
            }
            [Step::Key(table), Step::Item(at), Step::Key(key), Step::Item(rule), ..]
                if table == "criteria" && key == "rules" =>
            {
                let at = KeyPath::dotted("criteria").item(*at).key("rules").item(*rule).key("id");
                replace(format!("the rule `{}`", id(at)))
            }
            [Step::Key(table), Step::Item(at), ..] if table == "criteria" => {
                replace(format!("the criterion `{}`", id(KeyPath::dotted("criteria").item(*at).key("id"))))
            }
            _ => replace("a part".to_owned()),
        }
    }

    /// The same as [`Builder::error`], at the value of the key that `trail` names, where that is no table or list.
    pub(super) fn wrong_value(&mut self, code: &'static str, message: impl Into<String>, trail: &KeyPath, label: &str) {
        let value = self.root.find(trail).filter(|node| !matches!(node.kind, Kind::Map(_) | Kind::Seq(_)));
        let place = value.map_or_else(|| self.place(trail), |node| node.span);
        self.found.push(Diagnostic::error(code, message).at(place, label));
    }

    /// Moves the error said last to the key that `trail` names.
    pub(super) fn at_key(&mut self, trail: &KeyPath) {
        let place = self.place(trail);
        if let Some(mark) = self.found.last_mut().and_then(|last| last.marks.first_mut()) {
            mark.span = place;
        }
    }

    /// True if `key` of the table at `trail` was there but could not be read: then nothing is missing.
    pub(super) fn was_left_out(&self, trail: &KeyPath, key: &str) -> bool {
        let entry = self.root.find(trail).and_then(|node| node.entry(key));
        entry.is_some_and(|entry| self.left_out.contains(&entry.key_span))
    }

    /// True if anything in the table at `trail` was there but could not be read.
    pub(super) fn anything_left_out(&self, trail: &KeyPath) -> bool {
        let Some(Kind::Map(entries)) = self.root.find(trail).map(|node| &node.kind) else { return false };
        entries.iter().any(|entry| self.left_out.contains(&entry.key_span))
    }

    /// True if the table at `trail` has a key that is not known: it may be meant for one that is missing.
    pub(super) fn anything_unknown(&self, trail: &KeyPath) -> bool {
        let entries = self.root.find(trail).map(Node::entries).unwrap_or_default();
        entries.iter().any(|entry| self.unknown.contains(&entry.key_span))
    }

    /// True if a key of the table at `trail` had a wrong name: what seems to be missing may have been meant by it.
    pub(super) fn anything_renamed(&self, trail: &KeyPath) -> bool {
        let entries = self.root.find(trail).map(Node::entries).unwrap_or_default();
        entries.iter().any(|entry| self.renamed.contains(&entry.key_span))
    }

    /// A required text.
    pub(super) fn required(
        &mut self,
        value: Option<&String>,
        trail: &KeyPath,
        key: &'static str,
        what: &str,
    ) -> String {
        match value.map(|value| value.trim()).filter(|value| !value.is_empty()) {
            Some(value) => value.to_owned(),
            None => {
                if !self.was_left_out(trail, key) && !self.anything_unknown(trail) {
                    self.error(
                        "missing-key",
                        format!("{what} has no `{key}`"),
                        trail,
                        &format!("give `{key} = \"...\"`"),
                    );
                }
                String::new()
            }
        }
    }
}
