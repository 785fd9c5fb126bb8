use super::{Body, Circuit, Tensor, bits_of};

/// The padded index space of a shape (protocol.md §2.1): first axis most significant, last axis in the lowest bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// True lengths.
    pub lengths: Vec<usize>,
    /// Address bits of each axis: ⌈log2 length⌉.
    pub bits: Vec<u32>,
}

impl Space {
    /// The space of a shape.
    pub fn new(shape: &[usize]) -> Self {
        Self {
            lengths: shape.to_vec(),
            bits: shape.iter().map(|length| bits_of(*length)).collect(),
        }
    }

    /// Address bits in all.
    pub fn total_bits(&self) -> u32 {
        self.bits.iter().sum()
    }

    /// For each axis the number of its lowest address bit.
    pub fn lowest_bits(&self) -> Vec<u32> {
        let mut low = self.total_bits();
        self.bits
            .iter()
            .map(|bits| {
                low -= bits;
                low
            })
            .collect()
    }

    /// The padded address of each real cell, row-major.
    pub fn addresses(&self) -> Vec<u32> {
        let mut addresses = vec![0];
        for (length, bits) in self.lengths.iter().zip(&self.bits) {
            addresses = addresses
                .iter()
                .flat_map(|a| (0..*length as u32).map(move |i| a << bits | i))
                .collect();
        }
        addresses
    }
}

/// A committed tensor as a matrix (§2.2): columns are the low c_T bits of the padded address, rows the rest; only rows
/// with a real cell exist, in ascending order.
///
/// The cut between rows and columns falls at an axis border or inside one axis. So a row is a run of cells in
/// row-major order: `inner` cells (the axes that lie in the columns) for each index of the cut axis in its segment.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// c_T.
    pub column_bits: u32,
    /// The axis that is cut: indices above `cut_bits` bits lie in the rows. `None` for a scalar.
    pub cut_axis: Option<usize>,
    /// Low bits of the cut axis that lie in the columns.
    pub cut_bits: u32,
    /// Number of segments of the cut axis: ⌈length / 2^cut_bits⌉.
    pub segments: usize,
    cut_length: usize,
    outer: usize,
    inner: usize,
    columns: Vec<u32>,
    run: usize,
}

impl Matrix {
    /// The matrix of a shape whose size has been validated.
    pub fn new(shape: &[usize], column_bits: u32) -> Self {
        let mut left = column_bits;
        let mut cut = None;
        for (axis, length) in shape.iter().enumerate().rev() {
            cut = Some((axis, left.min(bits_of(*length))));
            if bits_of(*length) > left || left == 0 {
                break;
            }
            left -= bits_of(*length);
        }
        let (cut_axis, cut_bits) = cut.unwrap_or((0, 0));
        let cut_length = shape.get(cut_axis).copied().unwrap_or(1);
        let inner_shape = shape.get(cut_axis + 1..).unwrap_or(&[]);
        let width = cut_length.min(1 << cut_bits);
        let space = Space::new(&[&[width], inner_shape].concat());
        let run = inner_shape.iter().rev().scan(true, |full, length| {
            let counted = *full;
            *full = *full && length.is_power_of_two();
            counted.then_some(*length)
        });
        let all_full = inner_shape.iter().all(|length| length.is_power_of_two());
        let run = run.product::<usize>() * if all_full { width } else { 1 };
        Self {
            column_bits,
            cut_axis: (!shape.is_empty()).then_some(cut_axis),
            cut_bits,
            segments: cut_length.div_ceil(1 << cut_bits),
            cut_length,
            outer: shape[..cut_axis.min(shape.len())].iter().product(),
            inner: inner_shape.iter().product(),
            columns: space.addresses(),
            run,
        }
    }

    /// How many rows have a real cell.
    pub fn rows(&self) -> usize {
        self.outer * self.segments
    }

    /// The cells of a row, row-major numbers.
    pub fn cells(&self, row: usize) -> std::ops::Range<usize> {
        let (outer, segment) = (row / self.segments, row % self.segments);
        let first = segment << self.cut_bits;
        let last = self.cut_length.min(first + (1 << self.cut_bits));
        let start = outer * self.cut_length;
        (start + first) * self.inner..(start + last) * self.inner
    }

    /// The column of each cell of a full row; a row that is not full has a prefix of them.
    pub fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// Cells with consecutive columns come in runs of this length (the last one of a row may be shorter).
    pub fn run(&self) -> usize {
        self.run
    }
}

/// A lookup or a table of the tree among the leaves (§11, rule 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafBlock {
    /// Address bits inside the block.
    pub bits: u32,
    /// First leaf, a multiple of 2^bits.
    pub base: u64,
}

/// Where everything lies: matrices of committed tensors, leaf blocks of lookups and then of the tables of the tree.
#[derive(Clone, Debug)]
pub struct Layout {
    /// For each tensor, if it is committed, its matrix.
    pub matrices: Vec<Option<Matrix>>,
    /// Leaf blocks of the lookups in order, then of the tables that are not direct.
    pub leaves: Vec<LeafBlock>,
    /// The tree has 2^leaf_bits leaves; 0 without lookups.
    pub leaf_bits: u32,
}

