//! The tables of a review: one row a field, with what a rule can read of it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::super::vocabulary::FactType::{Choice, Date, List, Name, Number, Text, YesNo};
use super::super::vocabulary::{Basis, Fact, IDS, Mark, Scope};
use super::super::{RecordedGrade, When, vocabulary};
use super::declare::{Readable, access, fact, facts, table};
use super::list_name::ListName;
use super::words::{ActionKind, Audience, Evidence, FindingKind, Identity, Level, Record, WithheldFor};
use crate::document::schema;

table! {
    /// `[review]`: what the review is.
    #[schemars(extend("type" = "object", "required" = ["id"]))]
    Header, "the table `review`", in "review" [review] {
        /// What to call it; required.
        #[schemars(schema_with = "schema::required_text")]
        id: String,
        /// Its title.
        title: String ["title" Text, Text, "title", "the review's title"],
        /// Its kind: `scr`, `lcspr`, `sar` or `dhr`, or another word that the `kinds` of a rubric name.
        kind: String ["kind" Name, Class, "kind of review", "what kind of review it is, such as scr"],
        /// The partnership or board.
        partnership: String ["partnership" Name, Text, "partnership", "the partnership or board", Offered],
        /// The region.
        region: String ["region" Name, Text, "region", "the region", Offered],
        /// Where it stands: draft, published, ...
        status: String ["status" Name, Class, "status", "where the review stands: draft, published"],
        /// Whether the file holds all that the review says; `part` unless given.
        record: Record,
        /// Lists of a part record that are complete all the same.
        #[schemars(schema_with = "lists_to_close")]
        whole: Vec<String>,
        /// Keys of a whole record that are not stated all the same.
        #[schemars(schema_with = "keys_to_open")]
        not_stated: Vec<String>,
    }
}

table! {
    /// `[dates]`: when things happened, to the day, the month or the year.
    Dates, "the table `dates`", in "dates" [dates] {
        /// The incident that led to the review.
        incident: When ["incident" Date, World, "date of the incident", "the incident that led to the review", Offered => |f, _| f.date(0)],
        /// The decision to hold a review.
        decided: When ["decided" Date, World, "date of the decision", "the decision to hold a review" => |f, _| f.date(1)],
        /// The review's completion.
        completed: When ["completed" Date, World, "date of completion", "the review's completion" => |f, _| f.date(2)],
        /// Its publication.
        published: When ["published" Date, World, "date of publication", "the review's publication" => |f, _| f.date(3)],
        /// Why it took longer than it should.
        delay_because: String ["delay-because" Text, Text, "reason for the delay", "why the review took longer than it should"],
    }
}

table! {
    /// `[terms]`: the terms of reference.
    Terms, "the table `terms`", in "terms" [terms] {
        /// The legal basis.
        basis: String ["basis" Text, Text, "legal basis", "the legal basis that the terms of reference cite"],
        /// The period under review: its first day.
        from: When ["from" Date, Text, "first day of the period", "the first day of the period under review"],
        /// Its last day.
        to: When ["to" Date, Text, "last day of the period", "the last day of the period under review"],
        /// Why a review was held, and one of this size.
        decision_because: String ["decision-because" Text, Text, "reason for the review", "why a review was held, and one of this size"],
        /// What was known already, and what was left to find out.
        builds_on: String ["builds-on" Text, Text, "account of what was known already", "what a rapid review or earlier reviews had found already, and what was left to find out"],
        /// How it was done, and why that way.
        method: String ["method" Text, Text, "account of the method", "how the review was done, and why that way suits the case"],
        /// Which other proceedings ran beside it, and how they were kept in step.
        parallel_processes: String ["parallel-processes" Text, Text, "account of other proceedings", "which other proceedings ran beside the review and how they were kept in step, or that there were none", TakesNone],
        /// What the review was asked.
        questions: Vec<Question>,
        /// What its author was told to leave out.
        restrictions: Vec<Restriction>,
    }
}

table! {
    /// `[[terms.questions]]`: a question of the terms of reference.
    Question, "a question of the terms (a table)", (Questions) "terms.questions" [terms.questions] {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String ["id" Name, Text, "id", "what the question is called"],
        /// The question.
        text: String ["text" Text, Text, "text", "the question", Offered],
        /// The findings that answer it.
        answered_by: Vec<String> ["answered-by" IDS, Link, "answering finding", "the findings that answer it"],
    }
}

