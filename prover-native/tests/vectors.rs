//! Whole proofs, byte for byte those of the executable specification.

mod support;

use serde_json::Value;
use support::{bytes, integers, joined, vectors};
use vouch_prover::circuit::{self, Layout};
use vouch_prover::plan::Plan;
use vouch_prover::progress::Progress;
use vouch_prover::prove::Proof;
use vouch_prover::session::{GivenBlinders, ModelCommitment, Options, ProveError, Session};
use vouch_prover::validator::validate;

#[test]
fn circuits_round_trip_with_their_layout_and_plan() {
    for (name, vector) in vectors("net_") {
        let encoded = bytes(&vector["circuit"]);
        let circuit = circuit::decode(&encoded).unwrap();
        assert_eq!(circuit::encode(&circuit), encoded, "{name}");
        assert_eq!(
            circuit::digest(&encoded).to_vec(),
            bytes(&vector["circuitDigest"]),
            "{name}"
        );
        validate(&circuit).unwrap_or_else(|error| panic!("{name}: {error}"));

        let plan = Plan::new(&circuit);
        let expected = |key: &str| vector["plan"][key].as_u64().unwrap();
        assert_eq!(
            u64::from(plan.leaf_bits.unwrap_or(0)),
            expected("leafBits"),
            "{name}"
        );
        assert_eq!(u64::from(plan.product_bits), expected("productBits"), "{name}");
        assert_eq!(u64::from(plan.zero_bits), expected("zeroBits"), "{name}");
        assert_eq!(plan.terms, expected("terms"), "{name}");
        assert_eq!(plan.messages, expected("messages"), "{name}");
        assert_eq!(plan.message_bytes, expected("messageBytes"), "{name}");
        assert_eq!(
            plan.opening_bits.is_some(),
            !vector["plan"]["opened"].as_array().unwrap().is_empty(),
            "{name}"
        );
        assert_eq!(
            circuit::covectors_and_work(&circuit),
            (expected("covectors"), expected("work")),
            "{name}"
        );

        let layout = Layout::new(&circuit);
        let blocks = layout
            .leaves
            .iter()
            .map(|block| serde_json::json!({"base": block.base, "bits": block.bits}));
        assert_eq!(
            blocks.collect::<Vec<_>>(),
            *vector["leafBlocks"].as_array().unwrap(),
            "{name}"
        );
        for committed in vector["committed"].as_array().unwrap() {
            let index = circuit
                .tensors
                .iter()
                .position(|tensor| committed["name"] == tensor.name)
                .unwrap();
            let matrix = layout.matrix(index);
            assert_eq!(
                u64::from(matrix.column_bits),
                committed["columnBits"].as_u64().unwrap(),
                "{name}"
            );
            assert_eq!(
                matrix.rows(),
                committed["rows"].as_array().unwrap().len(),
                "{name}"
            );
        }
    }
}

#[test]
fn proofs_are_those_of_the_specification() {
    for (name, vector) in vectors("net_") {
        compare_proof(&name, &bytes(&vector["circuit"]), &vector, |commitment, proof| {
            assert_eq!(
                commitment.points,
                joined(&vector["modelPoints"]),
                "{name}: model points"
            );
            assert_eq!(
                *commitment.blinders,
                joined(&vector["modelBlinders"]),
                "{name}: model blinders"
            );
            assert_eq!(
                proof.hidden_points,
                joined(&vector["hiddenPoints"]),
                "{name}: hidden points"
            );
            assert_eq!(
                *proof.hidden_blinders,
                joined(&vector["hiddenBlinders"]),
                "{name}: hidden blinders"
            );
        });
    }
}

#[test]
fn proofs_under_given_blinders_are_those_of_the_specification() {
    let (_, cases) = vectors("proofs_given.json").remove(0);
    for case in cases.as_array().unwrap() {
        let (name, net) = vectors(&format!("net_{}.json", case["net"].as_str().unwrap())).remove(0);
        for expected in case["proofs"].as_array().unwrap() {
            let (given, blinders) = (bytes(&expected["given"]), joined(&expected["blinders"]));
            let mut vector = net.clone();
            vector["context"] = expected["context"].clone();
            vector["proof"] = expected["proof"].clone();
            let given = GivenBlinders {
                given: &given,
                blinders: &blinders,
            };
            compare_proof_given(&name, &bytes(&net["circuit"]), &vector, given, |_, proof| {
                assert_eq!(
                    *proof.hidden_blinders,
                    joined(&expected["hiddenBlinders"]),
                    "{name}"
                );
            });
        }
    }
}

