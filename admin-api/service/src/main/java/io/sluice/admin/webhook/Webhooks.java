package io.sluice.admin.webhook;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Principal;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WebhookApi.WebhookView;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes webhooks, each change with its audit entry. A caller of some organizations has
 * the webhooks of these only; those of the installation need all.
 */
@Singleton
final class Webhooks {

  private final Database database;
  private final WebhookStore store;
  private final DeliveryStore deliveries;
  private final WantedKinds wanted;
  private final Audit audit;
  private final InstantSource clock;
  private final WebhookChecks checks;

  Webhooks(
      Database database,
      WebhookStore store,
      DeliveryStore deliveries,
      WantedKinds wanted,
      Audit audit,
      InstantSource clock,
      WebhookChecks checks) {
    this.database = database;
    this.store = store;
    this.deliveries = deliveries;
    this.wanted = wanted;
    this.audit = audit;
    this.clock = clock;
    this.checks = checks;
  }

  Page<WebhookView> page(String after, int limit, Principal who) {
    return database.read(
        connection -> {
          List<WebhookView> found = store.after(connection, after, limit + 1, who.organizations());
          boolean more = found.size() > limit;
          List<WebhookView> items = more ? found.subList(0, limit) : found;
          return new Page<>(withLast(connection, items), more ? items.getLast().name() : null);
        });
  }

  private List<WebhookView> withLast(Connection connection, List<WebhookView> webhooks)
      throws SQLException {
    var all = new ArrayList<WebhookView>(webhooks.size());
    for (WebhookView webhook : webhooks) {
      all.add(webhook.with(deliveries.last(connection, webhook.id()).orElse(null)));
    }
    return all;
  }

  WebhookView view(UUID id, Principal who) {
    return database.read(
        connection -> withLast(connection, List.of(required(connection, id, who))).getFirst());
  }

  WebhookView required(Connection connection, UUID id, Principal who) throws SQLException {
    return store
        .find(connection, id, who.organizations())
        .orElseThrow(() -> unknown(id.toString()));
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_WEBHOOK.problem(
            "No webhook has the id " + id + ". GET /api/webhooks lists them."));
  }

  WebhookView add(WebhookRequest request, Principal who) {
    WebhookView webhook =
        checks.webhook(UUID.randomUUID(), request, clock.instant(), who.name(), who);
    WebhookView added =
        database.transaction(
            connection -> {
              if (!store.insert(connection, webhook)) {
                throw new ProblemException(
                    ProblemType.WEBHOOK_NAME_TAKEN.problem(
                        "There is a webhook " + webhook.name() + ". Choose another name."));
              }
              audit.write(connection, entry(who, "webhook.add", webhook, null, words(webhook)));
              return webhook;
            });
    wanted.read();
    return added;
  }

  WebhookView replace(UUID id, WebhookRequest request, Principal who) {
    WebhookView replaced =
        database.transaction(
            connection -> {
              WebhookView before = locked(connection, id, who);
              if (!before.name().equals(request.name())) {
                throw WebhookChecks.refused(
                    "name", "stays " + before.name() + ": audit entries name it");
              }
              if (!Objects.equals(before.organization(), request.organization())) {
                throw WebhookChecks.refused(
                    "organization", "stays as it is: make another webhook instead");
              }
              store.replace(
                  connection,
                  checks.webhook(id, request, before.createdAt(), before.createdBy(), who));
              WebhookView after = required(connection, id, who);
              audit.write(
                  connection, entry(who, "webhook.change", after, words(before), words(after)));
              return after;
            });
    wanted.read();
    return replaced;
  }

  void delete(UUID id, Principal who) {
    database.transaction(
        connection -> {
          WebhookView before = locked(connection, id, who);
          store.delete(connection, id);
          audit.write(connection, entry(who, "webhook.delete", before, words(before), null));
          return id;
        });
    wanted.read();
  }

  private WebhookView locked(Connection connection, UUID id, Principal who) throws SQLException {
    if (!store.lock(connection, id)) {
      throw unknown(id.toString());
    }
    return required(connection, id, who);
  }

  static Audit.Entry entry(
      Principal who,
      String action,
      WebhookView webhook,
      @Nullable String before,
      @Nullable String after) {
    return new Audit.Entry(
        who.name(), action, "webhook/" + webhook.name(), null, before, after, "allowed");
  }

  /** Describes a webhook; the path of a server's address is left out, as it may be a secret. */
  private static String words(WebhookView webhook) {
    return (webhook.enabled() ? "enabled" : "disabled")
        + switch (Transport.of(webhook.url())) {
          case HTTP -> ", host " + URI.create(webhook.url()).getHost();
          case MAIL -> ", " + webhook.url();
        }
        + ", kinds "
        + webhook.kinds()
        + (webhook.secretFile() == null ? "" : ", secret file " + webhook.secretFile());
  }
}
