package dev.provision.simulator.lab;

import dev.provision.simulator.storage.LunModel;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.Optional;

/** A LUN of a lab's hosts: {@code naa.1: 20 GiB}, {@code naa.2: {size: 20, vmfs: old}}. */
@Doc("A LUN or disk; hosts that have it by the same name share it.")
public record LabLun(
    @Doc("Its size.") @Shorthand @Bare("GiB") DataSize size,
    @Doc("Whether it is a disk of one host.") @Default("false") boolean local,
    @Doc("Whether its hosts see it only after a rescan.") @Default("false") boolean fresh,
    @Doc("What is on it, as a type of partition: ntfs, linuxNative; blank when left out.")
        Optional<String> holds,
    @Doc("The name of a VMFS on it that no host has found yet.") Optional<String> vmfs,
    @Doc("How much of it that VMFS takes; all when left out.") @Bare("GiB")
        Optional<DataSize> vmfsSize) {
  LunModel model() {
    return new LunModel(
        size.bytes(),
        local,
        fresh,
        holds,
        vmfs,
        vmfsSize.map(DataSize::bytes).orElse(size.bytes()));
  }
}
