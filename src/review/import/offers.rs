//! What the words of a document suggest and do not settle: offered to a person, each with its reason, and never stated.

use super::agencies::yes;
use super::draft::{Draft, Found, Part, Value};
use super::sections::{Line, Sections};
use super::text::{holds, sentences, words};
use super::topics::Topic;
use crate::text::Span;

/// A word of the vocabulary, and the words of a text that suggest it.
type Sign = (&'static str, &'static [&'static str]);

const SECTORS: [Sign; 8] = [
    ("police", &["police", "constabulary", "force"]),
    ("probation", &["probation", "prison", "cafcass", "youth offending"]),
    (
        "health",
        &[
            "nhs",
            "hospital",
            "hospitals",
            "ccg",
            "icb",
            "gp",
            "clinical commissioning group",
            "health",
            "surgery",
            "pct",
            "ambulance",
            "healthcare",
            "mental health",
            "practice",
        ],
    ),
    (
        "social-care",
        &["social care", "children's services", "adult social care", "social services", "children's social care"],
    ),
    ("education", &["school", "academy", "college", "nursery", "education", "university"]),
    ("housing", &["housing", "homes"]),
    ("fire", &["fire"]),
    (
        "voluntary",
        &[
            "refuge",
            "charity",
            "homestart",
            "domestic abuse service",
            "community centre",
            "age concern",
            "age uk",
            "alcohol service",
        ],
    ),
];
const LEVELS: [Sign; 5] = [
    (
        "frontline",
        &[
            "practitioners",
            "workers",
            "staff",
            "professionals",
            "social worker",
            "doctor",
            "nurse",
            "officers",
            "visits",
        ],
    ),
    ("supervision", &["supervision", "supervisor", "supervisors"]),
    ("management", &["managers", "management", "manager", "senior managers"]),
    ("policy", &["policy", "policies", "procedure", "procedures", "protocol", "guidance", "threshold"]),
    ("system", &["system", "systems", "commissioned", "contract", "agencies", "multi-agency", "resources", "service"]),
];
const ACTION_KINDS: [Sign; 6] = [
    (
        "training",
        &["train", "training", "brief", "briefing", "workshop", "course", "induction", "learning event", "literacy"],
    ),
    ("supervision", &["supervision", "supervisors", "reflect"]),
    (
        "resource",
        &["fund", "funding", "recruit", "commission", "contract", "staffing", "post", "worker", "business case"],
    ),
    (
        "system",
        &["system", "record", "form", "forms", "tool", "pathway", "database", "template", "register", "mailbox"],
    ),
    (
        "procedure",
        &[
            "protocol",
            "policy",
            "policies",
            "procedure",
            "guidance",
            "standards",
            "guide",
            "checklist",
            "agree",
            "review",
            "revise",
            "write",
        ],
    ),
    (
        "practice",
        &["ensure", "visit", "visits", "seen", "audit", "assessment", "practice", "identify", "notify", "use"],
    ),
];
const EVIDENCE: [Sign; 5] = [
    ("records", &["records", "record", "recorded", "audit", "notes"]),
    ("practitioners", &["practitioners", "told", "case group", "professionals", "staff", "described"]),
    ("family", &["mother", "father", "family", "relatives"]),
    ("data", &["data", "audit", "number", "statistics"]),
    ("research", &["research", "national", "study", "analysis"]),
];
const IDENTITY: [Sign; 5] = [
    ("race", &["racial", "ethnicity", "heritage", "black", "white british", "race"]),
    ("language", &["language", "interpreter", "interpreters", "linguistic"]),
    ("culture", &["cultural", "culture"]),
    ("religion", &["religion", "religious", "faith", "muslim", "christian"]),
    ("disability", &["disability", "learning difficulty", "disabled", "impairment"]),
];

/// Adds what may be so.
pub(super) fn add(sections: &Sections<'_>, draft: &mut Draft) {
    for part in &mut draft.parts {
        match part.name {
            "agencies" => {
                word(part, "name", "sector", &SECTORS);
                for key in ["submitted", "author-independent"] {
                    offer(part, key, Found::YesNo(false), NO_SIGN);
                }
            }
            "findings" => finding(part),
            "actions" => word(part, "text", "kind", &ACTION_KINDS),
            "events" => event(part),
            _ => {}
        }
    }
    let mut family = Family { draft };
    for line in sections.lines.iter().filter(|line| line.level().is_none() && is_told(line.topic)) {
        family.line(line);
    }
}

fn is_told(topic: Option<Topic>) -> bool {
    !matches!(topic, Some(Topic::Contents | Topic::Glossary | Topic::Plan | Topic::Recommendations))
}

/// Adds a value that is not certain, unless the part has one.
fn offer(part: &mut Part, key: &'static str, found: Found, why: &str) {
    if part.values.iter().all(|value| value.key != key) {
        part.values.push(Value { key, found, span: Some(part.span), doubt: Some(why.to_owned()) });
    }
}

/// The first word whose signs a text of the part holds.
fn word(part: &mut Part, from: &str, key: &'static str, signs: &[Sign]) {
    let Some(own) = part.text(from).map(words) else { return };
    if let Some((word, _)) = signs.iter().find(|(_, signs)| holds(&own, signs)) {
        offer(part, key, Found::Text((*word).to_owned()), SIGN);
    }
}

fn all(text: &str, signs: &[Sign]) -> Vec<String> {
    let own = words(text);
    signs.iter().filter(|(_, signs)| holds(&own, signs)).map(|(word, _)| (*word).to_owned()).collect()
}

fn finding(part: &mut Part) {
    let text = [part.text("title"), part.text("text")].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let own = words(&text);
    let systemic =
        holds(&own, &["pattern", "system", "systems", "routinely", "agencies", "commissioned", "tools", "usual"]);
    let kind = if systemic { "systemic" } else { "shortcoming" };
    offer(part, "kind", Found::Text(kind.to_owned()), reason(systemic));
    match all(&text, &LEVELS) {
        levels if levels.is_empty() => offer(part, "levels", Found::Ids(vec!["frontline".to_owned()]), NO_SIGN),
        levels => offer(part, "levels", Found::Ids(levels), "the text speaks of them"),
    }
    let evidence = all(&text, &EVIDENCE);
    if !evidence.is_empty() {
        offer(part, "evidence", Found::Ids(evidence), "the text speaks of them");
    }
}

/// Words of a contact at which nobody of the family was met.
const NOT_MET: &[&str] = &[
    "no access",
    "letter",
    "telephone",
    "telephoned",
    "email",
    "not brought",
    "did not attend",
    "no reply",
    "cancelled",
    "referral",
    "report of",
    "notification",
];
/// Words of meeting somebody of the family.
const MET: &[&str] = &[
    "seen",
    "visit",
    "visited",
    "attended",
    "admitted",
    "assessment",
    "brought",
    "spoken",
    "met",
    "appointment",
    "dressed",
    "interviewed",
    "birth",
    "born",
    "clinic",
    "examined",
    "weighed",
    "immunised",
    "immunisations",
    "consultation",
];
/// Words of an opportunity that was missed.
const MISSED: &[&str] =
    &["nfa", "no further action", "closed", "not accepted", "no referral", "no reply", "information only", "filed"];

fn event(part: &mut Part) {
    let Some(own) = part.text("what").map(words) else { return };
    let (is_met, is_not_met) = (holds(&own, MET), holds(&own, NOT_MET));
    offer(part, "contact", Found::YesNo(is_met && !is_not_met), reason(is_met || is_not_met));
    let not_seen = holds(&own, &["not seen", "no access", "not brought"]);
    let is_seen = holds(&own, &["seen", "alone", "spoken to"]) && !not_seen;
    offer(part, "child-seen", Found::YesNo(is_seen), reason(is_seen || not_seen));
    let is_missed = holds(&own, MISSED);
    offer(part, "missed-opportunity", Found::YesNo(is_missed), reason(is_missed));
}

/// Why a value is offered: because of a sign, or because no sign was found.
fn reason(has_sign: bool) -> &'static str {
    if has_sign { SIGN } else { NO_SIGN }
}

/// What is offered of the family, the delay, the gaps and the publication.
struct Family<'d> {
    draft: &'d mut Draft,
}