#[test]
fn proofs_of_random_circuits_too() {
    let (name, cases) = vectors("random.json").remove(0);
    for case in cases.as_array().unwrap() {
        // The key begins with a magic word, a version and the length of the circuit.
        let key = bytes(&case["key"]);
        let length = u64::from_le_bytes(key[12..20].try_into().unwrap()) as usize;
        compare_proof(
            &format!("{name}: seed {}", case["seed"]),
            &key[20..20 + length],
            case,
            |_, _| {},
        );
    }
}

/// The engine is chosen once a process, so the proofs are made in processes of their own.
#[test]
fn proofs_are_the_same_on_every_engine() {
    let tests = std::env::current_exe().unwrap();
    for engine in ["ifma", "avx2", "portable"] {
        let status = std::process::Command::new(&tests)
            .args([
                "--exact",
                "proofs_are_those_of_the_specification",
                "engine_is_the_named_one",
            ])
            .env("VOUCH_ENGINE", engine)
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{engine}");
    }
}

#[test]
fn engine_is_the_named_one() {
    #[cfg(target_arch = "x86_64")]
    let (ifma, avx2) = (
        is_x86_feature_detected!("avx512ifma"),
        is_x86_feature_detected!("avx2"),
    );
    #[cfg(not(target_arch = "x86_64"))]
    let (ifma, avx2) = (false, false);
    let available: Vec<&str> = [("ifma", ifma), ("avx2", avx2), ("portable", true)]
        .iter()
        .filter_map(|(engine, available)| available.then_some(*engine))
        .collect();
    let named = std::env::var("VOUCH_ENGINE").unwrap_or_default();
    let expected = available.iter().find(|engine| **engine == named);
    assert_eq!(&vouch_prover::engine_name(), expected.unwrap_or(&available[0]));
}

#[test]
fn a_failing_source_of_randomness_commits_no_hidden_weights() {
    for (name, refused) in [("net_mlp.json", true), ("net_mlp_public_weights.json", false)] {
        let (_, vector) = vectors(name).remove(0);
        let session = Session::open(&bytes(&vector["circuit"]), 1).unwrap();
        let (values, options) = (integers(&vector["modelValues"]), Options::without_randomness(0));
        let commitment = session.commit_model(&values, &options, &Progress::new());
        let failed = matches!(commitment.err(), Some(ProveError::Randomness(_)));
        assert_eq!(failed, refused, "{name}");
    }
}

fn compare_proof(name: &str, circuit: &[u8], vector: &Value, check: impl FnOnce(&ModelCommitment, &Proof)) {
    compare_proof_given(name, circuit, vector, GivenBlinders::NONE, check);
}

fn compare_proof_given(
    name: &str,
    circuit: &[u8],
    vector: &Value,
    given: GivenBlinders<'_>,
    check: impl FnOnce(&ModelCommitment, &Proof),
) {
    let session = Session::open(circuit, 2).unwrap();
    let seed = bytes(&vector["operatingSystemBytes"]).try_into().unwrap();
    let (options, progress) = (Options::for_tests(Some(seed), false), Progress::new());

    let model_values = integers(&vector["modelValues"]);
    let commitment = session.commit_model(&model_values, &options, &progress).unwrap();
    session
        .load_model(&model_values, &commitment.points, &commitment.blinders)
        .unwrap();
    let context = bytes(&vector["context"]);
    let proof = session.prove(
        &context,
        &integers(&vector["witnessValues"]),
        given,
        &options,
        &progress,
    );
    let proof = proof.unwrap_or_else(|error| panic!("{name}: {error}"));
    check(&commitment, &proof);

    let file = bytes(&vector["proof"]);
    let expected = &file[file.len() - session.message_bytes()..];
    assert_eq!(proof.messages.len(), expected.len(), "{name}");
    let elements = proof.messages.chunks(32).zip(expected.chunks(32));
    let first = elements
        .enumerate()
        .find(|(_, (found, expected))| found != expected)
        .map(|(element, _)| element);
    assert_eq!(
        first, None,
        "{name}: first element that differs; labels {}",
        vector["messageLabels"]
    );
}
