/** The one clock of the suite. Any thread. */
@NullMarked
package io.sluice.chaos.time;

import org.jspecify.annotations.NullMarked;
