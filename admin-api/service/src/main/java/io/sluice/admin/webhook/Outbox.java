package io.sluice.admin.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.admin.database.Storable;
import io.sluice.admin.webhook.DeliveryStore.Written;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes events for webhooks in the transaction of their cause, so that none is lost and none is
 * told of a change that was rolled back. Costs one look into memory while no webhook wants the
 * event. Safe on every thread.
 */
@Singleton
public final class Outbox {

  private static final int MAX_TEXT = 2_000;

  private final WantedKinds wanted;
  private final DeliveryStore deliveries;
  private final EndedEvents ended;
  private final InstantSource clock;
  private final ObjectMapper json;

  Outbox(
      WantedKinds wanted,
      DeliveryStore deliveries,
      EndedEvents ended,
      InstantSource clock,
      ObjectMapper json) {
    this.wanted = wanted;
    this.deliveries = deliveries;
    this.ended = ended;
    this.clock = clock;
    this.json = json;
  }

  public void write(Connection connection, WebhookEvent event) throws SQLException {
    write(connection, List.of(event));
  }

  /** Writes events in this order, with one statement. */
  public void write(Connection connection, List<WebhookEvent> events) throws SQLException {
    List<Written> written =
        events.stream().filter(event -> wanted.include(event.kind())).map(this::written).toList();
    if (!written.isEmpty()) {
      deliveries.insert(connection, written, clock.instant());
    }
  }

  /** Writes the events of executions that this transaction has ended. */
  public void ended(Connection connection, List<UUID> executions) throws SQLException {
    if (executions.isEmpty()) {
      return;
    }
    if (wanted.include(EventType.ACTION_ENDED)) {
      write(connection, ended.actions(connection, executions));
    }
    if (wanted.include(EventType.DEAD_LETTERS_GREW)) {
      write(connection, ended.deadLetters(connection, executions));
    }
  }

  /** Returns the event as it is stored and sent. */
  Written written(WebhookEvent event) {
    ObjectNode body = json.createObjectNode();
    body.put("type", event.kind().word());
    body.put("timestamp", event.at().toString());
    ObjectNode data = body.putObject("data");
    event.data().forEach((name, value) -> put(data, name, value));
    return new Written(
        UUID.randomUUID(), event.kind(), event.organization(), event.subject(), body.toString());
  }

  private void put(ObjectNode data, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case String text -> data.put(name, Storable.text(text, MAX_TEXT));
      case Instant at -> data.put(name, at.toString());
      case UUID id -> data.put(name, id.toString());
      default -> data.set(name, json.valueToTree(value));
    }
  }
}
