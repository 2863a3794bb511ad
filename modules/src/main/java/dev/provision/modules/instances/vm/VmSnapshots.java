package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The snapshots of one VM as they were read ({@code VirtualMachine.snapshot}), each before its
 * children. A snapshot is ours if its description is our mark; any other, such as the one that
 * linked clones of an image need, is never removed.
 *
 * @param current the snapshot that the VM's disks are based on now
 */
public record VmSnapshots(List<Taken> all, Optional<ManagedObjectReference> current) {
  /** vSphere's limit for a snapshot's name. */
  private static final int MAX_NAME = 80;

  private static final Pattern MARK =
      Pattern.compile("provision\\.snapshot environment=(\\S+) address=(\\S+) run=(\\S+)");

  /**
   * One snapshot.
   *
   * @param depth how many snapshots are above it
   * @param running whether it has the VM's memory, so that the VM runs after a revert
   */
  public record Taken(
      ManagedObjectReference ref,
      String name,
      String description,
      int depth,
      Optional<Instant> at,
      boolean running) {
    /** Whether this environment's {@code provision snapshot} took it. */
    public boolean isOf(EnvironmentId environment) {
      Matcher mark = MARK.matcher(description);
      return mark.matches() && mark.group(1).equals(environment.toString());
    }

    /** Whether that run took it. */
    public boolean isOfRun(String runId) {
      Matcher mark = MARK.matcher(description);
      return mark.matches() && mark.group(3).equals(runId);
    }

    /** {@code taken 2026-01-01T00:00:00Z}; empty if the server does not say when. */
    public String when() {
      return at.map(instant -> "taken " + instant.toString().replaceFirst("\\.\\d+Z$", "Z"))
          .orElse("");
    }
  }

  public VmSnapshots {
    all = List.copyOf(all);
  }

  public static VmSnapshots of(Vm vm, Inventory read) {
    return read.get(vm.ref())
        .flatMap(item -> item.get("snapshot", VirtualMachineSnapshotInfo.class))
        .map(VmSnapshots::of)
        .orElseGet(() -> new VmSnapshots(List.of(), Optional.empty()));
  }

  public static VmSnapshots of(VirtualMachineSnapshotInfo info) {
    List<Taken> all = new ArrayList<>();
    add(info.getRootSnapshotList(), 0, all);
    return new VmSnapshots(all, Optional.ofNullable(info.getCurrentSnapshot()));
  }

  private static void add(VirtualMachineSnapshotTree[] trees, int depth, List<Taken> all) {
    if (trees == null) {
      return;
    }
    for (VirtualMachineSnapshotTree tree : trees) {
      all.add(
          new Taken(
              tree.getSnapshot(),
              tree.getName() == null ? "" : tree.getName(),
              tree.getDescription() == null ? "" : tree.getDescription(),
              depth,
              Optional.ofNullable(tree.getCreateTime()).map(time -> time.toInstant()),
              tree.getState() == VirtualMachinePowerState.poweredOn));
      add(tree.getChildSnapshotList(), depth + 1, all);
    }
  }

  public List<Taken> named(String name) {
    return all.stream().filter(taken -> taken.name().equals(name)).toList();
  }

  /** {@code it has `a`, `b`}. */
  public String text() {
    return all.isEmpty()
        ? "it has none"
        : "it has "
            + all.stream().map(taken -> "`" + taken.name() + "`").collect(Collectors.joining(", "));
  }

  /** The description that marks a snapshot as ours. */
  public static String mark(EnvironmentId environment, Address address, String runId) {
    return "provision.snapshot environment="
        + environment
        + " address="
        + address
        + " run="
        + runId;
  }

  /**
   * Checks a name that the user typed.
   *
   * @throws IllegalArgumentException if no snapshot can have this name
   */
  public static String checked(String name) {
    if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < 0x20)) {
      throw new IllegalArgumentException(
          "a snapshot's name has 1 to " + MAX_NAME + " characters on one line");
    }
    return name;
  }
}
