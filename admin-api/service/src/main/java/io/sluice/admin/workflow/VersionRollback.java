package io.sluice.admin.workflow;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.api.BundleApi.BundleReceipt.Registered;
import io.sluice.api.BundleApi.BundleVersion;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.Problem;
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
final class VersionRollback {

  private final BundlesInMemory memory;
  private final Database database;
  private final StoredBundles bundles;
  private final VersionStore versions;
  private final Audit audit;
  private final InstantSource clock;

  VersionRollback(
      BundlesInMemory memory,
      Database database,
      StoredBundles bundles,
      VersionStore versions,
      Audit audit,
      InstantSource clock) {
    this.memory = memory;
    this.database = database;
    this.bundles = bundles;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  private record Target(
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
    var target =
        new Target(
            "workflow/" + workflow.map(each -> each.workflowId().toString()).orElse(idOrName),
            request.reason(),
            workflow.map(each -> "version " + each.version()).orElse(null),
            who);
    if (workflow.isEmpty()) {
      throw refused(target, unknown());
    }
    List<BundleVersion> found = versions.versions(workflow.get().workflowId(), version + 1, 1);
    if (found.isEmpty() || found.getFirst().version() != version) {
      throw refused(
          target,
          ProblemType.INVALID.field(
              "version", "is not a version of this workflow; GET …/bundles lists them"));
    }
    String sha256 = found.getFirst().bundleSha256();
    DeclaredWorkflow declared = declared(sha256, workflow.get().name());
    Optional<Registered> now =
        database.transaction(
            connection -> {
              var source = new VersionStore.Source(sha256, who, version, clock.instant());
              Optional<Registered> stored = versions.store(connection, declared, source);
              if (stored.isPresent()) {
                String after = "version " + stored.get().version() + ", as version " + version;
                audit.write(connection, entry(target, after, "allowed"));
              }
              return stored;
            });
    return now.orElseThrow(
        () ->
            refused(target, ProblemType.INVALID.field("version", "has the bundle that is in use")));
  }

  private DeclaredWorkflow declared(String sha256, String name) {
    return memory.one(() -> read(sha256, name));
  }

  private DeclaredWorkflow read(String sha256, String name) {
    try {
      return BundleReader.read(bundles.bytes(sha256).orElseThrow()).workflows().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    } catch (InvalidBundle e) {
      // The rules for bundles have become stricter since its registration.
      throw new ProblemException(
          ProblemType.BAD_BUNDLE.problem(
              "The bundle of this version is no longer valid: " + e.getMessage() + "."));
    }
  }

  private ProblemException refused(Target target, Problem problem) {
    database.transaction(
        connection -> {
          audit.write(connection, entry(target, null, "refused: " + problem.title()));
          return 1;
        });
    return new ProblemException(problem);
  }

  private static Audit.Entry entry(Target target, @Nullable String after, String result) {
    return new Audit.Entry(
        target.who(),
        "workflow.rollback",
        target.object(),
        target.reason(),
        target.before(),
        after,
        result);
  }

  static Problem unknown() {
    return ProblemType.NO_SUCH_WORKFLOW.problem(
        "No workflow has this id or name. GET /api/workflows lists them.");
  }
}
