package io.sluice.local.upgrade;

import io.sluice.local.child.Child;
import io.sluice.local.child.Stopwatch;
import io.sluice.local.upgrade.Parts.Part;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The order of docs/upgrade.md: migrations, then each part, the new one ready before the old one is
 * told to end; a worker as a release generation (ADR 25). Stands in for the Deployments'
 * controllers, for the kubelet and for the loop over release generations. One thread.
 */
final class RollingUpgrade {
  private static final Duration SERVICE_GRACE = Duration.ofSeconds(150);
  private static final Duration WORKER_GRACE = Duration.ofMinutes(5);
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

  /** Endpoints of Services lag behind the end of a pod. */
  private static final Duration ENDPOINTS_LAG = Duration.ofSeconds(2);

  private final Parts parts;
  private final UpgradeFolder folder;
  private final Services services;
  private final ApiClient api;
  private Stopwatch watch = Stopwatch.start();

  /** The addresses that stay. */
  record Services(ServiceAddress admin, ServiceAddress adminManagement, ServiceAddress page) {

    void adminApi(Part part) {
      admin.add(part.http());
      adminManagement.add(part.management());
    }

    void withoutAdminApi(Part part) {
      admin.remove(part.http());
      adminManagement.remove(part.management());
    }
  }

  /** All parts of a release. */
  record Release(Part admin, Part page, Part worker, String workerId) {}

  RollingUpgrade(Parts parts, UpgradeFolder folder, Services services, ApiClient api) {
    this.parts = parts;
    this.folder = folder;
    this.services = services;
    this.api = api;
  }

  /**
   * Goes over to the next release.
   *
   * @param drain the longest time that the old worker may take
   */
  Release replace(Release old, int release, Duration drain)
      throws IOException, InterruptedException {
    watch = Stopwatch.start();
    step("migrations", () -> parts.migrate(release));
    Part admin = timed("new admin-api ready", () -> parts.adminApi(release));
    services.adminApi(admin);
    step(
        "old admin-api ended",
        () -> {
          old.admin().child().terminate();
          LockSupport.parkNanos(ENDPOINTS_LAG.toNanos());
          services.withoutAdminApi(old.admin());
          old.admin().awaitEnd(SERVICE_GRACE);
        });
    Part page = timed("new diagnostics-web ready", () -> parts.page(release));
    services.page().add(page.http());
    step(
        "old diagnostics-web ended",
        () -> {
          old.page().child().terminate();
          LockSupport.parkNanos(ENDPOINTS_LAG.toNanos());
          services.page().remove(old.page().http());
          old.page().awaitEnd(SERVICE_GRACE);
        });
    Part worker = timed("new worker ready", () -> parts.worker(release));
    String id = timed("new worker seen", () -> anotherThan(old.workerId()));
    step(
        "old worker drains",
        () -> {
          Files.writeString(folder.drainFile(release - 1), "true");
          SeenWorker.await(api, SEEN_WITHIN, is(old.workerId(), "draining"));
        });
    step(
        "old worker has run out",
        () ->
            SeenWorker.await(
                api, drain, seen -> seen.id().equals(old.workerId()) && seen.hasRunOut()));
    step(
        "old worker ended",
        () -> {
          old.worker().child().terminate();
          old.worker().awaitEnd(WORKER_GRACE);
        });
    return new Release(admin, page, worker, id);
  }

  private String anotherThan(String id) throws IOException, InterruptedException {
    return SeenWorker.await(
            api, SEEN_WITHIN, seen -> !seen.id().equals(id) && seen.status().equals("ready"))
        .id();
  }

  private static Predicate<SeenWorker> is(String id, String status) {
    return seen -> seen.id().equals(id) && seen.status().equals(status);
  }

  /** Exit codes of what was replaced. */
  static Map<String, Integer> ends(Release old) {
    var ends = new LinkedHashMap<String, Integer>();
    for (Part part : List.of(old.admin(), old.page(), old.worker())) {
      Child child = part.child();
      ends.put(child.name(), child.exitCode());
    }
    return ends;
  }

  private void step(String name, Step step) throws IOException, InterruptedException {
    timed(
        name,
        () -> {
          step.go();
          return name;
        });
  }

  private <T> T timed(String name, Result<T> step) throws IOException, InterruptedException {
    T result = step.go();
    double seconds = watch.elapsed().toMillis() / 1000.0;
    System.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, name);
    return result;
  }

  private interface Step {
    void go() throws IOException, InterruptedException;
  }

  private interface Result<T> {
    T go() throws IOException, InterruptedException;
  }
}
