package io.sluice.admin.command;

import io.sluice.admin.database.Database;
import io.sluice.command.WorkerCommand;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends cancel commands for single executions to workers. */
@Singleton
public final class Cancels {

  private final Database database;
  private final CommandRows rows;
  private final CommandSender sender;
  private final InstantSource clock;

  Cancels(Database database, CommandRows rows, CommandSender sender, InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.sender = sender;
    this.clock = clock;
  }

  /** Sends a cancel command, unless one for the same attempt is pending. */
  public void order(
      String workerId,
      UUID execution,
      long epoch,
      long claim,
      @Nullable String reason,
      String who) {
    Instant now = clock.instant();
    var kind = WorkerCommand.Kind.CANCEL;
    var command =
        new Command(
            UUID.randomUUID(),
            workerId,
            kind,
            execution,
            epoch,
            claim,
            null,
            null,
            null,
            reason,
            who,
            now.plus(Command.timeout(kind)));
    if (database.transaction(connection -> rows.insert(connection, command, now))) {
      sender.send(command);
    }
  }
}
