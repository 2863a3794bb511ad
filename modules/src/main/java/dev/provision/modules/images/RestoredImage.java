package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.image.SharedTemplate;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An image that came back as another VM: restored, replicated or registered again. It is in an
 * image folder and has our marks, but they name another instanceUuid, and the VM with that one is
 * gone. It is not uploaded again: if the user allows it, it gets its instanceUuid back.
 */
final class RestoredImage {
  private static final String RESTORED =
      "restored, replicated or registered again: its marks are ours, its instanceUuid is another"
          + " one, and no original is left";

  private RestoredImage() {}

  /**
   * Finds one. Of several it prefers one that is complete, then one with the image's name, which
   * the others could not get, then the one that was finished first.
   *
   * @param isOriginal whether an instanceUuid is the image's in one of the datacenters that it may
   *     be in
   */
  static Optional<ImageSeen> find(
      ImageWanted.Imported wanted, Predicate<String> isOriginal, Inventory read) {
    return read.all("VirtualMachine").stream()
        .filter(vm -> isOriginal.test(Marks.of(vm, Marks.UUID)))
        .filter(vm -> OutOfReach.why(vm, read).isEmpty())
        .map(vm -> new ImageSeen(vm, read.path(vm.ref()), DirectHost.is(read)))
        .filter(seen -> is(wanted, seen) && (ImageFolder.holds(seen.path()) || seen.onHost()))
        .min(
            Comparator.comparing((ImageSeen seen) -> !seen.isWhole())
                .thenComparing(seen -> !seen.vm().shown().equals(wanted.templateName()))
                .thenComparing(ImageSeen::vm, SharedTemplate.FINISHED_FIRST));
  }

  private static boolean is(ImageWanted.Imported wanted, ImageSeen seen) {
    return !seen.instanceUuid().isEmpty()
        && !seen.marksAgree()
        && !Marks.of(seen.vm(), Marks.UUID).isEmpty()
        && Marks.of(seen.vm(), Marks.ENVIRONMENT).equals(ImageWanted.ENVIRONMENT.toString())
        && Marks.of(seen.vm(), Marks.ADDRESS).equals(wanted.address().toString());
  }

  /**
   * Adds the change of its identity in front. If nobody knows whether it is complete, it is
   * refused: a restored VM is never overwritten by a new import.
   *
   * @param others what else differs
   */
  static List<Change> with(ImageWanted.Imported wanted, ImageSeen seen, List<Change> others) {
    if (!is(wanted, seen)) {
      return others;
    }
    Change identity = ImageField.IDENTITY.changes(seen.instanceUuid(), original(seen));
    if (ImageField.CONTENT.isIn(others)) {
      return List.of(
          identity.with(
              Effect.REFUSED,
              RESTORED
                  + ", and nobody knows whether its content is whole; delete it to have it imported"
                  + " again"));
    }
    List<Change> changes = new ArrayList<>();
    changes.add(identity.with(Effect.RELINKS, RESTORED));
    changes.addAll(others);
    return List.copyOf(changes);
  }

  /** The instanceUuid that it gets back. */
  static String original(ImageSeen seen) {
    return Marks.of(seen.vm(), Marks.UUID);
  }
}
