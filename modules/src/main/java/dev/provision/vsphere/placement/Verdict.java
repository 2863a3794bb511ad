package dev.provision.vsphere.placement;

import dev.provision.vsphere.places.DatastoreFacts;
import java.util.List;
import java.util.Optional;

/**
 * The judgement of one host for one VM.
 *
 * @param datastore where its disks would go; empty when there is no room for them
 * @param obstacles all reasons against the host; empty when it fits
 */
record Verdict(HostFacts host, Optional<DatastoreFacts> datastore, List<Obstacle> obstacles) {
  Verdict {
    obstacles = List.copyOf(obstacles);
  }

  boolean lacks(Constraint constraint) {
    return obstacles.stream().anyMatch(each -> each.constraint() == constraint);
  }

  /** Whether this is the only constraint that is not met. */
  boolean lacksOnly(Constraint constraint) {
    return obstacles.stream().allMatch(each -> each.constraint() == constraint);
  }

  /** Whether the VM would fit if memory that is in use were free. */
  boolean lacksOnlyRoom(VmNeed need) {
    return lacksOnly(Constraint.MEMORY) && need.ram().bytes() <= host.memoryBytes();
  }

  boolean fits() {
    return obstacles.isEmpty() && datastore.isPresent();
  }
}
