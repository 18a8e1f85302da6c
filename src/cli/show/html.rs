//! A page as one self-contained web page: its lines at the left, records and events at the right.
//!
//! Nothing is loaded from elsewhere. Everything that came from the page is escaped by the template
//! engine, which the template's name switches on.

use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::view::View;

/// The template; its name ends in `.html`, which makes the engine escape every value.
const TEMPLATE: (&str, &str) = ("page.html", include_str!("page.html"));

/// Draws the page.
pub(super) fn draw(view: &View) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template(TEMPLATE.0, TEMPLATE.1)?;
    let roles = crate::clean::Role::ALL.map(|role| {
        let segments = view.lines.iter().flat_map(|line| &line.segments);
        let count = segments
            .filter(|segment| segment.role == role.as_str())
            .count();
        context! { name => role.as_str(), count }
    });
    environment
        .get_template(TEMPLATE.0)?
        .render(context! { page => Serde(view), roles })
}

#[cfg(test)]
mod tests {
    use super::super::rows::PageRows;
    use super::*;

    #[test]
    fn text_of_the_page_cannot_become_markup() {
        let rows = PageRows {
            lines: vec![serde_json::json!({
                "line": 1, "role": "body", "reason": "shape.prose", "score": 1.0, "record_id": null,
                "field": null, "text": "<script>alert('\"&')</script>",
            })],
            ..PageRows::default()
        };
        let html = draw(&View::new("<b>", Some("javascript:alert(1)"), &rows)).expect("renders");
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(html.contains("&lt;script&gt;alert"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        assert!(!html.contains("href=\"javascript"), "{html}");
    }
}
