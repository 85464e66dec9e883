package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String TEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Traceparent submitted = Traceparent.parse(TEXT).orElseThrow();

  @Test
  void whatIsReadIsWrittenInTheSameForm() {
    assertThat(submitted.toString()).isEqualTo(TEXT);
    assertThat(submitted.sampled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      })
  void whatHasAnotherFormIsNoContext(String text) {
    assertThat(Traceparent.parse(text)).isEmpty();
  }

  @Test
  void eachAttemptAndEachRecordHasOneSpanOfTheSameTrace() {
    Traceparent first = submitted.ofAttempt(new Attempt("e", 1, 1));

    assertThat(first).isEqualTo(submitted.ofAttempt(new Attempt("e", 1, 1)));
    assertThat(first.traceId()).isEqualTo(submitted.traceId());
    assertThat(Traceparent.parse(first.toString())).contains(first);
    assertThat(first.spanId())
        .isNotEqualTo(submitted.ofAttempt(new Attempt("e", 1, 2)).spanId())
        .isNotEqualTo(submitted.ofAttempt(new Attempt("e", 2, 1)).spanId())
        .isNotEqualTo(submitted.ofRecord("e", 1).spanId());
  }

  @Test
  void aBodyOfAnOlderAdminApiHasNoTraceAndAnOlderWorkerReadsOneThatHas() {
    var body =
        new ExecutionBody("wf", "echo", "sha", "a.B", "1", null, null, 1, false, false, null);
    var traced =
        new ExecutionBody(
            "wf",
            "echo",
            "sha",
            "a.B",
            "1",
            null,
            null,
            1,
            false,
            false,
            ExecutionTrace.of(TEXT, Instant.EPOCH));

    assertThat(Json.write(body)).doesNotContain("trace");
    assertThat(Json.read(Json.write(body), ExecutionBody.class).trace()).isNull();
    assertThat(Json.read(Json.write(traced), ExecutionBody.class)).isEqualTo(traced);
    assertThat(Json.read(Json.write(traced), OlderBody.class).workflowName()).isEqualTo("echo");
  }

  private record OlderBody(String workflowId, String workflowName) {}
}
