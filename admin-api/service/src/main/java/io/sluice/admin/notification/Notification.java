package io.sluice.admin.notification;

import java.time.Instant;

/** A notice that was written. */
public record Notification(long id, Notice notice, Instant at) {}
