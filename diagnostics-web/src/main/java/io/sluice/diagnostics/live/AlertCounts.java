package io.sluice.diagnostics.live;

/**
 * What stands until a person does something.
 *
 * @param blacklisted workflows that may not run; {@code 200+} when there are more than one look
 *     tells
 * @param unread notifications that nobody has read
 */
public record AlertCounts(String blacklisted, String unread) {}
