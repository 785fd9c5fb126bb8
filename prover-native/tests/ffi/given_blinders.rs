//! Blinders that the caller has.

use crate::calls::*;
use std::collections::HashSet;
use std::ptr::null;
use vouch_prover::ffi::*;

/// Rows of `net_tiny`: one of its input, one of its output.
const ROWS: usize = 2;

fn blinder(byte: u8) -> [u8; 32] {
    let mut scalar = [byte; 32];
    scalar[31] &= 0x3f; // below the order
    scalar
}

fn blinders(rows: [[u8; 32]; ROWS]) -> Vec<u8> {
    rows.concat()
}

/// Points, messages and blinders.
fn sections(net: &Net, given: &[u8], blinders: &[u8]) -> [Vec<u8>; 3] {
    let control = &mut Control::new();
    let result = prove_given(
        net.session,
        &net.context,
        &net.witness,
        (given, blinders),
        control,
    )
    .unwrap();
    let sections = [0, 1, 2].map(|number| section(result, number));
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
    sections
}

fn elements(bytes: &[u8]) -> HashSet<&[u8]> {
    bytes.chunks(32).collect()
}

#[test]
fn equal_blinders_give_equal_commitments_and_nothing_else() {
    let net = Net::open("net_tiny.json");
    let kept = blinders([blinder(1), blinder(2)]);
    let [points, messages, shown] = sections(&net, &[1, 1], &kept);
    let [same_points, other_messages, _] = sections(&net, &[1, 1], &kept);
    assert_eq!(shown, kept);
    assert_eq!(points, same_points);
    assert_eq!(elements(&messages).len(), messages.len() / 32);
    assert!(
        elements(&messages).is_disjoint(&elements(&other_messages)),
        "masks are fresh"
    );
}

#[test]
fn rows_without_a_given_blinder_have_a_fresh_one() {
    let net = Net::open("net_tiny.json");
    let kept = blinders([blinder(1), [0; 32]]);
    let [points, _, shown] = sections(&net, &[1, 0], &kept);
    let [other_points, _, other_shown] = sections(&net, &[1, 0], &kept);
    assert_eq!((&shown[..32], &points[..32]), (&kept[..32], &other_points[..32]));
    assert_eq!(shown[..32], other_shown[..32]);
    assert_ne!(shown[32..], other_shown[32..]);
    assert_ne!(points[32..], other_points[32..]);
}

#[test]
fn wrong_blinders_are_refused_by_row() {
    let net = Net::open("net_tiny.json");
    let order_and_more = [0xff; 32];
    let cases: [(&[u8], Vec<u8>, &str); 6] = [
        (
            &[1, 1],
            blinders([blinder(1), order_and_more]),
            "row 1 is not canonical",
        ),
        (
            &[1, 0],
            blinders([blinder(1), order_and_more]),
            "row 1 is not canonical",
        ),
        (&[1, 1], blinders([[0; 32], blinder(2)]), "row 0 is 0"),
        (&[0, 1], blinders([blinder(1), blinder(2)]), "row 0 is there"),
        (
            &[2, 1],
            blinders([blinder(1), blinder(2)]),
            "row 0 is said neither",
        ),
        (&[0, 255], blinders([[0; 32], [0; 32]]), "row 1 is said neither"),
    ];
    for (given, blinders, expected) in cases {
        refused(call(&net, given, &blinders), Code::BadArgument);
        assert!(message().contains(expected), "{}", message());
        assert!(
            !message().contains("ff") && !message().contains("0101"),
            "{}",
            message()
        );
    }
}

#[test]
fn wrong_lengths_are_refused() {
    let net = Net::open("net_tiny.json");
    let kept = blinders([blinder(1), blinder(2)]);
    let longer = [&kept[..], &[0; 32]].concat();
    let cases: [(&[u8], &[u8]); 8] = [
        (&[1], &kept),
        (&[1, 1, 1], &kept),
        (&[], &kept),
        (&[1, 1], &[]),
        (&[0, 0], &[]),
        (&[1, 1], &kept[..32]),
        (&[1, 1], &kept[..63]),
        (&[1, 1, 0], &longer),
    ];
    for (given, blinders) in cases {
        refused(call(&net, given, blinders), Code::BadLength);
        assert!(message().contains("hidden rows"), "{}", message());
    }
    let (mut control, mut result) = (Control::new(), 0);
    let (data, count, block) = (net.witness.as_ptr(), net.witness.len() as u64, control.pointer());
    let (session, flags, scalars) = (net.session, [1u8; 2].as_ptr(), kept.as_ptr());
    let codes = unsafe {
        [
            vouch_prove(
                session,
                null(),
                0,
                data,
                count,
                null(),
                2,
                scalars,
                64,
                block,
                &mut result,
            ),
            vouch_prove(
                session,
                null(),
                0,
                data,
                count,
                flags,
                2,
                null(),
                64,
                block,
                &mut result,
            ),
        ]
    };
    assert_eq!(codes, [Code::NullPointer as i32; 2]);
}

#[test]
fn a_circuit_without_hidden_rows_takes_none() {
    let net = Net::open("net_tiny_public_public_model.json");
    assert_eq!(vouch_result_close(call(&net, &[], &[]).unwrap()), Code::Ok as i32);
    refused(call(&net, &[1], &blinder(1)), Code::BadLength);
}

/// Given or not, randomness is needed for all else.
#[test]
fn given_blinders_do_not_replace_the_source_of_randomness() {
    let net = Net::open("net_tiny.json");
    let (mut control, mut result) = (Control::new(), 0);
    let (given, kept) = ([1u8; ROWS], blinders([blinder(1), blinder(2)]));
    let mut prove = |requests| unsafe {
        vouch_test_prove_without_randomness(
            net.session,
            null(),
            0,
            net.witness.as_ptr(),
            net.witness.len() as u64,
            given.as_ptr(),
            given.len() as u64,
            kept.as_ptr(),
            kept.len() as u64,
            control.pointer(),
            &mut result,
            requests,
        )
    };
    assert_eq!([0, 1].map(&mut prove), [Code::Randomness as i32; 2]);
    assert_eq!(prove(2), Code::Ok as i32, "{}", message());
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
}

fn call(net: &Net, given: &[u8], blinders: &[u8]) -> Result<u64, i32> {
    let control = &mut Control::new();
    prove_given(
        net.session,
        &net.context,
        &net.witness,
        (given, blinders),
        control,
    )
}
