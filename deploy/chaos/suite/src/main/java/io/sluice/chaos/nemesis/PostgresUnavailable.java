package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import java.time.Duration;
import java.util.Locale;

/** Row 12: PostgreSQL is killed and unavailable for a while. */
final class PostgresUnavailable implements Fault {
  private static final Duration GONE = Duration.ofSeconds(5);

  private final ProcessSignals signal;
  private final Duration away;
  private long pid;
  private boolean gone;

  private PostgresUnavailable(ProcessSignals signal, Duration away) {
    this.signal = signal;
    this.away = away;
  }

  /** An immediate shutdown, then kill -9. */
  static Fault draw(int variant, FaultRandom draws) {
    return new PostgresUnavailable(
        variant == 0 ? ProcessSignals.QUIT : ProcessSignals.KILL, draws.scaled(30));
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT, "SIG%s of PostgreSQL, away for %d ms", signal, away.toMillis());
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    pid = context.system().postgresPid();
    context.inject(FaultTarget.POSTGRES, pid);
    signal.to(pid);
    gone = MachineClock.await(GONE, () -> !ObservedProcess.lives(pid));
    MachineClock.pause(away);
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(gone, "the server lives");
    return "pid " + pid + " was gone";
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    if (!context.system().postgresLives()) {
      context.system().restartPostgres();
    }
  }
}
