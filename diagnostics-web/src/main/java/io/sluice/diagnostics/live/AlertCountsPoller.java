package io.sluice.diagnostics.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.ApiJson;
import io.sluice.diagnostics.live.StreamCredential.StreamToken;
import io.sluice.diagnostics.page.Formats;
import io.sluice.service.LoopGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls the alert counts when the stream reports a change of them, and every half minute, on its
 * own thread.
 */
@ApplicationScoped
class AlertCountsPoller {

  private static final Logger LOG = Logger.getLogger(AlertCountsPoller.class);
  private static final int INTERVAL_SECONDS = 30;
  private static final int MAX_ITEMS = 200;

  private final AlertCountsClient adminApi;
  private final StreamCredential token;
  private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
  private volatile boolean stopping;
  private volatile @Nullable AlertCounts latest;

  private final LoopGuard guard = new LoopGuard("alert-counts");

  AlertCountsPoller(@RestClient AlertCountsClient adminApi, StreamCredential token) {
    this.adminApi = adminApi;
    this.token = token;
  }

  /** The latest counts; null while they are unknown. */
  @Nullable AlertCounts latest() {
    return latest;
  }

  /** Notes a frame that may change the counts. Never waits. */
  void came(LiveFrame frame) {
    var events =
        switch (frame) {
          case LiveFrame.Snapshot _ -> List.<LiveEvent>of();
          case LiveFrame.Delta delta -> delta.events();
        };
    if (frame instanceof LiveFrame.Snapshot
        || events.stream().anyMatch(AlertCountsPoller::changes)) {
      var _ = nudges.offer(true);
    }
  }

  private static boolean changes(LiveEvent event) {
    return event instanceof LiveEvent.Notified
        || event instanceof LiveEvent.WorkflowBlacklisted
        || event instanceof LiveEvent.WorkflowUnblacklisted;
  }

  void start(@Observes StartupEvent started) {
    Thread.ofVirtual().name("alert-counts").start(this::run);
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping = true;
    var _ = nudges.offer(true);
  }

  private void run() {
    guard.loop(
        () -> !stopping,
        () -> {
          var _ = nudges.poll(INTERVAL_SECONDS, TimeUnit.SECONDS);
          if (!stopping && token.now(false) instanceof StreamToken.Good good) {
            poll(good.text());
          }
        },
        pause -> nudges.poll(pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void poll(String credential) {
    try {
      var bearer = "Bearer " + credential;
      var blacklist = adminApi.blacklist(bearer, MAX_ITEMS);
      var unread = adminApi.notifications(bearer, true, 1).unread();
      latest =
          new AlertCounts(
              Formats.count(blacklist.items().size()) + (blacklist.nextCursor() == null ? "" : "+"),
              Formats.count(unread));
    } catch (ProcessingException | WebApplicationException away) {
      LOG.debugf("The alert counts are unknown now: %s", away.getMessage());
      latest = null;
    }
  }

  /**
   * Numbers of the matters that wait for a person.
   *
   * @param blacklisted blocked workflows; {@code 200+} if there are more than one page of the API
   *     holds
   * @param unread unread notifications
   */
  public record AlertCounts(String blacklisted, String unread) {}

  /**
   * REST client for the two lists of admin-api whose length the status bar shows and which the
   * stream does not carry. Uses this instance's own token, like the stream: every role may read
   * these lists.
   */
  @RegisterRestClient(configKey = "admin-api")
  @Path("/api/platform")
  interface AlertCountsClient {

    @GET
    @Path("blacklist")
    Page<BlacklistEntry> blacklist(
        @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("limit") int limit);

    @GET
    @Path("notifications")
    NotificationPage notifications(
        @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
        @QueryParam("unread") boolean unread,
        @QueryParam("limit") int limit);

    @ClientObjectMapper
    static ObjectMapper json(ObjectMapper usual) {
      return ApiJson.of(usual);
    }
  }
}
