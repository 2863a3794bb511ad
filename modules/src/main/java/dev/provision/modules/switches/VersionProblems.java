package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.SwitchVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the server offers the declared version of a switch, and its hosts can carry it. */
final class VersionProblems {
  private VersionProblems() {}

  static List<Problem> of(SwitchDesired desired, Observation<SwitchState> seen, Inventory read) {
    Optional<SwitchVersions> known = SwitchVersions.of(read);
    Optional<String> version = desired.spec().version();
    if (known.isEmpty() || version.isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    known.get().refusal(version.get()).ifPresent(why -> problems.add(new Problem("version", why)));
    for (Member member : desired.members()) {
      if (known.get().refuses(member.host(), version.get())) {
        problems.add(
            new Problem(
                member.field(),
                "`%s` cannot be on a switch of version %s"
                    .formatted(member.name(), version.get())));
      }
    }
    Set<ManagedObjectReference> declared =
        desired.members().stream().map(Member::host).collect(Collectors.toSet());
    seen.there()
        .ifPresent(
            state ->
                state
                    .members()
                    .forEach(
                        (host, joined) -> {
                          if (!declared.contains(host)
                              && known.get().refuses(host, version.get())) {
                            problems.add(
                                new Problem(
                                    "version",
                                    "`%s`, which is on the switch, cannot carry version %s"
                                        .formatted(joined.name(), version.get())));
                          }
                        }));
    return problems;
  }
}
