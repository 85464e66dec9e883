package io.sluice.admin.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.api.ExecutionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecutionLifecycleTest {

  /** Statements that move executions, with their transitions. */
  private static final Map<String, Set<Transition>> MOVES =
      Map.ofEntries(
          Map.entry(ExecutionSubmitStore.SUBMIT, Set.of(Transition.SUBMIT)),
          Map.entry(ExecutionApprovalStore.APPROVE, Set.of(Transition.APPROVE)),
          Map.entry(ExecutionApprovalStore.REJECT, Set.of(Transition.REJECT)),
          Map.entry(ExecutionQueueStore.BECOME_DUE, Set.of(Transition.BECOME_DUE)),
          Map.entry(ExecutionQueueStore.MARK_PUBLISHED, Set.of(Transition.PUBLISH)),
          Map.entry(ExecutionQueueStore.REPUBLISH, Set.of(Transition.REPUBLISH)),
          Map.entry(ExecutionQueueStore.BLOCK, Set.of(Transition.BLOCK)),
          Map.entry(
              ExecutionRecordStore.RECORD,
              Set.of(Transition.START, Transition.RETRY, Transition.LOSE)),
          Map.entry(
              ExecutionRecordStore.END,
              Set.of(Transition.FINISH, Transition.LOSE, Transition.REFUSE)),
          Map.entry(ExecutionCancelStore.CANCEL, Set.of(Transition.CANCEL)),
          Map.entry(ExecutionRequeueStore.REQUEUE, Set.of(Transition.REQUEUE)));

  /** Statements that write other columns and leave the status as it is. */
  private static final List<String> OTHERS =
      List.of(
          ExecutionQueueStore.REQUIRE_LOCK,
          ExecutionQueueStore.DROP_NEEDLESS_LOCK,
          ExecutionPermitStore.GRANT,
          ExecutionPermitStore.TAKE_BACK,
          ExecutionPermitStore.SURVIVOR_GONE,
          ExecutionPermitStore.SURVIVOR_OF_ENDED_GONE,
          ExecutionPermitStore.SURVIVORS_EXPIRED,
          ExecutionPermitStore.SURVIVORS_OF_ENDED_EXPIRED,
          ExecutionHistoryStore.MOVE,
          ExecutionPurgeStore.PURGE,
          ExecutionPurgeStore.DELETE_PAYLOADS,
          ExecutionDeadLetterStore.DISCARD,
          ExecutionCancelStore.REQUEST,
          ExecutionCancelStore.SENT);

  private static final Pattern WRITE =
      Pattern.compile(
          "(?:UPDATE|INSERT\\s+INTO|DELETE\\s+FROM)\\s+execution(?:_history)?(?![\\w-])");

  /** A condition on the column status, but not its assignment. */
  private static final Pattern PREDICATE =
      Pattern.compile("(?<!SET )(?<!r\\.)\\bstatus (?:IN \\(([^)]*)\\)|= ('\\w+'))");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("SET status = '(\\w+)'|'(\\w+)' AS status\\b");

  @Test
  void theConditionOfEachStatementIsThatOfTheTable() {
    MOVES.forEach(
        (sql, transitions) ->
            transitions.forEach(
                transition ->
                    assertThat(predicate(sql))
                        .as("%s: %s", transition, sql)
                        .isEqualTo(ExecutionLifecycle.from(transition))));
  }

  @Test
  void eachStatementWritesAStatusOfTheTable() {
    MOVES.forEach(
        (sql, transitions) -> {
          Matcher set = ASSIGNMENT.matcher(sql);
          if (set.find()) {
            assertThat(transitions)
                .allSatisfy(
                    transition ->
                        assertThat(ExecutionLifecycle.to(transition))
                            .containsExactly(
                                ExecutionStatus.valueOf(
                                    set.group(1) == null ? set.group(2) : set.group(1))));
          }
        });
    assertThat(OTHERS).noneMatch(sql -> ASSIGNMENT.matcher(sql).find());
  }

  @Test
  void everyTransitionHasOneStatementAndALossAnotherForItsEnd() {
    List<Transition> expected = new ArrayList<>(EnumSet.allOf(Transition.class));
    expected.add(Transition.LOSE);

    assertThat(MOVES.values().stream().flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatEndsLeavesTheTableOfWhatWaitsAndRuns() {
    MOVES.forEach(
        (sql, transitions) -> {
          boolean ends =
              transitions.stream()
                  .map(ExecutionLifecycle::to)
                  .anyMatch(to -> to.stream().allMatch(ExecutionStatus::terminal));
          assertThat(
                  sql.contains("DELETE FROM execution e")
                      || sql.contains("DELETE FROM execution WHERE"))
              .as(sql)
              .isEqualTo(ends);
          assertThat(sql.contains("INSERT INTO execution_history")).as(sql).isEqualTo(ends);
        });
  }

  @Test
  void onlyTheStoresOfThisPackageWriteTheTable() throws IOException {
    Map<String, Integer> writes = new TreeMap<>();
    Path sources = Path.of("src", "main", "java", "io", "sluice", "admin");
    try (var files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        int count = (int) WRITE.matcher(Files.readString(file)).results().count();
        if (count > 0) {
          writes.put(sources.relativize(file).toString(), count);
        }
      }
    }

    assertThat(writes.keySet()).allMatch(file -> file.matches("execution/Execution\\w+Store.java"));
    assertThat(writes.values().stream().mapToInt(each -> each).sum())
        .as("statements in the stores, all of which are listed in this test: %s", writes)
        .isEqualTo(
            Stream.concat(MOVES.keySet().stream(), OTHERS.stream())
                .mapToInt(sql -> (int) WRITE.matcher(sql).results().count())
                .sum());
  }

  @Test
  void onlyAPersonMovesWhatHasEnded() {
    var ended = EnumSet.allOf(ExecutionStatus.class);
    ended.removeIf(status -> !status.terminal());

    for (Transition transition : Transition.values()) {
      var endedBefore = EnumSet.copyOf(ended);
      endedBefore.retainAll(ExecutionLifecycle.from(transition));

      assertThat(endedBefore)
          .as("%s", transition)
          .isEqualTo(
              transition == Transition.REQUEUE ? ended : EnumSet.noneOf(ExecutionStatus.class));
    }
  }

  @Test
  void aMoveThatIsNotInTheTableIsRefused() {
    assertThat(
            ExecutionLifecycle.move(
                ExecutionStatus.RUNNING, Transition.LOSE, ExecutionStatus.FAILED))
        .isEqualTo(ExecutionStatus.FAILED);
    assertThatThrownBy(
            () ->
                ExecutionLifecycle.move(
                    ExecutionStatus.SUCCESS, Transition.FINISH, ExecutionStatus.FAILED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No execution moves from SUCCESS to FAILED by FINISH");
    assertThat(
            ExecutionLifecycle.allows(
                ExecutionStatus.PENDING, Transition.PUBLISH, ExecutionStatus.SCHEDULED))
        .isFalse();
  }

  private static Set<ExecutionStatus> predicate(String sql) {
    var statuses = new HashSet<ExecutionStatus>();
    Matcher matcher = PREDICATE.matcher(sql);
    while (matcher.find()) {
      String words = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      Arrays.stream(words.split(",", -1))
          .map(word -> word.strip().replace("'", ""))
          .map(ExecutionStatus::valueOf)
          .forEach(statuses::add);
    }
    return statuses;
  }
}
