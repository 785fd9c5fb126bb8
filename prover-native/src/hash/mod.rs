//! Hashing of many short messages at a time.

mod keccak;

pub(crate) use keccak::{MESSAGES, shake256_of_indices};
