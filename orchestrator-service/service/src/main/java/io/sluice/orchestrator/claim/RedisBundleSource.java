package io.sluice.orchestrator.claim;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.sluice.command.CommandScripts;
import io.sluice.orchestrator.claim.BundleStore.BundleSource;
import io.sluice.queue.ControlKeys;
import org.jspecify.annotations.Nullable;

/** Reads bundles that admin-api puts into Redis, in pieces of 1 MiB. */
public final class RedisBundleSource implements BundleSource {
  private final CommandScripts commands;
  private final ValueCommands<String, byte[]> values;
  private final String workerId;

  public RedisBundleSource(CommandScripts commands, RedisDataSource redis, String workerId) {
    this.commands = commands;
    this.values = redis.value(byte[].class);
    this.workerId = workerId;
  }

  @Override
  public void ask(String sha256) {
    commands.askForBundle(workerId, sha256);
  }

  @Override
  public byte @Nullable [] piece(String sha256, int number) {
    return values.get(ControlKeys.bundlePiece(sha256, number));
  }
}
