package dev.provision.modules.images.file;

import java.util.List;
import java.util.Optional;

/**
 * What an OVF says about the machine of its disks. CPUs, memory and the number of NICs are ignored:
 * instances have flavors and networks for them.
 *
 * @param guestId vSphere's identifier; empty when it has none
 * @param firmware bios or efi; empty when it is missing
 * @param secureBoot whether it boots securely
 * @param nicModel the playbook's word; empty when no NIC has a known model
 * @param slots where each disk is attached, in the order of the disks
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
