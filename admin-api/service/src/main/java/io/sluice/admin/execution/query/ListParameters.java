package io.sluice.admin.execution.query;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list, unchecked. */
public record ListParameters(
    @QueryParam("status") @Nullable String status,
    @QueryParam("workflow") @Nullable String workflow,
    @QueryParam("error_type") @Nullable String errorType,
    @QueryParam("worker_id") @Nullable String workerId,
    @QueryParam("organization") @Nullable String organization,
    @QueryParam("label") @Nullable String label,
    @QueryParam("from") @Nullable String from,
    @QueryParam("to") @Nullable String to,
    @QueryParam("q") @Nullable String q,
    @QueryParam("sort") @Nullable String sort,
    @QueryParam("cursor") @Nullable String cursor,
    @QueryParam("limit") @DefaultValue("50") int limit) {}
