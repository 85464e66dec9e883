package io.sluice.api;

import java.util.UUID;

/** The execution is in PostgreSQL and will reach exactly one terminal status. */
public record SubmitAnswer(UUID executionId, ExecutionStatus status) {}
