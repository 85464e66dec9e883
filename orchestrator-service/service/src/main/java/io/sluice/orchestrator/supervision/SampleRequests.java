package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.protocol.Stats;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;

/**
 * Requests dossiers of running executions: one for each execution, within 2 s. Safe for use by many
 * threads.
 */
public final class SampleRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** One request and its answers so far. */
  private static final class Question {
    private final int expected;
    private final List<String> dossiers = new ArrayList<>();
    private final CompletableFuture<List<String>> answer = new CompletableFuture<>();

    Question(int expected) {
      this.expected = expected;
    }

    synchronized void heard(String dossier) {
      dossiers.add(dossier);
      if (dossiers.size() >= expected) {
        answer.complete(List.copyOf(dossiers));
      }
    }

    synchronized List<String> soFar() {
      return List.copyOf(dossiers);
    }
  }

  private final Map<Long, Set<Question>> questions = new ConcurrentHashMap<>();

  /**
   * Requests dossiers from a process. Concurrent requests share the answers.
   *
   * @return dossiers as JSON; fewer than attempts, or none, if the process did not answer in time
   */
  public CompletableFuture<List<String>> take(ProcessLink link, List<Attempt> attempts) {
    long generation = link.generation().number();
    var question = new Question(attempts.size());
    questions.computeIfAbsent(generation, _ -> new CopyOnWriteArraySet<>()).add(question);
    link.sample(attempts);
    return question
        .answer
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(_ -> question.soFar())
        .whenComplete((_, _) -> forget(generation, question));
  }

  void heard(long generation, Stats stats) {
    if (!stats.getDossierJson().isEmpty()) {
      questions
          .getOrDefault(generation, Set.of())
          .forEach(question -> question.heard(stats.getDossierJson()));
    }
  }

  private void forget(long generation, Question question) {
    questions.computeIfPresent(
        generation,
        (_, open) -> {
          open.remove(question);
          return open.isEmpty() ? null : open;
        });
  }
}
