package io.sluice.diagnostics.live;

import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.Picture.Seen;
import io.sluice.diagnostics.session.Person;
import java.util.Collections;
import java.util.TreeMap;

/**
 * Whether live sections name executions. The one stream of this instance tells those of all
 * organizations, and not whose they are: who does not see all of them sees counts (security,
 * section 3). Pure.
 */
enum Names {
  SHOWN,
  HIDDEN;

  static Names of(SecurityIdentity identity) {
    return Person.seesAll(identity) ? SHOWN : HIDDEN;
  }

  Picture in(Picture picture) {
    return switch (this) {
      case SHOWN -> picture;
      case HIDDEN -> hidden(picture);
    };
  }

  private static Picture hidden(Picture picture) {
    var workers = new TreeMap<String, Seen>();
    picture
        .workers()
        .forEach((id, seen) -> workers.put(id, new Seen(hidden(seen.view()), seen.heardAt())));
    var queue = picture.queue();
    return picture.with(
        new Crew(Collections.unmodifiableSortedMap(workers), Endings.NONE, Ahead.NONE),
        new WorkerView.Queue(
            queue.depth(),
            queue.oldestSeconds(),
            queue.items().stream().map(QueueView.Item::unnamed).toList()));
  }

  private static WorkerView hidden(WorkerView worker) {
    return worker.with(
        worker.processes().stream()
            .map(
                process ->
                    process.withExecutions(
                        process.executions().stream().map(WorkerView.Running::unnamed).toList()))
            .toList(),
        null);
  }
}
