package dev.provision.vsphere.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventTextsTest {
  @Test
  void putsAllInOneWhereItHasRoom() {
    assertThat(EventTexts.of("apply of ci", List.of("by anna", "a created", "b created")))
        .containsExactly("apply of ci:\nby anna\na created\nb created");
  }

  @Test
  void numbersSeveralAndNoneIsLongerThanAllowed() {
    List<String> lines = IntStream.range(0, 25).mapToObj(i -> i + " " + "x".repeat(97)).toList();

    List<String> texts = EventTexts.of("apply of ci", lines);

    assertThat(texts).hasSize(3).allMatch(text -> text.length() <= EventTexts.LONGEST);
    assertThat(texts.get(0)).startsWith("apply of ci (1/3):\n0 x").contains("\n8 x");
    assertThat(texts.get(2)).startsWith("apply of ci (3/3):\n").endsWith(lines.get(24));
  }

  @Test
  void cutsALineThatIsLongerThanAnEvent() {
    List<String> texts = EventTexts.of("apply of ci", List.of("first", "y".repeat(3000)));

    assertThat(texts).hasSize(2).allMatch(text -> text.length() <= EventTexts.LONGEST);
    assertThat(texts.get(1)).endsWith("y...");
  }
}
