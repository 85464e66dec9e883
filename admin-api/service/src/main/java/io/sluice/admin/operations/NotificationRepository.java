package io.sluice.admin.operations;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.sluice.api.NotificationApi.NotificationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stored notifications, for their readers. Calls run in a shared transaction of the caller. */
@ApplicationScoped
class NotificationRepository implements PanacheRepository<NotificationRow> {

  /** Returns notifications, newest first, with ids below the given one. */
  List<NotificationView> before(long id, boolean unreadOnly, int limit) {
    String unread = unreadOnly ? " and readAt is null" : "";
    return find("id < ?1" + unread + " order by id desc", id).page(0, limit).stream()
        .map(NotificationRow::view)
        .toList();
  }

  long unread() {
    return count("readAt is null");
  }

  /** Records the first reader; returns empty if there is no such notification. */
  Optional<NotificationView> read(long id, String who, Instant now) {
    Optional<NotificationRow> found = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    found
        .filter(row -> row.readAt == null)
        .ifPresent(
            row -> {
              row.readAt = now;
              row.readBy = who;
              flush();
            });
    return found.map(NotificationRow::view);
  }
}
