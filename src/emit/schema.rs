//! The JSON Schema (2020-12) of the trial document, made from the types that are written.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value};

use crate::rule::Trial;

/// The schema of what `extract` writes for one document.
///
/// It is strict: what is always written is required, an object has no member that is not named, and what is left out
/// where there is nothing is never `null`. The one exception is a value's `unit`, where `null` says that the text gives
/// a number without one.
pub fn schema() -> Schema {
    let mut made = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Trial>();
    tighten(&mut made);
    if let Some(unit) = made.pointer_mut("/$defs/Value/properties/unit").and_then(Value::as_object_mut) {
        unit.insert("type".to_owned(), Value::from(vec!["string", "null"]));
    }
    let mut rest = made.as_object().cloned().unwrap_or_default();
    // What the schema is comes first.
    let mut ordered = Map::new();
    let version = rest.shift_remove("$schema");
    ordered.extend(version.map(|version| ("$schema".to_owned(), version)));
    ordered.insert("title".to_owned(), "Eligibility criteria of a clinical trial, as rules".into());
    rest.shift_remove("title");
    ordered.append(&mut rest);
    ordered.into()
}

/// The schema as it stands in `schema/trial.schema.json`.
pub fn schema_text() -> String {
    let compact = schema().as_value().to_string();
    let mut text = String::from_utf8_lossy(&super::json::lay_out(compact.as_bytes())).into_owned();
    text.push('\n');
    text
}

/// Closes every object, forbids `null` for what may be left out, and leaves of descriptions the prose.
fn tighten(schema: &mut Schema) {
    transform_subschemas(&mut tighten, schema);
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::String(description)) = object.get_mut("description") {
        let prose = description.split("\n\n```").next().unwrap_or_default();
        let paragraphs: Vec<String> = prose.split("\n\n").map(|lines| lines.replace('\n', " ")).collect();
        *description = paragraphs.join("\n\n");
    }
    // The digits are exact; a format would promise a binary float.
    if object.get("format").is_some_and(|format| format == "double") {
        object.shift_remove("format");
    }
    let required: Vec<Value> = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        let optional = properties.iter_mut().filter(|(name, _)| !required.iter().any(|r| r == name.as_str()));
        optional.for_each(|(_, property)| forbid_null(property));
        object.insert("additionalProperties".to_owned(), false.into());
    }
}

fn forbid_null(property: &mut Value) {
    let Some(object) = property.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(mut choices)) = object.shift_remove("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
        match choices.as_slice() {
            [Value::Object(one)] => {
                let (one, rest) = (one.clone(), std::mem::take(object));
                object.extend(one);
                object.extend(rest);
            }
            _ => {
                object.insert("anyOf".to_owned(), choices.into());
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::emit::fixture::*;
    use crate::rule::*;

    const WORDS: Words = Words("prednisone ≤ 30 mg/day for 2 months at screening, or 4 weeks, with SLE");

    /// A trial that uses most of the format.
    fn sample() -> Trial {
        let mut drug = WORDS.leaf(LeafKind::Drug, "prednisone", "prednisone");
        drug.status = Some(Status::Current);
        drug.dose = Some(WORDS.value("≤ 30 mg/day", le("30"), "mg/day", "mg/d").into());
        drug.dose.as_mut().unwrap().also = Some(Box::new(WORDS.value("30", le("30.0"), "", "")));
        let mut time = WORDS.time(TimeKind::Window, "2 months", Bounds::default(), "", "");
        time.longest_of = vec![WORDS.time(TimeKind::Window, "4 weeks", le("4"), "weeks", "wk")];
        time.anchor = Some(Anchor::Event(Box::new(WORDS.leaf(LeafKind::Condition, "", "SLE").into())));
        let mut at = WORDS.time(TimeKind::At, "at", Bounds::default(), "", "");
        at.anchor = Some(Anchor::Point(WORDS.mention("screening", "screening")));
        at.span = NodeSpan::Elsewhere { criterion: "E1".into(), span: Span::new(0, 2) };
        drug.time = vec![time, at];
        drug.having = Some(Box::new(not(WORDS.leaf(LeafKind::Condition, "", "SLE"))));
        let rule = any(vec![
            drug.into(),
            constant(true),
            Node::Ref { to: "I1".into(), span: NodeSpan::default() },
            Node::AtLeast {
                count: WORDS.value("2", ge("2"), "", "").into(),
                distinct: true,
                of: vec![],
                span: NodeSpan::default(),
            },
        ]);
        let mut trial = trial(vec![criterion("I1", 0, WORDS.0, Some(rule))]);
        trial.criteria[0].criteria = vec![criterion("", 0, "", None)];
        trial.concepts = concepts(&[("prednisone", "prednisone")]);
        trial.eligibility = Some(all(vec![]));
        trial
    }

    fn validator() -> jsonschema::Validator {
        jsonschema::draft202012::new(schema().as_value()).unwrap()
    }

    #[test]
    fn what_is_written_is_valid() {
        let written = serde_json::to_value(sample()).unwrap();
        let errors: Vec<String> =
            validator().iter_errors(&written).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
    }

    #[test]
    fn what_is_not_is_invalid() {
        let validator = validator();
        let with = |pointer: &str, change: &dyn Fn(&mut Value)| {
            let mut written = serde_json::to_value(sample()).unwrap();
            change(written.pointer_mut(pointer).unwrap());
            validator.is_valid(&written)
        };
        let leaf = "/criteria/0/rule/of/0";
        assert!(with(leaf, &|_| ()));
        assert!(!with("", &|root| root["more"] = json!(1)));
        assert!(!with("", &|root| drop(root.as_object_mut().unwrap().remove("concepts"))));
        assert!(!with(leaf, &|leaf| leaf["type"] = json!("organ")));
        assert!(!with(leaf, &|leaf| leaf["status"] = json!("maybe")));
        assert!(!with(leaf, &|leaf| leaf["route"] = Value::Null));
        assert!(with(&format!("{leaf}/dose"), &|dose| dose["unit"] = Value::Null));
        assert!(!with(&format!("{leaf}/dose"), &|dose| dose["code"] = Value::Null));
        assert!(!with(&format!("{leaf}/dose"), &|dose| dose["le"] = json!("30")));
        assert!(!with(&format!("{leaf}/time/0"), &|time| time["note"] = json!("x")));
        assert!(!with("/criteria/0/rule", &|rule| rule["value"] = json!(true)));
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let written = serde_json::to_string(&sample()).unwrap();
        let read: Trial = serde_json::from_str(&written).unwrap();
        assert_eq!(read, sample());
        assert_eq!(serde_json::to_string(&read).unwrap(), written);
    }

    #[test]
    fn the_file_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/trial.schema.json");
        let kept = std::fs::read_to_string(path).unwrap();
        assert!(kept == schema_text(), "run: cargo run -- schema > schema/trial.schema.json");
    }
}
