package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import java.util.Optional;

/**
 * What instances need to know about the image that they are created from.
 *
 * @param image the image's name in the playbook
 * @param version what the {@code provision.image} mark of an instance says: {@code sha256:...}, or
 *     the instanceUuid and changeVersion of a template that is used in place; empty while unknown
 * @param vm the template or VM in the snapshot, read in full; empty while it does not exist
 * @param snapshot the snapshot that linked clones are based on; empty when there is none
 * @param diskSize the virtual size of its first disk; empty while unknown
 * @param datastore the datastore of its disk; empty while it does not exist
 * @param traits what its properties ask of the instances
 */
public record TemplateRef(
    String image,
    String version,
    Optional<Item> vm,
    Optional<ManagedObjectReference> snapshot,
    Optional<DataSize> diskSize,
    Optional<ManagedObjectReference> datastore,
    ImageTraits traits) {
  /** Whether we imported it, so that it may have copies; otherwise it is used in place. */
  public boolean isImported() {
    return version.startsWith("sha256:");
  }

  /** For an image that asks nothing. */
  public TemplateRef(
      String image,
      String version,
      Optional<Item> vm,
      Optional<ManagedObjectReference> snapshot,
      Optional<DataSize> diskSize,
      Optional<ManagedObjectReference> datastore) {
    this(image, version, vm, snapshot, diskSize, datastore, ImageTraits.NONE);
  }
}
