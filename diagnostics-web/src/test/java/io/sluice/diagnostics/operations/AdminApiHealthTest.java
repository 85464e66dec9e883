package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.operations.AdminApiHealth.HealthObservation;
import io.sluice.diagnostics.operations.AdminApiProbe.AdminApiConfig;
import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdminApiHealthTest {

  @Test
  void aHundredViewersAtOnceCostFarFewerLooks() throws Exception {
    try (var adminApi = new AdminApiStub();
        var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
      adminApi.stallsInTheMiddleOfAHealthAnswer();
      var health = new AdminApiHealth(new AdminApiProbe(config(adminApi)), InstantSource.system());
      var gate = new CountDownLatch(1);
      Callable<HealthObservation> viewer =
          () -> {
            gate.await();
            return health.look();
          };
      var answers = Stream.generate(() -> viewers.submit(viewer)).limit(100).toList();

      gate.countDown();

      for (var answer : answers) {
        assertThat(answer.get().finding()).isInstanceOf(ProbeResult.NotReady.class);
      }
      assertThat(adminApi.looks()).isLessThan(50);
    }
  }

  @Test
  void eachViewerAfterTheOtherGetsALookOfItsOwn() throws IOException {
    try (var adminApi = new AdminApiStub()) {
      var health = new AdminApiHealth(new AdminApiProbe(config(adminApi)), InstantSource.system());

      health.look();
      health.look();

      assertThat(adminApi.looks()).isEqualTo(2);
    }
  }

  private static AdminApiConfig config(AdminApiStub adminApi) {
    return new AdminApiConfig() {
      @Override
      public URI url() {
        return adminApi.url();
      }

      @Override
      public URI healthUrl() {
        return adminApi.healthUrl();
      }

      @Override
      public Duration timeout() {
        return Duration.ofMillis(500);
      }
    };
  }
}
