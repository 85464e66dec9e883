package io.sluice.admin.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.analytics.AnalyticsCell.CellKey;
import io.sluice.admin.analytics.AnalyticsCell.Scope;
import io.sluice.admin.analytics.AnalyticsCell.Span;
import io.sluice.admin.analytics.AnalyticsCell.Subject;
import io.sluice.admin.analytics.AnalyticsQuery.Parameters;
import io.sluice.admin.identity.Organizations;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsCellTest {

  private static final Instant AT = Instant.parse("2026-01-05T13:59:59Z");
  private static final UUID WORKFLOW = new UUID(7, 7);

  @ParameterizedTest
  @CsvSource({
    "'', '', ALL|WORKFLOW|EXACT",
    "acme, '', ALL|ORGANIZATION|WORKFLOW|EXACT",
    "'', import, ALL|WORKFLOW|ACTION|EXACT",
    "acme, import, ALL|ORGANIZATION|WORKFLOW|ACTION|EXACT"
  })
  void aFactIsInOneCellOfEachScopeThatHasIt(String organization, String type, String scopes) {
    List<CellKey> keys = CellKey.of(fact(organization, type, ""));

    for (Span span : Span.values()) {
      assertThat(keys.stream().filter(key -> key.span() == span).map(CellKey::scope))
          .map(Scope::name)
          .containsExactly(scopes.split("\\|", -1));
    }
  }

  @Test
  void theCellsOfAFactBeginWithItsHourAndItsDay() {
    assertThat(CellKey.of(fact("acme", "", "")).stream().map(CellKey::at).distinct())
        .containsExactly(
            Instant.parse("2026-01-05T13:00:00Z"), Instant.parse("2026-01-05T00:00:00Z"));
  }

  @Test
  void aStuckOneIsCountedByItsHourOfTheDayToo() {
    assertThat(CellKey.of(fact("", "", "ExecutionStuck")))
        .filteredOn(key -> key.kind().equals(AnalyticsCell.STUCK))
        .hasSize(2 * 3)
        .extracting(CellKey::detail)
        .containsOnly("13");
  }

  @ParameterizedTest
  @CsvSource({
    "*, , , , ALL, ACTION, WORKFLOW",
    "*, acme, , , ORGANIZATION, EXACT, EXACT",
    "acme, , , , ORGANIZATION, EXACT, EXACT",
    "*, , 7, , WORKFLOW, EXACT, WORKFLOW",
    "*, , , import, ACTION, ACTION, EXACT",
    "acme, , 7, , EXACT, EXACT, EXACT",
    "*, acme, , import, EXACT, EXACT, EXACT"
  })
  void theScopeWithTheFewestCellsIsRead(
      String sees,
      @Nullable String organization,
      @Nullable String workflow,
      @Nullable String type,
      Scope scope,
      Scope byAction,
      Scope byWorkflow) {
    var parameters = new Parameters(null, null, null, workflow, type, null, organization);

    var selection =
        AnalyticsQuery.of(parameters, AT)
            .selection(Organizations.of(Set.of(sees)), workflow == null ? null : WORKFLOW);

    assertThat(Stream.of(selection.scope(), selection.scopeByAction(), selection.scopeByWorkflow()))
        .containsExactly(scope, byAction, byWorkflow);
  }

  @Test
  void anOrganizationThatTheCallerDoesNotSeeHasNoCells() {
    var query = AnalyticsQuery.of(new Parameters(null, null, null, null, null, null, "other"), AT);

    assertThat(query.selection(Organizations.of(Set.of("acme")), null).organizations()).isEmpty();
  }

  private static AnalyticsFact fact(String organization, String type, String detail) {
    return new AnalyticsFact(
        AT,
        new Subject(organization, WORKFLOW, type, ""),
        "FAILED",
        detail,
        1,
        null,
        new AnalyticsFact.Times(1L, 2L));
  }
}
