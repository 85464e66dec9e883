package io.sluice.diagnostics.live;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import org.jboss.logging.Logger;

/** Pushes the sections of a page. What a browser says is not listened to. */
@WebSocket(path = "/live/{page}")
@Authenticated
public class LiveSocket {

  private static final Logger LOG = Logger.getLogger(LiveSocket.class);

  private final Viewers viewers;
  private final Pages pages;
  private final SecurityIdentity identity;

  LiveSocket(Viewers viewers, Pages pages, SecurityIdentity identity) {
    this.viewers = viewers;
    this.pages = pages;
    this.identity = identity;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection, @PathParam String page) {
    // A page of one thing names it after a dot; an id of a worker has letters, digits and hyphens.
    int dot = page.indexOf('.');
    var sections =
        dot < 0
            ? pages.sections(page, "")
            : pages.sections(page.substring(0, dot), page.substring(dot + 1));
    viewers.add(
        connection.id(), new Viewer(connection, identity.getPrincipal().getName(), sections));
  }

  @OnTextMessage
  @NonBlocking
  void said(String ignored) {
    LOG.debug("A browser said something, which no page does.");
  }

  @OnError
  @NonBlocking
  void failed(Throwable cause, WebSocketConnection connection) {
    LOG.debugf("A page's connection broke: %s", cause.getMessage());
    viewers.remove(connection.id());
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    viewers.remove(connection.id());
  }
}
