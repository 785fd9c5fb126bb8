//! Tables of multiples: with them a signed digit of a scalar is one addition.

use super::bases;
use super::digits;
use super::segments::{Segments, Workspace};
use super::tables::{Cache, Tables};
use crate::curve::addition::{Scratch, double_all};
use crate::curve::{Point, Projective, blinder_generator};
use crate::field::F;
use crate::kernel::simd::{Engine, Kernel, dispatch};
use ark_ec::{AdditiveGroup, CurveGroup};
use ark_pallas::FqConfig;
use rayon::prelude::*;
use std::sync::OnceLock;

/// Bits of a digit.
pub(super) const WIDTH: u32 = 8;
/// Multiples of a base: those of digits 1 … 2^(WIDTH − 1).
pub(super) const MULTIPLES: usize = 1 << (WIDTH - 1);
/// Bases that a task makes the multiples of.
const CHUNK: usize = 32;

/// digit·2^(WIDTH·k)·base for a base of each column.
pub(super) struct Multiples(Tables);

impl Multiples {
    /// Those of the first `count` digits for at least `generators` generators, kept for the life of the process.
    pub(super) fn of_generators(count: usize, generators: usize) -> Self {
        static CACHE: Cache = Cache::new();
        Self(CACHE.tables(WIDTH, count, generators * MULTIPLES, |known| {
            of_digit(known.len(), generators)
        }))
    }

    /// What they take for `count` digits of `generators` generators.
    pub(super) const fn bytes(count: usize, generators: usize) -> usize {
        count * generators * MULTIPLES * size_of::<Point>()
    }

    /// digit·2^(WIDTH·k)·g_column; the digit is not 0.
    #[inline(always)]
    pub(super) fn point(&self, k: usize, column: usize, digit: i64) -> Point {
        self.0[k][column * MULTIPLES + digit.unsigned_abs() as usize - 1].signed(digit < 0)
    }
}

/// The multiples of 2^(WIDTH·k)·h, one k after the other.
pub(super) fn of_blinder_generator() -> &'static [Point] {
    static TABLE: OnceLock<Vec<Point>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let next = |h: &Projective| Some((0..WIDTH).fold(*h, |h, _| h.double()));
        let shifted = std::iter::successors(Some(Projective::from(blinder_generator())), next);
        let shifted: Vec<Projective> = shifted.take(digits::count(255, WIDTH)).collect();
        let shifted: Vec<Point> = Projective::normalize_batch(&shifted)
            .into_iter()
            .map(Point::from)
            .collect();
        // By this thread alone: the first to ask is a task already, and may not wait for others, which would ask too.
        let mut table = vec![Point::INFINITY; shifted.len() * MULTIPLES];
        let bases = &shifted[..];
        dispatch(Fill {
            table: &mut table,
            bases,
        });
        table
    })
}

/// Calls `point(index, negative)` for points of [`of_blinder_generator`] that add up, with their signs, to blinder·h.
pub(super) fn for_each_of_blinder(blinder: &F, mut point: impl FnMut(usize, bool)) {
    for (k, digit) in digits::of_scalar(blinder, WIDTH).enumerate() {
        if digit != 0 {
            point(k * MULTIPLES + digit.unsigned_abs() as usize - 1, digit < 0);
        }
    }
}

/// The table of digit k, for `generators` columns.
fn of_digit(k: usize, generators: usize) -> Vec<Point> {
    let bases = &bases::shifted(WIDTH, k + 1, generators)[k][..generators];
    let mut table = vec![Point::INFINITY; generators * MULTIPLES];
    table
        .par_chunks_mut(CHUNK * MULTIPLES)
        .zip(bases.par_chunks(CHUNK))
        .for_each(|(table, bases)| dispatch(Fill { table, bases }));
    table
}

/// Fills a table with the multiples of its bases.
struct Fill<'a> {
    table: &'a mut [Point],
    bases: &'a [Point],
}

impl Kernel for Fill<'_> {
    type Modulus = FqConfig;
    type Output = ();

    /// From multiples 1 … m of each base those to 2m, for m = 1, 2, 4, …: m + i = m and i, and 2m is a double.
    fn run<E: Engine<Modulus = FqConfig>>(self, e: E) {
        let Self { table, bases } = self;
        let (mut doubles, mut scratch) = (bases.to_vec(), Scratch::default());
        let (mut sums, mut work) = (Segments::default(), Workspace::default());
        for (row, base) in table.chunks_exact_mut(MULTIPLES).zip(bases) {
            row[0] = *base;
        }
        let mut m = 1;
        while m < MULTIPLES {
            double_all(e, &mut scratch, &mut doubles);
            sums.clear();
            for row in table.chunks_exact(MULTIPLES) {
                for other in &row[..m - 1] {
                    sums.push(row[m - 1]);
                    sums.push(*other);
                    sums.close();
                }
            }
            sums.sum(e, &mut work);
            for (i, (row, double)) in table.chunks_exact_mut(MULTIPLES).zip(&doubles).enumerate() {
                for (j, sum) in row[m..2 * m - 1].iter_mut().enumerate() {
                    *sum = sums.list(i * (m - 1) + j)[0];
                }
                row[2 * m - 1] = *double;
            }
            m *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables;
    use super::*;
    use crate::curve::{self, generators};
    use crate::field::from_i64;

    #[test]
    fn digits_times_shifted_generators() {
        let multiples = Multiples::of_generators(2, 40);
        let generators = generators(40);
        for (k, column, digit) in [
            (0, 0, 1),
            (0, 39, -128),
            (1, 3, 2),
            (1, 33, -77),
            (0, 5, 127),
            (1, 39, 128),
        ] {
            let expected = generators[column] * from_i64(digit << (WIDTH as usize * k));
            let point = multiples.point(k, column, digit).affine();
            assert_eq!(point, expected.into_affine(), "{k} {column} {digit}");
        }
    }

    #[test]
    fn tables_of_several_lengths() {
        let extended = |known: &Tables, count: usize, generators: usize| {
            let next = |known: &[_]| of_digit(known.len(), generators);
            tables::extended(known, count, generators * MULTIPLES, next)
        };
        let check = |tables: &Tables, generators: usize| {
            let all = curve::generators(generators);
            for (k, table) in tables.iter().enumerate() {
                let expected = all[generators - 1] * from_i64(3 << (WIDTH as usize * k));
                let point = table[(generators - 1) * MULTIPLES + 2];
                assert_eq!(point.affine(), expected.into_affine(), "digit {k}");
            }
        };
        let mut known = Vec::new();
        for (count, generators, kept) in [
            (1, 40, 1),
            (2, 20, 2),
            (1, 30, 1),
            (3, 20, 3),
            (2, 40, 2),
            (1, 10, 2),
            (1, 50, 1),
        ] {
            known = extended(&known, count, generators);
            assert_eq!(known.len(), kept);
            check(&known, generators);
        }
        // What the first digit's table lacks does not come from the second's.
        let longer = extended(&Vec::new(), 2, 50);
        let mixed = vec![extended(&Vec::new(), 1, 40)[0].clone(), longer[1].clone()];
        check(&extended(&mixed, 1, 50), 50);
    }

    #[test]
    fn blinders_times_h() {
        for blinder in [
            from_i64(1),
            from_i64(-1),
            from_i64(128),
            from_i64(0x1234_5678_9abc_def1),
        ] {
            let mut sum = Projective::ZERO;
            for_each_of_blinder(&blinder, |index, negative| {
                sum += of_blinder_generator()[index].signed(negative).affine();
            });
            assert_eq!(sum, blinder_generator() * blinder);
        }
    }
}
