//! Profiles: what each grade needs of the parts below it.

use num_rational::Ratio;

use super::bands::as_share;
use super::builder::Builder;
use super::exact::Exact;
use super::model::{Criterion, CriterionId, Need, Part, Profile, Quantity};
use super::parts::{Parts, criteria_parts, rule_parts};
use super::raw::{RawNeed, RawProfile, RawRubric};
use super::usual_profiles;
use crate::document::KeyPath;
use crate::review::Grade;
use crate::text::{and_list, meant};

/// Where a profile is used: it says what its needs may range over.
#[derive(Clone, Copy)]
enum Use {
    Overall,
    Criterion(usize),
}

/// What the needs of a profile may range over.
#[derive(Clone, Copy)]
struct Range<'r> {
    parts: &'r Parts<'r>,
    user: Use,
    criterion: Option<&'r Criterion>,
}

/// The most needs of which one is enough.
const MOST_ALTERNATIVES: usize = 8;

impl Builder<'_> {
    /// The profile that combines the rules of criterion number `at`.
    pub(super) fn criterion_profile(&mut self, raw: &RawRubric, at: usize, criterion: &Criterion) -> Profile {
        let chosen = raw.criteria.get(at).and_then(|raw| raw.grading.as_deref());
        let place = KeyPath::dotted("criteria").item(at).key("grading");
        let name = chosen.unwrap_or("criterion");
        let criteria = [(at, criterion)];
        match raw.grading.profiles.get(name) {
            Some(_) if name == "overall" => {
                self.error("wrong-value", "`overall` combines criteria, not rules", &place, "take another profile");
                Profile::none(self.scale)
            }
            Some(profile) => self.profile(
                profile,
                name,
                &Parts::new(&[]),
                Use::Criterion(at),
                criteria.first().map(|(_, criterion)| *criterion),
            ),
            None if chosen.is_some() && name != "criterion" => {
                let known: Vec<&str> =
                    raw.grading.profiles.keys().map(String::as_str).filter(|name| *name != "overall").collect();
                self.unknown("profile", name, known, &place);
                Profile::none(self.scale)
            }
            None if raw.scale.is_some() => Profile::none(self.scale),
            None => usual_profiles::criterion(at, criterion),
        }
    }

    /// The profile that combines the criteria.
    pub(super) fn overall_profile(&mut self, raw: &RawRubric, criteria: &[Criterion]) -> Profile {
        for name in unused_profiles(raw) {
            let suffix = instead_of(raw, name).map_or_else(String::new, |own| format!(": did you mean `{own}`?"));
            self.error(
                "no-effect",
                format!("no criterion uses the profile `{name}`{suffix}"),
                &KeyPath::dotted("grading").key(name.to_owned()),
                "use it as the `grading` of a criterion, or remove it",
            );
        }
        match raw.grading.profiles.get("overall") {
            None if raw.grading.overall == Some(false) => self.no_overall(raw),
            None if raw.grading.overall == Some(true) => {
                let message = "`overall = true` does not say what each grade needs";
                self.error("wrong-value", message, &KeyPath::dotted("grading.overall"), "write `[grading.overall]`");
                Profile::none(self.scale)
            }
            Some(profile) => self.profile(profile, "overall", &Parts::new(criteria), Use::Overall, None),
            None if raw.scale.is_some() => Profile::none(self.scale),
            None => usual_profiles::overall(criteria),
        }
    }

    /// The profile of a rubric that grades criteria only: nothing can cap a grade that is not given.
    fn no_overall(&mut self, raw: &RawRubric) -> Profile {
        if !raw.limits.is_empty() {
            let place = KeyPath::dotted("limits").item(0);
            self.error("no-effect", "a limit has no effect without an overall grade", &place, "remove it");
            self.help("`overall = false` says that the rubric gives no overall grade");
        }
        Profile::none(self.scale)
    }

    fn profile(
        &mut self,
        raw: &RawProfile,
        name: &str,
        parts: &Parts<'_>,
        user: Use,
        criterion: Option<&Criterion>,
    ) -> Profile {
        let trail = KeyPath::dotted("grading").key(name.to_owned());
        let worst = self.scale.worst();
        let gives_worst = raw.0.iter().any(|(grade, _)| *grade == worst);
        if gives_worst {
            let message = format!("{worst} has no needs: it is what is left");
            self.error("no-effect", message, &trail.key(worst.word()), "remove it");
        }
        let mut grades = Vec::new();
        for (grade, needs) in raw.0.iter().filter(|(grade, _)| !grade.is_worst()) {
            let at = trail.key(grade.word());
            if needs.is_empty() {
                self.error(
                    "empty-list",
                    format!("{grade} has an empty list of needs, so every review would reach it"),
                    &at,
                    "name a need",
                );
            }
            let range = Range { parts, user, criterion };
            grades.extend(self.ways(needs, range, &at).into_iter().map(|needs| (*grade, needs)));
        }
        if grades.is_empty() && !gives_worst && !self.anything_left_out(&trail) {
            self.error("empty-list", format!("the profile `{name}` gives no grade but {worst}"), &trail, "here");
        }
        let members: Vec<Part> = self.range(None, parts, user, criterion, &trail);
        Profile::new(self.scale, grades, members.into_iter())
    }

    /// The ways to meet the needs of a grade: one, or one for each need of an `any`, which is then its last.
    fn ways(&mut self, needs: &[RawNeed], range: Range<'_>, at: &KeyPath) -> Vec<Vec<Need>> {
        let (mut all, mut any): (Vec<Need>, Option<Vec<Need>>) = (Vec::new(), None);
        for (number, need) in needs.iter().enumerate() {
            let at = at.item(number);
            match &need.any {
                Some(_) if any.is_some() => {
                    self.error("wrong-value", "a grade has two `any`", &at, "only one can be given");
                    self.help("put the alternatives in one `any`");
                }
                Some(alternatives) => any = Some(self.alternatives(need, alternatives, range, &at)),
                None => all.extend(self.need(need, range, &at)),
            }
        }
        match any {
            None => vec![all],
            Some(any) => any.into_iter().map(|need| all.iter().cloned().chain([need]).collect()).collect(),
        }
    }

    /// The needs of which one is enough.
    fn alternatives(&mut self, need: &RawNeed, raw: &[RawNeed], range: Range<'_>, at: &KeyPath) -> Vec<Need> {
        if !given(need).is_empty() || need.at_least.is_some() || need.of.is_some() {
            self.error("wrong-value", "`any` has no other key beside it", at, "put the others into needs of their own");
        }
        if !(2..=MOST_ALTERNATIVES).contains(&raw.len()) && !self.anything_left_out(at) {
            let message = format!("`any` has {} needs; it takes 2 to {MOST_ALTERNATIVES}", raw.len());
            self.error("out-of-range", message, at, "one of these is enough");
        }
        let mut needs = Vec::new();
        for (number, need) in raw.iter().enumerate() {
            let at = at.key("any").item(number);
            if need.any.is_some() {
                self.error("wrong-value", "an `any` inside an `any`", &at, "put its needs into the outer one");
            } else {
                needs.extend(self.need(need, range, &at));
            }
        }
        needs
    }

    fn need(&mut self, raw: &RawNeed, range: Range<'_>, at: &KeyPath) -> Option<Need> {
        let Range { parts, user, criterion } = range;
        let (quantity, at_least) = self.quantity(raw, at)?;
        let points = self.points_above(quantity, at);
        if at_least.is_worst() && points.is_empty() && !quantity.is_of_points() {
            self.error("no-effect", format!("at least {at_least} is always true"), at, "use a better grade");
        }
        let of = raw.of.as_ref().map(|names| names.0.clone());
        let ranged = self.range(of.as_deref(), parts, user, criterion, at);
        if let Quantity::Count(count) = quantity
            && count > ranged.len()
        {
            self.error(
                "out-of-range",
                format!("the need counts {count} of {} parts", ranged.len()),
                at,
                "no review can meet it",
            );
        }
        Some(Need { quantity, at_least, of, parts: ranged, points })
    }

    /// How far each grade's points are above what a mean or percentage asks, the worst grade first; empty for other needs.
    fn points_above(&mut self, quantity: Quantity, at: &KeyPath) -> Vec<i128> {
        let (asked, of) = match quantity {
            Quantity::Mean(asked) => (asked, None),
            Quantity::Percent(asked) => (asked, Some(100)),
            Quantity::Every
            | Quantity::Most
            | Quantity::Half
            | Quantity::Share(_)
            | Quantity::Count(_)
            | Quantity::AllBut(_) => return Vec::new(),
        };
        let ratio = |number: Exact| Ratio::new(i128::from(number.parts().0), i128::from(number.parts().1));
        let points: Vec<Ratio<i128>> = self.points.iter().map(|points| ratio(*points)).collect();
        let (Some(best), Some(worst)) = (points.first(), points.last()) else {
            self.error("missing-key", "a need of points, and the scale gives none", at, "no points to reckon with");
            self.help("write `points = [3, 2, 1, 0]` under `[scale]`, one a grade, the best first");
            return Vec::new();
        };
        let wanted = of.map_or(ratio(asked), |of| ratio(asked) * best / Ratio::from_integer(of));
        if wanted > *best {
            self.error(
                "out-of-range",
                format!("the need asks for {asked}, more than the best grade gives"),
                at,
                "here",
            );
        } else if wanted <= *worst {
            self.error("no-effect", format!("the worst grade already gives {asked}"), at, "name more points");
            if let (Quantity::Percent(_), true) = (quantity, asked < Exact::whole(1)) {
                self.help(format!("{0}% is `percent = {0}`", asked.hundredfold()));
            }
        }
        let above: Vec<Ratio<i128>> = points.iter().rev().map(|points| points - wanted).collect();
        let whole = above.iter().fold(1i128, |whole, above| whole * Ratio::new(whole, *above.denom()).denom());
        above.iter().map(|above| above.numer() * (whole / above.denom())).collect()
    }

    fn quantity(&mut self, raw: &RawNeed, at: &KeyPath) -> Option<(Quantity, Grade)> {
        let given = given(raw);
        let [(key, quantity, grade)] = given.as_slice() else {
            if !self.anything_left_out(at) {
                let keys: Vec<String> = given.iter().map(|given| format!("`{}`", given.0)).collect();
                let what = if keys.is_empty() {
                    "does not say how many".into()
                } else {
                    format!("has both {}", and_list(&keys))
                };
                let wanted = "take one of `every`, `most`, `half`, `share`, `count`, `all-but`, `mean` and `percent`";
                self.error("wrong-value", format!("the need {what}"), at, wanted);
            }
            return None;
        };
        if let Quantity::Share(share) = quantity
            && (*share <= Exact::whole(0) || *share > Exact::whole(1))
        {
            let message = format!("a share must be above 0 and at most 1, not {share}");
            self.error("out-of-range", message, &at.key("share"), &as_share(*share));
        }
        if *quantity == Quantity::Count(0) {
            self.error("no-effect", "a count of 0 is always met", at, "here");
        }
        match (grade, raw.at_least) {
            (None, None) if quantity.is_of_points() => Some((*quantity, self.scale.worst())),
            (None, Some(_)) if quantity.is_of_points() => {
                let message = format!("`at-least` has no effect beside `{key}`, which asks for points");
                self.error("no-effect", message, at, "here");
                None
            }
            (Some(_), Some(_)) => {
                let message = format!("`at-least` has no effect with `{key}`, which already names the grade");
                self.error("no-effect", message, at, "here");
                None
            }
            (Some(grade), None) => Some((*quantity, *grade)),
            (None, Some(grade)) => Some((*quantity, grade)),
            (None, None) if self.was_left_out(at, "at-least") || self.anything_unknown(at) => None,
            (None, None) => {
                self.error(
                    "missing-key",
                    format!("`{key}` needs `at-least` with a grade"),
                    at,
                    "add `at-least` with a grade",
                );
                None
            }
        }
    }

    /// The parts a need ranges over, each once.
    fn range(
        &mut self,
        of: Option<&[String]>,
        parts: &Parts<'_>,
        user: Use,
        criterion: Option<&Criterion>,
        at: &KeyPath,
    ) -> Vec<Part> {
        let own = criterion.map(std::slice::from_ref);
        let Some(names) = of else {
            return match user {
                Use::Overall => criteria_parts(parts.criteria),
                Use::Criterion(at) => criterion.map_or_else(Vec::new, |criterion| rule_parts(at, criterion)),
            };
        };
        if names.is_empty() {
            self.error("empty-list", "`of` names nothing", &at.key("of"), "here");
        }
        let mut ranged: Vec<Part> = Vec::new();
        let several = names.len() > 1;
        for (number, name) in names.iter().enumerate() {
            let found = match user {
                Use::Overall => parts.overall(name),
                Use::Criterion(at) => Parts::new(own.unwrap_or_default())
                    .within(0, name)
                    .map(|parts| parts.into_iter().map(|part| moved(part, CriterionId::new(at))).collect()),
            };
            match found {
                Some(found) => {
                    for part in found {
                        if !ranged.contains(&part) {
                            ranged.push(part);
                        }
                    }
                }
                None => {
                    let known = match user {
                        Use::Overall => parts.overall_names(),
                        Use::Criterion(_) => Parts::new(own.unwrap_or_default()).names_within(0),
                    };
                    let place = if several { at.key("of").item(number) } else { at.key("of") };
                    self.unknown("id or tag", name, known, &place);
                    if matches!(user, Use::Overall) && parts.one(name).is_some() {
                        self.help(format!("`{name}` is a rule: give it a tag, and name the tag here"));
                    }
                }
            }
        }
        ranged
    }
}

