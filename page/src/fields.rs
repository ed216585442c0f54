//! The fields of a form in HTML, and the values in them.

use casegrade::document::{KeyPath, Kind, Node};

/// Radio buttons or checkboxes under a legend.
pub fn choices(name: &str, label: &str, hint: &str, kind: &str, options: &[(String, String, bool)]) -> String {
    let options: String = options
        .iter()
        .enumerate()
        .map(|(number, (word, said, is_chosen))| {
            let checked = if *is_chosen { " checked=\"\"" } else { "" };
            let id = if number == 0 { format!(" id=\"{name}\"") } else { String::new() };
            format!(
                "<label class=\"tick\"><input type=\"{kind}\"{id} name=\"{name}\" value=\"{}\"{checked}/> {}</label>",
                escaped(word),
                escaped(said)
            )
        })
        .collect();
    format!(
        "<fieldset class=\"field\" aria-describedby=\"{name}-hint\"><legend>{label}</legend>{hint}<div class=\"ticks\">{options}</div></fieldset>\n"
    )
}

/// A part of the form that can be closed; empty if it has no body.
pub fn collapsible(title: &str, count: &str, body: &str, is_item: bool) -> String {
    if body.is_empty() {
        return String::new();
    }
    let count = if count.is_empty() { String::new() } else { format!(" <span class=\"faint\">({count})</span>") };
    let level = if is_item { 3 } else { 2 };
    format!(
        "<details class=\"part\"><summary><h{level}>{}</h{level}>{count}</summary>\n{body}</details>\n",
        escaped(title)
    )
}

/// A value as a person reads it.
pub fn value_text(node: &Node) -> Option<String> {
    Some(match &node.kind {
        Kind::Bool(yes) => yes.to_string(),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => number.to_string(),
        Kind::Str(text) | Kind::Date(text) => text.to_string(),
        Kind::Null | Kind::Seq(_) | Kind::Map(_) => return None,
    })
}

/// Escapes text for HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the path that is written `actions[2].owner`; `None` if the text is not a path.
pub fn key_path(path: &str) -> Option<KeyPath> {
    let mut trail = KeyPath::root();
    for part in path.split('.') {
        let (key, rest) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() {
            return None;
        }
        trail = trail.key(key.to_owned());
        if let Some(number) = rest {
            trail = trail.item(number.strip_suffix(']')?.parse().ok()?);
        }
    }
    Some(trail)
}
