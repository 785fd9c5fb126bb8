use super::{Assignment, Values};
use crate::circuit::{Circuit, Lookup, Table};
use crate::field::to_bytes;
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use zeroize::Zeroizing;

/// A key tuple that is no row of its table. Never says which value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lookup {lookup} (key tensor '{tensor}'): cell {cell} is not in the table")]
pub struct Unsatisfied {
    /// Number of the lookup.
    pub lookup: usize,
    /// Name of its first key tensor.
    pub tensor: String,
    /// Row-major cell number.
    pub cell: usize,
}

/// What to do with a key that is in no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMissing {
    /// Refuse.
    Refuse,
    /// Count it nowhere: a prover for tests.
    #[cfg(any(test, feature = "test-prover"))]
    Ignore,
}

/// For each table its multiplicities: each looked-up tuple counted at the first equal row. Uses rayon's current pool.
///
/// # Errors
/// [`Unsatisfied`], the first one in order of lookups and cells.
///
/// # Panics
/// If a key or column has no values.
pub fn multiplicities(
    circuit: &Circuit,
    values: &Assignment<'_>,
    missing: OnMissing,
) -> Result<Vec<Vec<i64>>, Unsatisfied> {
    let rows = |table: &Table| circuit.tensors[table.multiplicity].size() as usize;
    let mut looked_up = vec![false; circuit.tables.len()];
    circuit
        .lookups
        .iter()
        .for_each(|lookup| looked_up[lookup.table] = true);
    let indices: Vec<Option<Index<'_>>> = circuit
        .tables
        .par_iter()
        .zip(&looked_up)
        .map(|(table, looked_up)| looked_up.then(|| Index::new(values, table, rows(table))))
        .collect();
    let found: Vec<Result<Zeroizing<Vec<usize>>, Unsatisfied>> = circuit
        .lookups
        .par_iter()
        .enumerate()
        .map(|(number, lookup)| {
            let index = indices[lookup.table].as_ref().expect("a table with lookups");
            rows_found(circuit, values, number, lookup, index, missing)
        })
        .collect();
    let found = found.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut counts: Vec<Vec<i64>> = circuit.tables.iter().map(|table| vec![0; rows(table)]).collect();
    for (lookup, found) in circuit.lookups.iter().zip(&found) {
        let count = &mut counts[lookup.table];
        found.iter().for_each(|row| count[*row] += 1);
    }
    Ok(counts)
}

/// The row of each cell of a lookup, in order; of those that have one. Cells and not counts of rows, which may be many more.
fn rows_found(
    circuit: &Circuit,
    values: &Assignment<'_>,
    number: usize,
    lookup: &Lookup,
    index: &Index<'_>,
    missing: OnMissing,
) -> Result<Zeroizing<Vec<usize>>, Unsatisfied> {
    let keys: Vec<&Values<'_>> = columns(values, &lookup.keys);
    let cells = keys[0].len();
    let mut found = Zeroizing::new(Vec::with_capacity(cells));
    let refuse = |cell| Unsatisfied {
        lookup: number,
        tensor: circuit.tensors[lookup.keys[0]].name.clone(),
        cell,
    };
    let mut tally = |cell: usize, row: Option<usize>| match row {
        Some(row) => {
            found.push(row);
            Ok(())
        }
        None if missing == OnMissing::Refuse => Err(refuse(cell)),
        None => Ok(()),
    };
    match (index, integers(&keys)) {
        (Index::Contiguous { start, columns }, Some(keys)) => (0..cells).try_for_each(|cell| {
            let row = usize::try_from(keys[0][cell].wrapping_sub(*start))
                .ok()
                .filter(|row| *row < columns[0].len());
            tally(
                cell,
                row.filter(|row| {
                    keys[1..]
                        .iter()
                        .zip(&columns[1..])
                        .all(|(k, c)| k[cell] == c[*row])
                }),
            )
        }),
        (Index::Single(rows), Some(keys)) => {
            (0..cells).try_for_each(|cell| tally(cell, rows.get(&keys[0][cell]).map(|row| *row as usize)))
        }
        (Index::Tuples(rows), Some(keys)) => {
            let mut tuple = vec![0; keys.len()];
            (0..cells).try_for_each(|cell| {
                tuple
                    .iter_mut()
                    .zip(&keys)
                    .for_each(|(own, key)| *own = key[cell]);
                tally(cell, rows.get(&tuple[..]).map(|row| *row as usize))
            })
        }
        (Index::Elements(rows), _) => (0..cells)
            .try_for_each(|cell| tally(cell, rows.get(&encoded(&keys, cell)).map(|row| *row as usize))),
        // Keys beyond 64 bits against a table of integers: a row can still match where the elements are integers.
        (index, None) => {
            let rows = index.elements();
            (0..cells)
                .try_for_each(|cell| tally(cell, rows.get(&encoded(&keys, cell)).map(|row| *row as usize)))
        }
    }?;
    Ok(found)
}

