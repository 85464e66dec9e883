package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void eachKillExplainsOneExit() throws IOException {
    Path events = events("memory.events", 2);
    var kills = new OomKills(Optional.of(events));
    long atLaunch = kills.count();
    assertThat(kills.explain(atLaunch)).as("nothing since the launch").isFalse();

    events("memory.events", 4);

    assertThat(kills.explain(atLaunch)).isTrue();
    assertThat(kills.explain(atLaunch)).isTrue();
    assertThat(kills.explain(atLaunch)).as("both are explained").isFalse();
  }

  @Test
  void aKillFromBeforeTheLaunchExplainsNothing() throws IOException {
    var kills = new OomKills(Optional.of(events("memory.events", 0)));
    events("memory.events", 1);

    assertThat(kills.explain(kills.count())).isFalse();
  }

  @Test
  void theFileIsFoundInBothVersionsOfControlGroups() throws IOException {
    Path groups = folder.resolve("cgroup");
    Path second = Files.createDirectories(folder.resolve("pods/a"));
    Path first = Files.createDirectories(folder.resolve("memory"));

    Files.writeString(groups, "0::/pods/a\n");
    events("pods/a/memory.events", 0);
    assertThat(OomKills.find(groups, folder)).contains(second.resolve("memory.events"));

    Files.writeString(groups, "4:memory:/not/visible/here\n0::/\n");
    events("memory/memory.oom_control", 0);
    assertThat(OomKills.find(groups, folder)).contains(first.resolve("memory.oom_control"));

    Files.writeString(groups, "");
    assertThat(OomKills.find(groups, folder)).isEmpty();
    assertThat(new OomKills(Optional.empty()).explain(0)).isFalse();
  }

  private Path events(String name, long kills) throws IOException {
    return Files.writeString(
        folder.resolve(name), "oom 7\noom_kill " + kills + "\noom_group_kill 0\n");
  }
}
