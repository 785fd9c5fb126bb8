package dev.vouch.circuits.compile;

import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.lowering.LoweredValues;
import dev.vouch.circuits.quantise.Calibration;
import java.util.Map;

/**
 * A compiled network together with what it was made from: enough to compare the two value by value.
 *
 * @param bits width of activations
 * @param values which integers stand for which values of the graph
 * @param factors of values whose slices were scaled: integers stand for a value times its factors
 */
public record Compilation(
    Graph graph,
    Calibration calibration,
    CompiledNetwork network,
    int bits,
    LoweredValues values,
    Map<String, SliceExponents> factors) {}
