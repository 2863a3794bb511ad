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
  void theFirstAndTheLastOfARangeAreWideAndTheirNeighboursAreNot() {
    assertThat(DisplayWidth.of("\uac00\ud7a3")).isEqualTo(4);
    assertThat(DisplayWidth.of("\uabff\ud7a4")).isEqualTo(2);
    assertThat(DisplayWidth.of("\u2614\u2615")).isEqualTo(4);
    assertThat(DisplayWidth.of("\u2613\u2616")).isEqualTo(2);
  }
}
