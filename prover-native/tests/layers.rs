//! The picture of layers in lib.rs is true: a folder uses folders of the rows below it only.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Within the row of the stages, as lib.rs says.
const BESIDE: [(&str, &str); 3] = [
    ("collection", "lookup"),
    ("collection", "product"),
    ("opening", "product"),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The row of each folder in the picture, from the top.
fn rows() -> HashMap<String, usize> {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let (_, picture) = text.split_once("//! ```text\n").expect("a picture");
    let (picture, _) = picture.split_once("//! ```").expect("its end");
    let lines = picture.lines().enumerate();
    lines
        .flat_map(|(row, line)| {
            let names = line.trim_start_matches("//!").split_whitespace();
            names.map(move |name| (name.to_owned(), row))
        })
        .collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names after `crate::` outside of tests.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let names = |rest: &str| -> Vec<String> {
        let list = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default(),
        };
        list.split(',').map(|name| name.trim().to_owned()).collect()
    };
    code.join("\n").split("crate::").skip(1).flat_map(names).collect()
}

#[test]
fn folders_use_folders_below_them() {
    let (rows, root) = (rows(), source());
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut seen = 0;
    for path in all {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inside = path.strip_prefix(&root).unwrap();
        let own = inside
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        let for_tests = ["tests", "reference", "example"].contains(&name) || name.ends_with("_tests");
        if for_tests || own == "lib" || own == "progress" {
            continue;
        }
        let row = rows
            .get(own)
            .unwrap_or_else(|| panic!("{own} is not in the picture"));
        for other in used(&fs::read_to_string(&path).unwrap()) {
            let beside = BESIDE.contains(&(own, &other));
            if other == own || other == "progress" || beside {
                continue;
            }
            let below = rows
                .get(&other)
                .unwrap_or_else(|| panic!("{other} is not in the picture"));
            assert!(row < below, "{} uses {other}", inside.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} uses were found");
}
