//! The native prover of vouch: proves circuits (docs/spec/formats.md) by the protocol of docs/spec/protocol.md.
//!
//! Modules carry the names of the protocol's stages, as the packages of the Java verifier do.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod circuit;
pub mod collection;
pub mod combine;
pub mod covector;
pub mod curve;
pub mod equation;
pub mod ffi;
pub mod field;
mod handles;
mod keccak;
pub mod lookup;
mod model;
pub mod opening;
mod passes;
pub mod plan;
pub mod product;
pub mod progress;
pub mod prove;
pub mod rng;
pub mod session;
pub mod sigma;
mod simd;
mod statement;
pub mod transcript;
pub mod validator;
pub mod values;

pub use simd::engine_name;
