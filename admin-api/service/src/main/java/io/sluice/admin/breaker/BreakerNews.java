package io.sluice.admin.breaker;

import io.sluice.admin.blacklist.DoorChange;
import io.sluice.admin.operations.Notifications.Notification;
import java.util.List;

/** The changes to publish after the commit. */
public record BreakerNews(List<DoorChange> changes, List<Notification> notifications) {

  /** No change. */
  public static final BreakerNews NONE = new BreakerNews(List.of(), List.of());
}
