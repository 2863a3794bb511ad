package dev.provision.vsphere.kind.files;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.VirtualHardware;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the server which other VMs use the file of a disk, directly or as a parent of their own
 * disk. Read before files are deleted with a VM. The snapshot is not enough, because it has the
 * details of our own VMs only.
 */
public final class DiskUsers {
  private static final String HARDWARE = "config.hardware";
  private static final int PAGE = 100;

  private DiskUsers() {}

  /**
   * @param files {@code [nas1] base/base.vmdk}; without files no call is made
   * @param vm the VM to be deleted
   * @return the files that another VM uses, or may use because it cannot be read
   */
  public static Set<String> ofOthers(
      Set<String> files, ManagedObjectReference vm, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (files.isEmpty()) {
      return Set.of();
    }
    Retrieval retrieval = new Retrieval(write.api(), write.content().getPropertyCollector(), PAGE);
    Set<ManagedObjectReference> others = new LinkedHashSet<>();
    List<ObjectSpec> datastores = new ArrayList<>();
    for (Item store : write.inventory().all("Datastore")) {
      if (files.stream().anyMatch(file -> file.startsWith("[" + store.name() + "]"))) {
        datastores.add(ReadSpecs.object(store.ref()));
      }
    }
    for (ObjectContent found :
        Retrieval.whole(
            () ->
                retrieval.all(
                    ReadSpecs.filter(
                        datastores, List.of(ReadSpecs.properties("Datastore", List.of("vm"))))))) {
      Object value = value(found, "vm");
      if (!(value instanceof ManagedObjectReference[] vms)) {
        return Set.copyOf(files);
      }
      others.addAll(List.of(vms));
    }
    others.remove(vm);
    return others.isEmpty() ? Set.of() : named(files, others, retrieval);
  }

  private static Set<String> named(
      Set<String> files, Set<ManagedObjectReference> vms, Retrieval retrieval)
      throws ModuleException, InterruptedException {
    List<ObjectSpec> objects = vms.stream().map(ReadSpecs::object).toList();
    Set<String> shared = new HashSet<>();
    for (ObjectContent found :
        Retrieval.whole(
            () ->
                retrieval.all(
                    ReadSpecs.filter(
                        objects,
                        List.of(ReadSpecs.properties("VirtualMachine", List.of(HARDWARE))))))) {
      if (!(value(found, HARDWARE) instanceof VirtualHardware hardware)) {
        return Set.copyOf(files);
      }
      Disk.of(List.of(hardware.getDevice())).forEach(disk -> shared.addAll(disk.files()));
    }
    shared.retainAll(files);
    return shared;
  }

  private static Object value(ObjectContent content, String property) {
    if (content.getPropSet() != null) {
      for (DynamicProperty each : content.getPropSet()) {
        if (each.getName().equals(property)) {
          return each.getVal();
        }
      }
    }
    return null;
  }
}
