//! A page in the terminal: a role and a reason per line, articles apart, events underlined.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::runs::Run;
use super::view::{Article, Event, Line, Segment, View};

/// Columns of the gutter: line number, role, reason, and the spaces behind each.
const NUMBER: usize = 4;
const ROLE: usize = 10;

pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const BOLD: Style = Style::new().bold();

/// Draws the page `width` columns wide.
pub(super) fn draw(view: &View, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let reason = view
        .lines
        .iter()
        .flat_map(|line| &line.segments)
        .map(|segment| segment.reason.chars().count())
        .max()
        .unwrap_or_default();
    let page = Page {
        view,
        width,
        reason,
    };
    writeln!(out, "{BOLD}{}{BOLD:#}", view.page_id)?;
    if let Some(url) = &view.url {
        writeln!(out, "{DIM}{url}{DIM:#}")?;
    }
    for line in &view.lines {
        if let Some(article) = line.opens.and_then(|index| view.articles.get(index)) {
            page.heading(article, out)?;
        }
        page.line(line, out)?;
    }
    for article in &view.articles {
        page.article(article, out)?;
    }
    if view.articles.is_empty() {
        writeln!(out, "\nno article on this page")?;
    }
    Ok(())
}

struct Page<'v> {
    view: &'v View,
    width: usize,
    reason: usize,
}

impl Page<'_> {
    fn heading(&self, article: &Article, out: &mut dyn Write) -> io::Result<()> {
        let label = format!("── article {} ", article.index);
        let rule = "─".repeat(self.width.saturating_sub(label.chars().count()));
        writeln!(out, "{DIM}{label}{rule}{DIM:#}")
    }

    fn line(&self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        for (at, segment) in line.segments.iter().enumerate() {
            let style = style(&segment.role);
            let number = if at == 0 {
                line.number.to_string()
            } else {
                "+".to_owned()
            };
            write!(
                out,
                "{DIM}{number:>NUMBER$}{DIM:#} {style}{:ROLE$}{style:#} ",
                segment.role
            )?;
            write!(out, "{DIM}{:1$}{DIM:#} ", segment.reason, self.reason)?;
            self.text(segment, style, out)?;
        }
        Ok(())
    }

    /// The words of a segment, folded behind the gutter.
    fn text(&self, segment: &Segment, style: Style, out: &mut dyn Write) -> io::Result<()> {
        let gutter = NUMBER + 1 + ROLE + 1 + self.reason + 1;
        let room = self.width.saturating_sub(gutter).max(20);
        let mut column = 0;
        for piece in segment.runs.iter().flat_map(|run| pieces(run, self.view)) {
            if column > 0 && column + piece.width() > room && !piece.text.trim().is_empty() {
                write!(out, "\n{:gutter$}", "")?;
                column = 0;
            }
            let text = if column == 0 {
                piece.text.trim_start()
            } else {
                piece.text
            };
            let style = piece.style(style);
            write!(out, "{style}{text}{style:#}")?;
            if let Some(code) = &piece.code {
                write!(out, "{DIM}{code}{DIM:#}")?;
            }
            column += piece.width() - (piece.text.len() - text.len());
        }
        writeln!(out)?;
        if let Some(raw) = &segment.as_read {
            writeln!(out, "{:gutter$}{DIM}as read: {raw}{DIM:#}", "")?;
        }
        Ok(())
    }

    fn article(&self, article: &Article, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        self.heading(article, out)?;
        for (name, value) in &article.fields {
            writeln!(out, "  {DIM}{name:18}{DIM:#} {value}")?;
        }
        for event in &article.events {
            self.event(event, out)?;
        }
        if article.events.is_empty() {
            writeln!(out, "  {DIM}no events{DIM:#}")?;
        }
        Ok(())
    }

    fn event(&self, event: &Event, out: &mut dyn Write) -> io::Result<()> {
        let Event {
            number,
            code,
            actor,
            target,
            date,
            ..
        } = event;
        let arrow = if target.is_empty() { "" } else { " → " };
        writeln!(
            out,
            "\n  {BOLD}[{number}] {code}{BOLD:#}  {actor}{arrow}{target}  {date}"
        )?;
        let fields: Vec<String> = event
            .fields
            .iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        for line in fold(&fields, self.width.saturating_sub(6).max(20), "  ") {
            writeln!(out, "      {DIM}{line}{DIM:#}")?;
        }
        Ok(())
    }
}

/// Colour of a role.
fn style(role: &str) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match role {
        "title" => BOLD,
        "lead" => colour(AnsiColor::Green),
        "body" => Style::new(),
        "subheading" => colour(AnsiColor::Yellow),
        "byline" | "timestamp" | "credit" => colour(AnsiColor::Cyan),
        "caption" => colour(AnsiColor::Magenta),
        _ => DIM,
    }
}

/// A word with the space before it, and what is drawn about it.
struct Piece<'r> {
    text: &'r str,
    run: &'r Run,
    /// Behind the last word of a trigger: the events it triggered.
    code: Option<String>,
}

impl Piece<'_> {
    fn width(&self) -> usize {
        let code = self.code.as_ref().map_or(0, |code| code.chars().count());
        self.text.chars().count() + code
    }

    /// An event's sentence is underlined, the words that fill a slot are bold too.
    fn style(&self, base: Style) -> Style {
        let mut style = base;
        if !self.run.events.is_empty() {
            style = style.underline();
        }
        if !self.run.slots.is_empty() {
            style = style.bold();
        }
        style
    }
}

fn pieces<'r>(run: &'r Run, view: &View) -> Vec<Piece<'r>> {
    let mut pieces: Vec<Piece> = words(&run.text)
        .map(|text| Piece {
            text,
            run,
            code: None,
        })
        .collect();
    if let Some(last) = pieces.last_mut().filter(|_| !run.triggers.is_empty()) {
        let events = view.articles.iter().flat_map(|article| &article.events);
        let codes = events
            .filter(|event| run.triggers.contains(&event.number))
            .map(|event| format!("[{} {}]", event.number, event.code));
        last.code = Some(codes.collect());
    }
    pieces
}

/// Cuts before every space that a letter precedes, so that each word carries the space before it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[lead..].find(' ').map_or(rest.len(), |at| lead + at);
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}

/// Joins parts with a gap between them into lines of at most `width` columns.
pub(super) fn fold(parts: &[String], width: usize, gap: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + gap.len() + part.chars().count() <= width => {
                line.push_str(gap);
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_carry_the_space_before_them_and_lose_nothing() {
        for text in ["Malta mời Kuwait", " hai  bên ", "", "   "] {
            assert_eq!(words(text).collect::<String>(), text);
        }
        assert_eq!(
            words("hai bên ký").collect::<Vec<_>>(),
            ["hai", " bên", " ký"]
        );
    }

    #[test]
    fn parts_are_folded_at_the_width() {
        let parts = ["aaaa", "bbbb", "cccc"].map(str::to_owned);
        assert_eq!(fold(&parts, 10, "  "), ["aaaa  bbbb", "cccc"]);
        assert_eq!(fold(&parts, 1, "  ").len(), 3);
    }
}
