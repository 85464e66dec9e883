package io.sluice.local.upgrade;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.ChildSpec;
import io.sluice.local.child.Children;
import io.sluice.local.child.StartFailed;
import io.sluice.local.port.PortPlan;
import io.sluice.local.port.PortPlan.WorkerPorts;
import io.sluice.local.service.ReadinessWait;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts what the Deployments and the Job of the chart would start. One thread. */
final class Parts {
  /** Generous, because the load and the old parts share the cores with what starts. */
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(10);

  private final StandIns standIns;
  private final Children children;
  private final PortPlan ports;
  private int started = 1; // the usual ports are those that others take, too

  /**
   * Creates it and starts nothing.
   *
   * @param ports has those of a worker for each part that will be started
   */
  Parts(StandIns standIns, Children children, PortPlan ports) {
    this.standIns = standIns;
    this.children = children;
    this.ports = ports;
  }

  /** A part that was ready. */
  record Part(Child child, int http, int management) {

    /** Waits for its end after SIGTERM. @throws StartFailed if it does not end in time */
    void awaitEnd(Duration within) throws IOException, InterruptedException {
      if (!child.endsWithin(within)) {
        throw new StartFailed(
            child.name() + " did not end within " + within.toSeconds() + " s", child);
      }
    }
  }

  /** Runs the Job of migrations to its end. */
  void migrate(int release) throws IOException, InterruptedException {
    var settings = standIns.migrations(next());
    var job =
        launch(
            ChildRole.ADMIN_API, "migrations-" + release, standIns.layout().adminApi(), settings);
    if (!job.endsWithin(STARTED_WITHIN)) {
      throw new StartFailed("The job of migrations did not end", job);
    }
    if (job.exitCode() != 0) {
      throw new StartFailed("The job of migrations " + job.end(), job);
    }
    children.forget(job);
  }

  Part adminApi(int release) throws IOException, InterruptedException {
    var listens = next();
    var name = "admin-api-" + release;
    var jar = standIns.layout().adminApi();
    return ready(launch(ChildRole.ADMIN_API, name, jar, standIns.adminApi(listens)), listens);
  }

  Part page(int release) throws IOException, InterruptedException {
    var listens = next();
    var name = "diagnostics-web-" + release;
    var jar = standIns.layout().diagnosticsWeb();
    return ready(launch(ChildRole.DIAGNOSTICS_WEB, name, jar, standIns.page(listens)), listens);
  }

  Part worker(int release) throws IOException, InterruptedException {
    var listens = next();
    var name = "worker-" + release;
    var jar = standIns.layout().worker();
    return ready(launch(ChildRole.WORKER, name, jar, standIns.worker(release, listens)), listens);
  }

  private WorkerPorts next() {
    return ports.worker(started++);
  }

  private Child launch(ChildRole role, String name, Path jar, Map<String, String> settings)
      throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + standIns.layout().jvmOptions(),
            "-Djava.io.tmpdir=" + standIns.folder().state().temporaryFiles(),
            "-jar",
            jar.toString());
    return children.start(new ChildSpec(role, name, command, settings));
  }

  private static Part ready(Child child, WorkerPorts listens)
      throws IOException, InterruptedException {
    ReadinessWait.await(
        child, URI.create("http://127.0.0.1:" + listens.management()), STARTED_WITHIN);
    return new Part(child, listens.http(), listens.management());
  }
}
