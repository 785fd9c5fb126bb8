use super::{BoxTerm, IndexEntry, bits_of};

/// The box axes of a 2-operand term by role (protocol.md §6; §11, rule 18), each in box order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductAxes {
    /// Axes of A.
    pub in_a: Vec<usize>,
    /// Axes of B.
    pub in_b: Vec<usize>,
    /// In A, B and the result.
    pub batch: Vec<usize>,
    /// In A and B.
    pub contraction: Vec<usize>,
    /// In neither operand: of the result alone, or of nothing.
    pub free: Vec<usize>,
}

impl ProductAxes {
    /// The roles of a 2-operand term's axes.
    pub fn new(term: &BoxTerm) -> Self {
        let reads = |map: &[IndexEntry]| {
            let mut reads = vec![false; term.lengths.len()];
            map.iter()
                .flat_map(|entry| &entry.parts)
                .for_each(|part| reads[part.axis] = true);
            reads
        };
        let (a, b) = (reads(&term.operands[0].map), reads(&term.operands[1].map));
        let result = reads(&term.result);
        let select =
            |role: &dyn Fn(usize) -> bool| (0..term.lengths.len()).filter(|axis| role(*axis)).collect();
        Self {
            in_a: select(&|axis| a[axis]),
            in_b: select(&|axis| b[axis]),
            batch: select(&|axis| a[axis] && b[axis] && result[axis]),
            contraction: select(&|axis| a[axis] && b[axis] && !result[axis]),
            free: select(&|axis| !a[axis] && !b[axis]),
        }
    }

    /// The axes of k = (batch | contraction), first most significant.
    pub fn key(&self) -> Vec<usize> {
        [&self.batch[..], &self.contraction].concat()
    }

    /// n_g: bits of k.
    pub fn bits(&self, term: &BoxTerm) -> u32 {
        self.key().iter().map(|axis| bits_of(term.lengths[*axis])).sum()
    }
}
