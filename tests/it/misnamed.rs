//! Slips of the pen in a sound rubric: each alone is one error, which names what was meant.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use casegrade::document::{Diagnostic, Source};
use casegrade::rubric::load;

const SOUND: &str = include_str!("../rubrics/every-key.toml");

/// What is in the rubric, what somebody wrote instead, and the end of the error.
const SLIPS: [(&str, &str, &str); 95] = [
    ("[[criteria]]\nid = \"people\"", "[[criterion]]\nid = \"people\"", "`criterion`: did you mean `criteria`?"),
    ("[[criteria.rules]]\nid = \"Q1\"", "[[criteria.rule]]\nid = \"Q1\"", "`rule`: did you mean `rules`?"),
    ("[[criteria.rules]]\nid = \"Q1\"", "[[rules]]\nid = \"Q1\"", "unknown key `rules`"),
    ("[[limits]]", "[[limit]]", "`limit`: did you mean `limits`?"),
    ("[[limits]]", "[[caps]]", "`caps`: did you mean `limits`?"),
    ("[words]", "[word-lists]", "`word-lists`: did you mean `words`?"),
    ("[bands]", "[band]", "`band`: did you mean `bands`?"),
    ("[rubric]", "[header]", "`header`: did you mean `rubric`?"),
    ("[grading]\n", "[grade]\n", "`grade`: did you mean `grading`?"),
    ("[grading.overall]", "[overall]", "unknown key `overall`"),
    ("[grading.overall]", "[grading.whole]", "`whole`: did you mean `overall`?"),
    ("[grading.criterion]", "[grading.criteria]", "`criteria`: did you mean `criterion`?"),
    ("title = \"A small rubric\"", "name = \"A small rubric\"", "`name`: did you mean `title`?"),
    ("version = \"1\"", "versions = \"1\"", "`versions`: did you mean `version`?"),
    ("kinds = [\"scr\"]", "types = [\"scr\"]", "`types`: did you mean `kinds`?"),
    ("weight = 2", "importance = 2", "`importance`: did you mean `weight`?"),
    (
        "tags = [\"core\"]\n\n[[criteria.rules]]\nid = \"LA1\"",
        "labels = [\"core\"]\n\n[[criteria.rules]]\nid = \"LA1\"",
        "`labels`: did you mean `tags`?",
    ),
    ("asks = \"Is", "question = \"Is", "`question`: did you mean `asks`?"),
    ("title = \"The plan\"", "name = \"The plan\"", "`name`: did you mean `title`?"),
    ("each = \"actions\"", "for-each = \"actions\"", "`for-each`: did you mean `each`?"),
    ("each = \"actions\"", "list = \"actions\"", "`list`: did you mean `each`?"),
    ("each = \"actions\"", "each = \"recommendations\"", "unknown list `recommendations`: did you mean `actions`?"),
    ("each = \"actions\"", "each = \"action\"", "unknown list `action`: did you mean `actions`?"),
    ("each = \"findings\"", "each = \"learning-points\"", "unknown list `learning-points`: did you mean `findings`?"),
    ("count = \"findings\"", "count = \"lessons\"", "unknown list `lessons`: did you mean `findings`?"),
    ("count = \"findings\"", "number = \"findings\"", "`number`: did you mean `count`?"),
    ("due = \"present\"", "deadline = \"present\"", "`deadline`: did you mean `due`?"),
    ("due = \"present\"", "due-date = \"present\"", "`due-date`: did you mean `due`?"),
    ("owner = \"present\"", "lead = \"present\"", "`lead`: did you mean `owner`?"),
    ("owner = \"present\"", "owner = \"given\"", "unknown test `given`: did you mean `present`?"),
    ("measured-by = \"present\"", "success-criteria = \"present\"", "`success-criteria`: did you mean `measured-by`?"),
    ("must = { owner", "require = { owner", "`require`: did you mean `must`?"),
    ("must = { owner", "check = { owner", "`check`: did you mean `must`?"),
    ("where = { kind = \"shortcoming\" }", "filter = { kind = \"shortcoming\" }", "`filter`: did you mean `where`?"),
    ("where = { kind = \"shortcoming\" }", "when = { kind = \"shortcoming\" }", "`when`: did you mean `where`?"),
    ("applies-when =", "when =", "`when`: did you mean `applies-when`?"),
    ("applies-when =", "only-if =", "`only-if`: did you mean `applies-when`?"),
    ("any = [{ text", "any-of = [{ text", "`any-of`: did you mean `any`?"),
    ("any = [{ text", "or = [{ text", "`or`: did you mean `any`?"),
    ("bands = \"most-of-them\"", "thresholds = \"most-of-them\"", "`thresholds`: did you mean `bands`?"),
    ("bands = \"most-of-them\"", "bands = \"most-of-thm\"", "`most-of-thm`: did you mean `most-of-them`?"),
    ("empty = \"unmet\"", "if-empty = \"unmet\"", "`if-empty`: did you mean `empty`?"),
    ("empty = \"unmet\"", "empty = \"not-met\"", "`not-met`: did you mean `unmet`?"),
    ("empty = \"not-applicable\"", "empty = \"n/a\"", "`n/a`: did you mean `not-applicable`?"),
    ("share = 0.6,", "share = 60,", "must be above 0 and at most 1, not 60"),
    ("share = 0.9, or-all-but", "share = 90, or-all-but", "must be above 0 and at most 1, not 90"),
    ("good = 0.9, adequate = 0.5 }", "good = 90, adequate = 0.5 }", "must be above 0 and at most 1, not 90"),
    ("good = 0.9, adequate = 0.5 }", "good = \"90%\", adequate = 0.5 }", "write `0.9`"),
    ("enough = 0.9", "enough = 90", "must be above 0 and at most 1, not 90"),
    ("ask = \"Is", "question = \"Is", "`question`: did you mean `ask`?"),
    ("ask = \"Is", "asks = \"Is", "`asks`: did you mean `ask`?"),
    ("levels = {", "answers = {", "`answers`: did you mean `levels`?"),
    ("levels = {", "options = {", "`options`: did you mean `levels`?"),
    ("may-not-apply = true", "not-applicable = true", "`not-applicable`: did you mean `may-not-apply`?"),
    ("better = \"lower\"", "better = \"less\"", "`less`: did you mean `lower`?"),
    ("better = \"lower\"", "lower-is-better = true", "`lower-is-better`: did you mean `better`?"),
    ("better = \"higher\"", "better = \"more\"", "`more`: did you mean `higher`?"),
    ("fixable = false", "editable = false", "`editable`: did you mean `fixable`?"),
    ("measure = \"months-to", "number = \"months-to", "`number`: did you mean `measure`?"),
    ("measure = \"months-to", "measures = \"months-to", "`measures`: did you mean `measure`?"),
    ("\"months-to-complete\"", "\"duration\"", "`duration`: did you mean `months-to-complete`?"),
    ("before = 2009-12-01", "until = 2009-12-01", "`until`: did you mean `before`?"),
    ("before = 2009-12-01", "before = \"1 December 2009\"", "write `2009-12-01`"),
    ("dates.decided", "dates.commissioned", "`dates.commissioned`: did you mean `dates.decided`?"),
    ("met = \"good\"", "pass = \"good\"", "`pass`: did you mean `met`?"),
    ("unmet = \"inadequate\"", "fail = \"inadequate\"", "`fail`: did you mean `unmet`?"),
    ("reason = \"action", "message = \"action", "`message`: did you mean `reason`?"),
    ("advice = \"give", "fix = \"give", "`fix`: did you mean `advice`?"),
    ("why = \"a reason\"", "rationale = \"a reason\"", "`rationale`: did you mean `why`?"),
    ("when-at = \"inadequate\"", "at = \"inadequate\"", "`at`: did you mean `when-at`?"),
    ("overall = \"adequate\"\nbecause", "max = \"adequate\"\nbecause", "`max`: did you mean `overall`?"),
    ("because = \"a review", "reason = \"a review", "`reason`: did you mean `because`?"),
    ("{ every = \"good\" }, { most", "{ all = \"good\" }, { most", "`all`: did you mean `every`?"),
    ("{ half = \"good\", of", "{ half = \"good\", among", "`among`: did you mean `of`?"),
    ("{ half = \"good\", of", "{ majority = \"good\", of", "`majority`: did you mean `most`?"),
    ("{ half = \"good\", of", "{ half = \"Good\", of", "`Good`: did you mean `good`?"),
    ("all-but = 1, at-least", "except = 1, at-least", "`except`: did you mean `all-but`?"),
    ("all-but = 1, at-least", "all-but = 1, min", "`min`: did you mean `at-least`?"),
    ("count = 1, at-least", "number = 1, at-least", "`number`: did you mean `count`?"),
    ("or-all-but = 1", "all-but-or = 1", "`all-but-or`: did you mean `or-all-but`?"),
    ("or-all-but = 1", "or-all-but-one = true", "`or-all-but-one`: did you mean `or-all-but`?"),
    ("chair.independent", "independent-chair", "`independent-chair`: did you mean `chair.independent`?"),
    ("words = \"blame\"", "words = \"blames\"", "`blames`: did you mean `blame`?"),
    ("words = \"blame\"", "contains = \"blame\"", "`contains`: did you mean `words`?"),
    ("{ words = \"blame\", at-most = 0 }", "{ words = \"blame\", max = 0 }", "`max`: did you mean `at-most`?"),
    ("{ words = \"blame\", at-most = 0 }", "{ not-words = \"blame\" }", "`not-words`: did you mean `words`?"),
    ("kind = \"shortcoming\"", "kind = \"shortcomings\"", "`shortcomings`: did you mean `shortcoming`?"),
    ("kind = \"shortcoming\"", "type = \"shortcoming\"", "`type`: did you mean `kind`?"),
    ("{ not = \"rejected\" }", "{ is-not = \"rejected\" }", "`is-not`: did you mean `not`?"),
    ("id = \"LA2\"", "code = \"LA2\"", "`code`: did you mean `id`?"),
    // Where nothing tells what was meant, the key that is missing is not said to be missing too.
    ("must = { owner", "xyzzy = { owner", "unknown key `xyzzy`"),
    ("bands = \"most-of-them\"", "xyzzy = \"most-of-them\"", "unknown key `xyzzy`"),
    ("empty = \"unmet\"", "xyzzy = \"unmet\"", "unknown key `xyzzy`"),
    ("when-at = \"inadequate\"", "xyzzy = \"inadequate\"", "unknown key `xyzzy`"),
    ("title = \"A small rubric\"", "xyzzy = \"A small rubric\"", "unknown key `xyzzy`"),
];

