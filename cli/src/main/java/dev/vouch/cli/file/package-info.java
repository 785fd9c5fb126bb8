/**
 * Files that commands read and write: names, standard input and output, data in all its formats,
 * and which of vouch's own files one is.
 */
@NullMarked
package dev.vouch.cli.file;

import org.jspecify.annotations.NullMarked;
