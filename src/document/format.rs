//! The formats that a document can be in, and how each writes what messages ask for.

use std::fmt;

/// A format that is read into the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// TOML 1.1, the format of rubrics and of what `casegrade new` writes.
    #[default]
    Toml,
    /// JSON as in RFC 8259.
    Json,
    /// YAML 1.2 without anchors, aliases and tags.
    Yaml,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Toml, Format::Json, Format::Yaml];

    /// What the names of its files end in, without the dot; the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Toml => &["toml"],
            Format::Json => &["json"],
            Format::Yaml => &["yaml", "yml"],
        }
    }

    /// The format whose files end in `ending`, in letters of any size.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Format> {
        let has = |format: &Format| format.endings().iter().any(|known| known.eq_ignore_ascii_case(ending));
        Format::ALL.into_iter().find(has)
    }

    /// How a key with its value is written.
    #[must_use]
    pub fn pair(self, key: &str, value: &str) -> String {
        match self {
            Format::Toml => format!("`{key} = {value}`"),
            Format::Json => format!("`\"{key}\": {value}`"),
            Format::Yaml => format!("`{key}: {value}`"),
        }
    }

    /// How a table is begun.
    #[must_use]
    pub fn table(self, name: &str) -> String {
        match self {
            Format::Toml => format!("`[{name}]`"),
            Format::Json => format!("`\"{}\": {{...}}`", last(name)),
            Format::Yaml => format!("`{}:`", last(name)),
        }
    }

    /// How an item of a list of tables is begun.
    #[must_use]
    pub fn item(self, list: &str) -> String {
        match self {
            Format::Toml => format!("`[[{list}]]`"),
            Format::Json => format!("an item of `\"{}\": [{{...}}]`", last(list)),
            Format::Yaml => format!("an item, `- `, of `{}:`", last(list)),
        }
    }
}

/// The last key of a dotted name.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Toml => "TOML",
            Format::Json => "JSON",
            Format::Yaml => "YAML",
        })
    }
}
