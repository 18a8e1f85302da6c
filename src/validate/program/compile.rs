//! From schema to checks.

mod values;

use std::collections::HashMap;

use jsonschema::Draft;
use serde_json::{Map, Value};

use super::{Check, Format, List, Listed, Logic, Number, Object, Pattern, Program, Text, Types};
use values::{bound, size};

pub(super) use values::crate_check;

/// A keyword, or a use of one, that the compiler leaves to the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported(pub String);

/// Keywords that accept and reject nothing in any draft.
pub(in crate::validate) const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Keywords that say nothing about a value in the drafts that are compiled.
const CONTENT: &[&str] = &["contentEncoding", "contentMediaType", "contentSchema"];

/// Keywords of any draft that are not compiled.
const LEFT_TO_THE_CRATE: &[&str] = &[
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "$vocabulary",
    "additionalItems",
    "contains",
    "minContains",
    "maxContains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "patternProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "id",
    "discriminator",
];

impl Program {
    /// Compiles a schema of draft 2020-12, 2019-09 or 7 whose references stay within it.
    pub fn compile(schema: &Value, draft: Draft) -> Result<Self, Unsupported> {
        if !matches!(
            draft,
            Draft::Draft202012 | Draft::Draft201909 | Draft::Draft7
        ) {
            return Err(Unsupported(format!("{draft:?}")));
        }
        let mut compiler = Compiler {
            root: schema,
            draft,
            checks: Vec::new(),
            by_pointer: HashMap::new(),
        };
        compiler.schema(schema, "", true)?;
        let program = Self {
            checks: compiler.checks,
        };
        match program.refers_to_itself() {
            true => Err(unsupported("$ref to itself")),
            false => Ok(program),
        }
    }

    /// Puts the properties of the outermost object in the order in which rows are expected to have
    /// them, so that no name has to be looked up in rows that do.
    pub fn order(&mut self, names: &[&str]) {
        let Some(object) = self.checks.first_mut().and_then(|c| c.object.as_mut()) else {
            return;
        };
        let place = |name: &str| names.iter().position(|n| *n == name).unwrap_or(usize::MAX);
        let mut order: Vec<usize> = (0..object.properties.len()).collect();
        order.sort_by_key(|&i| (place(&object.properties[i].0), i));
        let required = std::mem::take(&mut object.required);
        let properties = std::mem::take(&mut object.properties);
        object.required = order
            .iter()
            .map(|&i| required.get(i).copied().unwrap_or(false))
            .collect();
        object.properties = order.iter().map(|&i| properties[i].clone()).collect();
        object.index = object
            .properties
            .iter()
            .enumerate()
            .map(|(i, (name, _))| (name.clone(), i))
            .collect();
    }

    /// True where a check leads back to itself on the same value, which would never end.
    fn refers_to_itself(&self) -> bool {
        // 0 not seen, 1 on the way, 2 done.
        let mut state = vec![0u8; self.checks.len()];
        (0..self.checks.len()).any(|at| self.leads_back(at, &mut state))
    }

    fn leads_back(&self, at: usize, state: &mut [u8]) -> bool {
        match state[at] {
            1 => return true,
            2 => return false,
            _ => state[at] = 1,
        }
        let mut next = Vec::new();
        for rule in &self.checks[at].logic {
            match rule {
                Logic::All(parts) | Logic::Any(parts) | Logic::One(parts) => next.extend(parts),
                Logic::Not(part) | Logic::Ref(part) => next.push(*part),
                Logic::If {
                    condition,
                    then,
                    otherwise,
                } => next.extend([Some(*condition), *then, *otherwise].into_iter().flatten()),
            }
        }
        let back = next.into_iter().any(|part| self.leads_back(part, state));
        state[at] = 2;
        back
    }
}

struct Compiler<'s> {
    root: &'s Value,
    draft: Draft,
    checks: Vec<Check>,
    by_pointer: HashMap<String, usize>,
}

