package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.query.ExecutionQuery;
import io.sluice.admin.execution.query.ListParameters;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of dead letters, unchecked. */
record DeadLetterParameters(
    @QueryParam("workflow") @Nullable String workflow,
    @QueryParam("error_type") @Nullable String errorType,
    @QueryParam("organization") @Nullable String organization,
    @QueryParam("from") @Nullable String from,
    @QueryParam("to") @Nullable String to,
    @QueryParam("cursor") @Nullable String cursor,
    @QueryParam("limit") @DefaultValue("50") int limit) {

  ExecutionQuery query() {
    return ExecutionQuery.ofDeadLetters(
        new ListParameters(
            null,
            workflow,
            errorType,
            null,
            organization,
            null,
            from,
            to,
            null,
            null,
            cursor,
            limit));
  }
}
