package io.sluice.admin.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may watch, and how many (security, section 4). */
@ConfigMapping(prefix = "sluice.live")
interface StreamConfig {

  /** Most connections of one person. */
  @WithDefault("8")
  @Min(1)
  @Max(10_000)
  int connectionsPerPerson();

  /** Most connections of this instance. */
  @WithDefault("1000")
  @Min(1)
  @Max(100_000)
  int connections();

  /** Origins of pages that may connect beside those of this host, as {@code https://host:port}. */
  Optional<List<String>> allowedOrigins();

  /** After this long without a sign of life a client is closed. */
  @WithDefault("30s")
  Duration silence();

  /** How often the tokens of who is connected are checked again. */
  @WithDefault("30s")
  Duration recheck();
}
