//! The inner loops: vector engines, passes over vectors of elements, and sums of weighted rows of integers.

pub mod combine;
pub(crate) mod passes;
pub(crate) mod simd;

pub use simd::engine_name;
