package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values, examples, alerts and their tests are written in one style ({@code .yamllint.yaml}). */
@NeedsTool(Tool.YAMLLINT)
class YamlStyleTest {

  @Test
  void yamllintFindsNothing() throws Exception {
    Tool.Said said =
        Tool.YAMLLINT.run(Observed.MODULE, List.of("--strict", "-c", ".yamllint.yaml", "sluice"));

    assertThat(said.code()).as(said.text()).isZero();
  }
}
