package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Item;
import java.util.Optional;

/**
 * A copy of an imported image that the server makes once for all instances that are linked to it:
 * on another datastore, with a larger root disk, or both. It stands beside its image and belongs to
 * the same shared environment.
 *
 * @param image the image, which is there
 * @param disk the size of the copy's root disk
 * @param datastore where the copy lies
 * @param datastoreName that one's name
 */
public record ImageCopy(
    TemplateRef image, DataSize disk, ManagedObjectReference datastore, String datastoreName) {
  /** The environment that all imported images and their copies belong to. */
  public static final EnvironmentId ENVIRONMENT = new EnvironmentId("provision", "images");

  /** Whether the image itself is what is asked for. */
  public boolean isImage() {
    return !isLarger() && !isElsewhere();
  }

  private boolean isLarger() {
    return image.diskSize().filter(disk::equals).isEmpty();
  }

  private boolean isElsewhere() {
    return !image.datastore().equals(Optional.of(datastore));
  }

  /** The template it is made of. */
  public Item template() {
    return image.vm().orElseThrow();
  }

  /** {@code base-0123456789ab-20@nas2}: the image's, the GiB of a larger disk, the datastore. */
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

  /** The image's, lower case. */
  public String imageUuid() {
    return template().get("summary.config.instanceUuid", String.class).orElse("");
  }

  /** Names change, so it is computed of none. */
  public String instanceUuid() {
    return instanceUuid(imageUuid(), disk, datastore);
  }

  /** Of a copy with a disk of this size on this datastore. */
  public static String instanceUuid(
      String imageUuid, DataSize disk, ManagedObjectReference datastore) {
    String variant = imageUuid + "-" + disk.bytes() + "@" + datastore.getVal();
    return Identity.instanceUuid(ENVIRONMENT, new Address("image", variant));
  }
}
