package dev.provision.modules.networks;

import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import dev.provision.modules.networks.NetworkDesired.Made;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.traffic.TeamingSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether the uplinks that a port group names are uplinks of its switch, on each of its hosts. */
final class NetworkUplinks {
  private NetworkUplinks() {}

  static List<String> of(NetworkSpec spec) {
    return spec.teaming().map(TeamingSpec::uplinks).orElse(List.of());
  }

  /** A switch whose uplinks are not known says nothing. */
  static List<Problem> problems(NetworkSpec spec, SwitchRef.Distributed dvs) {
    return of(spec).stream()
        .filter(uplink -> !dvs.uplinks().isEmpty() && !dvs.uplinks().contains(uplink))
        .map(
            uplink ->
                new Problem(
                    "teaming",
                    "`%s` is no uplink of `%s`; it has %s"
                        .formatted(uplink, dvs.path(), String.join(", ", dvs.uplinks()))))
        .toList();
  }

  /** A host that shows no switches, or not yet this one, says nothing. */
  static List<Problem> problems(Made made) {
    List<Problem> problems = new ArrayList<>();
    List<String> named = of(made.spec());
    for (Item host : named.isEmpty() ? List.<Item>of() : made.hosts()) {
      for (HostVirtualSwitch each :
          host.get(PortGroupSeen.SWITCHES, HostVirtualSwitch[].class)
              .orElse(new HostVirtualSwitch[0])) {
        if (made.spec().switchName().map(Ref::name).filter(each.getName()::equals).isPresent()) {
          named.stream()
              .filter(uplink -> !uplinks(each).contains(uplink))
              .forEach(uplink -> problems.add(problem(uplink, each, host)));
        }
      }
    }
    return problems;
  }

  private static Problem problem(String uplink, HostVirtualSwitch of, Item host) {
    return new Problem(
        "teaming",
        "`%s` is no uplink of %s on `%s`; it has %s"
            .formatted(
                uplink,
                of.getName(),
                host.name(),
                uplinks(of).isEmpty() ? "none" : String.join(", ", uplinks(of))));
  }

  private static List<String> uplinks(HostVirtualSwitch of) {
    return of.getSpec() != null
            && of.getSpec().getBridge() instanceof HostVirtualSwitchBondBridge bond
            && bond.getNicDevice() != null
        ? List.of(bond.getNicDevice())
        : List.of();
  }
}
