package io.sluice.admin.analytics;

import io.sluice.api.ExecutionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sums of one cell; its key says of which facts. Owned by one thread. */
final class AnalyticsCell {

  /** The kind that counts executions which ended as stuck, by the hour of the day. */
  static final String STUCK = "stuck";

  /** The kinds of executions that have ended: their statuses. */
  static final List<String> ENDS =
      Arrays.stream(ExecutionStatus.values())
          .filter(ExecutionStatus::terminal)
          .map(Enum::name)
          .toList();

  private static final String ENDED_STUCK = "ExecutionStuck";
  private static final UUID EVERY_WORKFLOW = new UUID(0, 0);

  /** The subject of a fact: type and agent are empty unless it is an action. */
  record Subject(String organization, UUID workflow, String type, String agent) {

    /** The subject of the sums of a scope; null if the scope has no sum of this one. */
    private @Nullable Subject within(Scope scope) {
      return switch (scope) {
        case ALL -> new Subject("", EVERY_WORKFLOW, "", "");
        case ORGANIZATION ->
            organization.isEmpty() ? null : new Subject(organization, EVERY_WORKFLOW, "", "");
        case WORKFLOW -> new Subject("", workflow, "", "");
        case ACTION -> type.isEmpty() ? null : new Subject("", EVERY_WORKFLOW, type, agent);
        case EXACT -> this;
      };
    }
  }

  /** The columns of a subject by which a cell sums; the others are empty. */
  enum Scope {
    ALL,
    ORGANIZATION,
    WORKFLOW,
    ACTION,
    EXACT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The length of a cell. */
  enum Span {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Span(ChronoUnit unit) {
      this.unit = unit;
    }

    /** The beginning of the span, in UTC. */
    Instant start(Instant at) {
      return at.truncatedTo(unit);
    }

    Instant next(Instant start) {
      return start.plus(unit.getDuration());
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The key of a cell. */
  record CellKey(Span span, Scope scope, Subject subject, Instant at, String kind, String detail) {

    /** The cells to which a fact adds. */
    static List<CellKey> of(AnalyticsFact fact) {
      var keys = new ArrayList<CellKey>();
      for (Span span : Span.values()) {
        for (Scope scope : Scope.values()) {
          Subject subject = fact.subject().within(scope);
          if (subject != null) {
            Instant at = span.start(fact.at());
            keys.add(new CellKey(span, scope, subject, at, fact.kind(), fact.detail()));
            if (fact.detail().equals(ENDED_STUCK)) {
              keys.add(new CellKey(span, scope, subject, at, STUCK, hour(fact.at())));
            }
          }
        }
      }
      return keys;
    }

    private static String hour(Instant at) {
      return String.format(Locale.ROOT, "%02d", at.atOffset(ZoneOffset.UTC).getHour());
    }

    /** True if the cell keeps the durations of its facts. */
    private boolean isTimed() {
      return !kind.equals(STUCK);
    }
  }

  /** Durations that are added; thousands of cells are in memory at once, so not yet a digest. */
  private static final class Times {
    private final List<Long> millis = new ArrayList<>();
    private byte @Nullable [] stored;

    void add(@Nullable Long ms) {
      if (ms != null) {
        millis.add(ms);
      }
    }

    byte @Nullable [] encoded() {
      if (millis.isEmpty()) {
        return null;
      }
      DurationDigest sum = stored == null ? new DurationDigest() : DurationDigest.of(stored);
      millis.forEach(sum::add);
      return sum.encoded();
    }
  }

  private long count;
  private BigDecimal amount = BigDecimal.ZERO;
  private final Times waited = new Times();
  private final Times took = new Times();

  void add(CellKey key, AnalyticsFact fact) {
    count += fact.count();
    amount = fact.amount() == null ? amount : amount.add(fact.amount());
    if (key.isTimed()) {
      waited.add(fact.times().waitedMs());
      took.add(fact.times().tookMs());
    }
  }

  /** Takes the durations that are stored already, with which the added ones are merged. */
  void addStored(byte @Nullable [] storedWaited, byte @Nullable [] storedTook) {
    waited.stored = storedWaited;
    took.stored = storedTook;
  }

  long count() {
    return count;
  }

  BigDecimal amount() {
    return amount;
  }

  /** True if it has durations to add. */
  boolean hasTimes() {
    return !waited.millis.isEmpty() || !took.millis.isEmpty();
  }

  /** All durations; null if none were added, and those that are stored stay. */
  byte @Nullable [] waited() {
    return waited.encoded();
  }

  /** As for {@link #waited}. */
  byte @Nullable [] took() {
    return took.encoded();
  }
}
