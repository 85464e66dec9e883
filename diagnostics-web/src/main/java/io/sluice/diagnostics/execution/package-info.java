/**
 * Executions: the list with its filters, one execution with its attempts, log and stuck dossier,
 * and the actions cancel and retry, for one execution or for all that match a filter. Runs on the
 * virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.execution;

import org.jspecify.annotations.NullMarked;
