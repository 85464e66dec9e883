package io.sluice.admin.webhook;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.webhook.DeliveryRules.Effect;
import io.sluice.admin.webhook.SenderStore.Head;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what follows an attempt, logs and counts it. An instance that is killed between the
 * attempt and this leaves the delivery waiting, and another one sends it again with the same id.
 */
@Singleton
final class AttemptRecorder {

  private static final Logger LOG = Logger.getLogger(AttemptRecorder.class);
  private static final int MAX_REASON = 500;

  private final Database database;
  private final WebhookStore webhooks;
  private final WebhookMetrics metrics;
  private final Audit audit;
  private final InstantSource clock;

  AttemptRecorder(
      Database database,
      WebhookStore webhooks,
      WebhookMetrics metrics,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.webhooks = webhooks;
    this.metrics = metrics;
    this.audit = audit;
    this.clock = clock;
  }

  void record(Head head, ReceiverAnswer answer, Effect effect) {
    Integer status = answer.statusCode();
    Transport transport = Transport.of(head.url());
    Instant now = clock.instant();
    switch (effect) {
      case Effect.Delivered() -> {
        end(head, DeliveryStore.DELIVERED, status, null, now);
        metrics.delivered(transport);
        LOG.debugf(
            "webhook delivered webhook=%s transport=%s event=%s",
            head.name(), transport.word(), head.event());
      }
      case Effect.Retry(Instant at, String reason) -> {
        retry(head, status, reason, at);
        metrics.failed(transport);
        log(Logger.Level.INFO, "webhook attempt failed", head, reason);
      }
      case Effect.Dead(String reason) -> {
        end(head, DeliveryStore.DEAD, status, reason, now);
        metrics.dead(transport, 1);
        log(Logger.Level.WARN, "webhook delivery given up", head, reason);
      }
      case Effect.Gone(String reason) -> {
        gone(head, status, reason, now);
        metrics.dead(transport, 1);
        log(Logger.Level.WARN, "webhook disabled by its receiver", head, reason);
      }
    }
  }

  private void retry(Head head, @Nullable Integer status, String reason, Instant at) {
    database.upkeep(
        connection ->
            Sql.update(
                connection,
                """
                UPDATE delivery SET attempts = attempts + 1, status_code = ?::integer, reason = ?,
                  next_at = ? WHERE sequence = ? AND state = 'PENDING'
                """,
                status,
                Storable.text(reason, MAX_REASON),
                at,
                head.sequence()));
  }

  private void end(
      Head head, String state, @Nullable Integer status, @Nullable String reason, Instant now) {
    database.upkeep(connection -> end(connection, head, state, status, reason, now));
  }

  private static int end(
      Connection connection,
      Head head,
      String state,
      @Nullable Integer status,
      @Nullable String reason,
      Instant now)
      throws SQLException {
    return Sql.update(
        connection,
        """
        UPDATE delivery SET attempts = attempts + 1, status_code = ?::integer, reason = ?,
          state = ?, ended_at = ? WHERE sequence = ? AND state = 'PENDING'
        """,
        status,
        Storable.text(reason, MAX_REASON),
        state,
        now,
        head.sequence());
  }

  private void gone(Head head, @Nullable Integer status, String reason, Instant now) {
    database.transaction(
        connection -> {
          end(connection, head, DeliveryStore.DEAD, status, reason, now);
          if (webhooks.disable(connection, head.webhook(), reason)) {
            audit.write(
                connection,
                new Audit.Entry(
                    "sluice",
                    "webhook.disable",
                    "webhook/" + head.name(),
                    reason,
                    "enabled",
                    "disabled",
                    "allowed"));
          }
          return head;
        });
  }

  private static void log(Logger.Level level, String message, Head head, String reason) {
    LOG.logf(
        level,
        "%s webhook=%s transport=%s event=%s attempt=%d reason=%s",
        message,
        head.name(),
        Transport.of(head.url()).word(),
        head.event(),
        head.attempts() + 1,
        reason.replaceAll("\\p{Cntrl}", "?"));
  }
}
