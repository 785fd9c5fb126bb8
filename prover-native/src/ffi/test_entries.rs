//! Entries of the prover for tests, never packaged.
#![allow(unsafe_code)]

use super::guard::guarded;
use super::pointer::input;
use super::prove_call::ProveCall;
use crate::session::Options;

const SEED_BYTES: u64 = 32;

/// As `vouch_prove` without the checks of declared ranges and keys, and with `seed` (32 bytes, or null) for the operating
/// system's bytes.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_test_prove(
    session: u64,
    context: *const u8,
    context_length: u64,
    values: *const i64,
    count: u64,
    given: *const u8,
    given_length: u64,
    blinders: *const u8,
    blinders_length: u64,
    control_block: *mut u8,
    result: *mut u64,
    seed: *const u8,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let call = unsafe {
            ProveCall::new(
                session,
                (context, context_length),
                (values, count),
                (given, given_length),
                (blinders, blinders_length),
                control_block,
                result,
            )
        }?;
        let seed = match seed.is_null() {
            true => None,
            // SAFETY: the caller's promise.
            false => Some(
                unsafe { input(seed, SEED_BYTES) }?
                    .try_into()
                    .expect("bytes of a seed"),
            ),
        };
        call.run(&Options::for_tests(seed, true))
    })
}

/// As `vouch_prove` with an operating system whose source of randomness fails after so many `requests`.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_test_prove_without_randomness(
    session: u64,
    context: *const u8,
    context_length: u64,
    values: *const i64,
    count: u64,
    given: *const u8,
    given_length: u64,
    blinders: *const u8,
    blinders_length: u64,
    control_block: *mut u8,
    result: *mut u64,
    requests: u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let call = unsafe {
            ProveCall::new(
                session,
                (context, context_length),
                (values, count),
                (given, given_length),
                (blinders, blinders_length),
                control_block,
                result,
            )
        }?;
        call.run(&Options::without_randomness(requests))
    })
}

/// Panics inside the guard.
#[unsafe(no_mangle)]
pub extern "C" fn vouch_test_panic() -> i32 {
    guarded(|| panic!("a panic for a test"))
}
