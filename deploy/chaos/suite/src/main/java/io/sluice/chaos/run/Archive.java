package io.sluice.chaos.run;

import io.sluice.chaos.check.InvariantResult;
import io.sluice.chaos.system.ChaosSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archive of a failed run: logs, ledger, schedule, results and the tables of PostgreSQL. */
final class Archive {
  private static final List<String> TABLES =
      List.of("execution", "attempt", "refused_result", "blacklist", "command", "audit");

  private Archive() {}

  static Path keep(ChaosSystem system, ChaosRun run, List<InvariantResult> findings)
      throws IOException, SQLException {
    var file = Files.createTempFile("sluice-chaos-", ".zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      try (var logs = Files.list(system.logs())) {
        for (var log : logs.toList()) {
          add(zip, "logs/" + log.getFileName(), log);
        }
      }
      add(zip, "ledger", run.ledger());
      text(zip, "schedule", String.join("\n", run.schedule()));
      text(zip, "findings", String.join("\n", findings.stream().map(Archive::whole).toList()));
      for (var table : TABLES) {
        dump(zip, system, table);
      }
    }
    return file;
  }

  private static String whole(InvariantResult finding) {
    return finding.inWords() + "\n" + String.join("\n", finding.offenders());
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    if (Files.exists(file)) {
      zip.putNextEntry(new ZipEntry(name));
      Files.copy(file, zip);
      zip.closeEntry();
    }
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static void dump(ZipOutputStream zip, ChaosSystem system, String table)
      throws IOException, SQLException {
    if (system.database().number("select count(to_regclass('" + table + "'))") == 0) {
      return;
    }
    zip.putNextEntry(new ZipEntry("postgres/" + table + ".jsonl"));
    for (var row :
        system
            .database()
            .read("select row_to_json(t)::text from " + table + " t", each -> each.getString(1))) {
      zip.write((row + "\n").getBytes(StandardCharsets.UTF_8));
    }
    zip.closeEntry();
  }
}
