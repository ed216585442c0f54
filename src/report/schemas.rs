//! The JSON Schemas that the program can print: of every file it reads and of every JSON it writes, a row each.

use schemars::Schema;

use super::page::GradeReport;
use super::rubric::{CheckReport, DiffReport, RubricLine, RubricReport, TestReport};
use super::{AgreeReport, CompareReport, ExplainReport, SampleReport, TableReport, VerifyReport};
use crate::analysis::cases;
use crate::document::schema::of_output;
use crate::judgement;
use crate::review;
use crate::rubric;

/// A schema that the program can print.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its name: `NAME.schema.json` is the file it is kept in.
    pub name: &'static str,
    /// What it describes, for its title and for lists of schemas.
    pub title: &'static str,
    make: fn() -> Schema,
}

/// The schema of reviews.
pub(crate) const REVIEW_SCHEMA: Known = Known { name: "review", title: "a review", make: review::json_schema };

/// Every schema, those of what is read first.
pub static SCHEMAS: &[Known] = &[
    REVIEW_SCHEMA,
    Known { name: "rubric", title: "a rubric", make: rubric::json_schema },
    Known { name: "judgement", title: "a judgement file", make: judgement::json_schema },
    Known { name: "cases", title: "a file of cases beside a rubric", make: cases::json_schema },
    Known {
        name: "grade-output",
        title: "the output of `casegrade grade --format json`",
        make: of_output::<GradeReport>,
    },
    Known {
        name: "table-output",
        title: "the output of `casegrade table --format json`",
        make: of_output::<TableReport>,
    },
    Known {
        name: "compare-output",
        title: "the output of `casegrade compare --format json`",
        make: of_output::<CompareReport>,
    },
    Known {
        name: "agree-output",
        title: "the output of `casegrade agree --format json`",
        make: of_output::<AgreeReport>,
    },
    Known {
        name: "sample-output",
        title: "the output of `casegrade sample --format json`",
        make: of_output::<SampleReport>,
    },
    Known {
        name: "verify-output",
        title: "the output of `casegrade verify --format json`",
        make: of_output::<VerifyReport>,
    },
    Known {
        name: "rubric-list-output",
        title: "the output of `casegrade rubric list --format json`",
        make: of_output::<Vec<RubricLine>>,
    },
    Known {
        name: "rubric-check-output",
        title: "the output of `casegrade rubric check --format json`",
        make: of_output::<CheckReport>,
    },
    Known {
        name: "rubric-diff-output",
        title: "the output of `casegrade rubric diff --format json`",
        make: of_output::<DiffReport>,
    },
    Known {
        name: "rubric-test-output",
        title: "the output of `casegrade rubric test --format json`",
        make: of_output::<TestReport>,
    },
    Known {
        name: "rubric-show-output",
        title: "the output of `casegrade rubric show --format json`",
        make: of_output::<RubricReport>,
    },
    Known {
        name: "explain-output",
        title: "the output of `casegrade explain --format json`",
        make: of_output::<ExplainReport>,
    },
];

impl Known {
    /// How every schema of this program begins its `$id`, which is a name and not an address.
    pub(crate) const ID_BEGINS: &'static str = "urn:casegrade:schema:";

    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// The schema, as JSON in draft 7; the same bytes each time.
    #[must_use]
    pub fn schema(&self) -> Schema {
        let mut schema = (self.make)();
        schema.insert("$id".to_owned(), format!("{}{}", Self::ID_BEGINS, self.name).into());
        schema.insert("title".to_owned(), format!("casegrade: {}", self.title).into());
        schema
    }
}
