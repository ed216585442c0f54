//! The rows, table by table of the file.

use super::super::facts::Facts;
use super::super::narratives::DocumentKey::{Overview, Summary};
use super::super::value::{Names, Value};
use super::super::{ActionKind, Audience, Evidence, FindingKind, Identity, Kind, Level, WithheldFor};
use super::documents::{
    count, finding_mentioned, finding_unmentioned_words, identifiers, in_text, nearest_whole, summary_percent,
    tabled_actions,
};
use super::readers::{
    action_summary_findings, agency_concerned, agency_examined, date, finding_action_kinds, finding_in_summary,
    identity_considered, item, names, number, text, word, words, yes,
};
use super::{Basis, Fact, FactType, ListName, Scope};

/// Declares the rows: scope, then a row a fact.
macro_rules! vocabulary {
    ($($name:literal $key:literal $scope:expr, $kind:expr, $basis:ident, $noun:literal, $meaning:literal, $get:expr;)+) => {
        /// Every fact, in the order of the file format.
        pub static VOCABULARY: &[Fact] = &[
            $(Fact { scope: $scope, name: $name, kind: $kind, noun: $noun, meaning: $meaning, basis: Basis::$basis, key: $key, get: $get }),+
        ];
    };
}

pub(super) const REVIEW: Scope = Scope::Review;
const QUESTION: Scope = Scope::Item(ListName::Questions);
const RESTRICTION: Scope = Scope::Item(ListName::Restrictions);
const PANEL: Scope = Scope::Item(ListName::Panel);
pub(super) const AGENCY: Scope = Scope::Item(ListName::Agencies);
const GAP: Scope = Scope::Item(ListName::Gaps);
pub(super) const EVENT: Scope = Scope::Item(ListName::Events);
pub(super) const FINDING: Scope = Scope::Item(ListName::Findings);
pub(super) const ACTION: Scope = Scope::Item(ListName::Actions);
const IDS: FactType = FactType::List(None);
const ITEMS: FactType = FactType::List(None);

