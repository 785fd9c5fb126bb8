package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.HexFormat;
import java.util.List;

/** What a key is, how large its parts are, and what security its proofs have. */
record KeyFacts(VerifyingKey key) implements Section {
  private static final String[] ASSUMPTIONS = {
    "discrete logarithm on Pallas", "Keccak as random oracle (Fiat-Shamir)"
  };

  private String digest() {
    return HexFormat.of().formatHex(Identifiers.circuitDigest(key.circuitBytes()));
  }

  private int pointBytes() {
    return key.modelPointBytes().stream().mapToInt(points -> points.length).sum();
  }

  @Override
  public void put(ObjectNode root) {
    ModelFacts.of(key.circuit()).put(root);
    root.put("modelId", key.modelId().hex())
        .put("circuitDigest", digest())
        .put("semanticsVersion", key.circuit().semanticsVersion());
    root.putObject("keySections")
        .put("circuit", key.circuitBytes().length)
        .put("commitments", pointBytes())
        .put("certificate", key.certificate().length);
    ObjectNode security = root.putObject("security");
    security
        .put("bits", key.securityBits())
        .put("statisticalBits", key.security().statisticalBits())
        .put("bindingBits", key.security().bindingBits())
        .put("trustedSetup", false);
    var assumptions = security.putArray("assumptions");
    for (String assumption : ASSUMPTIONS) {
      assumptions.add(assumption);
    }
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        Block.row("model id", key.modelId().hex()),
        Block.row(
            "circuit",
            Units.size(key.circuitBytes().length)
                + ", integer semantics version "
                + key.circuit().semanticsVersion()
                + ", digest "
                + digest()),
        Block.row(
            "key",
            "commitments " + Units.size(pointBytes()) + certificate(key.certificate().length)),
        Block.row("hidden", ModelFacts.of(key.circuit()).hidden()),
        Block.row(
            "security",
            key.securityBits()
                + " bits (statistical "
                + key.security().statisticalBits()
                + ", binding "
                + key.security().bindingBits()
                + "); assumes "
                + String.join(", ", ASSUMPTIONS)
                + "; no trusted setup"));
  }

  private static String certificate(int bytes) {
    return bytes == 0
        ? ", no certificate of the weights' ranges"
        : ", certificate of the weights' ranges " + Units.size(bytes) + ", not checked here";
  }
}
