package io.sluice.admin.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Configuration of webhooks (docs/webhooks.md). */
@ConfigMapping(prefix = "sluice.webhook")
interface WebhookConfig {

  /** Host names that webhooks may have; {@code *.example.com} and {@code *} are allowed. */
  Optional<List<String>> hosts();

  /** Host names that may have private addresses as well. */
  Optional<Set<String>> privateHosts();

  /** True if webhooks may do without TLS. */
  @WithDefault("false")
  boolean allowHttp();

  /** Folder of the files with the secrets. */
  Optional<Path> secretsDirectory();

  /** PEM file of the authorities that receivers' certificates need; absent means Java's. */
  Optional<Path> caFile();

  /** Attempts after which a delivery is dead. */
  @WithDefault("10")
  @Min(1)
  @Max(100)
  int maxAttempts();

  /** Time until the second attempt; it doubles up to an hour. */
  @WithDefault("5s")
  Duration firstRetry();

  /** Time for the connection of an attempt. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** Time for an attempt, up to the head of the response. */
  @WithDefault("10s")
  Duration timeout();

  /** Receivers that an instance calls at once. */
  @WithDefault("8")
  @Min(1)
  @Max(100)
  int concurrency();

  /** Deliveries of a webhook that may wait; beyond them the oldest are dead. */
  @WithDefault("10000")
  @Min(1)
  @Max(1_000_000)
  int maxPending();

  /** Time for which deliveries wait, and for which ended ones are kept. */
  @WithDefault("7d")
  Duration keep();

  default TargetRules targets() {
    return new TargetRules(hosts().orElse(List.of()), privateHosts().orElse(Set.of()), allowHttp());
  }
}
