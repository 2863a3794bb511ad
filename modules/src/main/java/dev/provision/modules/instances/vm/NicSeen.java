package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Optional;

/**
 * A NIC that a VM has.
 *
 * @param mac lower case
 * @param model a word of {@link NicModel}, or the device's class
 * @param network name of a standard port group, key of a distributed one, id of an opaque network
 * @param networkName the network's name, for messages
 * @param switchUuid of a distributed port group; empty for a standard one
 * @param ref the standard network, if the device names it
 * @param link whether and how it is connected
 */
public record NicSeen(
    int key,
    Optional<Integer> controllerKey,
    Optional<Integer> unit,
    String mac,
    String addressType,
    String model,
    String network,
    String networkName,
    String switchUuid,
    Optional<ManagedObjectReference> ref,
    NicLink link) {}
