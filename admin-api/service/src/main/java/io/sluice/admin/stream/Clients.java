package io.sluice.admin.stream;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Who is connected to this instance, within its limits. Safe on every thread. */
@Singleton
final class Clients {

  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final int mostOfPerson;
  private final int most;

  Clients(StreamConfig config) {
    this.mostOfPerson = config.connectionsPerPerson();
    this.most = config.connections();
  }

  /** Whether there is room for one more. */
  enum Room {
    FREE,
    PERSON_FULL,
    INSTANCE_FULL
  }

  Room room(String person) {
    if (clients.size() >= most) {
      return Room.INSTANCE_FULL;
    }
    long theirs =
        clients.values().stream().filter(each -> each.visitor().person().equals(person)).count();
    return theirs >= mostOfPerson ? Room.PERSON_FULL : Room.FREE;
  }

  /** Lets one in; two that come together must not both get the last place. */
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

  /** Those of the workers who see some organizations only. */
  List<Client> limited() {
    return ofWorkers().stream().filter(each -> !each.visitor().organizations().all()).toList();
  }

  Map<Topic.Execution, List<Client>> ofExecutions() {
    return clients.values().stream()
        .filter(each -> each.topic() instanceof Topic.Execution)
        .collect(Collectors.groupingBy(each -> (Topic.Execution) each.topic()));
  }
}
