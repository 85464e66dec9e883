/**
 * Output and log of workflows, bounded and attributed to their execution. The threads of executions
 * write, the loop thread reads.
 */
@NullMarked
package io.sluice.process.output;

import org.jspecify.annotations.NullMarked;
