//! Which code wrong arguments have.

use crate::calls::*;
use crate::support::{bytes, joined, vectors};
use std::ptr::{null, null_mut};
use vouch_prover::ffi::*;

#[test]
fn wrong_pointers_and_lengths() {
    let net = Net::open("net_tiny.json");
    let (mut control, mut result, witness) = (Control::new(), 7u64, &net.witness);
    let (data, count) = (witness.as_ptr(), witness.len() as u64);
    let (session, block) = (net.session, control.pointer());
    let cases = unsafe {
        [
            (
                vouch_prove(
                    session,
                    null(),
                    3,
                    data,
                    count,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::NullPointer,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    null(),
                    count,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::NullPointer,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    count,
                    null(),
                    0,
                    null(),
                    0,
                    null_mut(),
                    &mut result,
                ),
                Code::NullPointer,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    count,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    null_mut(),
                ),
                Code::NullPointer,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    count,
                    null(),
                    0,
                    null(),
                    0,
                    block.add(4),
                    &mut result,
                ),
                Code::BadArgument,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data.byte_add(1),
                    1,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::BadArgument,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    u64::MAX,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::BadLength,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    1 << 60,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::BadLength,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    data,
                    count - 1,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::BadLength,
            ),
            (
                vouch_prove(
                    session,
                    null(),
                    0,
                    null(),
                    0,
                    null(),
                    0,
                    null(),
                    0,
                    block,
                    &mut result,
                ),
                Code::BadLength,
            ),
            (
                vouch_model_commit(session, null(), 0, block, &mut result),
                Code::BadLength,
            ),
            (vouch_session_open(null(), 4, 1, &mut result), Code::NullPointer),
            (vouch_session_open(null(), 0, 1, null_mut()), Code::NullPointer),
            (
                vouch_session_open(null(), 0, 1, &mut result),
                Code::MalformedCircuit,
            ),
            (vouch_last_error(null_mut(), 10, &mut result), Code::NullPointer),
            (vouch_last_error(null_mut(), 0, null_mut()), Code::NullPointer),
            (vouch_last_error(null_mut(), 0, &mut result), Code::Ok),
        ]
    };
    for (number, (code, expected)) in cases.into_iter().enumerate() {
        assert_eq!(code, expected as i32, "case {number}");
    }
    let circuit = bytes(&net.vector["circuit"]);
    let code = unsafe { vouch_session_open(circuit.as_ptr(), circuit.len() as u64, 1025, &mut result) };
    assert_eq!(code, Code::BadArgument as i32);
    refused(
        prove(session, &vec![0; 65537], witness, &mut control),
        Code::BadArgument,
    );
    let long = prove(session, &vec![0; 65536], witness, &mut control).unwrap();
    assert_eq!(vouch_result_close(long), Code::Ok as i32);
}

#[test]
fn wrong_models() {
    let net = Net::open("net_tiny.json");
    let fresh = open(&bytes(&net.vector["circuit"])).unwrap();
    refused(
        prove(fresh, &[], &net.witness, &mut Control::new()),
        Code::NoModel,
    );
    let (points, mut blinders) = (
        joined(&net.vector["modelPoints"]),
        joined(&net.vector["modelBlinders"]),
    );
    assert_eq!(
        load(fresh, &net.model[1..], &points, &blinders),
        Code::BadLength as i32
    );
    assert_eq!(
        load(fresh, &net.model, &points[1..], &blinders),
        Code::BadLength as i32
    );
    assert_eq!(
        load(fresh, &net.model, &points, &blinders[..32]),
        Code::BadLength as i32
    );
    blinders[32..64].fill(0xff);
    assert_eq!(
        load(fresh, &net.model, &points, &blinders),
        Code::BadArgument as i32
    );
    assert!(message().contains("row 1"), "{}", message());
    let mut values = net.model.clone();
    values[4] = 77;
    assert_eq!(
        load(fresh, &values, &points, &joined(&net.vector["modelBlinders"])),
        Code::ValueRange as i32
    );
    assert!(
        message().contains("'w'") && message().contains("cell 4") && !message().contains("77"),
        "{}",
        message()
    );
    assert_eq!(vouch_session_close(fresh), Code::Ok as i32);
}

#[test]
fn false_witnesses_are_named_without_their_values() {
    let net = Net::open("net_tiny.json");
    let mut control = Control::new();
    let mut out_of_range = net.witness.clone();
    out_of_range[1] = 1_000_003;
    refused(net.prove(&out_of_range, &mut control), Code::ValueRange);
    assert!(
        message().contains("'x'") && message().contains("cell 1"),
        "{}",
        message()
    );
    assert!(!message().contains("1000003"));
    // Another output than the activation's: the key (q, y) is in no row.
    let mut wrong = net.witness.clone();
    *wrong.last_mut().unwrap() ^= 1;
    refused(net.prove(&wrong, &mut control), Code::UnsatisfiedLookup);
    assert!(
        message().contains("cell 1") && message().contains("lookup"),
        "{}",
        message()
    );
    let mut result = 0;
    let (data, count) = (wrong.as_ptr(), wrong.len() as u64);
    let code = unsafe {
        vouch_test_prove(
            net.session,
            null(),
            0,
            data,
            count,
            null(),
            0,
            null(),
            0,
            control.pointer(),
            &mut result,
            null(),
        )
    };
    assert_eq!(
        code,
        Code::Ok as i32,
        "the prover for tests proves anything: {}",
        message()
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

#[test]
fn unreadable_and_invalid_circuits() {
    refused(open(&[1, 2, 3]), Code::MalformedCircuit);
    let (_, cases) = vectors("circuits_invalid").remove(0);
    let support = cases
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["rule"] == "SUPPORT")
        .unwrap();
    refused(open(&bytes(&support["circuit"])), Code::InvalidCircuit);
    assert!(message().contains("SUPPORT"), "{}", message());
}
