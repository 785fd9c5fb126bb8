package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The activation functions of a recurrent layer, whose lists {@code activation_alpha} and {@code
 * activation_beta} have an entry for each function that takes one, in order.
 */
final class Activations {
  private final List<Function> functions;

  /**
   * An activation function.
   *
   * @param name in lower case
   * @param alpha NaN if it takes none
   * @param beta NaN if it takes none
   * @param clip bound of its argument's magnitude; 0: none
   */
  record Function(String name, double alpha, double beta, double clip) {
    /** The same function of an argument that is not bounded. */
    Function withoutClip() {
      return new Function(name, alpha, beta, 0);
    }

    boolean isPlain(String other) {
      return name.equals(other) && clip == 0;
    }
  }

  private record Defaults(double alpha, double beta) {}

  private static final double NONE = Double.NaN;

  /** What the functions take, with the values for lists that end before. */
  private static final Map<String, Defaults> KNOWN =
      Map.ofEntries(
          Map.entry("relu", new Defaults(NONE, NONE)),
          Map.entry("tanh", new Defaults(NONE, NONE)),
          Map.entry("sigmoid", new Defaults(NONE, NONE)),
          Map.entry("softsign", new Defaults(NONE, NONE)),
          Map.entry("softplus", new Defaults(NONE, NONE)),
          Map.entry("affine", new Defaults(1, 0)),
          Map.entry("leakyrelu", new Defaults(0.01, NONE)),
          Map.entry("thresholdedrelu", new Defaults(1, NONE)),
          Map.entry("scaledtanh", new Defaults(1, 1)),
          Map.entry("hardsigmoid", new Defaults(0.2, 0.5)),
          Map.entry("elu", new Defaults(1, NONE)));

  private Activations(List<Function> functions) {
    this.functions = functions;
  }

  /**
   * Reads the functions of a node.
   *
   * @param defaults of one direction
   */
  static Activations of(Node node, int directions, String... defaults) {
    List<String> names = new ArrayList<>();
    List<String> given = node.texts("activations");
    if (given == null) {
      for (int direction = 0; direction < directions; direction++) {
        names.addAll(List.of(defaults));
      }
    } else if (given.size() != directions * defaults.length) {
      throw new InvalidNodeException(
          "it has " + given.size() + " activations instead of " + directions * defaults.length);
    } else {
      names.addAll(given);
    }
    double[] alphas = node.reals("activation_alpha");
    double[] betas = node.reals("activation_beta");
    double clip = node.real("clip", 0);
    int alpha = 0;
    int beta = 0;
    List<Function> functions = new ArrayList<>();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      Defaults known = KNOWN.get(lower);
      if (known == null) {
        throw new InvalidNodeException("activation '" + name + "' is not known");
      }
      double a = known.alpha;
      if (!Double.isNaN(a) && alphas != null && alpha < alphas.length) {
        a = alphas[alpha++];
      }
      double b = known.beta;
      if (!Double.isNaN(b) && betas != null && beta < betas.length) {
        b = betas[beta++];
      }
      functions.add(new Function(lower, a, b, clip));
    }
    return new Activations(functions);
  }

  /** One of the functions, counted over all directions. */
  Function get(int index) {
    return functions.get(index);
  }

  /** Adds a function's nodes. */
  static String apply(Steps steps, String part, Function function, String argument) {
    String x = argument;
    if (function.clip > 0) {
      String lo = steps.number(part + "/least", -function.clip, x);
      String hi = steps.number(part + "/most", function.clip, x);
      x = steps.add(part + "/clipped", "Clip", x, lo, hi);
    }
    return switch (function.name) {
      case "relu" -> steps.add(part, "Relu", x);
      case "tanh" -> steps.add(part, "Tanh", x);
      case "sigmoid" -> steps.add(part, "Sigmoid", x);
      case "softsign" -> steps.add(part, "Softsign", x);
      case "softplus" -> steps.add(part, "Softplus", x);
      case "leakyrelu" -> alpha(steps, part, "LeakyRelu", function, x);
      case "thresholdedrelu" -> alpha(steps, part, "ThresholdedRelu", function, x);
      case "elu" -> alpha(steps, part, "Elu", function, x);
      case "hardsigmoid" ->
          steps.add(
              part,
              "HardSigmoid",
              List.of(x),
              Map.of(
                  "alpha", new Attribute.Real(function.alpha),
                  "beta", new Attribute.Real(function.beta)));
      case "affine" ->
          plus(steps, part, function.beta, times(steps, part + "/scaled", function.alpha, x));
      case "scaledtanh" ->
          times(
              steps,
              part,
              function.alpha,
              steps.add(part + "/tanh", "Tanh", times(steps, part + "/scaled", function.beta, x)));
      default -> throw new IllegalStateException(function.name);
    };
  }

  private static String alpha(Steps steps, String part, String type, Function function, String x) {
    return steps.add(part, type, "alpha", new Attribute.Real(function.alpha), x);
  }

  private static String times(Steps steps, String part, double factor, String x) {
    return factor == 1 ? x : steps.add(part, "Mul", x, steps.number(part + "/factor", factor, x));
  }

  private static String plus(Steps steps, String part, double shift, String x) {
    return shift == 0 ? x : steps.add(part, "Add", x, steps.number(part + "/shift", shift, x));
  }
}