#[test]
fn a_slip_is_one_error_that_names_what_was_meant() {
    assert!(errors(SOUND).is_empty(), "{:#?}", errors(SOUND));
    for (right, wrong, end) in SLIPS {
        assert!(SOUND.contains(right), "the rubric has no {right}");
        let found = errors(&SOUND.replacen(right, wrong, 1));
        assert!(matches!(found.as_slice(), [one] if one.ends_with(end)), "{wrong} for {right}: {found:#?}");
    }
}

/// Two slips are two errors, also where the second is inside what the first names wrongly.
#[test]
fn two_slips_are_two_errors() {
    let text = SOUND.replacen("[[criteria]]\nid = \"people\"", "[[criterion]]\nid = \"people\"\nimportance = 3", 1);
    let found = errors(&text.replacen("must = { owner", "require = { lead", 1));
    let ends = ["`require`: did you mean `must`?", "`lead`: did you mean `owner`?", "`criteria`?", "`weight`?"];
    let all = found.iter().zip(ends).all(|(found, end)| found.ends_with(end));
    assert!(found.len() == ends.len() && all, "{found:#?}");
}

fn errors(text: &str) -> Vec<String> {
    let found = load(&Source::new("rubric.toml", text)).diagnostics;
    found.into_iter().filter(Diagnostic::is_error).map(|found| found.message).collect()
}
