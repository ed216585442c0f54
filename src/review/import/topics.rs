//! What the sections of a review are about, by their headings and by the sentences that announce a list.

use super::text::{holds, words};

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Topic {
    Contents,
    Glossary,
    Summary,
    Plan,
    GoodPractice,
    Chronology,
    Recommendations,
    Findings,
    Family,
    Analysis,
    Terms,
    Panel,
    Agencies,
    Leaders,
    KeyFacts,
}

impl Topic {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Topic::Contents => "contents",
            Topic::Glossary => "glossary",
            Topic::Summary => "executive summary",
            Topic::Plan => "action plan",
            Topic::GoodPractice => "good practice",
            Topic::Chronology => "chronology",
            Topic::Recommendations => "recommendations",
            Topic::Findings => "findings",
            Topic::Family => "family",
            Topic::Analysis => "analysis",
            Topic::Terms => "terms of reference",
            Topic::Panel => "panel",
            Topic::Agencies => "agencies",
            Topic::Leaders => "chair and author",
            Topic::KeyFacts => "key facts",
        }
    }
}

/// A topic, the phrases that a heading about it holds, and those that no such heading holds.
type Entry = (Topic, &'static [&'static str], &'static [&'static str]);

/// The table of topics: the first whose phrases a heading holds is its topic.
const TOPICS: [Entry; 16] = [
    (Topic::Contents, &["contents"], &[]),
    (Topic::Glossary, &["glossary", "abbreviations", "acronyms", "bibliography", "references"], &["terms"]),
    (Topic::Summary, &["executive summary", "summary of findings", "summary of learning"], &[]),
    (
        Topic::Plan,
        &[
            "action plan",
            "action plans",
            "implementation plan",
            "improvement plan",
            "response of the board",
            "board response",
            "recommendations and responses",
            "smart plan",
            "improving systems and practice",
        ],
        &[],
    ),
    (
        Topic::GoodPractice,
        &[
            "good practice",
            "strengths",
            "worked well",
            "went well",
            "effective practice",
            "notable practice",
            "positive practice",
            "best practice",
            "positive practice identified",
            "working well",
            "practice that was good",
            "good work",
            "done well",
            "strong practice",
        ],
        &["what is good practice"],
    ),
    (
        Topic::Chronology,
        &[
            "chronology",
            "timeline",
            "significant events",
            "key events",
            "sequence of events",
            "key practice episodes",
            "summary of events",
            "summary of agency involvement",
            "summary of involvement",
            "summary of contact",
            "summary of contacts",
            "case history",
            "what happened",
            "events",
        ],
        &["learning events", "led to"],
    ),
    (Topic::Recommendations, &["recommendation", "recommendations"], &["findings", "progress", "previous", "earlier"]),
    (
        Topic::Family,
        &["family", "friends", "genogram", "families"],
        &["learning", "lesson", "finding", "findings", "agencies", "services", "organisations", "professionals"],
    ),
    (
        Topic::Findings,
        &[
            "finding",
            "findings",
            "lesson",
            "lessons",
            "learning points",
            "learning point",
            "key learning",
            "learning themes",
            "thematic analysis",
            "themes",
            "key themes",
            "what we found",
            "what we learned",
            "what we learnt",
            "learning identified",
            "analysis and learning",
            "what have we learned",
            "organisational learning",
            "practice learning",
            "emerging learning",
        ],
        &[
            "introduction",
            "method",
            "methodology",
            "conclusion",
            "conclusions",
            "terms",
            "structure",
            "summary",
            "dissemination",
            "disseminating",
            "event",
            "events",
            "previous",
        ],
    ),
    (Topic::Analysis, &["analysis", "overview", "appraisal"], &["author", "terms of reference for"]),
    (
        Topic::Terms,
        &[
            "terms of reference",
            "lines of enquiry",
            "line of enquiry",
            "kloe",
            "kloes",
            "scope",
            "questions",
            "timeframe",
            "time frame",
            "period under review",
            "areas of enquiry",
            "areas of focus",
            "what we asked",
            "what the review asked",
            "core issues",
            "purpose and scope",
        ],
        &[],
    ),
    (Topic::Panel, &["panel", "panel members", "review team", "review group", "panel membership"], &["chair of"]),
    (
        Topic::Agencies,
        &[
            "contributors",
            "contributing",
            "took part",
            "taking part",
            "agencies involved",
            "participating agencies",
            "management reviews",
            "management review",
            "imrs",
            "imr",
            "agency reports",
            "agencies",
            "organisations",
            "services involved",
            "agency involvement",
            "contributions",
        ],
        &["analysis"],
    ),
    (Topic::Leaders, &["author", "lead reviewer", "lead reviewers", "reviewer", "reviewers", "chair"], &["response"]),
    (Topic::KeyFacts, &["key facts", "key dates", "timescales", "timetable", "case details", "important dates"], &[]),
    (Topic::Findings, &["learning"], &["event", "events", "together", "introduction", "national", "previous"]),
];

/// A longer heading tells of something, and announces nothing.
const LONGEST: usize = 9;

/// The topic of a heading.
pub(super) fn topic(heading: &str) -> Option<Topic> {
    let words = words(heading);
    if words.len() > LONGEST {
        return None;
    }
    let fits = |(_, phrases, never): &&Entry| holds(&words, phrases) && !holds(&words, never);
    let found = TOPICS.iter().find(fits).map(|(topic, ..)| *topic);
    // *Learning* by itself is a word of many headings.
    found.filter(|topic| *topic != Topic::Findings || words.len() <= 5 || holds(&words, &["findings", "lessons"]))
}

/// What a sentence says of the list that it announces, and what else it must say.
const ANNOUNCED: [(Topic, &[&str], &[&str]); 9] = [
    (Topic::Terms, &["question", "questions", "terms of reference", "lines of enquiry", "areas of practice"], &[]),
    (
        Topic::Terms,
        &[
            "will ask",
            "would ask",
            "should consider",
            "asked to consider",
            "would consider",
            "issues to be considered",
            "wished to know",
        ],
        &[],
    ),
    (Topic::GoodPractice, &["good practice", "high standard", "positive practice"], &[]),
    (
        Topic::Panel,
        &["panel", "review team"],
        &[
            "members",
            "consisted",
            "comprised",
            "membership",
            "made up",
            "representatives",
            "attended",
            "included",
            "following",
            "established",
            "convened",
            "formed",
            "appointed",
        ],
    ),
    (
        Topic::Agencies,
        &["management reviews", "imrs", "information", "reports", "chronologies"],
        &["received", "provided", "submitted", "requested"],
    ),
    (
        Topic::Agencies,
        &["agencies", "organisations", "services", "partners"],
        &[
            "contributed",
            "took part",
            "take part",
            "involved",
            "participated",
            "provided",
            "supplied",
            "submitted",
            "known to",
            "requested",
        ],
    ),
    (Topic::Recommendations, &["recommendation", "recommendations"], &[]),
    (Topic::Findings, &["findings", "lessons", "learning points"], &[]),
    (Topic::Chronology, &["key events", "significant events", "chronology", "timeline"], &[]),
];

/// The topic of the list that a sentence announces, which ends in a colon.
pub(super) fn announced(sentence: &str) -> Option<Topic> {
    let words = words(sentence);
    let fits = |(_, phrases, others): &&(Topic, &[&str], &[&str])| {
        holds(&words, phrases) && (others.is_empty() || holds(&words, others))
    };
    ANNOUNCED.iter().find(fits).map(|(topic, ..)| *topic)
}
