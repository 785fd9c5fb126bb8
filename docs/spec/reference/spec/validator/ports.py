"""Of each port NAME, LENGTH, REFERENCE, PORT, SLICES;
and one port for each PUBLIC, INPUT and OUTPUT tensor."""
from spec.circuit import MAX_SLICE_EXPONENT, size
from spec.validator.refusal import demand
from spec.validator.sources import lengths_fit


def check(circ):
    check_list(circ, circ.inputs, "INPUT")
    check_list(circ, circ.outputs, "OUTPUT")
    named = [port.tensor for port in circ.inputs + circ.outputs]
    needed = circ.of("public", "INPUT", "OUTPUT")
    demand(sorted(named, key=str) == sorted(needed, key=str), "PORT", "not one port per tensor")


def check_list(circ, ports, hidden):
    names = set()
    for port in ports:
        demand(port.name and port.name not in names, "NAME", f"port '{port.name}'")
        names.add(port.name)
        demand(lengths_fit(port.shape), "LENGTH", f"port {port.name}")
        demand(port.tensor in circ.tensors, "REFERENCE", f"port {port.name}")
        t = circ.tensors[port.tensor]
        demand(t.kind in ("public", hidden), "PORT", f"{port.name} names a {t.kind} tensor")
        demand(size(port.shape) == size(t.shape), "PORT", f"{port.name} has shape {port.shape}")
        demand(port.slices is None or slices_fit(port, t), "SLICES", f"port {port.name}")


def slices_fit(port, t):
    axis, exponents = port.slices
    return axis < len(port.shape) and len(exponents) == port.shape[axis] \
        and all(abs(e) <= MAX_SLICE_EXPONENT for e in exponents) \
        and min(exponents) < max(exponents) == t.scale
