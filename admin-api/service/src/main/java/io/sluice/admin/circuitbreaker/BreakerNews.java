package io.sluice.admin.circuitbreaker;

import io.sluice.admin.operations.Notifications.Notification;
import java.util.List;

/** The changes to publish after the commit. */
public record BreakerNews(List<BlacklistChange> changes, List<Notification> notifications) {

  /** No change. */
  public static final BreakerNews NONE = new BreakerNews(List.of(), List.of());
}
