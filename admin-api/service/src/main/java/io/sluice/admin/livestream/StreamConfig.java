package io.sluice.admin.livestream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of the live stream (docs/security.md). */
@ConfigMapping(prefix = "sluice.live")
interface StreamConfig {

  /** Maximum connections of one person. */
  @WithDefault("8")
  @Min(1)
  @Max(10_000)
  int connectionsPerPerson();

  /** Maximum connections of this instance. */
  @WithDefault("1000")
  @Min(1)
  @Max(100_000)
  int connections();

  /** Origins of pages that may connect beside those of this host, as {@code https://host:port}. */
  Optional<List<String>> allowedOrigins();

  /** Time without a sign of life after which a client is closed. */
  @WithDefault("30s")
  Duration silence();

  /** Time between two checks of a client's token. */
  @WithDefault("30s")
  Duration recheck();
}
