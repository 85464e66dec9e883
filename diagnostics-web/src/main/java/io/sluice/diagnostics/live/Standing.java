package io.sluice.diagnostics.live;

/**
 * What stands until a person does something.
 *
 * @param blacklisted workflows that may not run
 * @param unread notifications that nobody has read
 */
public record Standing(long blacklisted, long unread) {}
