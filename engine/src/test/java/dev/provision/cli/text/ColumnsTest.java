package dev.provision.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void aBoxFitsWideCharactersAndMarksAsATerminalShowsThem() {
    assertThat(
            Columns.box(
                List.of("Name", "Note"),
                List.of(
                    List.of("\u30b5\u30fc\u30d0\u30fc", "-"), // four wide characters
                    List.of("cafe\u0301", "\ud83d\ude80 up"), // an accent by itself, a rocket
                    List.of("web-1", "plain"))))
        .isEqualTo(
            """
            +----------+-------+
            | Name     | Note  |
            +----------+-------+
            | \u30b5\u30fc\u30d0\u30fc | -     |
            | cafe\u0301     | \ud83d\ude80 up |
            | web-1    | plain |
            +----------+-------+
            """);
  }

  @Test
  void aLineIsBrokenWhereItsColumnsEndNotItsCharacters() {
    assertThat(Columns.wrap("\u4e00\u4e8c \u4e09\u56db five", 9))
        .containsExactly("\u4e00\u4e8c \u4e09\u56db", "five");
    assertThat(Columns.wrap("\u4e00\u4e8c \u4e09\u56db", 8))
        .containsExactly("\u4e00\u4e8c", "\u4e09\u56db");
  }

  @Test
  void countsWhatATerminalShowsAsOneCharacterOnce() {
    assertThat(Columns.columns("\uac00\ud7a3")).isEqualTo(4); // two syllables
    assertThat(Columns.columns("\u1100\u1161")).isEqualTo(2); // a syllable, letter by letter
    assertThat(Columns.columns("\ud83c\uddf3\ud83c\uddf4")).isEqualTo(2); // a flag of two letters
    assertThat(Columns.columns("\ud83d\udc4d\ud83c\udffd")).isEqualTo(2); // a thumb and its colour
    assertThat(Columns.columns("\u2614\u2615")).isEqualTo(4); // an umbrella, a cup
    assertThat(Columns.columns("\u2613\u2616")).isEqualTo(2); // the narrow ones beside them
    assertThat(Columns.columns("a\tb\u0007")).isEqualTo(2); // control characters
  }
}
