//! What an HTML page states about itself: JSON-LD first, then meta elements.

use std::collections::BTreeMap;

use dom_query::Document;
use serde_json::Value as Json;

use super::FieldRole;
use super::json::{Row, Value};

/// Names of meta elements by what they state, the best first. Names and properties are compared
/// in lower case.
const META: &[(FieldRole, &[&str])] = &[
    (
        FieldRole::Title,
        &["og:title", "twitter:title", "dc.title", "title"],
    ),
    (
        FieldRole::Authors,
        &["author", "article:author", "dc.creator", "dable:author"],
    ),
    (
        FieldRole::Published,
        &[
            "article:published_time",
            "datepublished",
            "pubdate",
            "publishdate",
            "dc.date.issued",
            "dc.created",
            "its_publication",
            "date",
        ],
    ),
    (FieldRole::Url, &["og:url"]),
];

/// Kinds of things whose JSON-LD describes an article.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
];

/// Fills what the page states.
pub(super) fn of(document: &Document, row: &mut Row) {
    json_ld(document, row);
    let site = meta(document, row);
    title(document, row, site.as_deref());
    if row.url.is_none() {
        let link = document.select("link[rel=canonical]");
        row.url = link.attr("href").map(|href| href.trim().to_owned());
    }
    row.url.take_if(|url| !url.starts_with("http"));
}

/// Fills from the first article that JSON-LD describes.
fn json_ld(document: &Document, row: &mut Row) {
    for script in document
        .select("script[type='application/ld+json']")
        .nodes()
    {
        let text = script.text();
        // Line ends inside strings are an error of many sites.
        let text: String = text
            .trim()
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let Ok(json) = serde_json::from_str::<Json>(&text) else {
            continue;
        };
        let Some(article) = article(&json) else {
            continue;
        };
        let text = |name: &str| article.get(name).and_then(Json::as_str).map(folded);
        fill(
            row,
            FieldRole::Title,
            text("headline").or_else(|| text("name")),
        );
        fill(row, FieldRole::Published, text("datePublished"));
        fill(row, FieldRole::Url, text("url"));
        if row.authors.is_empty() {
            row.authors = names(article.get("author"));
        }
        return;
    }
}

/// The first article in a JSON-LD value: it, a member of its list, or a part of its graph.
fn article(json: &Json) -> Option<&Json> {
    let mut queue = vec![json];
    while let Some(json) = queue.pop() {
        match json {
            Json::Array(list) => queue.extend(list.iter().rev()),
            Json::Object(object) => {
                let is_article = |kind: &Json| kind.as_str().is_some_and(|k| ARTICLES.contains(&k));
                match object.get("@type") {
                    Some(Json::Array(kinds)) if kinds.iter().any(is_article) => return Some(json),
                    Some(kind) if is_article(kind) => return Some(json),
                    _ => queue.extend(object.get("@graph")),
                }
            }
            _ => {}
        }
    }
    None
}

/// Names of people or desks: a string, a thing with a name, or a list of them.
fn names(json: Option<&Json>) -> Vec<String> {
    let one = |json: &Json| {
        let name = json.as_str().or_else(|| json.get("name")?.as_str())?;
        is_name(name).then(|| folded(name))
    };
    match json {
        Some(Json::Array(list)) => list.iter().filter_map(one).collect(),
        Some(json) => one(json).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Fills from meta elements what is still open; the name of the site.
fn meta(document: &Document, row: &mut Row) -> Option<String> {
    let mut stated: BTreeMap<String, String> = BTreeMap::new();
    for node in document.select("meta[content]").nodes() {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|a| node.attr(a));
        let (Some(name), Some(content)) = (name, node.attr("content")) else {
            continue;
        };
        // The first of several says it; later ones are of other articles.
        stated
            .entry(name.trim().to_lowercase())
            .or_insert_with(|| folded(&content));
    }
    for (role, keys) in META {
        let value = keys
            .iter()
            .filter_map(|key| stated.get(*key))
            .find(|value| !value.is_empty() && (*role != FieldRole::Authors || is_name(value)))
            .cloned();
        match role {
            FieldRole::Authors if row.authors.is_empty() => row.authors.extend(value),
            FieldRole::Authors => {}
            _ => fill(row, *role, value),
        }
    }
    stated
        .remove("og:site_name")
        .filter(|site| !site.is_empty())
}

/// The headline without the name of the site, which many pages append to what they state.
fn title(document: &Document, row: &mut Row, site: Option<&str>) {
    let heads = document.select("h1");
    let heads: Vec<String> = heads
        .nodes()
        .iter()
        .map(|node| folded(&node.text()))
        .filter(|head| !head.is_empty())
        .collect();
    if let Some(stated) = &row.title {
        if let Some(head) = heads.iter().find(|head| stated.starts_with(head.as_str())) {
            row.title = Some(head.clone());
        } else if let Some(site) = site
            && let Some(head) = stated.strip_suffix(site)
        {
            row.title = Some(
                head.trim_end_matches([' ', '-', '|', '–', '—', '·'])
                    .to_owned(),
            );
        }
    } else if let [only] = heads.as_slice() {
        row.title = Some(only.clone());
    }
    row.title.take_if(|title| title.is_empty());
}

fn fill(row: &mut Row, role: FieldRole, value: Option<String>) {
    let open = match role {
        FieldRole::Title => row.title.is_none(),
        FieldRole::Published => row.published.is_none(),
        FieldRole::Url => row.url.is_none(),
        _ => false,
    };
    if open && let Some(value) = value {
        // None of these is a list, so that nothing is refused.
        let _ = row.set(role, Value::Text(value));
    }
}

/// True where a stated author is none of an address and an empty string.
fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains("://") && !text.contains('@')
}

