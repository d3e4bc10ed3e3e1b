//! Rates as forms print them: with the sign, or without it where the heading has it.

use crate::import::words;
use crate::model::{Agreement, Amount, Percent};

/// A rate as it is to be written.
pub(super) struct Rate {
    pub text: String,
    /// Whether it might as well be a share, 0.99 for 99%.
    pub is_doubtful: bool,
}

/// A heading says that the figures below it are percentages.
pub(super) fn says_percent(heading: &str) -> bool {
    words::narrow(heading).contains('%')
}

/// A bare figure gets its sign where the heading has it, or where it is the rate that
/// the amounts give. Any other stays as it is.
pub(super) fn rate(text: &str, says_percent: bool, computed: Option<Percent>) -> Rate {
    let unchanged = Rate {
        text: text.to_owned(),
        is_doubtful: false,
    };
    let Ok(figure) = Amount::parse(text) else {
        return unchanged;
    };
    let is_computed = computed.is_some_and(|computed| is_near(figure, computed.0));
    if !is_computed && !says_percent {
        return unchanged;
    }
    Rate {
        text: format!("{}%", text.trim()),
        is_doubtful: !is_computed && !figure.is_zero() && figure <= Amount::from_int(1),
    }
}

/// Whether a printed rate, with its sign or without, is the one that the amounts give.
pub(super) fn is_computed(text: &str, computed: Percent) -> bool {
    let printed = Percent::parse(text).map(|rate| rate.0);
    let printed = printed.or_else(|_| Amount::parse(text));
    printed.is_ok_and(|printed| is_near(printed, computed.0))
}

fn is_near(printed: Amount, computed: Amount) -> bool {
    printed.agreement(computed) != Agreement::Off
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_rate_gets_its_sign_where_it_can_be_no_other() {
        let of = |executed: &str, budget: &str| {
            let amount = |text| Amount::parse(text).unwrap();
            Percent::of(amount(executed), amount(budget))
        };
        let cases = [
            ("99", true, None, "99%", false),
            ("９９．５", true, None, "９９．５%", false),
            ("99%", true, None, "99%", false),
            ("0.99", true, None, "0.99%", true),
            ("1", true, of("100", "100"), "1%", true),
            ("0.5", true, of("1", "200"), "0.5%", false),
            ("0", true, None, "0%", false),
            ("99", false, of("99", "100"), "99%", false),
            ("99", false, of("9", "100"), "99", false),
            ("0.99", false, of("99", "100"), "0.99", false),
            ("见附件", true, None, "见附件", false),
        ];
        for (text, says, computed, written, is_doubtful) in cases {
            let rate = rate(text, says, computed);
            assert_eq!(
                (rate.text.as_str(), rate.is_doubtful),
                (written, is_doubtful)
            );
        }
    }
}
