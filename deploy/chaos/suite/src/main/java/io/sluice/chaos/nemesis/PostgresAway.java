package io.sluice.chaos.nemesis;

import io.sluice.chaos.system.ProcessSeen;
import io.sluice.chaos.system.Signals;
import io.sluice.chaos.time.MachineClock;
import java.time.Duration;
import java.util.Locale;

/** Row 12: PostgreSQL dies and is away for a while. */
final class PostgresAway implements Fault {
  private static final Duration GONE = Duration.ofSeconds(5);

  private final Signals signal;
  private final Duration away;
  private long pid;
  private boolean gone;

  private PostgresAway(Signals signal, Duration away) {
    this.signal = signal;
    this.away = away;
  }

  /** An immediate shutdown, then kill -9. */
  static Fault draw(int variant, Draws draws) {
    return new PostgresAway(variant == 0 ? Signals.QUIT : Signals.KILL, draws.scaled(30));
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT, "SIG%s of PostgreSQL, away for %d ms", signal, away.toMillis());
  }

  @Override
  public void inject(Arena arena) throws Exception {
    pid = arena.system().postgresPid();
    arena.harm(Part.POSTGRES, pid);
    signal.to(pid);
    gone = MachineClock.await(GONE, () -> !ProcessSeen.lives(pid));
    MachineClock.pause(away);
  }

  @Override
  public String proof(Arena arena) throws NotLanded {
    NotLanded.unless(gone, "the server lives");
    return "pid " + pid + " was gone";
  }

  @Override
  public void heal(Arena arena) throws Exception {
    if (!arena.system().postgresLives()) {
      arena.system().restartPostgres();
    }
  }
}
