package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.process.KernelView.ProcFiles;
import io.sluice.orchestrator.process.KernelView.ProcFiles.Stat;
import org.junit.jupiter.api.Test;

class ProcFilesTest {

  @Test
  void aNameMayHoldWhateverItLikes() {
    String line = "7 (a) R 1 (b c) T 1 7 7 0 -1 4194304 1 0 0 0 40 2 0 0 20 0 13 0 99 1 1\n";

    assertThat(Stat.parse(line)).contains(new Stat(7, "a) R 1 (b c", "T", 42, 13));
  }

  @Test
  void whatIsNoStatIsNone() {
    assertThat(Stat.parse("")).isEmpty();
    assertThat(Stat.parse("7 (short) R 1")).isEmpty();
    assertThat(Stat.parse("x (name) R 1 7 7 0 -1 4194304 1 0 0 0 40 2 0 0 20 0 13")).isEmpty();
  }

  @Test
  void aProcessThatIsGoneShowsNothing() {
    assertThat(ProcFiles.view(Long.MAX_VALUE)).isEqualTo(KernelView.NONE);
  }

  @Test
  void thisProcessRunsWithItsThreads() {
    KernelView view = ProcFiles.view(ProcessHandle.current().pid());

    assertThat(view.state()).isNotEmpty();
    assertThat(view.isStopped()).isFalse();
    assertThat(view.tasks()).isNotEmpty().hasSizeLessThanOrEqualTo(64);
    assertThat(view.cpuTicks()).isPositive();
  }
}
