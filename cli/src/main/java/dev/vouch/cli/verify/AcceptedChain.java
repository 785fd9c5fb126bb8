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
import org.jspecify.annotations.Nullable;

/**
 * What the accepted proofs of a chain prove together.
 *
 * @param chainId null where the models were compiled apart
 */
record AcceptedChain(
    VerifiedChain verified, @Nullable String chainId, Checks checks, int proofBytes, long nanos)
    implements Section {
  private static List<TensorReport> reports(List<VerifiedChain.PartTensor> tensors) {
    List<VerifiedTensor> all = tensors.stream().map(VerifiedChain.PartTensor::tensor).toList();
    return TensorReports.of(all);
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
    TensorReport.putAll(root.putObject("inputs"), reports(verified.inputs()));
    TensorReport.putAll(root.putObject("outputs"), reports(verified.outputs()));
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.text("accepted: these models, one after the other, give these outputs"));
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
    reports(verified.inputs()).forEach(input -> blocks.add(Block.row("input", input.text())));
    reports(verified.outputs()).forEach(output -> blocks.add(Block.row("output", output.text())));
    blocks.addAll(checks.blocks());
    blocks.add(Block.row("security", verified.securityBits() + " bits"));
    blocks.add(Block.row("time", Units.time(nanos)));
    return blocks;
  }
}
