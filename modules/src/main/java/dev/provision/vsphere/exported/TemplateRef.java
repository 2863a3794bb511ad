package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import java.util.Optional;

/**
 * What an image gives to the instances made of it.
 *
 * @param image the image's name in the playbook
 * @param version what the {@code provision.image} mark of an instance says: {@code sha256:...}, or
 *     the instanceUuid and changeVersion of a template that is used in place; empty while unknown
 * @param vm the template or VM in the snapshot, read in full; empty while it is not there
 * @param snapshot the snapshot that linked clones hang on; empty where there is none
 * @param diskSize the virtual size of its first disk; empty while unknown
 * @param datastore where its disk lies; empty while it is not there
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
  /** Whether it was imported by us, so that there may be copies of it; not used in place. */
  public boolean isImported() {
    return version.startsWith("sha256:");
  }

  /** Of an image that asks nothing. */
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
