package io.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Checks that nothing holds a request after its answer; the limit of the tests is four seconds. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class RequestMemoryTest {

  private static final String QUERY = "hours=17";

  @Inject Seen seen;

  /** Remembers requests as long as somebody else does. */
  @Singleton
  static class Seen {
    private final List<WeakReference<Object>> requests = new CopyOnWriteArrayList<>();

    void register(@Observes Filters filters) {
      filters.register(
          context -> {
            if (QUERY.equals(context.request().query())) {
              requests.add(new WeakReference<>(context));
            }
            context.next();
          },
          14_000);
    }

    long alive() {
      System.gc();
      return requests.stream().filter(each -> each.get() != null).count();
    }
  }

  @Test
  void anAnsweredRequestIsNotHeldByItsTimeLimit() {
    for (int i = 0; i < 20; i++) {
      assertThat(Api.get("/api/executions/stats?" + QUERY).statusCode()).isEqualTo(200);
    }

    assertThat(seen.requests).hasSize(20);
    // The connection holds the last one.
    await().atMost(Duration.ofSeconds(3)).until(() -> seen.alive() <= 2);
  }
}
