//! Thresholds and weights are exact, by table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use casegrade::engine::{Graded, RuleOutcome, State};
use casegrade::review::Grade;
use casegrade::review::usual::{ADEQUATE, GOOD, INADEQUATE, OUTSTANDING};

use crate::support::{graded, shown};

const HEADER: &str = "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n";

/// A rubric of one rule on the owners of actions.
fn owners(bands: &str, empty: &str) -> String {
    rule(&format!("each = \"actions\"\nmust = {{ owner = \"present\" }}\nbands = {bands}\nempty = \"{empty}\""))
}

fn rule(keys: &str) -> String {
    format!(
        "{HEADER}[[criteria]]\nid = \"c\"\ntitle = \"C\"\n[[criteria.rules]]\nid = \"R1\"\ntitle = \"Rule\"\n{keys}\n"
    )
}

/// A whole review in which so many of so many actions have an owner.
fn actions(met: usize, of: usize) -> String {
    let item = |at: usize| {
        format!("[[actions]]\nid = \"A{at}\"\n{}\n", if at < met { "owner = \"somebody\"" } else { "owner = \"\"" })
    };
    // A list that is missing is never at its best.
    let none = if of == 0 { "actions = []\n" } else { "" };
    format!("{none}[review]\nid = \"x\"\nrecord = \"whole\"\n{}", (0..of).map(item).collect::<String>())
}

/// What the only rule comes to, which is settled; `None` where it takes no part.
fn only(graded: &Graded, texts: [&str; 2]) -> Option<Grade> {
    let judged: Option<State> = graded.criteria[0].rules[0].judged;
    let settled = judged.is_none_or(|state| state.range.floor == state.range.ceiling);
    assert!(settled, "{} is not settled\n{}\n{}", shown(&judged), texts[0], texts[1]);
    judged.map(|state| state.range.floor)
}

fn comes_to(rubric: &str, review: &str, wanted: Option<Grade>) {
    let found = only(&graded(rubric, review), [rubric, review]);
    assert_eq!(found, wanted, "\n--- rubric ---\n{rubric}\n--- review ---\n{review}");
}

fn share(bands: &str, met: usize, of: usize, wanted: Grade) {
    comes_to(&owners(bands, "unmet"), &actions(met, of), Some(wanted));
}

#[test]
fn a_share_is_compared_exactly() {
    let cases = [
        ("0.9", 9, 10, true),
        ("0.9", 8, 9, false),
        ("0.67", 2, 3, false),
        ("\"2/3\"", 2, 3, true),
        ("\"2/3\"", 65, 98, false),
        ("0.666666666666667", 2, 3, false),
        ("0.666666666666666", 2, 3, true),
        ("0.7", 7, 10, true),
        ("\"1/3\"", 1, 3, true),
        ("0.3333", 1, 3, true),
        ("0.3334", 1, 3, false),
        ("1", 6, 7, false),
        ("1", 7, 7, true),
        ("1.0", 7, 7, true),
        ("\"7/7\"", 1, 1, true),
        // Further apart from a third than a floating-point number can tell.
        ("\"3000000000000000001/9000000000000000000\"", 1, 3, false),
        ("\"3000000000000000000/9000000000000000001\"", 1, 3, true),
        ("0.000001", 0, 3, false),
        ("0.000001", 1, 3, true),
    ];
    for (threshold, met, of, reached) in cases {
        share(&format!("{{ good = {threshold} }}"), met, of, if reached { GOOD } else { INADEQUATE });
    }
}

#[test]
fn every_share_of_two_decimals_is_met_by_just_so_many_of_a_hundred() {
    for percent in 1..=100u8 {
        let bands = format!("{{ good = {} }}", f64::from(percent) / 100.0);
        let met = usize::from(percent);
        share(&bands, met, 100, GOOD);
        share(&bands, met - 1, 100, INADEQUATE);
    }
}

#[test]
fn the_best_band_that_is_met_counts() {
    let bands = "{ outstanding = 1, good = 0.75, adequate = 0.5 }";
    for (met, wanted) in [INADEQUATE, INADEQUATE, ADEQUATE, GOOD, OUTSTANDING].into_iter().enumerate() {
        share(bands, met, 4, wanted);
    }
}

