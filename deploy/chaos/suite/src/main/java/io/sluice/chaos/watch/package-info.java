/** Observers of the running system, each on its own thread. */
@NullMarked
package io.sluice.chaos.watch;

import org.jspecify.annotations.NullMarked;
