package io.sluice.diagnostics.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceLinkTest {

  @Test
  void theTraceIdReplacesItsPlaceInTheAddress() {
    var link = new TraceLink(Optional.of("https://traces.example.org/trace/{trace_id}?full"));

    assertThat(link.isConfigured()).isTrue();
    assertThat(link.to("4bf92f")).isEqualTo("https://traces.example.org/trace/4bf92f?full");
  }

  @Test
  void withoutAnAddressThereIsNoLink() {
    assertThat(new TraceLink(Optional.empty()).isConfigured()).isFalse();
  }

  @Test
  void anAddressThatIsNoPageOrHasNoPlaceForTheIdIsRefusedWithItsSetting() {
    for (String wrong : new String[] {"javascript:alert({trace_id})", "https://traces.example"}) {
      assertThatThrownBy(() -> new TraceLink(Optional.of(wrong)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("SLUICE_TRACE_URL");
    }
  }
}
