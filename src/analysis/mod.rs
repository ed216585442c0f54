//! Analysis: what a rubric can and cannot say, before any review is graded with it.
//!
//! Pure, like the engine: a sound rubric in, findings as values out; no files, clock or threads. Nothing here words a
//! report.