table! {
    /// `[[terms.restrictions]]`: something the author was told to leave out.
    Restriction, "a restriction (a table)", (Restrictions) "terms.restrictions" [terms.restrictions] {
        /// What was left out.
        what: String ["what" Text, Text, "account of what was left out", "what the author was told to leave out"],
        /// Why.
        because: String ["because" Text, Text, "reason", "why"],
    }
}

table! {
    /// `[chair]`, `[author]` or a member of the `[[panel]]`; people are named by their role, never by name.
    Person, "a person's part (a table)" {
        /// The role.
        role: String,
        /// The agency the person comes from, by its id.
        agency: String,
        /// Independent of the agencies under review.
        independent: bool,
        /// Also chairs the safeguarding board.
        chairs_board: bool,
        /// Of the author: also chairs the panel.
        is_chair: bool,
    }
}

facts! {
    CHAIR, in "chair" [chair] {
        role ["role" Text, Text, "role of the panel's chair", "who chaired the panel, by role"],
        agency ["agency" Name, World, "agency of the panel's chair", "the agency that the panel's chair comes from"],
        independent ["independent" YesNo, World, "independence of the panel's chair", "the panel's chair is independent of the agencies under review"],
        chairs_board ["chairs-board" YesNo, World, "whether the panel's chair also chairs the board", "the panel's chair also chairs the safeguarding board"],
    }
}

facts! {
    AUTHOR, in "author" [author] {
        role ["role" Text, Text, "role of the overview's author", "who wrote the overview, by role"],
        agency ["agency" Name, World, "agency of the overview's author", "the agency that the overview's author comes from"],
        independent ["independent" YesNo, World, "independence of the overview's author", "the overview's author is independent of the agencies under review"],
        chairs_board ["chairs-board" YesNo, World, "whether the overview's author chairs the board", "the overview's author chairs the safeguarding board"],
        is_chair ["is-chair" YesNo, World, "whether author and chair are one person", "one person chaired the panel and wrote the overview"],
    }
}

facts! {
    PANEL, (Panel) "panel" [panel] {
        role ["role" Text, Text, "role", "who it is, by role"],
        agency ["agency" Name, World, "agency", "the agency that the member comes from"],
        independent ["independent" YesNo, World, "independence", "independent of the agencies under review"],
    }
}

table! {
    /// `[[agencies]]`: an agency.
    Agency, "an agency (a table)", (Agencies) "agencies" [agencies] {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String ["id" Name, Text, "id", "what the agency is called in links"],
        /// Its name.
        name: String ["name" Text, Text, "name", "the agency's name", Offered],
        /// Its sector: health, police, education, ...
        sector: String ["sector" Name, Class, "sector", "its sector: health, police, education", Offered],
        /// Had to do with the family.
        involved: bool ["involved" YesNo, World, "involvement", "it had to do with the family", SetsApart],
        /// Submitted its own management review.
        submitted: bool ["submitted" YesNo, World, "management review of its own", "it submitted a management review of its own"],
        /// That review's author had no part in the case.
        author_independent: bool ["author-independent" YesNo, World, "author from outside the case", "its own review was written by somebody with no part in the case"],
        /// How many of its practitioners were spoken to.
        practitioners_seen: u32 ["practitioners-seen" Number("practitioners"), World, "practitioners spoken to", "how many of its practitioners were spoken to"],
        /// Why no finding concerns it.
        no_finding_because: String ["no-finding-because" Text, Text, "reason why no finding concerns it", "why no finding concerns it"],
    }
}

table! {
    /// `[[gaps]]`: information that could not be had.
    Gap, "a gap (a table)", (Gaps) "gaps" [gaps] {
        /// What is missing.
        what: String ["what" Text, Text, "account of what is missing", "what could not be had"],
        /// What was done to get it.
        pursued: String ["pursued" Text, Text, "account of what was done to close it", "what was done to get it"],
    }
}

