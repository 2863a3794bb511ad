package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.run.Settings;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.OpenLab;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.server.FaultRule.When;
import dev.provision.simulator.world.SimTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method that a run calls, met by every kind of fault: whatever is refused is told with verb,
 * kind, path and line, or with what could not be read and where; never with the id of an object.
 * The methods are those that the simulator counts while everything is made, changed and destroyed.
 *
 * <p>One cell of the table is one run. All of them take minutes, with {@code
 * -Dprovision.matrix=whole}; else each method meets some of the faults, and each fault some of the
 * methods.
 */
@Tag("slow")
class FailureWordsTest {
  /** What the engine would wait for, without waiting. */
  private static final Settings HASTY =
      new Settings(
          4,
          false,
          2,
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(1),
          2,
          Duration.ofSeconds(1),
          Duration.ofMillis(10),
          Target.HASTY.lease());

  private static final List<String> FAULTS =
      List.of(
          "NoPermission+",
          "NoPermission",
          "InvalidArgument",
          "NotSupported",
          "HostCommunication",
          "Timedout",
          "NotAuthenticated",
          "ManagedObjectNotFound",
          "DuplicateName",
          "FileNotFound",
          "NoDiskSpace",
          "InvalidState",
          "MethodDisabled",
          "SystemError",
          "cut");

  /** How many of the faults a method meets where the table is not whole. */
  private static final int SAMPLE = 2;

