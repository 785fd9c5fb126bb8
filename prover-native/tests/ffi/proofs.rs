//! What right calls give.

use crate::calls::*;
use crate::support::{bytes, joined};
use std::ptr::null;
use vouch_prover::ffi::*;

#[test]
fn version_and_codes() {
    assert_eq!(vouch_abi_version(), 2);
    let numbers: Vec<i32> = Code::ALL.iter().map(|(code, _)| *code as i32).collect();
    assert_eq!(
        numbers,
        [0, 1, 10, 11, 12, 13, 14, 20, 21, 30, 31, 32, 40, 90, 99]
    );
    let folder = env!("CARGO_MANIFEST_DIR");
    let document = std::fs::read_to_string(format!("{folder}/../docs/spec/native-abi.md")).unwrap();
    for (code, name) in Code::ALL {
        assert!(
            document.contains(&format!("| {} | {name} |", code as i32)),
            "{name}"
        );
    }
}

#[test]
fn a_fixed_seed_gives_the_proof_of_the_specification() {
    let net = Net::open("net_mlp.json");
    let (mut control, mut result) = (Control::new(), 0);
    let (witness, context) = (&net.witness, &net.context);
    let code = unsafe {
        let (count, length) = (witness.len() as u64, context.len() as u64);
        let (data, text) = (witness.as_ptr(), context.as_ptr());
        vouch_test_prove(
            net.session,
            text,
            length,
            data,
            count,
            null(),
            0,
            null(),
            0,
            control.pointer(),
            &mut result,
            net.seed.as_ptr(),
        )
    };
    assert_eq!(code, Code::Ok as i32, "{}", message());
    let file = bytes(&net.vector["proof"]);
    assert!(file.ends_with(&section(result, 1)));
    assert_eq!(section(result, 0), joined(&net.vector["hiddenPoints"]));
    assert_eq!(section(result, 2), joined(&net.vector["hiddenBlinders"]));
    let report = section(result, 3);
    let stages = report
        .chunks_exact(12)
        .map(|entry| u32::from_le_bytes(entry[..4].try_into().unwrap()));
    assert_eq!(stages.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        u32::from_le_bytes(control.0[4..8].try_into().unwrap()),
        7,
        "the last stage"
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

#[test]
fn proofs_share_no_element() {
    let net = Net::open("net_tiny.json");
    let elements = || {
        let result = net.prove(&net.witness, &mut Control::new()).unwrap();
        let elements: std::collections::HashSet<Vec<u8>> =
            section(result, 1).chunks(32).map(<[u8]>::to_vec).collect();
        assert_eq!(elements.len() * 32, section(result, 1).len());
        assert_eq!(vouch_result_close(result), Code::Ok as i32);
        elements
    };
    assert!(elements().is_disjoint(&elements()));
}

#[test]
fn models_are_committed_afresh() {
    let net = Net::open("net_tiny.json");
    let commit = || {
        let (mut control, mut result, count) = (Control::new(), 0, net.model.len() as u64);
        let code = unsafe {
            vouch_model_commit(
                net.session,
                net.model.as_ptr(),
                count,
                control.pointer(),
                &mut result,
            )
        };
        assert_eq!(code, Code::Ok as i32);
        let sections = (section(result, 0), section(result, 1));
        assert_eq!(vouch_result_close(result), Code::Ok as i32);
        sections
    };
    let (first, second) = (commit(), commit());
    assert_eq!(first.0.len(), joined(&net.vector["modelPoints"]).len());
    assert!(first.0 != second.0 && first.1 != second.1);
    assert_eq!(load(net.session, &net.model, &first.0, &first.1), Code::Ok as i32);
    let result = net.prove(&net.witness, &mut Control::new()).unwrap();
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

/// The first request seeds blinders of hidden inputs and outputs, the second all else.
#[test]
fn a_failing_source_of_randomness_gives_no_proof() {
    let net = Net::open("net_tiny.json");
    let prove = |requests| {
        let (mut control, mut result) = (Control::new(), 0);
        let (witness, context) = (&net.witness, &net.context);
        let code = unsafe {
            let (count, length) = (witness.len() as u64, context.len() as u64);
            let (data, text) = (witness.as_ptr(), context.as_ptr());
            vouch_test_prove_without_randomness(
                net.session,
                text,
                length,
                data,
                count,
                null(),
                0,
                null(),
                0,
                control.pointer(),
                &mut result,
                requests,
            )
        };
        (outcome(code, result), result)
    };
    for requests in [0, 1] {
        let (outcome, result) = prove(requests);
        refused(outcome, Code::Randomness);
        assert_eq!(result, 0, "no result");
    }
    let result = prove(2).0.unwrap();
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}
