package dev.vouch.circuits.primitive;

/**
 * Where it can be seen that a result was cut off for lack of width.
 *
 * @param tensor of the program whose cells tell it
 * @param least a smaller cell was cut off at the lower end
 * @param most a greater cell was cut off at the upper end
 */
public record Saturation(int tensor, long least, long most) {}
