//! The words beside a number or code that say what it is.

use super::tokens::Tokens;

/// A number or code with what stands around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near<'a, 't> {
    pub(super) tokens: &'a Tokens<'t>,
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
}

/// A kind of words, one after another in `|`.
type Words = &'static str;

const NHS: Words = "|nhs|chi|hcn|hsc|";
const NUMBER: Words = "|number|numbers|num|no|nos|nr|id|identifier|identifiers|";
const INSURANCE: Words = "|nino|ninos|ni|";
const ADDRESS: Words =
    "|postcode|address|road|street|avenue|lane|close|crescent|drive|terrace|house|flat|court|estate|";
/// Words for a telephone and nothing else.
const TELEPHONE: Words = "|tel|telephone|telephones|phone|phones|mobile|mobiles|mob|cell|fax|landline|whatsapp|sms|handset|phoned|telephoned|";
const CALL: Words = "|ring|rang|rung|call|calls|called|calling|number|contact|text|texts|texted|dial|dialled|";
const VEHICLE: Words = "|car|cars|van|vehicle|vehicles|lorry|taxi|motorbike|motorcycle|reg|registration|registered|plate|plates|\
                        vrm|drove|drives|driving|driver|vehiclereg|";
const REGISTRATION: Words = "|reg|registration|plate|plates|vrm|";
const BOOK: Words = "|isbn|issn|ean|doi|";

impl<'t> Near<'_, 't> {
    /// The words before it in small letters, the nearest first: at most `most`, and none before another number or the end of a
    /// sentence. `nhsNumber` is two words.
    fn before(&self, most: usize) -> Vec<String> {
        let mut words = Vec::new();
        for at in (0..self.first).rev() {
            let gap = self.tokens.gap(at);
            let token = self.tokens.get(at).filter(|token| !token.is_digits);
            if token.is_none() || words.len() >= most || gap.len() > 60 || ends_sentence(gap, self.tokens.str(at)) {
                break;
            }
            words.extend(parts(self.tokens.str(at)).into_iter().rev());
        }
        words.truncate(most);
        words
    }

    /// The words after it in small letters, the nearest first.
    fn after(&self, most: usize) -> Vec<String> {
        let mut words = Vec::new();
        for at in self.end..self.end + most {
            let gap = self.tokens.gap_before(at);
            let is_word = self.tokens.get(at).is_some_and(|token| !token.is_digits);
            if !is_word || gap.len() > 3 || ends_sentence(gap, "") {
                break;
            }
            words.extend(parts(self.tokens.str(at)));
        }
        words
    }

    fn has_before(&self, most: usize, list: Words) -> bool {
        self.before(most).iter().any(|word| is_in(list, word))
    }

    fn has_after(&self, most: usize, list: Words) -> bool {
        self.after(most).iter().any(|word| is_in(list, word))
    }

    /// Whether it is called something of the NHS.
    pub(super) fn is_of_the_nhs(&self) -> bool {
        self.has_before(6, NHS) || self.has_after(4, NHS)
    }

    /// Whether the words next to it call it an NHS number.
    pub(super) fn is_nhs_number(&self) -> bool {
        let words = self.before(8);
        let pairs = words.windows(2);
        let mut found = pairs.filter(|pair| matches!(pair, [number, nhs] if is_in(NUMBER, number) && is_in(NHS, nhs)));
        let is_spelled = |letters: &[String]| letters.concat() == "shn";
        found.next().is_some()
            || words.windows(3).any(is_spelled)
            || words.iter().any(|word| matches!(word.as_str(), "nhsnumber" | "nhsno" | "nhsid" | "hcn"))
    }

    pub(super) fn is_national_insurance(&self) -> bool {
        let is_pair = |words: &[String]| matches!(words, [a, b] if a == "insurance" && b == "national" || b == "insurance" && a == "national");
        let (before, after) = (self.before(6), self.after(5));
        before.windows(2).chain(after.windows(2)).any(is_pair)
            || before.iter().any(|word| is_in(INSURANCE, word) || word == "nationalinsurance")
            || after.iter().any(|word| is_in(INSURANCE, word))
    }

    pub(super) fn is_address(&self) -> bool {
        self.has_before(8, ADDRESS) || self.is_postcode() || self.has_after(4, "|postcode|")
    }

    pub(super) fn is_postcode(&self) -> bool {
        let words = self.before(4);
        words.iter().any(|word| word == "postcode")
            || words.windows(2).any(|pair| matches!(pair, [code, post] if code == "code" && post == "post"))
    }

    /// Whether words for a telephone or a call are beside it.
    pub(super) fn is_telephone(&self) -> bool {
        let words = self.before(4);
        words.iter().any(|word| is_in(TELEPHONE, word) || is_in(CALL, word))
            || self.has_after(1, "|ext|extension|mobile|tel|phone|landline|")
    }

    /// Whether the word for a telephone is right before it, so that any number of digits is one.
    pub(super) fn is_telephone_number(&self) -> bool {
        let words = self.before(3);
        let (link, word): (Vec<_>, Vec<_>) = words.iter().partition(|word| is_in("|no|nr|num|number|is|on|was|", word));
        let first = words.iter().position(|word| is_in(TELEPHONE, word));
        first.is_some_and(|first| first <= link.len()) && word.first().is_some_and(|word| is_in(TELEPHONE, word))
    }

    pub(super) fn is_vehicle(&self) -> bool {
        self.has_before(7, VEHICLE) || self.has_after(3, VEHICLE)
    }

    /// Whether the words next to it call it a registration.
    pub(super) fn is_registration(&self) -> bool {
        let words = self.before(3);
        words.iter().any(|word| is_in(REGISTRATION, word) || word == "vehiclereg")
            || words
                .windows(2)
                .any(|pair| matches!(pair, [number, of] if is_in(NUMBER, number) && is_in(REGISTRATION, of)))
    }

    /// Whether it is called the number of a book or paper.
    pub(super) fn is_book(&self) -> bool {
        let before = self.text_before();
        let near = before.get(before.floor_char_boundary(before.len().saturating_sub(24))..).unwrap_or_default();
        self.has_before(3, BOOK) || near.to_ascii_lowercase().contains("isbn") && !near.contains([';', '\n'])
    }

    /// Whether it is the whole of a cell, an element, an attribute or a value: nothing else stands between the marks around it.
    pub(super) fn is_whole(&self) -> bool {
        let before = self.text_before().trim_end_matches([' ', '\t', '(', '+']);
        let after = self.text_after().trim_start_matches([' ', '\t', ')']);
        let opens = |byte: &u8| b"\n\r\"',;|=:>[{(".contains(byte);
        let closes = |byte: &u8| b"\n\r\"',;|<]})".contains(byte);
        before.as_bytes().last().is_none_or(opens)
            && (after.as_bytes().first().is_none_or(closes)
                || after == "."
                || after.starts_with(".0") && after.len() == 2)
    }

    /// Whether it is a share, a sum of money, or the decimals of a number below one.
    pub(super) fn is_an_amount(&self) -> bool {
        let (before, after) = (self.text_before(), self.text_after());
        let is_decimal =
            before.strip_suffix("0.").is_some_and(|before| !before.ends_with(|last: char| last.is_ascii_digit()));
        let is_money =
            before.trim_end().ends_with('$') || self.before(1).first().is_some_and(|word| is_in("|gbp|eur|usd|", word));
        let is_share = after.starts_with('%') || after.starts_with(" %") || after.starts_with(" per cent");
        is_decimal || is_money || is_share
    }

    /// Whether a year or short number is joined to its front by a hyphen or stroke, as in `SCR-2009-0114960123`.
    pub(super) fn follows_a_year(&self) -> bool {
        let before = self.first.checked_sub(1).and_then(|before| self.tokens.get(before));
        matches!(self.tokens.gap_before(self.first), "-" | "/")
            && before.is_some_and(|token| token.is_digits && token.end - token.start <= 4)
    }

    pub(super) fn text_before(&self) -> &'t str {
        let start = self.tokens.get(self.first).map_or(0, |token| token.start);
        self.tokens.text.get(..start).unwrap_or_default()
    }

    pub(super) fn text_after(&self) -> &'t str {
        let end = self.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end);
        self.tokens.text.get(end..).unwrap_or_default()
    }
}

