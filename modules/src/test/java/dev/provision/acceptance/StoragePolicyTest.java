package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineEmptyProfileSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.modules.images.StreamOptimizedFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flavor's storage policy: where its instances may lie, what their folders and disks get, and
 * what is read back, on the simulator; vcsim drops what is written ({@link VcsimDifferencesTest}).
 */
class StoragePolicyTest {
  @TempDir Path folder;

  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              hosts:
                esx: {count: 2, cpus: 16, memory: 64 GiB}
          datastores:
            bronze1: 4 TiB
            gold1: 1 TiB
            gold2: {size: 2 TiB, mounts: [esx-2]}
          networks:
            VM Network: {}
          templates:
            ubuntu: {datastore: bronze1, disk: 8 GiB, used: 2 GiB, snapshot: base, network: VM Network}
      storage_policies:
        Gold: [gold1, gold2]
        Silver: [bronze1, gold1, gold2]
        Nowhere: []
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml}
      images:
        ubuntu: {template: ubuntu}
      flavors:
        small: {vcpus: 1, ram: 1 GiB%s}
      instances:
        web: {image: ubuntu, flavor: small, networks: {eth0: VM Network}%s}
      """;

  private final SimulatorTarget target = new SimulatorTarget(LAB);

  private static String play(String policy, String more) {
    return PLAY.formatted(
        policy.isEmpty() ? "" : ", extra_specs: {\"vmware:storage_policy\": " + policy + "}", more);
  }

  private Provisioning provision(String text) {
    return new Provisioning(target, folder, text);
  }

  private static void converged(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    Provisioning.Ended again = provision.apply();
    assertThat(again.out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void theVmAndEachOfItsDisksGetItOnADatastoreThatSatisfiesIt() {
    Provisioning provision =
        provision(play("Gold", ", clone: full").replace("1 GiB", "1 GiB, ephemeral: 2, swap: 512"));
    target.resetCalls();
    assertThat(provision.plan().steps()).contains("-> esx-1, gold1");
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web"))
        .isEqualTo(Map.of("vm", "Gold", "2000", "Gold", "2001", "Gold", "2002", "Gold"));
    nothingIsLeft(provision);

    provision.rewrite(
        play("Silver", ", clone: full").replace("1 GiB", "1 GiB, ephemeral: 2, swap: 512"));
    assertThat(provision.plan().out())
        .contains("extra_specs.vmware:storage_policy")
        .contains("Gold -> Silver")
        .contains("changed in place");
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.mutating()).containsEntry("ReconfigVM_Task", 1);
    assertThat(target.mutating()).doesNotContainKeys("PowerOffVM_Task", "RelocateVM_Task");
    assertThat(policies("/DC0/vm/ci/web"))
        .isEqualTo(Map.of("vm", "Silver", "2000", "Silver", "2001", "Silver", "2002", "Silver"));
    nothingIsLeft(provision);
  }

  private Map<String, String> policies(String path) {
    return SeenPolicies.of(target.vim(), target.stub().at(path));
  }

  private void refused(String text, int exit, String... messages) {
    target.resetCalls();
    Provisioning.Ended plan = provision(text).plan();
    assertThat(plan.exit()).as(plan.all()).isEqualTo(exit);
    assertThat(plan.err()).contains(messages);
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void aNameThatNobodyKnowsIsRefusedWithTheNearest() {
    refused(
        play("gold", ""),
        65,
        "flavor `small`: there is no storage policy `gold`; did you mean `Gold`?; there are `Gold`,"
            + " `Nowhere`, `Silver`, `vSAN Default Storage Policy`");
  }

  @Test
  void whereNoDatastoreSatisfiesItThePlanSaysWhyForEachHost() {
    refused(
        play("Nowhere", ", clone: full"),
        1,
        "esx-1  has no datastore that satisfies storage policy `Nowhere`: not `bronze1` (The"
            + " datastore lacks what `Nowhere` asks for.), `gold1` (The datastore lacks what"
            + " `Nowhere` asks for.)",
        "nearest is esx-1: mount a datastore on it that satisfies `Nowhere`, or name another"
            + " policy");
    Provisioning.Ended why = provision(play("Nowhere", ", clone: full")).run("why", "instance.web");
    assertThat(why.out()).contains("storage policy `Nowhere`").contains("policy");
  }

  @Test
  void aLinkedCloneOfATemplateThatLiesElsewhereIsRefused() {
    refused(
        play("Gold", ""),
        1,
        "has no datastore that satisfies storage policy `Gold`: not `bronze1`");
  }

  @Test
  void aDatastoreThatIsDeclaredHasToSatisfyItToo() {
    refused(
        play("Gold", ", clone: full, datastore: bronze1"),
        1,
        "has no datastore that satisfies storage policy `Gold`: not `bronze1`");
    converged(provision(play("Gold", ", clone: full, datastore: gold1")).apply());
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Gold", "2000", "Gold"));
  }

  @Test
  void oneThatIsThereGetsAPolicyThatItsDatastoreSatisfiesOrIsMovedFirst() {
    Provisioning provision = provision(play("", ""));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.calls().keySet()).noneMatch(method -> method.startsWith("Pbm"));
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "", "2000", ""));

    provision.rewrite(play("Silver", ""));
    assertThat(provision.plan().out()).contains("(absent) -> Silver");
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Silver", "2000", "Silver"));
    nothingIsLeft(provision);

    provision.rewrite(play("Gold", ""));
    assertThat(provision.plan().err())
        .contains(
            "flavor `small`: `/DC0/vm/ci/web` lies where storage policy `Gold` is not satisfied:"
                + " `bronze1` (The datastore lacks what `Gold` asks for.); declare a `datastore`"
                + " that satisfies it, and it is moved there");

    provision.rewrite(play("Gold", ", datastore: gold1, clone: full"));
    target.refuses("ReconfigVM_Task", false);
    assertThat(provision.apply().exit()).isEqualTo(1);
    // it was moved with the policy, and its disk is left to the next apply
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Gold", "2000", "Silver"));
    target.allIsWell();
    assertThat(provision.plan().out()).contains("Gold, but Silver on disk 1000:0 -> Gold");
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Gold", "2000", "Gold"));
    nothingIsLeft(provision);

    provision.rewrite(play("", ", datastore: gold1, clone: full"));
    nothingIsLeft(provision);
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Gold", "2000", "Gold"));
  }

  @Test
  void aDiskWithoutItIsSeenAndGetsIt() {
    Provisioning provision = provision(play("Gold", ", clone: full"));
    converged(provision.apply());
    strip("/DC0/vm/ci/web");
    assertThat(provision.plan().out()).contains("Gold, but (absent) on disk 1000:0 -> Gold");
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  /** Somebody takes the policy off the first disk. */
  private void strip(String path) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(VirtualDeviceConfigSpecOperation.edit);
    ManagedObjectReference vm = target.stub().at(path);
    for (var device : target.vim().config(vm).getHardware().getDevice()) {
      if (device instanceof VirtualDisk) {
        edit.setDevice(device);
      }
    }
    edit.setProfile(new VirtualMachineProfileSpec[] {new VirtualMachineEmptyProfileSpec()});
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {edit});
    target.vim().ended(Vim.asked(() -> target.vim().api().reconfigVM_Task(vm, spec)));
  }

  @Test
  void anAccountThatMayNotSeePoliciesIsToldSo() {
    target.callFails("PbmQueryProfile", "NoPermission", 1);
    refused(
        play("Gold", ""),
        65,
        "flavor `small`: storage policy `Gold` cannot be looked up: the account has no permission;"
            + " vCenter did not say which privilege");
  }

  @Test
  void aServerThatCannotCheckIsAskedForWhatMatchesAndElseTheUserHasToSay() {
    target.callFails("PbmCheckRequirements", "MethodNotFound", 9);
    assertThat(provision(play("Gold", ", clone: full")).plan().steps()).contains("-> esx-1, gold1");
    refused(
        play("Gold", ""),
        1,
        "storage policy `Gold`: not `bronze1` (it is not among those that vCenter names for it)");

    target.callFails("PbmQueryMatchingHub", "MethodNotFound", 9);
    refused(
        play("Gold", ", clone: full"),
        65,
        "flavor `small`: nobody can say which datastores satisfy storage policy `Gold`: its storage"
            + " policy service has neither PbmCheckRequirements nor PbmQueryMatchingHub; name one"
            + " with `datastore`, which is taken at your word");
    assertThat(provision(play("Gold", ", clone: full, datastore: gold1")).plan().exit()).isZero();
  }

  @Test
  void aRehearsalIsOnACopyWithThePoliciesThatAreNamed() {
    Provisioning provision = provision(play("Silver", ", clone: full"));
    converged(provision.apply());
    provision.rewrite(
        play("Gold", ", clone: full, datastore: gold1")
            + "  new: {image: ubuntu, flavor: small, networks: {eth0: VM Network}, clone: full}\n");
    target.resetCalls();
    Path copy = folder.resolve("copy");
    Provisioning.Ended rehearsed = provision.run("rehearse", "--capture", copy.toString());
    converged(rehearsed);
    assertThat(rehearsed.out())
        .contains("Silver -> Gold")
        .containsPattern("instance.new .*-> esx-., gold.")
        .contains("A second plan has no changes.");
    assertThat(target.mutating()).isEmpty();

    // a copy that was made for a playbook without policies says that it has none
    Provisioning plain = provision(play("", ", clone: full, datastore: gold1"));
    Path without = folder.resolve("without");
    plain.run("rehearse", "--capture", without.toString());
    plain.rewrite(play("Gold", ", clone: full, datastore: gold1"));
    assertThat(plain.run("rehearse", "--from", without.toString()).all())
        .contains(
            "storage policy `Gold` cannot be looked up: this copy holds no storage policies; capture"
                + " it again for a playbook that names one");
  }

  private static String withVolume(String volume, String instance) {
    return play("", instance) + "volumes:\n  data: {size: 1 GiB" + volume + "}\n";
  }

  @Test
  void aVolumeLiesWhereItsPolicyIsSatisfiedAndHasItWithTheInstanceThatHasIt() {
    Provisioning provision = provision(withVolume(", storage_policy: Gold", ""));
    assertThat(provision.plan().steps()).contains("volume.data  1 GiB, thin  -> gold1");
    converged(provision.apply());
    nothingIsLeft(provision);

    provision.rewrite(withVolume(", storage_policy: Gold", ", volumes: {data: data}"));
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "", "2000", "", "2001", "Gold"));
    nothingIsLeft(provision);

    provision.rewrite(withVolume(", storage_policy: Silver", ", volumes: {data: data}"));
    assertThat(provision.plan().out())
        .contains("volumes.data.storage_policy  Gold -> Silver")
        .contains("changed in place");
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.mutating()).isEqualTo(Map.of("ReconfigVM_Task", 1));
    assertThat(policies("/DC0/vm/ci/web")).containsEntry("2001", "Silver").containsEntry("vm", "");
    nothingIsLeft(provision);

    provision.rewrite(
        withVolume(", storage_policy: Silver", ", volumes: {data: data}")
            .replace("ram: 1 GiB", "ram: 1 GiB, extra_specs: {\"vmware:storage_policy\": Silver}"));
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web").values()).containsOnly("Silver");
    nothingIsLeft(provision);

    refused(
        withVolume(", storage_policy: Nowhere", ", volumes: {data: data}"),
        65,
        "it lies on `gold1`, which does not satisfy storage policy `Nowhere` (The datastore lacks"
            + " what `Nowhere` asks for.); create it again as a copy of this one, or name another"
            + " policy");
  }

  @Test
  void aVolumeThatFitsNowhereIsRefusedWithTheReasons() {
    refused(
        withVolume(", storage_policy: Nowhere", ""),
        1,
        "gold1  does not satisfy storage policy `Nowhere`: The datastore lacks what `Nowhere` asks"
            + " for.");
    refused(withVolume(", storage_policy: Gald", ""), 65, "did you mean `Gold`?");
  }

  @Test
  void anInstanceOfAnImportedImageIsLinkedToACopyThatSatisfiesThePolicy() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    String play =
        play("Gold", "")
            .replace("{template: ubuntu}", "{source: disk.vmdk}")
            .replace("lab.yml}", "lab.yml, datastores: [{name: bronze1, weight: 9}, gold1]}")
            .replace("web: {", "web: {count: 2, ");
    Provisioning provision = provision(play);
    converged(provision.apply());
    assertThat(target.otherClient().disks("/DC0/vm/ci/web-1"))
        .singleElement()
        .satisfies(disk -> assertThat(disk.file()).startsWith("[gold1] "));
    assertThat(policies("/DC0/vm/ci/web-2")).isEqualTo(Map.of("vm", "Gold", "2000", "Gold"));
    nothingIsLeft(provision);
  }

  @Test
  void aLostReplyOfTheCloneOrTheChangeLeavesNothingUndone() {
    Provisioning provision = provision(play("Gold", ", clone: full"));
    target.replyIsLost("CloneVM_Task", 1);
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Gold", "2000", "Gold"));
    target.replyIsLost("ReconfigVM_Task", 1);
    provision.rewrite(play("Silver", ", clone: full"));
    converged(provision.apply());
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Silver", "2000", "Silver"));
    assertThat(target.wentWrong()).isEqualTo(2);
    nothingIsLeft(provision);
  }

  @Test
  void aSuspendedOneIsSwitchedOffForIt() {
    Provisioning provision = provision(play("Gold", ", clone: full, power: suspended"));
    converged(provision.apply("--yes"));
    provision.rewrite(play("Silver", ", clone: full, power: suspended"));
    assertThat(provision.plan().out()).contains("powers off: it is suspended");
    converged(provision.apply("--yes"));
    assertThat(policies("/DC0/vm/ci/web")).isEqualTo(Map.of("vm", "Silver", "2000", "Silver"));
    nothingIsLeft(provision);
  }
}
