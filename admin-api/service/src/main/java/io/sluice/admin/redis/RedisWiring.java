package io.sluice.admin.redis;

import io.quarkus.redis.client.RedisClientName;
import io.sluice.command.CommandScripts;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Builds what the other features use of Redis. One shard, {@code q0}. */
@Dependent
final class RedisWiring {

  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final Duration LONGEST_BLOCKING_CALL = Duration.ofSeconds(8);

  @Produces
  @Singleton
  QueueKeys keys() {
    return new QueueKeys("q0");
  }

  @Produces
  @Singleton
  RedisConnection connection(Redis redis) {
    return new VertxRedisConnection(redis, LONGEST_CALL);
  }

  @Produces
  @Singleton
  StreamReader reader(@RedisClientName("blocking") Redis redis) {
    return new StreamReader(new VertxRedisConnection(redis, LONGEST_BLOCKING_CALL));
  }

  @Produces
  @Singleton
  BinaryValues values(Redis redis) {
    return new BinaryValues(new VertxRedisConnection(redis, LONGEST_CALL));
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
  CommandScripts commands(RedisConnection connection) {
    return new CommandScripts(connection);
  }

  @Produces
  @Singleton
  RegistrationScripts registrations(RedisConnection connection) {
    return new RegistrationScripts(connection);
  }
}
