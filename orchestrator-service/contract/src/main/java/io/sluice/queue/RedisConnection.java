package io.sluice.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The little that the scripts need of a Redis client. Implemented where the client is; may be
 * shared by threads.
 */
public interface RedisConnection {

  /**
   * Sends one command and waits for its reply.
   *
   * @return {@code Long}, {@code String}, {@code List} of these, or null for a nil reply
   * @throws RedisRefused when Redis answers with an error
   * @throws RedisUnavailable when no answer came: whether the command ran is unknown
   */
  @Nullable Object send(String command, List<String> arguments);
}
