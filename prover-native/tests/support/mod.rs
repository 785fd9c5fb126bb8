//! Reading of docs/spec/vectors.
#![allow(dead_code)]

use serde_json::Value;
use std::path::PathBuf;

/// The parsed files of docs/spec/vectors whose names begin with `prefix`, by name.
pub fn vectors(prefix: &str) -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/spec/vectors");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("docs/spec/vectors")
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(prefix) && name.ends_with(".json"))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no vectors {prefix}*");
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        (
            name.clone(),
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")),
        )
    };
    names.into_iter().map(read).collect()
}

pub fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("a hex string");
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("hex"))
        .collect()
}

pub fn integers(value: &Value) -> Vec<i64> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(|v| v.as_i64().expect("a 64-bit integer"))
        .collect()
}

/// Concatenation of a list of hex strings, or of lists of such.
pub fn joined(value: &Value) -> Vec<u8> {
    match value {
        Value::Array(items) => items.iter().flat_map(joined).collect(),
        _ => bytes(value),
    }
}
