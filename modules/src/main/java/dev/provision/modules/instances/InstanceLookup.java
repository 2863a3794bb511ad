package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.Restored;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds VMs in the snapshot. Owned means that the mark and the VM's instanceUuid agree; a VM that
 * cannot be read is never absent and never free.
 */
final class InstanceLookup {
  private static final String VM = "VirtualMachine";
  static final String KIND = "instance";

  private static final Owned.Stay RESTORED_STAYS =
      new Owned.Stay(
          "was restored",
          "its marks are ours, its instanceUuid is another one, and no original is left; make it"
              + " ours again by an apply that declares it, with --allow relink, or delete it by"
              + " hand");

  private InstanceLookup() {}

  static Observation<InstanceState> observe(InstanceDesired desired, Inventory inventory) {
    List<Item> found = mine(desired, inventory);
    if (found.size() > 1) {
      return new Observation.Ambiguous<>(
          found.stream().map(vm -> inventory.path(vm.ref()).toString()).toList());
    }
    if (found.size() == 1) {
      return seen(found.get(0), desired, inventory);
    }
    Lookup lookup = there(desired, inventory);
    if (lookup instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(InventoryPath::toString).toList());
    }
    Optional<Item> there =
        lookup instanceof Lookup.Found one ? Optional.of(one.item()) : Optional.empty();
    List<Item> others = marked(desired, inventory);
    if (there.filter(others::contains).isPresent()) {
      return others.size() == 1
          ? seen(there.get(), desired, inventory)
          : new Observation.Ambiguous<>(
              others.stream().map(vm -> inventory.path(vm.ref()).toString()).sorted().toList());
    }
    if (there.isEmpty()) {
      return new Observation.Absent<>();
    }
    if (!isReadable(there.get(), inventory)) {
      return unreadable(there.get(), desired, inventory);
    }
    return new Observation.Foreign<>(
        InstanceState.of(there.get(), inventory), inventory.path(there.get().ref()).toString());
  }

  /**
   * What is at the declared path; or for one that is adopted wherever it is, the VM of its name.
   */
  static Lookup there(InstanceDesired desired, Inventory inventory) {
    Optional<InventoryPath> path = desired.placing().path();
    return path.isPresent()
        ? inventory
            .at(path.get())
            .filter(item -> item.type().equals(VM))
            .<Lookup>map(item -> new Lookup.Found(item, path.get()))
            .orElseGet(() -> new Lookup.NotFound(List.of()))
        : inventory.find(
            List.of(VM),
            PlaceName.called(desired.placing().name()),
            desired.head().connection().below(inventory));
  }

  /** The same in the one folder of a single ESXi host, if it names none. */
  static InstanceDesired onHost(InstanceDesired desired, Inventory inventory) {
    if (desired.placing().folder().isPresent() || !DirectHost.is(inventory)) {
      return desired;
    }
    return inventory.all("Datacenter").stream()
        .flatMap(datacenter -> Tree.VM.top(datacenter, inventory).stream())
        .findFirst()
        .map(
            folder ->
                new FolderRef(inventory.path(folder.ref()), Optional.of(folder.ref()), true, true))
        .map(folder -> desired.at(desired.placing().in(folder)))
        .orElse(desired);
  }

  /**
   * VMs with our computed uuid, else with marks of this address, else with marks of its former
   * address.
   */
  private static List<Item> mine(InstanceDesired desired, Inventory inventory) {
    List<Item> found = new ArrayList<>();
    for (Item vm : inventory.byInstanceUuid(desired.head().uuid())) {
      if (!isReadable(vm, inventory)
          || isMarked(vm, desired.head().environment(), desired.address())) {
        found.add(vm);
      }
    }
    if (found.isEmpty()) {
      found.addAll(marked(desired.head().environment(), desired.address(), inventory));
    }
    if (found.isEmpty() && desired.head().formerly().isPresent()) {
      found.addAll(
          marked(desired.head().environment(), desired.head().formerly().get(), inventory));
    }
    return found;
  }

  private static List<Item> marked(
      EnvironmentId environment, Address address, Inventory inventory) {
    return inventory.all(VM).stream().filter(vm -> isMarked(vm, environment, address)).toList();
  }

  private static boolean isMarked(Item vm, EnvironmentId environment, Address address) {
    return Marks.of(vm, Marks.ADDRESS).equals(address.toString())
        && Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString())
        && agrees(vm);
  }

  /**
   * All VMs whose marks name this address, even if the marks were written for another instanceUuid.
   * If the original is gone, the one at its path was restored, replicated or registered again; the
   * others are manual copies.
   */
  private static List<Item> marked(InstanceDesired desired, Inventory inventory) {
    return inventory.all(VM).stream()
        .filter(
            vm ->
                Marks.of(vm, Marks.ADDRESS).equals(desired.address().toString())
                    && Marks.of(vm, Marks.ENVIRONMENT)
                        .equals(desired.head().environment().toString())
                    && !Marks.of(vm, Marks.UUID).isEmpty())
        .toList();
  }

  private static boolean agrees(Item vm) {
    return !Vm.uuid(vm).isEmpty() && Marks.of(vm, Marks.UUID).equalsIgnoreCase(Vm.uuid(vm));
  }

  private static boolean isReadable(Item vm, Inventory inventory) {
    return OutOfReach.why(vm, inventory).isEmpty();
  }

  private static Observation<InstanceState> seen(
      Item vm, InstanceDesired desired, Inventory inventory) {
    if (!isReadable(vm, inventory)) {
      return unreadable(vm, desired, inventory);
    }
    InstanceState state = InstanceState.of(vm, inventory);
    return new Observation.Present<>(
        state, state.path().toString(), state.isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  /** A VM without config is either being made or inaccessible; only a running task tells which. */
  private static Observation<InstanceState> unreadable(
      Item vm, InstanceDesired desired, Inventory inventory) {
    for (TaskInfo task : inventory.runningTasks()) {
      if (isOn(task, vm.ref())
          || desired.image().vm().filter(i -> isOn(task, i.ref())).isPresent()) {
        return new Observation.InProgress<>(
            task.getDescriptionId() == null ? "a running task" : task.getDescriptionId());
      }
    }
    return new Observation.Unreadable<>(
        inventory.path(vm.ref()).toString(),
        OutOfReach.why(vm, inventory).orElseThrow()
            + "; it is not made again while it is there: make it readable, or take it out of the"
            + " inventory");
  }

  private static boolean isOn(TaskInfo task, ManagedObjectReference ref) {
    return ref.equals(task.getEntity()) || ref.equals(task.getResult());
  }

  static Stream<Owned<InstanceState>> owned(EnvironmentId environment, Inventory inventory) {
    return inventory.all(VM).stream().flatMap(vm -> owned(vm, environment, inventory).stream());
  }

  private static Optional<Owned<InstanceState>> owned(
      Item vm, EnvironmentId environment, Inventory inventory) {
    Optional<String> unread = OutOfReach.why(vm, inventory);
    if (unread.isPresent()) {
      return OutOfReach.instance(vm, environment, inventory)
          .map(address -> unread(address, vm, unread.get(), inventory));
    }
    return isOurs(vm, environment) ? Optional.of(read(vm, inventory)) : Optional.empty();
  }

  private static Owned<InstanceState> unread(
      Address address, Item vm, String why, Inventory inventory) {
    return new Owned<>(
        address,
        InstanceState.of(vm, inventory),
        inventory.path(vm.ref()).toString(),
        Marks.of(vm, Marks.ADOPTED).equals("true"),
        Marks.of(vm, Marks.PROTECT).equals("true"),
        "",
        List.of(),
        Optional.of(Owned.Stay.unread(why)));
  }

  private static boolean isOurs(Item vm, EnvironmentId environment) {
    if (Marks.of(vm, Marks.ENVIRONMENT).isEmpty()) {
      return Vm.uuid(vm).startsWith(Identity.prefix(environment));
    }
    return Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString())
        && (Marks.of(vm, Marks.ADDRESS).isEmpty()
            || Marks.of(vm, Marks.ADDRESS).startsWith(KIND + "."));
  }

  private static Owned<InstanceState> read(Item vm, Inventory inventory) {
    String mark = Marks.of(vm, Marks.ADDRESS);
    Address address =
        mark.startsWith(KIND + ".") && mark.length() > KIND.length() + 1
            ? Address.parse(mark)
            : new Address(KIND, vm.shown());
    boolean restored = Restored.instance(vm, inventory).isPresent();
    return new Owned<>(
        address,
        InstanceState.of(vm, inventory),
        inventory.path(vm.ref()).toString(),
        Marks.of(vm, Marks.ADOPTED).equals("true"),
        Marks.of(vm, Marks.PROTECT).equals("true"),
        restored ? "" : suspicion(vm, mark),
        List.of(),
        restored ? Optional.of(RESTORED_STAYS) : Optional.empty());
  }

  private static String suspicion(Item vm, String address) {
    if (Marks.of(vm, Marks.UUID).isEmpty() || address.isEmpty()) {
      return "it has an instanceUuid of this environment, but its marks are gone or unreadable";
    }
    return agrees(vm)
        ? ""
        : "possible copy of "
            + address
            + " made by hand: its instanceUuid is not the one its mark names";
  }
}
