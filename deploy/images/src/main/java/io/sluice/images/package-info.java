/**
 * Images of the three services without a daemon, from the same Dockerfile that a daemon reads. One
 * thread, one run: a program of the build.
 */
@NullMarked
package io.sluice.images;

import org.jspecify.annotations.NullMarked;
