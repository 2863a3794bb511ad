package dev.provision.modules.instances.make;

import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VolumeDisks;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.NicMarks;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.vsphere.inventory.Marks;
import java.util.LinkedHashMap;
import java.util.Map;

/** The marks that an adopted VM gets, and that a released one loses. */
public final class VmMarks {
  private VmMarks() {}

  /** The marks of an adopted VM: it keeps its uuid, and its disks count as its own. */
  public static Map<String, String> forAdoption(
      InstanceDesired desired, InstanceState vm, String runId) {
    Map<String, String> marks = new LinkedHashMap<>();
    Marks.KEYS.forEach(key -> marks.put(key, ""));
    marks.put(Marks.UUID, vm.uuid());
    marks.put(Marks.ENVIRONMENT, desired.head().environment().toString());
    marks.put(Marks.ADDRESS, desired.address().toString());
    marks.put(Marks.NICS, adoptedNics(desired, vm));
    marks.put(
        Marks.DISKS,
        VmDisks.mark(
            VolumeDisks.others(desired.head().environment(), desired.volumes(), vm.disks())));
    marks.put(Marks.RUN, runId);
    marks.put(Marks.PROTECT, desired.head().protect() ? "true" : "");
    marks.put(Marks.ADOPTED, "true");
    return marks;
  }

  /**
   * A VM that is about to be adopted, with the marks that it gets: so the plan compares it as the
   * next one will. Any other VM as it is.
   */
  public static InstanceState taken(InstanceDesired desired, InstanceState vm) {
    boolean ours =
        vm.mark(Marks.ADDRESS).equals(desired.address().toString())
            && vm.mark(Marks.ENVIRONMENT).equals(desired.head().environment().toString());
    boolean former = desired.head().formerly().isPresent();
    return ours || former || !desired.head().adopts() ? vm : vm.with(forAdoption(desired, vm, ""));
  }

  /**
   * Only the NICs that the VM has; a missing one is a change and gets its mark when it is added.
   */
  private static String adoptedNics(InstanceDesired desired, InstanceState vm) {
    NicMatch match = NicMatch.of(desired.nics(), vm.nics(), vm.vm());
    Map<String, NicMarks.Entry> entries = new LinkedHashMap<>();
    for (NicWanted nic : desired.nics()) {
      NicSeen device = match.present().get(nic.name());
      if (device != null) {
        entries.put(
            nic.name(),
            new NicMarks.Entry(device.mac(), nic.network().network(), nic.guest().text()));
      }
    }
    return NicMarks.write(entries);
  }

  /** Removes every mark, for a released VM. */
  static Map<String, String> forRelease() {
    Map<String, String> marks = new LinkedHashMap<>();
    Marks.KEYS.forEach(key -> marks.put(key, ""));
    return marks;
  }
}
