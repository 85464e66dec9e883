/**
 * The Redis client as the scripts of the contract need it; called by the threads of intake,
 * registration and command.
 */
@NullMarked
package io.sluice.orchestrator.redis;

import org.jspecify.annotations.NullMarked;
