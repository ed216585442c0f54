//! A document whose file's name says one format, and whose text is in another.

use super::{Diagnostic, Format};
use crate::text::Span;

/// The error for a text that was read as `format` and plainly is in another.
pub(super) fn in_another_format(text: &str, format: Format) -> Option<Diagnostic> {
    let (found, line) = likely(text)?;
    (found != format).then(|| {
        let ending = found.endings().first().copied().unwrap_or_default();
        Diagnostic::error("other-format", format!("this looks like {found}, and it is read as {format}"))
            .at(line, format!("a line of {found}"))
            .help(format!("let the file's name end in .{ending}, or say `--input-format {ending}`"))
    })
}

/// The format that the first line with something on it is in, if it can be in one only.
fn likely(text: &str) -> Option<(Format, Span)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            continue;
        }
        let span = Span::new(at, at + content.len());
        let key = content.split(['=', ':']).next().unwrap_or("");
        let is_key = !key.trim().is_empty() && key.trim().chars().all(|c| c.is_alphanumeric() || "-_.\"".contains(c));
        let rest = content.get(key.len()..).unwrap_or("");
        let header = content.trim_start_matches('[').chars().next().is_some_and(char::is_alphabetic);
        let format = match () {
            () if content.starts_with('{') => Format::Json,
            () if content.starts_with('[') && header && content.ends_with(']') => Format::Toml,
            () if is_key && rest.starts_with('=') => Format::Toml,
            () if is_key && (rest == ":" || rest.starts_with(": ")) => Format::Yaml,
            () => return None,
        };
        return Some((format, span));
    }
    None
}
