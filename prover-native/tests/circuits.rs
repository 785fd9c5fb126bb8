//! Circuits that the reader or the validator has to refuse, by the rule.

mod support;

use serde_json::Value;
use std::time::{Duration, Instant};
use support::{bytes, vectors};
use vouch_prover::circuit;
use vouch_prover::plan::Plan;
use vouch_prover::validator::validate;

/// None may take noticeable time: some are work bombs. Generous, for busy machines.
const PATIENCE: Duration = Duration::from_secs(2);

#[test]
fn malformed_circuits_are_refused() {
    for (name, file) in vectors("circuits_malformed") {
        for case in file.as_array().unwrap() {
            let name = format!("{name}: {}", case["name"]);
            let encoded = bytes(&case["circuit"]);
            match circuit::decode(&encoded) {
                Err(_) => assert_ne!(case["readable"], true, "{name}"),
                Ok(circuit) if case["readable"] == true => {
                    assert_eq!(circuit::encode(&circuit), encoded, "{name}")
                }
                Ok(circuit) => assert!(validate(&circuit).is_err(), "{name}"),
            }
        }
    }
}

#[test]
fn invalid_circuits_are_refused_by_name() {
    for (name, file) in vectors("circuits_invalid") {
        for case in file.as_array().unwrap() {
            let name = format!("{name}: {}", case["name"]);
            let start = Instant::now();
            check(&name, case);
            assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
        }
    }
}

/// Any of the rules that the case names may be the one: those of one place are checked in the table's order.
#[test]
fn circuits_with_two_faults_are_refused_by_either() {
    for (name, file) in vectors("circuits_two_faults") {
        for case in file.as_array().unwrap() {
            let name = format!("{name}: {}", case["name"]);
            let circuit = match circuit::decode(&bytes(&case["circuit"])) {
                Ok(circuit) => circuit,
                Err(error) => {
                    assert_eq!(case["readerMayRefuse"], true, "{name}: {error}");
                    continue;
                }
            };
            let start = Instant::now();
            let refused = validate(&circuit).expect_err(&name);
            assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
            let rules = case["rules"].as_array().unwrap();
            assert!(
                rules.iter().any(|rule| rule == refused.rule.name()),
                "{name}: {refused}"
            );
        }
    }
}

fn check(name: &str, case: &Value) {
    let encoded = bytes(&case["circuit"]);
    let circuit = match circuit::decode(&encoded) {
        Ok(circuit) => circuit,
        Err(error) => return assert_eq!(case["readerMayRefuse"], true, "{name}: {error}"),
    };
    assert_eq!(circuit::encode(&circuit), encoded, "{name}");
    let refused = validate(&circuit).err();
    let found = refused.as_ref().map(|error| error.rule.name());
    assert_eq!(found, case["rule"].as_str(), "{name}: {refused:?}");
    if case["rule"].is_null() {
        let plan = Plan::new(&circuit);
        assert_eq!(
            plan.message_bytes,
            case["messageBytes"].as_u64().unwrap(),
            "{name}"
        );
        assert_eq!(plan.terms, case["terms"].as_u64().unwrap(), "{name}");
        let counts = (
            case["covectors"].as_u64().unwrap(),
            case["work"].as_u64().unwrap(),
        );
        assert_eq!(circuit::covectors_and_work(&circuit), counts, "{name}");
    }
}

#[test]
fn truncated_and_changed_circuits_never_panic() {
    for (name, vector) in vectors("net_tiny.json") {
        let encoded = bytes(&vector["circuit"]);
        for length in 0..encoded.len() {
            assert!(
                circuit::decode(&encoded[..length]).is_err(),
                "{name}: {length} bytes"
            );
        }
        for position in 0..encoded.len() {
            for change in [1, 0x80, 0xff] {
                let mut changed = encoded.clone();
                changed[position] ^= change;
                if let Ok(circuit) = circuit::decode(&changed) {
                    assert_eq!(circuit::encode(&circuit), changed, "{name}: byte {position}");
                    let _ = validate(&circuit);
                }
            }
        }
    }
}
