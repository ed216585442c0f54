//! The facts that are no plain keys: those worked out from several, and those read from the text of a document.

use super::super::ActionKind;
use super::super::facts::Facts;
use super::super::narratives::DocumentKey::{Overview, Summary};
use super::super::value::{Names, Value};
use super::FactType::{List, Number, Text, YesNo};
use super::documents::{
    count, finding_mentioned, finding_unmentioned_words, identifiers, in_text, long_sentences, nearest_whole,
    summary_percent, tabled_actions,
};
use super::readers::{
    action_summary_findings, agency_concerned, agency_examined, finding_action_kinds, finding_in_summary,
    identity_considered, item,
};
use super::{Basis, Fact, IDS, ListName, Scope};

/// Declares facts: the name, the key where a reader should look, the keys it is worked out from, the type, what it rests on, a
/// noun for sentences, what it means, the most that it can be where nature bounds it, and how it is read.
macro_rules! derived {
    ($rows:ident, $scope:expr; $($name:literal at $key:literal from $from:tt, $kind:expr, $basis:ident, $noun:literal, $meaning:literal $(, most $most:literal)? => $get:expr;)+) => {
        pub(super) const $rows: &[Fact] = &[$(Fact {
            name: $name,
            kind: $kind,
            noun: $noun,
            meaning: $meaning,
            basis: Basis::$basis,
            key: $key,
            from: &$from,
            $(most: Some($most),)?
            get: $get,
            ..Fact::blank($scope)
        }),+];
    };
}

derived! { DATES, Scope::Review;
    "months-to-complete" at "dates.completed" from ["dates.decided", "dates.completed"], Number("months"), World, "months to complete", "whole months from the decision to the completion; a month that has begun counts as a whole one: at most 4 is within four months" => |f, _| f.months(1, 2);
    "months-to-publish" at "dates.published" from ["dates.completed", "dates.published"], Number("months"), World, "months to publish", "whole months from the completion to the publication, a begun month counted in full" => |f, _| f.months(2, 3);
}

derived! { TERMS, Scope::Review;
    "longest-gap-months" at "terms.to" from ["terms.from", "terms.to", "events.date"], Number("months"), Computed, "longest stretch without an event", "the longest stretch of the period under review without an event, in months" => |f, _| f.longest_gap();
}

derived! { FAMILY, Scope::Review;
    "identity-considered" at "family.identity" from ["family.identity"], Number("aspects"), Word, "aspects of identity considered", "how many of race, language, culture, religion and disability were considered", most 5 => |f, _| identity_considered(f.review());
}

