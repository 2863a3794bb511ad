package dev.provision.vsphere.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FolderTextTest {
  private static List<String> names(String path) {
    return List.of(path.split("/"));
  }

  @Test
  void isReadableAndHasNoCharacterThatADatastoreMayRefuse() {
    assertThat(FolderText.path("journal of ci | network.app | dvs%2f \u7db2 a_b+c=d"))
        .isEqualTo("1of1_journal_of_ci_+_network.app_+_dvs=252f_=e7=b6=b2_a=5fb=2bc=3dd");
  }

  @Test
  void everyTextIsReadBackWhole() {
    for (String text :
        List.of("", "a", "x".repeat(99) + "\u00fc\n|_+=", "\u7db2".repeat(80), "..", "a/b\\c ~")) {
      List<String> names = names(FolderText.path(text));
      assertThat(names).allMatch(name -> name.matches("[0-9]+of[0-9]+_[A-Za-z0-9._+=-]{0,100}"));
      assertThat(FolderText.text(names)).contains(text);
    }
  }

  @Test
  void aPartOfATextIsNone() {
    List<String> names = names(FolderText.path("y".repeat(250)));
    assertThat(names).hasSize(3);
    assertThat(FolderText.text(names.subList(0, 2))).isEmpty();
    assertThat(FolderText.text(List.of())).isEmpty();
    assertThat(FolderText.text(List.of("holiday pictures"))).isEmpty();
    assertThat(FolderText.text(List.of("1of1_a=zz"))).isEmpty();
  }
}
