use super::bytes::{Malformed, Reader, put_lengths, put_list, put_number, put_string, put_svar};
use super::limits::{MAX_BOX_AXES, MAX_BYTES, MAX_CONSTANTS, MAX_RANK, MAX_WIDTH_BITS, PORT_COLUMN_BITS};
use super::{
    Body, BoxTerm, Circuit, CommittedKind, IndexEntry, IndexTerm, LAST_VALUE_TYPE, Lookup, Operand, Part,
    Port, Range, SLICED, SliceScales, Table, Tensor, Term,
};
use crate::field::to_bytes;
use ark_ff::Zero;
use sha3::{Digest, Sha3_256};

/// Of circuits whose ports' rows have the usual width, and of those that say how wide each is.
const FORMAT_VERSION: u32 = 1;
const PORTS_VERSION: u32 = 2;

/// circuit digest = SHA3-256(circuit bytes).
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha3_256::digest(bytes).into()
}

/// Parses circuit bytes (formats.md §1). What needs more than the grammar is the validator's.
///
/// # Errors
/// [`Malformed`] where the grammar is broken; accepted bytes are canonical: encoding the circuit gives them again.
pub fn decode(bytes: &[u8]) -> Result<Circuit, Malformed> {
    let mut r = Reader::new(bytes);
    if bytes.len() > MAX_BYTES {
        return r.fail("more than 256 MiB");
    }
    let port_widths = match r.u32()? {
        FORMAT_VERSION => false,
        PORTS_VERSION => true,
        _ => return r.fail("unknown format version (this prover knows 1 and 2)"),
    };
    let semantics_version = r.u32()?;
    let public_weights = r.u8_at_most(1, "weight visibility")? == 1;
    let width_bits = r.u8_at_most(MAX_WIDTH_BITS as u8, "width above 2^16")?.into();
    let mut tensors = Vec::new();
    for _ in 0..r.count(6)? {
        let tensor = read_tensor(&mut r, &tensors, port_widths)?;
        tensors.push(tensor);
    }
    let tables: Vec<Table> = list(&mut r, 11, read_table)?;
    let lookups = list(&mut r, 8, |r| read_lookup(r, &tables))?;
    let zeros = list(&mut r, 4, |r| r.number())?;
    let inputs = list(&mut r, 7, read_port)?;
    let outputs = list(&mut r, 7, read_port)?;
    r.end()?;
    if port_widths && tensors.iter().all(Tensor::has_usual_width) {
        return r.fail("a circuit of format version 1 as one of version 2");
    }
    Ok(Circuit {
        semantics_version,
        public_weights,
        width_bits,
        tensors,
        tables,
        lookups,
        zeros,
        inputs,
        outputs,
    })
}