impl Family<'_> {
    fn line(&mut self, line: &Line<'_>) {
        let span = line.passage.span;
        for sentence in sentences(line.text) {
            self.sentence(sentence, line.topic, span);
        }
        if line.topic == Some(Topic::Family) || holds(&words(line.text), &["heritage", "equality act", "ethnicity"]) {
            let identity = all(line.text, &IDENTITY);
            if !identity.is_empty() {
                self.offer("family", "identity", Found::Ids(identity), "the text speaks of them", span);
            }
        }
    }

    fn offer(&mut self, table: &'static str, key: &'static str, found: Found, why: &str, span: Span) {
        if !self.draft.has(table, key) {
            self.draft.put(table, Value { key, found, span: Some(span), doubt: Some(why.to_owned()) });
        }
    }

    fn sentence(&mut self, sentence: &str, topic: Option<Topic>, span: Span) {
        let own = words(sentence);
        let text = || Found::Text(sentence.trim().to_owned());
        for hint in HINTS.iter().filter(|hint| hint.signs.iter().all(|signs| holds(&own, signs))) {
            if hint.key == "delay-because" && topic == Some(Topic::Chronology) {
                continue;
            }
            let found = if hint.is_text { text() } else { Found::YesNo(true) };
            self.offer(hint.table, hint.key, found, SENTENCE, span);
        }
        if holds(&own, GAPS) {
            self.gap(sentence, span);
        }
        if topic == Some(Topic::Family) && holds(&own, LIVED) && holds(&own, &["child", "she", "he"]) {
            let key = if self.draft.text("review", "kind") == Some("sar") { "adult-views" } else { "child-views" };
            self.offer("family", key, text(), SENTENCE, span);
        }
        if holds(&own, &["imr authors were independent", "imr author was independent", "authors were independent"]) {
            self.independent_authors(span);
        }
    }

    fn gap(&mut self, sentence: &str, span: Span) {
        let part = Part::item("gaps", span).with(Value::text("what", sentence.trim(), span));
        let doubt = Some("is this information that could not be had?".to_owned());
        if !self.draft.parts.iter().any(|known| known.name == "gaps" && known.text("what") == part.text("what")) {
            self.draft.parts.push(Part { doubt, ..part });
        }
    }

    fn independent_authors(&mut self, span: Span) {
        for part in self.draft.parts.iter_mut().filter(|part| part.name == "agencies") {
            if part.values.iter().any(|own| own.key == "submitted") {
                part.values.retain(|own| own.key != "author-independent");
                part.values.push(yes("author-independent", span).doubted(SENTENCE));
            }
        }
    }
}

