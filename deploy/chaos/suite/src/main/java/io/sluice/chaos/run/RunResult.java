package io.sluice.chaos.run;

import io.sluice.chaos.check.InvariantResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param table the figures, as Markdown
 * @param archive data of a failed run
 */
public record RunResult(List<InvariantResult> findings, String table, Optional<Path> archive) {
  public RunResult {
    findings = List.copyOf(findings);
  }

  public boolean holds() {
    return findings.stream().allMatch(InvariantResult::holds);
  }

  public String inWords() {
    var text = new StringBuilder("\n");
    findings.forEach(finding -> text.append(finding.inWords()).append('\n'));
    text.append('\n').append(table);
    archive.ifPresent(path -> text.append("\nkept in ").append(path).append('\n'));
    return text.toString();
  }
}
