//! The rubrics that come with the program.

/// A rubric inside the program.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The rubric used unless another is asked for.
pub const DEFAULT: &str = "scr-2009";

const SHIPPED: &[Shipped] = &[Shipped { id: "scr-2009", text: include_str!("../../rubrics/scr-2009.toml") }];

/// All rubrics inside the program.
#[must_use]
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}
