package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What vCenter's storage policy service says about the policies that a playbook names.
 *
 * @param unread why the service could not be read; empty when it was
 * @param ids the IDs of all policies, by name
 * @param fits for each named policy that exists, by name
 * @param assigned the policies of the VMs that were read in full
 */
public record StoragePolicies(
    Optional<String> unread,
    Map<String, String> ids,
    Map<String, Fit> fits,
    Map<ManagedObjectReference, Assigned> assigned) {
  /** For a run that names no policy. */
  public static final StoragePolicies NONE =
      new StoragePolicies(
          Optional.of("no storage policy was named when vCenter was read"),
          Map.of(),
          Map.of(),
          Map.of());

  /**
   * Which datastores satisfy a policy.
   *
   * @param refused why the others do not
   * @param unknown why this is unknown; empty when it is known
   */
  public record Fit(Map<ManagedObjectReference, String> refused, Optional<String> unknown) {
    public Fit {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * The policies of one VM.
   *
   * @param home the policies of its folder, by name; empty when it has none
   * @param disks the same by device key, for disks that have any
   */
  public record Assigned(String home, Map<Integer, String> disks) {
    public static final Assigned NONE = new Assigned("", Map.of());

    public Assigned {
      disks = Map.copyOf(disks);
    }

    /** The policies of one disk; empty when it has none. */
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

  /** Why a policy cannot be used; empty when it can. */
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

  /** The ID for the API; empty when no policy has the name. */
  public Optional<String> id(String name) {
    return Optional.ofNullable(ids.get(name));
  }

  /** Why it is unknown which datastores satisfy a policy; empty when it is known. */
  public Optional<String> unclear(String name) {
    return Optional.ofNullable(fits.get(name)).flatMap(Fit::unknown);
  }

  /** Why a datastore does not satisfy a policy; empty when it does or that is unknown. */
  public Optional<String> refusal(String name, ManagedObjectReference datastore) {
    return Optional.ofNullable(fits.get(name)).map(fit -> fit.refused().get(datastore));
  }

  /** The policies of a VM. */
  public Assigned of(ManagedObjectReference vm) {
    return assigned.getOrDefault(vm, Assigned.NONE);
  }

  /** This one, with the newer policies of some VMs. */
  public StoragePolicies with(Map<ManagedObjectReference, Assigned> newer) {
    Map<ManagedObjectReference, Assigned> all = new HashMap<>(assigned);
    all.putAll(newer);
    return new StoragePolicies(unread, ids, fits, all);
  }
}
