/**
 * The circuit breaker: counts stuck executions, blacklists their workflow, keeps the blacklist and
 * its copy in Redis, and releases a workflow by trial runs. Changed on the virtual thread of the
 * request and on the recorder's; one loop ends the waiting executions of blacklisted workflows.
 */
@NullMarked
package io.sluice.admin.circuitbreaker;

import org.jspecify.annotations.NullMarked;
