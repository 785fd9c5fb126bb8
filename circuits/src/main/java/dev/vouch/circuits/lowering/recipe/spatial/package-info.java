/**
 * Recipes along the axes of images: what lies between cells, and where among them an extreme is.
 */
@NullMarked
package dev.vouch.circuits.lowering.recipe.spatial;

import org.jspecify.annotations.NullMarked;
