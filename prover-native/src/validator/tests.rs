use super::*;
use crate::circuit::{Body, IndexEntry, Operand, Range, Tensor, Term};
use crate::field::from_i64;
use crate::values::example::{A, B, Example, W, Z};

fn refusal(change: impl FnOnce(&mut Circuit)) -> String {
    let mut circuit = Example::new().circuit;
    change(&mut circuit);
    validate(&circuit).unwrap_err().to_string()
}

fn terms(circuit: &mut Circuit) -> &mut Vec<Term> {
    match &mut circuit.tensors[Z].body {
        Body::Derived { terms } => terms,
        _ => unreachable!(),
    }
}

/// What the verifier says for the same rules.
#[test]
fn refusals_say_what_was_found_and_where() {
    let range = |tensor: usize, lo, hi| {
        move |circuit: &mut Circuit| {
            circuit.tensors[tensor].body = Body::Witness {
                range: Range { lo, hi },
            }
        }
    };
    assert_eq!(
        refusal(range(A, 5, 4)),
        "invalid circuit: RANGE: tensor a declares [5, 4]"
    );
    assert_eq!(
        refusal(|circuit| circuit.semantics_version = 7),
        "invalid circuit: SEMANTICS: version 7, known is 1"
    );
    assert_eq!(
        refusal(|circuit| circuit.tensors[W].name = "a".to_owned()),
        "invalid circuit: NAME: tensor a"
    );
    assert_eq!(
        refusal(|circuit| circuit.tensors[W].shape = vec![0]),
        "invalid circuit: LENGTH: tensor w has shape [0]"
    );
    assert_eq!(
        refusal(|circuit| circuit.tensors[W].shape = vec![1; 9]),
        "invalid circuit: LENGTH: tensor w has 9 axes"
    );
    assert_eq!(
        refusal(|circuit| circuit.width_bits = 0),
        "invalid circuit: WIDTH: tensor b of 2 bits has 1 column bits, c = 0"
    );
    assert_eq!(
        refusal(|_| {}),
        "invalid circuit: ARGUMENT: argument column column of table 0"
    );
    assert_eq!(
        refusal(|circuit| {
            circuit.tables.clear();
            circuit.lookups.clear();
            circuit.zeros = vec![99];
        }),
        "invalid circuit: REFERENCE: zero names tensor number 99"
    );
}

#[test]
fn terms_are_checked_in_the_order_of_the_table() {
    let box_term = |circuit: &mut Circuit, change: &dyn Fn(&mut crate::circuit::BoxTerm)| {
        let Term::Box(term) = &mut terms(circuit)[0] else {
            unreachable!()
        };
        change(term);
    };
    let with = |change: &dyn Fn(&mut crate::circuit::BoxTerm)| refusal(|circuit| box_term(circuit, change));
    assert_eq!(
        with(&|term| {
            term.lengths[0] = 0;
            term.coefficient = from_i64(0);
        }),
        "invalid circuit: LENGTH: tensor z has a box [0, 4]"
    );
    assert_eq!(
        with(&|term| {
            term.operands[0].tensor = Z;
            term.coefficient = from_i64(0);
        }),
        "invalid circuit: REFERENCE: tensor z (number 3) uses tensor number 3"
    );
    assert_eq!(
        with(&|term| {
            term.coefficient = from_i64(0);
            term.result.clear();
        }),
        "invalid circuit: COEFFICIENT: tensor z"
    );
    assert_eq!(
        with(&|term| term.operands[1].map = vec![IndexEntry::axis(2)]),
        "invalid circuit: INDEX_MAP: tensor z: box axis 2, of 2"
    );
    assert_eq!(
        with(&|term| {
            term.result[0] = IndexEntry::affine(1, &[(0, 1)]);
            term.operands[1].map = vec![IndexEntry::affine(1 << 40, &[(1, 1)])];
        }),
        "invalid circuit: INDEX_BOUND: tensor z"
    );
    assert_eq!(
        with(&|term| term.result[0] = IndexEntry::affine(1, &[(0, 1)])),
        "invalid circuit: RESULT_INDEX: axis 0 of tensor z"
    );
    let third = Operand {
        tensor: B,
        map: vec![IndexEntry::axis(1)],
    };
    assert_eq!(
        with(&|term| term.operands.push(third.clone())),
        "invalid circuit: DEGREE: tensor z has a term of 3 operands"
    );
}

#[test]
fn a_product_is_too_large_even_where_no_assertion_reaches_it() {
    let mut circuit = Example::new().circuit;
    circuit.tables.clear();
    circuit.lookups.clear();
    circuit.zeros = vec![W];
    let long = |name: &str, shape: &[usize], body| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        body,
    };
    let Term::Box(mut product) = terms(&mut circuit)[0].clone() else {
        unreachable!()
    };
    let axes = [1 << 18, 1 << 18];
    let map = || vec![IndexEntry::axis(0), IndexEntry::axis(1)];
    product.lengths = axes.to_vec();
    product.result = vec![IndexEntry::constant(0)];
    product.operands = [9, 9].map(|tensor| Operand { tensor, map: map() }).to_vec();
    circuit.tensors.push(long("iota", &axes, Body::Iota { start: 0 }));
    let terms = vec![Term::Box(product)];
    circuit.tensors.push(long("large", &[1], Body::Derived { terms }));
    let port = circuit.tensors.iter().position(|tensor| tensor.is_hidden_port());
    assert_eq!(port, None);
    assert_eq!(
        validate(&circuit).unwrap_err().to_string(),
        "invalid circuit: LEAVES: a product of tensor large has 36 variables"
    );
}
