//! A covector ⊗ axes on a committed tensor as pieces a⊗b: row weights times one vector on the columns (protocol.md §7).

use super::contracted::contracted;
use crate::circuit::{Matrix, bits_of};
use crate::covector::{AxisVector, EqOrigin};
use crate::field::{F, eq_at, eq_vector, from_i64};
use crate::kernel::passes::add_multiple;
use crate::product::Contraction;
use std::sync::Arc;
use zeroize::Zeroizing;

/// One piece: the covector restricted to some rows, all of which have the same real columns.
pub struct Piece {
    /// The vector on the columns.
    pub columns: ColumnVector,
    /// Row numbers and their weights.
    pub rows: Vec<(u32, F)>,
    /// Σ weight·row over these rows, where §6 has summed it.
    pub combined: Option<Zeroizing<Vec<F>>>,
}

/// ⊗ of the parts of axes that lie in the columns, most significant first.
#[derive(Clone)]
pub struct ColumnVector {
    parts: Vec<AxisPart>,
}

/// The part of an axis that lies in the columns.
#[derive(Clone)]
struct AxisPart {
    vector: Arc<AxisVector>,
    /// First index of the axis.
    start: usize,
    /// Indices that exist.
    length: usize,
    /// Column bits.
    bits: u32,
}

/// Equal keys mean equal vectors. Not the other way round: which vectors are merged follows from the circuit, never
/// from values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartKey {
    /// Entries 0 … length − 1 of eq over the challenges from `low` on.
    Eq {
        /// Where the challenges come from.
        origin: EqOrigin,
        /// Number of the first challenge.
        low: u32,
        /// Column bits.
        bits: u32,
        /// Entries that are not 0.
        length: usize,
    },
    /// Entries of one vector in memory.
    Values {
        /// Its address: the vector outlives the key.
        address: usize,
        /// First entry.
        start: usize,
        /// How many.
        length: usize,
    },
}

impl ColumnVector {
    /// What decides whether two column vectors are merged: neighbouring eq-vectors over neighbouring challenges are one.
    pub fn key(&self) -> Vec<PartKey> {
        let mut keys: Vec<PartKey> = Vec::new();
        // From the least significant part up.
        for part in self.parts.iter().rev().filter(|part| part.bits > 0) {
            let key = part.key();
            let merged = match (keys.last(), &key) {
                (
                    Some(PartKey::Eq {
                        origin,
                        low,
                        bits,
                        length,
                    }),
                    PartKey::Eq {
                        origin: above,
                        low: above_low,
                        bits: above_bits,
                        length: above_length,
                    },
                ) if origin == above && low + bits == *above_low && *length == 1 << bits => {
                    Some(PartKey::Eq {
                        origin: *origin,
                        low: *low,
                        bits: bits + above_bits,
                        length: length * above_length,
                    })
                }
                _ => None,
            };
            match merged {
                Some(merged) => *keys.last_mut().expect("a part below") = merged,
                None => keys.push(key),
            }
        }
        keys
    }

    /// The product of the parts without column bits, which keys leave out.
    fn scalar(&self) -> F {
        self.parts
            .iter()
            .filter(|part| part.bits == 0)
            .fold(from_i64(1), |product, part| match &*part.vector {
                AxisVector::Eq(_) => product,
                AxisVector::Values(values) => product * values[part.start],
            })
    }

    /// The vector, one entry for each column up to the last real one.
    pub fn values(&self) -> Vec<F> {
        let (mut columns, mut width) = (vec![from_i64(1)], 1);
        // From the least significant part up: the multiples get longer.
        for part in self.parts.iter().rev().filter(|part| part.bits > 0) {
            let own = part.values();
            let mut widened = vec![from_i64(0); (own.len() - 1) * width + columns.len()];
            for (to, value) in widened.chunks_mut(width).zip(&own) {
                add_multiple(to, &columns, value);
            }
            (columns, width) = (widened, width << part.bits);
        }
        columns
    }

