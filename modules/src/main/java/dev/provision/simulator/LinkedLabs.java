package dev.provision.simulator;

import dev.provision.diagnostic.Checked;
import dev.provision.simulator.lab.LabSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the lab files that one is linked with. */
final class LinkedLabs {
  private final Map<Path, LabSpec> all = new TreeMap<>();

  private LinkedLabs() {}

  /**
   * All labs of a domain, the one itself among them, by their files.
   *
   * @throws IOException saying which cannot be linked, and why
   */
  static Map<Path, LabSpec> of(Path file, LabSpec lab) throws IOException {
    LinkedLabs labs = new LinkedLabs();
    labs.all.put(file, lab);
    labs.readAll(file);
    labs.check();
    return labs.all;
  }

  private static Path linked(Path file, String other) {
    return file.resolveSibling(other).normalize();
  }

  private void readAll(Path first) throws IOException {
    Deque<Path> left = new ArrayDeque<>(Set.of(first));
    while (!left.isEmpty()) {
      Path file = left.pop();
      for (String name : all.get(file).linked()) {
        Path other = linked(file, name);
        if (!all.containsKey(other)) {
          Checked<LabSpec> read = LabFile.read(other, other.toString());
          if (read.value().isEmpty()) {
            throw new IOException(
                "the lab `"
                    + file
                    + "` is linked with `"
                    + name
                    + "`, which cannot be used: "
                    + read.diagnostics().get(0).message());
          }
          all.put(other, read.get());
          left.push(other);
        }
      }
    }
  }

  private void check() throws IOException {
    Set<Integer> seeds = new HashSet<>();
    Path declares = null;
    for (Path file : all.keySet()) {
      LabSpec lab = all.get(file);
      for (String name : lab.linked()) {
        Path other = linked(file, name);
        if (all.get(other).linked().stream().noneMatch(n -> linked(other, n).equals(file))) {
          throw new IOException(
              "the lab `"
                  + file
                  + "` is linked with `"
                  + name
                  + "`, which does not name it: write"
                  + " `linked: ["
                  + file.getFileName()
                  + "]` there");
        }
      }
      if (!seeds.add(lab.seed()) && all.size() > 1) {
        throw new IOException(
            "the lab `"
                + file
                + "` has the `seed` of one that it is linked with, so both would"
                + " have the same uuids: give it another one");
      }
      if (declares(lab) && declares != null) {
        throw new IOException(
            "the labs `"
                + declares
                + "` and `"
                + file
                + "` are linked and share roles and tags:"
                + " declare them in one of the two");
      }
      declares = declares(lab) ? file : declares;
    }
  }

  /** Whether it declares something that linked vCenters share. */
  static boolean declares(LabSpec lab) {
    return !lab.roles().isEmpty() || !lab.tags().isEmpty();
  }
}
