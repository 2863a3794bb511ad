package dev.provision.modules.instances;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;

/**
 * Instances with {@code adopt: true}: what they need not say, and why there is none to take. One
 * that is gone is never made again, before it was adopted as after.
 */
final class AdoptionRules {
  /** Read of every VM, for images. */
  private static final String TEMPLATE = "summary.config.template";

  private AdoptionRules() {}

  static void check(Declaration<InstanceSpec> declaration, List<Problem> problems) {
    InstanceSpec spec = declaration.spec();
    boolean adopts = declaration.common().adopt();
    if (spec.flavor().isEmpty() && !adopts) {
      problems.add(
          new Problem(
              "",
              "it has no size: name a `flavor`, or take a machine that is there with `adopt:"
                  + " true`"));
    }
    if (spec.path().isEmpty()) {
      return;
    }
    if (!adopts) {
      problems.add(
          new Problem("path", "it says which machine to take, and only `adopt: true` takes one"));
    }
    if (!spec.path().get().isPath()) {
      problems.add(
          new Problem(
              "path",
              "`" + spec.path().get() + "` is no path from the root, such as /DC0/vm/old/web"));
    }
    if (spec.folder().isPresent()) {
      problems.add(new Problem("folder", "`path` names the folder already; give one of the two"));
    }
  }

  /** Why nothing can be adopted; empty if something can, or is adopted already. */
  static Optional<Problem> problem(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    if (!desired.head().adopts()) {
      return Optional.empty();
    }
    String field = desired.spec().path().isPresent() ? "path" : "";
    if (seen instanceof Observation.Absent<InstanceState>) {
      return Optional.of(new Problem(field, none(desired, read)));
    }
    return seen instanceof Observation.Foreign<InstanceState> foreign
        ? others(foreign.state().vm())
            .or(() -> template(foreign, read))
            .map(why -> new Problem(field, why))
        : Optional.empty();
  }

  private static String none(InstanceDesired desired, Inventory read) {
    Optional<InventoryPath> path = desired.placing().path();
    PlaceName name =
        path.map(PlaceName::of).orElseGet(() -> PlaceName.called(desired.placing().name()));
    InventoryPath below =
        path.isPresent() ? InventoryPath.ROOT : desired.head().connection().below(read);
    return "`adopt: true` takes a machine that is there and never makes one; none has the marks of `"
        + desired.address()
        + "`, and "
        + read.find(List.of("VirtualMachine"), name, below)
            .problem("machine", name, below)
            .orElse("`" + name + "` is out of reach");
  }

  /** A template cannot be reconfigured, so it cannot be marked. */
  private static Optional<String> template(
      Observation.Foreign<InstanceState> foreign, Inventory read) {
    return read.get(foreign.state().ref())
        .flatMap(vm -> vm.get(TEMPLATE, Boolean.class))
        .filter(is -> is)
        .map(
            is ->
                "`"
                    + foreign.path()
                    + "` is a template and no machine; an image takes it as it is: {template: "
                    + foreign.path()
                    + "}");
  }

  /** Why a machine is not taken: another resource owns it, as its marks say. */
  private static Optional<String> others(Vm vm) {
    boolean owned =
        vm.environment().isPresent()
            && !vm.mark(Marks.ADDRESS).isEmpty()
            && vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid());
    return owned
        ? Optional.of(
            "`"
                + vm.path()
                + "` is `"
                + vm.mark(Marks.ADDRESS)
                + "` of environment `"
                + vm.environment().get()
                + "`, and `adopt: true` takes only what no environment owns")
        : Optional.empty();
  }
}
