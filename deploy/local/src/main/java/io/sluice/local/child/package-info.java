/**
 * Child processes: start, observation and end, also when their parent is killed. Called by the
 * virtual threads that start the parts, and by the main thread that stops them.
 */
@NullMarked
package io.sluice.local.child;

import org.jspecify.annotations.NullMarked;
