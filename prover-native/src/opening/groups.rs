use super::CommittedClaim;
use super::pieces::{ColumnVector, PartKey, Piece, pieces};
use crate::circuit::{Circuit, Layout};
use crate::covector::Covector;
use crate::field::{F, from_i64};
use crate::kernel::combine::{Row, combine_rows};
use crate::values::{Assignment, Values};
use rayon::prelude::*;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// All pieces with one column vector b: they open x = Σ weight·row against b.
pub struct Group {
    /// b.
    pub columns: ColumnVector,
    /// Tensors with row numbers and weights, to be combined.
    members: Vec<Member>,
    /// The same where §6 has combined them, and their part of x.
    contracted: Vec<(Member, Zeroizing<Vec<F>>)>,
}

/// A tensor with row numbers and weights.
pub type Member = (usize, Vec<(u32, F)>);

/// Splits the covectors that are products of axes and merges pieces with equal column vectors, in order of first
/// appearance.
pub fn groups(circuit: &Circuit, layout: &Layout, claims: &[CommittedClaim]) -> Vec<Group> {
    let split: Vec<(usize, Vec<Piece>)> = claims
        .par_iter()
        .filter_map(|claim| {
            let Covector::Axes { coefficient, axes } = &claim.covector else {
                return None;
            };
            let (matrix, shape) = (layout.matrix(claim.tensor), &circuit.tensors[claim.tensor].shape);
            let contraction = claim.contraction.as_ref();
            Some((
                claim.tensor,
                pieces(matrix, shape, coefficient, axes, contraction),
            ))
        })
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(u32, Vec<PartKey>), usize> = HashMap::new();
    for (tensor, pieces) in split {
        for piece in pieces {
            let key = (piece.columns.bits(), piece.columns.key());
            let index = *known.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(Group {
                    columns: piece.columns,
                    members: Vec::new(),
                    contracted: Vec::new(),
                });
            }
            match piece.combined {
                Some(x) => groups[index].contracted.push(((tensor, piece.rows), x)),
                None => groups[index].add(tensor, piece.rows),
            }
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

    /// All tensors with row numbers and weights.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[(u32, F)])> {
        let contracted = self.contracted.iter().map(|(member, _)| member);
        let members = self.members.iter().chain(contracted);
        members.map(|(tensor, rows)| (*tensor, &rows[..]))
    }

    /// x = Σ weight·row, one entry for each column up to the last real one.
    ///
    /// # Panics
    /// If a committed tensor has no integer values.
    pub fn combined_rows(&self, layout: &Layout, values: &Assignment<'_>) -> Vec<F> {
        let mut x = combined(&self.members, layout, values);
        for (_, own) in &self.contracted {
            x.resize(x.len().max(own.len()), from_i64(0));
            x.iter_mut().zip(own.iter()).for_each(|(x, own)| *x += own);
        }
        x
    }
}

/// Σ weight·row over rows with the same real columns, one entry for each column up to the last real one.
///
/// # Panics
/// If a committed tensor has no integer values.
pub fn combined(members: &[Member], layout: &Layout, values: &Assignment<'_>) -> Vec<F> {
    let Some((first, _)) = members.first() else {
        return Vec::new();
    };
    let pattern = layout.matrix(*first).columns();
    let mut magnitude = 0;
    let mut combined: Vec<Row<'_>> = Vec::new();
    for (tensor, rows) in members {
        let Some(Values::Small(small)) = &values[*tensor] else {
            panic!("committed values are integers");
        };
        magnitude = magnitude.max(small.magnitude());
        let (cells, matrix) = (small.integers(), layout.matrix(*tensor));
        let row = |(row, weight): &(u32, F)| (cells.slice(matrix.cells(*row as usize)), *weight);
        combined.extend(rows.iter().map(row));
    }
    let sums = combine_rows(&combined, magnitude);
    let cells = sums.len();
    let mut x = vec![from_i64(0); pattern[..cells].last().map_or(1, |column| *column as usize + 1)];
    pattern
        .iter()
        .zip(sums)
        .for_each(|(column, sum)| x[*column as usize] = sum);
    x
}
