package dev.provision.modules.images.file;

import java.util.List;
import java.util.Optional;

/**
 * What an OVF says about the machine that its disks are of. Its CPUs, memory and number of NICs are
 * left out: instances have flavors and networks for them.
 *
 * @param guestId vSphere's identifier; empty where it has none
 * @param firmware bios or efi; empty where it does not say
 * @param secureBoot whether it boots securely
 * @param nicModel a playbook's word; empty where it has no NIC of a model that is known
 * @param slots where each disk hangs, in the disks' order
 */
public record OvfMachine(
    Optional<String> guestId,
    Optional<String> firmware,
    boolean secureBoot,
    Optional<String> nicModel,
    List<OvfSlot> slots) {
  public OvfMachine {
    slots = List.copyOf(slots);
  }
}
