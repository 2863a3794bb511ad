package dev.provision.modules.volumes;

import dev.provision.spi.Address;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.VolumeHome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stands for the volumes that may be on a datastore that could not be read. While there is such a
 * datastore, a run that deletes everything of an environment has not converged.
 */
final class UnreadVolumes {
  private UnreadVolumes() {}

  /** One for each such datastore. */
  static Stream<Owned<VolumeState>> of(Inventory inventory) {
    return inventory.volumes().unread().entrySet().stream()
        .map(each -> Map.entry(inventory.get(each.getKey()), each.getValue()))
        .filter(each -> each.getKey().isPresent())
        .map(each -> owned(each.getKey().get(), each.getValue(), inventory));
  }

  private static Owned<VolumeState> owned(Item datastore, String why, Inventory inventory) {
    VolumeHome home = inventory.volumes().home(datastore.ref(), datastore.name(), "");
    return new Owned<>(
        new Address(VolumeLookup.KIND, "* on " + datastore.name()),
        VolumeLookup.leftover("", home, List.of()),
        home.above(),
        false,
        false,
        "",
        List.of(),
        Optional.of(
            Owned.Stay.unread(
                why
                    + "; where no volume is on it, leave it out with `datastores` or"
                    + " `datastore_regex`")));
  }
}
