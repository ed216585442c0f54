//! Rubrics that extend another: what is taken, changed, added and removed, and what is wrong with how they fit.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

use casegrade::document::Source;
use casegrade::engine::grade;
use casegrade::judgement::Judgements;
use casegrade::review::Facts;
use casegrade::rubric::{Loaded, Origin, Rubric, load, load_extending, shipped};

use crate::support::{judgements, rubric, try_review};

const HEADER: &str = "[rubric]\nid = \"ours\"\ntitle = \"Ours\"\nversion = \"2\"\nextends = \"learning\"\n";

fn learning() -> Rubric {
    rubric(shipped().iter().find(|own| own.id == "learning").unwrap().text)
}

fn ids(rubric: &Rubric) -> Vec<&str> {
    rubric.rules().map(|rule| rule.id.as_str()).collect()
}

/// The messages of what is wrong, each with the text that it points to.
fn wrong(text: &str) -> Vec<(String, String)> {
    let Loaded { rubric, diagnostics, .. } = load(&Source::new("ours.toml", text));
    assert!(rubric.is_none(), "it is sound: {text}");
    let errors = diagnostics.iter().filter(|found| found.is_error());
    let place = |span: casegrade::text::Span| text.get(span.start..span.end).unwrap_or("").to_owned();
    errors.map(|error| (error.message.clone(), error.span().map_or_else(String::new, place))).collect()
}

#[test]
fn a_rubric_that_changes_nothing_grades_as_its_base_does() {
    for own in shipped() {
        let base = rubric(own.text);
        let header = format!("[rubric]\nid = \"ours\"\ntitle = \"Ours\"\nversion = \"2\"\nextends = \"{}\"\n", own.id);
        let ours = rubric(&header);
        assert_eq!((ours.kinds.clone(), ids(&ours)), (base.kinds.clone(), ids(&base)));
        assert_eq!(ours.version, format!("2+{}-{}", base.id, base.version));
        assert_ne!(ours.hash, base.hash);
        let mut graded = 0;
        for entry in fs::read_dir(Path::new("examples/fictional")).unwrap() {
            let path = entry.unwrap().path();
            let Some(review) = fs::read_to_string(&path).ok().and_then(|text| try_review(&text).ok()) else { continue };
            let of = |rubric: &Rubric| judgements(rubric, &grade(rubric, &Facts::new(&review), &Judgements::default()));
            assert_eq!(of(&ours), of(&base), "{}", path.display());
            graded += 1;
        }
        assert!(graded > 2, "only {graded} reviews");
    }
}

#[test]
fn rules_are_changed_replaced_added_and_removed_by_their_ids() {
    let base = learning();
    let text = format!(
        "{HEADER}remove = [\"LN3\"]\n\
         [[criteria]]\nid = \"{}\"\n\
         [[criteria.rules]]\nid = \"LN1\"\nweight = 3\n\
         [[criteria.rules]]\nid = \"LN2\"\ntitle = \"Names are left out\"\nask = \"Are names left out?\"\n\
         [[criteria.rules]]\nid = \"OU1\"\nafter = \"LN1\"\ntitle = \"The summary has the plan\"\nmust = {{ \"summary.action-plan\" = true }}\nmet = \"good\"\n",
        base.criteria[0].id
    );
    let ours = rubric(&text);
    assert_eq!(ids(&ours)[..3], ["LN1", "OU1", "LN2"]);
    assert!(!ids(&ours).contains(&"LN3"), "{:?}", ids(&ours));
    let (criterion, rule) = ours.rule("LN1").unwrap();
    assert_eq!(criterion.title, base.criteria[0].title);
    assert_eq!(rule.title, base.rule("LN1").unwrap().1.title);
    assert_eq!(rule.weight, 3 * ours.rule("OU1").unwrap().1.weight);
    // A rule that gives a test of its own replaces all of the other.
    let replaced = ours.rule("LN2").unwrap().1;
    assert!(replaced.is_asked() && replaced.why.is_none());
    let extended = ours.base.as_ref().unwrap();
    let origins = ["LN1", "LN2", "OU1", "LN4", &criterion.id].map(|id| extended.origin(id));
    assert_eq!(origins, [Origin::Changed, Origin::Changed, Origin::Added, Origin::Kept, Origin::Kept]);
    assert_eq!(extended.removed, ["LN3"]);
}

