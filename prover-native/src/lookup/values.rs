//! The values that the lookups compare (protocol.md §4): keys and tables as blocks of the tree, and direct tables.

use super::{Axis, Block, Column, DirectTable};
use crate::circuit::{LeafBlock, Table, bits_of};
use crate::values::{Assignment, Values, Witness};

/// What the argument is about.
pub struct LookupValues<'v> {
    /// By their place in the tree.
    pub blocks: Vec<Block<'v>>,
    /// In the order of tables.
    pub direct: Vec<DirectTable<'v>>,
}

impl<'v> LookupValues<'v> {
    /// # Panics
    /// If a key, a column or a multiplicity has no values.
    pub fn new(witness: &'v Witness<'_>) -> Self {
        let values = &witness.values;
        let direct = witness
            .circuit
            .direct_tables()
            .map(|(number, table)| DirectTable {
                tag: tag(number),
                columns: table
                    .columns
                    .iter()
                    .map(|column| small(values, *column))
                    .collect(),
                multiplicities: small(values, table.multiplicity),
            });
        Self {
            blocks: blocks(witness),
            direct: direct.collect(),
        }
    }
}

fn tag(table: usize) -> u64 {
    table as u64 + 1
}

fn small<'v>(values: &'v Assignment<'_>, tensor: usize) -> &'v [i64] {
    let values = values[tensor].as_ref().and_then(|values| values.small());
    values.expect("integers of sources")
}

/// Lookups and tables (§11, rule 15) by their place in the tree.
fn blocks<'v>(witness: &'v Witness<'_>) -> Vec<Block<'v>> {
    let (circuit, values) = (witness.circuit, &witness.values);
    let axes = |tensor: usize| {
        let axis = |length: &usize| Axis {
            length: *length,
            bits: bits_of(*length),
        };
        circuit.tensors[tensor].shape.iter().map(axis).collect()
    };
    let column = |tensor: &usize| match values[*tensor].as_ref().expect("values of keys and columns") {
        Values::Small(small) => Column::Small(small.data()),
        Values::Field(elements) => Column::Field(elements),
    };
    let (lookup_blocks, table_blocks) = witness.layout.leaves.split_at(circuit.lookups.len());
    let lookups = circuit
        .lookups
        .iter()
        .zip(lookup_blocks)
        .map(|(lookup, place)| Block {
            axes: axes(lookup.keys[0]),
            base: place.base,
            tag: tag(lookup.table),
            columns: lookup.keys.iter().map(column).collect(),
            multiplicities: None,
        });
    let table = |((number, table), place): ((usize, &Table), &LeafBlock)| Block {
        axes: axes(table.multiplicity),
        base: place.base,
        tag: tag(number),
        columns: table.columns.iter().map(column).collect(),
        multiplicities: Some(small(values, table.multiplicity)),
    };
    let mut blocks: Vec<Block<'_>> = lookups
        .chain(circuit.tree_tables().zip(table_blocks).map(table))
        .collect();
    blocks.sort_by_key(|block| block.base);
    blocks
}
