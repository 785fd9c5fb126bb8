package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;

/**
 * The commitment to a hidden input or output of a proof. Arrays are not copied: treat them as
 * read-only.
 *
 * @param id tensor id (formats.md §2)
 * @param points 32 bytes each, rows of its matrix ascending
 * @param circuit of the proof
 * @param port of the circuit that names the tensor
 */
@SuppressWarnings("ArrayRecordComponent")
record HiddenTensor(byte[] id, byte[] points, Circuit circuit, Port port) {}
