package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.PrimeField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/** The commitments of the weights: shape, rows, and the id that fixes them. */
final class WeightSection implements Section {
  private static final int ID_DIGITS_IN_TEXT = 16;

  private final List<Commitment> commitments = new ArrayList<>();

  private record Commitment(Tensor.Committed tensor, int rows, String tensorId) {}

  WeightSection(VerifyingKey key) {
    Iterator<byte[]> points = key.modelPointBytes().iterator();
    for (Tensor tensor : key.circuit().tensors()) {
      if (tensor.kind() == TensorKind.MODEL) {
        Tensor.Committed weights = (Tensor.Committed) tensor;
        byte[] rows = points.next();
        String id = HexFormat.of().formatHex(Identifiers.tensorId(weights, null, rows));
        commitments.add(new Commitment(weights, rows.length / PrimeField.BYTES, id));
      }
    }
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("weightTensors");
    for (Commitment commitment : commitments) {
      ObjectNode node = array.addObject().put("name", commitment.tensor().name());
      ArrayNode lengths = node.putArray("shape");
      commitment.tensor().shape().forEach(lengths::add);
      node.put("rows", commitment.rows()).put("tensorId", commitment.tensorId());
    }
  }

  @Override
  public List<Block> blocks() {
    if (commitments.isEmpty()) {
      return List.of(Block.row("weights", "none are committed"));
    }
    TextTable table = new TextTable("tensor", "shape", ">rows", "tensor id");
    for (Commitment commitment : commitments) {
      table.row(
          commitment.tensor().name(),
          commitment.tensor().shape(),
          commitment.rows(),
          commitment.tensorId().substring(0, ID_DIGITS_IN_TEXT) + "…");
    }
    return List.of(Block.table("Commitments of the weights", table));
  }
}
