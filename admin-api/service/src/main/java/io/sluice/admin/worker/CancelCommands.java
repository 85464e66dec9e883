package io.sluice.admin.worker;

import io.sluice.admin.database.Database;
import io.sluice.command.WorkerCommand;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends cancel commands for single executions to workers. */
@Singleton
public final class CancelCommands {

  private final Database database;
  private final CommandStore store;
  private final CommandSender sender;
  private final InstantSource clock;

  CancelCommands(Database database, CommandStore store, CommandSender sender, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.sender = sender;
    this.clock = clock;
  }

  /** Sends a cancel command, unless one for the same attempt is pending. */
  public void send(
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
    if (database.transaction(connection -> store.insert(connection, command, now))) {
      sender.send(command);
    }
  }
}
