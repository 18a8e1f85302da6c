//! The crate finds the same in a tape as in the `serde_json::Value` of the same text.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::validate::json::Parser;
use crate::validate::json::tests::value;

/// Kind, place and rule of every error, sorted.
fn told<'a>(errors: impl Iterator<Item = jsonschema::ValidationError<'a>>) -> Vec<String> {
    let mut told: Vec<String> = errors
        .map(|e| format!("{} {} {e}", e.instance_path(), e.schema_path()))
        .collect();
    told.sort();
    told
}

fn agree(schema: &Value, instance: &Value) {
    let ours = jsonschema::options_for::<TapeJson>()
        .should_validate_formats(true)
        .build(schema)
        .expect("a schema");
    let theirs = jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .expect("a schema");
    let text = instance.to_string();
    let mut tape = Tape::default();
    Parser::default().parse(&text, &mut tape).expect("is JSON");
    let row = tape.root(&text);
    assert_eq!(
        ours.is_valid(row),
        theirs.is_valid(instance),
        "{schema} on {text}"
    );
    assert_eq!(
        told(ours.iter_errors(row)),
        told(theirs.iter_errors(instance)),
        "{schema} on {text}"
    );
}

/// Schemas of the keywords that are left to the crate.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null", "boolean", "integer", "number", "string", "array", "object"
        ])
        .prop_map(|t| json!({"type": t})),
        value().prop_map(|v| json!({"const": v})),
        (-3i64..4).prop_map(|n| json!({"maximum": n})),
        Just(json!({"minLength": 2})),
        Just(json!({"uniqueItems": true})),
        Just(json!({"multipleOf": 0.5})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let properties = prop::collection::btree_map("[a-dé]", inner.clone(), 0..3);
        prop_oneof![
            (inner.clone(), 0u64..3, 0u64..3).prop_map(
                |(s, min, max)| json!({"contains": s, "minContains": min, "maxContains": max})
            ),
            inner.clone().prop_map(
                |s| json!({"patternProperties": {"^[a-c]": s}, "additionalProperties": false})
            ),
            inner.clone().prop_map(|s| json!({"propertyNames": s})),
            inner
                .clone()
                .prop_map(|s| json!({"dependentSchemas": {"a": s}})),
            Just(json!({"dependentRequired": {"a": ["b"]}})),
            (properties.clone(), properties).prop_map(|(a, b)| json!({
                "anyOf": [{"properties": a}, {"properties": b}], "unevaluatedProperties": false
            })),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| json!({"allOf": [{"prefixItems": [a]}], "unevaluatedItems": b})),
            inner
                .clone()
                .prop_map(|s| json!({"oneOf": [s, {"type": "string"}]})),
            inner.prop_map(|s| json!({"not": s})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn errors_of_random_schemas_are_those_of_serde_values(schema in schema(), instance in value()) {
        agree(&schema, &instance);
    }
}

#[test]
fn numbers_are_compared_by_value_whatever_their_form() {
    for (schema, instance) in [
        (json!({"const": 1}), json!(1.0)),
        (json!({"enum": [u64::MAX]}), json!(u64::MAX)),
        (json!({"type": "integer"}), json!(-0.0)),
        (json!({"uniqueItems": true}), json!([1, 1.0, true])),
        (
            json!({"minimum": 9007199254740993u64}),
            json!(9007199254740992.0),
        ),
        (json!({"multipleOf": 0.1}), json!(0.3)),
        (
            json!({"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"}),
            json!(1.0),
        ),
    ] {
        agree(&schema, &instance);
    }
}
