package io.sluice.admin.redis;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.DoneMarkers;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.ExecutionTrace;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartedEvent;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.service.SystemLogLine;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Produces the Redis clients of the other features. One shard, {@code q0}. */
// Registers the records of the queue contract for a native image, because the contract does not
// depend on Quarkus.
@RegisterForReflection(
    targets = {
      ExecutionBody.class,
      ExecutionTrace.class,
      OutcomeEvent.class,
      StartedEvent.class,
      LogBatch.class,
      LogBatch.Line.class,
      WorkerCommand.class,
      WorkerMessage.Permit.class,
      GoneEvent.class,
      WorkerHeartbeat.class,
      WorkerHeartbeat.ProcessView.class,
      WorkerHeartbeat.ExecutionView.class,
      WorkerHeartbeat.ProgressView.class,
      SystemLogLine.class
    })
@Dependent
final class RedisWiring {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BLOCKING_CALL_TIMEOUT = Duration.ofSeconds(8);

  @Produces
  @Singleton
  QueueKeys keys() {
    return new QueueKeys("q0");
  }

  @Produces
  @Singleton
  RedisConnection connection(Redis redis) {
    return new VertxRedisConnection(redis, CALL_TIMEOUT);
  }

  @Produces
  @Singleton
  StreamReader reader(@RedisClientName("blocking") Redis redis) {
    return new StreamReader(new VertxRedisConnection(redis, BLOCKING_CALL_TIMEOUT));
  }

  @Produces
  @Singleton
  BinaryValues values(Redis redis) {
    return new BinaryValues(new VertxRedisConnection(redis, CALL_TIMEOUT));
  }

  @Produces
  @Singleton
  QueueScripts queue(RedisConnection connection, QueueKeys keys) {
    return new QueueScripts(connection, keys);
  }

  @Produces
  @Singleton
  QueueInspection inspection(RedisConnection connection, QueueKeys keys) {
    return new QueueInspection(connection, keys);
  }

  @Produces
  @Singleton
  DoneMarkers markers(RedisConnection connection, QueueKeys keys) {
    return new DoneMarkers(connection, keys);
  }

  @Produces
  @Singleton
  CommandScripts commands(RedisConnection connection) {
    return new CommandScripts(connection);
  }

  @Produces
  @Singleton
  RegistrationScripts registrations(RedisConnection connection) {
    return new RegistrationScripts(connection);
  }
}
