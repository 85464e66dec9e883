package io.sluice.admin.notification;

import java.time.Instant;

/** A stored notification. */
public record Notification(long id, Notice notice, Instant at) {}
