package dev.provision.vsphere.kind.hostnet;

import dev.provision.spi.schema.Written;
import java.util.Map;
import java.util.Optional;

/**
 * What an adapter is used for, as the API calls it (vSphere API,
 * HostVirtualNicManagerNicType_enum). Which ones a host has, it says itself.
 */
@Written(one = "a service, as in vmotion or management", many = "services")
public record Service(String name) implements Comparable<Service> {
  public static final Service MANAGEMENT = new Service("management");

  /** TCP/IP stacks that are of one service: each adapter there has it, and cannot be selected. */
  private static final Map<String, Service> OF_STACKS =
      Map.of(
          "vmotion", new Service("vmotion"),
          "vSphereProvisioning", new Service("vSphereProvisioning"));

  /**
   * @throws IllegalArgumentException for what cannot be a service
   */
  public Service {
    if (!name.matches("[a-zA-Z]{2,40}")) {
      throw new IllegalArgumentException(
          "expected a service, as in vmotion or management, found `" + name + "`");
    }
  }

  /** The service that an adapter in this stack has anyhow. */
  public static Optional<Service> ofStack(String stack) {
    return Optional.ofNullable(OF_STACKS.get(stack));
  }

  @Override
  public int compareTo(Service other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
