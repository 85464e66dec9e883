package io.sluice.diagnostics.live;

/**
 * Numbers of the matters that wait for a person.
 *
 * @param blacklisted blocked workflows; {@code 200+} if there are more than one page of the API
 *     holds
 * @param unread unread notifications
 */
public record AlertCounts(String blacklisted, String unread) {}
