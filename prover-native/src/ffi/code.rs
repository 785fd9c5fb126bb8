use super::handles::HandleError;
use crate::session::ProveError;
use crate::values::ValueError;

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

/// Why an entry gives another code than OK.
pub(super) struct Failure {
    pub code: Code,
    pub message: String,
}

pub(super) fn failure<T>(code: Code, message: impl Into<String>) -> Result<T, Failure> {
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