#[test]
fn what_does_not_fit_is_said_where_it_is_written_or_where_the_base_is_named() {
    let first = |text: &str| wrong(text).remove(0);
    let (message, place) = first(&format!("{HEADER}remove = [\"LN99\"]\n"));
    assert!(message.starts_with("`learning` has no `LN99` to remove") && place.contains("LN99"), "{message} {place}");
    let (message, place) = first(&HEADER.replace("learning", "lerning"));
    assert!(message.starts_with("cannot extend `lerning`") && place.contains("lerning"), "{message} {place}");
    let limited = learning().limits[0].when.clone();
    let (message, place) = first(&format!("{HEADER}remove = [\"{limited}\"]\n"));
    assert!(message.contains(&limited) && place.contains("learning"), "{message} {place}");
    rubric(&format!("{HEADER}remove = [\"{limited}\", \"limits.{limited}\"]\n"));
    let after = "[[criteria]]\nid = \"new\"\ntitle = \"New\"\nafter = \"nowhere\"\n[[criteria.rules]]\nid = \"N1\"\ntitle = \"N\"\nask = \"Is it?\"\n";
    let (message, place) = first(&format!("{HEADER}{after}"));
    assert!(message.contains("`nowhere`") && place.contains("nowhere"), "{message} {place}");
    let alone = HEADER.replace("extends = \"learning\"\n", "remove = [\"X\"]\n");
    assert!(
        wrong(&format!("{alone}{after}")).iter().filter(|(message, _)| message.contains("has no effect")).count() == 2
    );
    let twice = format!(
        "{HEADER}[[criteria]]\nid = \"a\"\ntitle = \"A\"\n[[criteria.rules]]\nid = \"LN1\"\ntitle = \"N\"\nask = \"Is it?\"\n"
    );
    assert!(wrong(&twice).iter().any(|(message, _)| message.contains("`LN1` is used twice")), "{:?}", wrong(&twice));
}

