package dev.provision.vsphere.placement;

import dev.provision.vsphere.places.DatastoreFacts;
import java.util.List;
import java.util.Optional;

/**
 * One host for one VM.
 *
 * @param datastore where its disks would lie; empty where there is no place for them
 * @param obstacles all that speaks against it; empty when it fits
 */
record Verdict(HostFacts host, Optional<DatastoreFacts> datastore, List<Obstacle> obstacles) {
  Verdict {
    obstacles = List.copyOf(obstacles);
  }

  boolean lacks(Constraint constraint) {
    return obstacles.stream().anyMatch(each -> each.constraint() == constraint);
  }

  /** Whether nothing else speaks against it. */
  boolean lacksOnly(Constraint constraint) {
    return obstacles.stream().allMatch(each -> each.constraint() == constraint);
  }

  /** Whether it would fit if memory were given away that is in use. */
  boolean lacksOnlyRoom(VmNeed need) {
    return lacksOnly(Constraint.MEMORY) && need.ram().bytes() <= host.memoryBytes();
  }

  boolean fits() {
    return obstacles.isEmpty() && datastore.isPresent();
  }
}
