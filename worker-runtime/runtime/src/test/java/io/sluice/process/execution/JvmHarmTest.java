package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmHarmTest {
  private static final StackTraceElement IN_BUNDLE = bundle("com.acme.Import", "parse");

  @Test
  void aMissingOrMisfittingClassOfTheBundleHarmsNobody() {
    assertThat(JvmHarm.isDoneBy(at(new NoClassDefFoundError("com/acme/Gone"), IN_BUNDLE)))
        .isFalse();
    assertThat(JvmHarm.isDoneBy(at(new NoSuchMethodError("com.acme.A.b()"), IN_BUNDLE))).isFalse();
    assertThat(JvmHarm.isDoneBy(at(new UnsatisfiedLinkError("no x"), IN_BUNDLE))).isFalse();
  }

  @Test
  void aClassOfTheBundleThatCannotBeInitializedHarmsNobodyElse() {
    var failed = at(new IllegalStateException(), bundle("com.acme.Config", "<clinit>"));
    assertThat(JvmHarm.isDoneBy(new ExceptionInInitializerError(failed))).isFalse();
    assertThat(
            JvmHarm.isDoneBy(
                new NoClassDefFoundError("Could not initialize class com.acme.Config")))
        .isFalse();
  }

  @Test
  void aClassOfTheJdkThatCannotBeInitializedIsUnusableForAll() {
    var failed = at(new IllegalStateException(), jdk("sun.nio.ch.Net", "<clinit>"), IN_BUNDLE);
    assertThat(JvmHarm.isDoneBy(new ExceptionInInitializerError(failed))).isTrue();
    assertThat(
            JvmHarm.isDoneBy(new NoClassDefFoundError("Could not initialize class sun.nio.ch.Net")))
        .isTrue();
  }

  @Test
  void anOverflowInTheBundlesOwnRecursionHarmsNobody() {
    assertThat(JvmHarm.isDoneBy(at(new StackOverflowError(), IN_BUNDLE, IN_BUNDLE))).isFalse();
    assertThat(
            JvmHarm.isDoneBy(
                at(new StackOverflowError(), jdk("java.lang.StringBuilder", "append"), IN_BUNDLE)))
        .isFalse();
  }

  @Test
  void anOverflowThatCutOffALockOrAnInitializerOfTheJdkMayHaveHarmedIt() {
    assertThat(
            JvmHarm.isDoneBy(
                at(
                    new StackOverflowError(),
                    jdk("java.util.concurrent.locks.ReentrantLock", "lock"),
                    IN_BUNDLE)))
        .isTrue();
    assertThat(
            JvmHarm.isDoneBy(
                at(
                    new StackOverflowError(),
                    jdk("java.util.HashMap", "put"),
                    jdk("java.util.Currency", "<clinit>"),
                    IN_BUNDLE)))
        .isTrue();
  }

  @Test
  void anErrorThatAnAuthorMadeIsNotAsked() {
    assertThat(JvmHarm.isDoneBy(new OwnError())).isFalse();
  }

  private static final class OwnError extends LinkageError {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("code of a workflow was called");
    }
  }

  private static <T extends Throwable> T at(T thrown, StackTraceElement... frames) {
    thrown.setStackTrace(frames);
    return thrown;
  }

  private static StackTraceElement bundle(String type, String method) {
    return new StackTraceElement("bundle-0123456789ab", null, null, type, method, "A.java", 1);
  }

  private static StackTraceElement jdk(String type, String method) {
    return new StackTraceElement(null, "java.base", "25", type, method, "A.java", 1);
  }
}
