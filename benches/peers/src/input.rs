//! The reviews and the rules that every engine gets.

use std::fmt::Write;

use serde_json::{Value, json};

/// How many misses in a hundred each kind of item has, so that all grades occur.
const MISSES: [usize; 4] = [0, 7, 15, 40];

/// Returns a made-up review of about `bytes` bytes of JSON.
pub fn review(bytes: usize) -> String {
    let mut size = 1;
    loop {
        let text = of_size(size).to_string();
        if text.len() >= bytes {
            return text;
        }
        size += 1;
    }
}

fn of_size(size: usize) -> Value {
    let hits = |item: usize, kind: usize| (item * 37 + kind * 11) % 100 >= MISSES[kind % 4];
    let prose = |what: &str, item: usize| {
        format!(
            "{what} {item}: the health visitor was told in May that the family had moved, and nobody wrote to the school."
        )
    };
    let agencies = |item: usize| json!({ "id": format!("G{item}"), "name": format!("agency of area {item}"), "involved": item % 5 != 4, "submitted": hits(item, 1) });
    let events = |item: usize| {
        json!({ "id": format!("E{item}"), "date": format!("2008-{:02}-{:02}", 1 + item % 12, 1 + item % 28),
            "agency": format!("G{}", item % (size + 1)), "what": prose("Visit", item), "missed-opportunity": item % 3 == 0 })
    };
    let findings = |item: usize| {
        let mut finding = json!({ "id": format!("F{item}"), "title": format!("Moves were not followed up, part {item}"),
            "text": prose("Finding", item), "levels": [if hits(item, 2) { "frontline" } else { "policy" }],
            "events": if hits(item, 3) { vec![format!("E{}", 3 * item), format!("E{}", 3 * item + 1)] } else { vec![] } });
        if hits(item, 5) {
            finding["why"] = json!(prose("Reason", item));
        }
        finding
    };
    let actions = |item: usize| {
        let mut action = json!({ "id": format!("A{item}"), "text": prose("Action", item),
            "kind": if hits(item, 6) { "practice" } else { "training" },
            "addresses": if hits(item, 1) { vec![format!("F{}", item % (size + 1))] } else { vec![] },
            "due": "2009-03-31", "measured-by": "an audit of twenty cases by the board" });
        if hits(item, 2) {
            action["owner"] = json!("head of safeguarding");
        }
        action
    };
    let list = |count: usize, item: &dyn Fn(usize) -> Value| (0..count).map(item).collect::<Vec<_>>();
    json!({
        "review": { "id": "r", "title": "A made-up review", "record": "whole" },
        "agencies": list(size + 2, &agencies),
        "events": list(3 * size + 3, &events),
        "findings": list(size + 1, &findings),
        "actions": list(size + 2, &actions),
    })
}

/// What a rule asks of each item of its list.
#[derive(Clone, Copy)]
pub struct Kind {
    pub list: &'static str,
    /// Which items, and what of each, in the language of each engine.
    pub casegrade: &'static str,
    #[cfg_attr(not(feature = "zen"), expect(dead_code, reason = "the engine was not asked for"))]
    pub zen: (&'static str, &'static str),
    pub rego: (&'static str, &'static str),
    pub cel: (&'static str, &'static str),
}

