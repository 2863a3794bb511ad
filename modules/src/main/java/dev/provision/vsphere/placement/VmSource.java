package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import java.util.Optional;

/**
 * What a VM that is to be made is made of, as far as its place depends on it.
 *
 * @param link the image whose disk it shares; empty where it shares none that we may copy
 * @param version of its virtual hardware, {@code vmx-19}; empty when that is not known
 */
public record VmSource(Optional<Link> link, String version) {
  /** Of nothing that matters. */
  public static final VmSource NONE = new VmSource(Optional.empty(), "");

  /**
   * An image of ours that a VM is linked to, or to a copy of it: the server makes a copy once for
   * all instances where the disk is to be larger, or where the VM lies on another datastore.
   *
   * @param image its address
   * @param uuid its template's instanceUuid; empty while it is not there
   * @param datastore where it lies; empty while it is not there
   * @param disk the size of the root disk
   * @param larger whether the disk is larger than the image's, so that no VM is linked to that
   * @param room what a copy takes on its datastore
   * @param stays whether the VM lies where the image does, if its host mounts that
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
