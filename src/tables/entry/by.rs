//! What reviews are grouped and dated by.

use schemars::JsonSchema;

/// Which date a period is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOf {
    /// The incident.
    Incident,
    /// The decision to hold a review.
    Decided,
    /// The review's completion.
    Completed,
    /// Its publication.
    Published,
    /// The day on which a grade was recorded.
    Recorded,
}

/// What a table is grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Periods.
    Period,
    /// Regions.
    Region,
    /// Partnerships.
    Partnership,
    /// Kinds of review.
    Kind,
    /// Where reviews stand.
    Status,
    /// A key of `[custom]`, or a column that somebody added.
    Custom(String),
}

/// Which grade of a review is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum CountBy {
    /// The answer in short, *not enough stated* included; people's departures and waivers count.
    Headline,
    /// The rubric's own answer in short, without them.
    Tool,
    /// The worst that it can be.
    Floor,
    /// The best that it can be.
    Ceiling,
    /// The grade that somebody recorded.
    Recorded,
}

impl DateOf {
    /// All, in the order of a review's life.
    pub const ALL: [DateOf; 5] =
        [DateOf::Incident, DateOf::Decided, DateOf::Completed, DateOf::Published, DateOf::Recorded];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DateOf::Incident => "incident",
            DateOf::Decided => "decided",
            DateOf::Completed => "completed",
            DateOf::Published => "published",
            DateOf::Recorded => "recorded",
        }
    }
}

impl By {
    /// Its word: `period`, `custom.team`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            By::Period => "period".to_owned(),
            By::Region => "region".to_owned(),
            By::Partnership => "partnership".to_owned(),
            By::Kind => "kind".to_owned(),
            By::Status => "status".to_owned(),
            By::Custom(name) => format!("custom.{name}"),
        }
    }
}

/// A name of a group as it is compared: small and capital letters are the same.
pub(in crate::tables) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl std::str::FromStr for By {
    type Err = String;

    /// # Errors
    /// A message that names the words there are.
    fn from_str(word: &str) -> Result<Self, String> {
        let known = [By::Period, By::Region, By::Partnership, By::Kind, By::Status];
        if let Some(name) = word.strip_prefix("custom.").filter(|name| !name.is_empty()) {
            return Ok(By::Custom(name.to_owned()));
        }
        let words: Vec<String> = known.iter().map(By::word).collect();
        known.into_iter().find(|by| by.word() == word).ok_or_else(|| {
            let meant = crate::text::nearest(word, words.iter().map(String::as_str));
            let meant = meant.map_or_else(String::new, |meant| format!("did you mean `{meant}`? "));
            let own = word.trim().to_lowercase().replace([' ', '_'], "-");
            let own = if meant.is_empty() && !own.is_empty() {
                format!("is it `custom.{own}`, a column or key of your own? ")
            } else {
                String::new()
            };
            format!("{meant}{own}wanted `period`, `region`, `partnership`, `kind`, `status`, or `custom.NAME` for a key of `[custom]` or a column of your own")
        })
    }
}

impl CountBy {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CountBy::Headline => "headline",
            CountBy::Tool => "tool",
            CountBy::Floor => "floor",
            CountBy::Ceiling => "ceiling",
            CountBy::Recorded => "recorded",
        }
    }
}
