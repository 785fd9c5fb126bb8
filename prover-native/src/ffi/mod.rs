//! The C ABI (docs/spec/native-abi.md). The only folder that touches foreign memory.
//!
//! Every entry validates its pointers and lengths once, catches panics, and keeps a message for `vouch_last_error`.

mod code;
mod entries;
mod guard;
mod handles;
mod pointer;
mod prove_call;
#[cfg(feature = "test-prover")]
mod test_entries;

pub use code::Code;
pub use entries::*;
#[cfg(feature = "test-prover")]
pub use test_entries::*;
