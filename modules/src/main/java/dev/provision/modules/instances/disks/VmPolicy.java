package dev.provision.modules.instances.disks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualMachineDefinedProfileSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Draft;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.places.DirectHost;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives a VM's folder ({@code vmProfile}, as Nova does) and each of its own disks ({@code
 * VirtualDeviceConfigSpec.profile}) the storage policy of {@code vmware:storage_policy}. Volumes
 * keep theirs. It can change while the VM runs. If the flavor names no policy, nothing is changed.
 */
public final class VmPolicy implements Part<VmPolicy.Wanted, VmPolicy.Has> {
  public static final String FIELD = ExtraSpec.STORAGE_POLICY.path();

  /**
   * @param policy its name in vCenter; empty if the flavor names none
   * @param chosen whether the playbook names a datastore; then nobody checks it against the policy
   */
  public record Wanted(Optional<String> policy, String flavor, boolean chosen) {
    /** Whether the policy allows a datastore. */
    public boolean admits(ManagedObjectReference datastore, Inventory inventory) {
      return policy.flatMap(name -> inventory.policies().refusal(name, datastore)).isEmpty();
    }

    /** Adds the policy to a relocation, so that vCenter checks the new datastore against it. */
    public void put(VirtualMachineRelocateSpec spec, Inventory inventory) throws ModuleException {
      if (policy.isPresent()) {
        spec.setProfile(profile(policy.get(), inventory));
      }
    }
  }

  /**
   * @param own its own disks, volumes left out
   */
  public record Has(StoragePolicies.Assigned policies, List<Disk> own) {}

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  @Override
  public List<Problem> problems(Wanted wanted, Seen<Has> seen, Inventory read) {
    return problem(wanted, seen, read).stream().toList();
  }

  /** Why the policy cannot be given. For a single ESXi host {@code DirectRules} reports that. */
  private static Optional<Problem> problem(Wanted wanted, Seen<Has> seen, Inventory read) {
    if (wanted.policy().isEmpty() || DirectHost.is(read)) {
      return Optional.empty();
    }
    String policy = wanted.policy().get();
    StoragePolicies policies = read.policies();
    return policies
        .problem(policy)
        .or(
            () ->
                wanted.chosen()
                    ? Optional.empty()
                    : policies.unclear(policy).map(why -> unclear(policy, why)))
        .or(() -> misplaced(policy, wanted, seen, read))
        .map(why -> new Problem("flavor", "flavor `" + wanted.flavor() + "`: " + why));
  }

  private static String unclear(String policy, String why) {
    return "nobody can say which datastores satisfy storage policy `"
        + policy
        + "`: "
        + why
        + "; name one with `datastore`, which is taken at your word";
  }

  /** Why a VM cannot get another policy: the datastores that it lies on do not satisfy it. */
  private static Optional<String> misplaced(
      String policy, Wanted wanted, Seen<Has> seen, Inventory read) {
    if (wanted.chosen() || seen.vm().isEmpty()) {
      return Optional.empty();
    }
    Vm vm = seen.vm().get();
    if (difference(wanted.policy(), seen.part().get(), vm).isEmpty()) {
      return Optional.empty();
    }
    Set<String> reasons = new TreeSet<>();
    for (Disk disk : seen.part().get().own()) {
      Optional<ManagedObjectReference> place = Disks.place(disk, vm, read);
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

  @Override
  public List<Change> changes(Wanted wanted, Has seen, Vm vm) {
    return difference(wanted.policy(), seen, vm).stream().toList();
  }

  private static Optional<Change> difference(Optional<String> wanted, Has seen, Vm vm) {
    return wanted
        .filter(policy -> !isAll(policy, seen))
        .map(policy -> VolumePolicies.timed(Change.inPlace(FIELD, shown(seen), policy), vm));
  }

  private static boolean isAll(String policy, Has seen) {
    StoragePolicies.Assigned has = seen.policies();
    return has.home().equals(policy)
        && seen.own().stream().allMatch(disk -> has.of(disk.key()).equals(policy));
  }

  /** The folder's policy, and those of the disks that have another. */
  private static String shown(Has seen) {
    StoragePolicies.Assigned has = seen.policies();
    Set<String> others = new LinkedHashSet<>();
    for (Disk disk : seen.own()) {
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

  @Override
  public void completeNew(Wanted wanted, Has template, CreateDraft draft) throws ModuleException {
    if (wanted.policy().isPresent() && draft.isClone()) {
      VirtualMachineProfileSpec[] profile = profile(wanted.policy().get(), draft.inventory());
      draft.profile(profile);
      put(profile, draft.disks(), draft);
    }
  }

  /** New disks get the policy when they are made. */
  @Override
  public void complete(Wanted wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    if (wanted.policy().isEmpty() || draft.isEmpty() && what.isEmpty()) {
      return;
    }
    VirtualMachineProfileSpec[] profile = profile(wanted.policy().get(), draft.inventory());
    if (what.isEmpty()) {
      onMade(profile, draft.edits());
    } else {
      draft.profile(profile);
      put(profile, seen.own(), draft);
    }
  }

  /**
   * @param own the disks that the VM has as its own; one without an edit gets one
   */
  private static void put(VirtualMachineProfileSpec[] profile, List<Disk> own, Draft draft) {
    onMade(profile, draft.edits());
    for (Disk disk : own) {
      VirtualDeviceConfigSpec edit = draft.editOf(disk.key()).orElse(null);
      if (edit == null) {
        edit = disk.edited();
        draft.put(edit);
      }
      if (edit.getOperation() == VirtualDeviceConfigSpecOperation.edit) {
        edit.setProfile(profile);
      }
    }
  }

  private static void onMade(
      VirtualMachineProfileSpec[] profile, List<VirtualDeviceConfigSpec> edits) {
    for (VirtualDeviceConfigSpec each : edits) {
      if (Draft.isNewDisk(each)) {
        each.setProfile(profile);
      }
    }
  }
}
