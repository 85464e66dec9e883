package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Accepted submissions a second, while the worker runs what is accepted. */
final class SubmitPart implements Part {
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 16;
  private static final int BATCH = 500;
  private static final Duration ROUND = Duration.ofSeconds(3);

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    figures.higher("single submits, one connection", "/s", rounds(system, 1, 1));
    figures.higher("single submits, 16 connections", "/s", rounds(system, CONNECTIONS, 1));
    figures.higher("submits in batches of 500, one connection", "/s", rounds(system, 1, BATCH));
  }

  private static List<Double> rounds(BenchSystem system, int clients, int batch)
      throws IOException, InterruptedException, SQLException {
    var rates = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      rates.add(rate(system, clients, batch));
      system.awaitIdle();
    }
    return rates;
  }

  private static double rate(BenchSystem system, int clients, int batch)
      throws IOException, InterruptedException {
    Instant start = now();
    Instant end = start.plus(ROUND);
    long accepted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Long>>();
      for (int client = 0; client < clients; client++) {
        running.add(threads.submit(() -> submitUntil(system, end, batch)));
      }
      for (Future<Long> each : running) {
        accepted += each.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException("A submission failed: " + failed.getCause(), failed);
    }
    return accepted / (millis(start, now()) / 1000);
  }

  private static long submitUntil(BenchSystem system, Instant end, int batch)
      throws IOException, InterruptedException {
    long accepted = 0;
    while (now().isBefore(end)) {
      if (batch == 1) {
        system.api().submitNoop();
      } else {
        system.api().submitNoops(batch);
      }
      accepted += batch;
    }
    return accepted;
  }
}
