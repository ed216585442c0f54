//! The schemas: kept in `schemas/` as the program prints them, and of one mind with the reader and the outputs.
//!
//! After a deliberate change of a type or its description,
//!
//! ```text
//! CASEGRADE_REWRITE=1 cargo test --test schemas
//! ```
//!
//! rewrites `schemas/`; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that meets something unforeseen must fail")]

#[path = "support/schemas.rs"]
mod schemas;

use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::{Diagnostic, Source, toml};
use casegrade::report::SCHEMAS;
use casegrade::rubric::{load, shipped};
use casegrade::{judgement, review};
use serde_json::{Value, json};

use schemas::{ROOT, Schema, casegrade, files, from_toml, mutants, tree};

/// What the reader refuses and no schema can: each code, with the reason.
const BEYOND_SCHEMAS: [(&str, &str); 1] = [("", "")];

#[test]
fn the_kept_schemas_are_what_the_program_prints() {
    let folder = Path::new(ROOT).join("schemas");
    let rewrite = std::env::var_os("CASEGRADE_REWRITE").is_some_and(|value| value == "1");
    let mut kept: Vec<PathBuf> = files(&folder, "json");
    for known in SCHEMAS {
        let file = folder.join(known.file_name());
        let printed = casegrade(&["schema", known.name]);
        if rewrite {
            fs::write(&file, &printed).unwrap();
        }
        let text = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(text == printed, "{} is not what `casegrade schema {}` prints", file.display(), known.name);
        kept.retain(|path| *path != file);
    }
    assert!(kept.is_empty(), "no schema of these names: {kept:?}");
}

#[test]
fn every_schema_is_a_schema_of_its_draft() {
    for known in SCHEMAS {
        let schema = known.schema().to_value();
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{}", known.name);
        Schema::of(known.name);
    }
}
