package dev.provision.modules.instances.nics;

import dev.provision.spi.Change;
import java.util.List;

/**
 * What a change of a NIC is about, so that steps can find it without parsing its field.
 *
 * @param nic its name in the playbook
 */
public record NicChange(String nic, Of of) implements Change.Key {
  /** What changes about the NIC. */
  public enum Of {
    /** The NIC itself is added or removed. */
    NIC,
    NETWORK,
    MODEL,
    MAC,
    /**
     * Whether it is connected, whether the guest may disconnect it, whether packets may wake the
     * VM.
     */
    LINK
  }

  /** Whether a device is added or removed for it. */
  public boolean makesDevice() {
    return of == Of.NIC || of == Of.MODEL;
  }

  /** Whether it connects a device to a network. */
  public boolean connects() {
    return makesDevice() || of == Of.NETWORK;
  }

  /** Whether a change puts a NIC on another network. */
  public static boolean isOfNetwork(Change change) {
    return change.keys().stream()
        .anyMatch(key -> key instanceof NicChange nic && nic.of() == Of.NETWORK);
  }

  /** Whether one of the changes is this one of this NIC. */
  public static boolean any(List<Change> changes, String nic, Of of) {
    return Change.any(changes, new NicChange(nic, of));
  }
}
