package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Uses up processor time. */
@SuppressWarnings({
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ListRemoveAmbiguous",
  "JdkObsolete"
})
final class BurnCases {
  private static volatile Object kept = "";

  private BurnCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("spin", _ -> spin()),
        Map.entry("allocation-storm", _ -> storm()),
        Map.entry("regex", _ -> regex()),
        Map.entry("big-integer", _ -> bigInteger()),
        Map.entry("infinite-stream", _ -> stream()),
        Map.entry("hash-collisions", _ -> collisions()),
        Map.entry("bad-comparator", _ -> sort()),
        Map.entry("recursion-caught", _ -> recursion()),
        Map.entry("string-concat", _ -> concat()),
        Map.entry("exponential", _ -> exponential()),
        Map.entry("remove-first", _ -> removeFirst()),
        Map.entry("linked-list-get", _ -> linkedList()),
        Map.entry("string-format", _ -> format()));
  }

  private static void spin() {
    long count = 0;
    while (count >= 0) {
      count = (count * 31 + 7) & Long.MAX_VALUE; // at: spin
    }
  }

  private static void storm() {
    while (true) {
      kept = new byte[1 << 16]; // at: allocation-storm
    }
  }

  private static void regex() {
    var text = "a".repeat(90) + "!";
    kept = Pattern.matches("(a|aa)+b\\1", text); // at: regex
  }

  private static void bigInteger() {
    kept =
        BigInteger.TWO
            .pow(3_000_003)
            .subtract(BigInteger.ONE)
            .isProbablePrime(20); // at: big-integer
  }

  private static void stream() {
    kept = Stream.iterate(1L, i -> i + 1).filter(i -> i < 0).findFirst(); // at: infinite-stream
  }

  private static void collisions() {
    var map = new HashMap<Key, Integer>();
    for (int i = 0; i < 50_000_000; i++) {
      map.put(new Key(i % 20_000), i); // at: hash-collisions
    }
    kept = map;
  }

  /** A key with a bad hash. */
  private static final class Key {
    private final int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static void sort() {
    var random = new Random(7);
    Comparator<Integer> moody = (_, _) -> random.nextInt(3) - 1;
    while (true) {
      List<Integer> numbers = new ArrayList<>(random.ints(200_000).boxed().toList());
      try {
        numbers.sort(moody); // at: bad-comparator
      } catch (IllegalArgumentException _) {
        // Comparison method violates its general contract: again.
      }
    }
  }

  private static void recursion() {
    while (true) {
      try {
        kept = descend(0);
      } catch (StackOverflowError _) {
        // Again.
      }
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int descend(int depth) {
    return descend(depth + 1) + 1; // at: recursion-caught
  }

  private static void concat() {
    while (true) {
      var text = "";
      for (int i = 0; i < 200_000; i++) {
        text += i; // at: string-concat
      }
      kept = text;
    }
  }

  private static void exponential() {
    kept = fibonacci(90);
  }

  private static long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); // at: exponential
  }

  private static void removeFirst() {
    while (true) {
      List<Integer> numbers = new ArrayList<>(new Random(7).ints(400_000).boxed().toList());
      while (!numbers.isEmpty()) {
        numbers.remove(0); // at: remove-first
      }
    }
  }

  private static void linkedList() {
    var list = new LinkedList<>(new Random(7).ints(100_000).boxed().toList());
    long sum = 0;
    for (int i = 0; i < Integer.MAX_VALUE; i++) {
      sum += list.get(i % list.size()); // at: linked-list-get
    }
    kept = sum;
  }

  private static void format() {
    while (true) {
      kept = String.format(Locale.ROOT, "%08d %s %.3f", 7, "x", 1.5); // at: string-format
    }
  }
}
