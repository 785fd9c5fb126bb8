package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.chain.VerifiedChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the accepted proofs of a chain prove together.
 *
 * @param chainId null where the models were compiled apart
 */
record AcceptedChain(
    VerifiedChain verified, @Nullable String chainId, Checks checks, int proofBytes, long nanos)
    implements Section {
  /**
   * Inputs or outputs of the whole by name. Of models that were compiled apart several may have one
   * name: these stand with their parts alone, as none may be taken for another.
   */
  private static List<TensorReport> named(List<VerifiedChain.PartTensor> tensors) {
    List<VerifiedTensor> all = tensors.stream().map(VerifiedChain.PartTensor::tensor).toList();
    return TensorReports.of(
        all.stream()
            .filter(one -> all.stream().filter(t -> t.name().equals(one.name())).count() == 1)
            .toList());
  }

  private static Stream<String> lines(List<VerifiedChain.PartTensor> tensors) {
    return tensors.stream()
        .map(
            own ->
                "of part "
                    + own.part()
                    + ": "
                    + TensorReports.of(List.of(own.tensor())).get(0).text());
  }

  /** Says only of parts that links join that they follow one another. */
  private String verdict() {
    Set<Integer> apart = new TreeSet<>();
    for (int part = 0; part < verified.parts().size(); part++) {
      apart.add(part);
    }
    for (ChainLink link : verified.links()) {
      apart.remove(link.fromPart());
      apart.remove(link.toPart());
    }
    return apart.isEmpty()
        ? "accepted: these models, one after the other, give these outputs"
        : "accepted: these models give these outputs; joined to no other: part "
            + apart.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  @Override
  public void put(ObjectNode root) {
    root.put("accepted", true)
        .putNull("reason")
        .put("millis", Units.millis(nanos))
        .put("proofBytes", proofBytes)
        .put("securityBits", verified.securityBits())
        .put("chainId", chainId);
    ArrayNode parts = root.putArray("parts");
    for (VerifiedInference part : verified.parts()) {
      ObjectNode node = parts.addObject().put("modelId", part.modelId().hex());
      node.put("weights", part.weights().name());
      TensorReport.putAll(node.putObject("inputs"), TensorReports.of(part.inputs()));
      TensorReport.putAll(node.putObject("outputs"), TensorReports.of(part.outputs()));
    }
    ArrayNode links = root.putArray("links");
    for (ChainLink link : verified.links()) {
      links
          .addObject()
          .put("from", link.fromPart())
          .put("output", link.output())
          .put("to", link.toPart())
          .put("input", link.input());
    }
    checks.put(root);
    TensorReport.putAll(root.putObject("inputs"), named(verified.partInputs()));
    TensorReport.putAll(root.putObject("outputs"), named(verified.partOutputs()));
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.text(verdict()));
    if (chainId != null) {
      blocks.add(Block.row("chain", chainId));
    }
    for (int part = 0; part < verified.parts().size(); part++) {
      VerifiedInference own = verified.parts().get(part);
      blocks.add(
          Block.row(
              "part " + part, own.modelId().hex() + "  weights " + WeightsText.of(own.weights())));
    }
    verified.links().forEach(link -> blocks.add(Block.row("hidden", link.toString())));
    lines(verified.partInputs()).forEach(input -> blocks.add(Block.row("input", input)));
    lines(verified.partOutputs()).forEach(output -> blocks.add(Block.row("output", output)));
    blocks.addAll(checks.blocks());
    blocks.add(Block.row("security", verified.securityBits() + " bits"));
    blocks.add(Block.row("time", Units.time(nanos)));
    return blocks;
  }
}
