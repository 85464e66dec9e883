package io.sluice.admin.workflow;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.workflow.BundleReader.Bundle;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.BundleApi.BundleReceipt.Registered;
import io.sluice.queue.Hashes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Registers a bundle with all its workflows in one transaction. Safe on every thread. */
@Singleton
final class BundleRegistrar {

  static final String FOLDER = "bundle folder";

  private final BundlesInMemory memory;
  private final Database database;
  private final StoredBundles bundles;
  private final VersionStore versions;
  private final Audit audit;
  private final InstantSource clock;

  BundleRegistrar(
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

  /**
   * Registers an uploaded jar, with an audit entry. At most two uploads run at a time, because each
   * is held in memory while it is read and stored. Blocks the caller.
   *
   * @throws ProblemException if the jar is invalid, or too many uploads run
   */
  Registration upload(Path file, String who) {
    return memory.one(() -> read(file, who));
  }

  private Registration read(Path file, String who) {
    try {
      if (Files.size(file) > BundleReader.MAX_BYTES) {
        throw new InvalidBundle("it has more than 64 MiB");
      }
      return upload(Files.readAllBytes(file), who);
    } catch (InvalidBundle e) {
      throw refused(e, "unread", who);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Registration upload(byte[] jar, String who) {
    try {
      return upload(BundleReader.read(jar), who);
    } catch (InvalidBundle e) {
      throw refused(e, Hashes.sha256(jar), who);
    }
  }

  private Registration upload(Bundle bundle, String who) {
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

  private ProblemException refused(InvalidBundle e, String sha256, String who) {
    String why = Objects.requireNonNull(e.getMessage());
    database.transaction(
        connection -> {
          audit.write(connection, entry(who, sha256, "refused: " + why, ""));
          return 1;
        });
    return new ProblemException(
        ProblemType.BAD_BUNDLE.problem("The jar is refused: " + why + ". Nothing has changed."));
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
