package dev.provision.vsphere.doctor;

import dev.provision.spi.Declaration;
import dev.provision.spi.Layer;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.joining.AddsHost;
import dev.provision.vsphere.kind.joining.HostDoor;
import dev.provision.vsphere.wire.HostCertificate;
import dev.provision.vsphere.wire.Thumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of the hosts that a playbook adds, each with the line that pins it. Nothing is
 * trusted: people compare the fingerprint on the host before they write the line.
 */
public final class HostPins {
  private static final String NAME = "hosts";

  private HostPins() {}

  /**
   * Asks each of these hosts, from here.
   *
   * @return empty when none is added
   */
  public static Optional<Layer> of(List<Declaration<?>> declared, HostDoor.Asking asking) {
    List<String> lines = new ArrayList<>();
    boolean others = false;
    for (Declaration<?> each : declared) {
      if (each.spec() instanceof AddsHost adding && !each.common().absent()) {
        Optional<HostDoor> door = adding.door(each.address().name());
        if (door.isPresent()) {
          Found found = look(door.get(), asking);
          others |= found.isOther();
          lines.add(each.address().name() + ": " + found.line());
        }
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        others
            ? Layer.mistaken(NAME, lines, "compare the fingerprints on the hosts")
            : Layer.ok(NAME, lines));
  }

  private record Found(String line, boolean isOther) {}

  private static Found look(HostDoor door, HostDoor.Asking asking) {
    HostCertificate own;
    try {
      own = asking.certificate(door.address());
    } catch (ModuleException e) {
      return new Found("not seen from here: " + e.getMessage(), false);
    }
    String pin = "thumbprint: \"" + own.sha256() + "\"";
    if (door.thumbprint().isEmpty()) {
      return new Found("not pinned; after comparing it on the host, write " + pin, false);
    }
    return own.is(Thumbprint.parse(door.thumbprint().get()))
        ? new Found("its certificate is the pinned one", false)
        : new Found("it answers with another certificate than the pinned one: " + pin, true);
  }
}
