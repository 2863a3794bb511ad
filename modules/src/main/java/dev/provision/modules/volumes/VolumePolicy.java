package dev.provision.modules.volumes;

import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.places.DirectHost;
import java.util.Optional;

/**
 * Why a volume cannot have its storage policy. The policy decides the datastore; the disk itself
 * gets it when it is attached to an instance, because vCenter knows policies only for disks of VMs.
 */
final class VolumePolicy {
  private static final String FIELD = "storage_policy";

  private VolumePolicy() {}

  static Optional<Problem> problem(
      VolumeDesired desired, Observation<VolumeState> seen, Inventory read) {
    if (desired.spec().storagePolicy().isEmpty() || desired.absent()) {
      return Optional.empty();
    }
    String policy = desired.spec().storagePolicy().get();
    StoragePolicies policies = read.policies();
    return direct(read)
        .or(() -> policies.problem(policy))
        .or(() -> unclear(policy, desired, seen, policies))
        .or(() -> misplaced(policy, seen, policies))
        .map(why -> new Problem(FIELD, why));
  }

  private static Optional<String> direct(Inventory read) {
    return DirectHost.is(read)
        ? Optional.of(DirectHost.refusal(FIELD, "it has no storage policies; leave it out"))
        : Optional.empty();
  }

  private static Optional<String> unclear(
      String policy,
      VolumeDesired desired,
      Observation<VolumeState> seen,
      StoragePolicies policies) {
    return policies
        .unclear(policy)
        .filter(why -> desired.spec().datastore().isEmpty())
        .filter(why -> !(seen instanceof Observation.Present))
        .map(
            why ->
                "nobody can say which datastores satisfy storage policy `"
                    + policy
                    + "`: "
                    + why
                    + "; name one with `datastore`, which is taken at your word");
  }

  private static Optional<String> misplaced(
      String policy, Observation<VolumeState> seen, StoragePolicies policies) {
    if (!(seen instanceof Observation.Present<VolumeState> present)) {
      return Optional.empty();
    }
    return policies
        .refusal(policy, present.state().home().datastore())
        .map(
            why ->
                "it lies on `"
                    + present.state().home().datastoreName()
                    + "`, which does not satisfy storage policy `"
                    + policy
                    + "` ("
                    + why
                    + "); create it again as a copy of this one, or name another policy");
  }
}
