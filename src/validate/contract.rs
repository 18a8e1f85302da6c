//! Every error of a row against its schema, as the crate lists them, told in the words of the
//! registry.

mod help;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Broken};
use serde_json::Value;

use super::findings::short;
use super::schema::Schema;
use super::tape::View;
use crate::diagnostic::Code;
use help::{format_help, list_help};

/// One broken rule of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// Code of the registry.
    pub code: Code,
    /// Column, empty for a rule on the row as a whole.
    pub field: String,
    /// JSON Pointer of the value.
    pub pointer: String,
    /// Name of the member that the breach is about, where it is the name and not the value.
    pub member: Option<String>,
    /// JSON Pointer of the rule.
    pub schema_pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do, where more can be said than the registry does.
    pub help: Option<String>,
}

/// Lists what `row` breaks; with `mask`, no message holds a value.
pub fn breaches(schema: &Schema, row: View<'_>, mask: bool) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut nameless: Vec<(String, String)> = Vec::new();
    for error in schema.validator().iter_errors(row) {
        let pointer = error.instance_path().as_str();
        let rule = error.schema_path().as_str();
        // Where a schema names no property, the crate tells of each member that
        // `additionalProperties: false` refuses, and not of its name.
        if matches!(error.kind(), Broken::FalseSchema)
            && rule.ends_with("Properties")
            && let Some(object) = row.pointer(pointer)
            && object.members().next().is_some()
        {
            let place = (pointer.to_owned(), rule.to_owned());
            if !nameless.contains(&place) {
                unknown_fields(object, &place, &mut found);
                nameless.push(place);
            }
            continue;
        }
        tell(&error, mask, &mut found);
    }
    if found.is_empty() {
        // What was refused must not pass for want of a reason.
        found.push(Breach {
            code: "V129",
            field: String::new(),
            pointer: String::new(),
            member: None,
            schema_pointer: String::new(),
            message: "the schema refuses the row and does not say why".to_owned(),
            help: None,
        });
    }
    found
}

/// Every member of an object as a field that its schema does not know.
fn unknown_fields(object: View<'_>, (pointer, rule): &(String, String), found: &mut Vec<Breach>) {
    let column = column_of(pointer);
    for (key, _) in object.members() {
        let name = key.text().unwrap_or("").to_owned();
        found.push(Breach {
            code: "V103",
            field: if column.is_empty() {
                name.clone()
            } else {
                column.clone()
            },
            pointer: pointer.clone(),
            schema_pointer: rule.clone(),
            message: format!("{} is not a field of the schema", name_in(pointer, &name)),
            member: Some(name),
            help: None,
        });
    }
}

fn tell(error: &ValidationError<'_>, mask: bool, found: &mut Vec<Breach>) {
    let pointer = error.instance_path().as_str().to_owned();
    let column = column_of(&pointer);
    let value = if mask {
        "the value".to_owned()
    } else {
        shown(error.instance())
    };
    let mut breach = Breach {
        code: code(error.kind()),
        field: column.clone(),
        pointer,
        member: None,
        schema_pointer: error.schema_path().as_str().to_owned(),
        message: String::new(),
        help: None,
    };
    let nested = !column.is_empty();
    match error.kind() {
        Broken::Required { property } => {
            let name = property.as_str().unwrap_or_default().to_owned();
            breach.message = format!("{} is missing", name_in(&breach.pointer, &name));
            if !nested {
                breach.field = name;
            }
        }
        Broken::AdditionalProperties { unexpected }
        | Broken::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                let mut one = breach.clone();
                one.message = format!(
                    "{} is not a field of the schema",
                    name_in(&breach.pointer, name)
                );
                one.member = Some(name.clone());
                if !nested {
                    one.field = name.clone();
                }
                found.push(one);
            }
            return;
        }
        Broken::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(name) => name.to_string(),
                TypeKind::Multiple(names) => {
                    let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
                    names.join(" or ")
                }
            };
            let is = type_name(error.instance());
            breach.message = if mask || matches!(error.instance().as_ref(), Value::Null) {
                format!("{is} where {wanted} is wanted")
            } else {
                format!("{is} {value} where {wanted} is wanted")
            };
        }
        Broken::Enum { options } => {
            let options: &[Value] = options.as_array().map_or(&[], Vec::as_slice);
            breach.message = format!("{value} is not one of the {} values listed", options.len());
            breach.help = Some(list_help(error.instance(), options, mask));
        }
        Broken::Constant { expected_value } => {
            breach.message = format!("{value} where only {} is allowed", shown(expected_value));
        }
        Broken::Pattern { pattern } => {
            breach.message = format!("{value} does not match {}", short(pattern));
        }
        Broken::Format { format } => {
            breach.message = format!("{value} is not a valid {format}");
            breach.help = format_help(format);
        }
        Broken::Minimum { limit } => breach.message = format!("{value} is less than {limit}"),
        Broken::Maximum { limit } => breach.message = format!("{value} is more than {limit}"),
        Broken::ExclusiveMinimum { limit } => {
            breach.message = format!("{value} is not more than {limit}");
        }
        Broken::ExclusiveMaximum { limit } => {
            breach.message = format!("{value} is not less than {limit}");
        }
        Broken::MultipleOf { multiple_of } => {
            breach.message = format!("{value} is not a multiple of {multiple_of}");
        }
        Broken::MinLength { limit } => {
            breach.message = format!(
                "{value} has {} of at least {limit} code points",
                length(error)
            );
        }
        Broken::MaxLength { limit } => {
            breach.message = format!(
                "{value} has {} of at most {limit} code points",
                length(error)
            );
        }
        Broken::MinItems { limit } => {
            breach.message = format!("{} items of at least {limit}", length(error));
        }
        Broken::MaxItems { limit } => {
            breach.message = format!("{} items of at most {limit}", length(error));
        }
        Broken::AdditionalItems { limit } => {
            breach.message = format!("{} items of at most {limit}", length(error));
        }
        Broken::UnevaluatedItems { unexpected } => {
            breach.message = format!("{} items that the schema does not know", unexpected.len());
        }
        Broken::MinProperties { limit } => {
            breach.message = format!("{} fields of at least {limit}", length(error));
        }
        Broken::MaxProperties { limit } => {
            breach.message = format!("{} fields of at most {limit}", length(error));
        }
        Broken::UniqueItems => breach.message = format!("{value} has an item twice"),
        Broken::AnyOf { context } | Broken::OneOfNotValid { context } => {
            breach.message = format!("{value} fits none of {} alternatives", context.len());
            breach.help = nearest_branch(context, mask);
        }
        Broken::OneOfMultipleValid { .. } => {
            breach.message = format!("{value} fits more than one of the alternatives");
        }
        Broken::Not { .. } => breach.message = format!("{value} fits what the schema rules out"),
        Broken::Contains => {
            breach.message = format!("{value} has no item, or too many, of the kind wanted");
        }
        Broken::FalseSchema => breach.message = format!("{value} where nothing is allowed"),
        Broken::PropertyNames { error: inner } => {
            let name = inner.instance().as_str().unwrap_or_default().to_owned();
            breach.message = format!("the name {} is not of the form wanted", short(&name));
            breach.member = Some(name.clone());
            if !nested {
                breach.field = name;
            }
        }
        Broken::ContentEncoding { content_encoding } => {
            breach.message = format!("{value} is not {content_encoding}");
        }
        Broken::ContentMediaType { content_media_type } => {
            breach.message = format!("{value} is not {content_media_type}");
        }
        Broken::FromUtf8 { .. } => breach.message = format!("{value} does not decode to text"),
        Broken::BacktrackLimitExceeded { .. } | Broken::RegexEngineFailure { .. } => {
            breach.message = format!("the pattern gave up on {value}");
        }
        Broken::Referencing(error) => breach.message = error.to_string(),
        Broken::Custom { message, .. } => breach.message = message.clone(),
    }
    found.push(breach);
}

