package dev.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of arrows between packages, and the one gate of each library. A new arrow fails
 * here first.
 */
class ArrowsTest {
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("diagnostic", Set.of()),
          Map.entry("spi", Set.of("diagnostic")),
          Map.entry("source", Set.of("diagnostic")),
          Map.entry("syntax", Set.of("source", "diagnostic")),
          Map.entry("template", Set.of("syntax", "source", "diagnostic")),
          Map.entry("playbook", Set.of("template", "syntax", "source", "spi", "diagnostic")),
          Map.entry(
              "declare", Set.of("playbook", "template", "syntax", "source", "spi", "diagnostic")),
          Map.entry(
              "graph",
              Set.of("declare", "playbook", "template", "syntax", "source", "spi", "diagnostic")),
          Map.entry("plan", Set.of("graph", "declare", "spi", "diagnostic")),
          Map.entry("run", Set.of("plan", "spi", "diagnostic")),
          Map.entry("report", Set.of("run", "plan", "spi", "diagnostic")),
          Map.entry(
              "cli",
              Set.of(
                  "report",
                  "run",
                  "plan",
                  "graph",
                  "declare",
                  "playbook",
                  "template",
                  "syntax",
                  "source",
                  "spi",
                  "diagnostic")),
          Map.entry(
              "vsphere",
              Set.of("spi", "diagnostic", "vsphere.soap", "vsphere.pbm", "vsphere.newer")),
          Map.entry("vsphere.newer", Set.of("vsphere.soap")),
          Map.entry("vsphere.pbm", Set.of("vsphere.soap")),
          Map.entry("vsphere.soap", Set.of("vsphere", "spi")),
          Map.entry(
              "modules",
              Set.of(
                  "modules.flavors",
                  "modules.folders",
                  "modules.images",
                  "modules.instances",
                  "modules.networks",
                  "modules.volumes",
                  "openstack",
                  "modules.servergroups",
                  "simulator",
                  "spi",
                  "vsphere")),
          Map.entry("openstack", Set.of("source", "spi", "diagnostic")),
          Map.entry(
              "simulator",
              Set.of(
                  "vsphere",
                  "vsphere.soap",
                  "vsphere.pbm",
                  "vsphere.newer",
                  "declare",
                  "syntax",
                  "source",
                  "spi",
                  "diagnostic")),
          Map.entry("modules.flavors", Set.of("vsphere", "spi", "diagnostic")),
          Map.entry("modules.folders", Set.of("vsphere", "spi", "diagnostic")),
          Map.entry("modules.images", Set.of("vsphere", "vsphere.newer", "spi", "diagnostic")),
          Map.entry("iso9660", Set.of()),
          Map.entry(
              "modules.instances",
              Set.of("iso9660", "vsphere", "vsphere.newer", "spi", "diagnostic")),
          Map.entry("modules.volumes", Set.of("vsphere", "spi", "diagnostic")),
          Map.entry("modules.networks", Set.of("vsphere", "spi", "diagnostic")),
          Map.entry("modules.servergroups", Set.of("vsphere", "spi", "diagnostic")));

  /** Packages of a library, and the only package of ours that may use them. */
  private static final Map<String, Set<String>> GATES =
      Map.of(
          "org.yaml.snakeyaml", Set.of("syntax"),
          "org.jgrapht", Set.of("graph"),
          "freemarker", Set.of("template"),
          "org.apache.commons.cli", Set.of("cli"),
          "com.vmware.vim25.mo", Set.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.provision");

  @Test
  void arrowsBetweenPackagesAreThoseOfTheTable() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> targets = found.computeIfAbsent(room(type), room -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("dev.provision")
            && !room(target).equals(room(type))) {
          targets.add(room(target));
        }
      }
    }
    Map<String, Set<String>> outside = new TreeMap<>();
    found.forEach(
        (room, targets) -> {
          Set<String> extra = new TreeSet<>(targets);
          extra.removeAll(ARROWS.getOrDefault(room, Set.of()));
          if (!extra.isEmpty() || !ARROWS.containsKey(room)) {
            outside.put(room, extra);
          }
        });
    assertThat(outside).as("arrows that are not in the table").isEmpty();
    assertThat(found.keySet()).as("packages that exist").containsAll(ARROWS.keySet());
  }

  @Test
  void eachLibraryHasOneGate() {
    Set<String> trespasses = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        GATES.forEach(
            (library, rooms) -> {
              boolean uses = target.equals(library) || target.startsWith(library + ".");
              if (uses && !rooms.contains(room(type))) {
                trespasses.add(type.getName() + " uses " + target);
              }
            });
      }
    }
    assertThat(trespasses).isEmpty();
  }

  /** Its required `fileOwner` is an object in yavijava, so every second maker would forget it. */
  @Test
  void onePlaceMakesTheFlagsOfAFileSearch() {
    Set<String> makers = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      type.getConstructorCallsFromSelf().stream()
          .filter(call -> call.getTargetOwner().getSimpleName().equals("FileQueryFlags"))
          .forEach(call -> makers.add(type.getSimpleName()));
    }
    assertThat(makers).containsExactly("FileDetail");
  }

  @Test
  void onlyTheCommandLinePrintsExitsAndAsksTheClock() {
    Map<String, List<String>> forbidden =
        Map.of(
            "java.lang.System", List.of("out", "err", "exit", "getenv", "currentTimeMillis"),
            "java.lang.Thread", List.of("sleep"),
            "java.time.Instant", List.of("now"));
    Set<String> trespasses = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (room(type).equals("cli")) {
        continue;
      }
      type.getAccessesFromSelf()
          .forEach(
              access -> {
                List<String> names =
                    forbidden.getOrDefault(access.getTargetOwner().getName(), List.of());
                if (names.contains(access.getTarget().getName())) {
                  trespasses.add(
                      type.getName()
                          + " uses "
                          + access.getTargetOwner().getSimpleName()
                          + "."
                          + access.getTarget().getName());
                }
              });
    }
    assertThat(trespasses).isEmpty();
  }

  /** The package below {@code dev.provision}. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("dev.provision") ? "" : name.substring("dev.provision.".length());
  }
}
