package dev.provision.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyWithTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Set<Program> said = EnumSet.noneOf(Program.class);

  @TempDir Path bin;

  @Test
  void runsTheTestWhereTheProgramIs() throws IOException {
    Files.createFile(
        bin.resolve("go"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    assertThat(go(Map.of("PATH", "/nowhere:" + bin)).evaluate().isDisabled()).isFalse();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void saysInOneLineForTheWholeRunWhatWasNotRun() {
    OnlyWith condition = go(Map.of("PATH", bin.toString()));

    assertThat(condition.evaluate().isDisabled()).isTrue();
    assertThat(go(Map.of()).evaluate().isDisabled()).isTrue();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo("not run: the referee's tests need Go on the PATH" + System.lineSeparator());
  }

  @Test
  void failsOnCi() {
    OnlyWith condition = go(Map.of("PATH", bin.toString(), "CI", "true"));

    assertThatThrownBy(condition::evaluate)
        .hasMessage(
            "the referee's tests need Go on the PATH, and with CI=true they may not be left out");
  }

  @Test
  void aProgramWithoutWhatIsNeededOfItIsNotThere() throws IOException {
    Path python = bin.resolve("python3");
    Files.createFile(
        python, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    OnlyWith pyvmomi = new OnlyWith(Program.PYVMOMI, Map.of("PATH", bin.toString()), said, out);

    Files.writeString(python, "#!/bin/sh\nexit 1\n");
    assertThat(pyvmomi.evaluate().isDisabled()).isTrue();
    Files.writeString(python, "#!/bin/sh\nexit 0\n");
    assertThat(pyvmomi.evaluate().isDisabled()).isFalse();
  }

  private OnlyWith go(Map<String, String> environment) {
    return new OnlyWith(Program.GO, environment, said, out);
  }
}
