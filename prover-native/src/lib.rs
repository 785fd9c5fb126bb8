//! The native prover of vouch: proves circuits (docs/spec/formats.md) by the protocol of docs/spec/protocol.md.
//!
//! Modules carry the names of the protocol's stages, as the packages of the Java verifier do: `prove` reads side by side with
//! its `ProofReplay`.
//!
//! # Layering
//! A folder uses folders of the rows below it only; in the row of the stages `collection` uses `lookup` and `product`, and
//! `opening` uses `product`. `progress` is everybody's.
//!
//! ```text
//!                            ffi
//!                           prove
//!                          session
//!                         validator
//!                           plan
//!     lookup    collection    product    opening    sigma
//!     equation     covector     statement     commit
//!                transcript    values
//!              circuit    curve    hash
//!                          kernel
//!                           field
//! ```
//!
//! - `ffi`: the C ABI, the only folder beside `kernel/simd` that may use unsafe code.
//! - `prove`: the six stages of a proof, one call each; its folder has the first one and the witness.
//! - `session`: a circuit made ready for proving, its model, what a caller may choose and how calls fail.
//! - `validator`: the circuits that are refused, one file for each group of rules.
//! - `plan`: rounds, messages, equations and the exact length of a proof, from the circuit alone.
//! - `lookup`, `collection`, `product`, `opening`, `sigma`: stages 2 to 6 (protocol.md §4 to §8). Each sends its messages and
//!   adds its equations in one place, and says how many there are.
//! - `equation`: affine forms in the hidden messages, the equations, and the sumcheck that two stages share.
//! - `covector`: linear functionals on tensors and how they are pulled back onto sources (§2.1).
//! - `statement`: tensor ids, what the transcript absorbs first, and the seeds of all randomness (§3; §11, rules 28 and 29).
//! - `commit`: Pedersen commitments to rows of small integers and to vectors of scalars.
//! - `transcript`: Fiat–Shamir, and the channel that masks and numbers the hidden messages.
//! - `values`: values of tensors, given, derived and counted.
//! - `circuit`: what is proven: its form, its bytes, where it lies, what it costs (§2).
//! - `curve`: points of Pallas, their encoding, addition and generators (§1).
//! - `hash`: SHAKE256 of many short messages at a time.
//! - `kernel`: the inner loops, generic over the processor's vector engines.
//! - `field`: the scalar field of Pallas (§1).
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod circuit;
pub mod collection;
pub mod commit;
pub mod covector;
pub mod curve;
pub mod equation;
pub mod ffi;
pub mod field;
mod hash;
pub mod kernel;
pub mod lookup;
pub mod opening;
pub mod plan;
pub mod product;
pub mod progress;
pub mod prove;
pub mod session;
pub mod sigma;
pub mod statement;
pub mod transcript;
pub mod validator;
pub mod values;

pub use kernel::engine_name;
