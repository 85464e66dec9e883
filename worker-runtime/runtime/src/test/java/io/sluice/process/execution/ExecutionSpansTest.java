package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExecutionSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String ATTEMPT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final ExecutionSpans spans =
      ExecutionSpans.begin(ATTEMPT, "w", () -> Instant.EPOCH).orElseThrow();

  @Test
  void anExecutionWithoutAContextIsNotTraced() {
    assertThat(ExecutionSpans.begin("", "w", () -> Instant.EPOCH)).isEmpty();
    assertThat(ExecutionSpans.begin("nonsense", "w", () -> Instant.EPOCH)).isEmpty();
  }

  @Test
  void spansAreWithinEachOtherAndWithinTheRun() {
    try (var outer = spans.run().span("outer");
        var inner = outer.span("inner").attribute("k", "v")) {
      assertThat(inner.traceparent()).get().asString().startsWith("00-" + TRACE + "-");
    }
    spans.end("");

    assertThat(spans.take()).extracting(Span::getName).containsExactly("inner", "outer", "run w");
    assertThat(spans.take()).isEmpty();
  }

  @Test
  void whatIsStillOpenEndsWithTheExecutionAndNothingComesAfterwards() {
    var open = spans.run().span("open");
    spans.end("it failed");
    open.close();
    spans.run().span("late").close();
    spans.end("again");

    var sent = spans.take();
    assertThat(sent).extracting(Span::getName).containsExactly("open", "run w");
    assertThat(sent.getLast().getError()).isEqualTo("it failed");
    assertThat(sent.getLast().getParentId()).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void ofTooManySpansTheFirstAreKeptAndTheOthersCounted() {
    for (int i = 0; i < 600; i++) {
      spans.run().span("s" + i).close();
    }
    spans.end("");

    var sent = spans.take();
    assertThat(sent).hasSize(501);
    assertThat(sent.getLast().getAttributesMap()).containsEntry("sluice.spans_dropped", "100");
  }

  @Test
  void textsAndAttributesAreBounded() {
    var span = spans.run().span("n".repeat(1000));
    for (int i = 0; i < 100; i++) {
      var _ = span.attribute("k" + i, "v".repeat(10_000));
    }
    span.close();

    var sent = spans.take().getFirst();
    assertThat(sent.getName().length()).isLessThanOrEqualTo(200);
    assertThat(sent.getAttributesMap()).hasSize(32);
    assertThat(sent.getSerializedSize()).isLessThan(20_000);
  }
}
