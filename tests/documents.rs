//! The commands in the README and the guides are run, and what the program prints is what they show.

use casegrade::document::Source;
use casegrade::rubric::load;

/// Every rubric that a page shows in full is sound.
#[test]
fn shown_rubrics_are_sound() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/CONTRIBUTING.md");
    let text = std::fs::read_to_string(page).unwrap();
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let rubrics: Vec<&str> = blocks.filter(|block| block.starts_with("[rubric]")).collect();
    assert!(!rubrics.is_empty(), "CONTRIBUTING.md shows no rubric");
    for rubric in rubrics {
        let loaded = load(&Source::new("CONTRIBUTING.md", rubric));
        assert!(loaded.rubric.is_some() && loaded.diagnostics.is_empty(), "{:#?}\n{rubric}", loaded.diagnostics);
    }
}

#[test]
fn shown_commands_print_what_is_shown() {
    trycmd::TestCases::new().case("README.md").case("docs/*.md");
}
