package dev.provision.modules.datastores;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Optional;

/** {@code local: {host: esx-1, lun: naa.600508b1001c4d41}}. */
@Doc("A VMFS on a disk of one host.")
public record LocalSpec(
    @Doc("The host, by name or path.") PlaceName host,
    @Doc("The disk, by its canonical name.") String lun,
    @Doc("The version of VMFS: 5 or 6; the newest that the host makes when left out.")
        Optional<Integer> version,
    @Doc("The size of its blocks, 1 MiB or 64 KiB. It cannot be changed.") @Bare("KiB")
        Optional<DataSize> blockSize,
    @Doc("How it gives space back.") Optional<UnmapSpec> unmap) {}
