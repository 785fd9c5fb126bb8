//! LEAVES, PROOF_LENGTH, COVECTORS, WORK: bounds on what a circuit may cost. Everything is counted, nothing is built.

use super::refusal::{Checked, Rule, require};
use crate::circuit::limits::{MAX_COVECTORS, MAX_MESSAGE_BYTES, MAX_ROWS, MAX_VARIABLES, MAX_WORK};
use crate::circuit::{Circuit, CovectorCounts, ProductAxes, Term, rows_of};
use crate::plan::Plan;

pub(super) fn check(circuit: &Circuit) -> Checked {
    leaves(circuit)?;
    products(circuit)?;
    let rows = circuit
        .tensors
        .iter()
        .filter_map(|tensor| rows_of(circuit, tensor));
    let rows = rows.fold(0u64, u64::saturating_add);
    require(rows <= MAX_ROWS, Rule::ProofLength, || {
        format!("{rows} rows, more than {MAX_ROWS}")
    })?;
    let counts = CovectorCounts::new(circuit);
    let bytes = Plan::from_counts(circuit, &counts).message_bytes;
    require(bytes <= MAX_MESSAGE_BYTES, Rule::ProofLength, || {
        format!("the messages take {bytes} bytes")
    })?;
    let covectors = counts.total();
    require(covectors <= MAX_COVECTORS, Rule::Covectors, || {
        format!("{covectors} covectors reach tensors, more than {MAX_COVECTORS}")
    })?;
    let work = counts.work(circuit);
    require(work <= MAX_WORK, Rule::Work, || {
        format!("{work} units of work, more than {MAX_WORK}")
    })?;
    let entries = counts.derived_entries(circuit);
    require(entries <= MAX_WORK, Rule::Work, || {
        format!("{entries} entries of covectors on derived tensors, more than {MAX_WORK}")
    })
}

fn leaves(circuit: &Circuit) -> Checked {
    let lookups = circuit.lookups.iter().map(|lookup| lookup.keys[0]);
    let tables = circuit.tree_tables().map(|(_, table)| table.multiplicity);
    let blocks = lookups
        .chain(tables)
        .map(|tensor| 1 << circuit.tensors[tensor].bits());
    let leaves = blocks.fold(0u64, u64::saturating_add);
    require(leaves <= 1 << MAX_VARIABLES, Rule::Leaves, || {
        format!("the lookup tree has {leaves} leaves")
    })
}

fn products(circuit: &Circuit) -> Checked {
    for tensor in &circuit.tensors {
        for term in tensor.terms() {
            if let Term::Box(term) = term
                && term.operands.len() == 2
            {
                let variables = ProductAxes::new(term).bits(term);
                require(variables <= MAX_VARIABLES, Rule::Leaves, || {
                    format!("a product of tensor {} has {variables} variables", tensor.name)
                })?;
            }
        }
    }
    Ok(())
}
