package io.sluice.diagnostics.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @Test
  void writesItsQueryInOrderAndEncoded() {
    Address address = Address.of("/executions").with("q", "a&b=c \"<").with("label", "team:x");

    assertThat(address).hasToString("/executions?q=a%26b%3Dc+%22%3C&label=team%3Ax");
    assertThat(address.without("q").without("label")).hasToString("/executions");
    assertThat(address.with("q", "z")).hasToString("/executions?label=team%3Ax&q=z");
    assertThat(address.at("/executions/bulk").path()).isEqualTo("/executions/bulk");
  }

  @Test
  void readsWhatIsKnownAndHasAValue() {
    var sent = new MultivaluedHashMap<String, String>();
    sent.put("status", List.of("FAILED", " ", "TIMEOUT"));
    sent.put("q", List.of("  "));
    sent.put("unknown", List.of("x"));

    assertThat(Filters.read(sent, List.of("q", "status")))
        .containsExactly(Map.entry("status", "FAILED,TIMEOUT"));
  }

  @Test
  void aChipLeadsToTheFirstPageWithoutItsFilter() {
    var address =
        Address.of("/audit").with("actor", "vera").with("action", "x").with("cursor", "7");

    assertThat(Filters.chips(address, Map.of("actor", "Who")))
        .containsExactly(
            new Filters.Chip("actor", "Who", "vera", Address.of("/audit").with("action", "x")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:30, 2026-01-31T12:00:30Z",
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "noon, noon"
  })
  void takesATypedTimeForUtc(String typed, String asked) {
    assertThat(TypedTimes.checked(typed)).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00.123Z, 2026-01-31T12:00:00",
    "2026-01-31T12:00:00Z, 2026-01-31T12:00",
    "noon, ''"
  })
  void showsATimeInItsField(String asked, String field) {
    assertThat(TypedTimes.field(asked)).isEqualTo(field);
  }
}
