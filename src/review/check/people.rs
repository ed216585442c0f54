//! The chair, the author and the panel.

use std::collections::HashMap;

use super::super::{Person, Review};
use super::errors::Check;
use super::ids::Ids;
use crate::document::{Diagnostic, KeyPath};

impl<'r> Check<'r> {
    /// The chair, the author and the panel: their agencies exist, and nobody of an involved agency is independent.
    pub(super) fn people(&mut self, agencies: &Ids<'r>) {
        let review = self.review;
        let panel = review
            .panel
            .iter()
            .flatten()
            .enumerate()
            .map(|(at, person)| (KeyPath::dotted("panel").item(at), "this member of the panel", person));
        let leaders = [
            (KeyPath::dotted("chair"), "the panel's chair", &review.chair),
            (KeyPath::dotted("author"), "the overview's author", &review.author),
        ];
        let involved = self.involved();
        for (trail, who, person) in leaders.into_iter().chain(panel) {
            self.link(|| trail.key("agency"), "agency", agencies, person.agency.as_ref());
            self.independence(&trail, who, person, &involved);
        }
    }

    /// Where the agencies that were involved stand, by their ids.
    fn involved(&self) -> HashMap<&'r str, usize> {
        let agencies = self.review.agencies.iter().flatten().enumerate();
        let involved = agencies.filter(|(_, agency)| agency.involved == Some(true));
        involved.filter_map(|(at, agency)| Some((agency.id.as_deref()?, at))).collect()
    }

    fn independence(&mut self, trail: &KeyPath, who: &str, person: &Person, involved: &HashMap<&str, usize>) {
        let own = person.agency.as_deref().filter(|_| person.independent == Some(true));
        if let Some((agency, at)) = own.and_then(|agency| Some((agency, *involved.get(agency)?))) {
            let diagnostic = Diagnostic::warning(
                "not-independent",
                format!("{who} is said to be independent, and comes from `{agency}`, which was involved"),
            )
            .at(self.root.locate(&trail.key("independent")), "said to be independent")
            .at(self.root.locate(&KeyPath::dotted("agencies").item(at).key("involved")), "this agency was involved")
            .help(format!(
                "write {}, or correct the agency; it is graded as not independent",
                self.format.pair("independent", "false")
            ));
            self.push(diagnostic);
        }
    }
}

/// Takes for not independent whoever comes from an agency that was involved, whatever the review says.
pub(super) fn correct_independence(review: &mut Review) {
    let agencies = review.agencies.iter().flatten().filter(|agency| agency.involved == Some(true));
    let involved: Vec<String> = agencies.filter_map(|agency| agency.id.clone()).collect();
    let people = [&mut review.chair, &mut review.author].into_iter().chain(review.panel.iter_mut().flatten());
    for person in people.filter(|person| person.agency.as_ref().is_some_and(|agency| involved.contains(agency))) {
        if person.independent == Some(true) {
            person.independent = Some(false);
        }
    }
}
