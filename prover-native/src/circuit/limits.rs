//! What a circuit may not exceed (formats.md §1; protocol.md §11, rules 5 and 31).

/// Bytes of a circuit.
pub const MAX_BYTES: usize = 256 << 20;
/// The integer semantics that this prover knows.
pub const SEMANTICS_VERSION: u32 = 1;
/// c.
pub const MAX_WIDTH_BITS: u32 = 16;
/// c_T of INPUT and OUTPUT is min(bits, this).
pub const PORT_COLUMN_BITS: u32 = 8;
/// Bytes of a name.
pub const MAX_NAME_BYTES: usize = 255;
/// Axes of a tensor or a port.
pub const MAX_RANK: u8 = 8;
/// Axes of a term's box.
pub const MAX_BOX_AXES: u8 = 16;
/// Σ bits of a tensor.
pub const MAX_TENSOR_BITS: u32 = 40;
/// Magnitude of constants and of the ends of declared ranges.
pub const MAX_MAGNITUDE: i64 = 1 << 62;
/// Magnitude of the scale exponent of a port's slice.
pub const MAX_SLICE_EXPONENT: u32 = 64;
/// Values of a CONST tensor.
pub const MAX_CONSTANTS: u64 = 1 << 24;
/// Magnitude of an index that an index map can reach, exclusive.
pub const MAX_INDEX: i128 = 1 << 40;
/// How often a row of a table may be looked up.
pub const MAX_MULTIPLICITY: i64 = 1 << 40;
/// n of the tree of §4 and of the product sumcheck of §6.
pub const MAX_VARIABLES: u32 = 34;
/// Rows of all committed tensors.
pub const MAX_ROWS: u64 = 1 << 25;
/// Bytes of the protocol's messages.
pub const MAX_MESSAGE_BYTES: u64 = 1 << 30;
/// Covectors of rule 32.
pub const MAX_COVECTORS: u64 = 1 << 16;
/// Units of work of rule 32, and entries of covectors on derived tensors.
pub const MAX_WORK: u64 = 1 << 26;
