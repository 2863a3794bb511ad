package dev.provision.modules.hosts;

import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.HostLook;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.List;

/** What a host cannot have, and why one cannot be added. */
final class HostRules {
  private HostRules() {}

  static List<Problem> problems(HostSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (spec.cluster().isPresent() && spec.folder().isPresent()) {
      problems.add(
          new Problem("folder", "it is in a cluster, or stands alone in a folder: not both"));
    }
    spec.thumbprint()
        .filter(text -> !text.strip().replace(":", "").matches("[0-9a-fA-F]{64}"))
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        "thumbprint",
                        "`"
                            + text
                            + "` is no SHA-256 of a certificate: that has 64 hex digits, with"
                            + " colons or without")));
    return problems;
  }

  /** For one that the server does not have: what is lacking, and what a look at it said. */
  static List<Problem> whyNotAdded(ObjectDesired<HostSpec> desired, Inventory read) {
    HostSpec spec = desired.spec();
    List<Problem> problems = new ArrayList<>();
    if (spec.username().isEmpty()) {
      problems.add(
          new Problem(
              "username", "`username` is missing, and the host is not in this vCenter yet"));
    }
    if (spec.password().isEmpty()) {
      problems.add(
          new Problem(
              "password", "`password` is missing, and the host is not in this vCenter yet"));
    }
    if (HostLook.at(address(desired), read).orElse(null) instanceof HostLook.Refused refused) {
      problems.add(new Problem(refused.field(), refused.why()));
    }
    return problems;
  }

  static String address(ObjectDesired<HostSpec> desired) {
    return desired.spec().address().orElseGet(() -> desired.address().name());
  }

  static List<String> notes(ObjectDesired<HostSpec> desired, Observation<ObjectState> seen) {
    return seen instanceof Observation.Absent && desired.spec().takeOver()
        ? List.of("another vCenter that manages it loses it")
        : List.of();
  }
}
