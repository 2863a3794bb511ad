package dev.provision.vsphere.image;

import dev.provision.spi.Address;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/**
 * Shared images in a datacenter that an environment made. They go with it when no other environment
 * has machines of them: nothing is left that could hold them.
 */
public final class ImagesInside {
  private ImagesInside() {}

  /**
   * The address of an image that goes with the environment's datacenter; empty for any other VM.
   *
   * @param environment as its marks have it
   */
  public static Optional<Address> address(Item vm, String environment, Inventory read) {
    boolean goes =
        Marks.owned(vm).filter(ImageCopy.ENVIRONMENT.toString()::equals).isPresent()
            && isInDatacenterOf(environment, vm, read)
            && read.all("VirtualMachine").stream()
                .noneMatch(other -> isOthersUser(other, vm, environment));
    return goes ? Optional.of(Address.parse(Marks.of(vm, Marks.ADDRESS))) : Optional.empty();
  }

  private static boolean isInDatacenterOf(String environment, Item vm, Inventory read) {
    Optional<Item> up = Optional.of(vm);
    while (up.isPresent() && !up.get().type().equals("Datacenter")) {
      up = up.get().parent().flatMap(read::get);
    }
    return up.flatMap(datacenter -> ObjectMark.read(datacenter, read))
        .filter(mark -> mark.environment().equals(environment) && !mark.adopted())
        .isPresent();
  }

  private static boolean isOthersUser(Item vm, Item image, String environment) {
    String version = Marks.of(image, Marks.IMAGE);
    String of = Marks.of(vm, Marks.ENVIRONMENT);
    return !version.isEmpty()
        && Marks.of(vm, Marks.IMAGE).equals(version)
        && !of.equals(environment)
        && !of.equals(ImageCopy.ENVIRONMENT.toString());
  }
}
