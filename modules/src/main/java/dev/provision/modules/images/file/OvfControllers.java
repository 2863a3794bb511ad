package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.UnfitFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The controllers that an OVF describes, and which units on them are used. */
final class OvfControllers {
  private static final int IDE = 5;
  private static final int SCSI = 6;
  private static final int OTHER_STORAGE = 20;

  /**
   * Subtypes of SATA controllers among those of type 20: VMware's, VirtualBox's and generic words.
   */
  private static final Set<String> SATA = Set.of("", "ahci", "sata", "vmware.sata.ahci");

  /** Subtypes of NVMe controllers: VMware's, VirtualBox's and generic words. */
  private static final Set<String> NVME =
      Set.of("vmware.nvme.controller", "nvmecontroller", "nvme");

  /** Subtypes of SCSI controllers, with Glance's words. */
  private static final Map<String, String> SCSI_WORDS =
      Map.of(
          "", OvfSlot.LSI_LOGIC,
          "lsilogic", OvfSlot.LSI_LOGIC,
          "lsilogicsas", OvfSlot.LSI_LOGIC_SAS,
          "buslogic", OvfSlot.BUS_LOGIC,
          "virtualscsi", OvfSlot.PARA_VIRTUAL);

  /** The controllers that a disk may have, for messages. */
  private static final List<String> WORDS =
      List.of(
          OvfSlot.IDE,
          OvfSlot.LSI_LOGIC,
          OvfSlot.LSI_LOGIC_SAS,
          OvfSlot.BUS_LOGIC,
          OvfSlot.PARA_VIRTUAL,
          OvfSlot.NVME,
          OvfSlot.SATA);

  /** The unit on a SCSI bus that the controller itself uses. */
  private static final int OWN_UNIT = 7;

  private final Map<String, Envelope.Item> byId = new HashMap<>();
  private final Map<String, Integer> buses = new HashMap<>();
  private final Map<String, Set<Integer>> taken = new HashMap<>();

  OvfControllers(List<Envelope.Item> items) {
    int ide = 0;
    int scsi = 0;
    int other = 0;
    for (Envelope.Item item : items) {
      byId.putIfAbsent(item.get("InstanceID"), item);
      if (item.is(IDE)) {
        buses.putIfAbsent(item.get("InstanceID"), ide++);
      } else if (item.is(SCSI)) {
        buses.putIfAbsent(item.get("InstanceID"), scsi++);
      } else if (item.is(OTHER_STORAGE)) {
        buses.putIfAbsent(item.get("InstanceID"), other++);
      }
    }
  }

  /** The controller and unit of a disk. */
  OvfSlot slot(Envelope.Item disk, String name) throws UnfitFile {
    String parent = disk.get("Parent");
    Envelope.Item controller = byId.get(parent);
    if (controller == null) {
      throw new UnfitFile("has a disk `" + name + "` that hangs on no controller");
    }
    return new OvfSlot(
        word(controller, name),
        buses.get(parent),
        unit(parent, disk.get("AddressOnParent"), controller.is(SCSI)));
  }

  private static String word(Envelope.Item controller, String name) throws UnfitFile {
    String subType = controller.get("ResourceSubType").toLowerCase(Locale.ROOT);
    if (controller.is(IDE)) {
      return OvfSlot.IDE;
    }
    if (controller.is(SCSI) && SCSI_WORDS.containsKey(subType)) {
      return SCSI_WORDS.get(subType);
    }
    if (controller.is(OTHER_STORAGE) && SATA.contains(subType)) {
      return OvfSlot.SATA;
    }
    if (controller.is(OTHER_STORAGE) && NVME.contains(subType)) {
      return OvfSlot.NVME;
    }
    String what = subType.isEmpty() ? "of type " + controller.get("ResourceType") : subType;
    throw new UnfitFile(
        "has its disk `"
            + name
            + "` on a controller `"
            + what
            + "`, which images cannot have: export it again with one of "
            + String.join(", ", WORDS));
  }

  /** The unit that the OVF gives, or else the next free one. */
  private int unit(String controller, String said, boolean isScsi) {
    Set<Integer> used = taken.computeIfAbsent(controller, x -> new HashSet<>());
    int unit = said.matches("\\d{1,2}") ? Integer.parseInt(said) : 0;
    while (used.contains(unit) || (isScsi && unit == OWN_UNIT)) {
      unit++;
    }
    used.add(unit);
    return unit;
  }
}
