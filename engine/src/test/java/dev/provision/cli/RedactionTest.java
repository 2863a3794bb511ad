package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.text.Redaction;
import dev.provision.cli.text.Style;
import dev.provision.report.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static String masked(String secret, String text) {
    Redaction redaction = new Redaction();
    redaction.add(List.of(secret));
    return redaction.mask(text);
  }

  @Test
  void aSecretThatIsPartOfAWordOfOursLeavesTheWord() {
    assertThat(masked("pass", "password from ci.yml:21:13; the word is pass"))
        .isEqualTo("password from ci.yml:21:13; the word is (sensitive)");
    assertThat(masked("stance", "instance.web: stance, `stance`"))
        .isEqualTo("instance.web: (sensitive), `(sensitive)`");
  }

  @Test
  void aSecretThatIsNoWordIsFoundInsideOthers() {
    assertThat(masked("hunter2", "xhunter2y")).isEqualTo("x(sensitive)y");
    assertThat(masked("abcdefghijklmnopqr", "zabcdefghijklmnopqrz")).isEqualTo("z(sensitive)z");
  }

  @Test
  void aWordIsFoundAtBothEndsAndTwice() {
    assertThat(masked("ocean", "ocean oceans ocean")).isEqualTo("(sensitive) oceans (sensitive)");
  }

  /** A disk that is full, or a pipe whose reader is gone. */
  private static OutputStream broken(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void anOutputThatDidNotArriveIsAFailureWithALine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.plain(broken("No space left on device"), err);
    console.line("a plan");

    assertThat(Provision.arrived(console, ExitCode.OK)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: the output could not be written: No space left on device\n");
    assertThat(Provision.arrived(console, ExitCode.PLAYBOOK)).isEqualTo(ExitCode.PLAYBOOK);
  }

  @Test
  void aReaderThatHasReadEnoughIsNoFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.plain(broken("Broken pipe"), err);
    console.line("a plan");

    assertThat(Provision.arrived(console, ExitCode.OK)).isEqualTo(ExitCode.OK);
    assertThat(err.size()).isZero();
  }

  @Test
  void whatSteersATerminalOrHidesTextIsWrittenAsAnEscape() {
    assertThat(Style.oneLine("a\u202eb\u200bc\u001b[2Jd\ne\u0085f\ufeffg\ud800h"))
        .isEqualTo("a\\u202eb\\u200bc\\u001b[2Jd\\ne\\u0085f\\ufeffg\\ud800h");
    assertThat(Style.oneLine("größe 🚀 日本")).isEqualTo("größe 🚀 日本");
  }
}
