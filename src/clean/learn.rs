//! Lines that repeat across the pages of one site, and what a reviewer says of them.
//!
//! [`Learner`] counts; [`SiteLines`] is the reviewed result that a [`Cleaner`](super::Cleaner) uses
//! as evidence. Both speak the same table of tab-separated text: counting two halves of a
//! collection and merging their tables gives the table of the whole.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::{CleanText, Role};
use crate::lexicon::LexiconError;

/// Longest line that is counted, in bytes: furniture is short, and paragraphs are many.
const MAX_LINE_BYTES: usize = 240;

/// Site of pages that name no address.
pub const NO_SITE: &str = "-";

/// Site of lines that a reviewer wants looked for on every page.
pub const ANY_SITE: &str = "*";

const HEADER: &str = "verdict\tsite\tpages\tof\troles\tline\tfirst\tsecond";

const ABOUT: &str = "\
# Lines that repeat across the pages of a site. Review the verdicts, then: newsrows export --site-lines FILE …
# proposed: on enough pages to be furniture. own: as often, but mostly a byline, credit, time or caption.
# rare: on too few pages, kept so that tables can be merged. Write keep or drop in place of any of them;
# that stays when tables are merged. Site * stands for every site. Used by export: proposed and drop.
# pages: pages of the site with the line; of: all its pages; roles: what the line was taken for; first, second: pages that show it.
";

/// What is to become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// A reviewer's: furniture.
    Drop,
    /// On enough pages.
    Proposed,
    /// On enough pages, but the article's own.
    Own,
    /// A reviewer's: no furniture.
    Keep,
    /// On too few pages.
    Rare,
}

impl Verdict {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Drop, "drop"),
        (Self::Proposed, "proposed"),
        (Self::Own, "own"),
        (Self::Keep, "keep"),
        (Self::Rare, "rare"),
    ];

    fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|v| v.0 == self).map_or("", |v| v.1)
    }

    fn is_furniture(self) -> bool {
        matches!(self, Self::Drop | Self::Proposed)
    }
}

/// What is known of a line on one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    pages: u64,
    roles: BTreeMap<Role, u64>,
    /// Ids of two pages that have it, the first ones in order of ids.
    examples: Vec<String>,
    /// What a reviewer said.
    said: Option<Verdict>,
}

impl Seen {
    fn add_example(&mut self, id: &str) {
        if let Err(at) = self.examples.binary_search_by(|e| e.as_str().cmp(id)) {
            self.examples.insert(at, id.to_owned());
            self.examples.truncate(2);
        }
    }

    fn verdict(&self, min_pages: u64) -> Verdict {
        if let Some(said) = self.said {
            return said;
        }
        if self.pages < min_pages {
            return Verdict::Rare;
        }
        let own: u64 = [Role::Byline, Role::Credit, Role::Timestamp, Role::Caption]
            .iter()
            .filter_map(|role| self.roles.get(role))
            .sum();
        if own * 2 > self.pages {
            Verdict::Own
        } else {
            Verdict::Proposed
        }
    }
}

/// Counts lines over pages. Holds every short line once a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learner {
    /// Pages of each site.
    sites: BTreeMap<String, u64>,
    lines: BTreeMap<(String, String), Seen>,
}

impl Learner {
    /// Counts the lines of one page, each once.
    pub fn add(&mut self, text: &CleanText) {
        let site = text.page.site().unwrap_or(NO_SITE);
        *self.sites.entry(site.to_owned()).or_default() += 1;
        // An id may be a file's name, which may hold anything.
        let id: String = text.page.id.chars().map(printable).collect();
        let mut here: BTreeMap<&str, Role> = BTreeMap::new();
        for segment in &text.segments {
            let line = segment.text.as_ref();
            if segment.role != Role::Blank && !line.is_empty() && line.len() <= MAX_LINE_BYTES {
                here.entry(line).or_insert(segment.role);
            }
        }
        for (line, role) in here {
            let key = (site.to_owned(), line.chars().map(printable).collect());
            let seen = self.lines.entry(key).or_default();
            seen.pages += 1;
            *seen.roles.entry(role).or_default() += 1;
            seen.add_example(&id);
        }
    }

    /// Adds what another learner, or a reviewed table, knows.
    pub fn merge(&mut self, other: Self) {
        for (site, pages) in other.sites {
            *self.sites.entry(site).or_default() += pages;
        }
        for (key, theirs) in other.lines {
            let ours = self.lines.entry(key).or_default();
            ours.pages += theirs.pages;
            for (role, pages) in theirs.roles {
                *ours.roles.entry(role).or_default() += pages;
            }
            for id in &theirs.examples {
                ours.add_example(id);
            }
            // Where two reviewers differ, the line is kept.
            ours.said = ours.said.max(theirs.said);
        }
    }

