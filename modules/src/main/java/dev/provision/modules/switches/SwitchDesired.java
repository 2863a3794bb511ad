package dev.provision.modules.switches;

import dev.provision.spi.Problem;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.List;

/**
 * The desired state of a switch.
 *
 * @param object the switch without its members
 * @param members empty until they are looked up
 * @param problems why declared hosts are not among them
 */
record SwitchDesired(
    ObjectDesired<SwitchSpec> object, List<Member> members, List<Problem> problems) {
  SwitchDesired {
    members = List.copyOf(members);
    problems = List.copyOf(problems);
  }

  SwitchSpec spec() {
    return object.spec();
  }
}
