/** Measures proving and verifying: JMH benchmarks, a table of models, sweeps over sizes. */
@NullMarked
package dev.vouch.bench;

import org.jspecify.annotations.NullMarked;
