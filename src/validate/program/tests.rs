//! The crate is the referee: on random schemas and values, and on dates at every edge, the compiled
//! checks say what it says.

use jsonschema::Draft;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::time::{is_date, is_date_time};
use super::*;
use crate::validate::json::Parser;
use crate::validate::tape::Tape;

fn accepts(program: &Program, value: &Value) -> bool {
    let text = value.to_string();
    let mut tape = Tape::default();
    Parser::default().parse(&text, &mut tape).expect("is JSON");
    program.accepts(tape.root(&text))
}

fn referee(schema: &Value, draft: Draft) -> jsonschema::Validator {
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .build(schema)
        .expect("is a schema")
}

/// JSON texts, one a line.
fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

const VALUES: &str = r#"
    null
    true
    0
    -0.0
    1
    1.0
    1.5
    -1
    3
    9007199254740992
    9007199254740993
    9007199254740992.0
    -9223372036854775808
    9223372036854775807
    18446744073709551615
    1e300
    -1e300
    ""
    "a"
    "é"
    "ab"
    "\ud83d\ude00"
    "2024-02-30"
    []
    [1]
    [1, 1.0]
    ["a", "a"]
    ["a", "b"]
    [[1], [1]]
    [1, "a", null]
    {}
    {"a": 1}
    {"a": 1, "b": 2}
    {"b": "x"}
    {"a": {"a": {"a": 2}}}
    {"a": null, "c": 1}
    [true, 1]
    [0, false]
"#;

