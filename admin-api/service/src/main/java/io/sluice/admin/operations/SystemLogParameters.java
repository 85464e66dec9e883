package io.sluice.admin.operations;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Query parameters of the list of log lines. */
record SystemLogParameters(
    @QueryParam("level") @DefaultValue("INFO") String level,
    @QueryParam("service") @Nullable String service,
    @QueryParam("worker_id") @Nullable String workerId,
    @QueryParam("q") @Nullable String q,
    @QueryParam("from") @Nullable String from,
    @QueryParam("to") @Nullable String to,
    @QueryParam("cursor") @Nullable String cursor,
    @QueryParam("limit") @DefaultValue("50") int limit) {}
