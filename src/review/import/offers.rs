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
                    offer(part, key, Found::YesNo(false), "the document does not say so");
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
        offer(part, key, Found::Text((*word).to_owned()), "its words suggest it");
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
    offer(part, "kind", Found::Text(kind.to_owned()), "its words suggest it");
    let levels = all(&text, &LEVELS);
    let levels = if levels.is_empty() { vec!["frontline".to_owned()] } else { levels };
    offer(part, "levels", Found::Ids(levels), "the text speaks of them");
    let evidence = all(&text, &EVIDENCE);
    if !evidence.is_empty() {
        offer(part, "evidence", Found::Ids(evidence), "the text speaks of them");
    }
}

fn event(part: &mut Part) {
    let Some(own) = part.text("what").map(words) else { return };
    let absent = holds(
        &own,
        &[
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
        ],
    );
    let met = holds(
        &own,
        &[
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
        ],
    );
    offer(part, "contact", Found::YesNo(met && !absent), "its words suggest it");
    if holds(&own, &["seen", "alone", "spoken to"]) || holds(&own, &["not seen", "no access"]) {
        let seen = !holds(&own, &["not seen", "no access", "not brought"]);
        offer(part, "child-seen", Found::YesNo(seen), "its words suggest it");
    }
    offer(part, "child-seen", Found::YesNo(false), "the text does not say so");
    let missed = holds(
        &own,
        &["nfa", "no further action", "closed", "not accepted", "no referral", "no reply", "information only", "filed"],
    );
    offer(part, "missed-opportunity", Found::YesNo(missed), "its words suggest it");
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
                self.put("family", "identity", Found::Ids(identity), "the text speaks of them", span);
            }
        }
    }

    fn put(&mut self, table: &'static str, key: &'static str, found: Found, why: &str, span: Span) {
        if !self.draft.has(table, key) {
            self.draft.put(table, Value { key, found, span: Some(span), doubt: Some(why.to_owned()) });
        }
    }

    #[allow(clippy::too_many_lines, reason = "one table or one sequence of steps")]
    fn sentence(&mut self, sentence: &str, topic: Option<Topic>, span: Span) {
        let own = words(sentence);
        let says = |phrases: &[&str]| holds(&own, phrases);
        let text = || Found::Text(sentence.trim().to_owned());
        let why = "a sentence says so";
        let is_family = says(&[
            "mother",
            "father",
            "family",
            "parents",
            "grandmother",
            "niece",
            "relatives",
            "sister",
            "brother",
            "son",
            "daughter",
        ]);
        let invites = says(&["invited", "wrote to", "contacted", "written to", "approached"]);
        let meets = says(&["met", "contributed", "spoke with", "seen in prison", "took part"]);
        if is_family && (invites || meets && says(&["reviewer", "author", "chair", "reviewers"])) {
            self.put("family", "invited", Found::YesNo(true), why, span);
        }
        if is_family && meets && says(&["reviewer", "author", "chair", "reviewers", "contributed"]) {
            self.put("family", "contributed", Found::YesNo(true), why, span);
        }
        if is_family && says(&["did not wish", "declined", "did not reply"]) {
            self.put("family", "not-contributed-because", text(), why, span);
        }
        if is_family && says(&["draft", "read the report", "comments have been included"]) {
            self.put("family", "shown-findings", Found::YesNo(true), why, span);
        }
        if says(&["delay", "delayed", "took longer", "could not be met"]) && topic != Some(Topic::Chronology) {
            self.put("dates", "delay-because", text(), why, span);
        }
        if says(&[
            "could not be found",
            "could not be traced",
            "not available",
            "had been destroyed",
            "not permitted to interview",
        ]) {
            let part = Part::item("gaps", span).with(Value::text("what", sentence.trim(), span));
            let doubt = Some("is this information that could not be had?".to_owned());
            if !self.draft.parts.iter().any(|known| known.name == "gaps" && known.text("what") == part.text("what")) {
                self.draft.parts.push(Part { doubt, ..part });
            }
        }
        if says(&["liked", "loved", "was a", "wanted to be", "told her", "nobody asked me"])
            && says(&["child", "she", "he"])
        {
            let key = if self.draft.text("review", "kind") == Some("sar") { "adult-views" } else { "child-views" };
            if topic == Some(Topic::Family) {
                self.put("family", key, text(), why, span);
            }
        }
        if says(&["inquest", "criminal trial", "police investigation", "coroner"]) {
            self.put("terms", "parallel-processes", text(), why, span);
        }
        if says(&["imr authors were independent", "imr author was independent", "authors were independent"]) {
            for part in self.draft.parts.iter_mut().filter(|part| part.name == "agencies") {
                if part.values.iter().any(|own| own.key == "submitted") {
                    part.values.retain(|own| own.key != "author-independent");
                    part.values.push(yes("author-independent", span).doubted(why));
                }
            }
        }
        if says(&[
            "systems model",
            "methodology",
            "systems approach",
            "learning together",
            "case group",
            "learning event",
        ]) {
            self.put("terms", "method", text(), why, span);
        }
        if says(&["criteria", "cause for concern", "decision to hold"]) {
            self.put("terms", "decision-because", text(), why, span);
        }
        if says(&["pseudonyms", "anonymised", "pseudonym", "referred to in this report as", "to be known as"]) {
            self.put("publication", "anonymised", Found::YesNo(true), why, span);
        }
    }
}