impl<'s> Compiler<'s> {
    /// Compiles the schema at `pointer`, once.
    fn schema(
        &mut self,
        schema: &'s Value,
        pointer: &str,
        root: bool,
    ) -> Result<usize, Unsupported> {
        if let Some(&at) = self.by_pointer.get(pointer) {
            return Ok(at);
        }
        let at = self.checks.len();
        self.by_pointer.insert(pointer.to_owned(), at);
        self.checks.push(Check::ANY);
        match schema {
            Value::Bool(true) => {}
            Value::Bool(false) => self.checks[at].types = Types(0),
            Value::Object(keywords) => {
                let check = self.keywords(keywords, pointer, root)?;
                self.checks[at] = check;
            }
            _ => return Err(Unsupported("a schema that is no object".to_owned())),
        }
        Ok(at)
    }

    fn child(
        &mut self,
        schema: &'s Value,
        pointer: &str,
        part: &str,
    ) -> Result<usize, Unsupported> {
        let part = part.replace('~', "~0").replace('/', "~1");
        self.schema(schema, &format!("{pointer}/{part}"), false)
    }

    fn children(
        &mut self,
        value: &'s Value,
        pointer: &str,
        keyword: &str,
    ) -> Result<Vec<usize>, Unsupported> {
        let list = value.as_array().ok_or_else(|| unsupported(keyword))?;
        list.iter()
            .enumerate()
            .map(|(i, schema)| self.schema(schema, &format!("{pointer}/{keyword}/{i}"), false))
            .collect()
    }

