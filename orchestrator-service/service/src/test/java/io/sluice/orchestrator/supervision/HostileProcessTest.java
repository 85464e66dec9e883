package io.sluice.orchestrator.supervision;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.orchestrator.claim.BundleStore;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.HostilePeer;
import io.sluice.orchestrator.process.NoProcess;
import io.sluice.orchestrator.process.ProcessFacts;
import io.sluice.orchestrator.process.ProcessLinkServer;
import io.sluice.orchestrator.process.TestLinkServer;
import io.sluice.orchestrator.results.RecordedOutcomes;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.orchestrator.supervision.ProcessMeters.StartTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The link against a process that speaks its protocol and means harm. */
@Tag("slow")
class HostileProcessTest {
  private static final Duration CAP = Duration.ofSeconds(60);
  private static final Generation HOSTILE = new Generation(1);
  private static final Generation NEIGHBOUR = new Generation(2);
  private static final Map<String, String> REPORTS =
      Map.of("completed", "completed", "stuck", "stuck", "progress", "progress", "log", "log");

  private final FleetPolicy policy = Policies.process(1, 4);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Mailbox mailbox = new Mailbox();
  private final SlotScheduler scheduler =
      new SlotScheduler(policy, _ -> {}, InstantSource.system());
  private final Processes processes =
      new Processes(policy, Duration.ofSeconds(1), Duration.ofSeconds(12));
  private final RecordedOutcomes recorded = new RecordedOutcomes(policy, scheduler);
  private Path folder;
  private ProcessLinkServer server;

