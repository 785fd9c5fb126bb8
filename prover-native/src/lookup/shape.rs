//! Compact storage of a level of the tree (protocol.md §2.1): only nodes with a real leaf below them, in address order,
//! with a neutral node at the end of each row of odd length, so that every node's sibling is stored beside it.

use super::Axis;
use crate::field::F;
use crate::kernel::simd::MAX_LANES;

/// A level, or a round's vectors: consecutive segments of equal rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    segments: Vec<Segment>,
    /// Address bits of the whole level.
    bits: u32,
}

/// A block, or at the end all blocks that have shrunk to single nodes: rows along the lowest axis that has bits left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    /// The axes above the row, first most significant.
    outer: Vec<Axis>,
    /// Nodes of a row with a real leaf (or a stored neutral one) below them.
    length: usize,
    /// Address bits of a row.
    bits: u32,
    /// Whether this is the row of blocks that are single nodes.
    tail: bool,
}

impl Segment {
    fn rows(&self) -> usize {
        self.outer.iter().map(|axis| axis.length).product()
    }

    /// Stored nodes of a row: a row that is not a single node has an even number.
    fn stored(&self) -> usize {
        if self.bits == 0 {
            self.length
        } else {
            self.length.next_multiple_of(2)
        }
    }

    /// Takes the next axis with bits for the row once the row is a single node; false if there is none, and for the tail.
    fn widen(&mut self) -> bool {
        if self.tail {
            return false;
        }
        while self.bits == 0 {
            let Some(axis) = self.outer.pop() else {
                return false;
            };
            (self.length, self.bits) = (axis.length, axis.bits);
        }
        true
    }
}

impl Shape {
    /// The leaves of blocks with these axes, in the order of their bases.
    pub(super) fn leaves(blocks: impl Iterator<Item = Vec<Axis>>, bits: u32) -> Self {
        let segment = |axes: Vec<Axis>| Segment {
            outer: axes,
            length: 1,
            bits: 0,
            tail: false,
        };
        Self::gather(blocks.map(segment).collect(), bits)
    }

    /// The level above, unless this is the root: the lowest address bit is gone.
    pub(super) fn parents(&self) -> Option<Self> {
        let bits = self.bits.checked_sub(1)?;
        let halved = |segment: &Segment| Segment {
            outer: segment.outer.clone(),
            length: segment.stored() / 2,
            bits: segment.bits - 1,
            tail: segment.tail,
        };
        Some(Self::gather(self.segments.iter().map(halved).collect(), bits))
    }

    /// Single nodes are the last segments, at consecutive addresses (larger blocks come first): one row holds them.
    fn gather(segments: Vec<Segment>, bits: u32) -> Self {
        let mut kept = Vec::with_capacity(segments.len());
        let mut tail = 0;
        for mut segment in segments {
            if segment.widen() {
                debug_assert_eq!(tail, 0, "blocks are sorted by size");
                kept.push(segment);
            } else {
                tail += segment.length;
            }
        }
        if tail > 0 {
            kept.push(Segment {
                outer: Vec::new(),
                length: tail,
                bits,
                tail: true,
            });
        }
        Self { segments: kept, bits }
    }

    /// Number of stored nodes.
    pub(super) fn len(&self) -> usize {
        self.segments
            .iter()
            .map(|segment| segment.rows() * segment.stored())
            .sum()
    }

    /// (rows, nodes, stored nodes) of each segment.
    fn runs(&self) -> impl DoubleEndedIterator<Item = (usize, usize, usize)> {
        self.segments
            .iter()
            .map(|segment| (segment.rows(), segment.length, segment.stored()))
    }

    /// The segments' (rows, nodes of a row, stored nodes of a row); a block that is not yet a single node has its own
    /// segment, in order, and all others are the last one.
    pub(super) fn rows(&self) -> Vec<(usize, usize, usize)> {
        self.runs().collect()
    }

    /// Number of nodes without the neutral ones at the ends of odd rows.
    pub(super) fn unpadded_len(&self) -> usize {
        self.runs().map(|(rows, length, _)| rows * length).sum()
    }

    /// Whether all rows are even as they are.
    pub(super) fn is_even(&self) -> bool {
        self.runs().all(|(_, length, stored)| length == stored)
    }

