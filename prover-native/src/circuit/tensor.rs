use super::limits::PORT_COLUMN_BITS;
use super::{Term, bits_of};

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
    /// Whether c_T = min(bits, 8), or the tensor is no port (formats.md §1).
    pub fn has_usual_width(&self) -> bool {
        match &self.body {
            Body::Committed {
                kind: CommittedKind::Input | CommittedKind::Output,
                column_bits,
                ..
            } => *column_bits == self.bits().min(PORT_COLUMN_BITS),
            _ => true,
        }
    }

    /// Number of cells; saturates.
    pub fn size(&self) -> u64 {
        cells(&self.shape)
    }

    /// ⌈log2 length⌉ summed over the axes.
    pub fn bits(&self) -> u32 {
        self.shape.iter().map(|length| bits_of(*length)).sum()
    }

    /// Its kind as protocol.md writes it.
    pub fn kind(&self) -> &'static str {
        match &self.body {
            Body::Const { .. } => "CONST",
            Body::Iota { .. } => "IOTA",
            Body::Public { .. } => "PUBLIC",
            Body::Committed { kind, .. } => match kind {
                CommittedKind::Model => "MODEL",
                CommittedKind::Input => "INPUT",
                CommittedKind::Output => "OUTPUT",
            },
            Body::Witness { .. } => "WITNESS",
            Body::Derived { .. } => "DERIVED",
        }
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

/// Π lengths; saturates.
pub(super) fn cells(shape: &[usize]) -> u64 {
    let lengths = shape.iter();
    lengths.fold(1u64, |cells, length| cells.saturating_mul(*length as u64))
}
