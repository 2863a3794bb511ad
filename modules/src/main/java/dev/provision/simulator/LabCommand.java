package dev.provision.simulator;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code provision simulator} does with the state of a lab; it prints nothing itself. */
public final class LabCommand {
  private LabCommand() {}

  /** What came of it: lines to print, or the mistakes of the lab file. */
  public record Said(List<String> lines, List<Diagnostic> mistakes) {
    public Said {
      lines = List.copyOf(lines);
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * Forgets the state, so that the next run begins with what the lab file says.
   *
   * @throws IOException when it cannot be deleted, or a run has it open
   */
  public static Said reset(Path lab) throws IOException {
    LabState state = new LabState(lab.toAbsolutePath().normalize(), "");
    if (!Files.exists(state.file())) {
      return new Said(List.of("the lab `" + lab + "` has no state: it is new"), List.of());
    }
    LabLock held = LabLock.take(state);
    try {
      Files.delete(state.file());
    } finally {
      held.close();
    }
    return new Said(
        List.of("the state of the lab `" + lab + "` is gone: it is new again"), List.of());
  }

  /**
   * What is in a lab now, one line an object: its path, and what it has.
   *
   * @throws IOException when its state cannot be read
   */
  public static Said show(Path lab) throws IOException {
    Checked<LabSpec> spec = LabFile.read(lab, lab.toString());
    if (spec.value().isEmpty()) {
      return new Said(List.of(), spec.diagnostics());
    }
    Simulator simulator =
        OpenLab.open(lab.toAbsolutePath().normalize(), spec.get(), SimTime.jumping(0)).simulator();
    return new Said(simulator.locked(() -> lines(simulator.world())), List.of());
  }

  private static List<String> lines(World world) {
    List<String> lines = new ArrayList<>();
    for (Managed each : world.all("ManagedEntity")) {
      String facts = LabFacts.of(world, each);
      if (!facts.isEmpty()) {
        lines.add(world.path(each) + "  " + facts);
      }
    }
    lines.sort(null);
    return lines;
  }
}
