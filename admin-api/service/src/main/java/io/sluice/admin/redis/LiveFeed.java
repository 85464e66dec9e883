package io.sluice.admin.redis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.http.JsonText;
import io.sluice.api.LiveEvent;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Publishes live events to all instances of admin-api (docs/live-stream.md). Call it after the
 * commit, on a thread that may block. Without Redis an event is lost; pages read the state again
 * every two seconds.
 */
@Singleton
public class LiveFeed {

  private static final Logger LOG = Logger.getLogger(LiveFeed.class);

  private final RedisConnection redis;
  private final ObjectMapper json;

  LiveFeed(RedisConnection redis, ObjectMapper json) {
    this.redis = redis;
    this.json = json;
  }

  /** Publishes an event. */
  public void publish(LiveEvent event) {
    try {
      redis.send("PUBLISH", List.of(ControlKeys.LIVE, JsonText.of(json, event)));
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.debugf("A live event was lost: %s", notNow.getMessage());
    }
  }
}
