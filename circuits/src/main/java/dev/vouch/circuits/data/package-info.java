/** Dense tensors and the files they come from (npy, npz). */
@NullMarked
package dev.vouch.circuits.data;

import org.jspecify.annotations.NullMarked;
