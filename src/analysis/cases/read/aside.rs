//! Cases of a base that are set aside, and answers in them that are ignored.

use super::super::raw::RawAside;
use super::super::removed;
use super::reader::CaseReader;
use crate::document::{Format, KeyPath, Kind, Limits, Source, parse};
use crate::rubric::Rubric;

/// Returns the names of the cases of a base that `source` sets aside.
#[must_use]
pub(crate) fn set_aside(source: &Source) -> Vec<String> {
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    let Some(Kind::Seq(aside)) = parsed.root.entry("set-aside").map(|entry| &entry.value.kind) else {
        return Vec::new();
    };
    aside.iter().filter_map(|one| one.entry("case")?.value.text()).map(str::to_owned).collect()
}

/// Returns the names of the cases in `source`, the file of a base, that expect something of what `rubric` removes.
#[must_use]
pub(crate) fn about_removed(source: &Source, rubric: &Rubric) -> Vec<String> {
    removed::cases(&parse(&source.text, Format::Toml, Limits::USUAL).root, rubric, &[]).0
}

impl CaseReader<'_, '_> {
    /// Whether answers to a rule are ignored: a base asks it, and the rubric removes it.
    pub(super) fn ignores(&self, rule: &str) -> bool {
        self.is_of_base && removed::is_removed(rule, self.rubric)
    }

    /// Nothing is set aside without a reason.
    pub(super) fn reasons_aside(&mut self, aside: &[RawAside]) {
        let is_given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        for (at, one) in aside.iter().enumerate() {
            let place = self.root.locate(&KeyPath::dotted("set-aside").item(at));
            for (key, text) in [("case", &one.case), ("because", &one.because)] {
                if !is_given(text) {
                    let message = format!("the case that is set aside has no `{key}`");
                    self.error(
                        "missing-key",
                        message,
                        place,
                        "here",
                        "name the case, and say why it does not apply here",
                    );
                }
            }
        }
    }
}
