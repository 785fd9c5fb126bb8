use super::pieces::{ColumnVector, PartKey, Piece};
use crate::circuit::{Circuit, Layout};
use crate::covector::Covector;
use crate::field::{F, SmallSum, add_scaled_small, from_i64};
use crate::values::Assignment;
use rayon::prelude::*;
use std::collections::HashMap;

/// All pieces with one column vector b: they open x = Σ weight·row against b.
pub struct Group {
    /// b.
    pub columns: ColumnVector,
    /// Tensors with row numbers and weights.
    pub members: Vec<(usize, Vec<(u32, F)>)>,
}

/// Splits the covectors and merges pieces with equal column vectors, in order of first appearance.
pub fn groups(circuit: &Circuit, layout: &Layout, opened: &[(usize, Covector)]) -> Vec<Group> {
    let pieces: Vec<(usize, Vec<Piece>)> = opened
        .par_iter()
        .map(|(tensor, covector)| {
            let shape = &circuit.tensors[*tensor].shape;
            (
                *tensor,
                super::pieces::pieces(layout.matrix(*tensor), shape, covector),
            )
        })
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(u32, Vec<PartKey>), usize> = HashMap::new();
    for (tensor, pieces) in pieces {
        for piece in pieces {
            let key = (piece.columns.bits(), piece.columns.key());
            let index = *known.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(Group {
                    columns: piece.columns,
                    members: Vec::new(),
                });
            }
            groups[index].add(tensor, piece.rows);
        }
    }
    groups
}

impl Group {
    /// Adds weights of rows; covectors on the same rows of a tensor are added up.
    fn add(&mut self, tensor: usize, rows: Vec<(u32, F)>) {
        let same_rows =
            |own: &[(u32, F)]| own.len() == rows.len() && own.iter().zip(&rows).all(|(a, b)| a.0 == b.0);
        match self
            .members
            .iter_mut()
            .find(|(member, own)| *member == tensor && same_rows(own))
        {
            Some((_, own)) => own
                .iter_mut()
                .zip(rows)
                .for_each(|(own, (_, weight))| own.1 += weight),
            None => self.members.push((tensor, rows)),
        }
    }

    /// x = Σ weight·row, one entry for each column up to the last real one.
    ///
    /// # Panics
    /// If a committed tensor has no integer values.
    pub fn combined_rows(&self, layout: &Layout, values: &Assignment<'_>) -> Vec<F> {
        const BLOCK: usize = 64;
        let pattern = layout.matrix(self.members[0].0).columns();
        let rows: Vec<(&[i64], &F)> = self
            .members
            .iter()
            .flat_map(|(tensor, rows)| {
                let data = values[*tensor]
                    .as_ref()
                    .and_then(|v| v.small())
                    .expect("committed values are integers");
                let matrix = layout.matrix(*tensor);
                rows.iter()
                    .map(move |(row, weight)| (&data[matrix.cells(*row as usize)], weight))
            })
            .collect();
        let cells = rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
        let starts: Vec<usize> = (0..cells).step_by(BLOCK).collect();
        let sums = starts.par_iter().flat_map_iter(|start| {
            let mut sums = [SmallSum::default(); BLOCK];
            for (row, weight) in &rows {
                let end = row.len().min(start + BLOCK);
                if *start < end {
                    add_scaled_small(&mut sums[..end - start], &row[*start..end], weight);
                }
            }
            let length = BLOCK.min(cells - start);
            sums.into_iter().take(length).map(|sum| sum.finish())
        });
        let sums: Vec<F> = sums.collect();
        let mut x = vec![from_i64(0); pattern[..cells].last().map_or(1, |column| *column as usize + 1)];
        pattern
            .iter()
            .zip(sums)
            .for_each(|(column, sum)| x[*column as usize] = sum);
        x
    }
}
