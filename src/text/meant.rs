//! What somebody meant by a name that is not known: another word for the right name, or a slip of the pen.

use super::nearest;
use super::nearest::fold;

/// Other words for names of rubrics and reviews, each with the names that it may stand for, the likeliest first.
const OTHER_WORDS: &[(&[&str], &[&str])] = &[
    // Tables and keys of a rubric.
    (&["areas", "domains", "sections", "standards", "themes"], &["criteria"]),
    (&["header", "meta", "metadata"], &["rubric"]),
    (&["caps", "cap", "limitations", "limiting-judgements"], &["limits"]),
    (&["word-lists", "word-list", "wordlists", "vocabulary", "phrases"], &["words"]),
    (&["grades", "grade", "profiles", "profile", "combine"], &["grading"]),
    (&["name", "label", "heading"], &["title"]),
    (&["code", "ref"], &["id"]),
    (&["description", "summary", "notes"], &["about"]),
    (&["types", "type"], &["kinds", "kind"]),
    (&["importance"], &["weight"]),
    (&["labels", "groups", "categories"], &["tags"]),
    (&["for-each", "foreach", "list", "items", "every", "over", "in-each"], &["each"]),
    (&["filter", "filters", "select", "selects", "which", "only", "if"], &["where", "applies-when"]),
    (&["when", "only-if", "only-when", "applies-if", "applies", "condition"], &["applies-when"]),
    (
        &["require", "requires", "required", "needs", "check", "checks", "test", "tests", "all-of", "conditions"],
        &["must"],
    ),
    (&["any-of", "or", "one-of", "either", "alternatives"], &["any"]),
    (&["threshold", "thresholds", "cut-offs", "cutoffs"], &["bands", "enough"]),
    (&["if-empty", "when-empty", "on-empty", "if-none"], &["empty"]),
    (&["number", "amount", "value"], &["measure", "count"]),
    (&["how-many"], &["count"]),
    (&["question", "questions", "asked", "prompt"], &["ask", "asks"]),
    (&["answers", "options", "choices"], &["levels"]),
    (&["not-applicable", "optional", "can-be-not-applicable", "na"], &["may-not-apply"]),
    (&["direction", "lower-is-better", "higher-is-better"], &["better"]),
    (&["editable", "can-be-fixed", "correctable"], &["fixable"]),
    (&["pass", "passes", "passed", "yes"], &["met"]),
    (&["fail", "fails", "failed", "not-met", "otherwise", "else"], &["unmet"]),
    (&["message", "text", "because"], &["reason"]),
    (&["reason", "why", "rationale"], &["because", "why"]),
    (&["purpose"], &["why"]),
    (&["fix", "help", "suggestion", "to-do", "todo"], &["advice"]),
    (&["reference", "citation", "based-on"], &["source"]),
    (&["at", "at-or-below", "level"], &["when-at"]),
    (&["part", "criterion", "rule"], &["when"]),
    (&["max", "cap", "ceiling", "no-better-than", "grade"], &["overall"]),
    (&["coverage", "minimum"], &["enough"]),
    (&["not-judging", "does-not-judge"], &["not-judged"]),
    (&["parent", "base", "inherits", "based-on"], &["extends"]),
    (&["criteria", "rules", "areas", "area", "within"], &["criterion"]),
    (&["whole", "review", "total", "final"], &["overall"]),
    // Needs, thresholds and tests.
    (&["all", "each"], &["every", "includes-all"]),
    (&["majority", "more-than-half"], &["most"]),
    (&["average"], &["mean"]),
    (&["percentage", "per-cent", "pct"], &["percent"]),
    (&["except", "all-except"], &["all-but", "not"]),
    (&["number", "amount"], &["count"]),
    (&["among", "in", "of-these", "for", "parts", "over"], &["of", "one-of"]),
    (&["min", "minimum", "no-worse-than", "grade", "no-fewer-than", "not-less-than"], &["at-least"]),
    (&["max", "maximum", "no-more-than", "not-more-than"], &["at-most"]),
    (&["greater-than", "more", "above", "over", "gt"], &["more-than"]),
    (&["fewer-than", "less", "fewer", "below", "under", "lt"], &["less-than"]),
    (&["after", "since", "on-or-after", "starting"], &["from"]),
    (&["until", "till", "to", "earlier-than", "by"], &["before"]),
    (&["has", "has-any", "any-of", "contains-any"], &["includes-any"]),
    (&["contains", "includes", "mentions"], &["includes-any"]),
    (&["has-all", "contains-all"], &["includes-all"]),
    (&["is-not", "isnt", "not-equal", "other-than", "ne"], &["not"]),
    (&["any-of", "either", "one"], &["one-of"]),
    (&["not-words", "no-words", "without-words"], &["words"]),
    (&["minimum-words", "words-at-least", "length"], &["min-words"]),
    (&["all-but-or", "misses", "excused"], &["or-all-but", "all-but"]),
    // Values of a rubric.
    (&["not-met", "fail", "fails", "failed", "inadequate", "no"], &["unmet"]),
    (&["pass", "passes", "passed", "good", "yes"], &["met"]),
    (&["n/a", "na", "skip", "ignore", "none", "left-out", "excluded"], &["not-applicable"]),
    (&["less", "fewer", "down", "low"], &["lower"]),
    (&["more", "up", "high"], &["higher"]),
    (&["given", "there", "exists", "filled", "filled-in", "required", "mandatory", "not-empty"], &["present"]),
    // What the field calls lists and facts.
    (&["recommendations", "recommendation", "action-plan", "tasks"], &["actions"]),
    (
        &["lessons", "learning", "learning-points", "lessons-learned", "key-practice-episodes", "conclusions"],
        &["findings"],
    ),
    (&["chronology", "timeline", "entries", "contacts", "incidents"], &["events"]),
    (&["organisations", "organizations", "services", "partners"], &["agencies"]),
    (&["members", "panel-members"], &["panel"]),
    (&["questions", "key-lines-of-enquiry", "lines-of-enquiry"], &["terms.questions"]),
    (&["restrictions"], &["terms.restrictions"]),
    (&["deadline", "due-date", "due-by", "target-date", "timescale", "by-when", "completion-date", "date"], &["due"]),
    (
        &["lead", "responsible", "responsible-person", "person-responsible", "lead-officer", "by-whom", "who"],
        &["owner"],
    ),
    (
        &[
            "measure",
            "success-criteria",
            "success-measure",
            "success-measures",
            "outcome",
            "outcomes",
            "impact",
            "evidence-of-success",
        ],
        &["measured-by"],
    ),
    (&["progress", "state", "rag"], &["status"]),
    (&["organisation", "organization", "service"], &["agency"]),
    (&["type", "category"], &["kind"]),
    (&["description", "wording"], &["text"]),
    (&["cause", "causes", "root-cause", "reason", "explanation"], &["why"]),
    (&["duration", "months", "length", "time-taken"], &["months-to-complete"]),
    (&["dates.commissioned", "dates.started", "dates.start"], &["dates.decided"]),
    (&["dates.finished", "dates.end", "dates.ended"], &["dates.completed"]),
    (&["independent-chair", "chair-independent"], &["chair.independent"]),
    (&["independent-author", "author-independent"], &["author.independent"]),
];

