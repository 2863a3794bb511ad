package dev.provision.modules.instances.size;

import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Sizing;
import java.util.List;
import java.util.Optional;

/** The virtual hardware that flavor and image ask for, without disks. */
public record Hardware(MadeOf madeOf, Sizing sizing, List<NicWanted> nics, VcenterSpec connection) {
  public Hardware {
    nics = List.copyOf(nics);
  }

  /** The hardware version that the flavor names, {@code vmx-19}. */
  public Optional<String> declaredVersion() {
    return sizing.extraSpecs().text(ExtraSpec.HW_VERSION);
  }

  /** The hardware version of a new VM; an empty text if that is not known yet. */
  public String versionWhenMade() {
    return declaredVersion().or(() -> VmVersion.ofImage(madeOf)).orElse("");
  }

  /** Whether a clone of the image would have an older hardware version than the flavor names. */
  public boolean mustRise() {
    Optional<String> has = madeOf.bootsFromVolume() ? Optional.empty() : VmVersion.ofImage(madeOf);
    return declaredVersion()
        .filter(
            version -> has.isPresent() && VmVersion.number(version) > VmVersion.number(has.get()))
        .isPresent();
  }
}
