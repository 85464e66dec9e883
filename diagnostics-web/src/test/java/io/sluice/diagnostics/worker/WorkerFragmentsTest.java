package io.sluice.diagnostics.worker;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.after;
import static io.sluice.diagnostics.live.FleetSnapshots.blank;
import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.ended;
import static io.sluice.diagnostics.live.FleetSnapshots.id;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.ExecutionStatus;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WithStream.class)
class WorkerFragmentsTest {

  @ParameterizedTest
  @CsvSource({"0, 0, ''", "1, 1, ''", "20, 20, ''", "10000, 20, and 9\u202f980 more"})
  void theQueueShowsTheFirstTwentyAndHowManyMore(int depth, int rows, String more) {
    var section = shown(new WorkerSections.Queue(), snapshot(queue(depth, "import")));

    assertThat(section.select("tr[data-execution]")).hasSize(rows);
    assertThat(section.select("#queue-more").text()).isEqualTo(more);
    assertThat(section.select(".empty").text()).isEqualTo(rows == 0 ? "No executions queued." : "");
  }

  @Test
  void theQueueSaysWhyEachWaits() {
    var section = shown(new WorkerSections.Queue(), snapshot(queue(1, "import")));

    assertThat(section.select("tbody tr").text()).contains("waits for a free slot");
    assertThat(section.expectFirst("tbody tr").id()).isEqualTo("q-" + id(10_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 24})
  void upToTwentyFourWorkersAreCards(int count) {
    var section = shown(new WorkerSections.Fleet(), snapshot(queue(0, ""), workers(count)));

    assertThat(section.select("article.worker")).hasSize(count);
    assertThat(section.select("[data-pid]")).hasSize(3 * count);
  }

  @Test
  void twoHundredWorkersAreOneLineEach() {
    var html =
        new WorkerSections.Fleet().render(snapshot(queue(10_000, "import"), workers(200)), NOON);

    var section = Fragment.checked(html);
    assertThat(section.select("article")).isEmpty();
    assertThat(section.select("tr[data-worker]")).hasSize(200);
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void aWorkerWithAStuckExecutionComesFirst() {
    var stuck = worker("z", process(1, "ACTIVE", running(1, "STUCK", "import")));
    var fine = worker("a", process(1, "ACTIVE", running(2, "RUNNING", "import")));

    var section = shown(new WorkerSections.Fleet(), snapshot(queue(0, ""), fine, stuck));

    assertThat(section.select("article").eachAttr("data-worker")).containsExactly("z", "a");
    assertThat(section.select("li[data-state=stuck] .badge").text()).isEqualTo("STUCK");
  }

  @Test
  void aDrainingProcessSaysForWhomItWaits() {
    var draining =
        worker(
            "w",
            process(1, "DRAINING", running(1, "STUCK", "a"), running(2, "RUNNING", "Import Users")),
            process(2, "PENDING_KILL", running(3, "STUCK", "b")));

    var section = shown(new WorkerSections.One("w"), snapshot(queue(0, ""), draining));

    assertThat(section.select("#p-w-1 .waits").text())
        .isEqualTo("Waiting for 1 healthy execution (Import Users, 8m 34s)");
    assertThat(section.select("#p-w-2 .waits").text())
        .isEqualTo("Only stuck executions remain, exiting");
    assertThat(section.select("#kill-w-1").attr("data-hx-get"))
        .isEqualTo("/workers/w/processes/4001/kill");
  }

  @Test
  void anExecutionThatSucceededKeepsItsPlaceWithAMark() {
    var busy =
        snapshot(queue(0, ""), worker("w", process(1, "ACTIVE", running(1, "RUNNING", "a"))));
    var idle = List.of(worker("w", process(1, "ACTIVE")));

    var next = after(busy, delta(8, idle, ended(1, ExecutionStatus.SUCCESS)), NOON);

    var row = shown(new WorkerSections.Fleet(), next).expectFirst("li[data-execution]");
    assertThat(row.id()).isEqualTo("x-" + id(1));
    assertThat(row.attr("data-state")).isEqualTo("success");
    assertThat(row.hasAttr("data-ended")).isTrue();
  }

  @Test
  void whateverAWorkflowCallsItselfIsText() {
    var hostile =
        worker(
            "w",
            process(1, "ACTIVE", running(1, "RUNNING", Things.HOSTILE)),
            process(2, "DRAINING"));
    var applied = snapshot(queue(20, Things.HOSTILE), hostile);

    for (var section :
        List.of(
            new WorkerSections.Queue(), new WorkerSections.Fleet(), new WorkerSections.One("w"))) {
      var shown = shown(section, applied);
      assertThat(shown.select("img, script")).isEmpty();
    }
    assertThat(shown(new WorkerSections.Queue(), applied).text())
        .contains("<script>alert(2)</script>");
  }

  @Test
  void anEmptyFleetSaysWhatToExpectAndAnUnknownOneThatItIsNotKnown() {
    assertThat(shown(new WorkerSections.Fleet(), snapshot(queue(0, ""))).text())
        .contains("A worker registers within 10 s of its start");
    assertThat(shown(new WorkerSections.Fleet(), blank()).text())
        .contains("No data from admin-api yet");
    assertThat(shown(new WorkerSections.One("gone"), snapshot(queue(0, ""))).text())
        .contains("not registered any more");
  }

  private static Element shown(Section section, FleetSnapshot snapshot) {
    return Fragment.checked(section.render(snapshot, NOON));
  }

  private static WorkerView[] workers(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                worker(
                    "w" + number,
                    process(1, "ACTIVE", rows(number * 12)),
                    process(2, "STANDBY"),
                    process(3, "DRAINING", rows(number * 12 + 4))))
        .toArray(WorkerView[]::new);
  }

  private static WorkerView.Running[] rows(int from) {
    return IntStream.range(from, from + 4)
        .mapToObj(number -> running(number, "RUNNING", "import"))
        .toArray(WorkerView.Running[]::new);
  }
}
