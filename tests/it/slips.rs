//! Slips in the writing of a review, in tables: what is said of each.
//!
//! A table is `tests/slips/*.txt`, named after the format. `#### NAME` begins a slip, which its text follows; after `---- says` stands
//! what is said of it. After a deliberate change of what is said,
//!
//! ```text
//! CASEGRADE_REWRITE=1 cargo test slips::
//! ```
//!
//! writes the tables again; read the difference before you keep it.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read must fail")]

use std::fs;
use std::path::Path;

use casegrade::document::{Format, Limits, Source, parse};
use casegrade::report::{self, Style};
use casegrade::review;
use casegrade::text::Mask;
use snapbox::report::{Palette, write_diff};

const STYLE: Style = Style { width: 100, color: false };
const BEGINS: &str = "#### ";
const SAYS: &str = "---- says\n";

/// What is said of a review of this text.
fn said(name: &str, text: &str) -> String {
    let source = Source::new(name, text);
    let format = Format::of_ending(name.rsplit('.').next().unwrap()).unwrap();
    let parsed = parse(source.text.clone(), format, Limits::USUAL);
    let found = review::read(&parsed).diagnostics;
    report::diagnostics(source, &found, &Mask::default(), STYLE)
}

/// The table again, as it should be.
fn written_again(table: &str, name: &str) -> String {
    let slips = table.split(BEGINS).skip(1).map(|slip| {
        let (slip, _) = slip.split_once(SAYS).unwrap();
        let (title, text) = slip.split_once('\n').unwrap();
        format!("{BEGINS}{title}\n{text}{SAYS}{}\n\n", said(name, text).trim_end())
    });
    slips.collect()
}

#[test]
fn every_slip_is_named_and_the_right_way_is_said() {
    for ending in ["toml", "json", "yaml"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/slips/{ending}.txt"));
        let table = fs::read_to_string(&file).unwrap();
        let again = written_again(&table, &format!("review.{ending}"));
        if std::env::var_os("CASEGRADE_REWRITE").is_some() {
            fs::write(&file, &again).unwrap();
            continue;
        }
        assert!(table.matches(BEGINS).count() > 15, "{} has no slips", file.display());
        let mut difference = String::new();
        let (expected, found) = (snapbox::Data::text(&table).raw(), snapbox::Data::text(&again).raw());
        write_diff(&mut difference, &expected, &found, Some(&file.display()), Some(&"what it says"), Palette::plain())
            .unwrap();
        assert!(again == table, "{difference}");
    }
}
