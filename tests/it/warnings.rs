//! What `casegrade rubric check` says, and does not say, of small rubrics: one suspicion each.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use casegrade::analysis::check::check;
use casegrade::document::{Format, Limits, Source, parse};
use casegrade::rubric::load;

/// Needs by which a part that is good makes the whole good.
const HALF: &str = "[grading.criterion]\ngood = [{ half = \"good\" }]\nadequate = [{ half = \"adequate\" }]\n\
    [grading.overall]\ngood = [{ half = \"good\" }]\nadequate = [{ half = \"adequate\" }]\n";

/// A rubric: one line for each part, `head`, `limit` and `area` with what they say, and rules with their keys.
fn rubric(grading: &str, lines: &[&str]) -> String {
    let mut text = String::new();
    let mut header = "[rubric]\nid = \"small\"\ntitle = \"A small rubric\"\nversion = \"1\"\n".to_owned();
    for line in lines {
        match line.split_once(' ').unwrap() {
            ("head", keys) if keys.starts_with("id =") => header = header.replace("id = \"small\"", keys),
            ("head", keys) => header.push_str(&format!("{keys}\n")),
            ("limit", keys) => {
                let mut words = keys.split(' ');
                let mut next = || words.next().unwrap();
                let (when, at, overall) = (next(), next(), next());
                text.push_str(&format!("[[limits]]\nwhen = \"{when}\"\nwhen-at = \"{at}\"\noverall = \"{overall}\"\n"));
            }
            ("area", id) => text.push_str(&format!("[[criteria]]\nid = \"{id}\"\ntitle = \"Area {id}\"\n")),
            (id, keys) => {
                let title = if keys.contains("title =") { "" } else { &format!("title = \"Rule {id}\"\n") };
                let keys = if keys == "ask" { format!("ask = \"Is {id} so?\"") } else { keys.replace("; ", "\n") };
                text.push_str(&format!(
                    "[[criteria.rules]]\nid = \"{id}\"\n{title}{keys}\nwhy = \"a reason\"\nsource = \"ours\"\n"
                ));
            }
        }
    }
    format!("{header}{grading}{text}")
}

/// The codes and messages of the warnings, in their order.
fn warnings(text: &str) -> Vec<String> {
    let source = Source::new("rubric.toml", text);
    let loaded = load(&source);
    let rubric = loaded.rubric.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.diagnostics));
    let checked = check(&rubric, &parse(&source.text, Format::Toml, Limits::USUAL).root);
    let found = loaded.diagnostics.iter().chain(checked.warnings.iter().map(|warning| &warning.diagnostic));
    found.map(|found| format!("{}: {}", found.code, found.message)).collect()
}

/// Compares the warnings of each rubric with those wanted, all of them and in their order.
fn compare(grading: &str, rubrics: &[(&[&str], &[&str])]) {
    for (lines, wanted) in rubrics {
        let text = rubric(grading, lines);
        assert_eq!(warnings(&text), *wanted, "{text}");
    }
}

