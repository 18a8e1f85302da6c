//! What a text alone tells: a cell, a record or a line that a loader misreads wherever it stands.

/// Code points of a cell beyond which Python's csv module stops.
const PYTHON_CELL: usize = 131_072;
/// Bytes of a record beyond which DuckDB stops.
const DUCKDB_RECORD: usize = 2_097_152;

/// Texts that `pandas.read_csv` takes for missing, besides the empty one; sorted.
const NULL_LIKE: [&str; 18] = [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
    "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
];

/// What one cell of a CSV file is to pandas and Python: its code and message, if it is a hazard.
pub fn cell_hazard(text: &str, is_text: bool) -> Option<(&'static str, String)> {
    if text.len() > PYTHON_CELL {
        let length = crate::span::code_points(text);
        if length > PYTHON_CELL {
            return Some((
                "L309",
                format!(
                    "a cell of {length} characters, of which Python's csv module reads 131,072"
                ),
            ));
        }
    }
    if is_text && text.len() <= 8 && NULL_LIKE.binary_search(&text).is_ok() {
        return Some(("L302", format!("{text} is a missing value to pandas")));
    }
    None
}

/// True where a CSV record is longer than DuckDB reads.
pub fn record_too_long(bytes: usize) -> bool {
    bytes > DUCKDB_RECORD
}

/// Byte offsets of bare U+2028, U+2029 and U+0085.
pub fn separators(text: &[u8]) -> impl Iterator<Item = usize> {
    // U+2028 and U+2029 are E2 80 A8 and A9; U+0085 is C2 85.
    memchr::memchr2_iter(0xE2, 0xC2, text)
        .filter(|&i| matches!(text[i..], [0xE2, 0x80, 0xA8 | 0xA9, ..] | [0xC2, 0x85, ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_like_texts_are_sorted_and_found() {
        assert!(NULL_LIKE.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(cell_hazard("NA", true).map(|h| h.0), Some("L302"));
        assert_eq!(cell_hazard("NA", false), None);
        for near in ["Na", "N/A.", "nil", "VNM", ""] {
            assert_eq!(cell_hazard(near, true), None, "{near}");
        }
    }

    #[test]
    fn python_counts_characters() {
        let fits = "đ".repeat(PYTHON_CELL);
        assert_eq!(cell_hazard(&fits, true), None);
        assert!(cell_hazard(&(fits + "đ"), true).is_some());
    }

    #[test]
    fn line_separators_are_found_and_quotation_marks_are_not() {
        let text = "“a”\u{2028}b\u{85}c\u{2029}ÂÅ";
        let found: Vec<usize> = separators(text.as_bytes()).collect();
        assert_eq!(found, [7, 11, 14]);
    }
}
