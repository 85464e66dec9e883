package io.sluice.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
  /** The root of the repository, two folders above that of this module. */
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void theRepositoryFollowsTheRules() {
    List<SourceFile> files = SourceFile.below(ROOT);

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files.stream().flatMap(SourceRules::all)).isEmpty();
  }

  @Test
  void aTypeCommentThatBeginsWithAQuestionWordIsFound() {
    var file = file("/** What it is. */\n@A(b = \"c)\")\npublic final class Some {}");

    assertThat(SourceRules.indirectTypeComments(file)).hasSize(1);
  }

  @Test
  void aTypeCommentThatBeginsWithANounIsFine() {
    assertThat(SourceRules.all(file("/** A whatever. */\nrecord Some(int a) {}"))).isEmpty();
  }

  @Test
  void aCommentOfAMemberIsCountedButNotRefused() {
    var file = file("class Some {\n  /** Whether it is. */\n  boolean is;\n}");

    assertThat(SourceRules.indirectComments(file)).hasSize(1);
    assertThat(SourceRules.all(file)).isEmpty();
  }

  @Test
  void aReferenceToASectionIsFoundUnlessItIsOfAnRfc() {
    assertThat(SourceRules.sectionReferences(file("// see security, section 4"))).hasSize(1);
    assertThat(SourceRules.sectionReferences(file("// RFC 9110 section 10.2.3"))).isEmpty();
    assertThat(SourceRules.sectionReferences(file("String a = \"section 4\";"))).isEmpty();
  }

  @Test
  void aLimitNamedMostIsFoundInCodeOnly() {
    assertThat(SourceRules.limitsNamedMost(file("int MOST" + "_ITEMS = 1; // MOST_OTHERS")))
        .containsExactly("Some.java MOST" + "_ITEMS");
  }

  @Test
  void aLargeRecordIsCountedByItsComponents() {
    var nine =
        "record Some(int a, Map<B, C> b, int c, int d, int e, int f, int g, int h, int i) {}";
    var counts =
        StructureReport.counts(List.of(new SourceFile("m/src/main/java/p/Some.java", nine)));

    assertThat(counts.get("records with nine or more components"))
        .containsExactly("m/src/main/java/p/Some.java Some: 9");
  }

  private static SourceFile file(String text) {
    return new SourceFile("Some.java", text);
  }
}
