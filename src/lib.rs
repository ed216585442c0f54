//! Grades structured case reviews against a rubric, with reasons.
//!
//! The modules are a pipeline, and each may use only those before it:
//!
//! ```text
//! text -> document -> review -> rubric -> judgement -> engine -> wording -> analysis -> tables -> report -> cli
//! ```
//!
//! [`document`] turns bytes into a tree that knows its places, or into the passages of a text; [`review`] and [`rubric`] read
//! their types from it, [`judgement`] reads what people answered, [`engine`] grades, [`wording`] puts results into
//! sentences, [`analysis`] says what a rubric can and cannot say, [`tables`] counts what came of many reviews, and [`report`]
//! lays out the result. Only [`cli`] reads files, asks
//! the clock and prints.

pub mod analysis;
pub mod cli;
pub mod document;
pub mod engine;
pub mod judgement;
pub mod report;
pub mod review;
pub mod rubric;
pub mod tables;
pub mod text;
pub mod wording;
