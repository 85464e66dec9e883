package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureMapperTest {
  private static final class Vicious extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause for you");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack for you");
    }
  }

  @Test
  void aThrowableWhoseMethodsThrowStillGivesOneEnding() {
    var failed = (Ending.Failed) FailureMapper.toEnding(new Vicious());
    assertThat(failed.errorType()).isEqualTo(Vicious.class.getName());
    assertThat(failed.message()).contains("getMessage threw java.lang.IllegalStateException");
    assertThat(failed.stack()).contains("cannot be read");
    assertThat(failed.degraded()).isFalse();
  }

  @Test
  void anEndlessMessageAndStackAreCut() {
    var failed =
        (Ending.Failed) FailureMapper.toEnding(new IllegalStateException("ä".repeat(1_000_000)));
    assertThat(failed.message()).hasSizeLessThan(5_000);
    assertThat(failed.stack().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void aWrappedErrorTaintsTheProcessIfItHarmedTheJvm() {
    assertThat(isTainting(new NoClassDefFoundError("gone"))).isFalse();
    assertThat(isTainting(new NoClassDefFoundError("Could not initialize class java.net.URL")))
        .isTrue();
  }

  private static boolean isTainting(Error cause) {
    return ((Ending.Failed) FailureMapper.toEnding(new RuntimeException(cause))).degraded();
  }
}
