package dev.provision.referee;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** VMware's client in Python, for clients of ours that are none of ours. */
public final class Pyvmomi {
  private Pyvmomi() {}

  /**
   * Runs a script to its end.
   *
   * @param script a resource
   * @return what it printed; it must end well
   */
  public static String run(String script, String... arguments) throws IOException {
    Path file = Files.createTempFile("pyvmomi", ".py");
    try (InputStream text = Pyvmomi.class.getResourceAsStream(script)) {
      Files.write(file, text.readAllBytes());
      List<String> line = new ArrayList<>();
      line.add(Program.PYVMOMI.find(System.getenv()).orElseThrow().toString());
      line.add(file.toString());
      line.addAll(List.of(arguments));
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(script + " failed:\n" + said);
      }
      return said;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(file);
    }
  }
}
