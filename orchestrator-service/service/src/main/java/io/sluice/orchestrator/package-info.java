/** One worker: what it is made of, in the order in which it starts and, backwards, ends. */
@NullMarked
package io.sluice.orchestrator;

import org.jspecify.annotations.NullMarked;
