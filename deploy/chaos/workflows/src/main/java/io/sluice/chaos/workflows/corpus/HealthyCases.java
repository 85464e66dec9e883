package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/** Healthy slow work of some 20 s, which stops at an interrupt or soon after it. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class HealthyCases {
  private static final long WORK_MS = 20_000;
  private static final int BIG = 300_000;

  private HealthyCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("ok-sleep", _ -> Thread.sleep(WORK_MS)), // at: ok-sleep
        Map.entry("ok-naps", _ -> naps()),
        Map.entry("ok-sort", _ -> sort()),
        Map.entry("ok-hash", _ -> hash()),
        Map.entry("ok-deflate", _ -> deflate()),
        Map.entry("ok-regex", _ -> regex()),
        Map.entry("ok-primes", _ -> primes()),
        Map.entry("ok-strings", _ -> strings()),
        Map.entry("ok-map", _ -> map()),
        Map.entry("ok-stream", _ -> stream()),
        Map.entry("ok-parallel", _ -> parallel()),
        Map.entry("ok-fibonacci", _ -> fibonacci()),
        Map.entry("ok-allocate", _ -> allocate()),
        Map.entry("ok-file-write", scene -> fileWrite(scene.folder())),
        Map.entry("ok-file-read", scene -> fileRead(scene.folder())),
        Map.entry("ok-directories", scene -> directories(scene.folder())),
        Map.entry("ok-jdbc-sleep", scene -> query(scene.jdbcUrl())),
        Map.entry("ok-jdbc-rows", scene -> rows(scene.jdbcUrl())),
        Map.entry("ok-jdbc-many", scene -> manyQueries(scene.jdbcUrl())),
        Map.entry("ok-http-slow", _ -> httpSlow()),
        Map.entry("ok-socket-slow", _ -> socketSlow()),
        Map.entry("ok-child", _ -> child()),
        Map.entry("ok-child-output", _ -> childOutput()),
        Map.entry("ok-future", _ -> future()),
        Map.entry("ok-completable", _ -> completable()),
        Map.entry("ok-latch", _ -> latch()),
        Map.entry("ok-semaphore", _ -> semaphore()),
        Map.entry("ok-queue", _ -> queue()),
        Map.entry("ok-barrier", _ -> barrier()),
        Map.entry("ok-lock", _ -> lock()),
        Map.entry("ok-join", _ -> join()),
        Map.entry("ok-virtual", _ -> virtual()));
  }

  private static Until until() {
    return new Until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WORK_MS));
  }

  /** The end of the work. */
  private record Until(long nanos) {
    boolean goesOn() {
      return System.nanoTime() < nanos && !Thread.currentThread().isInterrupted();
    }
  }

  private static void naps() throws InterruptedException {
    for (var until = until(); until.goesOn(); ) {
      Thread.sleep(200); // at: ok-naps
    }
  }

  private static void sort() {
    for (var until = until(); until.goesOn(); ) {
      var numbers = new ArrayList<>(new Random(7).ints(BIG).boxed().toList());
      numbers.sort(null);
    }
  }

  private static void hash() throws Exception {
    var block = new byte[1 << 16];
    var digest = MessageDigest.getInstance("SHA-256");
    for (var until = until(); until.goesOn(); ) {
      digest.update(block);
    }
  }

  private static void deflate() {
    var block = new byte[1 << 16];
    new Random(7).nextBytes(block);
    for (var until = until(); until.goesOn(); ) {
      var deflater = new Deflater();
      deflater.setInput(block);
      deflater.finish();
      deflater.deflate(new byte[1 << 17]);
      deflater.end();
    }
  }

  private static void regex() {
    var pattern = Pattern.compile("([a-z]+)-([0-9]+)");
    var text = "word-12 ".repeat(1_000);
    for (var until = until(); until.goesOn(); ) {
      pattern.matcher(text).results().count();
    }
  }

  private static void primes() {
    var candidate = BigInteger.ONE.shiftLeft(512);
    for (var until = until(); until.goesOn(); ) {
      candidate = candidate.nextProbablePrime();
    }
  }

  private static void strings() {
    for (var until = until(); until.goesOn(); ) {
      var text = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        text.append(i);
      }
    }
  }

  private static void map() {
    var counts = new HashMap<Integer, Integer>();
    var random = new Random(7);
    for (var until = until(); until.goesOn(); ) {
      counts.merge(random.nextInt(50_000), 1, Integer::sum);
    }
  }

  private static void stream() {
    for (var until = until(); until.goesOn(); ) {
      IntStream.range(0, 10_000).filter(i -> i % 3 == 0).sum();
    }
  }

  private static void parallel() {
    for (var until = until(); until.goesOn(); ) {
      IntStream.range(0, 1_000_000).parallel().filter(i -> i % 7 == 0).sum();
    }
  }

  private static void fibonacci() {
    for (var until = until(); until.goesOn(); ) {
      fibonacci(25);
    }
  }

  private static long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  private static void allocate() {
    long sum = 0;
    for (var until = until(); until.goesOn(); ) {
      sum += new byte[1 << 12].length;
    }
    System.setProperty("corpus.sum", Long.toString(sum));
    System.clearProperty("corpus.sum");
  }

  private static void fileWrite(String folder) throws IOException {
    var path = Path.of(folder, "written");
    var block = new byte[1 << 16];
    for (var until = until(); until.goesOn(); ) {
      Files.write(path, block);
    }
  }

  private static void fileRead(String folder) throws IOException {
    var path = Path.of(folder, "read");
    Files.write(path, new byte[1 << 20]);
    for (var until = until(); until.goesOn(); ) {
      Files.readAllBytes(path);
    }
  }

  private static void directories(String folder) throws IOException {
    for (var until = until(); until.goesOn(); ) {
      try (var listed = Files.list(Path.of(folder))) {
        listed.count();
      }
    }
  }

  private static void query(String url) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.executeQuery("select pg_sleep(20)"); // at: ok-jdbc-sleep
    }
  }

  private static void rows(String url) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (var until = until(); until.goesOn(); ) {
        try (var rows = statement.executeQuery("select generate_series(1, 100000)")) {
          rows.next();
        }
      }
    }
  }

  private static void manyQueries(String url) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement("select ?::int + 1")) {
      for (var until = until(); until.goesOn(); ) {
        statement.setInt(1, 1);
        statement.executeQuery().close();
      }
    }
  }

  private static void httpSlow() throws Exception {
    try (var server = SocketCases.silent();
        var client = HttpClient.newHttpClient()) {
      Deaf.start("http-server", () -> answerLate(server));
      var uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/slow");
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()); // at: ok-http-slow
    }
  }

  private static void answerLate(ServerSocket server) throws Exception {
    try (var socket = server.accept()) {
      Thread.sleep(WORK_MS);
      write(socket.getOutputStream(), "HTTP/1.1 204 No Content\r\n\r\n");
    }
  }

  private static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  private static void socketSlow() throws Exception {
    try (var server = SocketCases.silent();
        var socket = SocketCases.connected(server)) {
      Deaf.start("drip-server", () -> drip(server));
      int read = 0;
      while (read >= 0) {
        read = socket.getInputStream().read(); // at: ok-socket-slow
      }
    }
  }

  private static void drip(ServerSocket server) throws Exception {
    try (var peer = server.accept()) {
      for (var until = until(); until.goesOn(); ) {
        write(peer.getOutputStream(), ".");
        Thread.sleep(300);
      }
    }
  }

  private static void child() throws Exception {
    new ProcessBuilder("sleep", "20").start().waitFor(); // at: ok-child
  }

  private static void childOutput() throws Exception {
    var child = new ProcessBuilder("sleep", "19").start();
    child.inputReader().readLine(); // at: ok-child-output
  }

  private static void future() throws Exception {
    try (var pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> work(WORK_MS)).get(); // at: ok-future
    }
  }

  private static long work(long ms) throws InterruptedException {
    Thread.sleep(ms); // at: ok-work
    return ms;
  }

  private static void completable() {
    try (var pool = Executors.newFixedThreadPool(2)) {
      CompletableFuture.supplyAsync(HealthyCases::slowAnswer, pool).join(); // at: ok-completable
    }
  }

  private static long slowAnswer() {
    try {
      return work(WORK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void latch() throws InterruptedException {
    var done = new CountDownLatch(1);
    Deaf.start(
        "latch-worker",
        () -> {
          work(WORK_MS);
          done.countDown();
        });
    done.await(); // at: ok-latch
  }

  private static void semaphore() throws InterruptedException {
    var permits = new Semaphore(0);
    Deaf.start(
        "permit-giver",
        () -> {
          work(WORK_MS);
          permits.release();
        });
    permits.acquire(); // at: ok-semaphore
  }

  private static void queue() throws InterruptedException {
    var queue = new ArrayBlockingQueue<Long>(4);
    Deaf.start(
        "producer",
        () -> {
          for (var until = until(); until.goesOn(); ) {
            queue.put(work(500));
          }
          queue.put(-1L);
        });
    long taken = 0;
    while (taken >= 0) {
      taken = queue.take(); // at: ok-queue
    }
  }

  private static void barrier() throws Exception {
    var barrier = new CyclicBarrier(2);
    Deaf.start(
        "barrier-partner",
        () -> {
          work(WORK_MS);
          barrier.await();
        });
    barrier.await(); // at: ok-barrier
  }

  private static void lock() throws InterruptedException {
    var lock = new ReentrantLock();
    var taken = new CountDownLatch(1);
    Deaf.start(
        "lock-worker",
        () -> {
          lock.lock();
          taken.countDown();
          try {
            work(WORK_MS);
          } finally {
            lock.unlock();
          }
        });
    taken.await();
    lock.lockInterruptibly(); // at: ok-lock
    lock.unlock();
  }

  private static void join() throws InterruptedException {
    Deaf.start("join-worker", () -> work(WORK_MS)).join(); // at: ok-join
  }

  private static void virtual() {
    var sum = new AtomicLong();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        pool.submit(() -> sum.addAndGet(work(WORK_MS)));
      }
    } // at: ok-virtual
  }
}
