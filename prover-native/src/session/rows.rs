use super::Session;
use crate::circuit::{Matrix, Tensor};
use crate::commit::SmallRows;
use crate::values::Assignment;

impl Session {
    /// The rows of the selected committed tensors, in declaration order.
    pub(crate) fn rows<'r>(
        &'r self,
        values: &'r Assignment<'_>,
        selected: impl Fn(&Tensor) -> bool,
    ) -> TensorRows<'r> {
        let mut rows = TensorRows {
            tensors: Vec::new(),
            ends: Vec::new(),
        };
        for (index, _) in self.tensors(selected) {
            let data = values[index]
                .as_ref()
                .and_then(|values| values.small())
                .expect("committed values are integers");
            let matrix = self.layout.matrix(index);
            rows.ends.push(rows.ends.last().unwrap_or(&0) + matrix.rows());
            rows.tensors.push((matrix, data));
        }
        rows
    }
}

/// Rows of several tensors, one after the other.
pub(crate) struct TensorRows<'r> {
    tensors: Vec<(&'r Matrix, &'r [i64])>,
    ends: Vec<usize>,
}

impl SmallRows for TensorRows<'_> {
    fn rows(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64])) {
        let number = self.ends.partition_point(|end| *end <= row);
        let (matrix, data) = self.tensors[number];
        let cells = &data[matrix.cells(row - (self.ends[number] - matrix.rows()))];
        for (run, columns) in cells
            .chunks(matrix.run())
            .zip(matrix.columns().chunks(matrix.run()))
        {
            visit(columns[0] as usize, run);
        }
    }
}