#[test]
fn limits_that_do_the_same_are_named_together() {
    let areas = ["area a", "A1 ask", "area b", "B1 ask", "B2 ask", "area c", "C1 ask", "area d", "D1 ask"];
    let with = |limits: &[&'static str]| limits.iter().copied().chain(areas).collect::<Vec<_>>();
    let a = "limit a inadequate adequate";
    let rule = "limit A1 inadequate adequate";
    compare(
        HALF,
        &[
            (&with(&[a]), &[]),
            (
                &with(&[a, rule]),
                &["limit-never-bites: the limits on `a` and `A1` do the same: you can remove either, but not both"],
            ),
            (
                &with(&[rule, rule]),
                &["limit-never-bites: the 2 limits on `A1` do the same: you can remove either, but not both"],
            ),
            (&with(&[a, rule, rule]), &["limit-never-bites: the limits on `a` and `A1` do the same: keep one of them"]),
            (
                &with(&["limit a adequate adequate", rule]),
                &[
                    "limit-never-bites: the limit on `A1` can never bite: while `A1` is inadequate, no review is better than adequate because of the limit on `a` at adequate",
                ],
            ),
        ],
    );
}

#[test]
fn rules_before_and_after_a_date_are_never_combined() {
    let tested = "must = { \"chair.independent\" = true }; met = \"good\"";
    let before = format!("A1 applies-when = {{ \"dates.decided\" = {{ before = 2010-01-01 }} }}; {tested}");
    let after = format!("A2 applies-when = {{ \"dates.decided\" = {{ from = 2010-01-01 }} }}; {tested}");
    let two = HALF.replacen("half = \"good\"", "count = 2, at-least = \"good\"", 1);
    let unreachable =
        "unreachable-grade: adequate cannot be reached in `a`: whatever its rules give, `a` is good or inadequate";
    compare(HALF, &[(&["area a", &before, &after, "area b", "B1 ask"], &[unreachable])]);
    compare(
        &two,
        &[(
            &["area a", &before, &after, "area b", "B1 ask", "B2 ask"],
            &["unreachable-grade: good cannot be reached in `a`: the rules that it needs never apply to one review"],
        )],
    );
}

#[test]
fn shares_that_a_list_can_have_side_by_side_are_not_said_to_exclude_each_other() {
    let rule = |id: &str, kind: &str, bands: &str, empty: &str| {
        format!("{id} each = \"findings\"; must = {{ kind = \"{kind}\" }}; bands = {{ {bands} }}; empty = \"{empty}\"")
    };
    let exclude = "never-together: no finding can meet both `A1` and `A2`: these can never be true together: the kind is shortcoming and the kind is good-practice";
    for (one, other, empty, wanted) in [
        ("good = 0.5, adequate = 0.3", "good = 0.5", "unmet", false),
        ("good = 0.6, adequate = 0.3", "good = 0.3", "unmet", false),
        ("good = 0.6, adequate = 0.3", "good = 0.6", "unmet", true),
        ("good = 1, adequate = 0.3", "good = { all-but = 1 }", "unmet", true),
        ("good = { all-but = 2 }, adequate = 0.3", "good = { all-but = 2 }", "unmet", false),
        ("good = 0.95, adequate = 0.3", "good = 0.05", "unmet", false),
        ("good = 1, adequate = 0.3", "good = 1", "not-applicable", true),
    ] {
        let rules = [rule("A1", "shortcoming", one, empty), rule("A2", "good-practice", other, empty)];
        let text = rubric(HALF, &["area a", &rules[0], &rules[1], "B1 ask"]);
        let said = warnings(&text).iter().any(|warning| warning == exclude);
        assert_eq!(said, wanted, "{one} and {other}: {:#?}", warnings(&text));
    }
}

#[test]
fn the_cause_comes_first_and_is_named() {
    compare(
        HALF,
        &[(
            &[
                "area a",
                "A1 each = \"findings\"; must = { levels = { at-least = 6 } }; bands = { good = 1, adequate = 0.5 }; empty = \"unmet\"",
            ],
            &[
                "never-holds: no finding can meet rule `A1`: this can never be true: there are at least 6 levels (`levels` has 5 words)",
                "unreachable-grade: good and adequate cannot be reached in `a`: the cause is `A1`",
                "unreachable-grade: no review can be good or adequate: the cause is `a`",
            ],
        )],
    );
}

#[test]
fn what_can_never_change_a_grade_is_said() {
    let of_b = HALF.replace("{ half = \"good\" }]\nadequate = [{ half = \"adequate\" }]\n[grading.overall]\ngood = [{ half = \"good\" }]\nadequate = [{ half = \"adequate\" }]", "{ half = \"good\" }]\nadequate = [{ half = \"adequate\" }]\n[grading.overall]\ngood = [{ every = \"good\", of = \"b\" }]\nadequate = [{ every = \"adequate\", of = \"b\" }]");
    assert!(of_b.contains("of = \"b\""));
    compare(
        &of_b,
        &[
            (
                &["area a", "A1 ask", "area b", "B1 ask"],
                &["without-effect: the criterion `a` can never change a grade: no need looks at it"],
            ),
            (&["limit a inadequate adequate", "area a", "A1 ask", "area b", "B1 ask"], &[]),
        ],
    );
    let most = HALF.replace("half", "most");
    compare(
        &most,
        &[
            (
                &["area b", "B1 ask = \"Is it so?\"; weight = 10", "B2 ask"],
                &["without-effect: the rule `B2` can never change a grade: the needs give the same grade without it"],
            ),
            (&["area b", "B1 ask = \"Is it so?\"; may-not-apply = true; weight = 10", "B2 ask"], &[]),
            (&["area b", "B1 ask", "B2 ask"], &[]),
            // Whatever a rule gives, an area that is never good for another reason has one warning.
            (
                &[
                    "area b",
                    "B1 must = { \"terms.from\" = \"present\" }; met = \"good\"; unmet = \"adequate\"; weight = 10",
                    "B2 ask",
                ],
                &[
                    "unreachable-grade: inadequate cannot be reached in `b`: whatever its rules give, `b` is good or adequate",
                    "unreachable-grade: no review can be inadequate: the cause is `b`",
                ],
            ),
        ],
    );
}

#[test]
fn what_is_tested_or_asked_again_is_said() {
    let share = |id: &str, must: &str| {
        format!(
            "{id} each = \"actions\"; must = {{ {must} }}; bands = {{ good = 1, adequate = 0.5 }}; empty = \"unmet\""
        )
    };
    let (owner, due) = (share("A1", "owner = \"present\""), share("A2", "due = \"present\""));
    let both = share("A3", "owner = \"present\", due = \"present\"");
    let three = share("A3", "owner = \"present\", due = \"present\", measured-by = \"present\"");
    let any = |tables: &str| {
        format!("A1 each = \"findings\"; {tables}; bands = {{ good = 1, adequate = 0.5 }}; empty = \"unmet\"")
    };
    let why = "{ why = \"present\" }";
    let more = "{ why = \"present\", actions = { at-least = 1 } }";
    let acts = "{ actions = { at-least = 1 } }";
    compare(
        HALF,
        &[
            (&["area a", &owner, &due, &both], &["same-test: rule `A3` tests only what `A1` and `A2` test"]),
            (&["area a", &owner, &due, &three], &[]),
            (&["area a", &owner, &both], &[]),
            (
                &["area a", &any(&format!("any = [{why}, {more}]"))],
                &["redundant: table 2 of `any` in rule `A1` adds nothing: what meets it meets table 1"],
            ),
            (
                &["area a", &any(&format!("any = [{acts}, {acts}]"))],
                &["redundant: table 2 of `any` in rule `A1` adds nothing: what meets it meets table 1"],
            ),
            (
                &["area a", &any(&format!("must = {why}; any = [{acts}, {why}]"))],
                &["redundant: `any` of rule `A1` has no effect: what meets `must` meets its table 2"],
            ),
            (&["area a", &any(&format!("any = [{why}, {acts}]"))], &[]),
        ],
    );
    for (need, wanted) in [
        (
            "{ every = \"good\" }, { most = \"good\" }",
            &["redundant: need 2 of good adds nothing: it follows from need 1"][..],
        ),
        (
            "{ most = \"adequate\" }, { half = \"adequate\" }, { half = \"good\" }",
            &["redundant: need 2 of good adds nothing: it follows from need 1"],
        ),
        ("{ half = \"good\" }, { any = [{ most = \"good\" }, { half = \"outstanding\" }] }", &[]),
        ("{ every = \"adequate\" }, { most = \"good\" }", &[]),
        (
            "{ any = [{ every = \"good\" }, { half = \"good\" }] }",
            &["redundant: a need in `any` of good adds nothing: what meets it meets an easier one there"],
        ),
    ] {
        let grading = HALF.replacen("{ half = \"good\" }", need, 1);
        assert_eq!(warnings(&rubric(&grading, &["area a", "A1 ask", "A2 ask", "A3 ask"])), wanted, "{need}");
    }
}

#[test]
fn levels_grades_and_numbers_that_mean_nothing_are_said() {
    let levels = "A1 ask = \"Is it so?\"; levels = { outstanding = \"fully\", good = \"mostly\", adequate = \"partly\", inadequate = \"no\" }";
    let without_adequate = HALF.replace("\nadequate = [{ half = \"adequate\" }]", "");
    compare(
        &without_adequate,
        &[
            (&["area a", levels], &["unused: the levels adequate and inadequate of `A1` lead to the same grades"]),
            (&["area a", &levels.replace("adequate = \"partly\", ", "")], &[]),
        ],
    );
    compare(
        HALF,
        &[
            (&["area a", levels], &[]),
            (
                &["area a", "A1 count = \"findings\"; better = \"higher\"; bands = { good = 0.9 }", "A2 ask"],
                &["share-for-number: the bands of rule `A1` are shares, and it measures a whole number"],
            ),
            (
                &[
                    "area a",
                    "A1 must = { \"chair.independent\" = true, \"author.independent\" = true, \"family.invited\" = true }; met = \"outstanding\"",
                    "A2 ask",
                ],
                &["bare-word: rule `A1` gives outstanding for several bare answers of yes or no"],
            ),
            (
                &[
                    "area a",
                    "A1 must = { \"identity-considered\" = { at-least = 5 } }; met = \"outstanding\"",
                    "A2 ask",
                ],
                &["bare-word: rule `A1` gives outstanding for no more than ticks"],
            ),
        ],
    );
    let scale = "[scale]\ngrades = [\"high\", \"fair\", \"low\"]\npoints = [2, 1, 0]\n[grading.criterion]\nhigh = [{ percent = 0.8 }]\n\
        [grading.overall]\nhigh = [{ percent = 80 }]\n";
    compare(
        scale,
        &[(
            &["area a", "A1 ask", "A2 ask"],
            &[
                "unused: no criterion and no review can be fair",
                "share-for-percent: a need of high asks for 1% of the points or less",
            ],
        )],
    );
}

#[test]
fn slips_of_the_header_and_of_kinds_are_said() {
    let kind = |test: &str| {
        format!(
            "A1 applies-when = {{ \"review.kind\" = {test} }}; must = {{ \"chair.independent\" = true }}; met = \"good\""
        )
    };
    compare(
        HALF,
        &[
            (&["head kinds = []", "area a", "A1 ask"], &["no-kinds: `kinds` names no kind of review"]),
            (
                &["head id = \"sar\"", "area a", "A1 ask"],
                &["shipped-id: `sar` is the id of a rubric that comes with casegrade"],
            ),
            (
                &["area a", "A1 ask", "A2 ask = \"Is it?\"; title = \"Rule A1\""],
                &["same-title: two rules have the title “Rule A1”"],
            ),
            (
                &["area a", "A1 ask = \"Is it so?\"; fixable = false"],
                &["no-effect: `fixable` has no effect on the question `A1`"],
            ),
            (
                &["head kinds = [\"scr\"]", "area a", &kind("\"sar\""), "A2 ask"],
                &["never-applies: rule `A1` never applies: the rubric is for scr"],
            ),
            (
                &["head kinds = [\"scr\", \"sar\"]", "area a", &kind("{ not = \"dhr\" }"), "A2 ask"],
                &[
                    "always-applies: rule `A1` asks for a kind of review that is always given: the rubric is for scr or sar",
                ],
            ),
            (&["head kinds = [\"scr\", \"sar\"]", "area a", &kind("\"sar\""), "A2 ask"], &[]),
            (&["area a", &kind("\"sar\""), "A2 ask"], &[]),
        ],
    );
}
