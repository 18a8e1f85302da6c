//! The reader agrees with `serde_json` on what is JSON and what it says.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::validate::instance::to_value;

fn read(text: &str) -> Result<(Value, Oddities), SyntaxError> {
    let (mut parser, mut tape) = (Parser::default(), Tape::default());
    parser.parse(text, &mut tape)?;
    Ok((to_value(tape.root(text)), parser.oddities))
}

#[test]
fn values_are_those_of_serde_json() {
    for text in [
        r#"{"a":1,"b":[true,false,null],"c":{"d":"Đà Nẵng"}}"#,
        r#" [ 1 , -0 , 0.5e-3, 1E2, 18446744073709551615, -9223372036854775808 ] "#,
        r#"[18446744073709551616, -9223372036854775809, 123456789012345678901234567890]"#,
        r#""tab\t quote\" slash\/ pair\ud83d\ude00 \u0110""#,
        r#"{"\u0061":1}"#,
        "{}",
        "[]",
        "\"\"",
        "\"eight by\\n\"",
    ] {
        let expected: Value = serde_json::from_str(text).expect("is JSON");
        assert_eq!(read(text).expect(text).0, expected, "{text}");
    }
}

#[test]
fn a_syntax_error_says_where_the_text_stops_being_json() {
    for (text, at) in [
        (r#"{"a": 1,}"#, 8),
        (r#"{"a" 1}"#, 5),
        (r#"{"a": 01}"#, 7),
        (r#"{"a": NaN}"#, 6),
        (r#"{"a": 1} x"#, 9),
        (r#"{"a": "x"#, 6),
        (r#"["a\x"]"#, 3),
        (r#"{"a": 1e999}"#, 6),
        ("[\"a\u{1}\"]", 3),
        ("[1, ]", 4),
        ("[1.]", 3),
        ("", 0),
        ("{'a': 1}", 1),
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        assert_eq!(read(text).expect_err(text).at, at, "{text}");
    }
}

#[test]
fn nesting_is_read_to_a_limit_and_not_beyond() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert!(read(&nested(MAX_DEPTH)).is_ok());
    let error = read(&nested(MAX_DEPTH + 1)).expect_err("too deep");
    assert!(error.too_deep);
    assert!(read(&"[".repeat(1_000_000)).expect_err("too deep").too_deep);
}

#[test]
fn repeated_names_are_found_in_any_object_and_spelling() {
    for (text, places) in [
        (r#"{"a":1,"b":2,"a":3}"#, vec![13]),
        (r#"{"a":1,"\u0061":3}"#, vec![7]),
        (r#"{"x":{"b":1,"b":2},"b":0}"#, vec![12]),
        (r#"{"a":1,"A":2}"#, vec![]),
    ] {
        assert_eq!(read(text).expect(text).1.repeated_keys, places, "{text}");
    }
}

#[test]
fn repeated_names_are_found_again_in_rows_of_one_shape() {
    let (mut parser, mut tape) = (Parser::default(), Tape::default());
    for text in [
        r#"{"a":1,"b":2}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a":3,"a":4}"#,
        r#"{"a":3,"b":4,"a":5}"#,
    ] {
        tape.clear();
        parser.parse(text, &mut tape).expect("parses");
        let repeats = text.matches("\"a\"").count() - 1;
        assert_eq!(parser.oddities.repeated_keys.len(), repeats, "{text}");
    }
}

#[test]
fn half_a_pair_is_noted_and_the_row_still_read() {
    let (value, oddities) =
        read(r#"{"a":"x\ud83dy","b":"\udc00","c":"\ud83d\u0041"}"#).expect("read");
    assert_eq!(oddities.lone_surrogates, [7, 21, 34]);
    assert_eq!(value["a"], "x\u{FFFD}y");
    assert_eq!(value["c"], "\u{FFFD}A");
}

proptest! {
    #[test]
    fn any_value_is_read_back_as_written(value in value()) {
        let text = value.to_string();
        prop_assert_eq!(read(&text).expect("is JSON").0, value);
    }

    #[test]
    fn any_text_is_judged_as_serde_json_judges_it(text in "[\\[\\]{}:,\"a-c0-9.eE+\\- \\\\untrfl]{0,24}") {
        let ours = read(&text).is_ok();
        let theirs = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(ours, theirs, "{}", text);
    }
}

/// Any JSON value of a few levels.
pub(in crate::validate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |n| n.is_finite())
            .prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-dé\"]{0,3}", inner, 0..5)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}
