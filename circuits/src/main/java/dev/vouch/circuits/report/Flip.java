package dev.vouch.circuits.report;

/**
 * A decision on which integers and floating point differ.
 *
 * @param sample which sample, from 0
 * @param position which row of the output in that sample, from 0
 * @param expected position of the greatest expected value
 * @param actual position of the greatest integer
 * @param gap expected value at {@code expected} minus expected value at {@code actual}: how clear
 *     the decision was; 0 for a tie
 */
public record Flip(int sample, int position, int expected, int actual, double gap) {}
