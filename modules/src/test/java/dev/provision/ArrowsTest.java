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
  /** Every package, and the packages that its classes use: all of them, and no other. */
  private static final Map<String, Set<String>> ARROWS =
      table(
          """
          cli: cli.ending cli.text declare diagnostic graph plan plan.saved playbook report rules run
            source spi spi.trait
          cli.ending: report run
          cli.text: declare diagnostic graph plan report run source spi spi.schema template
          declare: diagnostic playbook source spi spi.schema spi.trait syntax template
          diagnostic:
          graph: declare diagnostic playbook source spi spi.schema spi.trait syntax template
          iso9660:
          modules: modules.attributes modules.clusters modules.datacenters
            modules.datastoreclusters modules.datastores modules.flavors modules.folders
            modules.hosts modules.images modules.instances modules.licenses modules.networks
            modules.permissions modules.pools modules.roles modules.servergroups modules.switches
            modules.tags modules.vapps modules.vmkernels modules.volumes openstack simulator
            simulator.serve spi vsphere vsphere.capture
          modules.attributes: diagnostic spi spi.schema spi.trait vsphere.exported
            vsphere.inventory vsphere.journal vsphere.kind vsphere.places vsphere.wire
          modules.clusters: diagnostic modules.clusters.declaration modules.clusters.settings spi
            spi.schema spi.trait vsphere.connection vsphere.exported vsphere.inventory
            vsphere.journal vsphere.kind vsphere.kind.form vsphere.kind.object vsphere.kind.rows
            vsphere.newer vsphere.places
          modules.clusters.declaration: spi spi.schema vsphere.connection vsphere.inventory
            vsphere.kind vsphere.places
          modules.clusters.settings: modules.clusters.declaration spi spi.schema vsphere.inventory
            vsphere.kind vsphere.kind.object vsphere.kind.rows vsphere.newer
          modules.datacenters: spi spi.schema vsphere.exported vsphere.inventory vsphere.kind
            vsphere.kind.object vsphere.kind.rows vsphere.places
          modules.datastoreclusters: diagnostic spi spi.schema spi.trait vsphere.exported
            vsphere.inventory vsphere.kind vsphere.kind.object vsphere.kind.rows vsphere.places
          modules.datastores: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.inventory vsphere.kind vsphere.kind.files vsphere.kind.object
            vsphere.kind.rows vsphere.newer.storage vsphere.places vsphere.wire
          modules.flavors: diagnostic spi spi.schema vsphere.connection vsphere.exported
            vsphere.inventory vsphere.kind
          modules.folders: diagnostic spi spi.schema vsphere.connection vsphere.exported
            vsphere.inventory vsphere.kind vsphere.kind.object vsphere.kind.rows vsphere.places
          modules.hosts: diagnostic modules.hosts.settings spi spi.schema vsphere.connection
            vsphere.exported vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.joining
            vsphere.kind.object vsphere.kind.rows vsphere.places vsphere.wire
          modules.hosts.settings: spi spi.schema vsphere.exported vsphere.inventory
            vsphere.journal vsphere.kind vsphere.kind.object vsphere.kind.rows vsphere.newer.time
            vsphere.wire
          modules.images: diagnostic modules.images.bytes modules.images.declaration
            modules.images.file spi spi.schema spi.trait vsphere.connection vsphere.exported
            vsphere.files vsphere.image vsphere.inventory vsphere.kind vsphere.kind.files
            vsphere.placement vsphere.places vsphere.wire
          modules.images.bytes: spi spi.schema
          modules.images.declaration: diagnostic modules.images.bytes modules.images.file spi
            spi.schema vsphere.connection vsphere.exported vsphere.inventory vsphere.kind
            vsphere.wire
          modules.images.file: diagnostic modules.images.bytes spi spi.schema
          modules.instances: diagnostic modules.instances.disks modules.instances.guest
            modules.instances.make modules.instances.nics modules.instances.operations
            modules.instances.parts modules.instances.place modules.instances.size
            modules.instances.vm spi spi.schema spi.trait vsphere.connection vsphere.exported
            vsphere.image vsphere.inventory vsphere.kind vsphere.placement vsphere.places
          modules.instances.disks: modules.instances.vm spi spi.schema vsphere.exported
            vsphere.files vsphere.inventory vsphere.kind vsphere.kind.files vsphere.newer
            vsphere.placement vsphere.places vsphere.wire
          modules.instances.guest: iso9660 modules.instances.vm spi spi.schema vsphere.exported
            vsphere.inventory vsphere.kind vsphere.kind.files vsphere.newer vsphere.wire
          modules.instances.make: modules.instances.disks modules.instances.guest
            modules.instances.nics modules.instances.parts modules.instances.place
            modules.instances.size modules.instances.vm spi spi.schema vsphere.connection
            vsphere.exported vsphere.image vsphere.inventory vsphere.kind vsphere.kind.files
            vsphere.placement vsphere.places vsphere.wire
          modules.instances.nics: modules.instances.vm spi vsphere.exported vsphere.inventory
          modules.instances.operations: modules.instances.guest modules.instances.make
            modules.instances.parts modules.instances.place modules.instances.vm spi
            vsphere.exported vsphere.inventory vsphere.kind vsphere.wire
          modules.instances.parts: diagnostic modules.instances.disks modules.instances.guest
            modules.instances.nics modules.instances.place modules.instances.size
            modules.instances.vm spi vsphere.exported vsphere.inventory vsphere.kind vsphere.newer
          modules.instances.place: modules.instances.vm spi vsphere.connection vsphere.exported
            vsphere.inventory vsphere.placement
          modules.instances.size: diagnostic modules.instances.vm spi spi.schema
            vsphere.connection vsphere.exported vsphere.inventory vsphere.kind vsphere.newer
            vsphere.places vsphere.wire
          modules.instances.vm: spi spi.schema vsphere.connection vsphere.exported
            vsphere.inventory vsphere.kind vsphere.newer vsphere.placement vsphere.wire
          modules.licenses: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.inventory vsphere.kind vsphere.places vsphere.tags
          modules.networks: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.form
            vsphere.kind.hostnet vsphere.kind.object vsphere.kind.rows vsphere.kind.traffic
            vsphere.newer.network vsphere.places vsphere.wire
          modules.permissions: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.inventory vsphere.journal vsphere.kind vsphere.places vsphere.rights
            vsphere.wire
          modules.pools: diagnostic spi spi.schema vsphere.connection vsphere.exported
            vsphere.inventory vsphere.kind vsphere.kind.allocation vsphere.kind.object
          modules.roles: diagnostic spi spi.schema spi.trait vsphere.inventory vsphere.journal
            vsphere.kind vsphere.places vsphere.rights vsphere.tags vsphere.wire
          modules.servergroups: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.inventory vsphere.kind vsphere.places
          modules.switches: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.form
            vsphere.kind.hostnet vsphere.kind.object vsphere.kind.rows vsphere.kind.traffic
            vsphere.newer.network vsphere.places vsphere.wire
          modules.tags: diagnostic spi spi.schema spi.trait vsphere.exported vsphere.inventory
            vsphere.kind vsphere.places vsphere.rest vsphere.tags
          modules.vapps: diagnostic spi spi.schema spi.trait vsphere.exported vsphere.inventory
            vsphere.kind vsphere.kind.allocation vsphere.kind.object vsphere.kind.rows
            vsphere.places
          modules.vmkernels: diagnostic spi spi.schema spi.trait vsphere.exported
            vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.hostnet vsphere.kind.rows
            vsphere.newer.network vsphere.wire
          modules.volumes: diagnostic spi spi.schema spi.trait vsphere.connection vsphere.exported
            vsphere.files vsphere.inventory vsphere.kind vsphere.kind.files vsphere.placement
            vsphere.places vsphere.wire
          openstack: diagnostic source spi
          plan: declare diagnostic graph spi spi.schema spi.trait
          plan.saved: declare diagnostic plan source spi
          playbook: diagnostic source spi syntax template
          report: diagnostic plan run spi
          rules: declare diagnostic plan source spi syntax template
          run: diagnostic plan spi
          schema:
          simulator: declare diagnostic simulator.compute simulator.copy simulator.host
            simulator.inventory simulator.lab simulator.network simulator.rack simulator.server
            simulator.storage simulator.tagging simulator.vm simulator.world source spi syntax
            vsphere.capture vsphere.connection vsphere.files vsphere.rest vsphere.wire
          simulator.compute: simulator.host simulator.inventory simulator.network simulator.server
            simulator.storage simulator.world vsphere.newer vsphere.wire
          simulator.copy: simulator.compute simulator.inventory simulator.server simulator.storage
            simulator.world spi vsphere.capture vsphere.inventory vsphere.wire
          simulator.host: simulator.inventory simulator.server simulator.world vsphere.newer.time
            vsphere.wire
          simulator.inventory: simulator.server simulator.world vsphere.newer vsphere.wire
          simulator.lab: diagnostic simulator.compute simulator.host simulator.inventory
            simulator.network simulator.rack simulator.server simulator.storage simulator.tagging
            simulator.vm simulator.world spi.schema vsphere.exported vsphere.newer vsphere.soap
            vsphere.wire
          simulator.network: simulator.inventory simulator.server simulator.world vsphere.newer
            vsphere.newer.network vsphere.wire
          simulator.rack: simulator.compute simulator.inventory simulator.network simulator.server
            simulator.storage simulator.world vsphere.newer vsphere.wire
          simulator.serve: diagnostic schema simulator simulator.lab simulator.storage
            simulator.world spi spi.schema vsphere.files vsphere.newer vsphere.pbm vsphere.rest
            vsphere.soap vsphere.wire
          simulator.server: simulator.world spi.schema vsphere.newer vsphere.rights vsphere.soap
            vsphere.wire
          simulator.storage: simulator.inventory simulator.server simulator.world vsphere.files
            vsphere.newer vsphere.newer.storage vsphere.pbm vsphere.wire
          simulator.tagging: simulator.server simulator.world vsphere.rest vsphere.tags
            vsphere.wire
          simulator.vm: simulator.compute simulator.inventory simulator.network simulator.server
            simulator.storage simulator.world vsphere.newer vsphere.wire
          simulator.world: vsphere.newer vsphere.wire
          source: diagnostic
          spi: diagnostic spi.schema
          spi.schema: diagnostic
          spi.trait: diagnostic spi spi.schema
          syntax: diagnostic source
          template: diagnostic source syntax
          vsphere: diagnostic spi vsphere.capture vsphere.connection vsphere.doctor vsphere.files
            vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.joining vsphere.lease
            vsphere.placement vsphere.places vsphere.record vsphere.rest vsphere.rights
            vsphere.survey vsphere.tags vsphere.tasks vsphere.wire
          vsphere.capture: diagnostic spi spi.schema vsphere.connection vsphere.exported
            vsphere.files vsphere.inventory vsphere.kind vsphere.newer vsphere.pbm vsphere.places
            vsphere.rights vsphere.soap vsphere.survey vsphere.tags vsphere.wire
          vsphere.connection: diagnostic spi spi.schema vsphere.files vsphere.inventory
            vsphere.newer vsphere.pbm vsphere.rest vsphere.wire
          vsphere.doctor: diagnostic spi spi.schema spi.trait vsphere.connection vsphere.files
            vsphere.inventory vsphere.kind vsphere.kind.joining vsphere.pbm vsphere.places
            vsphere.survey vsphere.tasks vsphere.wire
          vsphere.exported: diagnostic spi spi.schema vsphere.inventory vsphere.newer vsphere.wire
          vsphere.files: vsphere.wire
          vsphere.image: spi spi.schema vsphere.exported vsphere.files vsphere.inventory
            vsphere.kind vsphere.kind.files vsphere.placement vsphere.wire
          vsphere.inventory: diagnostic spi spi.schema vsphere.files vsphere.wire
          vsphere.journal: diagnostic spi spi.trait vsphere.files vsphere.inventory vsphere.kind
            vsphere.kind.files vsphere.kind.form vsphere.kind.rows vsphere.places vsphere.rights
            vsphere.wire
          vsphere.kind: diagnostic spi spi.schema spi.trait vsphere.connection vsphere.exported
            vsphere.files vsphere.inventory vsphere.newer vsphere.places vsphere.tags vsphere.wire
          vsphere.kind.allocation: spi spi.schema spi.trait vsphere.exported vsphere.inventory
            vsphere.kind vsphere.kind.object vsphere.kind.rows vsphere.newer vsphere.places
          vsphere.kind.files: spi spi.schema vsphere.connection vsphere.exported vsphere.files
            vsphere.inventory vsphere.kind vsphere.places vsphere.wire
          vsphere.kind.form: spi spi.trait vsphere.inventory vsphere.kind
          vsphere.kind.hostnet: spi spi.schema vsphere.exported vsphere.inventory vsphere.kind
            vsphere.kind.rows vsphere.kind.traffic vsphere.newer.network
          vsphere.kind.joining: spi spi.schema vsphere.newer vsphere.wire
          vsphere.kind.object: diagnostic spi spi.schema spi.trait vsphere.connection
            vsphere.exported vsphere.image vsphere.inventory vsphere.journal vsphere.kind
            vsphere.kind.form vsphere.kind.rows vsphere.places vsphere.wire
          vsphere.kind.rows: spi vsphere.exported vsphere.inventory
          vsphere.kind.traffic: spi spi.schema vsphere.kind.rows
          vsphere.lease: spi vsphere.connection vsphere.exported vsphere.files vsphere.image
            vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.files vsphere.places
            vsphere.wire
          vsphere.newer: vsphere.newer.network vsphere.newer.storage vsphere.newer.time
            vsphere.soap
          vsphere.newer.network: vsphere.soap
          vsphere.newer.storage: vsphere.soap
          vsphere.newer.time: vsphere.soap
          vsphere.pbm: vsphere.soap
          vsphere.placement: spi spi.schema vsphere.connection vsphere.exported vsphere.inventory
            vsphere.newer vsphere.places vsphere.wire
          vsphere.places: diagnostic spi spi.schema vsphere.connection vsphere.exported
            vsphere.inventory
          vsphere.record: spi vsphere.connection vsphere.inventory vsphere.journal vsphere.places
            vsphere.wire
          vsphere.rest: spi vsphere.wire
          vsphere.rights: spi vsphere.connection vsphere.inventory vsphere.kind
          vsphere.soap:
          vsphere.survey: spi spi.schema vsphere.connection vsphere.exported vsphere.files
            vsphere.inventory vsphere.journal vsphere.kind vsphere.kind.files vsphere.kind.joining
            vsphere.newer vsphere.pbm vsphere.places vsphere.rest vsphere.rights vsphere.tags
            vsphere.wire
          vsphere.tags: spi vsphere.inventory vsphere.rest
          vsphere.tasks: spi vsphere.inventory vsphere.wire
          vsphere.wire: diagnostic spi vsphere.soap
          """);

  /** No more classes than these may reach each other inside one package. */
  private static final int LARGEST_KNOT = 3;

  /**
   * The classes that today stand in larger knots. A name goes when its knot is undone; none comes.
   */
  private static final Map<String, Set<String>> KNOTS = Map.of();

  /** No more files than these may stand in one package, its description aside. */
  private static final int MOST_FILES = 45;

  /** The packages that today have more, and how many. A number falls; none rises. */
  private static final Map<String, Integer> LARGE = Map.of();

  /** Packages of a library, and the only package of ours that may use them. */
  private static final Map<String, Set<String>> GATES =
      Map.of(
          "org.yaml.snakeyaml", Set.of("syntax"),
          "org.jgrapht", Set.of("graph"),
          "freemarker", Set.of("template"),
          "org.apache.commons.cli", Set.of("cli"),
          "org.jline", Set.of("cli.text"),
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
    assertThat(lines(found))
        .as("the arrows that there are; the table has to say just the same")
        .isEqualTo(lines(ARROWS));
  }

  @Test
  void noMoreThanThreeClassesOfOnePackageReachEachOther() {
    assertThat(lines(Knots.of(CLASSES, LARGEST_KNOT)))
        .as("the classes in knots of more than " + LARGEST_KNOT + "; the exceptions only shrink")
        .isEqualTo(lines(KNOTS));
  }

  @Test
  void noPackageHasMoreThanFortyFiveFiles() {
    Map<String, Integer> found = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      if (type.isTopLevelClass()) {
        found.merge(room(type), 1, Integer::sum);
      }
    }
    found.values().removeIf(files -> files <= MOST_FILES);
    assertThat(found)
        .as("the packages of more than " + MOST_FILES + " files; the exceptions only shrink")
        .isEqualTo(new TreeMap<>(LARGE));
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
            "java.lang.System",
                List.of("out", "err", "exit", "getenv", "currentTimeMillis", "nanoTime"),
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
  static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("dev.provision") ? "" : name.substring("dev.provision.".length());
  }

  /** Reads {@code name: others ...}; lines that are indented go on with the one before. */
  private static Map<String, Set<String>> table(String text) {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String line : text.replace("\n  ", " ").strip().lines().toList()) {
      String[] parts = line.split(":", 2);
      Set<String> names = new TreeSet<>(List.of(parts[1].strip().split("\\s+")));
      names.remove("");
      table.put(parts[0], names);
    }
    return table;
  }

  /** In the form of the tables, to be compared and copied. */
  private static List<String> lines(Map<String, Set<String>> table) {
    return table.entrySet().stream()
        .map(line -> line.getKey() + ": " + String.join(" ", line.getValue()))
        .toList();
  }
}
