//! Rows of `records`, from a page's articles.

use arrow_schema::ArrowError;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::builder::RowsBuilder;
use super::words;
use crate::clean::CleanText;
use crate::extract::article::Article;
use crate::read::{Page, When};
use crate::span::{code_points, words as words_of};

/// What all rows of one page share, computed once.
#[derive(Debug)]
pub struct PageFacts<'p> {
    /// The page.
    pub page: &'p Page,
    /// SHA-256 of its text in UTF-8, hexadecimal.
    pub sha256: String,
    /// Code points of its text.
    pub length: usize,
    /// Registered domain of its address.
    pub site: Option<&'p str>,
    /// When it was fetched.
    pub captured_at: Option<Timestamp>,
}

impl<'p> PageFacts<'p> {
    /// Reads the page once.
    pub fn new(page: &'p Page, zone: &TimeZone) -> Self {
        Self {
            page,
            sha256: hex(&Sha256::digest(page.text.as_bytes())),
            length: code_points(&page.text),
            site: page.stated.url.as_deref().and_then(site),
            captured_at: page.stated.captured.and_then(|when| instant(when, zone)),
        }
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |b: &u8| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]];
    bytes.iter().flat_map(digits).map(char::from).collect()
}

/// The instant of a moment; of a day without a time, its first instant in `zone`.
pub fn instant(when: When, zone: &TimeZone) -> Option<Timestamp> {
    match when {
        When::Instant(at) => Some(at),
        When::Day(date) => date.to_zoned(zone.clone()).ok().map(|z| z.timestamp()),
    }
}

pub use crate::read::site;

/// Appends the row of `article`. Without `text`, what could be passed on as text is null.
pub fn push(
    rows: &mut RowsBuilder,
    facts: &PageFacts,
    clean: &CleanText,
    article: &Article,
    record_id: &str,
    text: bool,
) {
    let page = facts.page;
    let kept = article
        .placements
        .iter()
        .filter(|placed| matches!(placed.field, "title" | "lead" | "body"))
        .filter_map(|placed| clean.segments.get(placed.segment))
        .filter_map(|segment| page.text.get(segment.bytes.clone()))
        .map(code_points)
        .sum::<usize>();
    let published = &article.published;
    let shown = |value| if text { value } else { None };
    rows.text("record_id", record_id)
        .text("page_id", page.id.as_str())
        .text("page_sha256", facts.sha256.as_str())
        .int("article_index", article.index)
        .text("source_path", page.source_path.as_str())
        .text("url", page.stated.url.as_deref())
        .text("site", facts.site)
        .time("captured_at", facts.captured_at)
        .int("line_start", article.lines.0)
        .int("line_end", article.lines.1)
        .text("title", shown(article.title.as_deref()))
        .text("lead", shown(article.lead.as_deref()))
        .text("body", shown(Some(article.body.as_str())))
        .list("captions", text.then(|| strs(&article.captions)))
        .list("subheadings", text.then(|| strs(&article.subheadings)))
        .list("authors", Some(strs(&article.authors)))
        .text("publisher", article.publisher.as_deref())
        .text("agency", article.agency.as_deref())
        .text("language", article.language)
        .time("published_at", published.at)
        .date("published_date", published.date)
        .text("published_basis", words::published_basis(published.basis))
        .list("published_evidence", Some(strs(&published.evidence)))
        .date("published_earliest", published.earliest)
        .date("published_latest", published.latest)
        .int("word_count", words_of(&article.body))
        .int("sentence_count", article.reading.sentence_count())
        .int("paragraph_count", article.paragraphs.len())
        .float("kept_ratio", kept as f64 / facts.length.max(1) as f64)
        .text("duplicate_of", None)
        .list(
            "quality_flags",
            Some(
                article
                    .quality_flags
                    .iter()
                    .map(|&flag| words::quality_flag(flag)),
            ),
        );
}

/// The texts of a list.
pub(super) fn strs(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}

/// Marks rows as near-duplicates of earlier records: `duplicate_of[row]` and the quality flag.
pub fn mark_duplicates(
    rows: super::batch::Rows,
    duplicate_of: &[Option<&str>],
) -> Result<super::batch::Rows, ArrowError> {
    use arrow_array::builder::{ListBuilder, StringBuilder};
    use arrow_array::{ArrayRef, StringArray};
    use std::sync::Arc;

    use super::batch::{Value, field};
    use super::columns::RECORDS;
    use crate::extract::article::QualityFlag;

    if duplicate_of.iter().all(Option::is_none) {
        return Ok(rows);
    }
    let ids: ArrayRef = Arc::new(StringArray::from(duplicate_of.to_vec()));
    let Some(flags) = RECORDS.position("quality_flags") else {
        return Ok(rows);
    };
    let arrow_schema::DataType::List(item) = field(&RECORDS.columns[flags]).data_type().clone()
    else {
        return Ok(rows);
    };
    let mut lists = ListBuilder::new(StringBuilder::new()).with_field(item);
    let cells = rows.cells();
    for (row, original) in duplicate_of.iter().enumerate() {
        if let Value::List(texts) = cells[flags].value(row) {
            for text in texts.iter() {
                lists.values().append_value(text);
            }
        }
        if original.is_some() {
            lists
                .values()
                .append_value(words::quality_flag(QualityFlag::NearDuplicate));
        }
        lists.append(true);
    }
    let lists: ArrayRef = Arc::new(lists.finish());
    rows.with_column("duplicate_of", ids)?
        .with_column("quality_flags", lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_the_registered_domain() {
        let cases = [
            (
                "https://m.bao.example.com.vn/tin?x=1",
                Some("example.com.vn"),
            ),
            ("http://user@tin.example.vn:8080/a", Some("example.vn")),
            ("example.org", Some("example.org")),
            ("không phải địa chỉ", None),
            ("", None),
        ];
        for (url, want) in cases {
            assert_eq!(site(url), want, "{url}");
        }
    }
}
