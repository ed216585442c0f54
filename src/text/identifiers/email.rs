//! E-mail addresses.

use super::{Confidence, Identifier, IdentifierKind};
use crate::text::Span;

/// The e-mail addresses in a plain text: each stands around an `@`.
pub(super) fn find(text: &str) -> Vec<Identifier> {
    let ats = text.bytes().enumerate().filter(|&(_, byte)| byte == b'@').map(|(at, _)| at);
    ats.filter_map(|at| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let own = before.get(before.trim_end_matches(of_own_part).len()..)?.trim_start_matches(['.', '\'', '-']);
        let domain = after.get(..after.len() - after.trim_start_matches(of_domain).len())?;
        let domain = domain.trim_end_matches(['.', '-']);
        (!own.is_empty() && is_domain(domain)).then(|| Identifier {
            span: Span::new(at - own.len(), at + 1 + domain.len()),
            kind: IdentifierKind::EmailAddress,
            confidence: Confidence::Certain,
            name: None,
        })
    })
    .collect()
}

fn of_own_part(character: char) -> bool {
    character.is_alphanumeric() || ".'+-%&~".contains(character)
}

fn of_domain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '-')
}

/// True for names with a dot between, the last of letters.
fn is_domain(domain: &str) -> bool {
    let parts: Vec<&str> = domain.split('.').collect();
    let last = parts.last().copied().unwrap_or("");
    parts.len() > 1
        && parts.iter().all(|part| !part.is_empty())
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
}
