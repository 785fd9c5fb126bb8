package dev.vouch.prover;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.ffi.ControlBlock;
import dev.vouch.prover.ffi.NativeCallException;
import dev.vouch.prover.ffi.NativeSession;
import dev.vouch.verifier.CertificateCircuit;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.layout.Layout;
import java.util.List;
import java.util.Optional;

/** Commits to a network's weights and certifies their ranges (protocol.md §2.2 and §9). */
final class ModelCommitter {
  private static final byte[] NO_CERTIFICATE = {};

  private final CompiledNetwork network;
  private final int threads;

  ModelCommitter(CompiledNetwork network, int threads) {
    this.network = network;
    this.threads = threads;
  }

  ModelFile commit() throws ProverException {
    Circuit circuit = network.circuit();
    try {
      NativeSession.ModelCommitment commitment;
      try (NativeSession session = NativeSession.open(CircuitCodec.encode(circuit), threads);
          ControlBlock control = new ControlBlock()) {
        commitment = session.commitModel(network.modelValues(), control);
      }
      CommitmentRows rows = new CommitmentRows(Layout.of(circuit));
      VerifyingKey key =
          VerifyingKey.of(circuit, rows.ofModel(commitment.points()), certificate(commitment));
      return new ModelFile(
          key, network.program(), network.modelValues(), rows.ofModel(commitment.blinders()));
    } catch (NativeCallException e) {
      throw NativeFailure.of(e);
    } catch (MalformedKeyException e) {
      throw new ProverException(
          ProverException.Reason.INTERNAL, "the compiled circuit is refused: " + e.getMessage(), e);
    }
  }

  /** Public weights need none: anyone can recompute their commitment. */
  private byte[] certificate(NativeSession.ModelCommitment commitment) throws NativeCallException {
    Circuit circuit = network.circuit();
    if (circuit.publicWeights()) {
      return NO_CERTIFICATE;
    }
    List<Tensor.Committed> headers =
        circuit.tensors().stream()
            .filter(tensor -> tensor.kind() == TensorKind.MODEL)
            .map(Tensor.Committed.class::cast)
            .toList();
    Optional<CertificateCircuit> certificate = CertificateCircuit.of(circuit.c(), headers);
    if (certificate.isEmpty()) {
      return NO_CERTIFICATE;
    }
    byte[] bytes = CircuitCodec.encode(certificate.get().circuit());
    try (NativeSession session = NativeSession.open(bytes, threads);
        ControlBlock control = new ControlBlock()) {
      session.loadModel(network.modelValues(), commitment.points(), commitment.blinders());
      List<long[]> witness = certificate.get().witness(network.modelValues());
      return session.prove(new byte[0], witness, control).messages();
    }
  }
}
