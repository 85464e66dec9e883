package io.sluice.admin.webhook;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Principal;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists the deliveries of a webhook, sends dead ones again, and adds test events. */
@Singleton
final class WebhookDeliveries {

  private final Database database;
  private final Webhooks webhooks;
  private final DeliveryStore deliveries;
  private final Outbox outbox;
  private final Audit audit;
  private final InstantSource clock;

  WebhookDeliveries(
      Database database,
      Webhooks webhooks,
      DeliveryStore deliveries,
      Outbox outbox,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  Page<DeliveryView> page(UUID id, @Nullable String state, long before, int limit, Principal who) {
    return database.read(
        connection -> {
          WebhookView webhook = webhooks.required(connection, id, who);
          List<DeliveryView> found =
              deliveries.before(connection, webhook.id(), state, before, limit + 1);
          boolean more = found.size() > limit;
          List<DeliveryView> items = more ? found.subList(0, limit) : found;
          return new Page<>(items, more ? items.getLast().deliveryId() : null);
        });
  }

  /** Lets a dead delivery be attempted again, before those that wait. */
  DeliveryView retry(UUID id, long sequence, Principal who) {
    return database.transaction(
        connection -> {
          WebhookView webhook = enabled(webhooks.required(connection, id, who));
          DeliveryView before =
              deliveries.find(connection, id, sequence).orElseThrow(() -> noDelivery(sequence));
          if (!deliveries.revive(connection, id, sequence, clock.instant())) {
            throw new ProblemException(
                ProblemType.DELIVERY_NOT_DEAD.problem(
                    "The delivery is " + before.state() + "; only a DEAD one is sent again."));
          }
          audit.write(
              connection,
              Webhooks.entry(
                  who, "webhook.retry", webhook, before.reason(), "event " + before.eventId()));
          return deliveries.find(connection, id, sequence).orElseThrow();
        });
  }

  static ProblemException noDelivery(Object id) {
    return new ProblemException(
        ProblemType.NO_SUCH_DELIVERY.problem(
            "The webhook has no delivery " + id + ". Ended ones are deleted after a while."));
  }

  /** Sends a test event to one webhook, behind what waits for it. */
  DeliveryView test(UUID id, Principal who) {
    return database.transaction(
        connection -> {
          WebhookView webhook = enabled(webhooks.required(connection, id, who));
          Instant now = clock.instant();
          WebhookEvent event =
              WebhookEvent.of(
                  EventType.TEST,
                  now,
                  webhook.organization(),
                  Map.of("webhook", webhook.name(), "requested_by", who.name()));
          DeliveryView delivery = deliveries.insert(connection, id, outbox.written(event), now);
          audit.write(
              connection,
              Webhooks.entry(who, "webhook.test", webhook, null, "event " + delivery.eventId()));
          return delivery;
        });
  }

  private static WebhookView enabled(WebhookView webhook) {
    if (!webhook.enabled()) {
      throw new ProblemException(
          ProblemType.WEBHOOK_DISABLED.problem(
              webhook.name() + " is disabled, so that nothing is sent. Enable it first."));
    }
    return webhook;
  }
}
