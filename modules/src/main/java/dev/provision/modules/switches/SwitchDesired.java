package dev.provision.modules.switches;

import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.List;
import java.util.Map;

/**
 * The desired state of a switch.
 *
 * @param object the switch without its members
 * @param hosts what the names in {@code hosts} mean, besides {@code all}
 * @param members empty until they are looked up
 * @param problems why declared hosts are not among them
 */
record SwitchDesired(
    ObjectDesired<SwitchSpec> object,
    Map<String, List<HostRef>> hosts,
    List<Member> members,
    List<Problem> problems) {
  SwitchDesired {
    hosts = Map.copyOf(hosts);
    members = List.copyOf(members);
    problems = List.copyOf(problems);
  }

  SwitchDesired with(ObjectDesired<SwitchSpec> fitted, List<Member> found, List<Problem> wrong) {
    return new SwitchDesired(fitted, hosts, found, wrong);
  }

  SwitchSpec spec() {
    return object.spec();
  }
}