derived! { DOCUMENTS, Scope::Review;
    "documents.overview" at "documents.overview" from [], Text, Text, "overview report", "the text of the overview report, a document beside the review" => |f, _| in_text(f, Overview, |prose| Value::Text(&prose.text));
    "documents.summary" at "documents.summary" from [], Text, Text, "summary", "the text of the summary, a document beside the review" => |f, _| in_text(f, Summary, |prose| Value::Text(&prose.text));
    "overview.words" at "documents.overview" from ["documents.overview"], Number("words"), Text, "words of the overview report", "how many words the text of the overview report has, headings and tables included" => |f, _| in_text(f, Overview, |prose| count(prose.words));
    "overview.sentences" at "documents.overview" from ["documents.overview"], Number("sentences"), Text, "sentences of the overview report", "how many sentences the running text of the overview report has: paragraphs, items of lists and notes" => |f, _| in_text(f, Overview, |prose| count(prose.reading.sentences));
    "overview.longest-sentence" at "documents.overview" from ["documents.overview"], Number("words"), Text, "longest sentence of the overview report", "how many words the longest sentence of the overview report's running text has" => |f, _| in_text(f, Overview, |prose| count(prose.longest()));
    "overview.long-sentences" at "documents.overview" from ["documents.overview"], Number("long sentences in a hundred"), Text, "long sentences of the overview report", "of every hundred sentences of the overview report's running text, how many have more than 40 words, to the nearest whole number", most 100 => |f, _| in_text(f, Overview, |prose| long_sentences(prose.reading));
    "overview.reading-ease" at "documents.overview" from ["documents.overview"], Number("points"), Text, "reading ease of the overview report", "Flesch's reading ease of the overview report's running text, to the nearest whole number and never below 0: higher is easier, 60 is plain English, below 30 is hard", most 121 => |f, _| in_text(f, Overview, |prose| nearest_whole(prose.reading.ease()));
    "overview.grade-level" at "documents.overview" from ["documents.overview"], Number("years"), Text, "grade level of the overview report", "the grade level of Flesch and Kincaid of the overview report's running text, to the nearest whole number and never below 0: about how many years of school a reader needs" => |f, _| in_text(f, Overview, |prose| nearest_whole(prose.reading.grade_level()));
    "overview.headings" at "documents.overview" from ["documents.overview"], IDS, Text, "heading of the overview report", "the headings of the overview report in small letters, without their numbers" => |f, _| in_text(f, Overview, |prose| Value::list(Names::Texts(&prose.headings)));
    "overview.heading-text" at "documents.overview" from ["documents.overview"], Text, Text, "headings of the overview report", "the headings of the overview report as one text, for word lists" => |f, _| in_text(f, Overview, |prose| Value::Text(&prose.heading_text));
    "overview.identifiers" at "documents.overview" from ["documents.overview"], Number("identifiers"), Computed, "identifier of a person in the overview report", "how many identifiers of persons the text of the overview report holds, certain or probable: NHS numbers, postcodes, telephone numbers and their like, and the names given with `--names`" => |f, _| identifiers(f, Overview);
    "summary.words" at "documents.summary" from ["documents.summary"], Number("words"), Text, "words of the summary", "how many words the text of the summary has, headings and tables included" => |f, _| in_text(f, Summary, |prose| count(prose.words));
    "summary.sentences" at "documents.summary" from ["documents.summary"], Number("sentences"), Text, "sentences of the summary", "how many sentences the running text of the summary has: paragraphs, items of lists and notes" => |f, _| in_text(f, Summary, |prose| count(prose.reading.sentences));
    "summary.longest-sentence" at "documents.summary" from ["documents.summary"], Number("words"), Text, "longest sentence of the summary", "how many words the longest sentence of the summary's running text has" => |f, _| in_text(f, Summary, |prose| count(prose.longest()));
    "summary.long-sentences" at "documents.summary" from ["documents.summary"], Number("long sentences in a hundred"), Text, "long sentences of the summary", "of every hundred sentences of the summary's running text, how many have more than 40 words, to the nearest whole number", most 100 => |f, _| in_text(f, Summary, |prose| long_sentences(prose.reading));
    "summary.reading-ease" at "documents.summary" from ["documents.summary"], Number("points"), Text, "reading ease of the summary", "Flesch's reading ease of the summary's running text, to the nearest whole number and never below 0: higher is easier, 60 is plain English, below 30 is hard", most 121 => |f, _| in_text(f, Summary, |prose| nearest_whole(prose.reading.ease()));
    "summary.grade-level" at "documents.summary" from ["documents.summary"], Number("years"), Text, "grade level of the summary", "the grade level of Flesch and Kincaid of the summary's running text, to the nearest whole number and never below 0: about how many years of school a reader needs" => |f, _| in_text(f, Summary, |prose| nearest_whole(prose.reading.grade_level()));
    "summary.headings" at "documents.summary" from ["documents.summary"], IDS, Text, "heading of the summary", "the headings of the summary in small letters, without their numbers" => |f, _| in_text(f, Summary, |prose| Value::list(Names::Texts(&prose.headings)));
    "summary.heading-text" at "documents.summary" from ["documents.summary"], Text, Text, "headings of the summary", "the headings of the summary as one text, for word lists" => |f, _| in_text(f, Summary, |prose| Value::Text(&prose.heading_text));
    "summary.identifiers" at "documents.summary" from ["documents.summary"], Number("identifiers"), Computed, "identifier of a person in the summary", "how many identifiers of persons the text of the summary holds, certain or probable: NHS numbers, postcodes, telephone numbers and their like, and the names given with `--names`" => |f, _| identifiers(f, Summary);
    "overview.tabled-actions" at "documents.overview" from ["documents.overview"], Number("actions"), Text, "actions in tables of the overview report", "how many actions stand in tables of the overview report that have the headings of an action plan" => |f, _| tabled_actions(f);
    "summary.percent-of-overview" at "documents.summary" from ["documents.summary", "documents.overview"], Number("words in a hundred"), Text, "length of the summary beside the overview report", "how many words the summary has for every hundred of the overview report, to the nearest whole number" => |f, _| summary_percent(f);
}

