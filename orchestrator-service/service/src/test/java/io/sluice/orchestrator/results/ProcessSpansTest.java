package io.sluice.orchestrator.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Attempt;
import io.sluice.protocol.Span;
import io.sluice.protocol.Spans;
import io.sluice.queue.Traceparent;
import org.junit.jupiter.api.Test;

class ProcessSpansTest {
  private static final Traceparent ATTEMPT =
      Traceparent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();

  @Test
  void aSpanBelongsToTheTraceOfItsAttemptWhateverItSays() {
    var read = ProcessSpans.read(spans(span()), ATTEMPT);

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().self().traceId()).isEqualTo(ATTEMPT.traceId());
    assertThat(read.getFirst().parent()).isEqualTo(ATTEMPT);
  }

  @Test
  void whatHasAnotherFormOrIsTooLongIsLeftOut() {
    assertThat(
            ProcessSpans.read(
                spans(
                    span().setId("x"),
                    span().setId("0".repeat(16)),
                    span().setParentId(""),
                    span().setId(ATTEMPT.spanId()),
                    span().setName(""),
                    span().setName("n".repeat(10_000)),
                    span().setBeginNs(-1)),
                ATTEMPT))
        .isEmpty();
  }

  @Test
  void aMessageCarriesAtMostFiftySpans() {
    var message = Spans.newBuilder();
    for (int i = 0; i < 80; i++) {
      message.addSpans(span());
    }

    assertThat(ProcessSpans.read(message.build(), ATTEMPT)).hasSize(ProcessSpans.MAX_AT_ONCE);
  }

  private static Span.Builder span() {
    return Span.newBuilder()
        .setId("1234567890abcdef")
        .setParentId(ATTEMPT.spanId())
        .setName("fetch")
        .setBeginNs(1)
        .setEndNs(2);
  }

  private static Spans spans(Span.Builder... spans) {
    var message = Spans.newBuilder().setAttempt(Attempt.newBuilder().setExecutionId("e"));
    for (Span.Builder each : spans) {
      message.addSpans(each);
    }
    return message.build();
  }
}