    /// Inserts `neutral` at the end of each odd row of `data`, which has `width` entries a node.
    pub(super) fn pad<T: Copy>(&self, data: &mut Vec<T>, width: usize, neutral: T) {
        let (mut from, mut to) = (self.unpadded_len() * width, self.len() * width);
        if from == to {
            return;
        }
        data.resize(to.max(data.len()), neutral);
        for (rows, length, stored) in self.runs().rev() {
            for _ in 0..rows {
                let end = to - (stored - length) * width;
                data.copy_within(from - length * width..from, end - length * width);
                data[end..to].fill(neutral);
                (from, to) = (from - length * width, to - stored * width);
            }
        }
    }

    /// As [`Shape::pad`], into a copy.
    pub(super) fn padded<T: Copy>(&self, data: &[T], width: usize, neutral: T, copy: &mut Vec<T>) {
        copy.clear();
        // Passes read on beyond the end.
        copy.reserve(self.len() * width + 4 * MAX_LANES);
        let mut rest = data;
        for (rows, length, stored) in self.runs() {
            let (own, after) = rest.split_at(rows * length * width);
            rest = after;
            if stored == length {
                copy.extend_from_slice(own);
                continue;
            }
            for row in own.chunks_exact(length * width) {
                copy.extend_from_slice(row);
                copy.extend(std::iter::repeat_n(neutral, (stored - length) * width));
            }
        }
    }

    /// The reverse: drops the entries at the end of each odd row, and returns their sum.
    pub(super) fn unpad(&self, data: &mut Vec<F>) -> F {
        let mut dropped = F::from(0u64);
        if self.is_even() {
            return dropped;
        }
        let (mut from, mut to) = (0, 0);
        for (rows, length, stored) in self.runs() {
            for _ in 0..rows {
                data.copy_within(from..from + length, to);
                dropped += data[from + length..from + stored].iter().sum::<F>();
                (from, to) = (from + stored, to + length);
            }
        }
        data.truncate(to);
        dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lengths: &[usize]) -> Vec<Axis> {
        lengths
            .iter()
            .map(|&length| Axis {
                length,
                bits: length.next_power_of_two().ilog2(),
            })
            .collect()
    }

    /// Lengths of all levels, leaves first.
    fn levels(blocks: &[Vec<Axis>], bits: u32) -> Vec<usize> {
        let mut shape = Shape::leaves(blocks.iter().cloned(), bits);
        let mut lengths = vec![shape.len()];
        while let Some(parents) = shape.parents() {
            shape = parents;
            lengths.push(shape.len());
        }
        lengths
    }

    #[test]
    fn rows_of_five_in_three() {
        // 3·6, 3·(3 + 1), 3·2, then the rows' nodes: 3 + 1, 2, 1.
        assert_eq!(levels(&[block(&[3, 5])], 5), [18, 12, 6, 4, 2, 1]);
    }

    #[test]
    fn blocks_merge_when_they_are_single_nodes() {
        // 8 + 4 + 1 + 1 leaves in 16; the two single leaves form a row at once.
        assert_eq!(
            levels(&[block(&[8]), block(&[2, 2]), block(&[1]), block(&[1, 1])], 4),
            [14, 8, 4, 2, 1]
        );
        assert_eq!(levels(&[block(&[1])], 0), [1]);
        assert_eq!(
            levels(&[block(&[4]), block(&[4]), block(&[4])], 4),
            [12, 6, 4, 2, 1]
        );
    }

    #[test]
    fn padding_and_unpadding() {
        let shape = Shape::leaves([block(&[2, 3]), block(&[1])].into_iter(), 4);
        let elements = |v: &[u64]| v.iter().map(|x| F::from(*x)).collect::<Vec<F>>();
        let mut data = elements(&[1, 2, 3, 4, 5, 6, 7]);
        shape.pad(&mut data, 1, F::from(9u64));
        assert_eq!(data, elements(&[1, 2, 3, 9, 4, 5, 6, 9, 7, 9]));
        assert_eq!(shape.unpad(&mut data), F::from(27u64));
        assert_eq!(data, elements(&[1, 2, 3, 4, 5, 6, 7]));
        let (original, mut pairs, mut copy) =
            ((1..=14).collect::<Vec<i32>>(), (1..=14).collect(), Vec::new());
        shape.pad(&mut pairs, 2, 0);
        shape.padded(&original, 2, 0, &mut copy);
        assert_eq!(copy, pairs);
        assert_eq!(
            pairs,
            [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0, 13, 14, 0, 0]
        );
    }
}
