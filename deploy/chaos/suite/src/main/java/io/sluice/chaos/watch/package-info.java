/** What is noted while the system runs, each on a thread of its own. */
@NullMarked
package io.sluice.chaos.watch;

import org.jspecify.annotations.NullMarked;
