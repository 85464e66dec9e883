package io.sluice.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupParentsTest {
  private static final int EXECUTIONS = 10_000;

  @Test
  void noGroupHasManySubgroupsAfterManyExecutions() {
    var parents = new GroupParents("executions");
    List<ThreadGroup> groups =
        Stream.generate(() -> new ThreadGroup(parents.next(), "execution"))
            .limit(EXECUTIONS)
            .toList();

    var above = new HashSet<ThreadGroup>();
    for (ThreadGroup group : groups) {
      above.add(Objects.requireNonNull(group.getParent()));
    }
    ThreadGroup root = Objects.requireNonNull(above.iterator().next().getParent());
    assertThat(above)
        .hasSizeLessThanOrEqualTo(EXECUTIONS / GroupParents.MAX_SUBGROUPS + 1)
        .allMatch(parent -> parent.activeGroupCount() <= GroupParents.MAX_SUBGROUPS)
        .allMatch(parent -> root.equals(parent.getParent()));
  }
}
