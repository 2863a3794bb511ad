package dev.provision.modules.instances.nics;

import dev.provision.spi.Change;
import java.util.List;

/**
 * What a change of a NIC is of.
 *
 * @param nic its name in the playbook
 */
public record NicChange(String nic, Of of) implements Change.Key {
  /** What of it. */
  public enum Of {
    /** The NIC itself, which comes or goes. */
    NIC,
    NETWORK,
    MODEL,
    MAC,
    /** Its cable, or what the guest and packets may do with it. */
    LINK
  }

  /** Whether a change puts a NIC on another network. */
  public static boolean isOfNetwork(Change change) {
    return change.keys().stream()
        .anyMatch(key -> key instanceof NicChange nic && nic.of() == Of.NETWORK);
  }

  /** Whether one of these is that of a NIC. */
  public static boolean any(List<Change> changes, String nic, Of of) {
    return Change.any(changes, new NicChange(nic, of));
  }
}
