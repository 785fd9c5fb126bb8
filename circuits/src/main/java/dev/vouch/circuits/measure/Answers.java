package dev.vouch.circuits.measure;

import java.util.List;
import java.util.Map;

/**
 * All that a compile was told of data and hidden weights.
 *
 * @param quantities by kind and name; several numbers where weights were asked about repeatedly
 * @param choices by kind and name
 */
public record Answers(
    Map<Quantity, Map<String, List<Double>>> quantities,
    Map<Choice, Map<String, List<Integer>>> choices) {}
