/** One worker: its parts, in the order of their start and, backwards, of their stop. */
@NullMarked
package io.sluice.orchestrator;

import org.jspecify.annotations.NullMarked;
