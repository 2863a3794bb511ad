package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Item;
import java.util.Optional;

/**
 * A copy of an imported image that is created once for all instances that are linked to it: on
 * another datastore, with a larger root disk, or both. It is in the folder of its image and belongs
 * to the same shared environment.
 *
 * @param image the image, which exists
 * @param disk the size of the copy's root disk
 * @param datastore the datastore of the copy
 * @param datastoreName the name of that datastore
 */
public record ImageCopy(
    TemplateRef image, DataSize disk, ManagedObjectReference datastore, String datastoreName) {
  /** The environment that all imported images and their copies belong to. */
  public static final EnvironmentId ENVIRONMENT = new EnvironmentId("provision", "images");

  /** Whether the image itself will do, so that no copy is needed. */
  public boolean isImage() {
    return !isLarger() && !isElsewhere();
  }

  private boolean isLarger() {
    return image.diskSize().filter(disk::equals).isEmpty();
  }

  private boolean isElsewhere() {
    return !image.datastore().equals(Optional.of(datastore));
  }

  /** The template that it is a copy of. */
  public Item template() {
    return image.vm().orElseThrow();
  }

  /**
   * {@code base-0123456789ab-20@nas2}: the image's name, the GiB of a larger disk, another
   * datastore.
   */
  public String name() {
    boolean whole = disk.mebibytes() % 1024 == 0;
    return template().name()
        + (isLarger() ? "-" + (whole ? disk.mebibytes() >> 10 : disk.mebibytes() + "M") : "")
        + (isElsewhere() ? "@" + datastoreName : "");
  }

  /** In {@link #ENVIRONMENT}. */
  public Address address() {
    return new Address("image", name());
  }

  /** The instanceUuid of the image; empty when it cannot be read. */
  public String imageUuid() {
    return template().get("summary.config.instanceUuid", String.class).orElse("");
  }

  /** Computed without any name, because names change. */
  public String instanceUuid() {
    return instanceUuid(imageUuid(), disk, datastore);
  }

  /** The instanceUuid of a copy with a disk of this size on this datastore. */
  public static String instanceUuid(
      String imageUuid, DataSize disk, ManagedObjectReference datastore) {
    String variant = imageUuid + "-" + disk.bytes() + "@" + datastore.getVal();
    return Identity.instanceUuid(ENVIRONMENT, new Address("image", variant));
  }
}