    /// Pages counted.
    pub fn pages(&self) -> u64 {
        self.sites.values().sum()
    }

    /// Lines that are proposed as furniture, or that a reviewer said are.
    pub fn proposed(&self, min_pages: u64) -> usize {
        self.lines
            .values()
            .filter(|seen| seen.verdict(min_pages).is_furniture())
            .count()
    }

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

/// A table of text holds no control characters.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

type Weights = FxHashMap<String, f32>;

/// Lines that are furniture on a site, as evidence for [`Cleaner`](super::Cleaner).
#[derive(Clone, Debug, Default)]
pub struct SiteLines {
    sites: FxHashMap<String, Weights>,
}

impl SiteLines {
    /// The furniture of a reviewed table: its rows `drop`, and `proposed` where nobody said otherwise.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        // The table says itself which lines are on enough pages.
        let mut sites: FxHashMap<String, Weights> = FxHashMap::default();
        let learner = Learner::parse(file, text)?;
        let proposed = text.lines().filter_map(|line| {
            let mut cells = line.split('\t');
            let verdict = cells.next()?;
            let furniture = Verdict::ALL
                .iter()
                .any(|v| v.1 == verdict && v.0.is_furniture());
            furniture.then_some((cells.next()?, cells.nth(3)?))
        });
        for (site, line) in proposed {
            let key = (site.to_owned(), line.to_owned());
            if let Some(seen) = learner.lines.get(&key) {
                let weight = if seen.said.is_some() {
                    1.0
                } else {
                    seen.pages as f32 / (seen.pages + 2) as f32
                };
                sites.entry(key.0).or_default().insert(key.1, weight);
            }
        }
        Ok(Self { sites })
    }