#[test]
fn a_miss_is_excused_only_if_two_items_are_met() {
    for of in 1..=6 {
        let one = if of >= 3 { GOOD } else { INADEQUATE };
        share("{ good = { all-but = 1 } }", of, of, GOOD);
        share("{ good = { all-but = 1 } }", of - 1, of, one);
        if of >= 2 {
            share("{ good = { all-but = 1 } }", of - 2, of, INADEQUATE);
            share("{ good = { all-but = 2 } }", of - 2, of, if of >= 4 { GOOD } else { INADEQUATE });
        }
        share("{ good = { all-but = 0 } }", of, of, GOOD);
        share("{ good = { all-but = 0 } }", of - 1, of, INADEQUATE);
    }
}

#[test]
fn of_a_share_and_its_or_all_but_the_easier_counts() {
    let bands = "{ good = { share = 0.9, or-all-but = 1 } }";
    let cases = [
        (0, 1, false),
        (1, 1, true),
        (1, 2, false),
        (2, 3, true),
        (1, 3, false),
        (8, 9, true),
        (7, 9, false),
        (18, 20, true),
        (17, 20, false),
        (27, 30, true),
        (26, 30, false),
    ];
    for (met, of, reached) in cases {
        share(bands, met, of, if reached { GOOD } else { INADEQUATE });
    }
}

#[test]
fn no_items_are_what_empty_says() {
    let nobody = actions(0, 0);
    for bands in [
        "{ outstanding = 1, adequate = 0.5 }",
        "{ outstanding = { all-but = 1 }, adequate = 0.5 }",
        "{ outstanding = { share = 0.9, or-all-but = 2 } }",
    ] {
        comes_to(&owners(bands, "met"), &nobody, Some(OUTSTANDING));
        comes_to(&owners(bands, "unmet"), &nobody, Some(INADEQUATE));
        comes_to(&owners(bands, "not-applicable"), &nobody, None);
    }
    let adequate = "{ good = 1 }\nunmet = \"adequate\"";
    comes_to(&owners(adequate, "unmet"), &nobody, Some(ADEQUATE));
    comes_to(&owners(adequate, "met"), &nobody, Some(GOOD));
    let texts = [owners(adequate, "not-applicable"), nobody];
    let graded = graded(&texts[0], &texts[1]);
    assert_eq!((graded.criteria[0].rules[0].outcome, graded.overall), (RuleOutcome::NotApplicable, None));
}

#[test]
fn items_that_where_rules_out_are_no_items() {
    let selecting = |empty: &str| owners("{ good = 1 }", empty) + "where = { kind = \"training\" }\n";
    for (empty, wanted) in [("met", Some(GOOD)), ("unmet", Some(INADEQUATE)), ("not-applicable", None)] {
        comes_to(&selecting(empty), &actions(3, 3), wanted);
        comes_to(&selecting(empty), &actions(0, 3), wanted);
    }
    let mixed = actions(1, 2).replacen("owner = \"somebody\"", "owner = \"somebody\"\nkind = \"training\"", 1);
    comes_to(&selecting("unmet"), &mixed, Some(GOOD));
}

/// A review in which so many actions have an owner, so many have none, and so many do not say.
fn unsettled(header: &str, met: usize, missed: usize, open: usize) -> String {
    let items = [("owner = \"somebody\"", met), ("owner = \"\"", missed), ("", open)];
    let item = |(owner, count): (&str, usize)| format!("[[actions]]\n{owner}\n").repeat(count);
    format!("[review]\nid = \"x\"\n{header}\n{}", items.map(item).concat())
}

