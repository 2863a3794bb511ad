package dev.provision.proof.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jazzer on one target, in a process of its own: it changes inputs, keeps those that reach
 * something new, and stops at the first that breaks the target.
 */
public final class Fuzzing {
  /** Hooks that call it a find when an input names a file, which a playbook may. */
  private static final List<String> NOT_FOR_US =
      List.of(
          "FilePathTraversal",
          "RegexInjection",
          "RegexRoadblocks",
          "ReflectiveCall",
          "ServerSideRequestForgery",
          "TemplateInjection");

  private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*cov: (\\d+) ft: (\\d+)");
  private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs");

  /**
   * What it covered.
   *
   * @param features of coverage: branches with how often each was taken
   * @param find what broke the target, with the file of the input; empty for nothing
   */
  public record Result(
      String target, long executions, long bytes, long branches, long features, String find) {}

  private Fuzzing() {}

  /**
   * @param folder for its inputs, and for those that break it
   */
  public static Result run(String target, Path folder, long seconds, long seed)
      throws IOException, InterruptedException {
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    Path bytes = folder.resolve("bytes.txt");
    Path output = folder.resolve("output.txt");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx768m", "-Xss2m"));
    line.addAll(List.of("-Dfile.encoding=UTF-8", "-Dorg.freemarker.loggerLibrary=none"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("com.code_intelligence.jazzer.Jazzer");
    line.add("--target_class=" + Entry.class.getName());
    line.add("--target_args=" + target + " " + bytes);
    String packages = String.join(":", FuzzTargets.all().get(target).packages());
    line.add("--instrumentation_includes=" + packages);
    line.add("--custom_hook_includes=" + packages);
    line.add(
        "--disabled_hooks="
            + String.join(
                ":",
                NOT_FOR_US.stream()
                    .map(each -> "com.code_intelligence.jazzer.sanitizers." + each)
                    .toList()));
    line.add("--reproducer_path=" + folder);
    line.add("-artifact_prefix=" + folder + "/");
    line.addAll(List.of("-max_total_time=" + seconds, "-timeout=60", "-rss_limit_mb=3072"));
    line.addAll(List.of("-seed=" + seed, "-print_final_stats=1"));
    line.addAll(List.of(inputs.toString(), Corpus.of(target).toString()));
    Path playbooks = Corpus.of(target).resolve("../../../../../../playbooks").normalize();
    if (target.equals("playbook") || target.equals("lab")) {
      line.add((target.equals("lab") ? playbooks.resolve("labs") : playbooks).toString());
    }
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(seconds + 240, TimeUnit.SECONDS)) {
        return result(target, output, bytes, "it does not end: " + output);
      }
    } finally {
      process.destroyForcibly();
    }
    String find = process.exitValue() == 0 ? "" : find(Files.readString(output), output);
    return result(target, output, bytes, find);
  }

  private static Result result(String target, Path output, Path bytes, String find)
      throws IOException {
    String text = Files.readString(output);
    long executions = 0;
    long branches = 0;
    long features = 0;
    Matcher progress = PROGRESS.matcher(text);
    while (progress.find()) {
      executions = Long.parseLong(progress.group(1));
      branches = Long.parseLong(progress.group(2));
      features = Long.parseLong(progress.group(3));
    }
    executions =
        DONE.matcher(text)
            .results()
            .map(MatchResult::group)
            .map(done -> Long.parseLong(done.replaceAll("\\D", "")))
            .findFirst()
            .orElse(executions);
    long read = Files.exists(bytes) ? Long.parseLong(Files.readString(bytes).strip()) : 0;
    return new Result(target, executions, read, branches, features, find);
  }

  /** The lines from the exception on, and the file. */
  private static String find(String text, Path output) {
    int at = text.indexOf("== Java Exception:");
    String what = at < 0 ? text.substring(Math.max(0, text.length() - 2000)) : text.substring(at);
    return what.lines().limit(25).reduce("", (a, b) -> a + "\n" + b) + "\n(" + output + ")";
  }
}
