package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.plan.Layout;
import dev.vouch.verifier.compact.CompactProtocol;
import dev.vouch.verifier.compact.Compaction;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.lookup.DirectTables;
import dev.vouch.verifier.lookup.LeafClaim;
import dev.vouch.verifier.lookup.LeafFunctional;
import dev.vouch.verifier.lookup.LookupArgument;
import dev.vouch.verifier.opening.OpeningArgument;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.product.FactorClaim;
import dev.vouch.verifier.product.ProductArgument;
import dev.vouch.verifier.sigma.Commitment;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.sigma.SigmaProtocol;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import dev.vouch.verifier.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of the protocol, stage by stage (protocol.md §3): V reads P's messages, draws its
 * challenges, and collects what is left to check in the group. It sees quadratic forms in the pads
 * and x, never a hidden value. Used once, not thread-safe.
 */
final class ProofReplay {
  private final Statement statement;
  private final Layout layout;
  private final Circuit circuit;
  private final PublicSources publicSources;
  private final MessageReader reader;
  private final Proof proof;
  private final HiddenMessages messages;
  private final Workers workers;
  private final Equations equations = new Equations();

  ProofReplay(Statement statement, Proof proof, Transcript transcript, Workers workers) {
    this.workers = workers;
    this.statement = statement;
    this.layout = statement.layout();
    this.circuit = layout.circuit();
    this.publicSources = new PublicSources(circuit, statement.publicValues());
    this.reader = new MessageReader(transcript, proof.messages());
    this.proof = proof;
    this.messages = new HiddenMessages(reader, layout.messages());
  }

  /** Reads the whole proof; what it returns must still hold. */
  List<GroupEquation> run() throws ProofRejectedException {
    try {
      Reduced reduced = reduce();
      Optional<List<GroupEquation>> equations =
          switch (proof.form()) {
            case PLAIN -> SigmaProtocol.run(reader, reduced.form(), reduced.commitments());
            case COMPACT -> CompactProtocol.run(reader, reduced.form(), reduced.commitments());
          };
      return equations.orElseThrow(
          () ->
              new ProofRejectedException(
                  RejectionReason.QUADRATIC_FORM, "the equations of the proof do not hold"));
    } catch (MessageException e) {
      throw rejection(e);
    }
  }

  /** The compact form of a plain proof that was accepted (§8.1), where it has one. */
  Optional<Proof> compact() throws ProofRejectedException {
    try {
      Reduced reduced = reduce();
      return Compaction.run(reader, reduced.form(), reduced.commitments(), proof.messages())
          .map(this::withEnd);
    } catch (MessageException e) {
      throw rejection(e);
    }
  }

  private Proof withEnd(Compaction.Result result) {
    byte[] compacted = Arrays.copyOf(proof.messages(), result.prefix() + result.end().length);
    System.arraycopy(result.end(), 0, compacted, result.prefix(), result.end().length);
    return new Proof(
        Proof.Form.COMPACT, proof.modelId(), proof.publicValues(), proof.hiddenPoints(), compacted);
  }

  private static ProofRejectedException rejection(MessageException e) {
    RejectionReason reason =
        switch (e.reason()) {
          case NON_CANONICAL_SCALAR -> RejectionReason.SCALAR;
          case NOT_A_POINT -> RejectionReason.POINT;
          case TRUNCATED, TRAILING_BYTES -> RejectionReason.MESSAGES_LENGTH;
        };
    return new ProofRejectedException(reason, String.valueOf(e.getMessage()), e);
  }

  /**
   * What stages 1 to 5 leave to the sigma protocol.
   *
   * @param form must vanish on x and the pads
   * @param commitments K_x, if something is opened, then K_w
   */
  record Reduced(QuadraticForm form, List<Commitment> commitments) {}

  /** Stages 1 to 5: all messages but those of the sigma protocol. */
  Reduced reduce() throws MessageException {
    statement.absorb(reader.transcript());
    // 1  P -> V  WITNESS rows; the pad commitment
    PointVector witnessRows = reader.points("witness rows", layout.witnessRows(), workers);
    PointVector pads = reader.points("pads", 1);
    // 2  lookups (§4): p_leaf, q_leaf at a point of the leaves
    LeafClaim leaf =
        layout.hasLookups()
            ? new LookupArgument(messages, equations)
                .run(layout.leafVariables(), !layout.directTables().isEmpty())
            : null;
    // 3  everything becomes one equation (§5):  V -> P  mu, u
    FieldVector mu = FieldVector.powers(messages.challenge("mu"), 3 + circuit.zeros().size());
    Functional functional = assertions(leaf, mu, challenges("u", layout.zeroBits()));
    AffineForm lin = new AffineForm().add(functional.constant().negate());
    if (leaf != null) {
      lin.add(Scalar.ONE, leaf.p()).add(mu.get(1), leaf.q());
      lin.add(mu.get(mu.length() - 1), leaf.direct());
    }
    // 4  products (§6):  P -> V  Prod; two claims for each term
    List<FactorClaim> factors = List.of();
    if (layout.products() > 0) {
      int prod = messages.read("prod");
      lin.add(Scalar.ONE.negate(), prod);
      factors =
          new ProductArgument(messages, equations)
              .run(circuit, functional.products(), prod, layout.productVariables());
    }
    // 5  opening (§7): x = Σ c_row·row
    FieldVector rows =
        new OpeningArgument(messages, equations)
            .run(layout, publicSources, lin, functional.claims(), factors);
    // 6  V -> P  theta; what is left is the sigma protocol on x and the pads (§8)
    QuadraticForm form = equations.combine(messages);
    List<Commitment> commitments = new ArrayList<>();
    if (layout.opened()) {
      commitments.add(new Commitment(layout.columns(), rows, allRows(witnessRows)));
    }
    commitments.add(new Commitment(layout.pads(), FieldVector.of(1), List.of(pads)));
    return new Reduced(form, commitments);
  }

  private List<Scalar> challenges(String label, int count) {
    List<Scalar> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(messages.challenge(label));
    }
    return out;
  }

  /**
   * p_leaf·mu^0 + q_leaf·mu^1 + Σ_j mu^(2+j)·⟨T_j, eq(u)⟩ over all Z tensors Zero(T_j) +
   * mu^(2+Z)·S, as a functional of sources and 2-operand terms (§5).
   */
  private Functional assertions(@Nullable LeafClaim leaf, FieldVector mu, List<Scalar> u) {
    Functional sum = new Functional(circuit, publicSources);
    if (leaf != null) {
      LeafFunctional.add(sum, layout.leafBlocks(), leaf.challenges(), mu.get(1));
    }
    int power = 2;
    for (int zero : circuit.zeros()) {
      PaddedSpace space = PaddedSpace.of(circuit.tensors().get(zero).shape());
      sum.add(zero, Covector.eq(mu.get(power++), space, u.subList(0, space.bits())));
    }
    if (leaf != null) {
      DirectTables.add(sum, layout, leaf.challenges(), mu.get(power), workers);
    }
    return sum;
  }

  /** The row commitments of all committed tensors: MODEL, then INPUT and OUTPUT, then WITNESS. */
  private List<PointVector> allRows(PointVector witnessRows) {
    List<PointVector> parts = new ArrayList<>();
    parts.add(statement.modelRows());
    parts.addAll(statement.hiddenRows());
    parts.add(witnessRows);
    return parts;
  }
}
