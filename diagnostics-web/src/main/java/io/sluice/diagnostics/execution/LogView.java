package io.sluice.diagnostics.execution;

import io.sluice.api.LogPage;
import io.sluice.diagnostics.page.Address;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The shown part of the log of one execution.
 *
 * @param level the lowest level shown
 * @param redacted true if the person may not read messages
 * @param tail the last lines, which more may follow; polled while the log is followed
 * @param next cursor of the following lines; null if these are the last ones
 * @param follows true if more lines can come
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
   * Lines of one request.
   *
   * @param after the cursor of the request; empty for the first one
   */
  record Chunk(String after, List<LogPage.Line> lines) {

    /** An id that is valid in HTML. */
    public String id() {
      return after.isEmpty() ? "log-0" : "log-" + after.replace('.', '-');
    }
  }

  /** A selectable level. */
  record Choice(String level, Address address, boolean chosen) {}

  public boolean empty() {
    return tail.after().isEmpty() && tail.lines().isEmpty();
  }

  public List<Choice> choices() {
    return List.of("DEBUG", "INFO", "WARN", "ERROR").stream()
        .map(each -> new Choice(each, page().with("level", each), each.equals(level)))
        .toList();
  }

  /** The log page with this level, from the first line on. */
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
