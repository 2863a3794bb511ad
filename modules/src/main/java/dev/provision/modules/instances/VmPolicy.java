package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineDefinedProfileSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The storage policy of a VM's folder ({@code vmProfile}, as Nova writes it) and of each of its own
 * disks ({@code VirtualDeviceConfigSpec.profile}), from {@code vmware:storage_policy}. Volumes keep
 * theirs. It changes while the VM runs. A flavor that names none leaves alone what a VM has.
 */
final class VmPolicy {
  static final String FIELD = ExtraSpec.STORAGE_POLICY.path();

  private VmPolicy() {}

  static Optional<String> wanted(InstanceDesired desired) {
    return desired.sizing().extraSpecs().text(ExtraSpec.STORAGE_POLICY);
  }

  /** Whether it may lie on a datastore. */
  static boolean admits(
      InstanceDesired desired, ManagedObjectReference datastore, Inventory inventory) {
    return wanted(desired)
        .flatMap(policy -> inventory.policies().refusal(policy, datastore))
        .isEmpty();
  }

  /** What speaks against the policy. A single host is told by {@link DirectRules}. */
  static Optional<Problem> problem(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    Optional<String> wanted = wanted(desired);
    if (wanted.isEmpty() || DirectHost.is(read)) {
      return Optional.empty();
    }
    String policy = wanted.get();
    StoragePolicies policies = read.policies();
    return policies
        .problem(policy)
        .or(
            () ->
                desired.spec().datastore().isPresent()
                    ? Optional.empty()
                    : policies.unclear(policy).map(why -> unclear(policy, why)))
        .or(() -> misplaced(policy, desired, seen, read))
        .map(why -> new Problem("flavor", "flavor `" + desired.sizing().flavor() + "`: " + why));
  }

  private static String unclear(String policy, String why) {
    return "nobody can say which datastores satisfy storage policy `"
        + policy
        + "`: "
        + why
        + "; name one with `datastore`, which is taken at your word";
  }

