package dev.provision.modules.flavors;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.NamesPolicies;
import dev.provision.vsphere.kind.NeedsKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code m1.small: {vcpus: 1, ram: 2 GiB, disk: 20 GiB}}. */
@Doc("The size of an instance, as OpenStack's flavors have it.")
public record FlavorSpec(
    @Doc("Virtual CPUs.") int vcpus,
    @Doc("Memory, a multiple of 4 MiB.") @Bare("MiB") DataSize ram,
    @Doc("Size of the root disk; the image's when left out or 0.") @Bare("GiB")
        Optional<DataSize> disk,
    @Doc("Cores per socket; must divide vcpus; vCenter chooses when left out.")
        Optional<Integer> coresPerSocket,
    @Doc("Whether CPUs can be added while it runs; the image's setting when left out.")
        Optional<Boolean> cpuHotAdd,
    @Doc("Whether memory can be added while it runs; the image's setting when left out.")
        Optional<Boolean> memoryHotAdd,
    @Doc("Size of an additional, empty disk; none when left out or 0.") @Bare("GiB")
        Optional<DataSize> ephemeral,
    @Doc("Size of a swap disk; none when left out or 0.") @Bare("MiB") Optional<DataSize> swap,
    @Doc(
            "Nova's extra specs. quota:cpu_*, quota:memory_*, quota:disk_io_* (the root"
                + " disk; its shares and reservation have no effect from vSphere 9.0 on, and the"
                + " plan says so), quota:vif_* (every NIC), each with limit, reservation,"
                + " shares_level and shares_share. hw:cpu_cores, hw:cpu_sockets,"
                + " hw:cpu_max_cores, hw:cpu_max_sockets. os:secure_boot (required, disabled, or"
                + " optional: only if the firmware is EFI), which needs EFI firmware and vSphere"
                + " 6.5. hw:tpm_version (2.0), which needs EFI firmware, vSphere 6.7 and a key"
                + " provider. vmware:hw_version; hw_video:ram_max_mb. vmware:storage_policy, for"
                + " the VM and its own disks, which are placed on datastores that satisfy it."
                + " Without os:secure_boot, hw:tpm_version or vmware:storage_policy, a VM keeps"
                + " what it has. Keys of other hypervisors and of OpenStack's scheduler are"
                + " refused.")
        Map<String, String> extraSpecs)
    implements NamesPolicies, NeedsKeys, HasActivities {
  public FlavorSpec {
    extraSpecs = Map.copyOf(extraSpecs);
  }

  @Override
  public Set<String> storagePolicies() {
    String policy = extraSpecs.getOrDefault(ExtraSpec.STORAGE_POLICY.key(), "");
    return policy.isBlank() ? Set.of() : Set.of(policy);
  }

  @Override
  public boolean needsKeys() {
    return extraSpecs.containsKey(ExtraSpec.TPM_VERSION.key());
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    Set<Activity> activities = Activities.set();
    if (extraSpecs.keySet().stream().anyMatch(key -> key.startsWith("quota:"))) {
      activities.add(Activities.QUOTAS);
    }
    if (extraSpecs.containsKey(ExtraSpec.HW_VERSION.key())) {
      activities.add(Activities.HARDWARE_VERSION);
    }
    if (needsKeys()) {
      activities.add(Activities.TPM);
    }
    return activities;
  }
}
