package dev.provision.vsphere.kind.files;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.VirtualMachineFileLayoutExFileInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.FirstAnswer;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks the server which VMs of a datastore use a file: as a disk, below one, or otherwise. */
public final class FileUsers {
  private static final int PAGE = 200;

  private FileUsers() {}

  /** All VMs that use a file of a datastore, whoever owns them, as the server has them now. */
  public static List<String> of(
      String file, ManagedObjectReference datastore, VimStub api, Inventory inventory)
      throws ModuleException, InterruptedException {
    List<String> users = new ArrayList<>();
    for (ObjectContent content : Retrieval.whole(() -> machines(datastore, api))) {
      Item vm = Items.of(content);
      if (files(vm).contains(file)) {
        users.add(
            inventory.get(vm.ref()).isPresent()
                ? inventory.path(vm.ref()).toString()
                : vm.get("name", String.class).orElse(vm.ref().getVal()));
      }
    }
    return users;
  }

  private static List<ObjectContent> machines(ManagedObjectReference datastore, VimStub api)
      throws RemoteException {
    ManagedObjectReference collector =
        api.retrieveServiceContent(FirstAnswer.instance()).getPropertyCollector();
    return new Retrieval(api, collector, PAGE)
        .all(
            ReadSpecs.filter(
                List.of(ReadSpecs.behind(datastore, "Datastore", "vm")),
                List.of(
                    ReadSpecs.properties(
                        "VirtualMachine", List.of("name", "config.hardware", "layoutEx.file")))));
  }

  /** The files of its disks and their parents, including those of its snapshots. */
  private static Set<String> files(Item vm) {
    Set<String> files = new LinkedHashSet<>();
    Disk.of(vm).forEach(disk -> files.addAll(disk.files()));
    for (VirtualMachineFileLayoutExFileInfo each :
        vm.get("layoutEx.file", VirtualMachineFileLayoutExFileInfo[].class)
            .orElse(new VirtualMachineFileLayoutExFileInfo[0])) {
      files.add(each.getName());
    }
    return files;
  }
}
