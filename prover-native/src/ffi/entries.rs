//! The functions of docs/spec/native-abi.md.
#![allow(unsafe_code)]

use super::code::{Code, failure};
use super::guard::{guarded, with_message};
use super::handles::{RESULTS, SESSIONS};
use super::pointer::{control, input, output};
use super::prove_call::ProveCall;
use crate::session::{Options, Session};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use zeroize::Zeroizing;

const ABI_VERSION: u32 = 2;

/// Version of this ABI.
#[unsafe(no_mangle)]
pub extern "C" fn vouch_abi_version() -> u32 {
    ABI_VERSION
}

/// The message of this thread's last failed call, truncated to `capacity`; its full length goes to `length`.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_last_error(buffer: *mut u8, capacity: u64, length: *mut u64) -> i32 {
    let copy = || {
        // SAFETY: the caller's promise.
        let length = unsafe { output(length) }?;
        with_message(|message| {
            *length = message.len() as u64;
            let count = message.len().min(usize::try_from(capacity).unwrap_or(usize::MAX));
            if count == 0 {
                return Ok(());
            }
            if buffer.is_null() {
                return failure(Code::NullPointer, "");
            }
            // SAFETY: not null, and writable for `capacity` ≥ `count` bytes by the caller's promise.
            unsafe { slice::from_raw_parts_mut(buffer, count) }.copy_from_slice(&message.as_bytes()[..count]);
            Ok(())
        })
    };
    // Must not replace the message it reports.
    match catch_unwind(AssertUnwindSafe(copy)) {
        Ok(Ok(())) => Code::Ok as i32,
        Ok(Err(failure)) => failure.code as i32,
        Err(_) => Code::Internal as i32,
    }
}

/// Parses, validates and lays out a circuit.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_session_open(
    circuit: *const u8,
    length: u64,
    threads: u32,
    session: *mut u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (circuit, session) = unsafe { (input(circuit, length)?, output(session)?) };
        *session = SESSIONS.insert(Session::open(circuit, threads as usize)?);
        Ok(())
    })
}

/// Closes a session.
#[unsafe(no_mangle)]
pub extern "C" fn vouch_session_close(session: u64) -> i32 {
    guarded(|| Ok(SESSIONS.close(session)?))
}

/// Commits the MODEL tensors afresh.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_model_commit(
    session: u64,
    values: *const i64,
    count: u64,
    control_block: *mut u8,
    result: *mut u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (values, progress, result) =
            unsafe { (input(values, count)?, control(control_block)?, output(result)?) };
        let commitment = SESSIONS
            .get(session)?
            .commit_model(values, &Options::new(), progress)?;
        *result = RESULTS.insert(vec![Zeroizing::new(commitment.points), commitment.blinders]);
        Ok(())
    })
}

/// Gives the session its model.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_model_load(
    session: u64,
    values: *const i64,
    count: u64,
    points: *const u8,
    points_length: u64,
    blinders: *const u8,
    blinders_length: u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (values, points, blinders) = unsafe {
            (
                input(values, count)?,
                input(points, points_length)?,
                input(blinders, blinders_length)?,
            )
        };
        Ok(SESSIONS.get(session)?.load_model(values, points, blinders)?)
    })
}

/// Proves, under given blinders of hidden rows or fresh ones.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_prove(
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
        call.run(&Options::new())
    })
}

/// Shows a section of a result; valid until the result is closed.
///
/// # Safety
/// As native-abi.md demands: `data` and `length` can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_result_view(
    result: u64,
    section: u32,
    data: *mut *const u8,
    length: *mut u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (data, length) = unsafe { (output(data)?, output(length)?) };
        let sections = RESULTS.get(result)?;
        let Some(bytes) = sections.get(section as usize) else {
            return failure(Code::BadArgument, "no such section");
        };
        (*data, *length) = (bytes.as_ptr(), bytes.len() as u64);
        Ok(())
    })
}

/// Zeroises and frees a result.
#[unsafe(no_mangle)]
pub extern "C" fn vouch_result_close(result: u64) -> i32 {
    guarded(|| Ok(RESULTS.close(result)?))
}
