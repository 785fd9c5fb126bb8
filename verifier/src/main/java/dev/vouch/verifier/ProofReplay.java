package dev.vouch.verifier;

import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.collection.Collection;
import dev.vouch.verifier.collection.Collection.Collected;
import dev.vouch.verifier.compact.CompactProtocol;
import dev.vouch.verifier.compact.Compaction;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.lookup.LeafClaim;
import dev.vouch.verifier.lookup.LookupArgument;
import dev.vouch.verifier.opening.LinearClaim;
import dev.vouch.verifier.opening.OpeningArgument;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.plan.Plan;
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

/**
 * One run of the protocol, stage by stage (protocol.md §3): V reads P's messages, draws its
 * challenges, and collects what is left to check in the group. It sees quadratic forms in the pads
 * and x, never a hidden value. Used once, not thread-safe.
 */
final class ProofReplay {
  private final Statement statement;
  private final Layout layout;
  private final Plan plan;
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
    this.plan = statement.plan();
    this.publicSources = new PublicSources(layout.circuit(), statement.publicValues());
    this.reader = new MessageReader(transcript, proof.messages());
    this.proof = proof;
    this.messages = new HiddenMessages(reader, plan.messages());
  }

  /** Reads the whole proof; its group equations must still hold. */
  ReplayedProof run() throws ProofRejectedException {
    try {
      return end(reduce());
    } catch (MessageException e) {
      throw rejection(e);
    }
  }

  /** Checks a plain proof; its compact form (§8.1), where it has one. */
  Optional<Proof> compact() throws ProofRejectedException {
    try {
      Reduced reduced = reduce();
      MessageReader beforeTheEnd = reader.copy();
      end(reduced).checkGroup(workers);
      return Compaction.run(
              beforeTheEnd, reduced.form(), reduced.commitments(), proof.messages(), workers)
          .map(this::withEnd);
    } catch (MessageException e) {
      throw rejection(e);
    }
  }

  /** What is after the stages 1 to 5. */
  private ReplayedProof end(Reduced reduced) throws MessageException, ProofRejectedException {
    Optional<List<GroupEquation>> equations =
        switch (proof.form()) {
          case PLAIN -> SigmaProtocol.run(reader, reduced.form(), reduced.commitments());
          case COMPACT -> CompactProtocol.run(reader, reduced.form(), reduced.commitments());
        };
    if (equations.isEmpty()) {
      throw new ProofRejectedException(
          RejectionReason.QUADRATIC_FORM, "the equations of the proof do not hold");
    }
    return new ReplayedProof(statement, equations.get(), reader.transcript());
  }

  private Proof withEnd(Compaction.Result result) {
    byte[] compacted = Arrays.copyOf(proof.messages(), result.prefix() + result.end().length);
    System.arraycopy(result.end(), 0, compacted, result.prefix(), result.end().length);
    return new Proof(
        Proof.Form.COMPACT,
        proof.factors(),
        proof.modelId(),
        proof.publicValues(),
        proof.hiddenPoints(),
        compacted);
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
    // 1  P -> V  WITNESS rows; the pad commitment (§3)
    PointVector witnessRows = reader.points("witness rows", plan.witnessRows(), workers);
    PointVector pads = reader.points("pads", 1);
    // 2  lookups (§4): p_leaf, q_leaf at a point of the leaves
    LeafClaim leaf =
        plan.hasLookups()
            ? new LookupArgument(messages, equations).run(plan.leafVariables(), plan.direct())
            : null;
    // 3  everything becomes one equation (§5):  V -> P  mu, u;  P -> V  Prod
    Collected collected =
        new Collection(messages).run(layout, publicSources, leaf, plan.zeroBits());
    Functional functional = collected.functional();
    // 4  products (§6): two factors, sums over the terms
    List<FactorClaim> factors =
        functional.products().isEmpty()
            ? List.of()
            : new ProductArgument(messages, equations)
                .run(
                    layout.circuit(),
                    functional.products(),
                    collected.prod(),
                    plan.productVariables(),
                    plan.factors());
    // 5  opening (§7): x = Σ c_row·row
    LinearClaim lin = new LinearClaim(collected.lin(), functional.claims(), collected.tables());
    FieldVector rows =
        new OpeningArgument(messages, equations)
            .run(layout, plan.opened(), publicSources, lin, factors, workers);
    // 6  V -> P  theta; what is left is the sigma protocol on x and the pads (§8)
    QuadraticForm form = equations.combine(messages, plan.equations());
    List<Commitment> commitments = new ArrayList<>();
    if (plan.opened()) {
      commitments.add(new Commitment(layout.columns(), rows, allRows(witnessRows)));
    }
    commitments.add(new Commitment(plan.pads(), FieldVector.of(1), List.of(pads)));
    return new Reduced(form, commitments);
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
