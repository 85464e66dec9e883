/** One run from its start to its result. Runs in the main thread. */
@NullMarked
package io.sluice.chaos.run;

import org.jspecify.annotations.NullMarked;
