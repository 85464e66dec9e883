/**
 * Asks admin-api whether it answers and is ready, and remembers since when that is so. Runs on the
 * virtual thread of the request that asks; requests that come meanwhile share the answer.
 */
@NullMarked
package io.sluice.diagnostics.health;

import org.jspecify.annotations.NullMarked;
