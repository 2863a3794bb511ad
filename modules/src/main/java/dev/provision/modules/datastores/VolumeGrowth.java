package dev.provision.modules.datastores;

import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VmfsDatastoreAllExtentOption;
import com.vmware.vim25.VmfsDatastoreExpandSpec;
import com.vmware.vim25.VmfsDatastoreExtendSpec;
import com.vmware.vim25.VmfsDatastoreOption;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes a VMFS larger, on one host that mounts it; the others see it then. */
record VolumeGrowth(VsphereWriter write, HostSystems host, ManagedObjectReference datastore) {
  /** Extends it to the declared LUNs that it is not on yet; each has to be blank. */
  void extend(VmfsSpec spec, String name) throws ModuleException {
    List<String> is = volume().luns();
    NewVolume blank = new NewVolume(write, host, spec);
    for (String lun : Volume.declared(spec)) {
      if (is.contains(lun)) {
        continue;
      }
      HostScsiDisk disk = blank.disk(lun, name);
      VmfsDatastoreOption[] options =
          write.call(
              api ->
                  api.queryVmfsDatastoreExtendOptions(
                      host.datastores(), datastore, disk.getDevicePath(), true));
      VmfsDatastoreExtendSpec extend =
          all(options)
              .filter(option -> option.getInfo() instanceof VmfsDatastoreAllExtentOption)
              .map(option -> (VmfsDatastoreExtendSpec) option.getSpec())
              .findFirst()
              .orElseThrow(
                  () ->
                      ModuleException.refused(
                          "the host offers no way to extend it to all of the LUN `" + lun + "`"));
      write.call(api -> api.extendVmfsDatastore(host.datastores(), datastore, extend));
    }
  }

  /** Takes what its LUNs have grown by. */
  void grow() throws ModuleException {
    write.send(api -> api.rescanAllHba(host.storage()));
    List<VmfsDatastoreExpandSpec> all = options();
    if (all.isEmpty()) {
      throw ModuleException.refused(
          "the host offers no way to enlarge it, although its LUNs are larger");
    }
    for (VmfsDatastoreExpandSpec each : all) {
      write.call(api -> api.expandVmfsDatastore(host.datastores(), datastore, each));
    }
  }

  private List<VmfsDatastoreExpandSpec> options() throws ModuleException {
    return all(write.call(api -> api.queryVmfsDatastoreExpandOptions(host.datastores(), datastore)))
        .map(option -> (VmfsDatastoreExpandSpec) option.getSpec())
        .toList();
  }

  private static Stream<VmfsDatastoreOption> all(VmfsDatastoreOption[] options) {
    return Stream.ofNullable(options).flatMap(Arrays::stream);
  }

  private Volume volume() throws ModuleException {
    return Volume.of(write.read(datastore, "info"))
        .orElseThrow(() -> ModuleException.refused("it is no VMFS"));
  }
}
