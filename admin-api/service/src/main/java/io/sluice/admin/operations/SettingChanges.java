package io.sluice.admin.operations;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Storable;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.ConfigApi.ConfigEntry;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows and changes settings. Refused changes are recorded in the audit too. */
@Singleton
final class SettingChanges {

  private static final Logger LOG = Logger.getLogger(SettingChanges.class);

  private final Database database;
  private final SettingStore store;
  private final Audit audit;
  private final InstantSource clock;

  SettingChanges(Database database, SettingStore store, Audit audit, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  List<ConfigEntry> all() {
    return database.transaction(
        connection -> {
          var entries = new ArrayList<ConfigEntry>();
          for (Setting setting : Setting.values()) {
            entries.add(store.entry(connection, setting));
          }
          return entries;
        });
  }

  /**
   * Changes a setting.
   *
   * @throws ProblemException if there is no such setting, or the value is out of its range
   */
  ConfigEntry put(String key, ConfigChange change, String who) {
    Setting setting = Setting.of(key).orElse(null);
    if (setting == null) {
      throw refused(
          key,
          change,
          who,
          ProblemType.NO_SUCH_SETTING.problem("The settings are " + Setting.keys() + "."));
    }
    if (!setting.allows(change.value())) {
      throw refused(
          key,
          change,
          who,
          ProblemType.INVALID.field(
              "value", "is a whole number from " + setting.min() + " to " + setting.max()));
    }
    ConfigEntry entry = database.transaction(connection -> put(connection, setting, change, who));
    LOG.infof("setting changed key=%s value=%d by=%s", key, entry.value(), who);
    return entry;
  }

  private ConfigEntry put(Connection connection, Setting setting, ConfigChange change, String who)
      throws SQLException {
    int value = Math.toIntExact(change.value());
    int before = store.put(connection, setting, value, who, clock.instant());
    ConfigEntry after = store.entry(connection, setting);
    audit(connection, setting.key(), change, who, Integer.toString(before), "allowed");
    return after;
  }

  private ProblemException refused(String key, ConfigChange change, String who, Problem problem) {
    database.transaction(
        connection -> {
          audit(connection, key, change, who, null, "refused: " + problem.title());
          return 1;
        });
    return new ProblemException(problem);
  }

  private void audit(
      Connection connection,
      String key,
      ConfigChange change,
      String who,
      @Nullable String before,
      String result)
      throws SQLException {
    audit.write(
        connection,
        new Audit.Entry(
            who,
            "config.change",
            "config/" + Storable.text(key),
            change.reason(),
            before,
            Objects.toString(change.value()),
            result));
  }
}
