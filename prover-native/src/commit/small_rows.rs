/// The rows of a committed matrix as runs of signed integers (protocol.md §2.2), read straight from compact storage.
pub trait SmallRows: Sync {
    /// How many rows there are.
    fn rows(&self) -> usize;

    /// Calls `visit(column, values)` for each run of consecutive columns of `row`; columns between runs are 0.
    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64]));
}

/// Rows given as full slices.
impl SmallRows for [Vec<i64>] {
    fn rows(&self) -> usize {
        self.len()
    }

    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64])) {
        visit(0, &self[row]);
    }
}
