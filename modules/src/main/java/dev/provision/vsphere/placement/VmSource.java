package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import java.util.Optional;

/**
 * What a new VM is created from, as far as its place depends on it.
 *
 * @param link the image whose disk it shares; empty when it shares none that we may copy
 * @param version of its virtual hardware, {@code vmx-19}; empty when unknown
 */
public record VmSource(Optional<Link> link, String version) {
  /** A source that does not affect the place. */
  public static final VmSource NONE = new VmSource(Optional.empty(), "");

  /**
   * An image of ours to which a VM is linked, or to a copy of it. The server makes one copy for all
   * instances that need a larger disk or are on another datastore.
   *
   * @param image its address
   * @param uuid its template's instanceUuid; empty while it does not exist
   * @param datastore where it is; empty while it does not exist
   * @param disk the size of the root disk
   * @param larger whether the disk is larger than the image's, so that no VM can be linked to the
   *     image itself
   * @param room what a copy takes on its datastore
   * @param stays whether the VM uses the image's datastore when its host mounts it
   */
  public record Link(
      Address image,
      String uuid,
      Optional<ManagedObjectReference> datastore,
      DataSize disk,
      boolean larger,
      DataSize room,
      boolean stays) {}
}
