/**
 * Child processes: how they are started, watched and ended, and who ends them when their parent
 * cannot.\n * Called by the virtual threads that start the parts, and by the main thread that ends
 * them.
 */
@NullMarked
package io.sluice.local.child;

import org.jspecify.annotations.NullMarked;
