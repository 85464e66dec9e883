package io.sluice.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connection to Redis with the one operation that the scripts need. Implemented beside each client;
 * may be shared by threads.
 */
public interface RedisConnection {

  /**
   * Sends one command and waits for its reply.
   *
   * @return {@code Long}, {@code String}, {@code List} of these, or null for a nil reply
   * @throws RedisRefused if Redis answers with an error
   * @throws RedisUnavailable if no answer came: it is unknown whether the command ran
   */
  @Nullable Object send(String command, List<String> arguments);
}
