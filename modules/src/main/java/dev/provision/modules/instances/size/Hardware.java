package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Sizing;
import java.util.List;
import java.util.Optional;

/** What flavor and image together ask of the virtual hardware of a VM, disks left out. */
public record Hardware(MadeOf madeOf, Sizing sizing, List<NicWanted> nics, VcenterSpec connection) {
  public Hardware {
    nics = List.copyOf(nics);
  }

  /** The version that the flavor names, {@code vmx-19}. */
  public Optional<String> declaredVersion() {
    return sizing.extraSpecs().text(ExtraSpec.HW_VERSION);
  }

  /** The version that one has when it is made; empty when that is not known. */
  public String versionWhenMade() {
    return declaredVersion().or(() -> VmVersion.ofImage(madeOf)).orElse("");
  }

  /** Whether a clone of the image has an older version than is wanted. */
  public boolean mustRise() {
    Optional<String> has = madeOf.bootsFromVolume() ? Optional.empty() : VmVersion.ofImage(madeOf);
    return declaredVersion()
        .filter(
            version -> has.isPresent() && VmVersion.number(version) > VmVersion.number(has.get()))
        .isPresent();
  }
}
