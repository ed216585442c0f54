//! All integration tests in one program, so that the crate is linked once.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test may match one variant of many")]

mod agreement;
mod attackers;
mod attackers_besides;
mod audit;
mod bands;
mod batches;
mod cases;
mod check;
mod compare;
mod disclosure;
mod documents;
mod drafts;
mod english;
mod files;
mod formats;
mod grammar;
mod hostile;
mod hostile_documents;
mod identifiers;
mod imports;
mod judging;
#[cfg(unix)]
mod judging_terminal;
mod kinds;
mod library;
mod lists;
mod masking;
mod modules;
mod mutation;
mod new;
mod order;
mod outputs;
mod passages;
mod people;
mod placeholders;
mod published_ways;
mod raise;
mod readability;
mod readers;
mod rubric_cases;
mod rubric_rules;
mod sample;
mod schemas;
mod second_look;
mod shapes;
mod spreadsheets;
mod statistics;
mod suites;
mod support;
mod tables;
mod theorem;
mod updates;
mod verify;
mod watch;
