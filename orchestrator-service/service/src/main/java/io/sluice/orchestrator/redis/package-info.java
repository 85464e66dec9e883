/**
 * Redis client for the scripts of the contract; called by the threads of claiming, registration and
 * commands.
 */
@NullMarked
package io.sluice.orchestrator.redis;

import org.jspecify.annotations.NullMarked;
