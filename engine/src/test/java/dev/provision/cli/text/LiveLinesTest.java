package dev.provision.cli.text;

import static dev.provision.cli.text.Events.at;
import static dev.provision.cli.text.Events.finished;
import static dev.provision.cli.text.Events.progress;
import static dev.provision.cli.text.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Action;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLinesTest {
  private static final String OFF = "\u001b[?7l";
  private static final String ON = "\u001b[?7h";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private LiveLines lines(int columns, int rows) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new LiveLines(out, Style.PLAIN, new Terminal(true, columns, rows));
  }

  /** What was drawn since the last call. */
  private String drawn() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private static String up(int lines) {
    return "\r\u001b[" + lines + "A\u001b[J";
  }

  @Test
  void drawsWhatRunsAndScrollsWhatEnded() {
    LiveLines live = lines(80, 24);

    live.accept(started(0, "instance.a", Action.CREATE));
    assertThat(drawn()).isEqualTo(OFF + "       instance.a creating 0.0 s\n" + ON);

    live.accept(progress(1500, "instance.a", 50, "CloneVM"));
    assertThat(drawn())
        .isEqualTo(
            up(1) + OFF + "   50% ██████████░░░░░░░░░░ instance.a creating CloneVM 1.5 s\n" + ON);

    live.accept(started(1600, "instance.b", Action.DELETE));
    assertThat(drawn())
        .isEqualTo(
            up(1)
                + OFF
                + "   50% ██████████░░░░░░░░░░ instance.a creating CloneVM 1.6 s\n"
                + "       instance.b deleting 0.0 s\n"
                + ON);

    live.accept(finished(1650, "instance.a", Action.CREATE, new Outcome.Converged()));
    assertThat(drawn())
        .isEqualTo(
            up(2)
                + "instance.a: created (1.6 s)\n"
                + OFF
                + "       instance.b deleting 0.0 s\n"
                + ON);

    live.accept(finished(1660, "instance.b", Action.DELETE, new Outcome.Converged()));
    assertThat(drawn()).isEqualTo(up(1) + "instance.b: deleted (0.0 s)\n");

    live.accept(new RunEvent.Finished(at(1700), List.of()));
    assertThat(drawn()).isEmpty();
  }

  @Test
  void drawsAtMostTenTimesASecond() {
    LiveLines live = lines(80, 24);
    live.accept(started(0, "instance.a", Action.CREATE));
    drawn();

    live.accept(progress(99, "instance.a", 1, "CloneVM"));
    assertThat(drawn()).isEmpty();
    live.accept(progress(100, "instance.a", 2, "CloneVM"));
    assertThat(drawn()).contains("   2% ");
  }

  @Test
  void showsThatTimePassesWhereNothingHappens() {
    LiveLines live = lines(80, 24);
    live.tick(at(0));
    assertThat(drawn()).isEmpty();
    live.accept(started(0, "instance.a", Action.CREATE));
    drawn();

    live.tick(at(61_000));
    assertThat(drawn()).isEqualTo(up(1) + OFF + "       instance.a creating 1 min 1 s\n" + ON);
    live.close();
    assertThat(drawn()).isEqualTo(up(1));
    live.close();
    live.tick(at(70_000));
    assertThat(drawn()).isEmpty();
  }

  @Test
  void letsNothingFromAServerSteerTheTerminal() {
    LiveLines live = lines(80, 24);
    live.accept(started(0, "instance.a", Action.CREATE));
    drawn();

    live.accept(progress(1000, "instance.a", -1, "a\u001b[2J\r\nb\u009b\u202e"));
    assertThat(drawn())
        .isEqualTo(
            up(1)
                + OFF
                + "       instance.a creating a\\u001b[2J\\u000d\\nb\\u009b\\u202e 1.0 s\n"
                + ON);
  }

  @Test
  void fitsTheTerminal() {
    LiveLines live = lines(24, 6);
    live.accept(started(0, "instance.a", Action.CREATE));
    live.accept(started(100, "instance.b", Action.CREATE));
    drawn();

    live.accept(started(200, "instance.c", Action.CREATE));
    assertThat(drawn())
        .isEqualTo(
            up(2)
                + OFF
                + "       instance.a crea…\n"
                + "       instance.b crea…\n"
                + "  and 1 more\n"
                + ON);
  }
}
