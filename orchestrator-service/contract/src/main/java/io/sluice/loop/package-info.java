/**
 * Guard of every long-lived thread of the services. Used by orchestrator-service and admin-api;
 * each guard belongs to the thread that runs in it.
 */
@NullMarked
package io.sluice.loop;

import org.jspecify.annotations.NullMarked;
