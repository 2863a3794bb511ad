package dev.provision.proof.worlds;

import dev.provision.proof.worlds.Announcement.Step;
import dev.provision.proof.worlds.Snapshot.Difference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a step that changes something changes the fields that it announced, each of them, and
 * nothing else. What a change of a field does in vCenter is its footprint; {@code
 * worlds/footprints.txt} has those of all fields, each seen where the field changed alone, {@code
 * -Dworlds.learn=FILE} writes them anew.
 */
final class Footprints {
  private static final String FILE = "/worlds/footprints.txt";
  private static final String LEARN = System.getProperty("worlds.learn", "");

  /** By kind and field, the type and path of what changes. */
  private static final Map<String, Set<String>> KNOWN = LEARN.isEmpty() ? read() : new TreeMap<>();

  /** Fields that change with others. */
  private static final Set<String> FOLLOWING = Set.of("meta_data");

  private Footprints() {}

  static void check(Announcement plan, List<Vcenter.Effect> effects) {
    Map<String, List<Difference>> changes = new LinkedHashMap<>();
    for (Vcenter.Effect each : effects) {
      changes
          .computeIfAbsent(each.step(), step -> new ArrayList<>())
          .addAll(each.before().until(each.after()));
    }
    changes.forEach((entry, all) -> check(plan, entry, all));
  }

  private static void check(Announcement plan, String entry, List<Difference> changes) {
    List<Step> steps = plan.work().stream().filter(each -> each.entry().equals(entry)).toList();
    if (steps.isEmpty() || !steps.stream().allMatch(each -> each.action().equals("update"))) {
      return;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    steps.forEach(each -> fields.putAll(each.fields()));
    String kind = steps.get(0).kind();
    Set<String> marks = new TreeSet<>();
    changes.forEach(each -> marks.add(mark(each)));
    marks.removeIf(Footprints::isOfNoField);
    if (!LEARN.isEmpty()) {
      learn(kind, fields.keySet(), marks);
      return;
    }
    Set<String> expected = new TreeSet<>();
    for (String field : fields.keySet()) {
      Set<String> own = of(kind, field);
      if (!own.isEmpty() && own.stream().noneMatch(marks::contains)) {
        throw broken("announced and not changed: " + kind + " " + shape(field), plan, changes);
      }
      expected.addAll(own);
    }
    boolean known = fields.keySet().stream().noneMatch(field -> of(kind, field).isEmpty());
    Set<String> filled = filled(changes, expected);
    for (String each : marks) {
      if (known && !expected.contains(each) && !filled.contains(each)) {
        throw broken("changed and not announced: " + kind + " " + each, plan, changes);
      }
    }
  }

  /** What the server put beside an announced field, because there was nothing before. */
  private static Set<String> filled(List<Difference> changes, Set<String> expected) {
    Set<String> around = new TreeSet<>();
    expected.forEach(each -> around.add(above(each)));
    Set<String> filled = new TreeSet<>();
    for (Difference each : changes) {
      if (each.what().startsWith("(none) -> ") && around.contains(above(mark(each)))) {
        filled.add(mark(each));
      }
    }
    return filled;
  }

  private static String above(String mark) {
    return mark.replaceFirst("\\.[^.]*$", "");
  }

  private static Broken broken(String how, Announcement plan, List<Difference> changes) {
    StringBuilder text = new StringBuilder();
    plan.work().forEach(each -> text.append(each).append("\n"));
    changes.forEach(each -> text.append(each).append("\n"));
    return new Broken("a step does what it announced: " + how, text.toString());
  }

  private static Set<String> of(String kind, String field) {
    return KNOWN.getOrDefault(kind + " " + shape(field), Set.of());
  }

  /** {@code VirtualMachine config.hardware.device.#.key}. */
  private static String mark(Difference each) {
    String at = each.at().isEmpty() ? each.what() : each.at();
    return each.thing().type()
        + " "
        + at.replaceAll("\\[[^\\]]*\\]", "#")
            .replaceAll("\\.\\d+(?=\\.|$)", ".#")
            .replaceFirst("^files\\..*", "files");
  }

  private static String shape(String field) {
    return field.replaceAll("\\.\\d+(?=\\.|$)", ".#").replaceAll("eth\\d", "eth#");
  }

  /** Journal and home, the definition of our attribute, and what the server counts by itself. */
  private static boolean isOfNoField(String mark) {
    return mark.matches(
        "Folder is (new|gone)|CustomFieldsManager .*|.*[vV]ersion|.*modification"
            + "|.*lastStatusChange|.*(changeVersion|modified).*"
            + "|VirtualMachine (guest\\..*|runtime\\.bootTime)");
  }

  private static synchronized void learn(String kind, Set<String> fields, Set<String> marks) {
    Set<String> own = new TreeSet<>(fields);
    own.removeIf(field -> fields.size() > 1 && FOLLOWING.contains(field));
    if (own.size() == 1) {
      KNOWN
          .computeIfAbsent(kind + " " + shape(own.iterator().next()), key -> new TreeSet<>())
          .addAll(marks);
    }
  }

  /** Writes what was learned. */
  static void write() {
    List<String> lines = new ArrayList<>();
    KNOWN.forEach(
        (field, marks) -> {
          lines.add(field);
          marks.forEach(each -> lines.add("  " + each));
        });
    try {
      Files.write(Path.of(LEARN), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> known = new TreeMap<>();
    try (InputStream file = Footprints.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      Set<String> at = new TreeSet<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  ")) {
          at.add(line.strip());
        } else {
          at = known.computeIfAbsent(line, key -> new TreeSet<>());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }
}