impl Layout {
    /// The layout of a validated circuit.
    pub fn new(circuit: &Circuit) -> Self {
        let matrices = circuit.tensors.iter().map(|tensor| {
            let column_bits = column_bits(circuit, tensor)?;
            Some(Matrix::new(&tensor.shape, column_bits))
        });
        let (leaves, leaf_bits) = place(circuit);
        Self {
            matrices: matrices.collect(),
            leaves,
            leaf_bits,
        }
    }

    /// The matrix of a committed tensor.
    ///
    /// # Panics
    /// If the tensor is not committed.
    pub fn matrix(&self, tensor: usize) -> &Matrix {
        self.matrices[tensor].as_ref().expect("a committed tensor")
    }
}

/// Rows of a tensor, if it is committed. Saturates.
pub fn rows_of(circuit: &Circuit, tensor: &Tensor) -> Option<u64> {
    Some(row_count(&tensor.shape, column_bits(circuit, tensor)?))
}

/// c_T, if the tensor is committed.
fn column_bits(circuit: &Circuit, tensor: &Tensor) -> Option<u32> {
    match &tensor.body {
        Body::Committed { column_bits, .. } => Some(*column_bits),
        Body::Witness { .. } => Some(tensor.bits().min(circuit.width_bits)),
        _ => None,
    }
}

/// Π lengths of the axes above the cut · segments of the cut axis. Saturates.
fn row_count(shape: &[usize], column_bits: u32) -> u64 {
    let mut left = column_bits;
    shape.iter().rev().fold(1u64, |rows, length| {
        let low = left.min(bits_of(*length));
        left -= low;
        rows.saturating_mul(length.div_ceil(1 << low) as u64)
    })
}

/// ⌈log2 of the leaves⌉ of the tree; none without lookups.
pub fn leaf_bits(circuit: &Circuit) -> Option<u32> {
    (!circuit.lookups.is_empty()).then(|| place(circuit).1)
}

/// Aligned blocks, larger first, ties in order; and ⌈log2 of their total⌉, at least 1 beside direct tables; 0 if there are
/// no lookups.
fn place(circuit: &Circuit) -> (Vec<LeafBlock>, u32) {
    if circuit.lookups.is_empty() {
        return (Vec::new(), 0);
    }
    let shapes = circuit.lookups.iter().map(|lookup| lookup.keys[0]);
    let shapes = shapes.chain(circuit.tree_tables().map(|(_, table)| table.multiplicity));
    let mut blocks: Vec<LeafBlock> = shapes
        .map(|tensor| LeafBlock {
            bits: circuit.tensors[tensor].bits(),
            base: 0,
        })
        .collect();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|block| std::cmp::Reverse(blocks[*block].bits));
    let mut total = 0u64;
    for block in order {
        blocks[block].base = total;
        total = total.saturating_add(1 << blocks[block].bits);
    }
    let least = u32::from(circuit.direct_tables().next().is_some());
    (blocks, total.next_power_of_two().trailing_zeros().max(least))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and columns straight from the definition.
    fn by_definition(shape: &[usize], column_bits: u32) -> Vec<Vec<(usize, u32)>> {
        let mut rows: Vec<(u32, Vec<(usize, u32)>)> = Vec::new();
        for (cell, address) in Space::new(shape).addresses().into_iter().enumerate() {
            let (row, column) = (address >> column_bits, address & ((1 << column_bits) - 1));
            if rows.last().is_none_or(|last| last.0 != row) {
                rows.push((row, Vec::new()));
            }
            rows.last_mut().unwrap().1.push((cell, column));
        }
        assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        rows.into_iter().map(|row| row.1).collect()
    }

    #[test]
    fn matrices_agree_with_the_definition() {
        let shapes: [&[usize]; 9] = [
            &[],
            &[1],
            &[7],
            &[3, 5],
            &[4, 1, 6],
            &[2, 3, 8],
            &[5, 4, 4],
            &[1, 1],
            &[3, 1, 1, 9],
        ];
        for shape in shapes {
            for column_bits in 0..=Space::new(shape).total_bits() {
                let matrix = Matrix::new(shape, column_bits);
                let expected = by_definition(shape, column_bits);
                assert_eq!(matrix.rows(), expected.len(), "{shape:?} {column_bits}");
                assert_eq!(row_count(shape, column_bits), expected.len() as u64);
                for (row, cells) in expected.iter().enumerate() {
                    let found: Vec<_> = matrix.cells(row).zip(matrix.columns().iter().copied()).collect();
                    assert_eq!(&found, cells, "{shape:?} {column_bits} row {row}");
                    for run in matrix.columns()[..cells.len()].chunks(matrix.run()) {
                        assert!(
                            run.windows(2).all(|pair| pair[0] + 1 == pair[1]),
                            "{shape:?} {column_bits}"
                        );
                    }
                }
            }
        }
    }
}
