package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The specification's networks: their proofs, plain and compact, of today's version and of the one
 * with separate factors. Small ones are taken more often, since more of them can be tried.
 */
final class Targets {
  private final List<Target> all = new ArrayList<>();
  private final Splices splices = new Splices();

  private Targets() {}

  static Targets read() throws VerificationException {
    Targets targets = new Targets();
    Map<String, Verifier> verifiers = new HashMap<>();
    for (Net net : Net.all().toList()) {
      verifiers.put(net.name(), Verifier.ofUncertified(VerifyingKey.decode(net.key())));
      targets.add(net.name(), verifiers.get(net.name()), net.json(), net.context());
    }
    for (JsonNode old : Vectors.read("proofs_version_2.json")) {
      Net net = Net.of(old.get("net").textValue());
      targets.add(net.name() + ", version 2", verifiers.get(net.name()), old, net.context());
    }
    for (JsonNode lie : Vectors.read("false_dishonest.json")) {
      if (!lie.has("key")) { // of the net's own model
        Verifier verifier = verifiers.get(lie.get("net").textValue());
        targets.splices.add(
            Proof.decode(Vectors.bytes(lie.get("proof")), verifier.key().circuit()));
      }
    }
    for (JsonNode again : Vectors.read("proofs_again.json")) {
      VerifyingKey key = VerifyingKey.decode(Vectors.bytes(again.get("key")));
      for (JsonNode proof : again.get("proofs")) {
        targets.splices.add(Proof.decode(Vectors.bytes(proof.get("proof")), key.circuit()));
      }
    }
    return targets;
  }

  private void add(String name, Verifier verifier, JsonNode proofs, byte[] context)
      throws VerificationException {
    add(Target.of(name, verifier, Vectors.bytes(proofs.get("proof")), context));
    if (!proofs.get("compactProof").isNull()) {
      byte[] compact = Vectors.bytes(proofs.get("compactProof"));
      add(Target.of(name + ", compact", verifier, compact, context));
    }
  }

  private void add(Target target) {
    all.add(target);
    splices.add(target.proof());
  }

  List<Target> all() {
    return all;
  }

  Splices splices() {
    return splices;
  }
}
