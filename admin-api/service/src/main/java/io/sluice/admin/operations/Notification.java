package io.sluice.admin.operations;

import java.time.Instant;

/** A stored notification. */
public record Notification(long id, Notice notice, Instant at) {}
