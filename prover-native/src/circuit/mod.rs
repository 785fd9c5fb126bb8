//! Circuits (protocol.md §2): tensors, terms, assertions; their bytes (formats.md §1), layout and counts.

mod bytes;
mod codec;
mod covector_counts;
mod hidden_tensors;
mod layout;
pub mod limits;
mod names;
mod product_axes;
mod tensor;
mod term;

pub use bytes::Malformed;
pub use codec::{decode, digest, encode};
pub use covector_counts::{CovectorCounts, covectors_and_work, reached};
pub use hidden_tensors::HiddenTensors;
pub use layout::{Layout, LeafBlock, Matrix, Space, leaf_bits, rows_of};
pub use names::is_writable;
pub use product_axes::ProductAxes;
pub use tensor::{Body, CommittedKind, Range, Tensor};
pub use term::{BoxTerm, IndexEntry, IndexTerm, Operand, Part, Term, cell_at, for_each_position};

use tensor::cells;

/// Everything public about a model except the commitment of its weights. Tensors, tables and ports are named by index.
#[derive(Clone, Debug, PartialEq)]
pub struct Circuit {
    /// Version of the operators' integer semantics.
    pub semantics_version: u32,
    /// Whether the blinders of MODEL rows are 1 (§2.2).
    pub public_weights: bool,
    /// c: a committed row has at most C = 2^c columns.
    pub width_bits: u32,
    /// In declaration order; a derived tensor uses earlier ones only.
    pub tensors: Vec<Tensor>,
    /// Lookup tables.
    pub tables: Vec<Table>,
    /// Lookup assertions.
    pub lookups: Vec<Lookup>,
    /// Tensors that must be 0 everywhere.
    pub zeros: Vec<usize>,
    /// Named inputs of the network.
    pub inputs: Vec<Port>,
    /// Named outputs of the network.
    pub outputs: Vec<Port>,
}

impl Circuit {
    /// The direct tables in order, with their numbers among all tables.
    pub fn direct_tables(&self) -> impl Iterator<Item = (usize, &Table)> + Clone {
        self.tables.iter().enumerate().filter(|(_, table)| table.direct)
    }

    /// The port of a tensor if its id says how it is read: scales per slice, or an order.
    pub fn marked_port(&self, tensor: usize) -> Option<&Port> {
        let ports = self.inputs.iter().chain(&self.outputs);
        ports
            .filter(|port| port.value_type >= SLICED)
            .find(|port| port.tensor == tensor)
    }

    /// The other tables in order, with their numbers among all tables.
    pub fn tree_tables(&self) -> impl Iterator<Item = (usize, &Table)> + Clone {
        self.tables.iter().enumerate().filter(|(_, table)| !table.direct)
    }
}

/// A lookup table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Tensors of one shape.
    pub columns: Vec<usize>,
    /// How many of the first columns are function arguments.
    pub arguments: usize,
    /// Whether its rows are summed outside the tree (§4): its columns are CONST or IOTA.
    pub direct: bool,
    /// A WITNESS tensor of that shape.
    pub multiplicity: usize,
}

/// Assertion: for each cell the tuple of key values is a row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// Index of the table.
    pub table: usize,
    /// One tensor per column, all of one shape.
    pub keys: Vec<usize>,
}

/// The value type of real numbers with scales per slice.
const SLICED: u8 = 3;
/// The value type with the greatest number.
const LAST_VALUE_TYPE: u8 = 5;

/// A named input or output of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The ONNX name.
    pub name: String,
    /// How the integers are read: 0 real, 1 integer, 2 boolean, 3 real with scales per slice, 4 and 5 the order of
    /// float32 and float64 numbers.
    pub value_type: u8,
    /// The ONNX shape.
    pub shape: Vec<usize>,
    /// Of value type 3, and of no other.
    pub slices: Option<SliceScales>,
    /// The tensor that holds the values.
    pub tensor: usize,
}

/// Scales of a port's slices along an axis of its shape: value = integer · 2^-exponents[index along the axis].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceScales {
    /// The axis.
    pub axis: usize,
    /// One for each slice.
    pub exponents: Vec<i32>,
}

impl Port {
    /// Number of values; saturates.
    pub fn cells(&self) -> u64 {
        cells(&self.shape)
    }

    /// How many cells that follow one another have one scale along this axis; saturates.
    pub fn stride(&self, axis: usize) -> u64 {
        cells(&self.shape[axis + 1..])
    }
}

/// ⌈log2 length⌉ for length ≥ 1.
pub fn bits_of(length: usize) -> u32 {
    usize::BITS - length.saturating_sub(1).leading_zeros()
}
