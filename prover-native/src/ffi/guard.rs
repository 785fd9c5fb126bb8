use super::code::{Code, Failure, failure};
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static LAST_ERROR: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Hands over the message of this thread's last call; empty if that did not fail.
pub(super) fn with_message<R>(read: impl FnOnce(&str) -> R) -> R {
    LAST_ERROR.with(|last| read(&last.borrow()))
}

/// Runs a call: its failure or panic becomes a code and a message.
pub(super) fn guarded(call: impl FnOnce() -> Result<(), Failure>) -> i32 {
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
