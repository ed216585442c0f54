//! Changing one value of a text in TOML and nothing else of it: comments, order and spaces stay as they are.

use super::{Format, KeyPath, Kind, Limits, Node, Step, parse};

/// Returns the text with `value`, as TOML writes it, under `trail`; without a value the key is taken out. An item that does not
/// exist yet is added where it is the next of its list. `None` where the text cannot be changed so: it has mistakes, or the key
/// belongs to a table that is written within a line.
///
/// ```
/// use casegrade::document::{KeyPath, with_value};
/// let text = "[review]\nid = \"a\"  # its name\n";
/// let trail = KeyPath::dotted("review.id");
/// assert_eq!(with_value(text, &trail, Some("\"b\"")).unwrap(), "[review]\nid = \"b\"  # its name\n");
/// ```
#[must_use]
pub fn with_value(text: &str, trail: &KeyPath, value: Option<&str>) -> Option<String> {
    let root = sound(text)?;
    let changed = match (root.find(trail), value) {
        (Some(node), Some(value)) => replaced(text, node, value)?,
        (Some(node), None) => removed(text, &root, trail, node)?,
        (None, Some(value)) => added(text, &root, trail, value)?,
        (None, None) => return Some(text.to_owned()),
    };
    let now = sound(&changed)?;
    (now.find(trail).is_some() == value.is_some() || matches!(trail.steps().last(), Some(Step::Item(_))))
        .then_some(changed)
}

fn sound(text: &str) -> Option<Node> {
    let parsed = parse(text, Format::Toml, Limits::USUAL);
    parsed.rest_is_sound.then_some(parsed.root).filter(|_| parsed.errors.is_empty())
}

/// The text with another value in the place of one that is no table.
fn replaced(text: &str, node: &Node, value: &str) -> Option<String> {
    if matches!(node.kind, Kind::Map(_)) || is_header(text, node) {
        return None;
    }
    spliced(text, node.span.start, node.span.end, value)
}

/// The text without a value or an item. A value of one line leaves its key as a comment, so that what is said beside it stays.
fn removed(text: &str, root: &Node, trail: &KeyPath, node: &Node) -> Option<String> {
    if matches!(node.kind, Kind::Map(_)) {
        let end = next_header(text, root, node.span.start);
        return is_header(text, node).then(|| spliced(text, line_start(text, node.span.start), end, ""))?;
    }
    let at = root.locate(trail).start;
    let (start, end) = (line_start(text, at), line_end(text, node.span.end));
    let is_alone = text.get(start..at)?.trim().is_empty();
    if !is_alone {
        return None;
    }
    if text.get(at..node.span.end)?.contains('\n') {
        return spliced(text, start, end, "");
    }
    let kept = format!("{}{}", text.get(at..node.span.start)?.trim_end(), text.get(node.span.end..end)?);
    spliced(text, start, end, &format!("#{kept}"))
}

/// The text with a key that it did not have, or with a further item that has this key.
fn added(text: &str, root: &Node, trail: &KeyPath, value: &str) -> Option<String> {
    let (Step::Key(key), table) = trail.steps().split_last()? else { return None };
    let line = format!("{key} = {value}");
    match around(root, table) {
        Some(node) if is_header(text, node) => in_table(text, root, node, key, &line),
        Some(node) if matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| !is_header(text, &entry.value))) => {
            None
        }
        _ => at_end(text, root, table, &line),
    }
}

/// The node of a table, if it exists.
fn around<'n>(root: &'n Node, table: &[Step]) -> Option<&'n Node> {
    table.iter().try_fold(root, |node, step| match (step, &node.kind) {
        (Step::Key(key), _) => node.entry(key).map(|entry| &entry.value),
        (Step::Item(at), Kind::Seq(items)) => items.get(*at),
        (Step::Item(_), _) => None,
    })
}

/// Puts a line into a table: in the place of a comment that holds it open, or after its last key.
fn in_table(text: &str, root: &Node, table: &Node, key: &str, line: &str) -> Option<String> {
    let first = line_end(text, table.span.start);
    let end = next_header(text, root, table.span.start);
    let mut at = first;
    while at < end {
        let next = line_end(text, at);
        let own = text.get(at..next)?;
        if own.trim_start().starts_with("#[") {
            break;
        }
        if let Some(rest) = blank(own, key) {
            let remark = rest
                .rfind(" # ")
                .and_then(|at| rest.get(at..))
                .map_or_else(String::new, |remark| format!(" {}", remark.trim_end()));
            let remark = remark.replacen("   #", "  #", 1);
            return spliced(text, at, next, &format!("{line}{remark}\n"));
        }
        at = next;
    }
    let last =
        entries(table).filter(|node| !is_header(text, node) && node.span.end <= end).map(|node| node.span.end).max();
    let place = last.map_or(first, |last| line_end(text, last));
    let gap = if place > 0 && text.as_bytes().get(place - 1) != Some(&b'\n') { "\n" } else { "" };
    spliced(text, place, place, &format!("{gap}{line}\n"))
}

/// What follows the key in a line that is commented out: `#owner =  # who does it`.
fn blank<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix(key)?;
    rest.trim_start().strip_prefix('=')
}

