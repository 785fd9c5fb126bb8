package dev.vouch.circuits.split;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places of a program where it could be cut, and what a cut costs there. A place is the number
 * of primitives that stand before it.
 */
final class CutPlaces {
  private final IntegerProgram program;
  private final Boundary boundary;
  private final int[] firsts;
  private final int[] lasts;
  private final double[] micros;

  CutPlaces(IntegerProgram program, Boundary boundary) {
    this.program = program;
    this.boundary = boundary;
    int tensors = program.tensors().size();
    this.firsts = new int[tensors];
    this.lasts = new int[tensors];
    Arrays.fill(firsts, Integer.MAX_VALUE);
    for (int i = 0; i < program.primitives().size(); i++) {
      touch(program.primitives().get(i).output(), i);
      for (int input : program.primitives().get(i).inputs()) {
        touch(input, i);
      }
    }
    this.micros = new double[program.primitives().size()];
    for (int tensor = 0; tensor < tensors; tensor++) {
      double cost = cost(tensor);
      for (int place = firsts[tensor] + 1; cost > 0 && place <= lasts[tensor]; place++) {
        micros[place] += cost;
      }
    }
  }

  private void touch(int tensor, int primitive) {
    firsts[tensor] = Math.min(firsts[tensor], primitive);
    lasts[tensor] = Math.max(lasts[tensor], primitive);
  }

  private double cost(int tensor) {
    IntegerTensor value = program.tensor(tensor);
    return switch (value.kind()) {
      case CONSTANT -> 0;
      case MODEL -> PrimitiveCosts.ofSharing(value);
      case INPUT, COMPUTED ->
          boundary.refusal(tensor).isPresent()
              ? Double.POSITIVE_INFINITY
              : PrimitiveCosts.ofPassing(value.size(), boundary.range(tensor));
    };
  }

  /** What a cut costs there; infinite where there can be none. */
  double micros(int place) {
    return micros[place];
  }

  /** Why there can be no cut; empty if there can. */
  List<String> refusals(int place) {
    List<String> refusals = new ArrayList<>();
    for (int tensor = 0; tensor < firsts.length; tensor++) {
      IntegerTensor.Kind kind = program.tensor(tensor).kind();
      boolean value = kind == IntegerTensor.Kind.INPUT || kind == IntegerTensor.Kind.COMPUTED;
      if (value && firsts[tensor] < place && place <= lasts[tensor]) {
        boundary.refusal(tensor).ifPresent(refusals::add);
      }
    }
    return refusals;
  }
}