/// How to find the first row that equals a tuple.
enum Index<'a> {
    /// The first column counts up from `start`: the row follows, the other columns are compared.
    Contiguous { start: i64, columns: Vec<&'a [i64]> },
    /// One column.
    Single(HashMap<i64, u32, BuildHasherDefault<Mix>>),
    /// Several columns.
    Tuples(HashMap<Box<[i64]>, u32, BuildHasherDefault<Mix>>),
    /// Columns with field elements.
    Elements(HashMap<Vec<u8>, u32>),
}

impl<'a> Index<'a> {
    fn new(values: &'a Assignment<'_>, table: &Table, rows: usize) -> Self {
        let elements = columns(values, &table.columns);
        let Some(integers) = integers(&elements) else {
            return Index::Elements(first_rows(rows, |row| encoded(&elements, row)));
        };
        let start = integers[0][0];
        if integers[0]
            .iter()
            .zip(0i64..)
            .all(|(value, row)| start.checked_add(row) == Some(*value))
        {
            return Index::Contiguous {
                start,
                columns: integers,
            };
        }
        match integers[..] {
            [column] => Index::Single(first_rows(rows, |row| column[row])),
            _ => Index::Tuples(first_rows(rows, |row| {
                integers.iter().map(|column| column[row]).collect()
            })),
        }
    }

    fn elements(&self) -> HashMap<Vec<u8>, u32> {
        use crate::field::from_i64;
        let encode = |tuple: &[i64]| {
            tuple
                .iter()
                .flat_map(|v| to_bytes(&from_i64(*v)))
                .collect::<Vec<u8>>()
        };
        match self {
            Index::Contiguous { columns, .. } => first_rows(columns[0].len(), |row| {
                encode(&columns.iter().map(|column| column[row]).collect::<Vec<_>>())
            }),
            Index::Single(rows) => rows
                .iter()
                .map(|(value, row)| (encode(&[*value]), *row))
                .collect(),
            Index::Tuples(rows) => rows.iter().map(|(tuple, row)| (encode(tuple), *row)).collect(),
            Index::Elements(rows) => rows.clone(),
        }
    }
}

fn first_rows<K: std::hash::Hash + Eq, S: std::hash::BuildHasher + Default>(
    rows: usize,
    key: impl Fn(usize) -> K,
) -> HashMap<K, u32, S> {
    let mut first = HashMap::with_capacity_and_hasher(rows, S::default());
    for row in 0..rows {
        first.entry(key(row)).or_insert(row as u32);
    }
    first
}

fn columns<'v, 'a>(values: &'v Assignment<'a>, tensors: &[usize]) -> Vec<&'v Values<'a>> {
    tensors
        .iter()
        .map(|tensor| values[*tensor].as_ref().expect("values of keys and columns"))
        .collect()
}

fn integers<'v>(columns: &[&'v Values<'_>]) -> Option<Vec<&'v [i64]>> {
    columns.iter().map(|column| column.small()).collect()
}

fn encoded(columns: &[&Values<'_>], cell: usize) -> Vec<u8> {
    columns
        .iter()
        .flat_map(|column| to_bytes(&column.at(cell)))
        .collect()
}

/// A fast hash of integers. Tables are public, so nobody gains from choosing collisions against himself.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn write_i64(&mut self, value: i64) {
        self.write_u64(value as u64);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}
