package io.sluice.admin.workflow;

import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Audit;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.BundleApi.BundleReceipt.Registered;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Registers a bundle with all its workflows in one transaction. Safe on every thread. */
@Singleton
final class BundleRegistrar {

  static final String FOLDER = "bundle folder";

  private final Database database;
  private final StoredBundles bundles;
  private final VersionStore versions;
  private final Audit audit;
  private final InstantSource clock;

  BundleRegistrar(
      Database database,
      StoredBundles bundles,
      VersionStore versions,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.bundles = bundles;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Result of a registration.
   *
   * @param isNew true if these bytes were not registered before
   * @param changed names of the workflows that are new or changed
   */
  record Registration(boolean isNew, List<String> changed, BundleReceipt receipt) {}

  /** Registers a bundle from the folder, without an audit entry; the log records it. */
  Registration registerFromFolder(Bundle bundle) {
    Instant now = clock.instant();
    return database.transaction(connection -> register(connection, bundle, FOLDER, now));
  }

  /** Registers the upload of a person, with an audit entry. */
  Registration upload(Bundle bundle, String who) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          Registration registration = register(connection, bundle, who, now);
          audit.write(
              connection,
              entry(who, bundle.sha256(), "allowed", String.join(" ", registration.changed())));
          return registration;
        });
  }

  /** Records a refused upload in the audit. */
  void refused(String who, String sha256, String why) {
    database.transaction(
        connection -> {
          audit.write(connection, entry(who, sha256, "refused: " + why, ""));
          return 1;
        });
  }

  private static Audit.Entry entry(String who, String sha256, String result, String changed) {
    return new Audit.Entry(
        who,
        "bundle.upload",
        "bundle/" + sha256,
        null,
        null,
        changed.isEmpty() ? null : changed,
        result);
  }

  private Registration register(Connection connection, Bundle bundle, String who, Instant now)
      throws SQLException {
    boolean isNew = bundles.store(connection, bundle, now);
    var source = new VersionStore.Source(bundle.sha256(), who, null, now);
    var changed = new ArrayList<String>();
    for (DeclaredWorkflow workflow : bundle.workflows()) {
      versions.store(connection, workflow, source).map(Registered::name).ifPresent(changed::add);
    }
    List<String> names = bundle.workflows().stream().map(DeclaredWorkflow::name).toList();
    return new Registration(
        isNew, changed, new BundleReceipt(bundle.sha256(), versions.named(connection, names)));
  }
}
