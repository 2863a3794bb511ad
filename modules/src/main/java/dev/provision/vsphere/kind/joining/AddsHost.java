package dev.provision.vsphere.kind.joining;

import java.util.Optional;

/** A spec that may add a host to the vCenter, which is looked at before. */
public interface AddsHost {
  /**
   * How the host is reached.
   *
   * @param name the name of the resource
   * @return empty for a host that is only looked up
   */
  Optional<HostDoor> door(String name);
}
