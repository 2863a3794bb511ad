package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the calls for the hosts of a switch need. */
final class SwitchRights {
  static final String NETWORK = "Host.Config.Network";

  private SwitchRights() {}

  static List<Right> onHosts(SwitchDesired desired, Inventory read) {
    return onHosts(desired.members().stream().map(Member::host).toList(), read);
  }

  static List<Right> onHosts(Collection<ManagedObjectReference> hosts, Inventory read) {
    return hosts.stream().map(host -> new Right(NETWORK, read.path(host).toString(), "")).toList();
  }

  /** On the switch that hosts join or leave. */
  static Right hosts(String dvs) {
    return new Right("DVSwitch.HostOp", dvs, "ReconfigureDvs_Task");
  }

  static List<Right> toCreate(
      SwitchObjects objects, SwitchDesired desired, Placement at, Inventory read) {
    List<Right> all = new ArrayList<>(onHosts(desired, read));
    all.addAll(
        desired.spec().isStandard()
            ? JournalRights.toWrite(desired.object().environment(), read)
            : objects.toCreate(desired.object(), at, read));
    return all;
  }

  static List<Right> toUpdate(
      SwitchObjects objects,
      SwitchDesired desired,
      SwitchState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    if (seen.hosts().isPresent()) {
      return toCreate(objects, desired, Placement.NONE, read);
    }
    ObjectState object = seen.object().orElseThrow();
    List<Right> all =
        new ArrayList<>(objects.toUpdate(desired.object(), object, changes, at, read));
    if (Change.any(changes, SwitchMembers.Key.MEMBERS)) {
      all.addAll(onHosts(desired, read));
      all.add(hosts(object.path().toString()));
    }
    return all;
  }

  static List<Right> toDelete(SwitchObjects objects, SwitchState seen, Inventory read) {
    return seen.object()
        .map(
            object -> {
              List<Right> all = new ArrayList<>(objects.toDelete(object, read));
              all.addAll(onHosts(seen.members().keySet(), read));
              return all;
            })
        .orElseGet(() -> StandardSwitch.rights(seen, read));
  }
}
