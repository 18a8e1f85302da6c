//! The table of lines as text: written for a reviewer, read again with what was said.
//!
//! One row a line, and one a site with the number of its pages, so that tables can be merged.

use std::fmt::Write;

use super::{Learner, Seen, Verdict};
use crate::clean::Role;
use crate::lexicon::LexiconError;

pub(super) const HEADER: &str = "verdict\tsite\tpages\tof\troles\tline\tfirst\tsecond";

const ABOUT: &str = "\
# Lines that repeat across the pages of a site. Review the verdicts, then: newsrows export --site-lines FILE …
# proposed: on enough pages to be furniture. own: as often, but mostly a byline, credit, time or caption.
# rare: on too few pages, kept so that tables can be merged. Write keep or drop in place of any of them;
# that stays when tables are merged. Site * stands for every site. Used by export: proposed and drop.
# pages: pages of the site with the line; of: all its pages; roles: what the line was taken for; first, second: pages that show it.
";

impl Learner {
    /// The table: by verdict, site, number of pages and line. The same lines give the same bytes.
    pub fn to_tsv(&self, min_pages: u64) -> String {
        let mut rows: Vec<_> = self
            .lines
            .iter()
            .map(|((site, line), seen)| (seen.verdict(min_pages), site, seen, line))
            .collect();
        rows.sort_by(|a, b| {
            let key = |row: &(Verdict, &String, &Seen, &String)| (row.0, row.1.clone());
            key(a)
                .cmp(&key(b))
                .then(b.2.pages.cmp(&a.2.pages))
                .then(a.3.cmp(b.3))
        });
        let mut text = format!("{ABOUT}{HEADER}\n");
        for (verdict, site, seen, line) in rows {
            let of = self.sites.get(site).copied().unwrap_or_default();
            let roles: Vec<_> = seen
                .roles
                .iter()
                .map(|(role, pages)| format!("{}:{pages}", role.as_str()))
                .collect();
            let example = |i: usize| seen.examples.get(i).map_or("", String::as_str);
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{}\t{site}\t{}\t{of}\t{}\t{line}\t{}\t{}",
                verdict.as_str(),
                seen.pages,
                roles.join(" "),
                example(0),
                example(1),
            );
        }
        for (site, pages) in &self.sites {
            let _ = writeln!(text, "#pages\t{site}\t{pages}");
        }
        text
    }

    /// Reads a table, reviewed or not. `file` names it in errors.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        let mut learner = Self::default();
        let mut headed = false;
        for (i, line) in text.lines().enumerate() {
            let error = |message: String| LexiconError::Row {
                file: file.to_owned(),
                line: i + 1,
                message,
            };
            let number = |cell: &str| {
                cell.parse::<u64>()
                    .map_err(|_| error(format!("{cell:?} is no number of pages")))
            };
            if let Some(total) = line.strip_prefix("#pages\t") {
                if let Some((site, pages)) = total.split_once('\t') {
                    learner.sites.insert(site.to_owned(), number(pages)?);
                }
                continue;
            }
            if line.is_empty() || line.starts_with('#') && !headed {
                continue;
            }
            if !headed {
                if line != HEADER {
                    return Err(error(format!(
                        "not a table of site lines; its header is: {HEADER}"
                    )));
                }
                headed = true;
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let &[verdict, site, pages, _, roles, form, ref examples @ ..] = cells.as_slice()
            else {
                return Err(error(format!("{} cells, but a row has 8", cells.len())));
            };
            let Some(&(verdict, _)) = Verdict::ALL.iter().find(|v| v.1 == verdict) else {
                let known: Vec<_> = Verdict::ALL.iter().map(|v| v.1).collect();
                return Err(error(format!(
                    "verdict {verdict:?} is none of {}",
                    known.join(", ")
                )));
            };
            let mut seen = Seen {
                pages: number(pages)?,
                said: matches!(verdict, Verdict::Drop | Verdict::Keep).then_some(verdict),
                ..Seen::default()
            };
            for role in roles.split(' ').filter(|r| !r.is_empty()) {
                let (name, pages) = role.split_once(':').unwrap_or((role, "0"));
                let Some(role) = Role::ALL.into_iter().find(|r| r.as_str() == name) else {
                    return Err(error(format!("{name:?} is no role of a line")));
                };
                seen.roles.insert(role, number(pages)?);
            }
            for id in examples.iter().take(2).filter(|id| !id.is_empty()) {
                seen.add_example(id);
            }
            learner
                .lines
                .insert((site.to_owned(), form.to_owned()), seen);
        }
        if !headed {
            return Err(LexiconError::Row {
                file: file.to_owned(),
                line: 1,
                message: format!("not a table of site lines; its header is: {HEADER}"),
            });
        }
        Ok(learner)
    }
}