table! {
    /// `[family]`: the child or adult, and the family.
    Family, "the table `family`", in "family" [family] {
        /// The family was invited to contribute.
        invited: bool ["invited" YesNo, World, "invitation to the family", "the family was invited to contribute"],
        /// It did.
        contributed: bool ["contributed" YesNo, World, "contribution of the family", "the family contributed"],
        /// Why it did not.
        not_contributed_because: String ["not-contributed-because" Text, Text, "reason why the family did not contribute", "why the family did not contribute"],
        /// The child's wishes, feelings and daily life.
        child_views: String ["child-views" Text, Text, "account of the child's life", "the child's wishes, feelings and daily life"],
        /// The adult's wishes, feelings and daily life, and the outcomes that the adult wanted.
        adult_views: String ["adult-views" Text, Text, "account of the adult's life", "the adult's wishes, feelings and daily life, and the outcomes that the adult wanted"],
        /// The family, and the adult where that can be, were shown the findings before publication.
        shown_findings: bool ["shown-findings" YesNo, World, "sight of the findings before publication", "the family, and the adult where that can be, were shown the findings before publication"],
        /// Which aspects of identity were considered.
        identity: Vec<Identity> ["identity" List(Some(Identity::WORDS)), Word, "aspect of identity", "which aspects of the family's identity were considered"],
    }
}

table! {
    /// `[[events]]`: an event of the chronology.
    Event, "an event (a table)", (Events) "events" [events] {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String ["id" Name, Text, "id", "what the event is called in links"],
        /// When.
        date: When ["date" Date, Text, "date", "when it happened"],
        /// Whose event it is, by the agency's id.
        agency: String ["agency" Name, Link, "agency", "whose event it is"],
        /// What happened.
        what: String ["what" Text, Text, "account of what happened", "what happened", Offered],
        /// Somebody met the family.
        contact: bool ["contact" YesNo, Word, "contact with the family", "somebody met the family"],
        /// The child was seen.
        child_seen: bool ["child-seen" YesNo, Word, "word on whether the child was seen", "the child was seen"],
        /// Something could have been done here.
        missed_opportunity: bool ["missed-opportunity" YesNo, Word, "word on whether an opportunity was missed", "something could have been done here", SetsApart, Confesses],
    }
}

table! {
    /// `[[findings]]`: a finding.
    Finding, "a finding (a table)", (Findings) "findings" [findings] {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String ["id" Name, Text, "id", "what the finding is called in links"],
        /// Its heading.
        title: String ["title" Text, Text, "title", "its heading"],
        /// The finding.
        text: String ["text" Text, Text, "text", "the finding", Offered],
        /// Why it came about.
        why: String ["why" Text, Text, "explanation", "why it came about"],
        /// What it is about.
        kind: FindingKind ["kind" Choice(FindingKind::WORDS), Class, "kind", "what it is about"],
        /// The levels of the system it reaches.
        levels: Vec<Level> ["levels" List(Some(Level::WORDS)), Class, "level", "the levels of the system that it reaches"],
        /// The agencies it concerns.
        agencies: Vec<String> ["agencies" IDS, Link, "agency", "the agencies that it concerns"],
        /// The events it rests on.
        events: Vec<String> ["events" IDS, Link, "event", "the events that it rests on"],
        /// The kinds of evidence it was tested against.
        evidence: Vec<Evidence> ["evidence" List(Some(Evidence::WORDS)), Class, "kind of evidence", "the kinds of evidence that it was tested against", Claims],
        /// The published research, or the reviews from elsewhere, that it was set beside.
        research: String ["research" Text, Text, "account of the research", "the published research, or the reviews from elsewhere, that it was set beside"],
        /// How far it holds beyond this case, and how that is known.
        wider: String ["wider" Text, Text, "account of how far it holds", "how far it holds beyond this case, and how that is known"],
        /// Why it leads to no action.
        no_action_because: String ["no-action-because" Text, Text, "reason why it leads to no action", "why it leads to no action"],
    }
}

