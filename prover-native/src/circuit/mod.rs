//! Circuits (protocol.md §2): tensors, terms, assertions; their bytes (formats.md §1), layout and counts.

mod bytes;
mod codec;
mod covector_counts;
mod hidden_tensors;
mod layout;
pub mod limits;
mod product_axes;

pub use bytes::Malformed;
pub use codec::{decode, digest, encode};
pub use covector_counts::{CovectorCounts, covectors_and_work, reached};
pub use hidden_tensors::HiddenTensors;
pub use layout::{Layout, LeafBlock, Matrix, Space, leaf_bits, rows_of};
pub use product_axes::ProductAxes;

use crate::field::F;

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

    /// The other tables in order, with their numbers among all tables.
    pub fn tree_tables(&self) -> impl Iterator<Item = (usize, &Table)> + Clone {
        self.tables.iter().enumerate().filter(|(_, table)| !table.direct)
    }
}

/// A tensor; its cells are row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Unique name.
    pub name: String,
    /// Lengths of the axes; empty for a scalar.
    pub shape: Vec<usize>,
    /// Where its values come from.
    pub body: Body,
}

impl Tensor {
    /// Number of cells; saturates.
    pub fn size(&self) -> u64 {
        cells(&self.shape)
    }

    /// ⌈log2 length⌉ summed over the axes.
    pub fn bits(&self) -> u32 {
        self.shape.iter().map(|length| bits_of(*length)).sum()
    }

    /// Whether the prover commits to it.
    pub fn committed(&self) -> bool {
        matches!(self.body, Body::Committed { .. } | Body::Witness { .. })
    }

    /// Whether the verifier knows its values.
    pub fn public_source(&self) -> bool {
        matches!(
            self.body,
            Body::Const { .. } | Body::Iota { .. } | Body::Public { .. }
        )
    }

    /// Whether it is a MODEL tensor.
    pub fn is_model(&self) -> bool {
        matches!(
            self.body,
            Body::Committed {
                kind: CommittedKind::Model,
                ..
            }
        )
    }

    /// Whether it is a hidden INPUT or OUTPUT tensor.
    pub fn is_hidden_port(&self) -> bool {
        matches!(
            self.body,
            Body::Committed {
                kind: CommittedKind::Input | CommittedKind::Output,
                ..
            }
        )
    }

    /// The declared range of a source that has one.
    pub fn range(&self) -> Option<Range> {
        match &self.body {
            Body::Public { range, .. } | Body::Committed { range, .. } | Body::Witness { range } => {
                Some(*range)
            }
            _ => None,
        }
    }

    /// The terms of a derived tensor, else none.
    pub fn terms(&self) -> &[Term] {
        match &self.body {
            Body::Derived { terms } => terms,
            _ => &[],
        }
    }
}

/// What a tensor's values come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Constants of the circuit, row-major.
    Const {
        /// As many as cells.
        values: Vec<i64>,
    },
    /// Closed form: start + row-major cell number.
    Iota {
        /// Value of cell 0.
        start: i64,
    },
    /// A public input or output.
    Public {
        /// Declared range.
        range: Range,
        /// value = integer · 2^-scale_exponent.
        scale_exponent: i32,
    },
    /// A committed source with a tensor id.
    Committed {
        /// MODEL, INPUT or OUTPUT.
        kind: CommittedKind,
        /// Declared range.
        range: Range,
        /// value = integer · 2^-scale_exponent.
        scale_exponent: i32,
        /// c_T: for MODEL as chosen by the compiler, else min(bits, 8).
        column_bits: u32,
        /// One name per axis, may be empty strings.
        axis_names: Vec<String>,
    },
    /// A committed source of this proof alone; c_T = min(bits, c).
    Witness {
        /// Declared range.
        range: Range,
    },
    /// A sum of terms.
    Derived {
        /// The summands.
        terms: Vec<Term>,
    },
}

/// The kinds of committed sources that have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommittedKind {
    /// Weights.
    Model,
    /// A hidden input.
    Input,
    /// A hidden output.
    Output,
}

/// A declared range, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Least value.
    pub lo: i64,
    /// Greatest value.
    pub hi: i64,
}

/// One summand of a derived tensor.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A product of 0, 1 or 2 operands summed over a box.
    Box(BoxTerm),
    /// A static index table.
    Index(IndexTerm),
}

