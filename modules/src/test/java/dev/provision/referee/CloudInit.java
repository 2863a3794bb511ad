package dev.provision.referee;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The readers of the cloud-init that is installed: what a guest makes of what it is given. */
public final class CloudInit {
  private CloudInit() {}

  /**
   * @param how {@code config-drive} or {@code guestinfo}
   * @param what the folder that the disc holds, or the file of the meta-data
   */
  public static JsonObject reads(String how, Path what) throws IOException {
    Path script = Files.createTempFile("cloud-init-reads", ".py");
    try (InputStream text =
        CloudInit.class.getResourceAsStream(
            "/dev/provision/modules/instances/cloud_init_reads.py")) {
      Files.write(script, text.readAllBytes());
      Process process =
          new ProcessBuilder(interpreter(), script.toString(), how, what.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError("cloud-init cannot read " + what + ":\n" + said);
      }
      String last = said.strip().substring(said.strip().lastIndexOf('\n') + 1);
      return JsonParser.parseString(last).getAsJsonObject();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(script);
    }
  }

  /** The Python that runs cloud-init itself, by the first line of its script. */
  private static String interpreter() throws IOException {
    Path program = Program.CLOUD_INIT.find(System.getenv()).orElseThrow();
    try (var lines = Files.lines(program)) {
      return lines.findFirst().orElse("").replaceFirst("^#!\\s*(\\S+).*", "$1");
    }
  }
}
