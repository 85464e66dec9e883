package io.sluice.admin.breaker;

import io.sluice.admin.blacklist.DoorChange;
import io.sluice.admin.operations.Notifications.Notification;
import java.util.List;

/** What is to be told when the transaction is committed. */
public record BreakerNews(List<DoorChange> changes, List<Notification> notifications) {

  /** Nothing happened. */
  public static final BreakerNews NONE = new BreakerNews(List.of(), List.of());
}
