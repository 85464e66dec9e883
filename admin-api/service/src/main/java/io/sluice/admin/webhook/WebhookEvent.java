package io.sluice.admin.webhook;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event for the outbox. It names things by their ids and has no input, result or message of an
 * execution: who receives it reads those with rights of its own.
 *
 * @param organization absent if it belongs to the installation
 * @param subject the thing of which one event in a minute is enough; absent if each one is told
 * @param data fields of the body, in snake case; a null value is left out
 */
public record WebhookEvent(
    EventType kind,
    Instant at,
    @Nullable String organization,
    @Nullable String subject,
    Map<String, ? extends @Nullable Object> data) {

  public static WebhookEvent of(
      EventType kind,
      Instant at,
      @Nullable String organization,
      Map<String, ? extends @Nullable Object> data) {
    return new WebhookEvent(kind, at, organization, null, data);
  }
}