derived! { OF_AGENCY, Scope::Item(ListName::Agencies);
    "events" at "agencies" from ["events.agency"], IDS, Link, "event in the chronology", "the events that are the agency's" => |f, i| f.linked(&f.links().agency_events, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "findings" at "agencies" from ["findings.agencies"], IDS, Link, "finding", "the findings that concern it" => |f, i| f.linked(&f.links().agency_findings, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "actions" at "agencies" from ["actions.agency"], IDS, Link, "action", "the actions that are the agency's" => |f, i| f.linked(&f.links().agency_actions, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "panel-seats" at "agencies" from ["panel.agency"], IDS, Link, "seat on the panel", "the members of the panel who come from it" => |f, i| f.linked(&f.links().agency_seats, i, &item(&f.review().agencies, i)?.id, "agencies.id");
    "concerned" at "agencies" from ["agencies.involved", "events.agency", "findings.agencies", "actions.agency", "panel.agency"], YesNo, Computed, "part in the case", "it was involved, or an event, a finding, an action or a panel seat names it" => |f, i| Facts::three(agency_concerned(f, i));
    "examined" at "agencies" from ["agencies.submitted", "agencies.no-finding-because", "events.agency", "findings.agencies"], YesNo, Computed, "examined part of its own", "it submitted a review of its own, has an event, and is in a finding or said to raise none" => |f, i| Facts::three(agency_examined(f, i));
}

derived! { OF_EVENT, Scope::Item(ListName::Events);
    "findings" at "events" from ["findings.events"], IDS, Link, "citing finding", "the findings that rest on it" => |f, i| f.linked(&f.links().event_findings, i, &item(&f.review().events, i)?.id, "events.id");
}

derived! { OF_FINDING, Scope::Item(ListName::Findings);
    "actions" at "findings" from ["actions.addresses"], IDS, Link, "action", "the actions that address it" => |f, i| f.linked(&f.links().finding_actions, i, &item(&f.review().findings, i)?.id, "findings.id");
    "action-kinds" at "findings" from ["actions.addresses", "actions.kind"], List(Some(ActionKind::WORDS)), Link, "kind of action", "the kinds of the actions that address it" => |f, i| finding_action_kinds(f, i);
    "questions" at "findings" from ["terms.questions.answered-by"], IDS, Link, "question that it answers", "the questions in the terms of reference that it answers" => |f, i| f.linked(&f.links().finding_questions, i, &item(&f.review().findings, i)?.id, "findings.id");
    "in-summary" at "findings" from ["summary.findings"], YesNo, Link, "place in the summary", "it is in the summary" => |f, i| Facts::three(finding_in_summary(f, i));
    "mentioned" at "findings" from ["documents.summary", "findings.id", "findings.title", "findings.text"], YesNo, Text, "mention in the text of the summary", "the text of the summary mentions it: by its id, or with two thirds of the content words of its title in one paragraph" => |f, i| finding_mentioned(f, i);
    "unmentioned-words" at "findings" from ["documents.summary", "findings.id", "findings.title", "findings.text"], IDS, Text, "word that the summary lacks", "the content words of its title that the nearest paragraph of the summary lacks" => |f, i| finding_unmentioned_words(f, i);
}

derived! { OF_ACTION, Scope::Item(ListName::Actions);
    "findings-in-summary" at "actions" from ["actions.addresses", "summary.findings"], IDS, Link, "finding of its own in the summary", "the findings that it addresses and that are in the summary" => |f, i| action_summary_findings(f, i);
}