vocabulary! {
    "review.title" "review.title" REVIEW, FactType::Text, Text, "title", "the review's title", |f, _| text(&f.review().review.title);
    "review.kind" "review.kind" REVIEW, FactType::Choice(Kind::WORDS), Class, "kind of review", "what kind of review it is", |f, _| word(f.review().review.kind.map(Kind::word));
    "review.partnership" "review.partnership" REVIEW, FactType::Name, Text, "partnership", "the partnership or board", |f, _| text(&f.review().review.partnership);
    "review.region" "review.region" REVIEW, FactType::Name, Text, "region", "the region", |f, _| text(&f.review().review.region);
    "review.status" "review.status" REVIEW, FactType::Name, Class, "status", "where the review stands: draft, published", |f, _| text(&f.review().review.status);
    "dates.incident" "dates.incident" REVIEW, FactType::Date, World, "date of the incident", "the incident that led to the review", |f, _| f.date(0);
    "dates.decided" "dates.decided" REVIEW, FactType::Date, World, "date of the decision", "the decision to hold a review", |f, _| f.date(1);
    "dates.completed" "dates.completed" REVIEW, FactType::Date, World, "date of completion", "the review's completion", |f, _| f.date(2);
    "dates.published" "dates.published" REVIEW, FactType::Date, World, "date of publication", "the review's publication", |f, _| f.date(3);
    "dates.delay-because" "dates.delay-because" REVIEW, FactType::Text, Text, "reason for the delay", "why the review took longer than it should", |f, _| text(&f.review().dates.delay_because);
    "months-to-complete" "dates.completed" REVIEW, FactType::Number("months"), World, "months to complete", "whole months from the decision to the completion, a begun month counted in full: at most 4 is within four months", |f, _| f.months(1, 2);
    "months-to-publish" "dates.published" REVIEW, FactType::Number("months"), World, "months to publish", "whole months from the completion to the publication, a begun month counted in full", |f, _| f.months(2, 3);
    "terms.basis" "terms.basis" REVIEW, FactType::Text, Text, "legal basis", "the legal basis that the terms of reference cite", |f, _| text(&f.review().terms.basis);
    "terms.from" "terms.from" REVIEW, FactType::Date, Text, "first day of the period", "the first day of the period under review", |f, _| date(f.review().terms.from);
    "terms.to" "terms.to" REVIEW, FactType::Date, Text, "last day of the period", "the last day of the period under review", |f, _| date(f.review().terms.to);
    "terms.decision-because" "terms.decision-because" REVIEW, FactType::Text, Text, "reason for the review", "why a review was held, and one of this size", |f, _| text(&f.review().terms.decision_because);
    "terms.builds-on" "terms.builds-on" REVIEW, FactType::Text, Text, "account of what was known already", "what a rapid review or earlier reviews had found already, and what was left to find out", |f, _| text(&f.review().terms.builds_on);
    "terms.method" "terms.method" REVIEW, FactType::Text, Text, "account of the method", "how the review was done, and why that way suits the case", |f, _| text(&f.review().terms.method);
    "terms.parallel-processes" "terms.parallel-processes" REVIEW, FactType::Text, Text, "account of other proceedings", "which other proceedings ran beside the review and how they were kept in step, or that there were none", |f, _| text(&f.review().terms.parallel_processes);
    "terms.questions" "terms.questions" REVIEW, ITEMS, Text, "question of the terms", "what the review was asked", |f, _| f.items(ListName::Questions, &f.review().terms.questions);
    "terms.restrictions" "terms.restrictions" REVIEW, ITEMS, Text, "restriction", "what the author was told to leave out", |f, _| f.items(ListName::Restrictions, &f.review().terms.restrictions);
    "longest-gap-months" "terms.to" REVIEW, FactType::Number("months"), Computed, "longest stretch without an event", "the longest stretch of the period under review without an event, in months", |f, _| f.longest_gap();
    "chair.role" "chair.role" REVIEW, FactType::Text, Text, "role of the panel's chair", "who chaired the panel, by role", |f, _| text(&f.review().chair.role);
    "chair.agency" "chair.agency" REVIEW, FactType::Name, World, "agency of the panel's chair", "the agency that the panel's chair comes from", |f, _| text(&f.review().chair.agency);
    "chair.independent" "chair.independent" REVIEW, FactType::YesNo, World, "independence of the panel's chair", "the panel's chair is independent of the agencies under review", |f, _| yes(f.review().chair.independent);
    "chair.chairs-board" "chair.chairs-board" REVIEW, FactType::YesNo, World, "whether the panel's chair also chairs the board", "the panel's chair also chairs the safeguarding board", |f, _| yes(f.review().chair.chairs_board);
    "author.role" "author.role" REVIEW, FactType::Text, Text, "role of the overview's author", "who wrote the overview, by role", |f, _| text(&f.review().author.role);
    "author.agency" "author.agency" REVIEW, FactType::Name, World, "agency of the overview's author", "the agency that the overview's author comes from", |f, _| text(&f.review().author.agency);
    "author.independent" "author.independent" REVIEW, FactType::YesNo, World, "independence of the overview's author", "the overview's author is independent of the agencies under review", |f, _| yes(f.review().author.independent);
    "author.chairs-board" "author.chairs-board" REVIEW, FactType::YesNo, World, "whether the overview's author chairs the board", "the overview's author chairs the safeguarding board", |f, _| yes(f.review().author.chairs_board);
    "author.is-chair" "author.is-chair" REVIEW, FactType::YesNo, World, "whether author and chair are one person", "one person chaired the panel and wrote the overview", |f, _| yes(f.review().author.is_chair);
    "panel" "panel" REVIEW, ITEMS, Text, "panel member", "the members of the panel", |f, _| f.items(ListName::Panel, &f.review().panel);
    "agencies" "agencies" REVIEW, ITEMS, Text, "agency", "the agencies of the case", |f, _| f.items(ListName::Agencies, &f.review().agencies);
    "gaps" "gaps" REVIEW, ITEMS, Text, "gap", "information that could not be had", |f, _| f.items(ListName::Gaps, &f.review().gaps);
    "family.invited" "family.invited" REVIEW, FactType::YesNo, World, "invitation to the family", "the family was invited to contribute", |f, _| yes(f.review().family.invited);
    "family.contributed" "family.contributed" REVIEW, FactType::YesNo, World, "contribution of the family", "the family contributed", |f, _| yes(f.review().family.contributed);
    "family.not-contributed-because" "family.not-contributed-because" REVIEW, FactType::Text, Text, "reason why the family did not contribute", "why the family did not contribute", |f, _| text(&f.review().family.not_contributed_because);
    "family.child-views" "family.child-views" REVIEW, FactType::Text, Text, "account of the child's life", "the child's wishes, feelings and daily life", |f, _| text(&f.review().family.child_views);
    "family.adult-views" "family.adult-views" REVIEW, FactType::Text, Text, "account of the adult's life", "the adult's wishes, feelings and daily life, and the outcomes that the adult wanted", |f, _| text(&f.review().family.adult_views);
    "family.shown-findings" "family.shown-findings" REVIEW, FactType::YesNo, World, "sight of the findings before publication", "the family, and the adult where that can be, were shown the findings before publication", |f, _| yes(f.review().family.shown_findings);
    "family.identity" "family.identity" REVIEW, FactType::List(Some(Identity::WORDS)), Word, "aspect of identity", "which aspects of the family's identity were considered", |f, _| words(&f.review().family.identity, Identity::word);
    "identity-considered" "family.identity" REVIEW, FactType::Number("aspects"), Word, "aspects of identity considered", "how many of race, language, culture, religion and disability were considered", |f, _| identity_considered(f.review());
    "events" "events" REVIEW, ITEMS, Text, "event", "the chronology", |f, _| f.items(ListName::Events, &f.review().events);
    "findings" "findings" REVIEW, ITEMS, Text, "finding", "what the review found", |f, _| f.items(ListName::Findings, &f.review().findings);
    "actions" "actions" REVIEW, ITEMS, Text, "action", "the action plan", |f, _| f.items(ListName::Actions, &f.review().actions);
    "summary.findings" "summary.findings" REVIEW, IDS, Link, "finding in the summary", "the findings that the summary holds", |f, _| names(&f.review().summary.findings);
    "summary.action-plan" "summary.action-plan" REVIEW, FactType::YesNo, Word, "action plan in the summary", "the summary holds the action plan", |f, _| yes(f.review().summary.action_plan);
    "summary.pages" "summary.pages" REVIEW, FactType::Number("pages"), Word, "pages of the summary", "the length of the summary in pages", |f, _| number(f.review().summary.pages);
    "summary.report-pages" "summary.report-pages" REVIEW, FactType::Number("pages"), Word, "pages of the full report", "the length of the full report in pages", |f, _| number(f.review().summary.report_pages);
    "publication.full-report" "publication.full-report" REVIEW, FactType::YesNo, Word, "publication of the full report", "the full report is published", |f, _| yes(f.review().publication.full_report);
    "publication.summary" "publication.summary" REVIEW, FactType::YesNo, Word, "publication of a summary", "a summary is published", |f, _| yes(f.review().publication.summary);
    "publication.anonymised" "publication.anonymised" REVIEW, FactType::YesNo, Word, "anonymisation", "what is published is anonymised", |f, _| yes(f.review().publication.anonymised);
    "publication.withheld-for" "publication.withheld-for" REVIEW, FactType::Choice(WithheldFor::WORDS), Class, "kind of reason for withholding", "what kind of reason keeps the full report back", |f, _| word(f.review().publication.withheld_for.map(WithheldFor::word));
    "publication.withheld-because" "publication.withheld-because" REVIEW, FactType::Text, Text, "reason for withholding", "why the full report is kept back", |f, _| text(&f.review().publication.withheld_because);
    "publication.shared-with" "publication.shared-with" REVIEW, FactType::List(Some(Audience::WORDS)), Class, "reader it is shared with", "who is given the review", |f, _| words(&f.review().publication.shared_with, Audience::word);
    "publication.response" "publication.response" REVIEW, FactType::Text, Text, "published response", "what the board or the partners say publicly in answer to the review", |f, _| text(&f.review().publication.response);
    "evaluation.plan" "evaluation.plan" REVIEW, FactType::Text, Text, "plan for finding out what changed", "what will be looked at, and how, to find out whether the review changed anything", |f, _| text(&f.review().evaluation.plan);
    "evaluation.owner" "evaluation.owner" REVIEW, FactType::Text, Text, "owner of the evaluation", "who answers for finding out whether the review changed anything", |f, _| text(&f.review().evaluation.owner);
    "evaluation.due" "evaluation.due" REVIEW, FactType::Date, Text, "due date of the evaluation", "by when it is to be known whether the review changed anything", |f, _| date(f.review().evaluation.due);

    "documents.overview" "documents.overview" REVIEW, FactType::Text, Text, "overview report", "the text of the overview report, a document beside the review", |f, _| in_text(f, Overview, |prose| Value::Text(&prose.text));
    "documents.summary" "documents.summary" REVIEW, FactType::Text, Text, "summary", "the text of the summary, a document beside the review", |f, _| in_text(f, Summary, |prose| Value::Text(&prose.text));
    "overview.words" "documents.overview" REVIEW, FactType::Number("words"), Text, "words of the overview report", "how many words the text of the overview report has, headings and tables included", |f, _| in_text(f, Overview, |prose| count(prose.words));
    "overview.sentences" "documents.overview" REVIEW, FactType::Number("sentences"), Text, "sentences of the overview report", "how many sentences the running text of the overview report has: paragraphs, items of lists and notes", |f, _| in_text(f, Overview, |prose| count(prose.reading.sentences));
    "overview.longest-sentence" "documents.overview" REVIEW, FactType::Number("words"), Text, "longest sentence of the overview report", "how many words the longest sentence of the overview report's running text has", |f, _| in_text(f, Overview, |prose| count(prose.longest()));
    "overview.reading-ease" "documents.overview" REVIEW, FactType::Number("points"), Text, "reading ease of the overview report", "Flesch's reading ease of the overview report's running text, to the nearest whole number and never below 0: higher is easier, 60 is plain English, below 30 is hard", |f, _| in_text(f, Overview, |prose| nearest_whole(prose.reading.ease()));
    "overview.grade-level" "documents.overview" REVIEW, FactType::Number("years"), Text, "grade level of the overview report", "the grade level of Flesch and Kincaid of the overview report's running text, to the nearest whole number and never below 0: about how many years of school a reader needs", |f, _| in_text(f, Overview, |prose| nearest_whole(prose.reading.grade_level()));
    "overview.headings" "documents.overview" REVIEW, IDS, Text, "heading of the overview report", "the headings of the overview report in small letters, without their numbers", |f, _| in_text(f, Overview, |prose| Value::list(Names::Texts(&prose.headings)));
    "overview.heading-text" "documents.overview" REVIEW, FactType::Text, Text, "headings of the overview report", "the headings of the overview report as one text, for word lists", |f, _| in_text(f, Overview, |prose| Value::Text(&prose.heading_text));
    "overview.identifiers" "documents.overview" REVIEW, FactType::Number("identifiers"), Computed, "identifier of a person in the overview report", "how many identifiers of persons the text of the overview report holds, certain or probable: NHS numbers, postcodes, telephone numbers and their like, and the names given with `--names`", |f, _| identifiers(f, Overview);
    "summary.words" "documents.summary" REVIEW, FactType::Number("words"), Text, "words of the summary", "how many words the text of the summary has, headings and tables included", |f, _| in_text(f, Summary, |prose| count(prose.words));
    "summary.sentences" "documents.summary" REVIEW, FactType::Number("sentences"), Text, "sentences of the summary", "how many sentences the running text of the summary has: paragraphs, items of lists and notes", |f, _| in_text(f, Summary, |prose| count(prose.reading.sentences));
    "summary.longest-sentence" "documents.summary" REVIEW, FactType::Number("words"), Text, "longest sentence of the summary", "how many words the longest sentence of the summary's running text has", |f, _| in_text(f, Summary, |prose| count(prose.longest()));
    "summary.reading-ease" "documents.summary" REVIEW, FactType::Number("points"), Text, "reading ease of the summary", "Flesch's reading ease of the summary's running text, to the nearest whole number and never below 0: higher is easier, 60 is plain English, below 30 is hard", |f, _| in_text(f, Summary, |prose| nearest_whole(prose.reading.ease()));
    "summary.grade-level" "documents.summary" REVIEW, FactType::Number("years"), Text, "grade level of the summary", "the grade level of Flesch and Kincaid of the summary's running text, to the nearest whole number and never below 0: about how many years of school a reader needs", |f, _| in_text(f, Summary, |prose| nearest_whole(prose.reading.grade_level()));
    "summary.headings" "documents.summary" REVIEW, IDS, Text, "heading of the summary", "the headings of the summary in small letters, without their numbers", |f, _| in_text(f, Summary, |prose| Value::list(Names::Texts(&prose.headings)));
    "summary.heading-text" "documents.summary" REVIEW, FactType::Text, Text, "headings of the summary", "the headings of the summary as one text, for word lists", |f, _| in_text(f, Summary, |prose| Value::Text(&prose.heading_text));
    "summary.identifiers" "documents.summary" REVIEW, FactType::Number("identifiers"), Computed, "identifier of a person in the summary", "how many identifiers of persons the text of the summary holds, certain or probable: NHS numbers, postcodes, telephone numbers and their like, and the names given with `--names`", |f, _| identifiers(f, Summary);
    "overview.tabled-actions" "documents.overview" REVIEW, FactType::Number("actions"), Text, "actions in tables of the overview report", "how many actions stand in tables of the overview report that have the headings of an action plan", |f, _| tabled_actions(f);
    "summary.percent-of-overview" "documents.summary" REVIEW, FactType::Number("words in a hundred"), Text, "length of the summary beside the overview report", "how many words the summary has for every hundred of the overview report, to the nearest whole number", |f, _| summary_percent(f);

    "id" "terms.questions.id" QUESTION, FactType::Name, Text, "id", "what the question is called", |f, i| text(&item(&f.review().terms.questions, i)?.id);
    "text" "terms.questions.text" QUESTION, FactType::Text, Text, "text", "the question", |f, i| text(&item(&f.review().terms.questions, i)?.text);
    "answered-by" "terms.questions.answered-by" QUESTION, IDS, Link, "answering finding", "the findings that answer it", |f, i| names(&item(&f.review().terms.questions, i)?.answered_by);

    "what" "terms.restrictions.what" RESTRICTION, FactType::Text, Text, "account of what was left out", "what the author was told to leave out", |f, i| text(&item(&f.review().terms.restrictions, i)?.what);
    "because" "terms.restrictions.because" RESTRICTION, FactType::Text, Text, "reason", "why", |f, i| text(&item(&f.review().terms.restrictions, i)?.because);

    "role" "panel.role" PANEL, FactType::Text, Text, "role", "who it is, by role", |f, i| text(&item(&f.review().panel, i)?.role);
    "agency" "panel.agency" PANEL, FactType::Name, World, "agency", "the agency that the member comes from", |f, i| text(&item(&f.review().panel, i)?.agency);
    "independent" "panel.independent" PANEL, FactType::YesNo, World, "independence", "independent of the agencies under review", |f, i| yes(item(&f.review().panel, i)?.independent);

    "id" "agencies.id" AGENCY, FactType::Name, Text, "id", "what the agency is called in links", |f, i| text(&item(&f.review().agencies, i)?.id);
    "name" "agencies.name" AGENCY, FactType::Text, Text, "name", "the agency's name", |f, i| text(&item(&f.review().agencies, i)?.name);
    "sector" "agencies.sector" AGENCY, FactType::Name, Class, "sector", "its sector: health, police, education", |f, i| text(&item(&f.review().agencies, i)?.sector);
    "involved" "agencies.involved" AGENCY, FactType::YesNo, World, "involvement", "it had to do with the family", |f, i| yes(item(&f.review().agencies, i)?.involved);
    "submitted" "agencies.submitted" AGENCY, FactType::YesNo, World, "management review of its own", "it submitted a management review of its own", |f, i| yes(item(&f.review().agencies, i)?.submitted);
    "author-independent" "agencies.author-independent" AGENCY, FactType::YesNo, World, "author from outside the case", "its own review was written by somebody with no part in the case", |f, i| yes(item(&f.review().agencies, i)?.author_independent);
    "practitioners-seen" "agencies.practitioners-seen" AGENCY, FactType::Number("practitioners"), World, "practitioners spoken to", "how many of its practitioners were spoken to", |f, i| number(item(&f.review().agencies, i)?.practitioners_seen);
    "no-finding-because" "agencies.no-finding-because" AGENCY, FactType::Text, Text, "reason why no finding concerns it", "why no finding concerns it", |f, i| text(&item(&f.review().agencies, i)?.no_finding_because);
    "events" "agencies" AGENCY, IDS, Link, "event in the chronology", "the events that are the agency's", |f, i| f.linked(&f.links().agency_events, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "findings" "agencies" AGENCY, IDS, Link, "finding", "the findings that concern it", |f, i| f.linked(&f.links().agency_findings, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "actions" "agencies" AGENCY, IDS, Link, "action", "the actions that are the agency's", |f, i| f.linked(&f.links().agency_actions, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "panel-seats" "agencies" AGENCY, IDS, Link, "seat on the panel", "the members of the panel who come from it", |f, i| f.linked(&f.links().agency_seats, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "concerned" "agencies" AGENCY, FactType::YesNo, Computed, "part in the case", "it was involved, or an event, a finding, an action or a panel seat names it", |f, i| Facts::three(agency_concerned(f, i));
    "examined" "agencies" AGENCY, FactType::YesNo, Computed, "examined part of its own", "it submitted a review of its own, has an event, and is in a finding or said to raise none", |f, i| Facts::three(agency_examined(f, i));

    "what" "gaps.what" GAP, FactType::Text, Text, "account of what is missing", "what could not be had", |f, i| text(&item(&f.review().gaps, i)?.what);
    "pursued" "gaps.pursued" GAP, FactType::Text, Text, "account of what was done to close it", "what was done to get it", |f, i| text(&item(&f.review().gaps, i)?.pursued);

    "id" "events.id" EVENT, FactType::Name, Text, "id", "what the event is called in links", |f, i| text(&item(&f.review().events, i)?.id);
    "date" "events.date" EVENT, FactType::Date, Text, "date", "when it happened", |f, i| date(item(&f.review().events, i)?.date);
    "agency" "events.agency" EVENT, FactType::Name, Link, "agency", "whose event it is", |f, i| text(&item(&f.review().events, i)?.agency);
    "what" "events.what" EVENT, FactType::Text, Text, "account of what happened", "what happened", |f, i| text(&item(&f.review().events, i)?.what);
    "contact" "events.contact" EVENT, FactType::YesNo, Word, "contact with the family", "somebody met the family", |f, i| yes(item(&f.review().events, i)?.contact);
    "child-seen" "events.child-seen" EVENT, FactType::YesNo, Word, "word on whether the child was seen", "the child was seen", |f, i| yes(item(&f.review().events, i)?.child_seen);
    "missed-opportunity" "events.missed-opportunity" EVENT, FactType::YesNo, Word, "word on whether an opportunity was missed", "something could have been done here", |f, i| yes(item(&f.review().events, i)?.missed_opportunity);
    "findings" "events" EVENT, IDS, Link, "citing finding", "the findings that rest on it", |f, i| f.linked(&f.links().event_findings, i, &item(&f.review().events, i)?.id, "events.id");

    "id" "findings.id" FINDING, FactType::Name, Text, "id", "what the finding is called in links", |f, i| text(&item(&f.review().findings, i)?.id);
    "title" "findings.title" FINDING, FactType::Text, Text, "title", "its heading", |f, i| text(&item(&f.review().findings, i)?.title);
    "text" "findings.text" FINDING, FactType::Text, Text, "text", "the finding", |f, i| text(&item(&f.review().findings, i)?.text);
    "why" "findings.why" FINDING, FactType::Text, Text, "explanation", "why it came about", |f, i| text(&item(&f.review().findings, i)?.why);
    "kind" "findings.kind" FINDING, FactType::Choice(FindingKind::WORDS), Class, "kind", "what it is about", |f, i| word(item(&f.review().findings, i)?.kind.map(FindingKind::word));
    "levels" "findings.levels" FINDING, FactType::List(Some(Level::WORDS)), Class, "level", "the levels of the system that it reaches", |f, i| words(&item(&f.review().findings, i)?.levels, Level::word);
    "agencies" "findings.agencies" FINDING, IDS, Link, "agency", "the agencies that it concerns", |f, i| names(&item(&f.review().findings, i)?.agencies);
    "events" "findings.events" FINDING, IDS, Link, "event", "the events that it rests on", |f, i| names(&item(&f.review().findings, i)?.events);
    "evidence" "findings.evidence" FINDING, FactType::List(Some(Evidence::WORDS)), Class, "kind of evidence", "the kinds of evidence that it was tested against", |f, i| words(&item(&f.review().findings, i)?.evidence, Evidence::word);
    "research" "findings.research" FINDING, FactType::Text, Text, "account of the research", "the published research, or the reviews from elsewhere, that it was set beside", |f, i| text(&item(&f.review().findings, i)?.research);
    "wider" "findings.wider" FINDING, FactType::Text, Text, "account of how far it holds", "how far it holds beyond this case, and how that is known", |f, i| text(&item(&f.review().findings, i)?.wider);
    "no-action-because" "findings.no-action-because" FINDING, FactType::Text, Text, "reason why it leads to no action", "why it leads to no action", |f, i| text(&item(&f.review().findings, i)?.no_action_because);
    "actions" "findings" FINDING, IDS, Link, "action", "the actions that address it", |f, i| f.linked(&f.links().finding_actions, i, &item(&f.review().findings, i)?.id, "findings.id");
    "action-kinds" "findings" FINDING, FactType::List(Some(ActionKind::WORDS)), Link, "kind of action", "the kinds of the actions that address it", |f, i| finding_action_kinds(f, i);
    "questions" "findings" FINDING, IDS, Link, "question of the terms that it answers", "the questions of the terms that it answers", |f, i| f.linked(&f.links().finding_questions, i, &item(&f.review().findings, i)?.id, "findings.id");
    "in-summary" "findings" FINDING, FactType::YesNo, Link, "place in the summary", "the summary holds it", |f, i| Facts::three(finding_in_summary(f, i));
    "mentioned" "findings" FINDING, FactType::YesNo, Text, "mention in the text of the summary", "the text of the summary mentions it: by its id, or with two thirds of the content words of its title in one paragraph", |f, i| finding_mentioned(f, i);
    "unmentioned-words" "findings" FINDING, IDS, Text, "word that the summary lacks", "the content words of its title that the nearest paragraph of the summary lacks", |f, i| finding_unmentioned_words(f, i);

    "id" "actions.id" ACTION, FactType::Name, Text, "id", "what the action is called", |f, i| text(&item(&f.review().actions, i)?.id);
    "text" "actions.text" ACTION, FactType::Text, Text, "text", "what is to be done", |f, i| text(&item(&f.review().actions, i)?.text);
    "addresses" "actions.addresses" ACTION, IDS, Link, "finding that it answers", "the findings that it answers", |f, i| names(&item(&f.review().actions, i)?.addresses);
    "kind" "actions.kind" ACTION, FactType::Choice(ActionKind::WORDS), Class, "kind", "what it would change", |f, i| word(item(&f.review().actions, i)?.kind.map(ActionKind::word));
    "owner" "actions.owner" ACTION, FactType::Text, Text, "owner", "who will do it", |f, i| text(&item(&f.review().actions, i)?.owner);
    "agency" "actions.agency" ACTION, FactType::Name, Link, "agency", "the agency that will do it", |f, i| text(&item(&f.review().actions, i)?.agency);
    "due" "actions.due" ACTION, FactType::Date, Text, "due date", "by when", |f, i| date(item(&f.review().actions, i)?.due);
    "measured-by" "actions.measured-by" ACTION, FactType::Text, Text, "measure", "how it will be known that it worked", |f, i| text(&item(&f.review().actions, i)?.measured_by);
    "status" "actions.status" ACTION, FactType::Name, Class, "status", "where it stands", |f, i| text(&item(&f.review().actions, i)?.status);
    "in-summary" "actions.in-summary" ACTION, FactType::YesNo, Word, "place in the summary", "the summary holds it", |f, i| yes(item(&f.review().actions, i)?.in_summary);
    "findings-in-summary" "actions" ACTION, IDS, Link, "finding of its own in the summary", "the findings that it addresses and the summary holds", |f, i| action_summary_findings(f, i);
}
