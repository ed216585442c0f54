//! Numbers as JSON and YAML write them. One that cannot be kept exactly enough is an error, never another number.

use super::{Diagnostic, Kind, note};
use crate::text::Span;

/// A number of a JSON text.
pub(super) fn json(number: &str, span: Span, errors: &mut Vec<Diagnostic>) -> Kind {
    if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        whole(number, 10, number, span, errors)
    } else {
        fraction(number, number, span, errors)
    }
}

/// What a plain scalar of a YAML text is, if it is a number in the core schema of YAML 1.2.
pub(super) fn yaml(scalar: &str, span: Span, errors: &mut Vec<Diagnostic>) -> Option<Kind> {
    let unsigned = scalar.strip_prefix(['-', '+']).unwrap_or(scalar);
    let digits = |text: &str, radix: u32| !text.is_empty() && text.chars().all(|digit| digit.is_digit(radix));
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(number) = scalar.strip_prefix(prefix).filter(|number| digits(number, radix)) {
            return Some(whole(number, radix, scalar, span, errors));
        }
    }
    if digits(unsigned, 10) {
        return Some(whole(scalar, 10, scalar, span, errors));
    }
    if [".inf", ".Inf", ".INF"].contains(&unsigned) || [".nan", ".NaN", ".NAN"].contains(&scalar) {
        return Some(out_of_range(scalar, span, errors));
    }
    let first = unsigned.bytes().next()?;
    let like = (first.is_ascii_digit() || first == b'.')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    (like && scalar.parse::<f64>().is_ok()).then(|| fraction(scalar, scalar, span, errors))
}

fn whole(digits: &str, radix: u32, written: &str, span: Span, errors: &mut Vec<Diagnostic>) -> Kind {
    i64::from_str_radix(digits, radix).map_or_else(|_| out_of_range(written, span, errors), Kind::Int)
}

fn fraction(number: &str, written: &str, span: Span, errors: &mut Vec<Diagnostic>) -> Kind {
    match number.parse::<f64>() {
        Ok(number) if number.is_finite() => Kind::Float(number),
        Ok(_) | Err(_) => out_of_range(written, span, errors),
    }
}

/// The error for a number that cannot be kept.
pub(super) fn out_of_range(written: &str, span: Span, errors: &mut Vec<Diagnostic>) -> Kind {
    note(errors, || {
        let message = format!("the number `{written}` is out of range");
        Diagnostic::error("number-out-of-range", message).at(span, "here")
    });
    Kind::Null
}