impl Term {
    /// The tensors it reads: at most two.
    pub fn operand_tensors(&self) -> impl Iterator<Item = usize> + '_ {
        let (operands, table): (&[Operand], Option<usize>) = match self {
            Term::Box(term) => (&term.operands, None),
            Term::Index(term) => (&[], Some(term.tensor)),
        };
        operands.iter().map(|operand| operand.tensor).chain(table)
    }
}

/// coefficient · product of operands, summed over a box of index axes.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxTerm {
    /// Not zero.
    pub coefficient: F,
    /// Length of each box axis.
    pub lengths: Vec<usize>,
    /// Index map of the result, one entry per axis of the tensor.
    pub result: Vec<IndexEntry>,
    /// 0, 1 or 2 operands; the first is A, the second B (§6).
    pub operands: Vec<Operand>,
}

/// result[result_cells\[i\]] += coefficient · operand[operand_cells\[i\]].
#[derive(Clone, Debug, PartialEq)]
pub struct IndexTerm {
    /// Not zero.
    pub coefficient: F,
    /// The operand.
    pub tensor: usize,
    /// (result cell, operand cell), row-major numbers, ascending.
    pub pairs: Vec<(i64, i64)>,
}

/// A tensor read through an index map; cells outside its shape are 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand {
    /// An earlier tensor.
    pub tensor: usize,
    /// One entry per axis of that tensor.
    pub map: Vec<IndexEntry>,
}

/// Affine index of one tensor axis: offset + Σ coefficient · box axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// Constant part.
    pub offset: i64,
    /// Summands, box axes ascending.
    pub parts: Vec<Part>,
}

/// coefficient · index of a box axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Number of the box axis.
    pub axis: usize,
    /// Not zero.
    pub coefficient: i64,
}

impl IndexEntry {
    /// The index of one box axis.
    pub fn axis(axis: usize) -> Self {
        Self::affine(0, &[(axis, 1)])
    }

    /// A fixed index.
    pub fn constant(offset: i64) -> Self {
        Self {
            offset,
            parts: Vec::new(),
        }
    }

    /// offset + Σ coefficient · axis.
    pub fn affine(offset: i64, parts: &[(usize, i64)]) -> Self {
        Self {
            offset,
            parts: parts
                .iter()
                .map(|&(axis, coefficient)| Part { axis, coefficient })
                .collect(),
        }
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

/// A named input or output of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The ONNX name.
    pub name: String,
    /// How the integers are read: 0 real, 1 integer, 2 boolean.
    pub value_type: u8,
    /// The ONNX shape.
    pub shape: Vec<usize>,
    /// The tensor that holds the values.
    pub tensor: usize,
}

impl Port {
    /// Number of values; saturates.
    pub fn cells(&self) -> u64 {
        cells(&self.shape)
    }
}

/// Π lengths; saturates.
fn cells(shape: &[usize]) -> u64 {
    let lengths = shape.iter();
    lengths.fold(1u64, |cells, length| cells.saturating_mul(*length as u64))
}

/// ⌈log2 length⌉ for length ≥ 1.
pub fn bits_of(length: usize) -> u32 {
    usize::BITS - length.saturating_sub(1).leading_zeros()
}

/// The row-major cell that an index map reads at a box position; `None` outside the shape.
pub fn cell_at(shape: &[usize], map: &[IndexEntry], position: &[usize]) -> Option<usize> {
    let mut cell = 0;
    for (length, entry) in shape.iter().zip(map) {
        let index = entry.parts.iter().fold(entry.offset, |index, part| {
            index + part.coefficient * position[part.axis] as i64
        });
        let index = usize::try_from(index).ok().filter(|index| index < length)?;
        cell = cell * length + index;
    }
    Some(cell)
}

/// Visits every position of a box, first axis slowest.
pub fn for_each_position(lengths: &[usize], mut visit: impl FnMut(&[usize])) {
    let mut position = vec![0; lengths.len()];
    'positions: loop {
        visit(&position);
        for axis in (0..lengths.len()).rev() {
            position[axis] += 1;
            if position[axis] < lengths[axis] {
                continue 'positions;
            }
            position[axis] = 0;
        }
        return;
    }
}
