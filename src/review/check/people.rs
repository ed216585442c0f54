//! The chair, the author and the panel.

use super::super::{Agency, Person};
use super::Check;
use super::ids::Ids;
use crate::document::{Diagnostic, Trail};

impl<'r> Check<'r, '_> {
    /// The chair, the author and the panel: their agencies exist, and nobody of an involved agency is independent.
    pub(super) fn people(&mut self, agencies: &Ids<'r>) {
        let review = self.review;
        let panel = review
            .panel
            .iter()
            .flatten()
            .enumerate()
            .map(|(at, person)| (Trail::dotted("panel").item(at), "this member of the panel", person));
        let leaders = [
            (Trail::dotted("chair"), "the panel's chair", &review.chair),
            (Trail::dotted("author"), "the overview's author", &review.author),
        ];
        for (trail, who, person) in leaders.into_iter().chain(panel) {
            self.link(&trail.key("agency"), "agency", agencies, person.agency.as_ref());
            self.independence(&trail, who, person);
        }
    }

    fn independence(&mut self, trail: &Trail, who: &str, person: &Person) {
        let own = |agency: &&Agency| agency.id.is_some() && agency.id == person.agency;
        let agencies = self.review.agencies.as_deref().unwrap_or_default();
        let Some(at) = agencies.iter().position(|agency| own(&agency)) else {
            return;
        };
        let involved = agencies.get(at).and_then(|agency| agency.involved) == Some(true);
        if person.independent == Some(true) && involved {
            let agency = person.agency.as_deref().unwrap_or("");
            let diagnostic = Diagnostic::error(
                "not-independent",
                format!("{who} is said to be independent, and comes from `{agency}`, which was involved"),
            )
            .at(self.root.locate(&trail.key("independent")), "said to be independent")
            .at(self.root.locate(&Trail::dotted("agencies").item(at).key("involved")), "this agency was involved")
            .help(format!("write {}, or mend the agency", self.format.pair("independent", "false")));
            self.push(diagnostic);
        }
    }
}