/// The profiles that no criterion names and that have no use of their own.
fn unused_profiles(raw: &RawRubric) -> impl Iterator<Item = &str> {
    let named = |name: &str| raw.criteria.iter().any(|criterion| criterion.grading.as_deref() == Some(name));
    let names = raw.grading.profiles.keys().map(String::as_str);
    names.filter(move |name| !["overall", "criterion"].contains(name) && !named(name))
}

/// The profile that the rubric does not have and that was meant by one that nothing uses.
pub(super) fn instead_of(raw: &RawRubric, name: &str) -> Option<&'static str> {
    let missing: Vec<&str> =
        ["criterion", "overall"].into_iter().filter(|own| !raw.grading.profiles.contains_key(*own)).collect();
    meant(name, &missing)
}

/// Whether a profile that nothing uses is meant for this one.
pub(super) fn is_misnamed(raw: &RawRubric, own: &str) -> bool {
    unused_profiles(raw).any(|name| instead_of(raw, name) == Some(own))
}

/// The quantities that a need gives, each with its key and, where it names one itself, its grade.
fn given(raw: &RawNeed) -> Vec<(&'static str, Quantity, Option<Grade>)> {
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let all = [
        ("every", raw.every.map(|_| Quantity::Every), raw.every),
        ("most", raw.most.map(|_| Quantity::Most), raw.most),
        ("half", raw.half.map(|_| Quantity::Half), raw.half),
        ("share", raw.share.map(Quantity::Share), None),
        ("count", raw.count.map(|number| Quantity::Count(count(number))), None),
        ("all-but", raw.all_but.map(|number| Quantity::AllBut(count(number))), None),
        ("mean", raw.mean.map(|asked| Quantity::Mean(asked.0)), None),
        ("percent", raw.percent.map(|asked| Quantity::Percent(asked.0)), None),
    ];
    all.into_iter().filter_map(|(key, quantity, grade)| Some((key, quantity?, grade))).collect()
}

/// The same rule in criterion number `criterion`.
fn moved(part: Part, criterion: CriterionId) -> Part {
    match part {
        Part::Rule(id) => Part::Rule(id.moved(criterion)),
        Part::Criterion(_) => Part::Criterion(criterion),
    }
}
