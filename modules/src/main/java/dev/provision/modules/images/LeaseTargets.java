package dev.provision.modules.images;

import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import dev.provision.modules.images.declaration.DiskSlot;
import dev.provision.spi.ModuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the upload address of each disk. A vCenter names each device of the import by its
 * controller and unit ({@code HttpNfcLeaseDeviceUrl.importKey}, {@code
 * /vm/VirtualLsiLogicController0:1}); a server whose keys say something else lists the disks in the
 * order in which they were asked for.
 */
final class LeaseTargets {
  private LeaseTargets() {}

  /** One address for each slot, in the slots' order. */
  static List<HttpNfcLeaseDeviceUrl> of(List<HttpNfcLeaseDeviceUrl> offered, List<DiskSlot> slots)
      throws ModuleException {
    List<HttpNfcLeaseDeviceUrl> named = new ArrayList<>();
    for (DiskSlot slot : slots) {
      find(offered, slot).ifPresent(named::add);
    }
    if (named.size() == slots.size()) {
      return named;
    }
    if (!named.isEmpty() || offered.size() != slots.size()) {
      throw ModuleException.refused(
          "the server offers "
              + offered.size()
              + " disks to send data to, where "
              + slots.size()
              + (slots.size() == 1 ? " is" : " are")
              + " wanted");
    }
    return offered;
  }

  private static Optional<HttpNfcLeaseDeviceUrl> find(
      List<HttpNfcLeaseDeviceUrl> offered, DiskSlot slot) {
    String key = "/" + slot.adapter().className() + slot.bus() + ":" + slot.unit();
    return offered.stream()
        .filter(url -> url.getImportKey() != null && url.getImportKey().endsWith(key))
        .findFirst();
  }
}