/// Puts a table or an item that does not exist yet at the end of its list, or of the text.
fn at_end(text: &str, root: &Node, table: &[Step], line: &str) -> Option<String> {
    let (is_item, names) = match table.split_last()? {
        (Step::Item(at), names) => {
            let known = around(root, names).map_or(0, |list| entries(list).count());
            (known == *at).then_some((true, names))?
        }
        _ => (false, table),
    };
    let name: Vec<&str> = names
        .iter()
        .map(|step| if let Step::Key(key) = step { Some(key.as_ref()) } else { None })
        .collect::<Option<_>>()?;
    let (open, close) = if is_item { ("[[", "]]") } else { ("[", "]") };
    let block = format!("{open}{}{close}\n{line}\n", name.join("."));
    let last = around(root, names).filter(|_| is_item).and_then(|list| entries(list).last());
    let place = match last {
        Some(item) if !is_header(text, item) => return None,
        Some(item) => next_header(text, root, item.span.start),
        None => text.len(),
    };
    let before = text.get(..place)?;
    let (gap, after) = (
        if before.is_empty() || before.ends_with("\n\n") {
            ""
        } else if before.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        },
        if place < text.len() { "\n" } else { "" },
    );
    spliced(text, place, place, &format!("{gap}{block}{after}"))
}

/// The values of a table, or the items of a list.
fn entries(node: &Node) -> Box<dyn Iterator<Item = &Node> + '_> {
    match &node.kind {
        Kind::Map(entries) => Box::new(entries.iter().map(|entry| &entry.value)),
        Kind::Seq(items) => Box::new(items.iter()),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {
            Box::new(std::iter::empty())
        }
    }
}

/// Whether a node has a header of its own: `[x]` or `[[x]]`.
fn is_header(text: &str, node: &Node) -> bool {
    matches!(node.kind, Kind::Map(_)) && text.get(node.span.start..).is_some_and(|rest| rest.starts_with('[')) && {
        let start = line_start(text, node.span.start);
        text.get(start..node.span.start).is_some_and(|before| before.trim().is_empty())
    }
}

/// The byte at which the next header's line begins after the header at `start`, or the end.
fn next_header(text: &str, root: &Node, start: usize) -> usize {
    let mut next = text.len();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if is_header(text, node) && node.span.start > start {
            next = next.min(line_start(text, node.span.start));
        }
        open.extend(entries(node));
    }
    next
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

fn spliced(text: &str, start: usize, end: usize, own: &str) -> Option<String> {
    Some(format!("{}{own}{}", text.get(..start)?, text.get(end..)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where something is wrong")]
mod tests {
    use super::*;

    const TEXT: &str = "# A review\n[review]\nid = \"a\" # its name\n#region =  # where: text\n\n[[findings]]\nid = \"F1\"\n\
                        text = \"\"\"\ntwo\nlines\"\"\"\n\n[[findings]]\nid = \"F2\"\n\n[dates]\nincident = 2009-05-12\n";

    fn set(trail: &KeyPath, value: Option<&str>) -> String {
        with_value(TEXT, trail, value).unwrap()
    }

    #[test]
    fn a_value_is_replaced_in_its_place() {
        assert_eq!(set(&KeyPath::dotted("review.id"), Some("\"b\"")), TEXT.replace("\"a\"", "\"b\""));
        let text = KeyPath::dotted("findings").item(0).key("text");
        assert_eq!(set(&text, Some("\"one\"")), TEXT.replace("\"\"\"\ntwo\nlines\"\"\"", "\"one\""));
    }

    #[test]
    fn a_comment_that_holds_a_place_open_is_filled() {
        let own = set(&KeyPath::dotted("review.region"), Some("\"East\""));
        assert_eq!(own, TEXT.replace("#region =  # where: text", "region = \"East\"  # where: text"));
    }

    #[test]
    fn a_new_key_comes_after_the_last_of_its_table() {
        let own = set(&KeyPath::dotted("findings").item(1).key("kind"), Some("\"practice\""));
        assert_eq!(own, TEXT.replace("id = \"F2\"\n", "id = \"F2\"\nkind = \"practice\"\n"));
        assert!(
            set(&KeyPath::dotted("dates.completed"), Some("2010-01-01"))
                .ends_with("2009-05-12\ncompleted = 2010-01-01\n")
        );
    }

    #[test]
    fn new_tables_and_items_are_added() {
        assert!(set(&KeyPath::dotted("chair.name"), Some("\"X\"")).ends_with("\n\n[chair]\nname = \"X\"\n"));
        let own = set(&KeyPath::dotted("findings").item(2).key("id"), Some("\"F3\""));
        assert!(own.contains("id = \"F2\"\n\n[[findings]]\nid = \"F3\"\n\n[dates]\n"), "{own}");
        assert_eq!(with_value(TEXT, &KeyPath::dotted("findings").item(3).key("id"), Some("\"F4\"")), None);
    }

    #[test]
    fn a_value_is_taken_out_and_put_back() {
        let incident = KeyPath::dotted("dates.incident");
        let without = set(&incident, None);
        assert!(without.ends_with("[dates]\n#incident =\n"), "{without}");
        assert_eq!(with_value(&without, &incident, Some("2009-05-12")).unwrap(), TEXT);
        let item = KeyPath::dotted("findings").item(0);
        assert_eq!(
            set(&item, None),
            TEXT.replace("[[findings]]\nid = \"F1\"\ntext = \"\"\"\ntwo\nlines\"\"\"\n\n", "")
        );
    }

    #[test]
    fn what_is_written_within_a_line_is_left_alone() {
        let text = "review = { id = \"a\" }\n";
        assert_eq!(with_value(text, &KeyPath::dotted("review.title"), Some("\"x\"")), None);
        assert_eq!(
            with_value(text, &KeyPath::dotted("review.id"), Some("\"b\"")).unwrap(),
            "review = { id = \"b\" }\n"
        );
        assert_eq!(with_value("id = ", &KeyPath::dotted("review.title"), Some("\"x\"")), None);
    }
}
