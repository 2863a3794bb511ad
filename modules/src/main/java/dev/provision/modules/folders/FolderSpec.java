package dev.provision.modules.folders;

import dev.provision.spi.Declaration;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.kind.Deed;
import dev.provision.vsphere.kind.HasDeeds;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code team-a: {path: /DC0/vm/team-a}}. */
@Doc("A folder that VMs stand in.")
public record FolderSpec(
    @Doc("Its inventory path; `/<datacenter>/vm/<name>` when left out.") Optional<String> path,
    @Doc("Whether it is only looked up, never made or deleted.") @Default("false") boolean existing)
    implements HasDeeds {

  /** As it is written, by path or by name, which is escaped; without a slash at its end. */
  static String place(Declaration<FolderSpec> folder) {
    return folder
        .spec()
        .path()
        .map(path -> path.replaceAll("/+$", ""))
        .orElseGet(() -> EntityName.escaped(folder.address().name()));
  }

  @Override
  public Set<Deed> deeds(VcenterSpec connection) {
    return existing ? Set.of() : EnumSet.of(Deed.FOLDERS);
  }
}
