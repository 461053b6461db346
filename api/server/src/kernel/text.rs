//! Texts in the two languages of the house.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Indonesian first, English second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Id,
    En,
}

impl Language {
    /// The better of the two for an `Accept-Language` header.
    pub fn accepted(header: Option<&str>) -> Self {
        let mut best = (0_u16, Self::Id);
        for part in header.unwrap_or_default().split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let language = match tag.get(..2) {
                Some("id") => Self::Id,
                Some("en") => Self::En,
                _ => continue,
            };
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1000, |q| thousandths(q.trim()));
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// `id` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// From `id` or `en`; anything else is Indonesian.
    pub fn of(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Id }
    }
}

/// `0.8` as 800, without binary fractions.
fn thousandths(q: &str) -> u16 {
    let (whole, part) = q.split_once('.').unwrap_or((q, ""));
    let padded: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u16>().unwrap_or(0).saturating_mul(1000).saturating_add(padded.parse().unwrap_or(0))
}

/// One sentence or more, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub id: &'static str,
    pub en: &'static str,
}

impl Text {
    pub const fn new(id: &'static str, en: &'static str) -> Self {
        Self { id, en }
    }

    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Id => self.id,
            Language::En => self.en,
        }
    }

    /// The text with each `{name}` replaced.
    pub fn fill(self, language: Language, parameters: &[(&str, &str)]) -> String {
        parameters.iter().fold(self.get(language).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_heavier_language_wins() {
        assert_eq!(Language::accepted(None), Language::Id);
        assert_eq!(Language::accepted(Some("en-GB,en;q=0.9,id;q=0.8")), Language::En);
        assert_eq!(Language::accepted(Some("en;q=0.5, id;q=0.9")), Language::Id);
        assert_eq!(Language::accepted(Some("fr, de;q=0.9")), Language::Id);
    }
}