/// The reasons of offers.
const SIGN: &str = "its words suggest it";
const NO_SIGN: &str = "nothing here says so; check before you use it";
const SENTENCE: &str = "a sentence suggests it";

/// What a sentence gives a sign of, if it has a phrase of each list.
struct Hint {
    table: &'static str,
    key: &'static str,
    signs: &'static [&'static [&'static str]],
    /// Whether the value is the sentence itself; otherwise it is yes.
    is_text: bool,
}

const fn yes_if(table: &'static str, key: &'static str, signs: &'static [&'static [&'static str]]) -> Hint {
    Hint { table, key, signs, is_text: false }
}

const fn text_if(table: &'static str, key: &'static str, signs: &'static [&'static [&'static str]]) -> Hint {
    Hint { table, key, signs, is_text: true }
}

const RELATIVES: &[&str] = &[
    "mother",
    "father",
    "family",
    "parents",
    "grandmother",
    "grandfather",
    "grandparents",
    "relatives",
    "sister",
    "brother",
    "son",
    "daughter",
    "niece",
    "nephew",
    "aunt",
    "uncle",
    "partner",
];
const INVITES: &[&str] = &["invited", "wrote to", "contacted", "written to", "approached"];
const MEETS: &[&str] = &["met", "contributed", "spoke with", "seen", "took part"];
const WRITERS: &[&str] = &["reviewer", "author", "chair", "reviewers"];

const HINTS: &[Hint] = &[
    yes_if("family", "invited", &[RELATIVES, INVITES]),
    yes_if("family", "invited", &[RELATIVES, MEETS, WRITERS]),
    yes_if("family", "contributed", &[RELATIVES, MEETS, WRITERS]),
    yes_if("family", "contributed", &[RELATIVES, &["contributed"]]),
    text_if("family", "not-contributed-because", &[RELATIVES, &["did not wish", "declined", "did not reply"]]),
    yes_if("family", "shown-findings", &[RELATIVES, &["draft", "read the report", "comments have been included"]]),
    text_if(
        "dates",
        "delay-because",
        &[
            &["delay", "delayed", "took longer", "could not be met"],
            &["review", "report", "timescale", "timescales", "completion"],
        ],
    ),
    text_if("terms", "parallel-processes", &[&["inquest", "criminal trial", "police investigation", "coroner"]]),
    text_if(
        "terms",
        "method",
        &[&["systems model", "methodology", "systems approach", "learning together", "case group", "learning event"]],
    ),
    text_if("terms", "decision-because", &[&["criteria", "cause for concern", "decision to hold"]]),
    yes_if(
        "publication",
        "anonymised",
        &[&["pseudonyms", "anonymised", "pseudonym", "referred to in this report as", "to be known as"]],
    ),
];

/// Phrases about information that could not be had.
const GAPS: &[&str] =
    &["could not be found", "could not be traced", "not available", "had been destroyed", "not permitted to interview"];

/// Phrases about what a child or adult was like.
const LIVED: &[&str] = &["liked", "loved", "was a", "wanted to be", "told her", "nobody asked me"];
