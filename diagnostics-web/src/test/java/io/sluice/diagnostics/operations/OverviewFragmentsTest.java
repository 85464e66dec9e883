package io.sluice.diagnostics.operations;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.after;
import static io.sluice.diagnostics.live.FleetSnapshots.blank;
import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.id;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.Fragment;
import io.sluice.diagnostics.live.Section;
import io.sluice.diagnostics.live.WithStream;
import io.sluice.diagnostics.page.Things;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithStream.class)
class OverviewFragmentsTest {

  private static final Section FUNNEL = new LiveOverview.FunnelSection();
  private static final Section ATTENTION = new LiveOverview.AttentionSection();

  @Test
  void theFunnelHasThreeNumbersAndNamesTheBottleneck() {
    var applied = snapshot(queue(10_000, "a"), worker("w", process(1, "ACTIVE")));

    var section = shown(FUNNEL, applied);

    assertThat(section.select("#funnel-queue .big").text()).isEqualTo("10\u202f000 waiting");
    assertThat(section.select("#funnel-workers .big").text()).isEqualTo("0 / 2 slots in use");
    assertThat(section.select("#bottleneck").text()).contains("2 slots are free");
  }

  @Test
  void aSparklineHasASentence() {
    var next = after(snapshot(queue(3, "a")), delta(8, List.of()), NOON.plusSeconds(10));

    var spark = shown(FUNNEL, next).expectFirst("#funnel-queue svg");

    assertThat(spark.attr("role")).isEqualTo("img");
    assertThat(spark.attr("aria-label"))
        .isEqualTo("Queue depth in the last 1 min: now 3, at most 3");
  }

  @Test
  void nothingNeedsAttentionOnlyWhenThatIsKnown() {
    assertThat(shown(ATTENTION, snapshot(queue(0, ""))).text())
        .contains("Nothing needs attention. Checked");
    assertThat(shown(ATTENTION, blank()).text()).contains("Not known");
  }

  @Test
  void whatIsStuckComesFirstWithItsAction() {
    var stuck = worker("w", process(1, "ACTIVE", running(1, "STUCK", "Import Users")));

    var item = shown(ATTENTION, snapshot(queue(0, ""), stuck)).expectFirst("li");

    assertThat(item.id()).isEqualTo("a-stuck-" + id(1));
    assertThat(item.text()).contains("STUCK Import Users does not stop, in pid 4001 of w");
    assertThat(item.select(".actions a").attr("data-hx-get"))
        .isEqualTo("/workers/w/processes/4001/recycle");
  }

  @Test
  void aTripOfTheBreakerStandsUntilItIsReleased() {
    var trip = new LiveEvent.WorkflowBlacklisted("id-1", "import", "5 times stuck", true, NOON);
    var tripped = after(snapshot(queue(0, "")), delta(8, List.of(), trip), NOON);
    var release = new LiveEvent.WorkflowUnblacklisted("id-1", "import", "vera", NOON);
    var released = after(tripped, delta(9, List.of(), release), NOON);

    assertThat(shown(ATTENTION, tripped).text()).contains("BLACKLISTED import 5 times stuck");
    assertThat(shown(ATTENTION, released).text()).contains("Nothing needs attention");
  }

  @Test
  void thousandsOfMattersAreThirtyAndANumberAndHostileNamesAreText() {
    var stuck =
        IntStream.range(0, 10_000)
            .mapToObj(number -> running(number, "STUCK", Things.HOSTILE))
            .toArray(WorkerView.Running[]::new);
    var applied = snapshot(queue(1, Things.HOSTILE), worker("w", process(1, "ACTIVE", stuck)));

    var section = shown(ATTENTION, applied);

    assertThat(section.select("li")).hasSize(30);
    assertThat(section.text())
        .contains("and 9\u202f970 more")
        .contains("<script>alert(2)</script>");
    assertThat(section.select("img, script")).isEmpty();
    assertThat(shown(FUNNEL, applied).select("#funnel-executions.bad")).hasSize(1);
  }

  private static Element shown(Section section, FleetSnapshot snapshot) {
    return Fragment.checked(section.render(snapshot, NOON));
  }
}
