//! Field, curve, transcript and randomness against the vectors of the Python specification (docs/spec/vectors).

mod support;

use serde_json::Value;
use support::bytes;
use vouch_prover::commit::Committer;
use vouch_prover::curve;
use vouch_prover::field::{self, F};
use vouch_prover::progress::Progress;
use vouch_prover::statement::Seed;
use vouch_prover::transcript::Transcript;

/// The only file of this name.
fn vectors(file: &str) -> Value {
    support::vectors(file).pop().expect("a file").1
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn bytes32(value: &Value) -> [u8; 32] {
    bytes(value).try_into().expect("32 bytes")
}

fn scalar(value: &Value) -> F {
    field::from_bytes(&bytes32(value)).expect("a canonical scalar")
}

fn scalars(value: &Value) -> Vec<F> {
    list(value).iter().map(scalar).collect()
}

#[test]
fn scalar_encodings() {
    let all = vectors("scalars.json");
    for case in list(&all["wide"]) {
        let wide: [u8; 64] = bytes(&case["bytes"]).try_into().unwrap();
        assert_eq!(field::reduce_wide(&wide), scalar(&case["reduced"]));
    }
    for case in list(&all["signed"]) {
        assert_eq!(
            field::from_i64(case["value"].as_i64().unwrap()),
            scalar(&case["scalar"])
        );
    }
    for case in list(&all["invalid"]) {
        if let Ok(encoding) = <[u8; 32]>::try_from(bytes(case)) {
            assert_eq!(field::from_bytes(&encoding), None);
        }
    }
    for case in list(&all["operations"]) {
        let (a, b) = (scalar(&case["a"]), scalar(&case["b"]));
        assert_eq!(field::to_bytes(&(a * b)), bytes32(&case["product"]));
        assert_eq!(field::to_bytes(&(a - b)), bytes32(&case["difference"]));
    }
}

#[test]
fn points() {
    let all = vectors("points.json");
    for case in list(&all["valid"]) {
        let encoding = bytes32(&case["timesG0"]);
        let point = curve::decode(&encoding).unwrap();
        assert_eq!(curve::encode(&point), encoding);
        let product = curve::generators(1)[0] * scalar(&case["scalar"]);
        assert_eq!(curve::Affine::from(product), point);
    }
    for case in list(&all["invalid"]) {
        if let Ok(encoding) = <[u8; 32]>::try_from(bytes(&case["bytes"])) {
            assert!(curve::decode(&encoding).is_err(), "{case}");
        }
    }
}

#[test]
fn generators() {
    let all = vectors("generators.json");
    let expected = list(&all["generators"]);
    let generators = curve::generators(expected.len());
    for (generator, encoding) in generators.iter().zip(expected) {
        assert_eq!(curve::encode(generator), bytes32(encoding));
    }
    assert_eq!(curve::encode(&curve::blinder_generator()), bytes32(&all["h"]));
}

#[test]
fn commitments() {
    for case in list(&vectors("commitments.json")["commitments"]) {
        let (values, blinder) = (scalars(&case["values"]), scalar(&case["blinder"]));
        let committer = Committer::new(values.len());
        let point = committer.commit_scalars(&[(&values, &blinder)]).unwrap()[0];
        assert_eq!(curve::encode(&point), bytes32(&case["point"]));
        let small: Option<Vec<i64>> = values.iter().map(signed).collect();
        if let Some(row) = small {
            let points = committer
                .commit_rows(&[row][..], &[blinder], &Progress::new())
                .unwrap();
            assert_eq!(points, [point]);
        }
    }
}

/// The signed 64-bit integer that a scalar stands for, if there is one.
fn signed(value: &F) -> Option<i64> {
    let read = |v: &F| {
        let bytes = field::to_bytes(v);
        let low = i64::from_le_bytes(bytes[..8].try_into().unwrap());
        (bytes[8..].iter().all(|b| *b == 0) && low >= 0).then_some(low)
    };
    read(value).or_else(|| read(&-*value).map(|v| -v))
}

#[test]
fn transcripts() {
    let all = vectors("transcripts.json");
    assert_eq!(Transcript::new().state(), bytes32(&all["initial"]));
    for chain in list(&all["chains"]) {
        let mut transcript = Transcript::new();
        for step in list(chain) {
            match step.get("absorb") {
                Some(label) => transcript.absorb(text(label), &bytes(&step["data"])),
                None => assert_eq!(
                    transcript.challenge(text(&step["challenge"])),
                    scalar(&step["value"])
                ),
            }
            assert_eq!(transcript.state(), bytes32(&step["state"]));
        }
    }
}

#[test]
fn randomness() {
    for case in list(&vectors("randomness.json")) {
        let fields: Vec<Vec<u8>> = list(&case["fields"]).iter().map(bytes).collect();
        let seed = Seed::derive(&fields.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for draw in list(&case["scalars"]) {
            let index = draw["index"].as_u64().unwrap();
            assert_eq!(seed.scalar(text(&draw["label"]), index), scalar(&draw["value"]));
        }
    }
}

#[test]
fn eq_vectors() {
    for case in list(&vectors("eq.json")) {
        let (point, length) = (scalars(&case["point"]), case["length"].as_u64().unwrap());
        let expected = scalars(&case["values"]);
        assert_eq!(field::eq_vector(&point, length as usize), expected);
        for (i, value) in expected.iter().enumerate() {
            assert_eq!(field::eq_at(&point, i as u64), *value);
        }
    }
}
