package io.sluice.diagnostics.live;

import io.quarkus.arc.All;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.diagnostics.live.Viewer.BrowserConnection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Pushes the sections of a page. Ignores messages from browsers. */
@WebSocket(path = "/live/{page}")
@Authenticated
public class LiveSocket {

  private static final Logger LOG = Logger.getLogger(LiveSocket.class);

  private static final CloseReason BROKEN = new CloseReason(1011, "Connect again.");

  private final Viewers viewers;
  private final SectionPaths pages;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  LiveSocket(Viewers viewers, SectionPaths pages, SecurityIdentity identity, InstantSource clock) {
    this.viewers = viewers;
    this.pages = pages;
    this.identity = identity;
    this.clock = clock;
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
    var person = identity.getPrincipal().getName();
    var viewer =
        new Viewer(
            new WebSocketBrowserConnection(connection),
            person,
            NameVisibility.of(identity),
            sections,
            clock.instant());
    viewers.add(connection.id(), viewer);
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
    new WebSocketBrowserConnection(connection)
        .close(BROKEN); // else it would stay open and show old data
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    viewers.remove(connection.id());
  }

  /** A browser connection over a WebSocket. */
  record WebSocketBrowserConnection(WebSocketConnection connection) implements BrowserConnection {

    @Override
    public CompletionStage<?> send(String frame) {
      return connection.sendText(frame).subscribeAsCompletionStage();
    }

    @Override
    public void close(CloseReason reason) {
      connection.close(reason).subscribe().with(_ -> {}, _ -> {});
    }
  }

  /** Maps the path of a WebSocket to the sections that it pushes. */
  @Singleton
  static class SectionPaths {

    private final List<LivePage> pages;
    private final StatusBarSection strip;

    SectionPaths(@All List<LivePage> pages, StatusBarSection strip) {
      this.pages = pages;
      this.strip = strip;
    }

    /** The sections of a page; an unknown page has the status bar only. */
    List<Section> sections(String page, String of) {
      var sections = new ArrayList<Section>();
      sections.add(strip);
      pages.stream()
          .filter(each -> each.name().equals(page))
          .forEach(each -> sections.addAll(each.sections(of)));
      return sections;
    }
  }
}
