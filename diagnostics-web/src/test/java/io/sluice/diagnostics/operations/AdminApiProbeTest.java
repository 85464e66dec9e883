package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.operations.AdminApiProbe.AdminApiConfig;
import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminApiProbeTest {
  private AdminApiStub adminApi;

  @BeforeEach
  void startAdminApi() throws IOException {
    adminApi = new AdminApiStub();
  }

  @AfterEach
  void stopAdminApi() {
    adminApi.close();
  }

  @Test
  void findsAReadyAdminApiWithItsChecks() {
    assertThat(look(adminApi.url(), adminApi.healthUrl()))
        .isEqualTo(
            new ProbeResult.Ready(
                List.of(
                    new ProbeResult.Check("Database connections", true),
                    new ProbeResult.Check("Redis connection", true))));
  }

  @Test
  void namesTheChecksThatFailAndPutsThemFirst() {
    adminApi.answersHealthWith(AdminApiStub.REDIS_AWAY);

    var finding = look(adminApi.url(), adminApi.healthUrl());

    assertThat(finding).isInstanceOf(ProbeResult.NotReady.class);
    assertThat(((ProbeResult.NotReady) finding).reason())
        .isEqualTo("checks fail: <script>alert(1)</script>, Redis connection");
    assertThat(finding.reported().getLast().name()).isEqualTo("Database connections");
  }

  @Test
  void findsNobodyWhenNothingListens() throws IOException {
    var nobody = addressOfNobody();

    assertThat(look(nobody, nobody))
        .isEqualTo(new ProbeResult.Unreachable("nothing accepts a connection"));
  }

  @Test
  void isNotReadyWhenOnlyItsApiIsSilent() throws IOException {
    var finding = look(addressOfNobody(), adminApi.healthUrl());

    assertThat(finding).isInstanceOf(ProbeResult.NotReady.class);
    assertThat(finding.reported()).hasSize(2);
  }

  @Test
  void givesUpOnAnAnswerThatStopsInTheMiddle() {
    adminApi.stallsInTheMiddleOfAHealthAnswer();

    assertThat(look(adminApi.url(), adminApi.healthUrl()))
        .isEqualTo(
            new ProbeResult.NotReady(
                "its API answers, but its health check does not (no answer within 300 ms)",
                List.of()));
  }

  @Test
  void readsNoMoreThanALimitedAnswer() {
    adminApi.answersHealthWith(new AdminApiStub.Reply(200, "x".repeat(200_000)));

    assertThat(look(adminApi.url(), adminApi.healthUrl())).isInstanceOf(ProbeResult.NotReady.class);
  }

  @Test
  void takesSomethingElseThanHealthForNotReady() {
    adminApi.answersHealthWith(new AdminApiStub.Reply(200, "<html>a proxy</html>"));

    assertThat(look(adminApi.url(), adminApi.healthUrl())).isInstanceOf(ProbeResult.NotReady.class);
  }

  private static URI addressOfNobody() throws IOException {
    try (var gone = new AdminApiStub()) {
      return gone.url();
    }
  }

  private static ProbeResult look(URI api, URI health) {
    var probe =
        new AdminApiProbe(
            new AdminApiConfig() {
              @Override
              public URI url() {
                return api;
              }

              @Override
              public URI healthUrl() {
                return health;
              }

              @Override
              public Duration timeout() {
                return Duration.ofMillis(300);
              }
            });
    try {
      return probe.look();
    } finally {
      probe.close();
    }
  }
}
