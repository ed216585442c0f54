//! Statistics over many reviews: what is counted, in which groups, and what may be published of it.
//!
//! Pure: entries go in one at a time (a review that was graded, a result, a recorded grade, a tally of a period) and are
//! not kept; counts come out. [`statistics`](Share) gives shares, intervals and tests, [`disclosure`](conceal) says which
//! counts of the tables of one run must be hidden. [`Pairs`] and [`Change`] compare two sets. How a table looks is not decided here.

mod agreement;
mod alike;
mod archive;
mod audit;
mod category;
mod cells;
mod change;
mod choose;
mod concealed;
mod count;
mod disclosure;
mod entry;
mod fraction;
mod grid;
mod group;
mod nested;
mod pairs;
mod period;
mod protection;
mod raters;
mod reach;
mod read;
mod round;
mod sample;
mod statistics;
mod student;

pub use agreement::{Agreement, Coefficient, Corrected, Ratings, Undefined};
pub(crate) use archive::{Archived, Difference, GradedAgain, InputHashes, digest};

pub use audit::{Audited, audit};
pub(crate) use audit::{MOST_AUDITED, MOST_STEPS};
pub use category::Category;
pub(crate) use change::corrected;
pub use change::{Change, LEVEL, TOO_FEW, TOO_WIDE, Test, Verdict, overall};
pub use concealed::{Concealed, Table};
pub use count::{Counts, LeftOut, Parts};
pub(crate) use count::{CriterionCount, RuleCount};

pub use disclosure::{conceal, conceal_together};
pub use entry::{About, By, CountBy, CriterionEntry, DateOf, Dates, Entry, RuleEntry, Standing, Tally};
pub use fraction::{Plain, plain};
pub(crate) use group::Notable;
pub use group::{Breakdown, Clash, Counting, Group, NoTotal, Plan};
pub use nested::Shared;
pub use nested::hide_whole;
pub use pairs::{Again, Paired, Pairs};
pub(crate) use pairs::{Mark, Move, MovedBy, MovedEntry, RuleMove, between};

pub use period::{Days, Division, Period};
pub use protection::{LEAST_BOUND, Protection};
pub(crate) use raters::{Dissent, Rater, Raters, Rating};
#[cfg(feature = "cli")]
pub(crate) use read::workbook_sheets;
pub use read::{Grades, Reading, Results, RubricName, WORKBOOKS, grades, result_line, results, reviews, workbook_text};
#[cfg(feature = "cli")]
pub(crate) use read::{Whole, wholes};
pub(crate) use read::{archived, archived_line, has_tallies};
pub use round::{Rounded, round};
pub use sample::{Candidate, First, draw, ticket};
pub(crate) use sample::{SampleBy, group_key, near_to, nearest_grades};
pub use statistics::{Interval, Share, difference, fisher, sign_test};