const SCHEMAS: &str = r##"
    true
    false
    {}
    {"type": "integer"}
    {"type": "number"}
    {"type": ["string", "null"]}
    {"enum": [1, "a", null]}
    {"const": 1.0}
    {"const": 9007199254740993}
    {"enum": [[1], {"a": 1.0}, true, "é"]}
    {"minimum": 1}
    {"minimum": 1.5}
    {"exclusiveMinimum": 1}
    {"maximum": 9007199254740992}
    {"exclusiveMaximum": 1.5}
    {"exclusiveMaximum": 9007199254740993}
    {"maximum": -1}
    {"multipleOf": 0.5}
    {"multipleOf": 3}
    {"minLength": 1}
    {"maxLength": 1}
    {"minLength": 2, "maxLength": 2}
    {"pattern": "a"}
    {"pattern": "^a$"}
    {"format": "date"}
    {"format": "uri"}
    {"format": "no-such-format"}
    {"minItems": 1, "maxItems": 2}
    {"uniqueItems": true}
    {"items": {"type": "integer"}}
    {"prefixItems": [{"type": "integer"}, {"type": "string"}], "items": {"type": "null"}}
    {"prefixItems": [{"const": 1}]}
    {"items": false}
    {"properties": {"a": {"type": "integer"}}, "required": ["a"]}
    {"required": ["b", "a"]}
    {"required": ["a", "c"], "properties": {"a": true}}
    {"properties": {"a": true}, "additionalProperties": false}
    {"additionalProperties": {"type": "integer"}}
    {"minProperties": 1, "maxProperties": 1}
    {"allOf": [{"type": "integer"}, {"minimum": 1}]}
    {"anyOf": [{"type": "string"}, {"minimum": 1}]}
    {"oneOf": [{"type": "integer"}, {"minimum": 1}]}
    {"not": {"type": "string"}}
    {"if": {"type": "integer"}, "then": {"minimum": 1}, "else": {"type": "string"}}
    {"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}}
    {"if": {"type": "null"}}
    {"then": false}
    {"$ref": "#/$defs/x", "$defs": {"x": {"type": "integer"}}}
    {"$ref": "#/$defs/x", "type": "number", "$defs": {"x": {"minimum": 1}}}
    {"properties": {"a": {"$ref": "#"}}, "additionalProperties": false}
    {"type": "object", "unknown-word": 1, "description": "x"}
"##;

#[test]
fn verdicts_at_the_edges_are_the_crates() {
    let values = lines(VALUES);
    for draft in [Draft::Draft202012, Draft::Draft201909, Draft::Draft7] {
        for schema in lines(SCHEMAS) {
            let Ok(program) = Program::compile(&schema, draft) else {
                assert!(draft != Draft::Draft202012, "{schema} is not compiled");
                continue;
            };
            let referee = referee(&schema, draft);
            for value in &values {
                assert_eq!(
                    accepts(&program, value),
                    referee.is_valid(value),
                    "{schema} on {value} ({draft:?})"
                );
            }
        }
    }
}

#[test]
fn what_is_not_compiled_is_refused_by_name() {
    for (schema, keyword) in [
        (r#"{"patternProperties": {"a": true}}"#, "patternProperties"),
        (
            r#"{"unevaluatedProperties": false}"#,
            "unevaluatedProperties",
        ),
        (r#"{"properties": {"a": {"contains": true}}}"#, "contains"),
        (r##"{"$ref": "#"}"##, "$ref to itself"),
        (
            r##"{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"not": {"$ref": "#"}}}}"##,
            "$ref to itself",
        ),
        (
            r#"{"$ref": "other.json"}"#,
            "$ref to another document or anchor",
        ),
        (r#"{"minimum": 1e300}"#, "minimum"),
    ] {
        let value: Value = serde_json::from_str(schema).expect("is JSON");
        let error = Program::compile(&value, Draft::Draft202012).expect_err("left to the crate");
        assert_eq!(error, Unsupported(keyword.to_owned()), "{schema}");
    }
    assert!(Program::compile(&json!({}), Draft::Draft4).is_err());
}

#[test]
fn dates_and_times_are_those_of_the_crate() {
    let date = referee(&json!({"format": "date"}), Draft::Draft202012);
    let time = referee(&json!({"format": "date-time"}), Draft::Draft202012);
    let mut texts: Vec<String> = [
        "2024-02-29T23:59:60Z",
        "2024-02-29T23:58:60Z",
        "2024-02-29T00:59:60+01:00",
        "2024-02-29T22:59:60-01:00",
        "2024-02-29T00:29:60+00:30",
        "2024-02-29T24:00:00Z",
        "2024-02-29t00:00:00z",
        "2024-02-29 00:00:00Z",
        "2024-02-29T00:00:00",
        "2024-02-29T00:00:00.Z",
        "2024-02-29T00:00:00.5Z",
        "2024-02-29T00:00:00+24:00",
        "2024-02-29T00:00:00+0700",
        "2024-02-29T00:00:00+07:60",
        "2024-02-29T00:00:00ZZ",
        "đ024-02-29T00:00:00Z",
        "2024-2-29",
        "2024-02-29T",
        "",
        "2024-02-299",
        "+024-02-29",
        "2024-02-29T0٣:00:00Z",
    ]
    .map(str::to_owned)
    .to_vec();
    for year in ["0000", "1900", "2000", "2023", "2024", "9999"] {
        for month in 0..=13 {
            for day in [0, 1, 28, 29, 30, 31, 32] {
                texts.push(format!("{year}-{month:02}-{day:02}"));
                texts.push(format!("{year}-{month:02}-{day:02}T12:00:00Z"));
            }
        }
    }
    for text in texts {
        assert_eq!(is_date(&text), date.is_valid(&json!(text)), "{text}");
        assert_eq!(is_date_time(&text), time.is_valid(&json!(text)), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn verdicts_on_random_schemas_are_the_crates(
        schema in schema(),
        values in prop::collection::vec(small_value(), 12),
    ) {
        let program = Program::compile(&schema, Draft::Draft202012).expect("compiles");
        let referee = referee(&schema, Draft::Draft202012);
        for value in values {
            let (ours, theirs) = (accepts(&program, &value), referee.is_valid(&value));
            prop_assert_eq!(ours, theirs, "{} on {}", schema, value);
        }
    }
}

/// Values over few names, texts and numbers, so that schemas often fit them.
fn small_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3i64..4).prop_map(Value::from),
        (-6i64..7).prop_map(|n| json!(n as f64 / 2.0)),
        "[abé]{0,3}".prop_map(Value::from),
        Just(json!("2024-02-29")),
        Just(json!("2023-02-29")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[abc]", inner, 0..4)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(vec!["a", "b", "c"], 0..3)
}

/// Schemas of the keywords that are compiled.
fn schema() -> impl Strategy<Value = Value> {
    let types = prop::sample::subsequence(TYPES.to_vec(), 1..4);
    let sizes = (0u64..3, 0u64..4);
    let pattern = prop::sample::select(vec!["^[ab]{2}$", "a", "^b", "^[a-b]$"]);
    let format = prop::sample::select(vec!["date", "date-time", "uri"]);
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        types.prop_map(|t| json!({"type": t})),
        prop::collection::vec(small_value(), 1..4).prop_map(|v| json!({"enum": v})),
        small_value().prop_map(|v| json!({"const": v})),
        (-3i64..4).prop_map(|n| json!({"minimum": n})),
        (-6i64..7).prop_map(|n| json!({"exclusiveMaximum": n as f64 / 2.0})),
        sizes
            .clone()
            .prop_map(|(a, b)| json!({"minLength": a, "maxLength": b})),
        sizes
            .clone()
            .prop_map(|(a, b)| json!({"minItems": a, "maxItems": b, "uniqueItems": true})),
        sizes.prop_map(|(a, b)| json!({"minProperties": a, "maxProperties": b})),
        pattern.prop_map(|p| json!({"pattern": p})),
        format.prop_map(|f| json!({"format": f})),
        names().prop_map(|r| json!({"required": r})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let branches = prop::collection::vec(inner.clone(), 1..4);
        let properties = prop::collection::btree_map("[abc]", inner.clone(), 0..3);
        prop_oneof![
            properties.clone().prop_map(|m| json!({"properties": m})),
            (properties, inner.clone(), names()).prop_map(|(m, a, r)| json!({
                "type": "object", "properties": m, "additionalProperties": a, "required": r
            })),
            inner.clone().prop_map(|s| json!({"items": s})),
            (branches.clone(), inner.clone())
                .prop_map(|(p, i)| json!({"prefixItems": p, "items": i})),
            branches.clone().prop_map(|b| json!({"allOf": b})),
            branches.clone().prop_map(|b| json!({"anyOf": b})),
            branches.prop_map(|b| json!({"oneOf": b})),
            inner.clone().prop_map(|s| json!({"not": s})),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(i, t, e)| json!({"if": i, "then": t, "else": e})),
            (inner.clone(), inner).prop_map(|(a, b)| json!({
                "properties": {"a": a, "b": {"anyOf": [b]}}
            })),
        ]
    })
}
