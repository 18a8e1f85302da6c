//! Breaches of a schema, one claim a test.

use super::*;
use crate::validate::json::Parser;
use crate::validate::tape::Tape;

fn told(schema: &str, row: &str, mask: bool) -> Vec<(Code, String, String)> {
    let schema = serde_json::from_str(schema).expect("is JSON");
    let schema = Schema::new("s", schema, None).expect("compiles");
    let mut tape = Tape::default();
    Parser::default().parse(row, &mut tape).expect("is JSON");
    assert!(!schema.accepts(tape.root(row)), "{row} is broken");
    breaches(&schema, tape.root(row), mask)
        .into_iter()
        .map(|b| (b.code, b.field, b.message))
        .collect()
}

#[test]
fn each_rule_has_its_code_column_and_words() {
    for (schema, row, code, field, message) in [
        (
            r#"{"type": "integer"}"#,
            "\"3\"",
            "V101",
            "x",
            "string \"3\" where integer is wanted",
        ),
        (
            r#"{"type": ["string", "null"]}"#,
            "3",
            "V101",
            "x",
            "integer 3 where null or string is wanted",
        ),
        (
            r#"{"enum": ["occurred", "planned"]}"#,
            "\"occured\"",
            "V104",
            "x",
            "\"occured\" is not one of the 2 values listed",
        ),
        (
            r#"{"const": "vi"}"#,
            "\"en\"",
            "V104",
            "x",
            "\"en\" where only \"vi\" is allowed",
        ),
        (
            r#"{"pattern": "^r_"}"#,
            "\"7\"",
            "V105",
            "x",
            "\"7\" does not match ^r_",
        ),
        (
            r#"{"format": "date"}"#,
            "\"20/5/2024\"",
            "V106",
            "x",
            "\"20/5/2024\" is not a valid date",
        ),
        (r#"{"minimum": 0}"#, "-1", "V107", "x", "-1 is less than 0"),
        (
            r#"{"exclusiveMaximum": 1}"#,
            "1",
            "V107",
            "x",
            "1 is not less than 1",
        ),
        (
            r#"{"minLength": 1}"#,
            "\"\"",
            "V108",
            "x",
            "\"\" has 0 of at least 1 code points",
        ),
        (
            r#"{"maxItems": 1}"#,
            "[1, 2]",
            "V109",
            "x",
            "2 items of at most 1",
        ),
        (
            r#"{"uniqueItems": true}"#,
            "[\"a\", \"a\"]",
            "V110",
            "x",
            "[\"a\",\"a\"] has an item twice",
        ),
        (
            r#"{"multipleOf": 5}"#,
            "7",
            "V111",
            "x",
            "7 is not a multiple of 5",
        ),
        (
            r#"{"anyOf": [{"type": "null"}, {"minimum": 5}]}"#,
            "3",
            "V112",
            "x",
            "3 fits none of 2 alternatives",
        ),
        (
            r#"{"not": {"const": 3}}"#,
            "3",
            "V112",
            "x",
            "3 fits what the schema rules out",
        ),
        (
            r#"{"required": ["key"]}"#,
            "{}",
            "V102",
            "x",
            "key in /x is missing",
        ),
        (
            r#"{"items": {"type": "string"}}"#,
            "[1]",
            "V101",
            "x",
            "integer 1 where string is wanted",
        ),
    ] {
        let schema = format!(r#"{{"properties": {{"x": {schema}}}}}"#);
        let row = format!(r#"{{"x": {row}}}"#);
        assert_eq!(
            told(&schema, &row, false),
            [(code, field.to_owned(), message.to_owned())]
        );
    }
}

#[test]
fn missing_and_unknown_fields_are_told_one_by_one() {
    let schema =
        r#"{"properties": {"a": true}, "required": ["a", "b"], "additionalProperties": false}"#;
    let found = told(schema, r#"{"c": 1, "d": 2}"#, false);
    let mut codes: Vec<_> = found.iter().map(|f| (f.0, f.1.as_str())).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [("V102", "a"), ("V102", "b"), ("V103", "c"), ("V103", "d")]
    );
}

#[test]
fn masked_messages_hold_no_value() {
    let secret = "Nguyen-Van-A";
    for schema in [
        r#"{"type": "integer"}"#,
        r#"{"enum": ["b"]}"#,
        r#"{"const": 1}"#,
        r#"{"pattern": "^9$"}"#,
        r#"{"format": "date"}"#,
        r#"{"maxLength": 2}"#,
        r#"{"not": {}}"#,
        r#"{"anyOf": [{"type": "null"}]}"#,
        r#"{"oneOf": [{"type": "null"}, {"minLength": 99}]}"#,
    ] {
        let schema = format!(r#"{{"properties": {{"x": {schema}}}}}"#);
        let row = format!(r#"{{"x": "{secret}"}}"#);
        let text = format!("{:?}", told(&schema, &row, true));
        assert!(!text.contains(secret), "{schema}: {text}");
    }
}