#[test]
fn what_is_not_stated_is_met_at_best_and_missed_at_worst() {
    let closed = "whole = [\"actions\"]";
    let cases = [
        // The bands, the list, those met, missed and not stated, the floor and the ceiling.
        ("{ good = 1 }", closed, [3, 0, 1], INADEQUATE, GOOD),
        ("{ good = 1 }", closed, [3, 1, 1], INADEQUATE, INADEQUATE),
        ("{ good = 1, adequate = 0.75 }", closed, [3, 0, 1], ADEQUATE, GOOD),
        ("{ good = 0.75, adequate = 0.5 }", closed, [3, 1, 1], ADEQUATE, GOOD),
        ("{ good = { all-but = 1 } }", closed, [2, 0, 1], GOOD, GOOD),
        ("{ good = { all-but = 1 } }", closed, [1, 1, 1], INADEQUATE, GOOD),
        ("{ good = { all-but = 1 } }", closed, [1, 2, 1], INADEQUATE, INADEQUATE),
        // A list that may go on: any number more, met or missed.
        ("{ good = 1 }", "", [3, 0, 0], INADEQUATE, GOOD),
        ("{ good = 1 }", "", [3, 1, 0], INADEQUATE, INADEQUATE),
        ("{ good = 0.999 }", "", [0, 3, 0], INADEQUATE, GOOD),
        ("{ good = { all-but = 1 } }", "", [0, 1, 0], INADEQUATE, GOOD),
        ("{ good = { all-but = 1 } }", "", [5, 2, 0], INADEQUATE, INADEQUATE),
        ("{ good = { share = 1, or-all-but = 1 }, adequate = 0.5 }", "", [9, 2, 0], INADEQUATE, ADEQUATE),
    ];
    for (bands, header, [met, missed, open], floor, ceiling) in cases {
        let (rubric, review) = (owners(bands, "unmet"), unsettled(header, met, missed, open));
        let judged =
            graded(&rubric, &review).criteria[0].rules[0].judged.map(|state| (state.range.floor, state.range.ceiling));
        assert_eq!(judged, Some((floor, ceiling)), "\n--- rubric ---\n{rubric}\n--- review ---\n{review}");
    }
}

#[test]
fn a_score_is_how_far_the_worst_case_goes_towards_the_best_band() {
    let whole = "record = \"whole\"";
    let cases = [
        ("{ outstanding = 1, good = 0.5 }", whole, [2, 2, 0], 50.0),
        ("{ outstanding = 0.8 }", whole, [2, 2, 0], 62.5),
        ("{ outstanding = 0.5 }", whole, [3, 1, 0], 100.0),
        ("{ good = 0.8, adequate = 0.1 }", whole, [2, 2, 0], 62.5 * 2.0 / 3.0),
        ("{ outstanding = { all-but = 1 } }", whole, [2, 2, 0], 100.0 * 2.0 / 3.0),
        ("{ outstanding = { all-but = 1 } }", whole, [1, 1, 0], 50.0),
        ("{ outstanding = { all-but = 1 } }", whole, [1, 0, 0], 100.0),
        ("{ outstanding = { all-but = 3 } }", whole, [1, 3, 0], 50.0),
        ("{ outstanding = { share = 0.5, or-all-but = 1 } }", whole, [1, 3, 0], 50.0),
        ("{ outstanding = { share = 1, or-all-but = 1 } }", whole, [1, 3, 0], 100.0 / 3.0),
        ("{ outstanding = 1 }", "whole = [\"actions\"]", [1, 0, 3], 25.0),
        ("{ outstanding = 1 }", "", [4, 0, 0], 0.0),
    ];
    for (bands, header, [met, missed, open], wanted) in cases {
        let (rubric, review) = (owners(bands, "unmet"), unsettled(header, met, missed, open));
        let found = graded(&rubric, &review).score.map_or(f64::NAN, casegrade::engine::Score::approximate);
        assert!(
            (found - wanted).abs() < 1e-6,
            "{found} is not {wanted}\n--- rubric ---\n{rubric}\n--- review ---\n{review}"
        );
    }
}

#[test]
fn a_number_at_its_threshold_reaches_it_from_either_side() {
    let counting =
        |bands: &str, better: &str| rule(&format!("count = \"actions\"\nbands = {bands}\nbetter = \"{better}\""));
    let higher = counting("{ outstanding = 4, good = 2.5, adequate = \"4/3\" }", "higher");
    let lower = counting("{ outstanding = 1, good = 2.5, adequate = \"10/3\" }", "lower");
    let graded_higher = [INADEQUATE, INADEQUATE, ADEQUATE, GOOD, OUTSTANDING, OUTSTANDING];
    let graded_lower = [OUTSTANDING, OUTSTANDING, GOOD, ADEQUATE, INADEQUATE, INADEQUATE];
    for count in 0..=5 {
        comes_to(&higher, &actions(0, count), Some(graded_higher[count]));
        comes_to(&lower, &actions(0, count), Some(graded_lower[count]));
    }
}

#[test]
fn months_at_their_threshold_reach_it() {
    let rubric = rule("measure = \"months-to-complete\"\nbetter = \"lower\"\nbands = { outstanding = 4, good = 6 }");
    let review = |completed: &str| {
        format!("[review]\nid = \"x\"\nrecord = \"whole\"\n[dates]\ndecided = 2008-12-09\ncompleted = {completed}\n")
    };
    let cases = [
        ("2008-12-09", OUTSTANDING),
        ("2009-04-09", OUTSTANDING),
        ("2009-04-10", GOOD),
        ("2009-06-09", GOOD),
        ("2009-06-10", INADEQUATE),
    ];
    for (completed, wanted) in cases {
        comes_to(&rubric, &review(completed), Some(wanted));
    }
}

