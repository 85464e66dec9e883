/**
 * The life of an execution: its states and transitions, and the only statements that write its row.
 * Called on the thread of the request or of the loop that causes the transition.
 */
@NullMarked
package io.sluice.admin.execution;

import org.jspecify.annotations.NullMarked;
