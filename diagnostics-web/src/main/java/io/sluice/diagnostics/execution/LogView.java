package io.sluice.diagnostics.execution;

import io.sluice.api.LogPage;
import io.sluice.diagnostics.page.Address;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Log lines of one execution, as far as a page shows them.
 *
 * @param level the least that is shown
 * @param redacted the person may not read messages
 * @param tail the last lines, which more may join; read again as long as it is followed
 * @param next where the lines after these begin; null when these are the last ones
 * @param follows whether more lines can come
 */
record LogView(
    UUID execution,
    String level,
    boolean redacted,
    List<Chunk> chunks,
    Chunk tail,
    @Nullable String next,
    boolean follows) {

  /**
   * Lines that came together.
   *
   * @param after the cursor that they were asked with; empty for the first
   */
  record Chunk(String after, List<LogPage.Line> lines) {

    /** An id that can stand in a page. */
    public String id() {
      return after.isEmpty() ? "log-0" : "log-" + after.replace('.', '-');
    }
  }

  /** A level that can be chosen. */
  record Choice(String level, Address address, boolean chosen) {}

  public boolean empty() {
    return tail.after().isEmpty() && tail.lines().isEmpty();
  }

  public List<Choice> choices() {
    return List.of("DEBUG", "INFO", "WARN", "ERROR").stream()
        .map(each -> new Choice(each, page().with("level", each), each.equals(level)))
        .toList();
  }

  /** Only what has this level, from the first line on. */
  public Address page() {
    return Address.of(ExecutionFilter.PATH + "/" + execution).with("level", chosen());
  }

  /** The page that begins with a chunk, so that a link to one of its lines finds it. */
  public Address from(Chunk chunk) {
    return page().with("after", chunk.after());
  }

  public Address further() {
    return page().with("after", next == null ? "" : next);
  }

  public Address live() {
    return Address.of(ExecutionFilter.PATH + "/" + execution + "/log/live")
        .with("level", level)
        .with("after", tail.after());
  }

  public Address download() {
    return Address.of(ExecutionFilter.PATH + "/" + execution + "/log.txt").with("level", level);
  }

  private String chosen() {
    return level.equals("DEBUG") ? "" : level;
  }
}
