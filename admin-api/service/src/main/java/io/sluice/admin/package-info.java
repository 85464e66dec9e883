/**
 * Start, stop and readiness of the service. Runs on the container's main thread; readiness checks
 * run on the worker threads of the management interface.
 */
@NullMarked
package io.sluice.admin;

import org.jspecify.annotations.NullMarked;
