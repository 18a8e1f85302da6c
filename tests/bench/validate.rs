//! Validation of JSONL rows against the bare `jsonschema` crate on `serde_json::Value`: rows a
//! second on all cores, in turn, and the same verdict on every row.
//!
//! Rows have 15 fields and about 570 bytes, as event rows do. The file stands in memory; both sides
//! split it at line ends among the same number of threads. `cargo bench --bench validate` prints
//! the medians and fails below 1.5 times the crate.

#![allow(clippy::print_stdout)] // a bench reports on standard output

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use newsrows::validate::dataset::{Options, Progress, validate};
use newsrows::validate::file::ReadAs;
use newsrows::validate::findings::{Keep, Severities};
use newsrows::validate::json::Parser;
use newsrows::validate::loaders::Loaders;
use newsrows::validate::schema::Schema;
use newsrows::validate::tape::Tape;
use serde_json::Value;

const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "event_id": {"type": "string", "pattern": "^e_[0-9a-f]{20}$"},
    "record_id": {"type": "string", "pattern": "^r_[0-9a-f]{20}$"},
    "published_date": {"type": ["string", "null"], "format": "date"},
    "url": {"type": ["string", "null"], "maxLength": 200},
    "event_type": {"enum": ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "ASSAULT"]},
    "actor_name": {"type": ["string", "null"], "minLength": 1},
    "actor_country": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "target_country": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
    "date_start": {"type": ["string", "null"], "format": "date"},
    "date_end": {"type": ["string", "null"], "format": "date"},
    "status": {"enum": ["occurred", "ongoing", "planned", "possible", "alleged", "denied"]},
    "evidence": {"type": "string", "minLength": 1, "maxLength": 4000},
    "mentions": {"type": "integer", "minimum": 1},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "contexts": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}
  },
  "required": ["event_id", "record_id", "published_date", "url", "event_type", "actor_name",
    "actor_country", "target_country", "date_start", "date_end", "status", "evidence", "mentions",
    "confidence", "contexts"],
  "additionalProperties": false
}"#;

const SENTENCE: &str = "Ngày 20/5, tại thủ đô, bộ trưởng ngoại giao hai nước đã hội đàm về hợp \
    tác kinh tế, giao lưu nhân dân và tình hình khu vực, theo thông cáo chung của hai bên.";

/// Numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }
}

/// Rows as JSONL; with `broken`, one in two hundred has something wrong.
fn rows(count: u64, broken: bool) -> String {
    let mut numbers = Numbers(7);
    let mut text = String::new();
    let types = ["AGREE", "CONSULT", "SUPPORT", "ACCUSE", "SANCTION"];
    let countries = ["VNM", "LAO", "KHM", "USA", "RUS"];
    for i in 0..count {
        let bad = match broken && numbers.below(200) == 0 {
            true => 1 + numbers.below(8),
            false => 0,
        };
        let pick = |n: u64| countries[n as usize % countries.len()];
        let day = format!(
            "2024-{:02}-{:02}",
            1 + numbers.below(12),
            1 + numbers.below(28)
        );
        let id = match bad {
            1 => format!("e_{i:019x}"),
            _ => format!("e_{i:020x}"),
        };
        let start = if bad == 2 { "2024-02-30" } else { day.as_str() };
        let kind = if bad == 3 {
            "MEET"
        } else {
            types[numbers.below(5) as usize]
        };
        let mentions = if bad == 4 {
            "\"1\"".to_owned()
        } else {
            (1 + numbers.below(9)).to_string()
        };
        let confidence = if bad == 5 {
            1.5
        } else {
            numbers.below(100) as f64 / 100.0
        };
        let contexts = if bad == 6 {
            "[\"economic\",\"economic\"]"
        } else {
            "[\"economic\",\"diplomatic\"]"
        };
        let extra = if bad == 7 { ",\"note\":1" } else { "" };
        let evidence = if bad == 8 { "" } else { SENTENCE };
        text.push_str(&format!(
            "{{\"event_id\":\"{id}\",\"record_id\":\"r_{:020x}\",\"published_date\":\"{day}\",\
             \"url\":\"https://bao.example.vn/tin-{i}.htm\",\"event_type\":\"{kind}\",\
             \"actor_name\":\"Bộ Ngoại giao\",\"actor_country\":\"{}\",\"target_country\":\"{}\",\
             \"date_start\":\"{start}\",\"date_end\":\"{day}\",\"status\":\"occurred\",\
             \"evidence\":\"{evidence}\",\"mentions\":{mentions},\"confidence\":{confidence},\
             \"contexts\":{contexts}{extra}}}\n",
            i / 3,
            pick(numbers.below(5)),
            pick(numbers.below(5)),
        ));
    }
    text
}

