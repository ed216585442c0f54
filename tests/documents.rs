//! The commands in the README and the guides are run, and what the program prints is what they show.

#[test]
fn shown_commands_print_what_is_shown() {
    trycmd::TestCases::new().case("README.md").case("docs/*.md");
}
