package dev.provision.simulator.lab;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.util.Map;
import java.util.Optional;

/** A host that can be added: {@code esx1.lab: {cpus: 16, memory: 64 GiB}}. */
@Doc("A host that no vCenter has yet.")
public record RackSpec(
    @Doc("CPU threads.") @Default("16") int cpus,
    @Doc("Memory.") @Default("64 GiB") @Bare("GiB") DataSize memory,
    @Doc("How many physical nics.") @Default("2") int nics,
    @Doc("The account that may add it.") @Default("root") String username,
    @Doc("Its password.") @Default("vmware") String password,
    @Doc("Which certificate it has: another number after it was installed again.") @Default("1")
        int certificate,
    @Doc("The version of ESXi; the vCenter's own when left out.") Optional<String> version,
    @Doc("The newest virtual hardware that it runs.") @Default("vmx-20") String hardware,
    @Doc("The newest EVC mode that its CPU offers, intel-skylake.") Optional<String> evc,
    @Doc("Whether it is in maintenance mode.") @Default("false") boolean maintenance,
    @Doc("The address of another vCenter that manages it.") Optional<String> managedBy,
    @Doc("Its local datastores, by name.") Map<String, DataSize> datastores,
    @Doc("The LUNs that it sees, by their naa names.") Map<String, LabLun> luns) {
  public RackSpec {
    if (cpus < 1 || cpus > 1024) {
      throw new IllegalArgumentException("`cpus`: expected 1 to 1024, found `" + cpus + "`");
    }
  }
}
