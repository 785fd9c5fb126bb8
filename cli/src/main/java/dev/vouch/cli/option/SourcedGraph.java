package dev.vouch.cli.option;

import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.graph.Graph;

/** A graph, and the model that it was read from. */
public record SourcedGraph(Graph graph, ArchitectureSource source) {}
