package io.sluice.diagnostics.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.execution.SampleView.FrameView;
import org.junit.jupiter.api.Test;

class DossierReaderTest {

  /** A complete dossier, as a process writes it. */
  static final String FULL =
      """
      {"execution_id":"0198b000-0000-7000-8000-000000000001","workflow":"import","reason":"deadline",
       "detected_by":"process","verdict_kind":"spinning","verdict":"spinning in Import.parse(Import.java:88)",
       "top_frame":"shop.Import.parse(Import.java:88)","fingerprint":"f00d","gc_percent":3,"heap_free_bytes":2000000,
       "samples":[
        {"thread":"execution-1","state":"RUNNABLE","cpu_ms":0,"allocated_bytes":0,"lock":null,"lock_owner":null,
         "lock_owner_execution":null,"held":[],"stack":["java.lang.String.charAt(String.java:1)",
         "java.lang.String.indexOf(String.java:2)","shop.Import.parse(Import.java:88)","shop.Import.run(Import.java:12)",
         "java.lang.Thread.run(Thread.java:9)"],"same_stack":false,"after_ms":0},
        {"thread":"execution-1","state":"BLOCKED","cpu_ms":480,"allocated_bytes":4096,"lock":"java.lang.Object@1",
         "lock_owner":"execution-9","lock_owner_execution":"0198b000-0000-7000-8000-000000000009","held":["<b>lock</b>"],
         "stack":["shop.Import.parse(Import.java:89)","shop.Import.run(Import.java:12)","java.lang.Thread.run(Thread.java:9)"],
         "same_stack":false,"after_ms":500},
        {"thread":"execution-1","state":"BLOCKED","cpu_ms":1,"allocated_bytes":0,"lock":null,"lock_owner":"x",
         "lock_owner_execution":"../sign-out","held":[],"stack":[],"same_stack":true,"after_ms":1000}],
       "threads":[{"thread":"<script>alert(1)</script>","state":"WAITING","cpu_ms":0,"allocated_bytes":0,"held":[],"stack":[]}],
       "rungs":[{"rung":"flag","afterMs":0},{"rung":"interrupt","afterMs":1000}],"effects":["flag: not looked at"],
       "advice":"Bound the loop.","advice_anchor":"stuck-loop","closers":["statement: closed"],"deadlock":[]}
      """;

  @Test
  void readsWhatAProcessWrote() {
    DossierView dossier = DossierReader.read(FULL);

    assertThat(dossier.verdict().sentence()).startsWith("spinning");
    assertThat(dossier.cancel().rungs())
        .extracting(DossierView.Rung::afterMs)
        .containsExactly(0L, 1000L);
    assertThat(dossier.cancel().closers()).containsExactly("statement: closed");
    assertThat(dossier.still()).isFalse();
  }

  @Test
  void readsTheAdviceAndTheEffectOfEachStep() {
    DossierView dossier = DossierReader.read(FULL);

    assertThat(dossier.verdict().advice())
        .isEqualTo(new DossierView.Advice("Bound the loop.", "stuck-loop"));
    assertThat(dossier.cancel().effects()).containsExactly("flag: not looked at");
    assertThat(dossier.plain()).contains("advice: Bound the loop.", "effect: flag: not looked at");
    assertThat(
            DossierReader.read("{\"advice_anchor\":\"\\\"><script>\"}").verdict().advice().anchor())
        .isEmpty();
  }

  @Test
  void marksTheLinesThatAllSamplesShareFromTheBottom() {
    DossierView dossier = DossierReader.read(FULL);

    for (SampleView sample : dossier.samples()) {
      assertThat(sample.frames().stream().filter(FrameView::same).map(FrameView::text))
          .containsExactly(
              "shop.Import.run(Import.java:12)", "java.lang.Thread.run(Thread.java:9)");
    }
  }

  @Test
  void aSampleWithTheSameStackShowsThatOfTheOneBefore() {
    var samples = DossierReader.read(FULL).samples();

    assertThat(samples.get(2).frames()).isEqualTo(samples.get(1).frames()).isNotEmpty();
  }

  @Test
  void foldsFramesOfTheJdkOnlyWhereThereAreSome() {
    var runs = DossierReader.read(FULL).samples().getFirst().runs();

    assertThat(runs).extracting(FrameView.Run::folded).containsExactly(true, false, false);
  }

  @Test
  void linksOnlyWhatIsAnExecution() {
    var samples = DossierReader.read(FULL).samples();

    assertThat(samples.get(1).blockedBy().execution()).endsWith("9");
    assertThat(samples.get(2).blockedBy().execution()).isEmpty();
  }

  @Test
  void readsWhatAWorkerSawFromOutsideAndWhatIsNoDossierAtAll() {
    DossierView outside =
        DossierReader.read(
            """
            {"workflow":"import","detected_by":"orchestrator","verdict":"unknown","sample":"no answer within 2 s",
             "samples":[{"thread":"execution-1","tid":7,"state":"RUNNABLE","cpu_ms":12,"lock":null,"stack":["a.B.c(B.java:1)"]}]}
            """);

    assertThat(outside.verdict().detectedBy()).isEqualTo("orchestrator");
    assertThat(outside.samples()).hasSize(1);
    assertThat(DossierReader.read("{}").samples()).isEmpty();
    assertThat(DossierReader.read("no json").plain()).isEmpty();
  }
}
