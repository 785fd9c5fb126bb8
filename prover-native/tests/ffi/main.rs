//! The C ABI: what it gives for right calls, and which code for wrong ones.

mod arguments;
mod calls;
mod given_blinders;
mod lifecycle;
mod proofs;
#[path = "../support/mod.rs"]
mod support;
