//! What one worker does: a batch of documents in, their rows in every table out. No hidden state:
//! the rows of a page depend on the page alone.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_schema::ArrowError;
use jiff::tz::TimeZone;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::batch::{Batch, PageOut, RecordOut};
use super::contracts::Contracts;
use super::shingles::shingles;
use crate::clean::{CleanText, Cleaner, SiteLines};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::Extractor;
use crate::extract::actor::NamesOf;
use crate::extract::article::Article;
use crate::extract::event::{Event, MissedSentence};
use crate::lexicon::Lexicon;
use crate::read::{Page, Raw, Reject};
use crate::table::builder::RowsBuilder;
use crate::table::columns::{EVENTS, LINES, MENTIONS, RECORDS, Table};
use crate::table::record::{PageFacts, instant};
use crate::table::{event, ids, line, record};

/// What the stages hold, compiled once and shared by all workers.
#[derive(Debug)]
pub struct Stages {
    /// What every row must keep to.
    contracts: Contracts,
    /// Gives lines their roles.
    cleaner: Cleaner,
    /// Reads language.
    extractor: Extractor,
    /// The zone of stamps that name none.
    zone: TimeZone,
    /// Whether texts are written.
    text: bool,
    /// The tables wanted.
    tables: Vec<&'static Table>,
}

/// A page's lines, and its articles with their ids and events.
struct Found<'p> {
    clean: CleanText<'p>,
    articles: Vec<(String, Article)>,
    events: Vec<Vec<Event>>,
}

impl Stages {
    /// Compiles the lexicon and the contracts.
    pub fn new(
        lexicon: &Lexicon,
        zone: TimeZone,
        text: bool,
        tables: Vec<&'static Table>,
    ) -> Result<Self, Error> {
        // No page is read before all is there: the largest part on one thread, the rest beside it.
        let (contracts, cleaner, extractor) = std::thread::scope(|scope| {
            let rest = scope.spawn(|| (Contracts::new(), Cleaner::new(lexicon)));
            let extractor = Extractor::new(lexicon, zone.clone());
            let (contracts, cleaner) = rest
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (contracts, cleaner, extractor)
        });
        Ok(Self {
            contracts: contracts?,
            cleaner: cleaner?,
            extractor: extractor?,
            zone,
            text,
            tables,
        })
    }

    /// Takes lines that repeat across the pages of a site as evidence of what a line is.
    #[must_use]
    pub fn with_site_lines(mut self, lines: SiteLines) -> Self {
        self.cleaner = self.cleaner.with_site_lines(lines);
        self
    }

    /// Makes rows of documents. Each stage goes through all of them before the next one begins, so
    /// that its code and its tables stay in the cache.
    pub fn batch(&self, documents: Vec<Result<Raw, Box<Reject>>>) -> Result<Batch, ArrowError> {
        let mut outs = Vec::with_capacity(documents.len());
        let mut pages = Vec::with_capacity(documents.len());
        for document in documents {
            match document.and_then(Raw::into_page) {
                Ok(page) => {
                    outs.push(self.met(&page));
                    pages.push(Some(page));
                }
                Err(reject) => {
                    outs.push(PageOut {
                        rejects: vec![*reject],
                        ..PageOut::default()
                    });
                    pages.push(None);
                }
            }
        }
        let given = pages.iter().map(|page| page.as_ref().map(|p| (p, p)));
        let looked = stage(given.collect(), &mut outs, |page, _| {
            (page, self.cleaner.look(page))
        });
        let cleaned = stage(looked, &mut outs, |(page, looked), out| {
            let clean = self.cleaner.settle(page, looked);
            out.findings.extend(clean.diagnostics);
            clean.value
        });
        let split = stage(cleaned, &mut outs, |clean, _| {
            let split = self.extractor.articles.split(&clean);
            (clean, split)
        });
        let read = stage(split, &mut outs, |(clean, split), _| {
            (clean, split.read(&self.extractor))
        });
        let timed = stage(read, &mut outs, |(clean, split), _| {
            (clean, split.timed(&self.extractor))
        });
        let dated = stage(timed, &mut outs, |(clean, split), out| {
            let articles = self
                .extractor
                .articles
                .dated(&clean, split, &self.extractor);
            out.findings.extend(articles.diagnostics);
            (clean, articles.value)
        });
        let named = stage(dated, &mut outs, |(clean, articles), _| {
            let coder = &self.extractor.events;
            let names = articles.iter().map(|a| coder.named(a, &self.extractor));
            let names: Vec<_> = names.collect();
            (clean, articles, names)
        });
        let found = stage(named, &mut outs, |(clean, articles, names), out| {
            self.coded(clean, articles, &names, &mut out.findings)
        });
        self.contracts.enforce(self.rows(&found, outs)?)
    }

