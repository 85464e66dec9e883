package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerMemoryTest {

  @TempDir Path group;

  private final ContainerMemory none = new ContainerMemory(Optional.empty());

  @Test
  void theSecondVersionOfControlGroups() throws IOException {
    write("memory.max", "3221225472\n");
    write("memory.current", "2000\n");
    write("memory.stat", "anon 100\ninactive_file 500\nactive_file 7\n");

    var memory = new ContainerMemory(Optional.of(group));

    assertThat(memory.limit()).hasValue(3_221_225_472L);
    assertThat(memory.used()).isEqualTo(1500);
  }

  @Test
  void theFirstVersionOfControlGroups() throws IOException {
    write("memory.limit_in_bytes", "9223372036854771712\n");
    write("memory.usage_in_bytes", "2000\n");
    write("memory.stat", "inactive_file 1\ntotal_inactive_file 600\n");

    var memory = new ContainerMemory(Optional.of(group));

    assertThat(memory.limit()).isEmpty();
    assertThat(memory.used()).isEqualTo(1400);
  }

  @Test
  void withoutALimitOrWithoutAGroupThereIsNone() throws IOException {
    write("memory.max", "max\n");

    assertThat(new ContainerMemory(Optional.of(group)).limit()).isEmpty();
    assertThat(none.limit()).isEmpty();
    assertThat(none.used()).isZero();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(group.resolve(file), text);
  }
}
