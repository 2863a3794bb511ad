package dev.provision.vsphere.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a run of this machine that has ended from one that goes on, so that nobody waits for the
 * lease of a process that was killed here. A process is named by the boot of its machine, its PID
 * namespace, its PID and its start: a container that shares the machine has another namespace, and
 * of its processes nothing is known.
 */
final class LocalRuns {
  private static final String SEPARATOR = ":";

  /** How many leases each run of this process has. */
  private static final Map<String, Integer> LEASED = new ConcurrentHashMap<>();

  private LocalRuns() {}

  /** This process; empty where the system does not say which it is. */
  static String process() {
    String machine = machine();
    ProcessHandle ours = ProcessHandle.current();
    return machine.isEmpty() ? "" : machine + SEPARATOR + ours.pid() + SEPARATOR + start(ours);
  }

  private static String machine() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return boot + SEPARATOR + namespace.replaceAll("\\D", "");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return "";
    }
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(at -> String.valueOf(at.getEpochSecond())).orElse("");
  }

  static void begin(String run) {
    LEASED.merge(run, 1, Integer::sum);
  }

  static void end(String run) {
    LEASED.computeIfPresent(run, (id, leases) -> leases == 1 ? null : leases - 1);
  }

  /** Whether the run of this mark is known to have ended, because it was one of this machine. */
  static boolean isOver(LeaseMark mark) {
    String ours = process();
    if (ours.isEmpty() || mark.process().isEmpty()) {
      return false;
    }
    if (ours.equals(mark.process())) {
      return !LEASED.containsKey(mark.holder().run());
    }
    int pid = mark.process().lastIndexOf(SEPARATOR, mark.process().lastIndexOf(SEPARATOR) - 1);
    if (pid < 0 || !mark.process().substring(0, pid).equals(machine())) {
      return false;
    }
    String[] parts = mark.process().substring(pid + 1).split(SEPARATOR, -1);
    try {
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .map(process -> !start(process).equals(parts[1]))
          .orElse(true);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