    /// The rows of what was found on the pages.
    fn rows(
        &self,
        found: &[Option<(&Page, Found)>],
        mut outs: Vec<PageOut>,
    ) -> Result<Batch, ArrowError> {
        let builder = |table: &'static Table| {
            let wanted = self.tables.iter().any(|t| t.name == table.name);
            wanted.then(|| RowsBuilder::new(table))
        };
        let pages = || found.iter().map(Option::as_ref);
        let articles = pages().flatten().flat_map(|(_, found)| &found.articles);
        let bodies = articles.map(|(_, article)| article.body.len()).sum();
        let mut records = RowsBuilder::with_room(&RECORDS, "body", bodies);
        let mut events = RowsBuilder::new(&EVENTS);
        let (mut lines, mut mentions) = (builder(&LINES), builder(&MENTIONS));
        for (found, out) in pages().zip(&mut outs) {
            let Some((page, found)) = found else {
                continue;
            };
            let facts = PageFacts::new(page, &self.zone);
            for (id, article) in &found.articles {
                record::push(&mut records, &facts, &found.clean, article, id, self.text);
                out.records.push(RecordOut {
                    id: id.clone(),
                    shingles: Vec::new(),
                    source: source(article, &facts, id),
                    events: 0,
                    mentions: 0,
                });
            }
            if found.articles.is_empty() {
                out.rejects.push(no_article(page));
            }
        }
        for (found, out) in pages().zip(&mut outs) {
            let articles = found.iter().flat_map(|(_, found)| &found.articles);
            for ((_, article), record) in articles.zip(&mut out.records) {
                record.shingles = shingles(&article.body);
            }
        }
        for (found, out) in pages().zip(&mut outs) {
            let Some((page, found)) = found else {
                continue;
            };
            let coded = found.articles.iter().zip(&found.events);
            for (((id, article), coded), record) in coded.zip(&mut out.records) {
                if coded.is_empty() {
                    continue;
                }
                let context = event::Context {
                    record_id: id,
                    published: article.published.date,
                    url: page.stated.url.as_deref(),
                    text: self.text,
                };
                let texts = event::Texts::new(article);
                let mentioned = mentions.as_ref().map_or(0, RowsBuilder::len);
                event::push(&mut events, mentions.as_mut(), &texts, context, coded);
                record.events = coded.len();
                record.mentions = mentions.as_ref().map_or(0, RowsBuilder::len) - mentioned;
            }
            if let Some(rows) = &mut lines {
                let before = rows.len();
                line::push(rows, &found.clean, &found.articles, self.text);
                out.lines = rows.len() - before;
            }
        }
        Ok(Batch {
            pages: outs,
            records: records.finish()?,
            events: events.finish()?,
            lines: lines.as_mut().map(RowsBuilder::finish).transpose()?,
            mentions: mentions.as_mut().map(RowsBuilder::finish).transpose()?,
        })
    }

    /// The sentences of a page that hold a trigger and gave no row, by article, with its record's id.
    pub fn missed(&self, page: &Page) -> Vec<(String, Article, Vec<MissedSentence>)> {
        let clean = self.cleaner.clean(page).value;
        let captured = page.stated.captured.map(|when| when.date_in(&self.zone));
        let articles = self.extractor.articles(&clean).value;
        let with_misses = articles.into_iter().map(|article| {
            let missed = self
                .extractor
                .events
                .missed(&article, captured, &self.extractor);
            (ids::record(&page.id, article.index), article, missed)
        });
        with_misses.collect()
    }

    /// What is known of a page before any stage.
    fn met(&self, page: &Page) -> PageOut {
        PageOut {
            id: Some(xxh3_128(page.id.as_bytes())),
            name: (page.id.clone(), page.source_path.clone()),
            findings: page.findings.clone(),
            newest: [page.stated.captured, page.stated.published]
                .into_iter()
                .flatten()
                .filter_map(|when| instant(when, &self.zone))
                .max(),
            ..PageOut::default()
        }
    }

    /// Codes the events of a page's articles, each with its names.
    fn coded<'p>(
        &self,
        clean: CleanText<'p>,
        articles: Vec<Article>,
        names: &[Vec<NamesOf>],
        findings: &mut Vec<Diagnostic>,
    ) -> Found<'p> {
        let page = clean.page;
        let captured = page.stated.captured.map(|when| when.date_in(&self.zone));
        let mut found = Found {
            clean,
            articles: Vec::new(),
            events: Vec::new(),
        };
        for (article, named) in articles.into_iter().zip(names) {
            let coder = &self.extractor.events;
            let events = coder.events(&article, named, captured, &self.extractor);
            findings.extend(events.diagnostics);
            found.events.push(events.value);
            found
                .articles
                .push((ids::record(&page.id, article.index), article));
        }
        found
    }
}

/// Runs a stage over what the one before it made of each page. A defect in a stage costs one page,
/// not a night's run.
fn stage<'p, T, U>(
    given: Vec<Option<(&'p Page, T)>>,
    outs: &mut [PageOut],
    run: impl Fn(T, &mut PageOut) -> U,
) -> Vec<Option<(&'p Page, U)>> {
    let made = given.into_iter().zip(outs).map(|(given, out)| {
        let (page, given) = given?;
        match catch_unwind(AssertUnwindSafe(|| run(given, out))) {
            Ok(made) => Some((page, made)),
            Err(_) => {
                out.rejects.push(crashed(page));
                None
            }
        }
    });
    made.collect()
}

fn source(article: &Article, facts: &PageFacts, record_id: &str) -> u32 {
    let speaker = article
        .agency
        .as_deref()
        .or(article.publisher.as_deref())
        .or(facts.site)
        .unwrap_or(record_id);
    xxh3_64(speaker.as_bytes()) as u32
}

fn no_article(page: &Page) -> Reject {
    Reject {
        source_path: page.source_path.clone(),
        page_id: Some(page.id.clone()),
        byte_offset: None,
        line: None,
        code: "X301",
        message: "no article on this page".to_owned(),
        help: "nothing to do for link lists and empty pages; newsrows show tells why each line was left out".to_owned(),
    }
}

fn crashed(page: &Page) -> Reject {
    Reject {
        source_path: page.source_path.clone(),
        page_id: Some(page.id.clone()),
        byte_offset: None,
        line: None,
        code: "X390",
        message: "the program failed on this page".to_owned(),
        help: "a defect of newsrows: please report it with the page".to_owned(),
    }
}
