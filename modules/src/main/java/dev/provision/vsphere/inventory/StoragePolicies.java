package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What vCenter's storage policy service says of the policies that a playbook names.
 *
 * @param unread why it could not be asked; empty when it was
 * @param ids of all policies by name
 * @param fits of those that are named and there, by name
 * @param assigned what the VMs that were read in full are associated with
 */
public record StoragePolicies(
    Optional<String> unread,
    Map<String, String> ids,
    Map<String, Fit> fits,
    Map<ManagedObjectReference, Assigned> assigned) {
  /** Of a run in which no policy is named. */
  public static final StoragePolicies NONE =
      new StoragePolicies(
          Optional.of("no storage policy was named when vCenter was read"),
          Map.of(),
          Map.of(),
          Map.of());

  /**
   * Which datastores satisfy a policy.
   *
   * @param refused why others do not
   * @param unknown why nobody can say; empty when somebody could
   */
  public record Fit(Map<ManagedObjectReference, String> refused, Optional<String> unknown) {
    public Fit {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * The policies of one VM.
   *
   * @param home names of those of its folder; empty where it has none
   * @param disks the same by device key, of disks that have some
   */
  public record Assigned(String home, Map<Integer, String> disks) {
    public static final Assigned NONE = new Assigned("", Map.of());

    public Assigned {
      disks = Map.copyOf(disks);
    }

    /** Of one disk; empty where it has none. */
    public String of(int disk) {
      return disks.getOrDefault(disk, "");
    }
  }

  public StoragePolicies {
    ids = Map.copyOf(ids);
    fits = Map.copyOf(fits);
    assigned = Map.copyOf(assigned);
  }

  public static StoragePolicies unread(String why) {
    return new StoragePolicies(Optional.of(why), Map.of(), Map.of(), Map.of());
  }

  /** Why a policy cannot be had; empty when it can. */
  public Optional<String> problem(String name) {
    if (unread.isPresent()) {
      return Optional.of("storage policy `" + name + "` cannot be looked up: " + unread.get());
    }
    if (ids.containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(
        "there is no storage policy `"
            + name
            + "`"
            + (ids.isEmpty()
                ? "; vCenter shows none, as to an account without the privilege StorageProfile.View"
                : DidYouMean.suffix(name, ids.keySet()) + known()));
  }

  private String known() {
    return "; there are "
        + ids.keySet().stream()
            .sorted()
            .map(each -> "`" + each + "`")
            .collect(java.util.stream.Collectors.joining(", "));
  }

  /** Its id, which the API takes; empty when there is none of that name. */
  public Optional<String> id(String name) {
    return Optional.ofNullable(ids.get(name));
  }

  /** Why nobody can say which datastores satisfy a policy; empty where that is known. */
  public Optional<String> unclear(String name) {
    return Optional.ofNullable(fits.get(name)).flatMap(Fit::unknown);
  }

  /** Why a datastore does not satisfy a policy; empty when it does, or nobody can say. */
  public Optional<String> refusal(String name, ManagedObjectReference datastore) {
    return Optional.ofNullable(fits.get(name)).map(fit -> fit.refused().get(datastore));
  }

  /** What a VM is associated with. */
  public Assigned of(ManagedObjectReference vm) {
    return assigned.getOrDefault(vm, Assigned.NONE);
  }

  /** This one, with what was read again of some VMs. */
  public StoragePolicies with(Map<ManagedObjectReference, Assigned> newer) {
    Map<ManagedObjectReference, Assigned> all = new HashMap<>(assigned);
    all.putAll(newer);
    return new StoragePolicies(unread, ids, fits, all);
  }
}
