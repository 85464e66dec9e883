package io.sluice.admin.livestream;

import io.sluice.admin.livestream.StreamClient.Topic;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Connected clients of this instance, within its limits. Safe on every thread. */
@Singleton
final class ConnectionRegistry {

  private final Map<String, StreamClient> clients = new ConcurrentHashMap<>();
  private final int maxPerPerson;
  private final int max;

  ConnectionRegistry(StreamConfig config) {
    this.maxPerPerson = config.connectionsPerPerson();
    this.max = config.connections();
  }

  /** Capacity for another client. */
  enum Room {
    FREE,
    PERSON_FULL,
    INSTANCE_FULL
  }

  Room room(String person) {
    if (clients.size() >= max) {
      return Room.INSTANCE_FULL;
    }
    long theirs =
        clients.values().stream().filter(each -> each.subscriber().person().equals(person)).count();
    return theirs >= maxPerPerson ? Room.PERSON_FULL : Room.FREE;
  }

  /**
   * Adds a client if there is capacity. Synchronized, so that two clients cannot both take the last
   * place.
   */
  synchronized boolean add(String connection, StreamClient client) {
    if (room(client.subscriber().person()) != Room.FREE) {
      return false;
    }
    clients.put(connection, client);
    return true;
  }

  void remove(String connection) {
    clients.remove(connection);
  }

  Optional<StreamClient> find(String connection) {
    return Optional.ofNullable(clients.get(connection));
  }

  int count() {
    return clients.size();
  }

  Map<String, StreamClient> all() {
    return Map.copyOf(clients);
  }

  List<StreamClient> ofWorkers() {
    return clients.values().stream().filter(each -> each.topic() instanceof Topic.Workers).toList();
  }

  /** Returns the clients of the workers topic that may see some organizations only. */
  List<StreamClient> limited() {
    return ofWorkers().stream().filter(each -> !each.subscriber().organizations().all()).toList();
  }

  Map<Topic.Execution, List<StreamClient>> ofExecutions() {
    return clients.values().stream()
        .filter(each -> each.topic() instanceof Topic.Execution)
        .collect(Collectors.groupingBy(each -> (Topic.Execution) each.topic()));
  }
}
