/**
 * Pages for administrators: the overview, audit log, settings, notifications, system log, and the
 * health of admin-api. Runs on the virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.operations;

import org.jspecify.annotations.NullMarked;
