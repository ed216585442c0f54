//! How a comparison writes probabilities and differences.

/// A probability with two figures that count.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0001 {
        "<0.0001".to_owned()
    } else if p < 0.001 {
        format!("{p:.4}")
    } else if p < 0.1 {
        format!("{p:.3}")
    } else {
        format!("{p:.2}")
    }
}

/// `= 0.03`, `< 0.0001`.
pub(super) fn equals(p: &str) -> String {
    p.strip_prefix('<').map_or_else(|| format!("= {p}"), |p| format!("< {p}"))
}

/// `-18.3`, `+0.4`, `0.0`.
pub(super) fn signed(difference: f64) -> String {
    let text = format!("{:+.1}", difference * 100.0);
    if text == "-0.0" || text == "+0.0" { "0.0".to_owned() } else { text }
}
