//! Each form holds every finding, escaped for its reader.

use serde_json::Value;

use super::*;
use crate::validate::findings::Excerpt;
use crate::validate::report::FileReport;

fn sample(line: u64) -> Sample {
    Sample {
        record: Some(line),
        line: Some(line),
        column: Some(7),
        bytes: Some((6, 11)),
        pointer: Some("/n".to_owned()),
        schema_pointer: Some("/properties/n/type".to_owned()),
        message: "string \"a<b\" where integer is wanted".to_owned(),
        value: Some("a<b".to_owned()),
        excerpt: Some(Excerpt {
            text: "{\"n\": \"a<b\"}".to_owned(),
            start: 6,
            end: 11,
        }),
    }
}

fn report() -> Report {
    let finding = |code, severity, field: Option<&str>, samples: Vec<Sample>| Finding {
        code,
        name: "wrong-type".to_owned(),
        severity,
        path: "rows, 1%.jsonl".to_owned(),
        field: field.map(str::to_owned),
        schema_pointer: Some("/properties/n/type".to_owned()),
        message: "string \"a<b\" where integer is wanted".to_owned(),
        help: Some("write a number\nor null".to_owned()),
        count: 1200,
        fingerprint: "00ff".to_owned(),
        samples,
    };
    Report {
        files: vec![FileReport {
            path: "rows, 1%.jsonl".to_owned(),
            format: "jsonl",
            rows: 40_000,
            failed_rows: 1200,
            schema: Some("row".to_owned()),
            columns: vec!["id".to_owned(), "n".to_owned()],
            stopped: false,
        }],
        findings: vec![
            finding(
                "V101",
                Severity::Error,
                Some("n"),
                vec![sample(3), sample(9)],
            ),
            finding("L318", Severity::Warning, None, Vec::new()),
        ],
        ..Report::default()
    }
}

fn rendered(form: Form) -> String {
    let context = Context {
        command: "validate",
        fail_on: Some(Severity::Error),
        failed: true,
        styled: false,
    };
    render(&report(), form, &context)
}

