//! Handles, messages, cancellation and panics.

use crate::calls::*;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed};
use vouch_prover::ffi::*;

#[test]
fn messages_are_truncated_and_kept_per_thread() {
    assert_eq!(vouch_result_close(0), Code::BadHandle as i32);
    let whole = message();
    let (mut few, mut length) = ([0xffu8; 8], 0);
    assert_eq!(
        unsafe { vouch_last_error(few.as_mut_ptr(), 4, &mut length) },
        Code::Ok as i32
    );
    assert_eq!(
        (length as usize, &few[..4], few[4]),
        (whole.len(), &whole.as_bytes()[..4], 0xff)
    );
    std::thread::spawn(|| assert_eq!(message(), "")).join().unwrap();
    assert_eq!(message(), whole);
}

#[test]
fn stale_and_foreign_handles() {
    let net = Net::open("net_tiny.json");
    let result = net.prove(&net.witness, &mut Control::new()).unwrap();
    let (mut data, mut length) = (null(), 0);
    unsafe {
        assert_eq!(
            vouch_result_view(net.session, 0, &mut data, &mut length),
            Code::BadHandle as i32
        );
        assert_eq!(
            vouch_result_view(result, 4, &mut data, &mut length),
            Code::BadArgument as i32
        );
        assert_eq!(
            vouch_result_view(result, 0, null_mut(), &mut length),
            Code::NullPointer as i32
        );
    }
    assert_eq!(vouch_session_close(result), Code::BadHandle as i32);
    refused(
        prove(result, &[], &net.witness, &mut Control::new()),
        Code::BadHandle,
    );
    assert_eq!(vouch_result_close(result), Code::Ok as i32);
    assert_eq!(vouch_result_close(result), Code::BadHandle as i32);
    for handle in [0, u64::MAX, u64::MAX / 2] {
        assert_eq!(vouch_session_close(handle), Code::BadHandle as i32);
    }
}

#[test]
fn a_session_in_use_is_not_closed() {
    let net = Net::open("net_conv.json");
    // A call has begun once its control block shows a stage beyond the first; then closing must fail until it ends.
    let busy = (0..50).any(|_| {
        let control = Control::new();
        let block = AtomicPtr::new(control.0.as_ptr().cast_mut());
        std::thread::scope(|scope| {
            let call = scope.spawn(|| prove_with(&net, block.load(Relaxed)));
            let stage = || unsafe { &*block.load(Relaxed).add(4).cast::<AtomicU32>() }.load(Relaxed);
            while stage() == 0 && !call.is_finished() {
                std::hint::spin_loop();
            }
            let code = if stage() < 6 {
                vouch_session_close(net.session)
            } else {
                Code::BadHandle as i32
            };
            assert_eq!(vouch_result_close(call.join().unwrap().unwrap()), Code::Ok as i32);
            code == Code::Busy as i32
        })
    });
    assert!(busy);
}

fn prove_with(net: &Net, control: *mut u8) -> Result<u64, i32> {
    let (mut result, data, count) = (0, net.witness.as_ptr(), net.witness.len() as u64);
    outcome(
        unsafe {
            vouch_prove(
                net.session,
                null(),
                0,
                data,
                count,
                null(),
                0,
                null(),
                0,
                control,
                &mut result,
            )
        },
        result,
    )
}

#[test]
fn cancellation() {
    let net = Net::open("net_conv.json");
    let mut control = Control::new();
    control.0[0] = 1;
    refused(net.prove(&net.witness, &mut control), Code::Cancelled);
    let mut result = 0;
    let (data, count) = (net.model.as_ptr(), net.model.len() as u64);
    let code = unsafe { vouch_model_commit(net.session, data, count, control.pointer(), &mut result) };
    assert_eq!(code, Code::Cancelled as i32);
}

#[test]
fn a_panic_is_an_internal_error() {
    assert_eq!(vouch_test_panic(), Code::Internal as i32);
    assert_eq!(message(), "internal: a panic for a test");
}
