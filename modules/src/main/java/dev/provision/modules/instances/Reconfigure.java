package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one reconfigure that makes changes to a VM that is there, built from the VM's own devices: it
 * holds the fields that change, and nothing that was read is written back.
 */
final class Reconfigure {
  static final String ANNOTATION = "annotation";

  private Reconfigure() {}

  /**
   * @param guarded whether it must fail when the VM changed since it was read; not after we
   *     ourselves switched it off, which moves changeVersion
   * @return empty when nothing of the changes is a reconfigure's
   */
  static Optional<VirtualMachineConfigSpec> of(
      InstanceDesired desired, InstanceState vm, List<Change> changes, boolean guarded)
      throws ModuleException {
    VirtualMachineConfigSpec spec = new EncryptingConfigSpec();
    boolean some = changes.stream().anyMatch(c -> VmSize.FIELDS.contains(c.field()));
    VmSize.put(desired.sizing(), vm, changes, spec);
    if (changes.stream().anyMatch(c -> c.field().equals(ANNOTATION))) {
      spec.setAnnotation(desired.spec().annotation().orElse(""));
      some = true;
    }
    if (VmMarks.isRestored(desired, vm) && !vm.isAdopted()) {
      // it can be changed while the VM runs (ConfigSpec.instanceUuid)
      spec.setInstanceUuid(VmMarks.uuid(desired, vm));
      some = true;
    }
    some |= VmQuotas.put(desired, vm, changes, spec);
    List<VirtualDeviceConfigSpec> devices =
        new ArrayList<>(
            VmQuotas.onCards(desired, vm, changes, VmNetworks.edits(desired, vm, changes)));
    boolean grows = changes.stream().anyMatch(c -> c.field().equals(VmDisks.FIELD));
    if (grows || VmQuotas.changesDisk(changes)) {
      VmDisks.root(vm)
          .ifPresent(
              root -> {
                DataSize size = grows ? desired.disk().orElse(root.size()) : root.size();
                devices.add(VmQuotas.onDisk(desired, vm, root, root.grown(size)));
              });
    }
    if (changes.stream().anyMatch(c -> c.field().equals(VmVideo.FIELD))) {
      VmVideo.edit(desired, vm.fittings().video()).ifPresent(devices::add);
    }
    if (changes.stream().anyMatch(c -> c.field().equals(VmSecureBoot.FIELD))) {
      VmSecureBoot.put(desired, vm.fittings().protection(), spec);
      some = true;
    }
    if (changes.stream().anyMatch(c -> c.field().equals(VmTpm.FIELD))) {
      VmTpm.edit(desired, vm.fittings().protection()).ifPresent(devices::add);
    }
    ExtraDisks.Made more = ExtraDisks.forUpdate(desired, vm, changes);
    devices.addAll(more.edits());
    devices.addAll(VmConfigDrive.edits(desired, vm, changes));
    if (!devices.isEmpty()) {
      spec.setDeviceChange(devices.toArray(VirtualDeviceConfigSpec[]::new));
    }
    Map<String, String> options = new LinkedHashMap<>(VmGuest.forUpdate(desired, vm, changes));
    options.putAll(VmGuest.mark(vm, options.keySet()));
    if (touchesMarks(changes)) {
      options.putAll(VmMarks.differing(desired, vm));
    }
    if (!more.mark().equals(vm.mark(Marks.DISKS)) && !more.edits().isEmpty()) {
      options.put(Marks.DISKS, more.mark());
    }
    if (!options.isEmpty()) {
      spec.setExtraConfig(VmMarks.options(options));
    }
    if (!some && devices.isEmpty() && options.isEmpty()) {
      return Optional.empty();
    }
    if (guarded && !vm.changeVersion().isEmpty()) {
      spec.setChangeVersion(vm.changeVersion());
    }
    return Optional.of(spec);
  }

  private static boolean touchesMarks(List<Change> changes) {
    return changes.stream()
        .anyMatch(
            c ->
                c.field().equals(VmMarks.FIELD)
                    || c.field().equals(VmMarks.IDENTITY)
                    || c.field().startsWith(VmNetworks.FIELD + "."));
  }
}