/// `count` parts of about the same size that end at line ends.
fn parts(text: &str, count: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    for left in (1..=count).rev() {
        let wish = rest.len() / left;
        let cut = rest.as_bytes()[wish.saturating_sub(1)..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(rest.len(), |i| wish.saturating_sub(1) + i + 1);
        let (part, tail) = rest.split_at(cut);
        parts.push(part);
        rest = tail;
    }
    parts
}

/// Runs `check` on the parts at once and adds up the rows it accepts.
fn on_all_cores(text: &str, check: impl Fn(&str) -> usize + Sync) -> usize {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let check = &check;
        let handles: Vec<_> = parts(text, threads)
            .into_iter()
            .map(|part| scope.spawn(move || check(part)))
            .collect();
        handles
            .into_iter()
            .map(|h| h.join().expect("no panic"))
            .sum()
    })
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn main() {
    let schema = Schema::parse("bench", SCHEMA, None).expect("a schema");
    assert_eq!(schema.not_compiled(), None);
    let value: Value = serde_json::from_str(SCHEMA).expect("is JSON");
    let referee = jsonschema::options()
        .should_validate_formats(true)
        .build(&value)
        .expect("a schema");

    let mixed = rows(100_000, true);
    let (mut parser, mut tape) = (Parser::default(), Tape::default());
    let mut broken = 0;
    for line in mixed.lines() {
        tape.clear();
        parser.parse(line, &mut tape).expect("is JSON");
        let ours = schema.accepts(tape.root(line));
        let theirs = referee.is_valid(&serde_json::from_str(line).expect("is JSON"));
        assert_eq!(ours, theirs, "{line}");
        broken += usize::from(!ours);
    }
    println!("verdicts: the same on 100,000 rows, of which {broken} are broken");

    let text = rows(400_000, false);
    println!(
        "rows: {:.0} bytes on average, {:.0} MB",
        text.len() as f64 / 400_000.0,
        text.len() as f64 / 1e6
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.jsonl");
    std::fs::write(&path, &text).expect("written");
    let options = Options {
        schema: Some(Schema::parse("bench", SCHEMA, None).expect("a schema")),
        key: Vec::new(),
        loaders: Some(Loaders::NONE),
        keep: Keep::default(),
        severities: Severities::new(&BTreeMap::new()),
        read: ReadAs {
            delimiter: None,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
        },
        format: None,
        fail_fast: false,
        countries: BTreeSet::new(),
        progress: Progress::default(),
    };
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..7 {
        let start = Instant::now();
        let valid = on_all_cores(&text, |part| {
            part.lines()
                .filter(|line| {
                    let value: Value = serde_json::from_str(line).expect("is JSON");
                    referee.is_valid(black_box(&value))
                })
                .count()
        });
        times[0].push(start.elapsed().as_secs_f64());
        assert_eq!(valid, 400_000);
        let start = Instant::now();
        let valid = on_all_cores(&text, |part| {
            let (mut parser, mut tape) = (Parser::default(), Tape::default());
            part.lines()
                .filter(|line| {
                    tape.clear();
                    parser.parse(line, &mut tape).is_ok()
                        && schema.accepts(black_box(tape.root(line)))
                })
                .count()
        });
        times[1].push(start.elapsed().as_secs_f64());
        assert_eq!(valid, 400_000);
        let start = Instant::now();
        let report = validate(&[Path::new(&path).to_path_buf()], &options).expect("reads");
        times[2].push(start.elapsed().as_secs_f64());
        assert_eq!((report.rows(), report.findings.len()), (400_000, 0));
    }
    let [theirs, ours, whole] = times.map(median);
    let rate = |seconds: f64| 400_000.0 / seconds / 1e6;
    println!("crate on Value:         {:.2} M rows/s", rate(theirs));
    println!(
        "tape and program:       {:.2} M rows/s, {:.2} times",
        rate(ours),
        theirs / ours
    );
    println!(
        "validate FILE, in full: {:.2} M rows/s, {:.2} times",
        rate(whole),
        theirs / whole
    );

    let values: Vec<Value> = mixed
        .lines()
        .map(|line| serde_json::from_str(line).expect("is JSON"))
        .collect();
    let lines: Vec<&str> = mixed.lines().collect();
    let tapes: Vec<Tape> = lines
        .iter()
        .map(|line| {
            let mut tape = Tape::default();
            parser.parse(line, &mut tape).expect("is JSON");
            tape
        })
        .collect();
    let mut alone: [Vec<f64>; 2] = Default::default();
    for _ in 0..7 {
        let start = Instant::now();
        black_box(values.iter().filter(|v| referee.is_valid(v)).count());
        alone[0].push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let valid = tapes
            .iter()
            .zip(&lines)
            .filter(|(tape, line)| schema.accepts(tape.root(line)));
        black_box(valid.count());
        alone[1].push(start.elapsed().as_secs_f64());
    }
    let [theirs_alone, ours_alone] = alone.map(median);
    println!(
        "the check alone, one core: crate {:.2}, ours {:.2} M rows/s, {:.2} times",
        0.1 / theirs_alone,
        0.1 / ours_alone,
        theirs_alone / ours_alone
    );
    assert!(theirs / whole >= 1.5, "slower than 1.5 times the crate");
}