  /** A VM that is to get another policy, which its datastores do not satisfy. */
  private static Optional<String> misplaced(
      String policy, InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    if (desired.spec().datastore().isPresent()
        || !(seen instanceof Observation.Present<InstanceState> present)
        || change(desired, present.state()).isEmpty()) {
      return Optional.empty();
    }
    InstanceState vm = present.state();
    Set<String> reasons = new TreeSet<>();
    for (Disk disk : own(vm)) {
      Optional<ManagedObjectReference> place = VmMigration.place(disk, vm, read);
      place
          .flatMap(datastore -> read.policies().refusal(policy, datastore))
          .ifPresent(
              why ->
                  reasons.add(
                      "`"
                          + read.get(place.get()).map(Item::name).orElse(place.get().getVal())
                          + "` ("
                          + why
                          + ")"));
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "`"
                + vm.path()
                + "` lies where storage policy `"
                + policy
                + "` is not satisfied: "
                + String.join(", ", reasons)
                + "; declare a `datastore` that satisfies it, and it is moved there");
  }

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    return wanted(desired)
        .filter(policy -> !isAll(policy, vm))
        .map(policy -> VolumePolicies.timed(Change.inPlace(FIELD, has(vm), policy), vm));
  }

  /** The disks that are its own, volumes left out. */
  static List<Disk> own(InstanceState vm) {
    List<Disk> own = new ArrayList<>(vm.disks());
    own.removeAll(VmDisks.foreign(vm));
    return own;
  }

  private static boolean isAll(String policy, InstanceState vm) {
    StoragePolicies.Assigned has = vm.fittings().policies();
    return has.home().equals(policy)
        && own(vm).stream().allMatch(disk -> has.of(disk.key()).equals(policy));
  }

  /** One name where all have it; else that of the folder, and what disks have instead. */
  private static String has(InstanceState vm) {
    StoragePolicies.Assigned has = vm.fittings().policies();
    Set<String> others = new LinkedHashSet<>();
    for (Disk disk : own(vm)) {
      if (!has.of(disk.key()).equals(has.home())) {
        others.add(shown(has.of(disk.key())) + " on disk " + disk.slot());
      }
    }
    String disks = others.stream().collect(Collectors.joining(", "));
    return shown(has.home()) + (disks.isEmpty() ? "" : ", but " + disks);
  }

  private static String shown(String policies) {
    return policies.isEmpty() ? Change.ABSENT : policies;
  }

  static VirtualMachineProfileSpec[] profile(String policy, Inventory inventory)
      throws ModuleException {
    VirtualMachineDefinedProfileSpec profile = new VirtualMachineDefinedProfileSpec();
    Optional<String> missing = inventory.policies().problem(policy);
    profile.setProfileId(
        inventory
            .policies()
            .id(policy)
            .orElseThrow(() -> ModuleException.refused(missing.orElseThrow())));
    return new VirtualMachineProfileSpec[] {profile};
  }

  /**
   * Puts it into the spec of a clone.
   *
   * @param devices of the template
   */
  static void put(
      InstanceDesired desired,
      List<VirtualDevice> devices,
      Inventory inventory,
      VirtualMachineCloneSpec spec)
      throws ModuleException {
    Optional<String> policy = wanted(desired);
    if (policy.isPresent()) {
      VirtualMachineProfileSpec[] profile = profile(policy.get(), inventory);
      // so that vCenter places it by the policy too
      spec.getLocation().setProfile(profile);
      put(profile, Disk.of(devices), spec.getConfig());
    }
  }

  /** Puts it into a relocation to another datastore, for which vCenter checks it then. */
  static void put(InstanceDesired desired, Inventory inventory, VirtualMachineRelocateSpec spec)
      throws ModuleException {
    Optional<String> policy = wanted(desired);
    if (policy.isPresent()) {
      spec.setProfile(profile(policy.get(), inventory));
    }
  }

  /**
   * The one reconfigure of an update, with the policy where that changes; disks that are made get
   * it with their making.
   *
   * @param others what it does besides; empty for nothing
   * @param guarded as in {@link Reconfigure#of}
   */
  static Optional<VirtualMachineConfigSpec> added(
      Optional<VirtualMachineConfigSpec> others,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      boolean guarded,
      Inventory inventory)
      throws ModuleException {
    Optional<VirtualMachineConfigSpec> spec =
        VolumePolicies.added(others, desired, vm, changes, inventory);
    Optional<String> policy = wanted(desired);
    boolean changed = changes.stream().anyMatch(change -> change.field().equals(FIELD));
    if (policy.isEmpty() || spec.isEmpty() && !changed) {
      return spec;
    }
    VirtualMachineConfigSpec whole = spec.orElseGet(EncryptingConfigSpec::new);
    VirtualMachineProfileSpec[] profile = profile(policy.get(), inventory);
    if (changed) {
      put(profile, own(vm), whole);
    } else {
      onMade(profile, edits(whole));
    }
    if (guarded && !vm.changeVersion().isEmpty()) {
      whole.setChangeVersion(vm.changeVersion());
    }
    return Optional.of(whole);
  }

  static List<VirtualDeviceConfigSpec> edits(VirtualMachineConfigSpec spec) {
    return spec.getDeviceChange() == null ? List.of() : List.of(spec.getDeviceChange());
  }

  /**
   * @param own disks that are there and its own; those that nothing else changes get an edit
   */
  private static void put(
      VirtualMachineProfileSpec[] profile, List<Disk> own, VirtualMachineConfigSpec spec) {
    spec.setVmProfile(profile);
    List<VirtualDeviceConfigSpec> all = new ArrayList<>(edits(spec));
    onMade(profile, all);
    Set<Integer> changed = new HashSet<>();
    Set<Integer> keys = own.stream().map(Disk::key).collect(Collectors.toSet());
    for (VirtualDeviceConfigSpec each : all) {
      if (each.getDevice() instanceof VirtualDisk disk && keys.contains(disk.getKey())) {
        changed.add(disk.getKey());
        if (each.getOperation() == VirtualDeviceConfigSpecOperation.edit) {
          each.setProfile(profile);
        }
      }
    }
    for (Disk disk : own) {
      if (!changed.contains(disk.key())) {
        VirtualDeviceConfigSpec edit = disk.edited();
        edit.setProfile(profile);
        all.add(edit);
      }
    }
    if (!all.isEmpty()) {
      spec.setDeviceChange(all.toArray(VirtualDeviceConfigSpec[]::new));
    }
  }

  private static void onMade(
      VirtualMachineProfileSpec[] profile, List<VirtualDeviceConfigSpec> edits) {
    for (VirtualDeviceConfigSpec each : edits) {
      if (each.getDevice() instanceof VirtualDisk
          && each.getOperation() == VirtualDeviceConfigSpecOperation.add
          && each.getFileOperation() == VirtualDeviceConfigSpecFileOperation.create) {
        each.setProfile(profile);
      }
    }
  }
}
