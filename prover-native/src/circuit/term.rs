use crate::field::F;

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
