package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Optional;

/**
 * What an instance, and a copy of the volume, need to know about a volume.
 *
 * @param volume its name in the playbook
 * @param uuid of its disk, which is found by it wherever it is
 * @param file the path of its disk now; empty while it does not exist
 * @param datastore the datastore of its disk; empty while it does not exist
 * @param size empty while unknown
 * @param type the declared type
 * @param adapter the controller that it needs; empty for any SCSI controller
 * @param policy the storage policy that its disk should have; empty for none
 * @param busy the path of the running VM that uses it; empty for none
 * @param image the image that it, or its source volume, is a copy of; empty when none is declared
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
