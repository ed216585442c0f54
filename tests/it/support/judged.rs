//! A small review and rubric to judge, in a folder of their own.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) const REVIEW: &str = r#"# Our review
[review]
id     = "r"
title  = "The review of R"
record = "whole"

[family]
invited = true

[[actions]]
id    = "A1"
text  = "Ring the clinic each month"
owner = "the board"
"#;

pub(crate) const RUBRIC: &str = r#"
[rubric]
id      = "small"
title   = "A small rubric"
version = "1"

[[criteria]]
id    = "plan"
title = "The plan"

[[criteria.rules]]
id    = "P1"
title = "Every action has an owner"
each  = "actions"
must  = { owner = "present" }
empty = "unmet"
met   = "good"

[[criteria.rules]]
id     = "Q1"
title  = "The plan would change practice"
ask    = "Would a worker do something different next year?"
levels = { outstanding = "plainly", good = "mostly", adequate = "in part", inadequate = "no" }

[[criteria.rules]]
id            = "Q2"
title         = "The child is at the centre"
ask           = "Could a reader say what a day was like for this child?"
levels        = { outstanding = "every day", good = "most days", adequate = "some days", inadequate = "no day" }
may-not-apply = true

[[criteria.rules]]
id           = "Q3"
title        = "The summary stands by itself"
ask          = "Would a reader of the summary alone learn what was found?"
applies-when = { "publication.full-report" = true }
levels       = { good = "yes", inadequate = "no" }
"#;

/// A folder with the review and the rubric.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("r.toml"), REVIEW).unwrap();
    std::fs::write(folder.path().join("rubric.toml"), RUBRIC).unwrap();
    folder
}

/// `casegrade judge` on the review in this folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(["judge", "r.toml", "--rubric", "rubric.toml", "--as-of", "2026-01-01"]).args(arguments);
    command.current_dir(folder);
    command
}

/// What it writes and how it ends, with nothing to read.
pub(crate) fn judge(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let Output { status, stdout, stderr } =
        command(folder, arguments).stdin(std::process::Stdio::null()).output().unwrap();
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap(), status.code())
}

/// The file in which Ann's judgements are kept.
pub(crate) fn kept(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("r.judgement.ann.toml")).unwrap_or_default()
}
