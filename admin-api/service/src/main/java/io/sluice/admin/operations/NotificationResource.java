package io.sluice.admin.operations;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Lists notifications and marks them as read. */
@Path("/api/platform/notifications")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class NotificationResource {

  private final Notifications notifications;
  private final Caller caller;

  NotificationResource(Notifications notifications, Caller caller) {
    this.notifications = notifications;
    this.caller = caller;
  }

  /** Lists notifications, newest first; with {@code unread=true} the unread ones. */
  @Operation(summary = "Lists notifications, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public NotificationPage list(
      @QueryParam("unread") @DefaultValue("false") boolean unread,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Long before = QueryParams.cursor(cursor, Long::valueOf);
    NotificationPage page =
        notifications.page(
            Objects.requireNonNullElse(before, Long.MAX_VALUE),
            unread,
            QueryParams.pageSize(limit));
    return new NotificationPage(
        page.items().stream().map(this::shown).toList(), page.nextCursor(), page.unread());
  }

  private NotificationView shown(NotificationView notification) {
    return new VisibilityFilter(caller.organizations(), Map.of()).notification(notification);
  }

  /** Marks a notification as read. The first reader is recorded. */
  @Operation(summary = "Marks a notification as read; the first reader is recorded")
  @POST
  @Path("{id}/read")
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  public NotificationView read(@PathParam("id") String id) {
    OptionalLong number = number(id);
    Optional<NotificationView> read =
        number.isPresent()
            ? notifications.read(number.getAsLong(), caller.name())
            : Optional.empty();
    return read.map(this::shown)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_SUCH_NOTIFICATION.problem(
                        "No notification has this id; those older than 90 days are deleted."
                            + " GET /api/platform/notifications lists them.")));
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