  private static final String MAKE =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      flavors:
        small: {vcpus: %d, ram: 64 MiB}
      networks:
        private: {port_group: VM Network}
      folders:
        shelf: {path: /DC0/vm/shelf}
      server_groups:
        apart: {policy: %s}
      volumes:
        data: {size: %d MiB, datastore: LocalDS_0}
      instances:
        web: {image: base, flavor: small, folder: shelf, annotation: %s, server_group: apart, networks: {eth0: private}, volumes: {data: data}}
        app: {image: base, flavor: small, server_group: apart, networks: {}}
      """;

  private static final String MADE = MAKE.formatted(1, "anti-affinity", 16, "A");
  private static final String CHANGED = MAKE.formatted(2, "affinity", 32, "B");

  private static final Pattern STEP =
      Pattern.compile(
          "[a-z_]+\\.\\S+: failed: could not (read|create|update|delete|adopt|release)"
              + " (image|folder|instance|volume|server_group) `(/|\\[\\S+\\] |provision/)[^`]+` on"
              + " simulator, /DC0/host/DC0_C0: .+(, at site.yml:[1-9]\\d*:[1-9]\\d*|; no line of"
              + " the playbook declares [a-z_]+\\.\\S+)(; [^;]+)? \\(.*\\)");

  private static final Pattern READING =
      Pattern.compile(
          "error: could not read the [a-z, ]+ of `ci` on simulator, [^:]+: .+"
              + "|error: (login|SDK): simulator .+");

  /** Ids of objects, as vCenter, the simulator and the wire write them. */
  private static final Pattern ID =
      Pattern.compile(
          "\\b(vm|group-[a-z]\\d*|datastore|datacenter|host|domain-c|resgroup|network|dvportgroup"
              + "|task|session|dvs)-\\d+|\\bvim\\.[A-Z]|\\bnull\\b");

  @TempDir Path folder;

  /**
   * What meets the fault.
   *
   * @param made whether all of {@link #MADE} is there before
   */
  private record Phase(boolean made, String playbook, String... command) {}

  private static final Map<String, Phase> PHASES = new LinkedHashMap<>();

  static {
    PHASES.put("make", new Phase(false, MADE, "apply", "--yes"));
    PHASES.put("change", new Phase(true, CHANGED, "apply", "--yes"));
    PHASES.put("snapshot", new Phase(true, MADE, "snapshot", "--yes"));
    PHASES.put("destroy", new Phase(true, MADE, "destroy", "--yes", "--allow", "delete"));
    PHASES.put("list", new Phase(true, MADE, "list"));
  }

  private record Ended(int exit, String text) {}

  private Ended run(SimulatorTarget target, String playbook, String... command) throws Exception {
    Path site = folder.resolve("site.yml");
    Files.writeString(site, playbook.replace("VCENTER", target.vcenter()));
    List<String> line = new ArrayList<>(List.of(command[0], site.toString()));
    line.addAll(List.of(command).subList(1, command.length));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(line, Map.of(), () -> new VcenterProvider(target), HASTY, out, out);
    return new Ended(exit, bytes.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
  }

  /** A vCenter as it is before a phase. What is made before is made once, and kept in files. */
  private SimulatorTarget at(Phase phase) throws Exception {
    return phase.made()
        ? new SimulatorTarget(open(folder.resolve("made")).simulator())
        : new SimulatorTarget(0);
  }

  private static OpenLab open(Path folder) throws IOException {
    Path lab = folder.resolve("lab.yml");
    return OpenLab.open(lab, LabFile.read(lab, "lab.yml").get(), SimTime.wall(Clock.systemUTC()));
  }

  private void make(Path folder) throws Exception {
    Files.writeString(Files.createDirectories(folder).resolve("lab.yml"), SimulatorTarget.LAB);
    OpenLab lab = open(folder);
    lab.join();
    lab.write();
    SimulatorTarget target = new SimulatorTarget(lab.simulator());
    target.populate();
    Ended made = run(target, MADE, "apply", "--yes");
    assertThat(made.exit()).as(made.text()).isZero();
    lab.leave();
  }

  @Test
  void whateverIsRefusedIsToldWithItsPlace() throws Exception {
    StreamOptimizedFile.ofCapacity(1 << 20).write(folder.resolve("disk.vmdk"));
    make(folder.resolve("made"));
    boolean whole = "whole".equals(System.getProperty("provision.matrix"));
    Map<String, String> wrong = new TreeMap<>();
    Set<String> unmet = new TreeSet<>(FAULTS);
    int next = 0;
    int cells = 0;
    int failed = 0;
    for (Map.Entry<String, Phase> named : PHASES.entrySet()) {
      Phase phase = named.getValue();
      SimulatorTarget good = at(phase);
      Ended ended = run(good, phase.playbook(), phase.command());
      assertThat(ended.exit()).as(ended.text()).isZero();
      for (String method : good.calls().keySet()) {
        for (int i = 0; i < (whole ? FAULTS.size() : SAMPLE); i++) {
          String fault = FAULTS.get(next++ % FAULTS.size());
          SimulatorTarget target = at(phase);
          target.goesWrong(rule(method, fault, next));
          Ended cell = run(target, phase.playbook(), phase.command());
          cells++;
          if (cell.exit() != 0) {
            failed++;
            unmet.remove(fault);
          }
          String why = wrong(cell);
          if (!why.isEmpty()) {
            wrong.put(named.getKey() + " " + method + " " + fault, why + "\n" + cell.text());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(unmet).isEmpty();
    assertThat(failed).isGreaterThan(cells / 3);
  }

  private static FaultRule rule(String method, String fault, int number) {
    if (fault.equals("cut")) {
      return FaultRule.lost(method, When.BEFORE);
    }
    boolean inTask = method.endsWith("_Task") && number % 2 == 0;
    FaultRule rule = FaultRule.fault(method, fault.replace("+", ""));
    rule = inTask ? rule.at(When.TASK) : rule;
    return fault.endsWith("+") ? rule.lacking("Sample.Privilege") : rule;
  }

  /** What is not as it should be; empty for nothing. */
  private static String wrong(Ended cell) {
    if (cell.exit() != 0 && cell.exit() != 1 && cell.exit() != 69) {
      return "exit " + cell.exit();
    }
    if (ID.matcher(cell.text()).find()) {
      return "an id of an object, or null";
    }
    List<String> failures =
        cell.text().lines().filter(line -> line.contains(": failed: ")).toList();
    for (String line : failures) {
      if (!STEP.matcher(line).matches()) {
        return "not told with verb, kind, path and line: " + line;
      }
    }
    boolean told =
        !failures.isEmpty()
            || cell.text().lines().anyMatch(line -> READING.matcher(line).matches())
            || cell.text().contains("site.yml:");
    return cell.exit() == 0 || told ? "" : "not told what could not be read, and where";
  }
}
