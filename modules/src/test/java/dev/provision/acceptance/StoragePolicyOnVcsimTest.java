package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsReferee;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage policy service over SOAP, as far as vcsim has it. */
@NeedsReferee
class StoragePolicyOnVcsimTest {
  private static final String VSAN =
      "vcpus: 1, ram: 64 MiB, extra_specs: {\"vmware:storage_policy\": vSAN Default Storage Policy}";

  @TempDir Path folder;

  private static String one(String flavor) {
    return Acceptance.one(flavor, "networks: {eth0: private}");
  }

  private static Map<String, Integer> pbm(Target target) {
    Map<String, Integer> calls = new TreeMap<>(target.calls());
    calls.keySet().removeIf(method -> !method.startsWith("Pbm"));
    return calls;
  }

  @Test
  void policiesAreReadOnTheSameSessionAndOnlyWhereOneIsNamed() {
    try (VcsimTarget target = new VcsimTarget()) {
      Provisioning provision = new Provisioning(target, folder, Acceptance.plain());
      Acceptance.converged(provision.plan());
      assertThat(pbm(target)).isEmpty();

      provision.rewrite(one(VSAN));
      target.resetCalls();
      Acceptance.converged(provision.plan());
      assertThat(pbm(target))
          .isEqualTo(
              Map.of(
                  "PbmRetrieveServiceContent", 1,
                  "PbmQueryProfile", 1,
                  "PbmRetrieveContent", 1,
                  "PbmCheckRequirements", 1,
                  // of the image, which is read in full like the instances
                  "PbmQueryAssociatedProfiles", 1));
      assertThat(target.mutating()).isEmpty();

      target.resetCalls();
      target.callFails("PbmQueryProfile", "NotAuthenticated", 1);
      Acceptance.converged(provision.plan());
      assertThat(target.wentWrong()).isOne();
      assertThat(target.calls()).containsEntry("Login", 2).containsEntry("PbmQueryProfile", 2);
      target.allIsWell();

      provision.rewrite(one(VSAN.replace("vSAN Default", "VSAN default")));
      Provisioning.Ended unknown = provision.plan();
      assertThat(unknown.exit()).isEqualTo(65);
      assertThat(unknown.err())
          .contains(
              "there is no storage policy `VSAN default Storage Policy`; did you mean `vSAN Default"
                  + " Storage Policy`?");

      // what is written is dropped, and that is said
      provision.rewrite(one(VSAN));
      Provisioning.Ended dropped = provision.apply();
      assertThat(dropped.exit()).as(dropped.all()).isEqualTo(1);
      assertThat(dropped.all()).contains("extra_specs.vmware:storage_policy");
      assertThat(target.mutating()).containsEntry("CloneVM_Task", 1);

      provision.rewrite(Acceptance.plain());
      assertThat(provision.plan().out()).contains("No changes.");
      assertThat(provision.run("destroy", "--yes").exit()).isZero();
      Acceptance.converged(provision.apply());
    }
  }
}
