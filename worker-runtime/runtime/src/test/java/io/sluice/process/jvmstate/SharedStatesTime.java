package io.sluice.process.jvmstate;

/** Prints what one comparison costs; run by hand, it asserts nothing. */
final class SharedStatesTime {
  private SharedStatesTime() {}

  public static void main(String[] arguments) {
    long begun = System.nanoTime();
    var states = SharedStates.now();
    System.out.printf(
        java.util.Locale.ROOT, "first reading: %d us%n", (System.nanoTime() - begun) / 1_000);
    for (int round : new int[] {1, 10, 100, 1_000, 10_000, 100_000}) {
      long start = System.nanoTime();
      for (int n = 0; n < round; n++) {
        states.putBack();
      }
      System.out.printf(
          java.util.Locale.ROOT,
          "%d times: %.1f us each%n",
          round,
          (System.nanoTime() - start) / 1_000.0 / round);
    }
  }
}
