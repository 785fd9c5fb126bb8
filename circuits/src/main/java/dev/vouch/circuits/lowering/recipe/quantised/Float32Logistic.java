package dev.vouch.circuits.lowering.recipe.quantised;

/**
 * 1 / (1 + e^-x) as onnxruntime computes it on CPUs with fused products: a rational approximation
 * in float32 (mlas, logistic.cpp), which is off by some units in the last place.
 */
public final class Float32Logistic {
  private static final float LARGEST = 18;

  /** Of x, x^3, …, from the highest power on. */
  private static final float[] NUMERATOR = {
    4.37031012579801e-11f,
    1.15627324459942e-07f,
    6.08574864600143e-05f,
    8.51377133304701e-03f,
    2.48287947061529e-01f
  };

  /** Of 1, x^2, …, from the highest power on. */
  private static final float[] DENOMINATOR = {
    6.10247389755681e-13f,
    5.76102136993427e-09f,
    6.29106785017040e-06f,
    1.70198817374094e-03f,
    1.16817656904453e-01f,
    9.93151921023180e-01f
  };

  private Float32Logistic() {}

  /** The value at a number that is not NaN. */
  public static float of(float x) {
    float within = Math.max(-LARGEST, Math.min(LARGEST, x));
    float square = within * within;
    float ratio = polynomial(NUMERATOR, square) * within / polynomial(DENOMINATOR, square);
    return Math.max(0, ratio + 0.5f);
  }

  private static float polynomial(float[] coefficients, float x) {
    float value = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      value = Math.fma(value, x, coefficients[i]);
    }
    return value;
  }
}
