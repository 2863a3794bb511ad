package dev.provision.modules.folders;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.Optional;
import java.util.Set;

/** {@code team-a: {path: /DC0/vm/team-a}}. */
@Doc(
    "A folder for VMs, or for hosts, datastores, networks or datacenters, as its path says. Folders"
        + " above it that are not there are made too.")
public record FolderSpec(
    @Doc("Its inventory path; `/<datacenter>/vm/<name>` when left out.") Optional<String> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing)
    implements HasActivities {

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return existing ? Set.of() : Activities.set(Activities.FOLDERS, Activities.MARKS);
  }
}
