package io.sluice.admin.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Configuration of payload access, tokens, rate limits and built-in users. */
@ConfigMapping(prefix = "sluice.security")
interface SecurityConfig {

  /** True if viewers see inputs, results and log lines. */
  @WithDefault("false")
  boolean viewersSeePayloads();

  /** Time for which a checked token is cached; the maximum delay of a revocation. */
  @WithDefault("5s")
  Duration tokenCache();

  /** Maximum requests of one caller in a second at this instance; all may come at once. */
  @WithDefault("100")
  @Min(
      value = 1,
      message = "SLUICE_SECURITY_REQUESTS_PER_SECOND is ${validatedValue}: it must be 1 or more")
  int requestsPerSecond();

  /** Maximum bundles that one caller uploads in a minute at this instance. */
  @WithDefault("1")
  @Min(
      value = 1,
      message = "SLUICE_SECURITY_UPLOADS_PER_MINUTE is ${validatedValue}: it must be 1 or more")
  int uploadsPerMinute();

  /** Maximum actions that one agent asks for in a minute at this instance. */
  @WithDefault("60")
  @Min(
      value = 1,
      message =
          "SLUICE_SECURITY_AGENT_ACTIONS_PER_MINUTE is ${validatedValue}: it must be 1 or more")
  int agentActionsPerMinute();

  /** Maximum tokens and refresh tokens of one address in a minute that are not valid. */
  @WithDefault("60")
  @Min(
      value = 1,
      message =
          "SLUICE_SECURITY_REFUSED_TOKENS_PER_MINUTE is ${validatedValue}: it must be 1 or more")
  int refusedTokensPerMinute();

  /** Maximum refused writes of one caller in a minute that have an audit entry each. */
  @WithDefault("20")
  @Min(
      value = 1,
      message =
          "SLUICE_SECURITY_AUDITED_REFUSALS_PER_MINUTE is ${validatedValue}: it must be 1 or more")
  int auditedRefusalsPerMinute();

  /** Properties file with username, password and token, read at a start without users. */
  Optional<String> initialAdministratorFile();

  /** True if built-in users may sign in at a service that listens beyond the loopback address. */
  @WithDefault("false")
  boolean builtInUsersBeyondLoopback();

  /** Lifetime of an access token of a sign-in. */
  @WithDefault("15m")
  Duration signInToken();

  /** Maximum time between two refreshes of a sign-in. */
  @WithDefault("30m")
  Duration sessionIdle();

  /** Maximum duration of a sign-in. */
  @WithDefault("8h")
  Duration sessionLongest();
}
