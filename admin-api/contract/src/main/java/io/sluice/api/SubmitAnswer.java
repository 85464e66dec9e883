package io.sluice.api;

import java.util.UUID;

/** An accepted execution: it is stored in PostgreSQL and reaches exactly one terminal status. */
public record SubmitAnswer(UUID executionId, ExecutionStatus status) {}
