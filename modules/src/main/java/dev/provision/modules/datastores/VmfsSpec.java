package dev.provision.modules.datastores;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Optional;

/** {@code vmfs: {lun: naa.600508b1001c4d41, version: 6}}. */
@Doc(
    "A VMFS on LUNs that hosts share. Nothing is ever written over: a LUN that holds anything else"
        + " is refused.")
public record VmfsSpec(
    @Doc("The LUN that it is made on, by its canonical name: naa.600508b1001c4d41.") String lun,
    @Doc(
            "The version of VMFS: 5 or 6; the newest that the host makes when left out. It cannot"
                + " be changed.")
        Optional<Integer> version,
    @Doc(
            "The size of its blocks: 1 MiB, or 64 KiB with VMFS 6; what the host takes when left"
                + " out. It cannot be changed.")
        @Bare("KiB")
        Optional<DataSize> blockSize,
    @Doc("How it gives space back.") Optional<UnmapSpec> unmap,
    @Doc("More LUNs that it is extended to. It never shrinks.") List<String> extents,
    @Doc("Whether it grows when its LUNs have grown.") @Default("false") boolean grow) {}