fn list<T>(
    r: &mut Reader<'_>,
    smallest: usize,
    mut element: impl FnMut(&mut Reader<'_>) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    (0..r.count(smallest)?).map(|_| element(r)).collect()
}

fn read_tensor(r: &mut Reader<'_>, earlier: &[Tensor], port_widths: bool) -> Result<Tensor, Malformed> {
    let name = r.string()?;
    let kind = r.u8_at_most(7, "tensor kind")?;
    let shape = r.lengths(MAX_RANK)?;
    let mut tensor = Tensor {
        name,
        shape,
        body: Body::Derived { terms: Vec::new() },
    };
    tensor.body = match kind {
        0 if tensor.size() > MAX_CONSTANTS => return r.fail("more than 2^24 constants"),
        0 => Body::Const {
            values: r.deltas(tensor.size() as usize)?,
        },
        1 => Body::Iota { start: r.i64()? },
        2 => Body::Public {
            range: read_range(r)?,
            scale_exponent: r.i32()?,
        },
        3 => read_committed(r, CommittedKind::Model, &tensor, port_widths)?,
        4 => read_committed(r, CommittedKind::Input, &tensor, port_widths)?,
        5 => read_committed(r, CommittedKind::Output, &tensor, port_widths)?,
        6 => Body::Witness {
            range: read_range(r)?,
        },
        _ => Body::Derived {
            terms: list(r, 34, |r| read_term(r, tensor.shape.len(), earlier))?,
        },
    };
    Ok(tensor)
}

fn read_range(r: &mut Reader<'_>) -> Result<Range, Malformed> {
    Ok(Range {
        lo: r.i64()?,
        hi: r.i64()?,
    })
}

fn read_committed(
    r: &mut Reader<'_>,
    kind: CommittedKind,
    tensor: &Tensor,
    port_widths: bool,
) -> Result<Body, Malformed> {
    let (range, scale_exponent) = (read_range(r)?, r.i32()?);
    let column_bits = if port_widths || kind == CommittedKind::Model {
        r.u8()?.into()
    } else {
        tensor.bits().min(PORT_COLUMN_BITS)
    };
    let axis_names = tensor
        .shape
        .iter()
        .map(|_| r.string())
        .collect::<Result<_, _>>()?;
    Ok(Body::Committed {
        kind,
        range,
        scale_exponent,
        column_bits,
        axis_names,
    })
}

fn read_term(r: &mut Reader<'_>, rank: usize, earlier: &[Tensor]) -> Result<Term, Malformed> {
    let form = r.u8_at_most(1, "term form")?;
    let coefficient = r.scalar()?;
    if coefficient.is_zero() {
        return r.fail("coefficient 0");
    }
    if form == 1 {
        let tensor = read_operand_tensor(r, earlier)?;
        let (mut last, mut first) = ((0i64, 0i64), true);
        let pairs = list(r, 2, |r| {
            let pair = (last.0.wrapping_add(r.svar()?), last.1.wrapping_add(r.svar()?));
            if !first && pair < last {
                return r.fail("index table not sorted");
            }
            (last, first) = (pair, false);
            Ok(pair)
        })?;
        return Ok(Term::Index(IndexTerm {
            coefficient,
            tensor,
            pairs,
        }));
    }
    let lengths = r.lengths(MAX_BOX_AXES)?;
    let result = read_map(r, rank)?;
    let operands = (0..r.u8_at_most(2, "more than two operands")?)
        .map(|_| {
            let tensor = read_operand_tensor(r, earlier)?;
            Ok(Operand {
                tensor,
                map: read_map(r, earlier[tensor].shape.len())?,
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(Term::Box(BoxTerm {
        coefficient,
        lengths,
        result,
        operands,
    }))
}

fn read_operand_tensor(r: &mut Reader<'_>, earlier: &[Tensor]) -> Result<usize, Malformed> {
    match r.number()? {
        tensor if tensor < earlier.len() => Ok(tensor),
        _ => r.fail("operand is not an earlier tensor"),
    }
}

fn read_map(r: &mut Reader<'_>, rank: usize) -> Result<Vec<IndexEntry>, Malformed> {
    (0..rank).map(|_| read_entry(r)).collect()
}

fn read_entry(r: &mut Reader<'_>) -> Result<IndexEntry, Malformed> {
    let offset = r.i64()?;
    let mut parts: Vec<Part> = Vec::new();
    for _ in 0..r.u8()? {
        let (axis, coefficient) = (r.u8()?.into(), r.i64()?);
        if coefficient == 0 || parts.last().is_some_and(|last| last.axis >= axis) {
            return r.fail("index-map entry");
        }
        parts.push(Part { axis, coefficient });
    }
    Ok(IndexEntry { offset, parts })
}

fn read_table(r: &mut Reader<'_>) -> Result<Table, Malformed> {
    let count = r.u8()?;
    let columns = (0..count).map(|_| r.number()).collect::<Result<_, _>>()?;
    let arguments = r.u8_at_most(count, "argument count")?.into();
    if arguments == 0 {
        return r.fail("argument count 0");
    }
    Ok(Table {
        columns,
        arguments,
        direct: r.u8_at_most(1, "table kind")? == 1,
        multiplicity: r.number()?,
    })
}

fn read_lookup(r: &mut Reader<'_>, tables: &[Table]) -> Result<Lookup, Malformed> {
    let table = r.number()?;
    let Some(columns) = tables.get(table).map(|table| table.columns.len()) else {
        return r.fail("unknown table");
    };
    Ok(Lookup {
        table,
        keys: (0..columns).map(|_| r.number()).collect::<Result<_, _>>()?,
    })
}

fn read_port(r: &mut Reader<'_>) -> Result<Port, Malformed> {
    let name = r.string()?;
    let value_type = r.u8_at_most(LAST_VALUE_TYPE, "value type")?;
    let shape = r.lengths(MAX_RANK)?;
    let slices = match value_type {
        SLICED => Some(read_slices(r, &shape)?),
        _ => None,
    };
    Ok(Port {
        name,
        value_type,
        shape,
        slices,
        tensor: r.number()?,
    })
}

fn read_slices(r: &mut Reader<'_>, shape: &[usize]) -> Result<SliceScales, Malformed> {
    let axis = usize::from(r.u8()?);
    let Some(&slices) = shape.get(axis) else {
        return r.fail("axis of scales");
    };
    let exponents = (0..slices).map(|_| r.i32()).collect::<Result<_, _>>()?;
    Ok(SliceScales { axis, exponents })
}

/// The canonical bytes of a circuit.
///
/// # Panics
/// If a name is longer than 255 bytes, or a count or length does not fit its field.
pub fn encode(circuit: &Circuit) -> Vec<u8> {
    let mut out = Vec::new();
    let port_widths = !circuit.tensors.iter().all(Tensor::has_usual_width);
    let version = [FORMAT_VERSION, PORTS_VERSION][usize::from(port_widths)];
    out.extend_from_slice(&version.to_le_bytes());
    out.extend_from_slice(&circuit.semantics_version.to_le_bytes());
    out.push(circuit.public_weights.into());
    out.push(circuit.width_bits as u8);
    put_list(&mut out, &circuit.tensors, |out, tensor| {
        put_tensor(out, tensor, port_widths);
    });
    put_list(&mut out, &circuit.tables, |out, table| {
        out.push(table.columns.len() as u8);
        table.columns.iter().for_each(|column| put_number(out, *column));
        out.push(table.arguments as u8);
        out.push(table.direct.into());
        put_number(out, table.multiplicity);
    });
    put_list(&mut out, &circuit.lookups, |out, lookup| {
        put_number(out, lookup.table);
        lookup.keys.iter().for_each(|key| put_number(out, *key));
    });
    put_list(&mut out, &circuit.zeros, |out, zero| put_number(out, *zero));
    for ports in [&circuit.inputs, &circuit.outputs] {
        put_list(&mut out, ports, |out, port| {
            put_string(out, &port.name);
            out.push(port.value_type);
            put_lengths(out, &port.shape);
            if let Some(slices) = &port.slices {
                out.push(slices.axis as u8);
                for exponent in &slices.exponents {
                    out.extend_from_slice(&exponent.to_le_bytes());
                }
            }
            put_number(out, port.tensor);
        });
    }
    out
}

fn put_range(out: &mut Vec<u8>, range: &Range) {
    out.extend_from_slice(&range.lo.to_le_bytes());
    out.extend_from_slice(&range.hi.to_le_bytes());
}

fn put_tensor(out: &mut Vec<u8>, tensor: &Tensor, port_widths: bool) {
    put_string(out, &tensor.name);
    out.push(match &tensor.body {
        Body::Const { .. } => 0,
        Body::Iota { .. } => 1,
        Body::Public { .. } => 2,
        Body::Committed {
            kind: CommittedKind::Model,
            ..
        } => 3,
        Body::Committed {
            kind: CommittedKind::Input,
            ..
        } => 4,
        Body::Committed {
            kind: CommittedKind::Output,
            ..
        } => 5,
        Body::Witness { .. } => 6,
        Body::Derived { .. } => 7,
    });
    put_lengths(out, &tensor.shape);
    match &tensor.body {
        Body::Const { values } => {
            let mut last = 0i64;
            for value in values {
                put_svar(out, value.wrapping_sub(last));
                last = *value;
            }
        }
        Body::Iota { start } => out.extend_from_slice(&start.to_le_bytes()),
        Body::Public {
            range,
            scale_exponent,
        } => {
            put_range(out, range);
            out.extend_from_slice(&scale_exponent.to_le_bytes());
        }
        Body::Committed {
            kind,
            range,
            scale_exponent,
            column_bits,
            axis_names,
        } => {
            put_range(out, range);
            out.extend_from_slice(&scale_exponent.to_le_bytes());
            if port_widths || *kind == CommittedKind::Model {
                out.push(*column_bits as u8);
            }
            axis_names.iter().for_each(|name| put_string(out, name));
        }
        Body::Witness { range } => put_range(out, range),
        Body::Derived { terms } => put_list(out, terms, put_term),
    }
}

fn put_term(out: &mut Vec<u8>, term: &Term) {
    match term {
        Term::Index(term) => {
            out.push(1);
            out.extend_from_slice(&to_bytes(&term.coefficient));
            put_number(out, term.tensor);
            let mut last = (0i64, 0i64);
            put_list(out, &term.pairs, |out, pair| {
                put_svar(out, pair.0.wrapping_sub(last.0));
                put_svar(out, pair.1.wrapping_sub(last.1));
                last = *pair;
            });
        }
        Term::Box(term) => {
            out.push(0);
            out.extend_from_slice(&to_bytes(&term.coefficient));
            put_lengths(out, &term.lengths);
            put_map(out, &term.result);
            out.push(term.operands.len() as u8);
            for operand in &term.operands {
                put_number(out, operand.tensor);
                put_map(out, &operand.map);
            }
        }
    }
}

fn put_map(out: &mut Vec<u8>, map: &[IndexEntry]) {
    for entry in map {
        out.extend_from_slice(&entry.offset.to_le_bytes());
        out.push(entry.parts.len() as u8);
        for part in &entry.parts {
            out.push(part.axis as u8);
            out.extend_from_slice(&part.coefficient.to_le_bytes());
        }
    }
}
