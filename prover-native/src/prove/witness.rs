//! The values that a proof is about.

use crate::progress::{Stage, StageTimer};
use crate::session::{Model, Options, ProveError, Session};
use crate::values::{self, Small, Values, Witness};

/// Imports what the caller gives, evaluates the derived tensors that the proof needs, and counts multiplicities.
pub(super) fn witness<'a>(
    session: &'a Session,
    model: &'a Model,
    given: &'a [i64],
    options: &Options,
    timer: &mut StageTimer<'_>,
) -> Result<Witness<'a>, ProveError> {
    let circuit = &session.circuit;
    timer.enter(Stage::Import, 0)?;
    let mut values = session.empty_assignment();
    model.assign(circuit, &mut values);
    let is_given = |index, tensor: &_| values::is_witness_value(&session.multiplicity, index, tensor);
    values::import(circuit, is_given, given, options.missing, &mut values)?;
    values::evaluate(circuit, session.needed.iter().copied(), &mut values);
    timer.progress.check()?;
    let counts = values::multiplicities(circuit, &values, options.missing)?;
    for (table, counts) in circuit.tables.iter().zip(counts) {
        values[table.multiplicity] = Some(Values::Small(Small::new(counts)));
    }
    Ok(Witness {
        circuit,
        layout: &session.layout,
        hidden: &session.hidden,
        values,
    })
}
