package dev.provision.modules.instances;

import dev.provision.modules.instances.guest.CustomizationRules;
import dev.provision.modules.instances.make.FullClone;
import dev.provision.modules.instances.nics.NicRules;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds mistakes in an instance that its types cannot rule out. */
final class InstanceRules {
  /** vSphere's limit, {@code configmax}: 10 virtual NICs a VM since hardware version 7. */
  private static final int MAX_NICS = 10;

  /** vSphere's limit for a VM's name ({@code VirtualMachineConfigSpec.name}). */
  private static final int MAX_NAME = 80;

  private InstanceRules() {}

  static List<Problem> problems(Declaration<InstanceSpec> declaration) {
    List<Problem> problems = new ArrayList<>();
    InstanceSpec spec = declaration.spec();
    String name = declaration.address().name();
    if (name.length() > MAX_NAME) {
      problems.add(
          new Problem("", "`" + name + "` is longer than the " + MAX_NAME + " characters of a VM"));
    }
    if (spec.networks().size() > MAX_NICS) {
      problems.add(
          new Problem(
              "networks",
              spec.networks().size() + " NICs are declared, a VM can have " + MAX_NICS));
    }
    if (spec.resourcePool().isPresent() && spec.vapp().isPresent()) {
      problems.add(new Problem("vapp", "a VM is in one pool; write `resource_pool` or `vapp`"));
    }
    boolean adopt = declaration.common().adopt();
    spec.networks().forEach((nic, wanted) -> NicRules.check(nic, wanted, adopt, problems));
    VolumeBoot.check(declaration, problems);
    AdoptionRules.check(declaration, problems);
    CustomizationRules.check(spec, name, problems);
    waitFor(spec, problems);
    return problems;
  }

  /** Mistakes that show only when the inventory was read. */
  static List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    Optional<Problem> untaken = AdoptionRules.problem(desired, seen, read);
    if (untaken.isPresent()) {
      return List.of(untaken.get());
    }
    List<Problem> problems = new ArrayList<>(InstanceParts.problems(desired, seen, read));
    FullClone.problem(desired, seen).ifPresent(problems::add);
    return problems;
  }

  private static void waitFor(InstanceSpec spec, List<Problem> problems) {
    WaitForSpec wait = spec.waitFor();
    wait.tcp()
        .filter(port -> port < 1 || port > 65535)
        .ifPresent(
            port ->
                problems.add(
                    new Problem(
                        "wait_for.tcp", "`" + port + "` is no TCP port: expected 1 to 65535")));
    if (wait.until().isPresent() && (wait.ip().isPresent() || wait.tcp().isPresent())) {
      problems.add(
          new Problem("wait_for", "give either a word or `ip` and `tcp`, as in {tcp: 22}"));
    }
    wait.ip()
        .filter(nic -> !spec.networks().containsKey(nic))
        .ifPresent(
            nic ->
                problems.add(
                    new Problem(
                        "wait_for.ip",
                        "there is no NIC `" + nic + "` in `networks`" + known(spec.networks()))));
    spec.power()
        .filter(power -> !wait.isNone() && power != Power.ON)
        .ifPresent(
            power ->
                problems.add(
                    new Problem(
                        "wait_for",
                        "an instance with `power: " + power.word() + "` never becomes ready")));
  }

  private static String known(Map<String, NicSpec> networks) {
    return networks.isEmpty() ? "" : ": it has `" + String.join("`, `", networks.keySet()) + "`";
  }
}
