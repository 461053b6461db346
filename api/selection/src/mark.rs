//! An exact, non-negative decimal of at most three places: marks, weights, thresholds and grades.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An exact number in thousandths, from 0 to 999,999,999.999. In JSON it is a decimal string without needless
/// zeros (`"72.5"`, `"398"`). Three places are what the published results of BKN are computed with (regulations
/// 1.5: half up to three decimals at each step); a longer decimal is refused, never rounded on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mark(u64);

/// Why a text is no [`Mark`]. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    #[error("not a plain decimal number")]
    NotADecimal,
    #[error("more than three decimals")]
    TooManyDecimals,
    #[error("more than nine digits before the point")]
    TooLarge,
}

const THOUSAND: u64 = 1_000;
const LARGEST_THOUSANDTHS: u64 = 999_999_999_999;

impl Mark {
    pub const ZERO: Mark = Mark(0);
    pub const ONE: Mark = Mark(THOUSAND);
    pub(crate) const HUNDRED: Mark = Mark(100 * THOUSAND);
    pub(crate) const LARGEST: Mark = Mark(LARGEST_THOUSANDTHS);

    /// `None` above 999,999,999.999.
    pub const fn from_thousandths(thousandths: u64) -> Option<Mark> {
        if thousandths <= LARGEST_THOUSANDTHS { Some(Mark(thousandths)) } else { None }
    }

    pub const fn from_whole(whole: u32) -> Option<Mark> {
        Mark::from_thousandths((whole as u64) * THOUSAND)
    }

    pub const fn thousandths(self) -> u64 {
        self.0
    }

    pub const fn checked_add(self, other: Mark) -> Option<Mark> {
        Mark::from_thousandths(self.0 + other.0)
    }

    /// `self * numerator / denominator`, rounded once, half up, to `decimals` places (0 to 3). `None` when the
    /// denominator is zero, the result too large, or `decimals` above 3.
    pub fn ratio_half_up(self, numerator: Mark, denominator: Mark, decimals: u8) -> Option<Mark> {
        let quantum = quantum(decimals)?;
        let divisor = u128::from(denominator.0).checked_mul(u128::from(quantum))?;
        let product = u128::from(self.0) * u128::from(numerator.0);
        let twice = product.checked_mul(2)?.checked_add(divisor)?;
        let quanta = twice.checked_div(divisor.checked_mul(2)?)?;
        Mark::from_thousandths(u64::try_from(quanta).ok()?.checked_mul(quantum)?)
    }

    /// True when the number needs no more than `decimals` places.
    pub fn fits(self, decimals: u8) -> bool {
        quantum(decimals).is_none_or(|quantum| self.0.is_multiple_of(quantum))
    }

    /// True when the number is a whole multiple of `step`; false for a `step` of zero.
    pub fn is_multiple_of(self, step: Mark) -> bool {
        step.0 != 0 && self.0.is_multiple_of(step.0)
    }

    /// The number with all three decimals, as result lists print it: `"77.322"`, `"72.500"`.
    pub fn to_fixed(self) -> String {
        format!("{}.{:03}", self.0 / THOUSAND, self.0 % THOUSAND)
    }
}

/// Size of the last kept place, in thousandths.
const fn quantum(decimals: u8) -> Option<u64> {
    match decimals {
        0 => Some(1_000),
        1 => Some(100),
        2 => Some(10),
        3 => Some(1),
        _ => None,
    }
}

impl FromStr for Mark {
    type Err = MarkError;

    /// Reads digits, optionally a point and digits. No sign, exponent, blank or comma. Zeros beyond the third
    /// decimal change nothing and are accepted.
    fn from_str(text: &str) -> Result<Mark, MarkError> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(MarkError::NotADecimal),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(MarkError::NotADecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 3 {
            return Err(MarkError::TooManyDecimals);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 9 {
            return Err(MarkError::TooLarge);
        }
        format!("{whole}{fraction:0<3}")
            .parse()
            .ok()
            .and_then(Mark::from_thousandths)
            .ok_or(MarkError::NotADecimal)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / THOUSAND, self.0 % THOUSAND);
        match rest {
            0 => write!(formatter, "{whole}"),
            _ if rest.is_multiple_of(100) => write!(formatter, "{whole}.{}", rest / 100),
            _ if rest.is_multiple_of(10) => write!(formatter, "{whole}.{:02}", rest / 10),
            _ => write!(formatter, "{whole}.{rest:03}"),
        }
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Mark, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
