package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log line of a service. It contains no payload of an execution.
 *
 * @param id increases in the order of storage
 * @param service orchestrator-service or admin-api
 * @param workerId of a worker; absent for other services
 * @param level INFO, WARN or ERROR
 * @param logger name of the logger
 * @param message null together with {@code redacted} if it names an execution that the caller may
 *     not see
 */
public record SystemLogEntry(
    long id,
    Instant at,
    String service,
    @Nullable String workerId,
    String level,
    String logger,
    @Nullable String message,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {}
