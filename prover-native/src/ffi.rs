//! The C ABI (docs/spec/native-abi.md). The only file that touches foreign memory.
//!
//! Every entry validates its pointers and lengths once, catches panics, and keeps a message for `vouch_last_error`.
#![allow(unsafe_code)]

use crate::handles::{HandleError, RESULTS, SESSIONS, Sections};
use crate::progress::Progress;
use crate::session::{Options, ProveError, Session};
use crate::values::ValueError;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::Once;
use zeroize::Zeroizing;

const ABI_VERSION: u32 = 1;

/// Return codes of the ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[allow(missing_docs)]
pub enum Code {
    Ok = 0,
    Cancelled = 1,
    NullPointer = 10,
    BadLength = 11,
    BadHandle = 12,
    Busy = 13,
    BadArgument = 14,
    MalformedCircuit = 20,
    InvalidCircuit = 21,
    ValueRange = 30,
    UnsatisfiedLookup = 31,
    NoModel = 32,
    Randomness = 40,
    OutOfMemory = 90,
    Internal = 99,
}

impl Code {
    /// All codes, with their names in native-abi.md.
    pub const ALL: [(Code, &str); 15] = [
        (Code::Ok, "OK"),
        (Code::Cancelled, "CANCELLED"),
        (Code::NullPointer, "NULL_POINTER"),
        (Code::BadLength, "BAD_LENGTH"),
        (Code::BadHandle, "BAD_HANDLE"),
        (Code::Busy, "BUSY"),
        (Code::BadArgument, "BAD_ARGUMENT"),
        (Code::MalformedCircuit, "MALFORMED_CIRCUIT"),
        (Code::InvalidCircuit, "INVALID_CIRCUIT"),
        (Code::ValueRange, "VALUE_RANGE"),
        (Code::UnsatisfiedLookup, "UNSATISFIED_LOOKUP"),
        (Code::NoModel, "NO_MODEL"),
        (Code::Randomness, "RANDOMNESS"),
        (Code::OutOfMemory, "OUT_OF_MEMORY"),
        (Code::Internal, "INTERNAL"),
    ];
}

struct Failure {
    code: Code,
    message: String,
}

fn failure<T>(code: Code, message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure {
        code,
        message: message.into(),
    })
}

impl From<ProveError> for Failure {
    fn from(error: ProveError) -> Self {
        let code = match &error {
            ProveError::Cancelled(_) => Code::Cancelled,
            ProveError::Malformed(_) => Code::MalformedCircuit,
            ProveError::Invalid(_) => Code::InvalidCircuit,
            ProveError::Value(ValueError::Count { .. }) | ProveError::Length { .. } => Code::BadLength,
            ProveError::Value(ValueError::Range { .. }) => Code::ValueRange,
            ProveError::Unsatisfied(_) => Code::UnsatisfiedLookup,
            ProveError::Argument(_) => Code::BadArgument,
            ProveError::NoModel => Code::NoModel,
            ProveError::Randomness(_) => Code::Randomness,
            ProveError::OutOfMemory { .. } => Code::OutOfMemory,
            ProveError::Internal(_) => Code::Internal,
        };
        Failure {
            code,
            message: error.to_string(),
        }
    }
}

impl From<HandleError> for Failure {
    fn from(error: HandleError) -> Self {
        match error {
            HandleError::Unknown => Failure {
                code: Code::BadHandle,
                message: "unknown or closed handle".to_owned(),
            },
            HandleError::Busy => Failure {
                code: Code::Busy,
                message: "a call is using the handle".to_owned(),
            },
        }
    }
}

thread_local! {
    static LAST_ERROR: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a call: its failure or panic becomes a code and a message.
fn guarded(call: impl FnOnce() -> Result<(), Failure>) -> i32 {
    quiet_panics();
    let outcome = catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        failure(
            Code::Internal,
            format!("internal: {}", describe(payload.as_ref())),
        )
    });
    let (code, message) = match outcome {
        Ok(()) => (Code::Ok, String::new()),
        Err(failure) => (failure.code, failure.message),
    };
    // A thread that is ending has no message any more.
    let _ = LAST_ERROR.try_with(|last| *last.borrow_mut() = message);
    code as i32
}

/// A panic's message if it is a literal of the source; formatted ones are withheld, they may show values.
fn describe(payload: &(dyn Any + Send)) -> &'static str {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("a panic whose message is withheld")
}

/// The default hook prints a panic's message to stderr. Here that would be the host's stderr, and a message may show
/// values: only the place is printed.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    #[cfg(not(any(test, feature = "test-prover")))]
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let place = info
                .location()
                .map(|place| format!(" at {}:{}", place.file(), place.line()));
            eprintln!("vouch prover: panic{}", place.unwrap_or_default());
        }));
    });
    #[cfg(any(test, feature = "test-prover"))]
    let _ = &ONCE;
}

