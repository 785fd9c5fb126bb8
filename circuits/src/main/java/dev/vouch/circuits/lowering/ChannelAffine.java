package dev.vouch.circuits.lowering;

/**
 * The function factor · x + shift, with a factor and a shift for each channel, which is axis 1.
 *
 * @param factors by channel
 * @param shifts by channel
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChannelAffine(double[] factors, double[] shifts) {}
