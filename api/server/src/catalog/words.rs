//! What a person types into a search box, as words and as a full-text query.

/// Words of letters and digits, in lower case; at most eight.
pub fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_lowercase)
        .collect()
}

/// All words, the last one as the beginning of a word; nothing when there is no word.
pub fn prefix_query(text: &str) -> Option<String> {
    let words: Vec<_> = words(text).into_iter().map(|word| format!("'{word}'")).collect();
    if words.is_empty() { None } else { Some(format!("{}:*", words.join(" & "))) }
}

#[cfg(test)]
mod tests {
    use super::prefix_query;

    #[test]
    fn whatever_is_typed_becomes_a_harmless_query() {
        assert_eq!(prefix_query("Guru Mate").as_deref(), Some("'guru' & 'mate':*"));
        assert_eq!(prefix_query("'; DROP | !&").as_deref(), Some("'drop':*"));
        assert_eq!(prefix_query(" & "), None);
    }
}
