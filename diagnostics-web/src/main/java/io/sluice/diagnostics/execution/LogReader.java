package io.sluice.diagnostics.execution;

import io.sluice.api.LogPage;
import io.sluice.diagnostics.api.AdminApiClient;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Reads log lines page by page, up to the limit of a page or a file. */
@Singleton
class LogReader {

  static final int CHUNK = 200;
  private static final int MAX_CHUNKS = 5;
  private static final int MAX_CHUNKS_IN_FILE = 100;
  private static final Set<String> LEVELS = Set.of("DEBUG", "INFO", "WARN", "ERROR");

  private final AdminApiClient api;

  LogReader(@RestClient AdminApiClient api) {
    this.api = api;
  }

  /** Parses a log level of the API; every other word means all lines. */
  static String level(@Nullable String word) {
    return word != null && LEVELS.contains(word) ? word : "DEBUG";
  }

  /**
   * Reads at most 1 000 lines after a cursor.
   *
   * @param follows true if more lines can come
   */
  LogView read(UUID execution, @Nullable String after, String level, boolean follows) {
    var chunks = new ArrayList<LogView.Chunk>();
    String cursor = after == null || after.isEmpty() ? null : after;
    boolean redacted = false;
    while (true) {
      LogPage page = api.logs(execution, cursor, level, CHUNK);
      var chunk = new LogView.Chunk(cursor == null ? "" : cursor, page.items());
      redacted |= Boolean.TRUE.equals(page.redacted());
      String next = page.nextCursor();
      if (next == null || chunks.size() == MAX_CHUNKS - 1) {
        return new LogView(
            execution, level, redacted, chunks, chunk, next, follows && next == null);
      }
      chunks.add(chunk);
      cursor = next;
    }
  }

  /** Reads at most 20 000 lines as text; the last line says so if there are more. */
  String text(UUID execution, String level) {
    var text = new StringBuilder();
    String cursor = null;
    for (int chunk = 0; chunk < MAX_CHUNKS_IN_FILE; chunk++) {
      LogPage page = api.logs(execution, cursor, level, CHUNK);
      write(text, page.items());
      cursor = page.nextCursor();
      if (cursor == null) {
        return text.toString();
      }
    }
    return text.append("… more lines are left out; GET /api/executions/")
        .append(execution)
        .append("/logs?after=")
        .append(cursor)
        .append(" goes on here\n")
        .toString();
  }

  private static void write(StringBuilder text, List<LogPage.Line> lines) {
    for (LogPage.Line line : lines) {
      text.append(line.at())
          .append(' ')
          .append(line.level())
          .append(" [")
          .append(line.attempt())
          .append("] ")
          .append(line.message() == null ? "(not shown to your role)" : line.message())
          .append('\n');
    }
  }
}