/// A byte string or array of the caller.
///
/// # Safety
/// A `data` that is not null points to `count` readable elements that stay unchanged during the call.
unsafe fn input<'a, T>(data: *const T, count: u64) -> Result<&'a [T], Failure> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return failure(Code::NullPointer, "null pointer with a length");
    }
    let bytes = usize::try_from(count)
        .ok()
        .and_then(|count| count.checked_mul(size_of::<T>()));
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return failure(Code::BadLength, "length beyond the address space");
    }
    if !data.is_aligned() {
        return failure(Code::BadArgument, "misaligned array");
    }
    // SAFETY: not null, aligned, of a size that fits, and readable by the caller's promise.
    Ok(unsafe { slice::from_raw_parts(data, count as usize) })
}

/// A place for an outcome.
///
/// # Safety
/// A `place` that is not null can be written to.
unsafe fn output<'a, T>(place: *mut T) -> Result<&'a mut T, Failure> {
    if place.is_null() {
        return failure(Code::NullPointer, "null pointer for a result");
    }
    if !place.is_aligned() {
        return failure(Code::BadArgument, "misaligned pointer for a result");
    }
    // SAFETY: not null, aligned, and writable by the caller's promise.
    Ok(unsafe { &mut *place })
}

/// The control block.
///
/// # Safety
/// A `block` that is not null points to 64 bytes that live as long as the call and are shared by atomic access only.
unsafe fn control<'a>(block: *mut u8) -> Result<&'a Progress, Failure> {
    let block = block.cast_const().cast::<Progress>();
    if block.is_null() {
        return failure(Code::NullPointer, "null control block");
    }
    if !block.is_aligned() {
        return failure(Code::BadArgument, "misaligned control block");
    }
    // SAFETY: not null, aligned, and `Progress` has the block's layout, all of atomics.
    Ok(unsafe { &*block })
}

fn sections(parts: Vec<Zeroizing<Vec<u8>>>) -> u64 {
    let sections: Sections = parts;
    RESULTS.insert(sections)
}

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
        LAST_ERROR.with(|last| {
            let message = last.borrow();
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
        *result = sections(vec![Zeroizing::new(commitment.points), commitment.blinders]);
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

/// Proves.
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
    control_block: *mut u8,
    result: *mut u64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (context, values) = unsafe { (input(context, context_length)?, input(values, count)?) };
        // SAFETY: the caller's promise.
        let (progress, result) = unsafe { (control(control_block)?, output(result)?) };
        *result = prove(session, context, values, &Options::new(), progress)?;
        Ok(())
    })
}

fn prove(
    session: u64,
    context: &[u8],
    values: &[i64],
    options: &Options,
    progress: &Progress,
) -> Result<u64, Failure> {
    let proof = SESSIONS.get(session)?.prove(context, values, options, progress)?;
    let report = proof
        .report
        .iter()
        .flat_map(|(stage, nanoseconds)| stage.to_le_bytes().into_iter().chain(nanoseconds.to_le_bytes()));
    let report = Zeroizing::new(report.collect::<Vec<u8>>());
    let (points, messages) = (
        Zeroizing::new(proof.hidden_points),
        Zeroizing::new(proof.messages),
    );
    Ok(sections(vec![points, messages, proof.hidden_blinders, report]))
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

/// As `vouch_prove` without the checks of declared ranges and keys, and with `seed` (32 bytes, or null) for the operating system's bytes.
///
/// # Safety
/// As native-abi.md demands: pointers are valid for the lengths given.
#[cfg(feature = "test-prover")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vouch_test_prove(
    session: u64,
    context: *const u8,
    context_length: u64,
    values: *const i64,
    count: u64,
    control_block: *mut u8,
    result: *mut u64,
    seed: *const u8,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller's promise.
        let (context, values) = unsafe { (input(context, context_length)?, input(values, count)?) };
        // SAFETY: the caller's promise.
        let (progress, result) = unsafe { (control(control_block)?, output(result)?) };
        let seed = match seed.is_null() {
            true => None,
            // SAFETY: the caller's promise.
            false => Some(unsafe { input(seed, 32) }?.try_into().expect("32 bytes")),
        };
        *result = prove(
            session,
            context,
            values,
            &Options::for_tests(seed, true),
            progress,
        )?;
        Ok(())
    })
}

/// Panics inside the guard.
#[cfg(feature = "test-prover")]
#[unsafe(no_mangle)]
pub extern "C" fn vouch_test_panic() -> i32 {
    guarded(|| panic!("a panic for a test"))
}
