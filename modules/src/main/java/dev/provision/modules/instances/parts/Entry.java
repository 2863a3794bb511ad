package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the list of parts: a part, and which records of the whole VM it gets.
 *
 * @param wanted gives the part's record of what is declared
 * @param seen gives the part's record of a VM that was read
 */
public record Entry<W, S>(
    Part<W, S> part, Function<InstanceDesired, W> wanted, Function<InstanceState, S> seen) {

  List<Change> changes(InstanceDesired desired, InstanceState vm) {
    return part.changes(wanted.apply(desired), seen.apply(vm), vm.vm()).stream()
        .map(change -> change.of(part))
        .toList();
  }

  /** The changes that this part has found. */
  List<Change> own(List<Change> changes) {
    return changes.stream().filter(change -> change.isOf(part)).toList();
  }

  /** The marks that the part wants and that the VM does not have yet. */
  Map<String, String> marks(InstanceDesired desired, InstanceState vm) {
    Map<String, String> marks =
        new LinkedHashMap<>(part.marks(wanted.apply(desired), seen.apply(vm), vm.vm()));
    marks.entrySet().removeIf(each -> vm.mark(each.getKey()).equals(each.getValue()));
    return marks;
  }

  List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> observed, Inventory read) {
    Optional<InstanceState> vm = observed.there();
    Optional<Vm> head = vm.map(InstanceState::vm);
    boolean isAbsent = observed instanceof Observation.Absent;
    return part.problems(wanted.apply(desired), new Seen<>(vm.map(seen), head, isAbsent), read);
  }

  /** Writes the part into the call that makes a VM. */
  public void create(InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    part.create(wanted.apply(desired), seen.apply(template), draft);
  }

  void completeNew(InstanceDesired desired, InstanceState template, CreateDraft draft)
      throws ModuleException {
    part.completeNew(wanted.apply(desired), seen.apply(template), draft);
  }

  void update(InstanceDesired desired, InstanceState vm, List<Change> own, ReconfigureDraft draft)
      throws ModuleException {
    part.update(wanted.apply(desired), seen.apply(vm), vm.vm(), own, draft);
  }

  void complete(InstanceDesired desired, InstanceState vm, List<Change> own, ReconfigureDraft draft)
      throws ModuleException {
    part.complete(wanted.apply(desired), seen.apply(vm), vm.vm(), own, draft);
  }
}
