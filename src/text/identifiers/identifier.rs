//! What an identifier is: its kind, its place, and how sure that is.

use crate::text::Span;

/// What kind of identifier something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// Ten digits, the last a check digit by modulus 11.
    NhsNumber,
    /// Two letters, six digits and a letter.
    NationalInsuranceNumber,
    /// A full UK postcode.
    Postcode,
    /// A UK telephone number, or one with a country code.
    TelephoneNumber,
    /// An e-mail address.
    EmailAddress,
    /// A full date that is said to be somebody's birth.
    DateOfBirth,
    /// A UK vehicle registration.
    VehicleRegistration,
    /// A name of the author's list.
    ConfidentialName,
}

impl IdentifierKind {
    /// All of them.
    pub const ALL: [IdentifierKind; 8] = [
        IdentifierKind::NhsNumber,
        IdentifierKind::NationalInsuranceNumber,
        IdentifierKind::Postcode,
        IdentifierKind::TelephoneNumber,
        IdentifierKind::EmailAddress,
        IdentifierKind::DateOfBirth,
        IdentifierKind::VehicleRegistration,
        IdentifierKind::ConfidentialName,
    ];

    /// Their words, in the same order.
    pub const WORDS: &'static [&'static str] = &[
        "NHS number",
        "National Insurance number",
        "postcode",
        "telephone number",
        "e-mail address",
        "date of birth",
        "vehicle registration",
        "confidential name",
    ];

    /// What people call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            IdentifierKind::NhsNumber => "NHS number",
            IdentifierKind::NationalInsuranceNumber => "National Insurance number",
            IdentifierKind::Postcode => "postcode",
            IdentifierKind::TelephoneNumber => "telephone number",
            IdentifierKind::EmailAddress => "e-mail address",
            IdentifierKind::DateOfBirth => "date of birth",
            IdentifierKind::VehicleRegistration => "vehicle registration",
            IdentifierKind::ConfidentialName => "confidential name",
        }
    }
}

/// How sure it is that something is an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// More likely none.
    Possible,
    /// More likely one than none.
    Probable,
    /// Form and surroundings agree.
    Certain,
}

impl Confidence {
    /// The words, from the least sure.
    pub const WORDS: &'static [&'static str] = &["possible", "probable", "certain"];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Possible => "possible",
            Confidence::Probable => "probable",
            Confidence::Certain => "certain",
        }
    }

    /// True if it is masked and counted.
    #[must_use]
    pub fn counts(self) -> bool {
        self >= Confidence::Probable
    }
}

/// An identifier in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: IdentifierKind,
    /// How sure that is.
    pub confidence: Confidence,
    /// Of a confidential name: which of the list, from 1.
    pub name: Option<usize>,
}