/// Whether one of the words of `list` is `word`.
pub(super) fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split('|').any(|own| own == word)
}

/// Whether a sentence ends in the gap after `word`: at a stop before a space, but not after an abbreviation.
pub(super) fn ends_sentence(gap: &str, word: &str) -> bool {
    let is_stop = gap.contains(['?', '!', ';']) || gap.contains("\n\n");
    let is_point = [". ", ".\n", ".\r", ".\""].iter().any(|end| gap.contains(end));
    is_stop
        || is_point
            && !(word.len() == 1
                || is_in("|no|nos|tel|mob|ext|reg|dr|mr|mrs|ms|st|num|nr|approx|", &word.to_ascii_lowercase()))
}

/// The words of a token in small letters: `nhsNumber` is two, and so is `NHSNumber`.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = word.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(character) = characters.next() {
        let next_is_small = characters.peek().is_some_and(|next| next.is_lowercase());
        let begins = before.is_some_and(|before| {
            character.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_small)
        });
        if begins {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.extend(character.to_lowercase());
        }
        before = Some(character);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_file_are_words() {
        assert_eq!(parts("nhsNumber"), ["nhs", "number"]);
        assert_eq!(parts("NHSNumber"), ["nhs", "number"]);
        assert_eq!(parts("NHS"), ["nhs"]);
        assert!(is_in("|tel|phone|", "tel") && !is_in("|tel|phone|", "te"));
    }
}
