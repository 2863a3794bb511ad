package dev.provision.simulator.storage;

import com.vmware.vim25.VirtualDisk;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may have a storage policy: a VM's home, or one of its disks.
 *
 * @param key of the disk; {@link VmPolicies#HOME} for the home
 */
record PolicyEntity(Managed vm, String key) {
  /**
   * @throws VimFault ManagedObjectNotFound where there is no such VM
   */
  static PolicyEntity of(Invocation in, PbmServerObjectRef ref) throws VimFault {
    String[] parts = ref.key.split(":", 2);
    Managed vm = in.find(Values.ref("VirtualMachine", parts[0]));
    return new PolicyEntity(vm, parts.length == 1 ? VmPolicies.HOME : parts[1]);
  }

  /** The home first. */
  static List<PolicyEntity> all(Managed vm) {
    List<PolicyEntity> all = new ArrayList<>(List.of(new PolicyEntity(vm, VmPolicies.HOME)));
    for (VirtualDisk disk : VmFiles.disks(VmFiles.config(vm))) {
      all.add(new PolicyEntity(vm, String.valueOf(disk.key)));
    }
    return all;
  }

  private boolean isHome() {
    return key.equals(VmPolicies.HOME);
  }

  PbmServerObjectRef ref() {
    PbmServerObjectRef ref = new PbmServerObjectRef();
    ref.objectType = isHome() ? "virtualMachine" : "virtualDiskId";
    ref.key = isHome() ? vm.id() : vm.id() + ":" + key;
    return ref;
  }

  /** The id of its policy. */
  Optional<String> policy() {
    return Optional.ofNullable(VmPolicies.of(vm, key));
  }

  /** {@code [ds1] web/web.vmdk}; empty text for a disk that is not there. */
  String file() {
    if (isHome()) {
      return VmFiles.config(vm).files.vmPathName;
    }
    for (VirtualDisk disk : VmFiles.disks(VmFiles.config(vm))) {
      if (key.equals(String.valueOf(disk.key))) {
        return VmFiles.file(disk);
      }
    }
    return "";
  }
}
