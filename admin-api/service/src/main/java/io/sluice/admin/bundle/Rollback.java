package io.sluice.admin.bundle;

import io.sluice.admin.audit.Audit;
import io.sluice.admin.database.Database;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.api.BundleReceipt.Registered;
import io.sluice.api.BundleVersion;
import io.sluice.api.Problem;
import io.sluice.api.RollbackRequest;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restores an earlier version of a workflow from its bundle, which is read again. Blocks the
 * caller.
 */
@Singleton
final class Rollback {

  private final Database database;
  private final BundleRows bundles;
  private final VersionRows versions;
  private final Audit audit;
  private final InstantSource clock;

  Rollback(
      Database database,
      BundleRows bundles,
      VersionRows versions,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.bundles = bundles;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  private record Order(
      String object, @Nullable String reason, @Nullable String before, String who) {}

  /**
   * Restores a version.
   *
   * @return the workflow with its new version
   * @throws ProblemException if there is no such workflow or version, or it is the present one
   */
  Registered to(String idOrName, RollbackRequest request, String who) {
    int version = request.version();
    Optional<Registered> workflow = versions.find(idOrName);
    var order =
        new Order(
            "workflow/" + workflow.map(each -> each.workflowId().toString()).orElse(idOrName),
            request.reason(),
            workflow.map(each -> "version " + each.version()).orElse(null),
            who);
    if (workflow.isEmpty()) {
      throw refused(order, unknown());
    }
    List<BundleVersion> found = versions.versions(workflow.get().workflowId(), version + 1, 1);
    if (found.isEmpty() || found.getFirst().version() != version) {
      throw refused(
          order,
          ProblemType.INVALID.field(
              "version", "is not a version of this workflow; GET …/bundles lists them"));
    }
    String sha256 = found.getFirst().bundleSha256();
    FoundWorkflow declared = declared(sha256, workflow.get().name());
    Optional<Registered> now =
        database.transaction(
            connection -> {
              var source = new VersionRows.Source(sha256, who, version, clock.instant());
              Optional<Registered> stored = versions.store(connection, declared, source);
              if (stored.isPresent()) {
                String after = "version " + stored.get().version() + ", as version " + version;
                audit.write(connection, entry(order, after, "allowed"));
              }
              return stored;
            });
    return now.orElseThrow(
        () ->
            refused(order, ProblemType.INVALID.field("version", "has the bundle that is in use")));
  }

  private FoundWorkflow declared(String sha256, String name) {
    try {
      return BundleReader.read(bundles.bytes(sha256).orElseThrow()).workflows().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    } catch (BadBundle e) {
      // The rules for bundles have become stricter since its registration.
      throw new ProblemException(
          ProblemType.BAD_BUNDLE.problem(
              "The bundle of this version is no longer valid: " + e.getMessage() + "."));
    }
  }

  private ProblemException refused(Order order, Problem problem) {
    database.transaction(
        connection -> {
          audit.write(connection, entry(order, null, "refused: " + problem.title()));
          return 1;
        });
    return new ProblemException(problem);
  }

  private static Audit.Entry entry(Order order, @Nullable String after, String result) {
    return new Audit.Entry(
        order.who(),
        "workflow.rollback",
        order.object(),
        order.reason(),
        order.before(),
        after,
        result);
  }

  static Problem unknown() {
    return ProblemType.NO_SUCH_WORKFLOW.problem(
        "No workflow has this id or name. GET /api/workflows lists them.");
  }
}
