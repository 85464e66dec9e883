package io.sluice.peers;

import java.time.Duration;
import java.util.stream.LongStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr with four workers and the shortest interval of polls that it allows. */
public final class JobRunrPeer extends PeerProgram {
  private static final int WORKERS = 4;
  private static final Duration POLL = Duration.ofSeconds(5);

  private final BackgroundJobServer server;

  private JobRunrPeer(BackgroundJobServer server) {
    this.server = server;
  }

  public static void main(String[] arguments) {
    JobRunr.configure()
        .useStorageProvider(SqlStorageProviderFactory.using(database()))
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(WORKERS)
                .andPollInterval(POLL))
        .initialize();
    new JobRunrPeer(JobRunr.getBackgroundJobServer()).measure();
    System.exit(0);
  }

  /** The job. Public, because JobRunr calls it by reflection. */
  public static void run(long due) {
    ranOne(due);
  }

  @Override
  void enqueue(int count) {
    BackgroundJob.enqueue(LongStream.range(0, count).mapToObj(_ -> 0L), due -> run(due));
  }

  @Override
  void enqueueOne(long due) {
    BackgroundJob.enqueue(() -> run(due));
  }

  @Override
  void pause() {
    server.pauseProcessing();
  }

  @Override
  void resume() {
    server.resumeProcessing();
  }
}
