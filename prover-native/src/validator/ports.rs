//! Of each port NAME, LENGTH, REFERENCE, PORT, SLICES; and one port for each PUBLIC, INPUT and OUTPUT tensor.

use super::refusal::{Checked, Rule, require};
use super::sources;
use crate::circuit::limits::MAX_SLICE_EXPONENT;
use crate::circuit::{Body, Circuit, CommittedKind, Port, SliceScales, Tensor};
use std::collections::HashSet;

pub(super) fn check(circuit: &Circuit) -> Checked {
    let mut named = vec![false; circuit.tensors.len()];
    ports(circuit, &circuit.inputs, CommittedKind::Input, &mut named)?;
    ports(circuit, &circuit.outputs, CommittedKind::Output, &mut named)?;
    for (tensor, named) in circuit.tensors.iter().zip(named) {
        let needs_port = tensor.is_hidden_port() || matches!(tensor.body, Body::Public { .. });
        require(named || !needs_port, Rule::Port, || {
            format!("no port names tensor {}", tensor.name)
        })?;
    }
    Ok(())
}

fn ports(circuit: &Circuit, ports: &[Port], hidden: CommittedKind, named: &mut [bool]) -> Checked {
    let mut names = HashSet::new();
    for port in ports {
        let name = &port.name;
        sources::name(name, "port")?;
        require(names.insert(name), Rule::Name, || format!("port {name}"))?;
        sources::shape(&port.shape, || format!("port {name}"))?;
        let Some(tensor) = circuit.tensors.get(port.tensor) else {
            return require(false, Rule::Reference, || {
                format!("port {name} names tensor number {}", port.tensor)
            });
        };
        let right_kind = match tensor.body {
            Body::Public { .. } => true,
            Body::Committed { kind, .. } => kind == hidden,
            _ => false,
        };
        require(right_kind, Rule::Port, || {
            format!("port {name} names {} tensor {}", tensor.kind(), tensor.name)
        })?;
        require(port.cells() == tensor.size(), Rule::Port, || {
            format!(
                "port {name} has shape {:?}, its tensor {:?}",
                port.shape, tensor.shape
            )
        })?;
        let twice = std::mem::replace(&mut named[port.tensor], true);
        require(!twice, Rule::Port, || {
            format!("two ports name tensor {}", tensor.name)
        })?;
        let fit = match &port.slices {
            Some(slices) => slices_fit(slices, port, tensor),
            None => true,
        };
        require(fit, Rule::Slices, || {
            format!(
                "port {name} of shape {:?} has scales that are not its slices'",
                port.shape
            )
        })?;
    }
    Ok(())
}

fn slices_fit(slices: &SliceScales, port: &Port, tensor: &Tensor) -> bool {
    let (Body::Public { scale_exponent, .. } | Body::Committed { scale_exponent, .. }) = tensor.body else {
        return false;
    };
    let exponents = &slices.exponents;
    port.shape.get(slices.axis) == Some(&exponents.len())
        && exponents
            .iter()
            .all(|exponent| exponent.unsigned_abs() <= MAX_SLICE_EXPONENT)
        && exponents.iter().min() < exponents.iter().max()
        && exponents.iter().max() == Some(&scale_exponent)
}
