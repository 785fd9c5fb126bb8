//! Foreign memory: pointers and lengths are checked once, here.
#![allow(unsafe_code)]

use super::code::{Code, Failure, failure};
use crate::progress::Progress;
use std::slice;

/// A byte string or array of the caller.
///
/// # Safety
/// A `data` that is not null points to `count` readable elements that stay unchanged during the call.
pub(super) unsafe fn input<'a, T>(data: *const T, count: u64) -> Result<&'a [T], Failure> {
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
pub(super) unsafe fn output<'a, T>(place: *mut T) -> Result<&'a mut T, Failure> {
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
pub(super) unsafe fn control<'a>(block: *mut u8) -> Result<&'a Progress, Failure> {
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
