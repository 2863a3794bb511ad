package dev.provision.modules.flavors;

import dev.provision.spi.Bare;
import dev.provision.spi.DataSize;
import dev.provision.spi.Doc;
import java.util.Optional;

/** {@code m1.small: {vcpus: 1, ram: 2 GiB, disk: 20 GiB}}. */
@Doc("The size of an instance, as OpenStack's flavors have it.")
public record FlavorSpec(
    @Doc("Virtual CPUs.") int vcpus,
    @Doc("Memory, a multiple of 4 MiB.") @Bare("MiB") DataSize ram,
    @Doc("Size of the root disk; the image's when left out or 0.") @Bare("GiB")
        Optional<DataSize> disk,
    @Doc("Cores per socket; must divide vcpus; left to vCenter when left out.")
        Optional<Integer> coresPerSocket,
    @Doc("Whether CPUs can be added while it runs; the image's setting when left out.")
        Optional<Boolean> cpuHotAdd,
    @Doc("Whether memory can be added while it runs; the image's setting when left out.")
        Optional<Boolean> memoryHotAdd) {}
