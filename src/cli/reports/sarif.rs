//! SARIF 2.1.0, the exchange format of analysis results.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{Context, first, severity};
use crate::codes::Registry;
use crate::validate::findings::{Finding, Sample};
use crate::validate::report::Report;

/// Results that code hosts read of one run; GitHub refuses more than 25,000 and shows 5,000.
const MAX_RESULTS: usize = 5_000;

pub(super) fn render(report: &Report, context: &Context) -> String {
    let registry = Registry::embedded().ok();
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        rules.insert(finding.code, 0);
    }
    for (place, index) in rules.values_mut().enumerate() {
        *index = place;
    }
    let described: Vec<Value> = rules
        .keys()
        .map(|code| match registry.and_then(|r| r.code(code)) {
            Some(entry) => json!({
                "id": code,
                "name": entry.name,
                "shortDescription": {"text": entry.summary},
                "fullDescription": {"text": entry.why},
                "help": {"text": entry.remedy},
                "defaultConfiguration": {"level": severity(entry.severity)},
            }),
            None => json!({"id": code}),
        })
        .collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .take(MAX_RESULTS)
        .map(|finding| result(finding, rules.get(finding.code).copied().unwrap_or(0)))
        .collect();
    let left_out = report.findings.len().saturating_sub(MAX_RESULTS) as u64 + report.omitted;
    let mut notifications: Vec<Value> = report
        .remarks
        .iter()
        .map(|remark| json!({"level": "note", "message": {"text": remark}}))
        .collect();
    if left_out > 0 {
        notifications.push(json!({
            "level": "warning",
            "message": {"text": format!("{left_out} further findings were left out")},
        }));
    }
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "newsrows",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "automationDetails": {"id": format!("newsrows/{}/", context.command)},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    format!("{document}\n")
}

fn result(finding: &Finding, rule: usize) -> Value {
    let mut text = finding.message.clone();
    if let Some(field) = &finding.field {
        text = format!("{field}: {text}");
    }
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": severity(finding.severity),
        "message": {"text": text},
        "locations": [location(&finding.path, &first(finding), finding.field.as_deref())],
        "occurrenceCount": finding.count.max(1),
        "partialFingerprints": {"newsrowsFinding/v1": finding.fingerprint},
    });
    let related: Vec<Value> = finding
        .samples
        .iter()
        .skip(1)
        .map(|sample| {
            let mut place = location(&finding.path, sample, finding.field.as_deref());
            place["message"] = json!({"text": sample.message});
            place
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location(path: &str, sample: &Sample, field: Option<&str>) -> Value {
    let mut place = json!({"artifactLocation": {"uri": uri(path)}});
    let mut region = serde_json::Map::new();
    if let Some(line) = sample.line {
        region.insert("startLine".to_owned(), json!(line));
        if let Some(column) = sample.column {
            region.insert("startColumn".to_owned(), json!(column));
        }
    }
    if let Some((start, end)) = sample.bytes {
        region.insert("byteOffset".to_owned(), json!(start));
        region.insert("byteLength".to_owned(), json!(end.saturating_sub(start)));
    }
    if !region.is_empty() {
        place["region"] = Value::Object(region);
    }
    let mut location = json!({"physicalLocation": place});
    let mut logical = Vec::new();
    if let Some(record) = sample.record {
        logical.push(json!({"fullyQualifiedName": format!("row {record}"), "kind": "row"}));
    }
    if let Some(field) = field {
        logical.push(json!({"name": field, "kind": "column"}));
    }
    if !logical.is_empty() {
        location["logicalLocations"] = Value::Array(logical);
    }
    location
}

/// A path as a relative URI where it lies below the working folder, else as a `file:` one.
fn uri(path: &str) -> String {
    let absolute = Path::new(path);
    let below = std::env::current_dir()
        .ok()
        .and_then(|folder| absolute.strip_prefix(folder).ok().map(Path::to_path_buf));
    let (prefix, path) = match below {
        Some(relative) => ("", relative.to_string_lossy().into_owned()),
        None if absolute.is_absolute() => ("file://", path.to_owned()),
        None => ("", path.trim_start_matches("./").to_owned()),
    };
    let mut out = prefix.to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char);
            }
            b'\\' => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
