package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log line of one of the services. It holds no payload of an execution.
 *
 * @param id rises in the order in which lines were stored
 * @param service orchestrator-service or admin-api
 * @param workerId of a worker; absent for other services
 * @param level INFO, WARN or ERROR
 * @param logger who says it
 * @param message null and {@code redacted} when it names an execution that the caller may not see
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
