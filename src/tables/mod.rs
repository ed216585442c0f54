//! Statistics over many reviews: what is counted, in which groups, and what may be published of it.
//!
//! Pure: entries go in one at a time (a review that was graded, a result, a recorded grade, a tally of a period) and are
//! not kept; counts come out. [`statistics`](Share) gives shares, intervals and tests, [`disclosure`](conceal) says which
//! counts of the tables of one run must be hidden. [`Pairs`] and [`Change`] compare two sets. How a table looks is not decided here.

mod agreement;
mod alike;
mod archive;
mod audit;
mod change;
mod choose;
mod count;
mod disclosure;
mod entry;
mod fraction;
mod grid;
mod group;
mod nested;
mod pairs;
mod period;
mod raters;
mod reach;
mod read;
mod round;
mod sample;
mod statistics;
mod student;

pub use agreement::{Agreement, Coefficient, Corrected, Ratings, Undefined};
pub use archive::{Archived, Difference, GradedAgain, InputHashes, digest};
pub use audit::{Audited, MOST_AUDITED, MOST_STEPS, audit};
pub use change::{Change, LEVEL, TOO_FEW, TOO_WIDE, Test, Verdict, corrected, overall};
pub use count::{Category, Counts, CriterionCount, LeftOut, Parts, RuleCount};
pub use disclosure::{Concealed, LEAST_BOUND, Protection, Table, conceal, conceal_together};
pub use entry::{About, By, CountBy, CriterionEntry, DateOf, Dates, Entry, RuleEntry, Standing, Tally};
pub use fraction::{Plain, plain};
pub use group::{Breakdown, Clash, Counting, Group, NoTotal, Notable, Plan};
pub use nested::{Shared, hide_whole};
pub use pairs::{Again, Between, Mark, Move, MovedBy, MovedEntry, Paired, Pairs, RuleMove, between};
pub use period::{Days, Division, Period};
pub use raters::{Dissent, Rater, Raters, Rating, RuleDissent};
pub use read::{
    Grades, Reading, Results, RubricName, WORKBOOKS, archived, archived_line, grades, has_tallies, result_line,
    results, reviews, workbook_text,
};
#[cfg(feature = "cli")]
pub(crate) use read::{Whole, wholes};
pub use round::{Rounded, round, round_to};
pub use sample::{Candidate, First, SampleBy, draw, group_key, near_to, nearest_grades, ticket};
pub use statistics::{Interval, Share, difference, fisher, sign_test};