#[test]
fn what_is_removed_and_still_needed_is_said_with_what_needs_it() {
    let header = HEADER.replace("learning", "lcspr");
    let says = |text: &str| wrong(text).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
    let limit = "the limit on `WY6` of `lcspr` needs `WY6`, which this rubric removes";
    assert_eq!(says(&format!("{header}remove = [\"WY6\"]\n")), [limit]);
    let Loaded { diagnostics, .. } = load(&Source::new("ours.toml", &format!("{header}remove = [\"WY6\"]\n")));
    assert_eq!(diagnostics[0].help.as_deref(), Some("add `limits.WY6` to `remove`"));
    // The rubric's own limit is its own mistake.
    let own = "[[limits]]\nwhen = \"WY6\"\nwhen-at = \"inadequate\"\noverall = \"adequate\"\n";
    let own = says(&format!("{header}remove = [\"WY6\", \"limits.WY6\"]\n{own}"));
    assert!(own.iter().all(|message| message.starts_with("unknown criterion or rule `WY6`")), "{own:?}");
    // A need whose `of` names a criterion.
    let base = "[rubric]\nid = \"base\"\ntitle = \"Base\"\nversion = \"1\"\n\
                [grading.overall]\ngood = [{ every = \"good\", of = \"a\" }]\nadequate = [{ every = \"good\", of = \"lists\" }]\n\
                [words]\nours = [\"we\"]\n\
                [[criteria]]\nid = \"a\"\ntitle = \"A\"\n[[criteria.rules]]\nid = \"A1\"\ntitle = \"A\"\nask = \"Is it?\"\n\
                [[criteria]]\nid = \"b\"\ntitle = \"B\"\ntags = [\"lists\"]\n[[criteria.rules]]\nid = \"B1\"\ntitle = \"B\"\n\
                each = \"actions\"\nempty = \"unmet\"\nmust = { text = { words = \"ours\", at-most = 0 } }\nmet = \"good\"\n";
    rubric(base);
    let bases = |_: &str, _: &Source| Ok(Source::new("base", base));
    for (gone, message) in [
        ("a", "`grading.overall` of `base` needs `a`, which this rubric removes"),
        ("b", "`grading.overall` of `base` needs `lists`, which this rubric removes"),
        ("words.ours", "the rule `B1` of `base` needs `ours`, which this rubric removes"),
    ] {
        let text = format!("{}remove = [\"{gone}\"]\n", HEADER.replace("learning", "base"));
        let found = load_extending(&Source::new("ours.toml", &text), &bases).diagnostics;
        let messages: Vec<&str> = found.iter().filter(|own| own.is_error()).map(|own| own.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}

#[test]
fn a_rule_that_renames_nothing_known_is_one_error() {
    let rule = "[[criteria]]\nid = \"told\"\ntitle = \"Told\"\n[[criteria.rules]]\nid = \"OU1\"\nrenames = \"LN98\"\n";
    for more in ["", "met = \"good\"\n", "where = { kind = \"x\" }\n"] {
        let found = wrong(&format!("{HEADER}{rule}{more}"));
        assert!(found.len() == 1 && found[0].0.starts_with("`learning` has no rule `LN98` to rename"), "{found:?}");
    }
}

#[test]
fn a_rule_of_the_base_can_have_another_id_and_place() {
    let base = learning();
    let text = format!(
        "{HEADER}remove = [\"free\", \"how-and-why\", \"limits.LN10\"]\n\
         [[criteria]]\nid = \"told\"\ntitle = \"Told\"\n\
         [[criteria.rules]]\nid = \"OU1\"\nrenames = \"LN7\"\nwhy = \"We want to know.\"\n\
         [[criteria.rules]]\nid = \"OU2\"\nrenames = \"LN9\"\n"
    );
    let ours = rubric(&text);
    assert_eq!(ids(&ours), ["LN1", "LN2", "LN3", "OU1", "OU2"]);
    let (own, old) = (ours.rule("OU1").unwrap().1, base.rule("LN7").unwrap().1);
    assert_eq!((&own.title, own.why.as_deref()), (&old.title, Some("We want to know.")));
    assert_eq!(format!("{:?}", own.measure), format!("{:?}", old.measure));
    let extended = ours.base.as_ref().unwrap();
    assert_eq!(extended.origin("OU1"), Origin::Renamed);
    assert_eq!(extended.renamed_from("OU2"), Some("LN9"));
    let unknown = text.replace("renames = \"LN9\"", "renames = \"LN99\"");
    assert!(wrong(&unknown).iter().any(|(message, place)| message.contains("`LN99`") && place.contains("LN99")));
    let twice = text.replace("renames = \"LN9\"", "renames = \"LN7\"");
    assert!(wrong(&twice).iter().any(|(message, _)| message.contains("renamed twice")), "{:?}", wrong(&twice));
    let alone = text.replace("extends = \"learning\"\n", "");
    assert!(wrong(&alone).iter().any(|(message, _)| message.starts_with("`renames` has no effect")));
}

#[test]
fn cases_of_the_base_run_unless_they_are_set_aside_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let test = || test(folder.path());
    write("base.toml", &HEADER.replace("\"ours\"", "\"base\""));
    let rule = "[[criteria.rules]]\nid = \"LN2\"\ntitle = \"A summary\"\nmust = { \"publication.summary\" = true }\nmet = \"good\"\n";
    let ours = HEADER.replace("\"learning\"", "\"base.toml\"");
    write("ours.toml", &format!("{ours}[[criteria]]\nid = \"open\"\n{rule}"));
    let case = |name: &str, wish: &str| {
        format!("[[cases]]\nname = \"{name}\"\nbase = \"told\"\nexpect = {{ LN2 = \"{wish}\" }}\n")
    };
    let told = "[bases.told]\nreview.record = \"whole\"\npublication.anonymised = true\n";
    write("base.cases.toml", &format!("{told}{}", case("said to be anonymised", "good")));
    let own = format!("{told}{}", case("no summary", "inadequate"));
    let aside = |because: &str| format!("{own}[[set-aside]]\ncase = \"said to be anonymised\"\n{because}");
    let fails = |printed: &str| printed.contains("failed: said to be anonymised");
    write("ours.cases.toml", &own);
    let (code, printed) = test();
    assert!(code == 1 && fails(&printed), "{code} {printed}");
    write("ours.cases.toml", &aside("because = \"our board asks for something else\"\n"));
    let (_, printed) = test();
    assert!(!fails(&printed), "{printed}");
    write("ours.cases.toml", &aside(""));
    let (code, printed) = test();
    assert!(code == 2 && printed.contains("has no `because`"), "{code} {printed}");
}

/// Runs the cases of `ours.toml` in a folder and returns the exit code and all that is printed.
fn test(folder: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(["rubric", "test", "ours.toml"]).current_dir(folder).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn a_rubric_without_cases_runs_those_of_its_base() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let test = || test(folder.path());
    let cases = shipped().iter().find(|own| own.id == "learning").unwrap().cases;
    let count = cases.matches("[[cases]]").count();
    write("ours.toml", HEADER);
    let (code, printed) = test();
    assert!(code == 0 && printed.contains(&format!("{count} cases, all as expected")), "{code} {printed}");
    // So does one that only sets a case aside.
    let name = cases.split("[[cases]]").nth(1).unwrap().split('"').nth(1).unwrap();
    write("ours.cases.toml", &format!("[[set-aside]]\ncase = \"{name}\"\nbecause = \"our board does not ask\"\n"));
    let (code, printed) = test();
    let fewer = format!("{} cases, all as expected", count - 1);
    assert!(code == 0 && printed.contains(&fewer) && !printed.contains("no cases"), "{code} {printed}");
    // Without a case anywhere, nothing was tested.
    fs::remove_file(folder.path().join("ours.cases.toml")).unwrap();
    write("base.toml", shipped().iter().find(|own| own.id == "learning").unwrap().text);
    write("ours.toml", &HEADER.replace("\"learning\"", "\"base.toml\""));
    let (code, printed) = test();
    assert!(code == 1 && printed.matches("no cases").count() == 1, "{code} {printed}");
}

#[test]
fn cases_of_the_base_about_what_is_removed_are_one_message() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let test = || test(folder.path());
    write("base.toml", shipped().iter().find(|own| own.id == "learning").unwrap().text);
    write("ours.toml", &format!("{}remove = [\"LN2\"]\n", HEADER.replace("\"learning\"", "\"base.toml\"")));
    let case = |name: usize, rule: &str| {
        format!("[[cases]]\nname = \"case {name}\"\nanswers = {{ LN9 = \"good\" }}\nexpect = {{ {rule} = \"good\" }}\n")
    };
    let cases: String = (1..=7).map(|name| case(name, "LN2")).chain([case(8, "LN9")]).collect();
    write(
        "base.cases.toml",
        &format!("[bases.told]\nreview.record = \"whole\"\npublication.anonymised = true\n{cases}"),
    );
    let (code, printed) = test();
    assert!(
        code == 2 && printed.matches("error[").count() == 1 && !printed.contains("did you mean"),
        "{code} {printed}"
    );
    assert!(printed.contains("7 cases here expect something of a rule or criterion that `ours` removes"), "{printed}");
    assert!(
        printed.contains("`case 1`") && printed.contains("and 2 more") && printed.contains("[[set-aside]]"),
        "{printed}"
    );
    let aside = |name: usize| format!("[[set-aside]]\ncase = \"case {name}\"\nbecause = \"we do not ask\"\n");
    write("ours.cases.toml", &(1..=7).map(aside).collect::<String>());
    let (code, printed) = test();
    assert!(code == 0 && printed.contains("1 case, all as expected"), "{code} {printed}");
    // An answer to a question that is removed is of no use any more, and no mistake.
    let remove = "remove = [\"LN2\", \"LN9\"]\n";
    write("ours.toml", &format!("{}{remove}", HEADER.replace("\"learning\"", "\"base.toml\"")));
    write("ours.cases.toml", &(1..=8).map(aside).collect::<String>());
    let (code, printed) = test();
    assert!(code == 1 && !printed.contains("error["), "{code} {printed}");
}

#[test]
fn a_circle_of_rubrics_is_an_error_and_a_chain_is_none() {
    let text = |extends: &str| HEADER.replace("learning", extends);
    let bases = |name: &str, _: &Source| match name {
        "a" | "b" => Ok(Source::new(name, &text(if name == "a" { "b" } else { "a" }))),
        "c" => Ok(Source::new("c", &text("d"))),
        "d" => Ok(Source::new("d", &text("learning"))),
        "learning" => Ok(shipped().iter().find(|own| own.id == "learning").unwrap().source()),
        other => Err(format!("no {other}")),
    };
    let circle = load_extending(&Source::new("x", &text("a")), &bases);
    assert!(circle.rubric.is_none());
    assert!(circle.diagnostics[0].message.contains("extends itself"), "{:?}", circle.diagnostics);
    let chain = load_extending(&Source::new("x", &text("c")), &bases).rubric.unwrap();
    assert_eq!(ids(&chain), ids(&learning()));
    assert_eq!(chain.base.unwrap().base.unwrap().base.unwrap().id, "learning");
}
