package dev.provision.modules.images.file;

import dev.provision.spi.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code qemu-img} on the PATH. Its version is read once. */
public final class InstalledQemuImg implements QemuImg {
  private static final Pattern VERSION = Pattern.compile("qemu-img version (\\S+)");
  private static final Pattern PERCENT = Pattern.compile("\\((\\d{1,3})\\.\\d+/100%\\)");
  private static final int MAX_WORDS = 2000;

  private final String command;
  private Optional<String> version;

  public InstalledQemuImg() {
    this("qemu-img");
  }

  /**
   * @param command the program's name or path
   */
  public InstalledQemuImg(String command) {
    this.command = command;
  }

  @Override
  public synchronized Optional<String> version() {
    if (version == null) {
      version = ask();
    }
    return version;
  }

  private Optional<String> ask() {
    try {
      Process asked = new ProcessBuilder(command, "--version").redirectErrorStream(true).start();
      asked.getOutputStream().close();
      String words;
      try (Reader out = new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8)) {
        char[] buffer = new char[MAX_WORDS];
        int length = Math.max(0, out.read(buffer));
        words = new String(buffer, 0, length);
      }
      asked.destroy();
      Matcher said = VERSION.matcher(words);
      return said.find() ? Optional.of(said.group(1)) : Optional.empty();
    } catch (IOException e) {
      // this is how Java reports a program that is not installed
      return Optional.empty();
    }
  }

  @Override
  public void convert(Path from, String format, Path to, String adapterType, Progress progress)
      throws IOException, InterruptedException {
    List<String> line =
        List.of(
            command,
            "convert",
            "-p",
            "-f",
            format,
            "-O",
            "vmdk",
            "-o",
            "subformat=streamOptimized,adapter_type=" + adapterType,
            from.toString(),
            to.toString());
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectInput(Redirect.PIPE).start();
    boolean ended = false;
    try {
      process.getOutputStream().close();
      String words = follow(process, progress);
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        continue;
      }
      ended = true;
      if (process.exitValue() != 0) {
        throw new IOException(
            "qemu-img ended with " + process.exitValue() + (words.isEmpty() ? "" : ": " + words));
      }
    } finally {
      if (!ended) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Reports progress, {@code (12.34/100%)} between carriage returns, and returns the rest of the
   * output.
   */
  private String follow(Process process, Progress progress)
      throws IOException, InterruptedException {
    StringBuilder words = new StringBuilder();
    StringBuilder piece = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int c = next(out); c >= 0; c = next(out)) {
        if (c != '\r' && c != '\n') {
          piece.append((char) c);
          continue;
        }
        take(piece.toString().strip(), words, progress);
        piece.setLength(0);
      }
    }
    take(piece.toString().strip(), words, progress);
    return words.toString();
  }

  private static int next(Reader out) throws IOException, InterruptedException {
    // a cancelled run is noticed with the next progress, which comes every few MiB
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return out.read();
  }

  private void take(String piece, StringBuilder words, Progress progress) {
    Matcher percent = PERCENT.matcher(piece);
    if (percent.find()) {
      progress.at(
          Integer.parseInt(percent.group(1)), "converting with qemu-img " + version().orElse(""));
    } else if (!piece.isEmpty() && words.length() + piece.length() < MAX_WORDS) {
      words.append(words.length() == 0 ? "" : "; ").append(piece);
    }
  }
}
