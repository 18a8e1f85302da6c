//! The text of an HTML page: its main content, a line a block, and what its metadata state.
//!
//! The content is found by the readability method, which loses what stands about the paragraphs:
//! standfirsts set as headings, bylines, times. So it only says where the article is; taken are the
//! page's own lines from the headline to the last one of the content and a few more, and their
//! roles sort out the rest. Where the method finds nothing, it is the lines of the whole page.

use dom_smoothie::{Config, Readability};

use super::json::Row;
use super::metadata;

/// Most elements of a page; one with more is read for its lines alone.
const MAX_ELEMENTS: usize = 60_000;

/// A page made to exhaust its parser: the cost of tags grows with what is open around them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooTangled;

/// Reads a page: its lines, and what it states. `url` is its address where the input states it.
pub(super) fn read(html: &str, url: Option<&str>) -> Result<Row, TooTangled> {
    if is_tangled(html.as_bytes()) {
        return Err(TooTangled);
    }
    let mut row = Row::default();
    let config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        ..Config::default()
    };
    let url = url.filter(|url| url.starts_with("http"));
    // An address that the method cannot use is no reason to lose the page.
    let Ok(mut readability) = Readability::new(html, url, Some(config.clone()))
        .or_else(|_| Readability::new(html, None, Some(config)))
    else {
        return Ok(row);
    };
    metadata::of(&readability.doc, &mut row);
    let all = lines(&readability.doc);
    let content = match readability.parse() {
        Ok(article) => lines(&dom_query::Document::from(article.content)),
        Err(_) => String::new(),
    };
    row.text = Some(around(&all, &content, row.title.as_deref()));
    Ok(row)
}

/// Most lines between a headline and the first line of the content.
const HEAD_LINES: usize = 40;

/// Lines after the content that may belong to it: the writer's name, the source.
const TAIL_LINES: usize = 3;

