package io.sluice.admin.stream;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Connected clients of this instance, within its limits. Safe on every thread. */
@Singleton
final class Clients {

  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final int maxPerPerson;
  private final int max;

  Clients(StreamConfig config) {
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
        clients.values().stream().filter(each -> each.visitor().person().equals(person)).count();
    return theirs >= maxPerPerson ? Room.PERSON_FULL : Room.FREE;
  }

  /**
   * Adds a client if there is capacity. Synchronized, so that two clients cannot both take the last
   * place.
   */
  synchronized boolean add(String connection, Client client) {
    if (room(client.visitor().person()) != Room.FREE) {
      return false;
    }
    clients.put(connection, client);
    return true;
  }

  void remove(String connection) {
    clients.remove(connection);
  }

  Optional<Client> find(String connection) {
    return Optional.ofNullable(clients.get(connection));
  }

  int count() {
    return clients.size();
  }

  Map<String, Client> all() {
    return Map.copyOf(clients);
  }

  List<Client> ofWorkers() {
    return clients.values().stream().filter(each -> each.topic() instanceof Topic.Workers).toList();
  }

  /** Returns the clients of the workers topic that may see some organizations only. */
  List<Client> limited() {
    return ofWorkers().stream().filter(each -> !each.visitor().organizations().all()).toList();
  }

  Map<Topic.Execution, List<Client>> ofExecutions() {
    return clients.values().stream()
        .filter(each -> each.topic() instanceof Topic.Execution)
        .collect(Collectors.groupingBy(each -> (Topic.Execution) each.topic()));
  }
}
