//! What to write instead of a value that is not allowed.

use std::fmt::Write;

use serde_json::Value;

use super::shown;

/// The values allowed, the nearest first where one is near.
pub(super) fn list_help(value: &Value, options: &[Value], mask: bool) -> String {
    let nearest = value.as_str().filter(|_| !mask).and_then(|text| {
        options
            .iter()
            .filter_map(|option| option.as_str())
            .map(|option| (distance(text, option), option))
            .filter(|(d, option)| *d <= 1 + option.chars().count() / 4)
            .min_by_key(|(d, _)| *d)
            .map(|(_, option)| option)
    });
    let mut help = String::new();
    if let Some(nearest) = nearest {
        let _ = write!(help, "did you mean \"{nearest}\"? ");
    }
    let listed: Vec<String> = options.iter().take(12).map(shown).collect();
    let _ = write!(help, "allowed: {}", listed.join(", "));
    if options.len() > 12 {
        let _ = write!(help, " and {} more", options.len() - 12);
    }
    help
}

pub(super) fn format_help(format: &str) -> Option<String> {
    match format {
        "date" => Some("write YYYY-MM-DD, such as 2024-05-20".to_owned()),
        "date-time" => Some("write RFC 3339 with a zone, such as 2024-05-20T06:23:00Z".to_owned()),
        "time" => Some("write hh:mm:ss with a zone, such as 06:23:00Z".to_owned()),
        "uri" => Some("write an absolute address; percent-encode spaces and accents".to_owned()),
        _ => None,
    }
}

/// Letters to insert, remove, replace or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_listed_value_is_named() {
        let options = ["occurred", "ongoing", "planned"].map(Value::from);
        let help = list_help(&Value::from("occured"), &options, false);
        assert!(help.starts_with("did you mean \"occurred\"?"), "{help}");
        assert!(!list_help(&Value::from("xyz"), &options, false).contains("mean"));
        assert_eq!(distance("visit", "vsiit"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
