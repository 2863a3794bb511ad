package dev.provision.modules.hosts;

import com.vmware.vim25.HostConnectInfo;
import dev.provision.spi.Fitted;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.HostLook;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.places.EvcModes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    HostLook look = HostLook.at(address(desired), read).orElse(null);
    if (look instanceof HostLook.Refused refused) {
      problems.add(new Problem(refused.field(), refused.why()));
    } else if (look instanceof HostLook.Seen seen) {
      lacksMode(desired, seen.info(), read)
          .ifPresent(why -> problems.add(new Problem("cluster", why)));
    }
    return problems;
  }

  /** What a plan says of one that did not answer. */
  static Optional<Fitted.Note> away(ObjectDesired<HostSpec> desired, Inventory read) {
    return HostLook.at(address(desired), read)
        .filter(HostLook.Away.class::isInstance)
        .map(look -> ((HostLook.Away) look).why())
        .map(
            why ->
                new Fitted.Note(
                    "address",
                    "nobody looked at it: "
                        + why
                        + (desired.spec().hardware().isPresent()
                            ? "; places on it are provisional, as its `hardware` has it"
                            : "; without `hardware` nothing is placed on it")));
  }

  /**
   * A cluster takes no host whose processors offer less than its EVC mode ({@code
   * EVCAdmissionFailedCPUFeaturesForMode}).
   */
  private static Optional<String> lacksMode(
      ObjectDesired<HostSpec> desired, HostConnectInfo info, Inventory read) {
    Optional<Item> cluster = desired.path().flatMap(path -> read.at(path.parent()));
    Optional<String> mode = cluster.flatMap(EvcModes::current);
    String most = info.getHost() == null ? null : info.getHost().getMaxEVCModeKey();
    return mode.filter(key -> most != null)
        .filter(key -> EvcModes.of(read).filter(modes -> modes.lacks(most, key)).isPresent())
        .map(
            key ->
                "`%s` offers the EVC mode %s at most, and `%s` is to have %s; choose `evc: %s` there or another cluster here"
                    .formatted(address(desired), most, cluster.get().shown(), key, most));
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