    fn keywords(
        &mut self,
        keywords: &'s Map<String, Value>,
        pointer: &str,
        root: bool,
    ) -> Result<Check, Unsupported> {
        // Draft 7 ignores everything beside a reference.
        if self.draft == Draft::Draft7 && keywords.contains_key("$ref") {
            return Ok(Check {
                logic: vec![Logic::Ref(self.reference(&keywords["$ref"])?)],
                ..Check::ANY
            });
        }
        let mut types = Types::ALL;
        let mut listed = None;
        let mut text = Text::default();
        let mut number = Number::default();
        let mut list = List::default();
        let mut object = Object::default();
        let mut logic = Vec::new();
        for (keyword, value) in keywords {
            match keyword.as_str() {
                "type" => types = Types::named(value)?,
                "enum" => {
                    let values = value.as_array().ok_or_else(|| unsupported(keyword))?;
                    listed = Some(Listed::new(values, listed)?);
                }
                "const" => listed = Some(Listed::new(std::slice::from_ref(value), listed)?),
                "minLength" => text.min_length = Some(size(keyword, value)?),
                "maxLength" => text.max_length = Some(size(keyword, value)?),
                "pattern" => {
                    let pattern = value.as_str().ok_or_else(|| unsupported(keyword))?;
                    text.pattern = Some(Pattern::new(pattern, self.draft)?);
                }
                "format" => text.format = self.format(value)?,
                "minimum" => number.lower(bound(keyword, value, false)?)?,
                "exclusiveMinimum" => number.lower(bound(keyword, value, true)?)?,
                "maximum" => number.upper(bound(keyword, value, false)?)?,
                "exclusiveMaximum" => number.upper(bound(keyword, value, true)?)?,
                "multipleOf" => number.multiple = Some(crate_check(keyword, value, self.draft)?),
                "minItems" => list.min = Some(size(keyword, value)?),
                "maxItems" => list.max = Some(size(keyword, value)?),
                "uniqueItems" => list.unique = value == &Value::Bool(true),
                "prefixItems" if self.draft == Draft::Draft202012 => {
                    list.prefix = self.children(value, pointer, keyword)?;
                }
                "items" if !value.is_array() => {
                    list.items = Some(self.child(value, pointer, keyword)?)
                }
                "minProperties" => object.min = Some(size(keyword, value)?),
                "maxProperties" => object.max = Some(size(keyword, value)?),
                "properties" => {
                    let properties = value.as_object().ok_or_else(|| unsupported(keyword))?;
                    for (name, schema) in properties {
                        let at = self.child(schema, &format!("{pointer}/properties"), name)?;
                        object
                            .index
                            .insert(name.as_str().into(), object.properties.len());
                        object.properties.push((name.as_str().into(), at));
                    }
                }
                "required" => {} // needs the properties first
                "additionalProperties" => {
                    object.additional = match value {
                        Value::Bool(true) => None,
                        _ => Some(self.child(value, pointer, keyword)?),
                    };
                }
                "allOf" => logic.push(Logic::All(self.children(value, pointer, keyword)?)),
                "anyOf" => logic.push(Logic::Any(self.children(value, pointer, keyword)?)),
                "oneOf" => logic.push(Logic::One(self.children(value, pointer, keyword)?)),
                "not" => logic.push(Logic::Not(self.child(value, pointer, keyword)?)),
                "if" => {
                    let branch = |compiler: &mut Self, name: &str| {
                        keywords
                            .get(name)
                            .map(|schema| compiler.child(schema, pointer, name))
                            .transpose()
                    };
                    let (then, otherwise) = (branch(self, "then")?, branch(self, "else")?);
                    logic.push(Logic::If {
                        condition: self.child(value, pointer, keyword)?,
                        then,
                        otherwise,
                    });
                }
                "then" | "else" => {}
                "$ref" => logic.push(Logic::Ref(self.reference(value)?)),
                "$id" if root => {}
                "$id" => return Err(unsupported(keyword)),
                "contentEncoding" | "contentMediaType" if self.draft == Draft::Draft7 => {
                    return Err(unsupported(keyword));
                }
                other if ANNOTATIONS.contains(&other) || CONTENT.contains(&other) => {}
                other if LEFT_TO_THE_CRATE.contains(&other) => return Err(unsupported(keyword)),
                "prefixItems" | "items" => return Err(unsupported(keyword)),
                // The standard has unknown keywords say nothing.
                _ => {}
            }
        }
        if let Some(required) = keywords.get("required") {
            object.require(required)?;
        }
        let has_text = text.min_length.is_some()
            || text.max_length.is_some()
            || text.pattern.is_some()
            || text.format.is_some();
        let has_number =
            number.minimum.is_some() || number.maximum.is_some() || number.multiple.is_some();
        let has_list = list.min.is_some()
            || list.max.is_some()
            || list.unique
            || !list.prefix.is_empty()
            || list.items.is_some();
        let has_object = object.min.is_some()
            || object.max.is_some()
            || !object.properties.is_empty()
            || object.required_count > 0
            || !object.required_others.is_empty()
            || object.additional.is_some();
        Ok(Check {
            types,
            listed,
            text: has_text.then_some(text),
            number: has_number.then_some(number),
            list: has_list.then_some(list),
            object: has_object.then_some(object),
            logic,
        })
    }

    fn format(&self, value: &Value) -> Result<Option<Format>, Unsupported> {
        match value.as_str() {
            Some("date") => Ok(Some(Format::Date)),
            Some("date-time") => Ok(Some(Format::DateTime)),
            Some(_) => crate_check("format", value, self.draft).map(|c| Some(Format::Other(c))),
            None => Err(unsupported("format")),
        }
    }

    /// The check of a reference within the schema.
    fn reference(&mut self, value: &Value) -> Result<usize, Unsupported> {
        let target = value
            .as_str()
            .and_then(|r| r.strip_prefix('#'))
            .filter(|p| p.is_empty() || p.starts_with('/'))
            .filter(|p| !p.contains('%'))
            .ok_or_else(|| unsupported("$ref to another document or anchor"))?;
        let root = self.root;
        let schema = root
            .pointer(target)
            .ok_or_else(|| unsupported("$ref that does not resolve"))?;
        self.schema(schema, target, target.is_empty())
    }
}

fn unsupported(keyword: &str) -> Unsupported {
    Unsupported(keyword.to_owned())
}
