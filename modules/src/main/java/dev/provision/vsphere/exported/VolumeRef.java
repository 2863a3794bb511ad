package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Optional;

/**
 * What a volume gives to the instance that has it, and to copies of it.
 *
 * @param volume its name in the playbook
 * @param uuid of its disk, by which it is found wherever it lies
 * @param file where it lies now; empty while it is not there
 * @param datastore where that is; empty while it is not there
 * @param size empty while unknown
 * @param type what is declared
 * @param adapter the controller that it wants; empty for any of SCSI
 * @param policy the storage policy that its disk is to have; empty for none
 * @param busy the path of the VM that runs with it; empty for none
 * @param image what it is a copy of, or its source volume is; empty where that is not declared
 */
public record VolumeRef(
    String volume,
    Address address,
    DiskUuid uuid,
    Optional<String> file,
    Optional<ManagedObjectReference> datastore,
    Optional<DataSize> size,
    DiskType type,
    Optional<DiskAdapter> adapter,
    Optional<InventoryPath> busy,
    Optional<String> policy,
    Optional<TemplateRef> image) {}
