/**
 * The one REST client, Redis client and Redis fixture of tests, benchmarks and the local system.
 * Called by the threads of their users.
 */
@NullMarked
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;
