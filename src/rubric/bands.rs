//! Bands: from a measure to a grade.

use super::builder::Builder;
use super::exact::Exact;
use super::model::{NumberBands, ShareBands, ShareThreshold};
use super::raw::{RawBandTable, RawBands, RawRubric, RawRule, RawThreshold, RawThresholdTable};
use crate::document::KeyPath;
use crate::review::Grade;

impl Builder<'_> {
    /// The bands of a share: as given, or a share of 1 for `met`.
    pub(super) fn share_bands(&mut self, raw: &RawRule, all: &RawRubric, trail: &KeyPath) -> ShareBands {
        let unmet = raw.unmet.unwrap_or(self.scale.worst());
        let mut bands = Vec::new();
        match (&raw.bands, raw.met) {
            (Some(_), Some(_)) => {
                self.error(
                    "no-effect",
                    "`met` has no effect when there are `bands`",
                    &trail.key("met"),
                    "use one of the two",
                );
            }
            (None, None) => {
                let tests_nothing = raw.must.is_none() && raw.any.is_none();
                let other_form = raw.count.is_some() || raw.measure.is_some() || raw.ask.is_some();
                let unread = self.was_left_out(trail, "bands") || self.was_left_out(trail, "met");
                let unread = unread || tests_nothing || other_form || self.anything_unknown(trail);
                if !unread {
                    self.error("missing-key", "the rule needs `met` or `bands` to give a grade", trail, "this rule");
                    self.help("write `met = \"good\"`, or thresholds such as `bands = { good = 0.9, adequate = 0.7 }`");
                }
            }
            (None, Some(met)) => bands.push((met, ShareThreshold { share: Some(Exact::whole(1)), all_but: None })),
            (Some(_), None) => {}
        }
        if let Some((table, place)) = self.band_table(raw, all, trail) {
            for (grade, threshold) in given(table) {
                let at = place.key(grade.word());
                let threshold = match threshold {
                    RawThreshold::Number(share) => ShareThreshold { share: Some(*share), all_but: None },
                    RawThreshold::Table(table) => self.share_threshold(table, &at),
                };
                if let Some(share) =
                    threshold.share.filter(|share| *share <= Exact::whole(0) || *share > Exact::whole(1))
                {
                    let message = format!("a threshold for a share must be above 0 and at most 1, not {share}");
                    self.error("out-of-range", message, &at, &as_share(share));
                }
                bands.push((grade, threshold));
            }
            let in_range = |(grade, threshold): &&(Grade, ShareThreshold)| {
                threshold.share.is_none_or(|share| share > Exact::whole(0) && share <= Exact::whole(1))
                    && !self.anything_left_out(&place.key(grade.word()))
            };
            let in_range: Vec<(Grade, ShareThreshold)> = bands.iter().filter(in_range).copied().collect();
            self.in_order(&in_range, &place, written, |better: &ShareThreshold, worse| {
                let shares = better.share.zip(worse.share).is_none_or(|(better, worse)| better > worse);
                let misses = better.all_but.zip(worse.all_but).is_none_or(|(better, worse)| better < worse);
                shares && misses
            });
        }
        self.below(&bands, unmet, raw, trail);
        ShareBands { bands, unmet }
    }

    fn share_threshold(&mut self, table: &RawThresholdTable, at: &KeyPath) -> ShareThreshold {
        match (table.share, table.or_all_but, table.all_but) {
            (Some(share), Some(all_but), None) => ShareThreshold { share: Some(share), all_but: Some(all_but) },
            (None, None, Some(all_but)) => ShareThreshold { share: None, all_but: Some(all_but) },
            _ => {
                if !self.anything_left_out(at) {
                    let label = match (table.share, table.all_but) {
                        (Some(share), None) if share > Exact::whole(1) => {
                            format!("{}; write it alone", as_share(share))
                        }
                        (Some(share), None) => format!("write `{share}` alone"),
                        _ => "here".to_owned(),
                    };
                    self.error(
                        "wrong-value",
                        "a threshold is a share, `{ all-but = 1 }` or `{ share = 0.9, or-all-but = 1 }`",
                        at,
                        &label,
                    );
                }
                ShareThreshold { share: Some(Exact::whole(1)), all_but: None }
            }
        }
    }

    /// The bands of a count or number, which it must have.
    pub(super) fn number_bands(
        &mut self,
        raw: &RawRule,
        all: &RawRubric,
        lower_is_better: bool,
        trail: &KeyPath,
    ) -> NumberBands {
        let unmet = raw.unmet.unwrap_or(self.scale.worst());
        let mut bands = Vec::new();
        if raw.bands.is_none() && !self.was_left_out(trail, "bands") && !self.anything_unknown(trail) {
            self.error("missing-key", "a rule with `count` or `measure` needs `bands`", trail, "this rule");
        }
        if let Some((table, place)) = self.band_table(raw, all, trail) {
            for (grade, threshold) in given(table) {
                match threshold {
                    RawThreshold::Number(number) => bands.push((grade, *number)),
                    RawThreshold::Table(_) => {
                        self.error(
                            "wrong-type",
                            "a band for a count or number must be a number",
                            &place.key(grade.word()),
                            "wanted a number",
                        );
                    }
                }
            }
            let before = self.found.len();
            let harder = |better: &Exact, worse: &Exact| if lower_is_better { better < worse } else { better > worse };
            if !self.was_left_out(trail, "better") {
                self.in_order(&bands, &place, Exact::to_string, harder);
            }
            if self.found.len() > before && !lower_is_better {
                self.help("the higher the number, the better; if fewer is better, write `better = \"lower\"`");
            }
        }
        self.below(&bands, unmet, raw, trail);
        NumberBands { bands, unmet, lower_is_better }
    }

    /// The table that a rule's `bands` gives or names, and where it stands.
    fn band_table<'t>(
        &mut self,
        raw: &'t RawRule,
        all: &'t RawRubric,
        trail: &KeyPath,
    ) -> Option<(&'t RawBandTable, KeyPath)> {
        let here = trail.key("bands");
        let (table, place) = match raw.bands.as_ref()? {
            RawBands::Given(table) => (table, here),
            RawBands::Named(name) => match all.bands.get(name) {
                Some(table) => (table, KeyPath::dotted("bands").key(name.clone())),
                None => {
                    let meant = self.unknown("set of bands", name, all.bands.keys().map(String::as_str), &here)?;
                    (all.bands.get(meant)?, KeyPath::dotted("bands").key(meant.to_owned()))
                }
            },
        };
        let worst = self.scale.worst();
        if table.0.iter().any(|(grade, _)| *grade == worst) {
            let message = format!("{worst} cannot have a band: it is the grade below all the others");
            self.error("no-effect", message, &place.key(worst.word()), "remove it");
        }
        if given(table).next().is_none() {
            if !self.anything_left_out(&place) {
                self.error("empty-list", "the bands give no grade", &place, "here");
                self.help("write thresholds, such as `bands = { good = 0.9, adequate = 0.7 }`");
            }
            return None;
        }
        Some((table, place))
    }

    fn in_order<T>(
        &mut self,
        bands: &[(Grade, T)],
        place: &KeyPath,
        written: impl Fn(&T) -> String,
        strictly: impl Fn(&T, &T) -> bool,
    ) {
        for (at, (better, high)) in bands.iter().enumerate() {
            for (worse, low) in bands.iter().skip(at + 1) {
                if !strictly(high, low) {
                    self.error(
                        "bands-out-of-order",
                        format!(
                            "{better} must be harder to reach than {worse}: {better} is at {}, {worse} at {}",
                            written(high),
                            written(low)
                        ),
                        &place.key(worse.word()),
                        &format!("this must be easier to reach than {better}"),
                    );
                    self.help("swap the two numbers?");
                    return;
                }
            }
        }
    }

    /// `unmet` must be worse than what the rule gives otherwise.
    fn below<T>(&mut self, bands: &[(Grade, T)], unmet: Grade, raw: &RawRule, trail: &KeyPath) {
        let key = if raw.unmet.is_some() { "unmet" } else { "met" };
        if let Some((lowest, _)) = bands.last().filter(|(lowest, _)| *lowest <= unmet) {
            self.error(
                "bands-out-of-order",
                format!(
                    "`unmet` must be a lower grade than the others: it is {unmet}, and the lowest of them is {lowest}"
                ),
                &trail.key(key),
                "here",
            );
        }
    }
}

fn given(table: &RawBandTable) -> impl Iterator<Item = (Grade, &RawThreshold)> {
    table.0.iter().filter(|(grade, _)| !grade.is_worst()).map(|(grade, threshold)| (*grade, threshold))
}

/// The share that a percentage was meant for.
pub(super) fn as_share(number: Exact) -> String {
    let is_percent = number > Exact::whole(1) && number <= Exact::whole(100);
    if is_percent { format!("{number}% is {}", number.hundredth()) } else { "90% is 0.9".to_owned() }
}

/// A threshold as a rubric writes it.
fn written(threshold: &ShareThreshold) -> String {
    match (threshold.share, threshold.all_but) {
        (Some(share), Some(misses)) => format!("{share}, or all but {misses}"),
        (Some(share), None) => share.to_string(),
        (None, misses) => format!("all but {}", misses.unwrap_or_default()),
    }
}