/// The one of `names` that somebody who typed `typed` most likely meant: one that `typed` is another word for, or else the
/// nearest, if any is near enough to say so.
#[must_use]
pub(crate) fn meant<'n>(typed: &str, names: &[&'n str]) -> Option<&'n str> {
    let word = fold(typed);
    let rows = OTHER_WORDS.iter().filter(|(words, _)| words.contains(&word.as_str()));
    let known = |own: &&'static str| names.iter().copied().find(|name| name == own);
    rows.flat_map(|(_, own)| *own).find_map(known).or_else(|| nearest(typed, names.iter().copied()))
}

/// Returns all names that a word may stand for.
pub(crate) fn names_for(word: &str) -> impl Iterator<Item = &'static str> {
    let word = fold(word);
    let rows = OTHER_WORDS.iter().filter(move |(words, _)| words.contains(&word.as_str()));
    rows.flat_map(|(_, own)| own.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_goes_before_a_similar_name_and_only_for_a_name_that_is_known() {
        assert_eq!(meant("fix", &["fixable", "advice"]), Some("advice"));
        assert_eq!(meant("Due_Date", &["id", "due"]), Some("due"));
        assert_eq!(meant("fix", &["fixable", "id"]), Some("fixable"));
        assert_eq!(meant("ownr", &["owner", "due"]), Some("owner"));
        assert_eq!(meant("recommendations", &["owner", "due"]), None);
    }
}