fn code(kind: &Broken) -> Code {
    match kind {
        Broken::Type { .. } => "V101",
        Broken::Required { .. } => "V102",
        Broken::AdditionalProperties { .. } | Broken::UnevaluatedProperties { .. } => "V103",
        Broken::Enum { .. } | Broken::Constant { .. } => "V104",
        Broken::Pattern { .. } => "V105",
        Broken::Format { .. } => "V106",
        Broken::Minimum { .. }
        | Broken::Maximum { .. }
        | Broken::ExclusiveMinimum { .. }
        | Broken::ExclusiveMaximum { .. } => "V107",
        Broken::MinLength { .. } | Broken::MaxLength { .. } => "V108",
        Broken::MinItems { .. }
        | Broken::MaxItems { .. }
        | Broken::AdditionalItems { .. }
        | Broken::UnevaluatedItems { .. }
        | Broken::MinProperties { .. }
        | Broken::MaxProperties { .. } => "V109",
        Broken::UniqueItems => "V110",
        Broken::MultipleOf { .. } => "V111",
        Broken::AnyOf { .. }
        | Broken::OneOfMultipleValid { .. }
        | Broken::OneOfNotValid { .. }
        | Broken::Not { .. }
        | Broken::Contains
        | Broken::FalseSchema => "V112",
        Broken::PropertyNames { .. } => "V113",
        Broken::ContentEncoding { .. }
        | Broken::ContentMediaType { .. }
        | Broken::FromUtf8 { .. } => "V114",
        Broken::BacktrackLimitExceeded { .. }
        | Broken::RegexEngineFailure { .. }
        | Broken::Referencing(_)
        | Broken::Custom { .. } => "V129",
    }
}

/// The outermost name of a pointer.
pub(super) fn column_of(pointer: &str) -> String {
    pointer.split('/').nth(1).map_or_else(String::new, |part| {
        part.replace("~1", "/").replace("~0", "~")
    })
}

fn name_in(pointer: &str, name: &str) -> String {
    match pointer {
        "" => short(name),
        _ => format!("{} in {}", short(name), short(pointer)),
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn length(error: &ValidationError<'_>) -> usize {
    match error.instance().as_ref() {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    }
}

/// A value as JSON, shortened.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(items) if items.len() > 8 => format!("a list of {} items", items.len()),
        Value::Object(members) if members.len() > 4 => {
            format!("an object of {} fields", members.len())
        }
        Value::String(text) => format!("\"{}\"", short(text)),
        other => short(&other.to_string()),
    }
}

/// What keeps the value from the branch it breaks least.
fn nearest_branch(context: &[Vec<ValidationError<'static>>], mask: bool) -> Option<String> {
    let (i, errors) = context
        .iter()
        .enumerate()
        .min_by_key(|(_, errors)| errors.len())?;
    let mut breaches = Vec::new();
    tell(errors.first()?, mask, &mut breaches);
    let first = breaches.into_iter().next()?;
    let place = match first.pointer.as_str() {
        "" => String::new(),
        pointer => format!("{pointer}: "),
    };
    Some(format!(
        "alternative {} is the nearest: {place}{}",
        i + 1,
        first.message
    ))
}

#[cfg(test)]
mod tests;
