//! The words by which people and their roles are known.

use super::super::agencies::is_agency_like;
use super::super::text::{pattern, words};
use regex::Regex;
use std::sync::LazyLock;

/// Words by which a role is known from a name.
pub(super) const ROLES: [&str; 50] = [
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "head",
    "director",
    "manager",
    "lead",
    "officer",
    "nurse",
    "doctor",
    "paediatrician",
    "gp",
    "practitioner",
    "superintendent",
    "inspector",
    "sergeant",
    "commissioner",
    "consultant",
    "adviser",
    "advisor",
    "coordinator",
    "administrator",
    "solicitor",
    "member",
    "representative",
    "teacher",
    "headteacher",
    "principal",
    "worker",
    "executive",
    "reviewer",
    "author",
    "midwife",
    "psychiatrist",
    "scrutineer",
    "professional",
    "matron",
    "psychologist",
    "therapist",
    "facilitator",
    "constable",
    "registrar",
    "partner",
    "specialist",
    "supervisor",
    "clerk",
    "secretary",
    "visitor",
    "surgeon",
];
/// Words before a name.
pub(super) const FORMS_OF_ADDRESS: [&str; 13] =
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "cllr", "rev", "revd", "mx"];
/// What is written of everybody on a panel, and so is no role.
pub(super) const GENERIC: [&str; 8] = [
    "panel member",
    "member",
    "in attendance",
    "attendee",
    "core member",
    "panel",
    "agency representative",
    "observer",
];

/// True if a text holds a word for a role.
pub(in crate::review::import) fn is_role(text: &str) -> bool {
    words(text).iter().any(|word| {
        ROLES.contains(&word.as_str())
            || word.strip_suffix('s').is_some_and(|one| ROLES.contains(&one) || one == "lead")
    })
}

/// True if a text can only be a person's name.
pub(in crate::review::import) fn looks_like_person(text: &str) -> bool {
    let text = text.trim();
    let own = words(text);
    if own.first().is_some_and(|first| FORMS_OF_ADDRESS.contains(&first.as_str())) {
        return !is_role(text) || own.len() <= 4;
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_name = |part: &&str| part.starts_with(char::is_uppercase) && !part.contains(|c: char| c.is_ascii_digit());
    (1..=4).contains(&parts.len()) && parts.iter().all(is_name) && !is_role(text) && !is_agency_like(text)
}

pub(super) static SEPARATORS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[–—-]\s+|[,;:(\n]\s*|\)\s*"));

/// What says more of a role, though it holds a word of an agency: `Safeguarding Children`, `Public Protection`.
pub(super) fn is_more_role(part: &str) -> bool {
    let own = words(part);
    pub(super) const MORE: [&str; 12] = [
        "safeguarding",
        "protection",
        "children",
        "adults",
        "assurance",
        "quality",
        "public",
        "prevention",
        "care",
        "medicine",
        "learning",
        "families",
    ];
    own.iter().all(|word| MORE.contains(&word.as_str()) || word == "and" || word == "in")
}

/// The first part of a text that is a role and no name: `Director of Nursing` of `Jo Low, Director of Nursing`.
pub(super) fn role_in(text: &str) -> Option<String> {
    let parts = SEPARATORS.split(text).map(str::trim).filter(|part| !part.is_empty());
    let mut roles = parts.filter(|part| is_role(part) && !looks_like_person(part) && words(part).len() > 1);
    let role = roles.next()?;
    let ends = [" and was ", " who ", " from another ", " with ", " and an ", " and a "];
    let role = ends.iter().fold(role, |role, end| role.split(end).next().unwrap_or(role));
    (words(role).len() <= 12).then(|| role.trim_end_matches('.').to_owned())
}

/// The names in a list with commas or semicolons, the last after *and*.
pub(super) fn split_names(list: &str) -> Vec<String> {
    let sign = if list.contains(';') { ';' } else { ',' };
    let mut names: Vec<String> = list.split(sign).map(|name| name.trim().to_owned()).collect();
    if sign == ';' {
        return names;
    }
    if let Some(last) = names.pop() {
        let ends = last.match_indices(" and ").map(|(at, _)| at).filter(|at| {
            let before = last.get(..*at).unwrap_or_default();
            let after = last.get(at + 5..).unwrap_or_default();
            let is_pair = ["fire", "health", "children", "crime", "young", "adult", "women"]
                .iter()
                .any(|word| before.to_lowercase().split(' ').next_back() == Some(word));
            !is_pair && (after.starts_with(char::is_uppercase) || after.starts_with("the "))
        });
        match ends.last() {
            Some(at) => names.extend([last.get(..at), last.get(at + 5..)].into_iter().flatten().map(str::to_owned)),
            None => names.push(last),
        }
    }
    names
}