/// Three parts with these weights and what `needs` say of them: three rules of a criterion, or three criteria.
fn weighted(needs: &str, weights: [&str; 3], as_criteria: bool) -> String {
    let every = "{ every = \"good\" }";
    let (of_rules, of_criteria) = if as_criteria { (every, needs) } else { (needs, every) };
    let mut text = format!("{HEADER}[grading]\ncriterion.good = [{of_rules}]\noverall.good = [{of_criteria}]\n");
    for (at, weight) in weights.iter().enumerate() {
        let weight = format!("weight = {weight}\n");
        if as_criteria || at == 0 {
            text.push_str(&format!(
                "[[criteria]]\nid = \"c{at}\"\ntitle = \"C\"\n{}",
                if as_criteria { &weight } else { "" }
            ));
        }
        let fact = ["chair.independent", "author.independent", "family.invited"][at];
        let rule = format!("id = \"R{at}\"\ntitle = \"R\"\nmust = {{ \"{fact}\" = true }}\nmet = \"good\"\n");
        text.push_str(&format!("[[criteria.rules]]\n{rule}{}", if as_criteria { "" } else { &weight }));
    }
    text
}

#[test]
fn weights_are_added_exactly() {
    let review = |met: [bool; 3]| {
        let [chair, author, invited] = met;
        format!(
            "[review]\nid = \"x\"\nrecord = \"whole\"\n[chair]\nindependent = {chair}\n[author]\nindependent = {author}\n[family]\ninvited = {invited}\n"
        )
    };
    let (first_two, last) = ([true, true, false], [false, false, true]);
    let tenths = ["0.1", "0.2", "0.3"];
    let most_of_ten = ["0.7", "0.1", "0.2"];
    let thirds = ["\"1/3\"", "\"1/3\"", "\"1/3\""];
    let cases = [
        // In floating point 0.1 + 0.2 is more than 0.3.
        ("{ half = \"good\" }", tenths, first_two, true),
        ("{ half = \"good\" }", tenths, last, true),
        ("{ most = \"good\" }", tenths, first_two, false),
        ("{ most = \"good\" }", tenths, last, false),
        ("{ share = 0.5, at-least = \"good\" }", tenths, first_two, true),
        ("{ share = 0.5, at-least = \"good\" }", tenths, last, true),
        ("{ share = 0.500000000001, at-least = \"good\" }", tenths, first_two, false),
        // In floating point 0.7 + 0.1 is less than 0.8.
        ("{ share = 0.8, at-least = \"good\" }", most_of_ten, first_two, true),
        ("{ share = 0.2, at-least = \"good\" }", most_of_ten, last, true),
        ("{ share = 0.200000000001, at-least = \"good\" }", most_of_ten, last, false),
        ("{ share = \"2/3\", at-least = \"good\" }", thirds, first_two, true),
        ("{ share = 0.67, at-least = \"good\" }", thirds, first_two, false),
        ("{ share = \"1/3\", at-least = \"good\" }", thirds, last, true),
        ("{ share = 0.34, at-least = \"good\" }", thirds, last, false),
        // Heads, not weights.
        ("{ count = 2, at-least = \"good\" }", tenths, first_two, true),
        ("{ count = 2, at-least = \"good\" }", ["1", "1", "100"], last, false),
        ("{ all-but = 1, at-least = \"good\" }", ["1", "1", "100"], first_two, true),
        ("{ all-but = 1, at-least = \"good\" }", ["1", "1", "100"], last, false),
    ];
    for (needs, weights, met, reached) in cases {
        let review = review(met);
        for as_criteria in [false, true] {
            let rubric = weighted(needs, weights, as_criteria);
            let graded = graded(&rubric, &review);
            let judged = if as_criteria { graded.overall } else { graded.criteria[0].judged };
            let found = judged.map(|state| state.range.floor);
            let wanted = Some(if reached { GOOD } else { INADEQUATE });
            assert_eq!(found, wanted, "\n--- rubric ---\n{rubric}\n--- review ---\n{review}");
        }
    }
}