  @BeforeEach
  void serve() throws IOException {
    folder = Files.createTempDirectory("sluice-link");
    SampleRequests samples = new SampleRequests();
    server =
        TestLinkServer.start(
            folder.resolve("link"),
            new LinkEvents(
                policy,
                mailbox,
                processes,
                scheduler,
                recorded.outcomes(),
                new BundleStore(
                    folder.resolve("bundles"),
                    recorded.noBundles(),
                    new BundleStore.Bounds(1, 1),
                    Set::of,
                    (_, _) -> {}),
                new StartTimes(meters, InstantSource.system()),
                samples,
                meters),
            meters,
            Duration.ofSeconds(1));
    for (Generation each : List.of(HOSTILE, NEIGHBOUR)) {
      processes.launched(
          each, ExecutionModel.PROCESS, new NoProcess(), InstantSource.system().instant());
    }
    scheduler.claimed(List.of(execution("of-neighbour")));
    scheduler.offer(List.of(prepared("of-neighbour")));
    scheduler.routeTo(Route.to(new RecordedLink(NEIGHBOUR.number()), ExecutionModel.PROCESS, 1, 0));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void aWrongHelloDoesNotKeepTheRightProcessFromItsLink() throws Exception {
    String token = server.issueToken(HOSTILE);
    try (var wrong = new HostilePeer(server.socket(), HOSTILE.number()).hello("guess")) {
      assertThat(wrong.end.get(60, TimeUnit.SECONDS)).contains("UNAUTHENTICATED");
    }

    try (var right = new HostilePeer(server.socket(), HOSTILE.number()).hello(token)) {
      assertThat(right.firstWord.get(60, TimeUnit.SECONDS).hasPrewarm()).isTrue();
    }
    assertThat(refused("wrong_token")).isEqualTo(1);
  }

  @Test
  void aStreamThatSaysNothingIsEnded() throws Exception {
    try (var silent = new HostilePeer(server.socket(), HOSTILE.number())) {
      assertThat(silent.end.get(60, TimeUnit.SECONDS)).contains("No Hello came in time");
    }
    assertThat(refused("no_hello")).isEqualTo(1);
  }

  @Test
  void aProcessCannotReportExecutionsOfAnother() throws Exception {
    try (var hostile = connected()) {
      hostile
          .completes("of-neighbour")
          .reportsStuck("of-neighbour")
          .reportsProgress("of-neighbour")
          .logs("of-neighbour")
          .logs("of-nobody");

      await().timeout(CAP).until(() -> foreign("log") == 2);
    }
    assertThat(REPORTS.keySet().stream().filter(kind -> !kind.equals("log")).map(this::foreign))
        .containsOnly(1.0);
    Assignment neighbour = scheduler.assigned().getFirst();
    assertThat(neighbour.phase()).isEqualTo(Phase.RUNNING);
    assertThat(neighbour.progress()).isNull();
    assertThat(recorded.completions()).isEmpty();
    assertThat(recorded.logLines()).isEmpty();
  }

  @Test
  void aProcessThatLeavesByItselfIsKnownToHaveLeftFirst() throws Exception {
    connected().close();

    await().atMost(CAP).until(() -> processes.facts(HOSTILE).leftFirst());
  }

  @Test
  void aProcessThatWasToldToEndHasNotLeftFirst() throws Exception {
    try (var told = connected()) {
      processes.facts(HOSTILE, ProcessFacts::asTerminated);
      told.logs("last");
      await().atMost(CAP).until(() -> foreign("log") == 1);
    }

    await().atMost(CAP).until(() -> mailbox.next(Duration.ZERO) instanceof FleetEvent.LinkLost);
    assertThat(processes.facts(HOSTILE).leftFirst()).isFalse();
  }

  @Test
  void aMessageThatIsTooLargeEndsTheLinkOfItsSenderAndSaysWhy() throws Exception {
    try (var hostile = connected()) {
      hostile.sendsStatsOf(1_200_000);
      assertThat(hostile.end.get(60, TimeUnit.SECONDS)).isNotEmpty();
    }
    await()
        .timeout(CAP)
        .untilAsserted(() -> assertThat(processes.facts(HOSTILE).breach()).contains("too large"));
  }

  @Test
  void anExecutionThatItsProcessHasLostIsRecordedAndCounted() throws Exception {
    scheduler.routeTo(Route.to(new RecordedLink(HOSTILE.number()), ExecutionModel.PROCESS, 4, 0));
    scheduler.claimed(List.of(execution("lost")));
    scheduler.offer(List.of(prepared("lost")));
    assertThat(missing()).isZero();

    try (var forgetful = connected()) {
      forgetful.answersPing(1).answersPing(2);
      await().timeout(CAP).until(() -> missing() == 1);
    }

    assertThat(recorded.completions()).hasSize(1);
    assertThat(scheduler.assigned()).hasSize(1);
  }

  private double missing() {
    return meters.counter("sluice.executions.missing").count();
  }

  @Test
  void aProcessThatLeavesGetsNoMoreWork() throws Exception {
    scheduler.routeTo(Route.to(new RecordedLink(HOSTILE.number()), ExecutionModel.PROCESS, 4, 0));
    try (var leaving = connected()) {
      leaving.saysThatItLeaves().logs("last");
      await().timeout(CAP).until(() -> foreign("log") == 1);
    }

    scheduler.claimed(List.of(execution("next")));
    scheduler.offer(List.of(prepared("next")));

    assertThat(scheduler.assigned())
        .extracting(assignment -> assignment.execution().attempt().executionId())
        .containsExactly("of-neighbour");
    assertThat(mailbox.next(Duration.ZERO)).isInstanceOf(FleetEvent.class);
  }

  @Test
  void aFactThatIsRepeatedWithoutEndWaitsOnce() throws Exception {
    try (var hostile = connected()) {
      for (int i = 0; i < 1000; i++) {
        hostile.drains();
      }
      hostile.logs("last");
      await().timeout(CAP).until(() -> foreign("log") == 1);
    }
    List<FleetEvent> events = new ArrayList<>();
    for (FleetEvent next = mailbox.next(Duration.ZERO);
        !(next instanceof FleetEvent.TimePassed);
        next = mailbox.next(Duration.ZERO)) {
      events.add(next);
    }
    assertThat(events).filteredOn(FleetEvent.Drained.class::isInstance).hasSize(1);
  }

  @Test
  void aHostileProcessOfItsOwnUserHarmsNoNeighbour() throws Exception {
    assumeThat(isRoot()).as("this test may switch users").isTrue();
    String token = server.issueToken(HOSTILE);
    Path jars = readableClassPath();
    open(folder, "rwxr-xr-x");
    open(server.socket(), "rw-rw-rw-");
    Process process =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=20001",
                "--regid=20000",
                "--clear-groups",
                "--no-new-privs",
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jars + "/*:" + jars.resolve("classes"),
                HostilePeer.class.getName(),
                server.socket().toString(),
                Long.toString(HOSTILE.number()),
                token,
                "of-neighbour")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // One connection of the four is the link itself.
    assertThat(printed).contains("connections left open: 3").contains("ping answered: true");
    assertThat(refused("too_many")).isEqualTo(17);
    assertThat(foreign("completed")).isEqualTo(1);
    assertThat(recorded.completions()).isEmpty();
    String neighbour = server.issueToken(NEIGHBOUR);
    try (var other = new HostilePeer(server.socket(), NEIGHBOUR.number()).hello(neighbour)) {
      assertThat(other.firstWord.get(60, TimeUnit.SECONDS).hasPrewarm()).isTrue();
    }
  }

  private HostilePeer connected() throws Exception {
    var peer = new HostilePeer(server.socket(), HOSTILE.number()).hello(server.issueToken(HOSTILE));
    peer.firstWord.get(60, TimeUnit.SECONDS);
    return peer;
  }

  /** Copies of what the hostile process needs, because others cannot read the build's folders. */
  private Path readableClassPath() throws IOException {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    open(jars, "rwxr-xr-x");
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path from = Path.of(entry);
      if (entry.endsWith(".jar")
          && entry.matches(
              ".*(grpc|netty|protobuf|guava|failureaccess|perfmark|protocol|gson|javax.annotation|annotation).*")) {
        open(Files.copy(from, jars.resolve(from.getFileName())), "r--r--r--");
      } else if (Files.isDirectory(from)) {
        copy(from, jars.resolve("classes"));
      }
    }
    return jars;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
          open(target, "rwxr-xr-x");
        } else if (each.toString().endsWith(".class") && !Files.exists(target)) {
          open(Files.copy(each, target), "r--r--r--");
        }
      }
    }
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private double refused(String reason) {
    return meters.get("sluice.link.refused").tag("reason", reason).counter().count();
  }

  private double foreign(String kind) {
    return meters.get("sluice.link.foreign.reports").tag("kind", kind).counter().count();
  }
}
