package io.sluice.process.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.Verdict;
import io.sluice.process.diagnosis.DossierWriter.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final StackFrame PARSE = new StackFrame("com.acme.Import", "parse", "I.java", 88);
  private static final StackFrame RUN = new StackFrame("com.acme.Import", "run", "I.java", 12);
  private static final StackFrame PARK =
      new StackFrame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2);

  @Test
  void equalTroubleHasOneFingerprintWhateverTheLineNumbers() {
    var verdict = new Verdict(Verdict.Kind.SPINNING, "spinning in Import.parse");
    var moved = new StackFrame("com.acme.Import", "parse", "Import.java", 91);
    assertThat(Fingerprint.of("import", verdict, List.of(PARSE, RUN)))
        .isEqualTo(Fingerprint.of("import", verdict, List.of(PARK, moved, RUN)))
        .isNotEqualTo(Fingerprint.of("export", verdict, List.of(PARSE, RUN)));
  }

  @Test
  void aCauseThatHadNoNameKeepsItsFingerprint() {
    var before = Verdict.unknown("same stack for 2.0 s");
    var now = new Verdict(Verdict.Kind.WAITING, "waiting for a CountDownLatch");
    assertThat(Fingerprint.of("import", now, List.of(PARK, RUN)))
        .isEqualTo(Fingerprint.of("import", before, List.of(PARK, RUN)));
  }
}