/// Three of the ten follow links from one list to another.
pub const KINDS: [Kind; 10] = [
    Kind {
        list: "agencies",
        casegrade: "where = { involved = true }\nmust = { submitted = true }",
        zen: ("#.involved", "#.submitted"),
        rego: ("x.involved", "x.submitted"),
        cel: ("x.involved", "x.submitted"),
    },
    Kind {
        list: "agencies",
        casegrade: "where = { involved = true }\nmust = { events = { at-least = 1 } }",
        zen: ("#.involved", "#.id in $.event_agencies"),
        rego: ("x.involved", "x.id in event_agencies"),
        cel: ("x.involved", "events.exists(y, y.agency == x.id)"),
    },
    Kind {
        list: "findings",
        casegrade: "must = { levels = { includes-any = [\"frontline\", \"supervision\"] } }",
        zen: ("true", "\"frontline\" in #.levels or \"supervision\" in #.levels"),
        rego: ("true", "count({\"frontline\", \"supervision\"} & {l | some l in x.levels}) > 0"),
        cel: ("true", "\"frontline\" in x.levels || \"supervision\" in x.levels"),
    },
    Kind {
        list: "findings",
        casegrade: "must = { events = { at-least = 1 } }",
        zen: ("true", "len(#.events) >= 1"),
        rego: ("true", "count(x.events) >= 1"),
        cel: ("true", "size(x.events) >= 1"),
    },
    Kind {
        list: "events",
        casegrade: "where = { missed-opportunity = true }\nmust = { findings = { at-least = 1 } }",
        zen: ("#[\"missed-opportunity\"]", "#.id in $.finding_events"),
        rego: ("x[\"missed-opportunity\"]", "x.id in finding_events"),
        cel: ("x[\"missed-opportunity\"]", "findings.exists(y, x.id in y.events)"),
    },
    Kind {
        list: "findings",
        casegrade: "must = { why = \"present\" }",
        zen: ("true", "#.why != null and #.why != \"\""),
        rego: ("true", "x.why != \"\""),
        cel: ("true", "has(x.why) && x.why != \"\""),
    },
    Kind {
        list: "findings",
        casegrade: "must = { actions = { at-least = 1 } }",
        zen: ("true", "#.id in $.addressed"),
        rego: ("true", "x.id in addressed"),
        cel: ("true", "actions.exists(y, x.id in y.addresses)"),
    },
    Kind {
        list: "actions",
        casegrade: "must = { owner = \"present\", due = \"present\", measured-by = \"present\" }",
        zen: ("true", "#.owner != null and #.due != null and #[\"measured-by\"] != null"),
        rego: ("true", "x.owner != \"\"; x.due != \"\"; x[\"measured-by\"] != \"\""),
        cel: ("true", "has(x.owner) && has(x.due) && \"measured-by\" in x"),
    },
    Kind {
        list: "actions",
        casegrade: "must = { addresses = { at-least = 1 } }",
        zen: ("true", "len(#.addresses) >= 1"),
        rego: ("true", "count(x.addresses) >= 1"),
        cel: ("true", "size(x.addresses) >= 1"),
    },
    Kind {
        list: "actions",
        casegrade: "must = { kind = { one-of = [\"practice\", \"supervision\", \"resource\", \"system\"] } }",
        zen: ("true", "#.kind in [\"practice\", \"supervision\", \"resource\", \"system\"]"),
        rego: ("true", "x.kind in {\"practice\", \"supervision\", \"resource\", \"system\"}"),
        cel: ("true", "x.kind in [\"practice\", \"supervision\", \"resource\", \"system\"]"),
    },
];

/// A rule: its kind, and the least percentages for good and adequate. All of them is outstanding.
#[derive(Clone, Copy)]
pub struct Rule {
    pub kind: usize,
    pub good: usize,
    pub adequate: usize,
}

/// Returns ten rules, or sixty: the ten with six pairs of thresholds.
pub fn rules(count: usize) -> Vec<Rule> {
    (0..count).map(|at| Rule { kind: at % 10, good: 95 - 5 * (at / 10), adequate: 65 - 5 * (at / 10) }).collect()
}

/// Returns the rules as a rubric of casegrade.
pub fn rubric(rules: &[Rule]) -> String {
    let mut toml = String::from(
        "[rubric]\nid = \"peers\"\ntitle = \"Peers\"\nversion = \"1\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n",
    );
    for (at, rule) in rules.iter().enumerate() {
        let Kind { list, casegrade, .. } = KINDS[rule.kind];
        write!(
            toml,
            "[[criteria.rules]]\nid = \"R{at}\"\ntitle = \"R\"\neach = \"{list}\"\n{casegrade}\nempty = \"unmet\"\n\
             bands = {{ outstanding = 1, good = 0.{:02}, adequate = 0.{:02} }}\n",
            rule.good, rule.adequate
        )
        .expect("a string takes it");
    }
    toml
}
