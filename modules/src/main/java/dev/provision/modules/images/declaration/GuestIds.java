package dev.provision.modules.images.declaration;

import com.vmware.vim25.VirtualMachineGuestOsIdentifier;
import dev.provision.diagnostic.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** vSphere's identifiers of guest operating systems. */
public final class GuestIds {
  private static final List<String> KNOWN =
      Arrays.stream(VirtualMachineGuestOsIdentifier.values()).map(Enum::name).toList();

  /** Guests that run VMs themselves, for which Nova sets nestedHVEnabled ({@code vm_util.py}). */
  private static final Set<String> HYPERVISORS =
      Set.of("vmkernel5Guest", "vmkernel6Guest", "vmkernel65Guest", "windowsHyperVGuest");

  private GuestIds() {}

  public static boolean isHypervisor(String guestId) {
    return HYPERVISORS.contains(guestId);
  }

  /**
   * A warning about a doubtful identifier; it is never an error, because every version adds new
   * ones.
   */
  static Optional<String> doubt(String guestId) {
    if (guestId.equals("otherGuest")) {
      return Optional.of(
          "`otherGuest` is a 32-bit guest to vSphere; a 64-bit one is `otherGuest64`");
    }
    return isOfAKnownFamily(guestId)
        ? Optional.empty()
        : DidYouMean.closest(guestId, KNOWN)
            .map(
                near ->
                    "`"
                        + guestId
                        + "` is no guest that the vSphere API 6.0 knows; did you mean `"
                        + near
                        + "`?");
  }

  /** Whether only its numbers are unknown, as for a newer release of a known system. */
  private static boolean isOfAKnownFamily(String guestId) {
    String family = family(guestId);
    return KNOWN.stream().anyMatch(known -> family(known).equals(family));
  }

  private static String family(String guestId) {
    return guestId.replaceAll("[0-9_]", "");
  }
}
