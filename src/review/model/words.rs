//! The words that keys of a review may have.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::super::value::{Names, Value};
use super::declare::Readable;
use crate::document::schema;

/// Declares the words that a key may have, each with what it means.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $(#[doc = $doc:literal] $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        pub enum $name { $(#[doc = $doc] #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The words of the file format.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word of the file format.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl Readable for $name {
            fn value(&self) -> Value<'_> {
                Value::Text(self.word())
            }
        }

        impl Readable for Vec<$name> {
            fn value(&self) -> Value<'_> {
                Value::list(Names::Words(self.iter().map(|item| item.word()).collect()))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schema::words([$(($word, $doc)),+])
            }
        }
    };
}

/// The kinds of review that a built-in rubric is for, in the order in which they are listed. A rubric may name others.
pub const KINDS: [&str; 4] = ["scr", "lcspr", "sar", "dhr"];

words! {
    /// How much of the review the file holds.
    Record {
        /// All that the review says: what is missing is not in the review.
        Whole = "whole",
        /// A part: what is missing is not stated, and lists may go on.
        Part = "part",
    }
}

words! {
    /// What a finding is about.
    FindingKind {
        /// Something that fell short.
        Shortcoming = "shortcoming",
        /// Something done well.
        GoodPractice = "good-practice",
        /// A weakness of the system rather than of one act.
        Systemic = "systemic",
    }
}

words! {
    /// A level of the system that a finding reaches.
    Level {
        /// What workers did with the family.
        Frontline = "frontline",
        /// How workers were supervised.
        Supervision = "supervision",
        /// How services were run.
        Management = "management",
        /// Policies and procedures.
        Policy = "policy",
        /// The system as a whole.
        System = "system",
    }
}

words! {
    /// What an action would change.
    ActionKind {
        /// What workers do.
        Practice = "practice",
        /// How they are supervised.
        Supervision = "supervision",
        /// What they are taught.
        Training = "training",
        /// What is written down as procedure.
        Procedure = "procedure",
        /// Money, people, time.
        Resource = "resource",
        /// How the system is built.
        System = "system",
    }
}

words! {
    /// An aspect of a family's identity.
    Identity {
        /// Race.
        Race = "race",
        /// Language.
        Language = "language",
        /// Culture.
        Culture = "culture",
        /// Religion.
        Religion = "religion",
        /// Disability.
        Disability = "disability",
    }
}

words! {
    /// A kind of evidence that a finding was tested against.
    Evidence {
        /// What the agencies wrote down at the time.
        Records = "records",
        /// What those who did the work said of it.
        Practitioners = "practitioners",
        /// What the child, the adult, the family or those close to them said.
        Family = "family",
        /// Figures, audits or other cases: what is usual here.
        Data = "data",
        /// Published research, or reviews from elsewhere.
        Research = "research",
    }
}

words! {
    /// Why a report is withheld.
    WithheldFor {
        /// A child's welfare.
        ChildWelfare = "child-welfare",
        /// Proceedings in a court.
        LegalProceedings = "legal-proceedings",
        /// Any other reason.
        Other = "other",
    }
}

words! {
    /// Who is given the review.
    Audience {
        /// Those who work with families.
        Practitioners = "practitioners",
        /// The agencies concerned.
        Agencies = "agencies",
        /// The safeguarding board.
        Board = "board",
        /// The family.
        Family = "family",
        /// The public.
        Public = "public",
        /// The whole country.
        National = "national",
    }
}