    /// Reads a table; see [`SiteLines::parse`].
    pub fn load(path: &Path) -> Result<Self, LexiconError> {
        let text = std::fs::read_to_string(path).map_err(|source| LexiconError::File {
            path: path.to_path_buf(),
            source,
        })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// How sure it is, above 0 up to 1, that `line` (repaired text) is furniture on `site`.
    pub fn weight(&self, site: Option<&str>, line: &str) -> Option<f32> {
        if line.len() > MAX_LINE_BYTES {
            return None;
        }
        let of = |site: &str| self.sites.get(site)?.get(line).copied();
        of(site.unwrap_or(NO_SITE)).or_else(|| of(ANY_SITE))
    }

    /// True where no line is known.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::Cleaner;
    use crate::lexicon::Lexicon;
    use crate::read::Page;

    fn pages() -> Vec<Page> {
        let text = |i: usize| {
            format!(
                "Tin số {i} trong ngày\n\nBấm chuông nhận bản tin\nHội đồng họp phiên thứ {i} tại thủ đô và nghe báo cáo về tình hình \
                kinh tế trong quý, với sự tham dự của đại diện các bộ.\nTheo TTXVN\nXem thêm số {}\n",
                i / 2
            )
        };
        (0..10)
            .map(|i| Page {
                id: format!("p{i}"),
                text: text(i),
                stated: crate::read::Stated {
                    url: (i % 3 > 0).then(|| format!("https://www.bao.example.vn/tin-{i}.html")),
                    ..Default::default()
                },
                ..Page::default()
            })
            .collect()
    }

    fn learn(pages: &[Page]) -> Learner {
        let cleaner = Cleaner::new(&Lexicon::embedded().expect("embedded")).expect("sound");
        let mut learner = Learner::default();
        for page in pages {
            learner.add(&cleaner.clean(page).value);
        }
        learner
    }

    #[test]
    fn tables_of_two_halves_merge_to_the_table_of_the_whole() {
        let pages = pages();
        let whole = learn(&pages);
        for cut in 0..=pages.len() {
            let mut merged = Learner::default();
            for half in [&pages[cut..], &pages[..cut]] {
                let table = learn(half).to_tsv(3);
                merged.merge(Learner::parse("half.tsv", &table).expect("parses"));
            }
            assert_eq!(merged.to_tsv(3), whole.to_tsv(3), "cut at {cut}");
        }
    }

    #[test]
    fn lines_on_enough_pages_of_a_site_are_proposed() {
        let table = learn(&pages()).to_tsv(3);
        let verdict = |site: &str, line: &str| {
            let row = table.lines().find(|row| {
                let cells: Vec<_> = row.split('\t').collect();
                cells.get(1) == Some(&site) && cells.get(5) == Some(&line)
            })?;
            row.split('\t').next()
        };
        let site = "example.vn";
        assert_eq!(verdict(site, "Bấm chuông nhận bản tin"), Some("proposed"));
        assert_eq!(
            verdict(NO_SITE, "Bấm chuông nhận bản tin"),
            Some("proposed")
        );
        assert_eq!(verdict(site, "Theo TTXVN"), Some("own"));
        assert_eq!(verdict(site, "Xem thêm số 2"), Some("rare"));
        assert!(
            table.ends_with("#pages\t-\t4\n#pages\texample.vn\t6\n"),
            "{table}"
        );
    }

    #[test]
    fn what_a_reviewer_said_stays_and_decides() {
        let table = learn(&pages())
            .to_tsv(3)
            .replace("proposed\t-", "keep\t-")
            .replace("rare\texample.vn\t2", "drop\t*\t2");
        let mut merged = Learner::parse("a.tsv", &table).expect("parses");
        merged.merge(learn(&pages()));
        let again = merged.to_tsv(3);
        assert!(again.contains("keep\t-\t8\t8"), "{again}");

        let lines = SiteLines::parse("a.tsv", &table).expect("parses");
        let bell = "Bấm chuông nhận bản tin";
        assert_eq!(lines.weight(Some("example.vn"), bell), Some(0.75));
        assert_eq!(lines.weight(None, bell), None);
        assert_eq!(lines.weight(Some("khac.vn"), "Xem thêm số 2"), Some(1.0));
        assert_eq!(lines.weight(Some("example.vn"), "Theo TTXVN"), None);
    }

    #[test]
    fn a_reviewed_line_is_furniture_where_its_look_says_text() {
        let notice =
            "Chương trình này có buổi phát lại vào sáng thứ hai hằng tuần, trừ những ngày lễ lớn.";
        let paragraph = "Sáng nay, hội đồng đã họp phiên đầu năm tại thủ đô và nghe báo cáo về tình hình \
            kinh tế trong quý, với sự tham dự của đại diện các bộ và nhiều khách mời.";
        let page = Page {
            id: "p".to_owned(),
            text: format!("Hội đồng họp phiên đầu năm\n{paragraph}\n{notice}\n{paragraph}\n"),
            ..Page::default()
        };
        let lexicon = Lexicon::embedded().expect("embedded");
        let role = |cleaner: &Cleaner| {
            let text = cleaner.clean(&page).value;
            let segment = text
                .segments
                .iter()
                .find(|s| s.text == notice)
                .expect("stands there");
            (segment.role, segment.reason)
        };
        let plain = Cleaner::new(&lexicon).expect("sound");
        assert_eq!(role(&plain).0, Role::Body);
        let table = format!("{HEADER}\ndrop\t-\t9\t9\t\t{notice}\t\t\n");
        let lines = SiteLines::parse("a.tsv", &table).expect("parses");
        let taught = plain.with_site_lines(lines);
        assert_eq!(role(&taught), (Role::Widget, "phrase.site-reviewed"));
    }

    #[test]
    fn a_table_that_is_none_is_refused_with_its_line() {
        let row = "verdict\tsite\tpages\tof\troles\tline\tfirst\tsecond\n";
        let cases = [
            ("", "x.tsv:1: not a table"),
            ("form\tvalue\n", "x.tsv:1: not a table"),
            (
                &format!("{row}maybe\t-\t3\t3\t\tx\t\t\n"),
                "x.tsv:2: verdict \"maybe\"",
            ),
            (
                &format!("{row}drop\t-\tnhiều\t3\t\tx\t\t\n"),
                "x.tsv:2: \"nhiều\" is no number",
            ),
            (&format!("{row}drop\t-\t3\n"), "x.tsv:2: 3 cells"),
            (
                &format!("{row}drop\t-\t3\t3\tmục:2\tx\t\t\n"),
                "x.tsv:2: \"mục\" is no role",
            ),
        ];
        for (text, expected) in cases {
            let error = Learner::parse("x.tsv", text)
                .expect_err("refused")
                .to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn lines_that_begin_with_a_hash_are_lines() {
        let page = Page {
            id: "p".to_owned(),
            text: "#thẻ một\n".to_owned(),
            ..Page::default()
        };
        let learner = learn(&[page]);
        assert_eq!(
            Learner::parse("a.tsv", &learner.to_tsv(3)).expect("parses"),
            learner
        );
    }
}