    /// c_T.
    pub fn bits(&self) -> u32 {
        self.parts.iter().map(|part| part.bits).sum()
    }
}

impl AxisPart {
    fn key(&self) -> PartKey {
        match &*self.vector {
            AxisVector::Eq(eq) => PartKey::Eq {
                origin: eq.origin,
                low: eq.low,
                bits: self.bits,
                length: self.length,
            },
            AxisVector::Values(values) => PartKey::Values {
                address: values.as_ptr() as usize,
                start: self.start,
                length: self.length,
            },
        }
    }

    /// Of an eq-vector the low challenges only: the high ones are in the row weights.
    fn values(&self) -> Vec<F> {
        match &*self.vector {
            AxisVector::Eq(eq) => eq_vector(&eq.point[..self.bits as usize], self.length),
            AxisVector::Values(values) => values[self.start..self.start + self.length].to_vec(),
        }
    }
}

/// Splits a covector coefficient · ⊗ axes on the tensor of `matrix`.
pub fn pieces(
    matrix: &Matrix,
    shape: &[usize],
    coefficient: &F,
    axes: &[Arc<AxisVector>],
    contraction: Option<&Contraction>,
) -> Vec<Piece> {
    let Some(cut) = matrix.cut_axis else {
        return vec![Piece {
            columns: ColumnVector { parts: Vec::new() },
            rows: vec![(0, *coefficient)],
            combined: None,
        }];
    };
    let mut outer = vec![*coefficient];
    for axis in &axes[..cut] {
        outer = outer
            .iter()
            .flat_map(|weight| axis.values().iter().map(move |v| *weight * v))
            .collect();
    }
    let inner = axes[cut + 1..].iter().zip(&shape[cut + 1..]);
    let inner: Vec<AxisPart> = inner
        .map(|(vector, length)| AxisPart {
            vector: vector.clone(),
            start: 0,
            length: *length,
            bits: bits_of(*length),
        })
        .collect();
    let width = 1usize << matrix.cut_bits;
    let column_vector = |segment: usize| {
        if matrix.cut_bits == 0 {
            return ColumnVector { parts: inner.clone() };
        }
        let start = segment * width;
        let length = width.min(shape[cut] - start);
        let part = AxisPart {
            vector: axes[cut].clone(),
            start,
            length,
            bits: matrix.cut_bits,
        };
        ColumnVector {
            parts: [&[part], &inner[..]].concat(),
        }
    };
    // Segments that share a column vector, each with its weight.
    let shared: Vec<Vec<(usize, F)>> = match &*axes[cut] {
        AxisVector::Eq(eq) => {
            let high = |segment: usize| {
                (
                    segment,
                    eq_at(&eq.point[matrix.cut_bits as usize..], segment as u64),
                )
            };
            let full = shape[cut] / width;
            let (whole, rest) = (
                (0..full).map(high).collect(),
                (full..matrix.segments).map(high).collect(),
            );
            [whole, rest]
                .into_iter()
                .filter(|segments: &Vec<_>| !segments.is_empty())
                .collect()
        }
        AxisVector::Values(values) if matrix.cut_bits == 0 => {
            vec![values.iter().copied().enumerate().collect()]
        }
        AxisVector::Values(_) => (0..matrix.segments)
            .map(|segment| vec![(segment, from_i64(1))])
            .collect(),
    };
    let piece = |segments: &Vec<(usize, F)>| {
        let columns = column_vector(segments[0].0);
        let scalar = columns.scalar();
        let combined = contraction.and_then(|contraction| {
            contracted(contraction, matrix, shape, axes, segments, *coefficient * scalar)
        });
        let rows = outer.iter().enumerate().flat_map(|(index, weight)| {
            let weight = *weight * scalar;
            segments
                .iter()
                .map(move |(segment, high)| ((index * matrix.segments + segment) as u32, weight * high))
        });
        Piece {
            rows: rows.collect(),
            columns,
            combined,
        }
    };
    shared.iter().map(piece).collect()
}