table! {
    /// `[[actions]]`: an action of the plan.
    Action, "an action (a table)", (Actions) "actions" [actions] {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String ["id" Name, Text, "id", "what the action is called"],
        /// What is to be done.
        text: String ["text" Text, Text, "text", "what is to be done", Offered],
        /// The recommendation that it carries out, where the two are not the same.
        recommendation: String ["recommendation" Text, Text, "recommendation", "the recommendation that it carries out, where the two are not the same"],
        /// The findings it answers.
        addresses: Vec<String> ["addresses" IDS, Link, "finding that it answers", "the findings that it answers"],
        /// What it would change.
        kind: ActionKind ["kind" Choice(ActionKind::WORDS), Class, "kind", "what it would change"],
        /// Who will do it.
        owner: String ["owner" Text, Text, "owner", "who will do it"],
        /// The agency that will do it.
        agency: String ["agency" Name, Link, "agency", "the agency that will do it"],
        /// By when.
        due: When ["due" Date, Text, "due date", "by when"],
        /// How it will be known that it worked.
        measured_by: String ["measured-by" Text, Text, "measure", "how it will be known that it worked"],
        /// Where it stands.
        status: String ["status" Name, Class, "status", "where it stands"],
        /// The summary holds it.
        in_summary: bool ["in-summary" YesNo, Word, "place in the summary", "it is in the summary"],
    }
}

table! {
    /// `[summary]`: the executive summary.
    Summary, "the table `summary`", in "summary" [summary] {
        /// The findings it holds.
        findings: Vec<String> ["findings" IDS, Link, "finding in the summary", "the findings that the summary holds"],
        /// It includes the action plan.
        action_plan: bool ["action-plan" YesNo, Word, "action plan in the summary", "the summary includes the action plan"],
        /// Its length in pages.
        pages: u32 ["pages" Number("pages"), Word, "pages of the summary", "the length of the summary in pages"],
        /// The length of the full report in pages.
        report_pages: u32 ["report-pages" Number("pages"), Word, "pages of the full report", "the length of the full report in pages"],
    }
}

table! {
    /// `[publication]`: who may read what.
    Publication, "the table `publication`", in "publication" [publication] {
        /// The full report is published.
        full_report: bool ["full-report" YesNo, Word, "publication of the full report", "the full report is published"],
        /// A summary is published.
        summary: bool ["summary" YesNo, Word, "publication of a summary", "a summary is published"],
        /// What is published is anonymised.
        anonymised: bool ["anonymised" YesNo, Word, "anonymisation", "what is published is anonymised"],
        /// What kind of reason keeps the report back.
        withheld_for: WithheldFor ["withheld-for" Choice(WithheldFor::WORDS), Class, "kind of reason for withholding", "what kind of reason keeps the full report back"],
        /// The reason in words.
        withheld_because: String ["withheld-because" Text, Text, "reason for withholding", "why the full report is kept back"],
        /// Who is given it.
        shared_with: Vec<Audience> ["shared-with" List(Some(Audience::WORDS)), Class, "reader it is shared with", "who is given the review"],
        /// What the board or the partners say publicly in answer.
        response: String ["response" Text, Text, "published response", "what the board or the partners say publicly in answer to the review"],
    }
}

table! {
    /// `[evaluation]`: how it will be found out whether the review changed anything.
    Evaluation, "the table `[evaluation]`", in "evaluation" [evaluation] {
        /// What will be looked at, and how.
        plan: String ["plan" Text, Text, "plan for finding out what changed", "what will be looked at, and how, to find out whether the review changed anything"],
        /// Who answers for it.
        owner: String ["owner" Text, Text, "owner of the evaluation", "who answers for finding out whether the review changed anything"],
        /// By when.
        due: When ["due" Date, Text, "due date of the evaluation", "by when it is to be known whether the review changed anything"],
    }
}

table! {
    /// `[documents]`: paths beside the file.
    Documents, "the table `documents`" {
        /// The overview report.
        overview: String,
        /// The summary.
        summary: String,
    }
}

table! {
    /// `[lists]`: lists kept in CSV files beside the review.
    Lists, "the table `lists`" {
        /// The chronology.
        events: String,
        /// The action plan.
        actions: String,
    }
}

table! {
    /// `[recorded]`: the grade that somebody else gave the review; no rule reads it.
    Recorded, "the table `recorded`" {
        /// The grade.
        grade: RecordedGrade,
        /// Who gave it.
        by: String,
        /// When.
        on: When,
        /// Where it is published.
        source: String,
    }
}

fn lists_to_close(_: &mut SchemaGenerator) -> Schema {
    names(&vocabulary::lists_to_close())
}

fn keys_to_open(_: &mut SchemaGenerator) -> Schema {
    names(vocabulary::keys_to_open())
}

fn names(names: &[&str]) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": { "type": "string", "enum": names } })
}