/// The lines of the page about its content, the headline first.
fn around(all: &str, content: &str, title: Option<&str>) -> String {
    let lines: Vec<&str> = all.lines().collect();
    let content: Vec<&str> = content.lines().collect();
    let head = &content[..content.len().min(3)];
    let tail = &content[content.len().saturating_sub(3)..];
    let first = lines.iter().position(|line| head.contains(line));
    let last = lines.iter().rposition(|line| tail.contains(line));
    let (first, end) = match (first, last) {
        (Some(first), Some(last)) if first <= last => {
            (first, (last + 1 + TAIL_LINES).min(lines.len()))
        }
        _ => (0, lines.len()),
    };
    let before = first.saturating_sub(HEAD_LINES);
    let headline = lines
        .iter()
        .take(first + 1)
        .skip(before)
        .enumerate()
        .rfind(|(_, line)| Some(**line) == title)
        .map(|(at, _)| before + at);
    let mut text = String::new();
    if headline.is_none()
        && let Some(title) = title
    {
        text.push_str(title);
        text.push('\n');
    }
    for line in &lines[headline.unwrap_or(first)..end] {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Elements that have no end tag, or mostly none.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements that a parser opens again in each block until they are closed.
const REOPENED: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Deepest nesting; that of news pages is below 50.
const MAX_OPEN: usize = 400;

/// Most elements that a parser may have to open again.
const MAX_REOPENED: usize = 500_000;

/// True where tags nest so that parsing them would take far more than linear time or memory. One
/// pass over the tags, which errs to the side of calling a page harmless.
fn is_tangled(html: &[u8]) -> bool {
    let (mut open, mut formats, mut reopened) = (0_usize, 0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', html) {
        let rest = html.get(at + 1..).unwrap_or_default();
        let (end, rest) = match rest.split_first() {
            Some((b'/', rest)) => (true, rest),
            _ => (false, rest),
        };
        let length = rest
            .iter()
            .take(12)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        let name = &rest[..length];
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let among = |names: &[&str]| {
            names
                .iter()
                .any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
        };
        match (end, among(REOPENED)) {
            (true, true) => formats = formats.saturating_sub(1),
            (false, true) => {
                formats += 1;
                reopened += formats;
            }
            (false, false) => {
                reopened += formats;
                open += usize::from(!among(UNCLOSED));
            }
            (true, false) if !among(UNCLOSED) => open = open.saturating_sub(1),
            (true, false) => {}
        }
        if open > MAX_OPEN || reopened > MAX_REOPENED {
            return true;
        }
    }
    false
}

/// Elements whose text is none of the page's.
const SILENT: &[&str] = &[
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select",
    "textarea", "button",
];

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source",
    "u-mark",
];

/// The text of a document, a line a block; inside a line spaces are single.
fn lines(document: &dom_query::Document) -> String {
    let mut lines = Lines::default();
    let root = document.root();
    let mut next = root.first_child();
    // Blocks that are open, so that their end ends a line; no recursion, since pages nest at will.
    while let Some(node) = next {
        let name = node.node_name();
        let name = name.as_deref().unwrap_or_default();
        if node.is_text() {
            lines.text(&node.text());
        } else if name == "br" || (node.is_element() && !INLINE.contains(&name)) {
            lines.end();
        }
        let inside = if SILENT.contains(&name) {
            None
        } else {
            node.first_child()
        };
        next = inside.or_else(|| {
            let mut node = node;
            loop {
                let name = node.node_name();
                if node.is_element() && !INLINE.contains(&name.as_deref().unwrap_or_default()) {
                    lines.end();
                }
                if let Some(sibling) = node.next_sibling() {
                    return Some(sibling);
                }
                node = node.parent().filter(|parent| parent.id != root.id)?;
            }
        });
    }
    lines.end();
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
    line: String,
    /// White space stands between the last word and the next.
    spaced: bool,
}

impl Lines {
    fn text(&mut self, text: &str) {
        for (i, word) in text.split(char::is_whitespace).enumerate() {
            self.spaced |= i > 0;
            if word.is_empty() {
                continue;
            }
            if self.spaced && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.spaced = false;
            self.line.push_str(word);
        }
    }

    fn end(&mut self) {
        if !self.line.is_empty() {
            self.text.push_str(&self.line);
            self.text.push('\n');
            self.line.clear();
        }
        self.spaced = false;
    }
}

/// The encoding that the page declares in its first bytes.
pub(super) fn declared_encoding(head: &[u8]) -> Option<String> {
    let head: String = head
        .iter()
        .take(2048)
        .map(|b| char::from(*b).to_ascii_lowercase())
        .collect();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// True for the first bytes of an HTML page.
pub(super) fn is_html(head: &[u8]) -> bool {
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let starts = |with: &[u8]| {
        head.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    starts(b"<!doctype html") || starts(b"<html") || starts(b"<head")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_made_to_exhaust_a_parser_are_refused() {
        let deep = "<div>".repeat(100_000);
        let fonts: String = (0..900).map(|i| format!("<font size={i}>")).collect();
        let reopened = format!("{fonts}{}", "<p>x".repeat(100_000));
        for page in [deep, reopened, "<b>".repeat(100_000)] {
            assert_eq!(read(&page, None).err(), Some(TooTangled));
        }
    }

    #[test]
    fn long_pages_and_pages_without_end_tags_are_no_such() {
        let unclosed = "<p><a href='/tin'>tin</a><li>mục<br>".repeat(20_000);
        let closed = "<div class=a><b>tin</b> < 5 <i>m</i></div>".repeat(20_000);
        for page in [unclosed, closed] {
            assert!(!is_tangled(page.as_bytes()));
        }
    }

    #[test]
    fn blocks_are_lines_and_inline_elements_are_not() {
        let html = "<body><div>Một <b>hai</b><i>ba</i> <p>bốn</p>năm<br/>sáu<script>x</script>\
            <ul><li>bảy<li>tám</ul><table><tr><td>chín</td><td>mười</td></tr></table></div>";
        let document = dom_query::Document::from(html);
        assert_eq!(
            lines(&document),
            "Một haiba\nbốn\nnăm\nsáu\nbảy\ntám\nchín\nmười\n"
        );
    }

    #[test]
    fn declared_encodings_are_found() {
        let cases = [
            ("<meta charset=\"UTF-8\">", Some("utf-8")),
            (
                "<meta http-equiv='Content-Type' content='text/html; charset=windows-1258'>",
                Some("windows-1258"),
            ),
            ("<meta name=viewport>", None),
        ];
        for (head, expected) in cases {
            assert_eq!(declared_encoding(head.as_bytes()).as_deref(), expected);
        }
    }
}
