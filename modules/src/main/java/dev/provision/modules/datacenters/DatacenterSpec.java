package dev.provision.modules.datacenters;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.Optional;
import java.util.Set;

/** {@code DC1: {folder: /eu}}. */
@Doc("A datacenter. It is deleted when all its trees are empty.")
public record DatacenterSpec(
    @Doc("The folder of datacenters that contains it, by name or path; none when left" + " out.")
        @Refers("folders")
        Optional<Ref> folder)
    implements HasActivities {

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return DatacenterKind.ACTIVITIES;
  }
}
