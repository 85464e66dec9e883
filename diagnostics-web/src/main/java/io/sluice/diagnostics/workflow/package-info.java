/** Registered workflows and how their executions ended. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.workflow;

import org.jspecify.annotations.NullMarked;
