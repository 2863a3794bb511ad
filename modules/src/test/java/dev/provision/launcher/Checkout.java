package dev.provision.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The launcher in a checkout that has sources and nothing built, with a Maven and a Java that only
 * write down how they were called. The path of the checkout has a space in it.
 */
final class Checkout {
  private static final List<String> TOOLS =
      List.of("cat", "find", "ln", "mkdir", "mv", "readlink", "rm", "sleep", "touch");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>"$CHECKOUT/mvn.log"
      [ -z "$MAVEN_FAILS" ] || { echo 'COMPILATION ERROR: Site.java'; exit 1; }
      if [ -n "$MAVEN_SLEEPS" ]; then
        sleep "$MAVEN_SLEEPS" &
        trap 'kill $!; echo terminated >>"$CHECKOUT/mvn.log"; exit 143' TERM
        echo sleeping >>"$CHECKOUT/mvn.log"
        wait
      fi
      mkdir -p "$CHECKOUT/modules/target"
      echo jar >"$CHECKOUT/modules/target/provision.jar"
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo "openjdk version \\"${JAVA_SAYS:-17.0.15}\\" 2025-04-15" >&2
        exit 0
      fi
      for argument; do
        case $argument in
          -XX:ArchiveClassesAtExit=*)
            echo "$@" >>"$CHECKOUT/training.log"
            echo classes >"${argument#*=}"
            exit 0
            ;;
        esac
      done
      echo "$LC_ALL" >"$CHECKOUT/locale"
      echo "pid $$"
      for argument; do printf '<%s>\\n' "$argument"; done
      exit "${JAVA_EXITS:-0}"
      """;

  private final Path root;
  private final Path bin;
  private final Map<String, String> environment = new HashMap<>();

  private Checkout(Path root, Path bin) {
    this.root = root;
    this.bin = bin;
    environment.put("PATH", bin.toString());
    environment.put("CHECKOUT", root.toString());
  }

  static Checkout in(Path directory) throws IOException {
    Path root = directory.resolve("check out");
    for (String file :
        List.of(
            "pom.xml",
            "engine/pom.xml",
            "engine/src/main/java/Engine.java",
            "modules/pom.xml",
            "modules/src/main/java/Site.java")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "source");
    }
    Files.copy(launcher(), root.resolve("provision"), StandardCopyOption.COPY_ATTRIBUTES);
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool : TOOLS) {
      script(bin.resolve(tool), "#!/bin/sh\nexec " + installed(tool) + " \"$@\"\n");
    }
    script(bin.resolve("mvn"), MAVEN);
    script(bin.resolve("java"), JAVA);
    return new Checkout(root, bin);
  }

  /** The launcher of this checkout: in the directory above {@code modules/}. */
  private static Path launcher() {
    Path start =
        Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse("")).toAbsolutePath();
    Path above = start.resolveSibling("provision");
    return Files.isRegularFile(above) ? above : start.resolve("provision");
  }

  private static Path installed(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  Checkout with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Checkout without(String program) throws IOException {
    Files.delete(bin.resolve(program));
    return this;
  }

  /** Sets a source's time behind that of everything that was built. */
  void touch(String source) throws IOException {
    Files.setLastModifiedTime(path(source), FileTime.from(Instant.now().plusSeconds(60)));
  }

  /** The lines that a fake program wrote. */
  List<String> lines(String log) throws IOException {
    return Files.exists(path(log)) ? Files.readAllLines(path(log)) : List.of();
  }

  Process start(Path launcher, Path workingDirectory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Ended run(String... arguments) throws IOException {
    return Ended.of(start(path("provision"), root, arguments));
  }

  record Ended(long pid, int exit, String out, String err) {
    /** Reads both streams one after the other: what the fakes write fits into a pipe. */
    static Ended of(Process process) throws IOException {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.pid(), process.onExit().join().exitValue(), out, err);
    }

    /** The arguments that Java was given after the jar. */
    List<String> arguments() {
      List<String> lines = out.lines().toList();
      return lines.subList(lines.indexOf("<-jar>") + 2, lines.size());
    }
  }
}