#[test]
fn text_begins_with_a_place_to_click_and_points_at_the_value() {
    insta::assert_snapshot!(rendered(Form::Text), @r#"
    rows, 1%.jsonl:3:7: error[V101] wrong-type: string "a<b" where integer is wanted (1,200 times)
      |
    3 | {"n": "a<b"}
      |       ^^^^^
      = column: n
      = also: line 9 and 1,198 more
      = schema: /properties/n/type
      = help: write a number or null

    rows, 1%.jsonl: warning[L318] wrong-type: string "a<b" where integer is wanted (1,200 times)
      = schema: /properties/n/type
      = help: write a number or null

    1 file, 40,000 rows: 1,200 errors, 1,200 warnings
    "#);
}

#[test]
fn github_commands_are_escaped() {
    insta::assert_snapshot!(rendered(Form::Github), @r#"
    ::error file=rows%2C 1%25.jsonl,line=3,col=7,title=V101 wrong-type::n: string "a<b" where integer is wanted (1,200 times)%0Ahelp: write a number%0Aor null
    ::warning file=rows%2C 1%25.jsonl,title=L318 wrong-type::string "a<b" where integer is wanted (1,200 times)%0Ahelp: write a number%0Aor null
    "#);
}

#[test]
fn github_shows_ten_of_a_level_and_says_how_many_are_left() {
    let mut report = report();
    report.findings = vec![report.findings[0].clone(); 25];
    let text = github::render(&report);
    assert_eq!(text.lines().count(), 10);
    assert!(text.contains("16 further findings"));
}

#[test]
fn a_job_summary_stays_below_a_mebibyte() {
    let long = "một dòng\n".repeat(200_000);
    let cut = github::summary(&long);
    assert!(cut.len() < 1_000_000 && cut.ends_with("too long for GitHub.\n"));
}

/// Checked as a whole text: the form comes from Ant and has no schema of its makers; those that CI
/// systems keep differ from one another.
#[test]
fn junit_has_a_case_for_each_rule_and_column_and_for_each_sound_column() {
    insta::assert_snapshot!(rendered(Form::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="newsrows validate" tests="3" failures="1" errors="0">
      <testsuite name="rows, 1%.jsonl" tests="3" failures="1" errors="0" skipped="0">
        <testcase classname="rows, 1%.jsonl" name="id is sound"/>
        <testcase classname="rows, 1%.jsonl" name="n: V101 wrong-type">
          <failure type="V101" message="string &quot;a&lt;b&quot; where integer is wanted (1,200 times)">line 3: row 3: string &quot;a&lt;b&quot; where integer is wanted
    line 9: row 9: string &quot;a&lt;b&quot; where integer is wanted
    and 1,198 more
    help: write a number
    or null
    </failure>
        </testcase>
        <testcase classname="rows, 1%.jsonl" name="L318 wrong-type">
          <system-out>warning: string &quot;a&lt;b&quot; where integer is wanted (1,200 times)
    and 1,200 more
    help: write a number
    or null
    </system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

/// Checked by structure: the public schema stands under the terms of OASIS, not under a licence that
/// this project could pass on, and its pattern for `language` is no regular expression of ECMA 262.
#[test]
fn sarif_has_rules_places_and_stable_fingerprints() {
    let log: Value = serde_json::from_str(&rendered(Form::Sarif)).expect("is JSON");
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "V101");
    let result = &run["results"][0];
    assert_eq!(result["ruleIndex"], 1);
    assert_eq!(result["occurrenceCount"], 1200);
    assert_eq!(result["partialFingerprints"]["newsrowsFinding/v1"], "00ff");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "rows%2C%201%25.jsonl");
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 3, "startColumn": 7, "byteOffset": 6, "byteLength": 5})
    );
    assert_eq!(
        result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"],
        9
    );
}

#[test]
fn gitlab_fingerprints_are_unique() {
    let issues: Value = serde_json::from_str(&rendered(Form::Gitlab)).expect("is JSON");
    let print = |i: usize| issues[i]["fingerprint"].as_str().map(str::to_owned);
    assert_eq!(
        (print(0).as_deref(), print(1).as_deref()),
        (Some("00ff"), Some("00ff-2"))
    );
    assert_eq!(issues[0]["location"]["lines"]["begin"], 3);
    assert_eq!(issues[0]["severity"], "major");
}

#[test]
fn markdown_cells_hold_no_markup() {
    let text = rendered(Form::Markdown);
    assert!(
        text.contains("| error | V101 wrong-type | rows, 1%.jsonl:3 | n | 1,200 |"),
        "{text}"
    );
    assert!(text.contains("a&lt;b"));
}

#[test]
fn json_lines_are_files_findings_and_the_summary() {
    let text = rendered(Form::Jsonl);
    let kinds: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("is JSON")["kind"].clone())
        .collect();
    assert_eq!(kinds, ["file", "finding", "finding", "summary"]);
}

#[test]
fn the_json_report_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../../../schema/findings.schema.json"))
        .expect("is JSON");
    let check = jsonschema::validator_for(&schema).expect("is a schema");
    let document: Value = serde_json::from_str(&rendered(Form::Json)).expect("is JSON");
    if let Err(error) = check.validate(&document) {
        panic!("{error} at {}", error.instance_path());
    }
    let mut wrong = document;
    wrong["findings"][0]["severity"] = "bad".into();
    assert!(!check.is_valid(&wrong));
}

#[test]
fn a_wanted_report_names_its_form_and_its_file() {
    let wanted: Wanted = "sarif=out/f.sarif".parse().expect("parses");
    assert_eq!(wanted.form, Form::Sarif);
    assert_eq!(wanted.path.as_deref(), Some(Path::new("out/f.sarif")));
    assert!("xml".parse::<Wanted>().is_err());
}
