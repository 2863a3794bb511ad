package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.graph.Loader;
import dev.provision.playbook.Inputs;
import dev.provision.source.Concealing;
import dev.provision.source.SourceFile;
import dev.provision.spi.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A playbook, from its bytes to the graph of its resources. */
final class PlaybookTarget implements FuzzTarget {
  private final ScratchFolder folder = new ScratchFolder();
  private final Loader loader = new Loader(ServiceLoader.load(Provider.class).iterator().next());
  private final Inputs inputs =
      new Inputs(
          List.of(),
          List.of(),
          Map.of("VC_HOST", "vc", "VC_USER", "u", "VC_PASSWORD", Mistakes.CANARY, "CI_JOB", "7"));

  @Override
  public void take(byte[] input) throws Exception {
    if (Slow.is(input)) {
      return;
    }
    Path file = folder.write("site.yml", input);
    Mistakes.check(loader.load(file, inputs));
    SourceFile.read(file, "site.yml").value().ifPresent(PlaybookTarget::conceal);
  }

  /** Concealing keeps every line and its width, so that a caret stands where it should. */
  private static void conceal(SourceFile source) {
    SourceFile concealed = Concealing.of(source).conceal(source);
    List<String> before = source.lines();
    List<String> after = concealed.lines();
    holds(before.size() == after.size(), "concealing changes the number of lines");
    for (int i = 0; i < before.size(); i++) {
      holds(
          width(before.get(i)) == width(after.get(i)),
          "concealing changes the width of line " + (i + 1));
    }
  }

  private static int width(String line) {
    return line.codePointCount(0, line.length());
  }
}