/// Single spaces, none at the ends.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(head: &str, body: &str) -> Row {
        let html = format!("<html><head>{head}</head><body>{body}</body></html>");
        let mut row = Row::default();
        of(&Document::from(html), &mut row);
        row
    }

    #[test]
    fn json_ld_is_believed_before_meta_elements() {
        let row = stated(
            r#"<meta property="og:title" content="Tin khác">
            <meta name="author" content="Ban biên tập">
            <script type="application/ld+json">{"@type": "Organization", "name": "Báo"}</script>
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
              {"@type": "WebPage", "name": "Trang"},
              {"@type": ["NewsArticle"], "headline": "Hai nước
               ký hiệp định", "datePublished": "2024-05-20T08:00:00+07:00",
               "author": [{"@type": "Person", "name": "An Bình"}, "Chi Mai"], "url": "https://bao.example/a"}]}</script>"#,
            "",
        );
        assert_eq!(row.title.as_deref(), Some("Hai nước ký hiệp định"));
        assert_eq!(row.authors, ["An Bình", "Chi Mai"]);
        assert_eq!(row.published.as_deref(), Some("2024-05-20T08:00:00+07:00"));
        assert_eq!(row.url.as_deref(), Some("https://bao.example/a"));
    }

    #[test]
    fn meta_elements_state_what_json_ld_does_not() {
        let row = stated(
            r#"<meta property="article:author" content="https://bao.example/an">
            <meta name="Author" content="An Bình"><meta property="og:site_name" content="Báo Mẫu">
            <meta property="og:title" content="Hai nước ký hiệp định | Báo Mẫu">
            <meta property="article:published_time" content="2024-05-20T08:00:00+07:00">
            <link rel="canonical" href="https://bao.example/a">"#,
            "<h1>Báo Mẫu</h1>",
        );
        assert_eq!(row.title.as_deref(), Some("Hai nước ký hiệp định"));
        assert_eq!(row.authors, ["An Bình"]);
        assert_eq!(row.published.as_deref(), Some("2024-05-20T08:00:00+07:00"));
        assert_eq!(row.url.as_deref(), Some("https://bao.example/a"));
    }

    #[test]
    fn the_heading_is_the_title_where_nothing_is_stated_or_more_is() {
        assert_eq!(
            stated("", "<h1> Một  <b>tin</b> </h1>").title.as_deref(),
            Some("Một tin")
        );
        assert_eq!(stated("", "<h1>Một</h1><h1>Hai</h1>").title, None);
        let long = r#"<meta property="og:title" content="Một tin - Chuyên mục - Báo">"#;
        assert_eq!(
            stated(long, "<h1>Một tin</h1>").title.as_deref(),
            Some("Một tin")
        );
    }

    #[test]
    fn broken_statements_state_nothing() {
        let row = stated(
            r#"<script type="application/ld+json">{"@type": "NewsArticle", </script>
            <meta property="og:title" content=" "><link rel="canonical" href="/a">"#,
            "",
        );
        assert_eq!((row.title, row.url), (None, None));
    }
}
