package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.wire.CallJudge;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.StubClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the product write calls that it seldom needs, so that the schema judges them too. */
class SeldomCallsTest {
  @TempDir Path folder;

  @Test
  void anInstanceMovesIntoAnotherPoolOfItsCluster() throws Exception {
    try (SimulatorTarget target = new SimulatorTarget(0)) {
      YavijavaClient client = target.stub();
      ManagedObjectReference root = client.at("/DC0/host/DC0_C0/Resources");
      target.vim().api().createResourcePool(root, "ops", unlimited());
      Provisioning provision = new Provisioning(target, folder, Acceptance.plain());
      Acceptance.converged(provision.apply());

      provision.rewrite(
          Acceptance.one(
              "vcpus: 1, ram: 64 MiB",
              "networks: {eth0: private}, resource_pool: DC0_C0/Resources/ops"));
      target.resetCalls();
      Acceptance.converged(provision.apply());

      assertThat(target.calls()).containsEntry("MoveIntoResourcePool", 1);
      assertThat(provision.apply().out()).contains("No changes.");
    }
  }

  private static ResourceConfigSpec unlimited() {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.setCpuAllocation(allocation());
    spec.setMemoryAllocation(allocation());
    return spec;
  }

  private static ResourceAllocationInfo allocation() {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setReservation(0L);
    info.setExpandableReservation(true);
    info.setLimit(-1L);
    return info;
  }

  @Test
  void aTopFolderOfAVsanDatastoreIsMadeByTheNamespaceManager() {
    try (SimulatorTarget target =
        new SimulatorTarget(0, "LocalDS_0: {size: 100 TiB, type: vsan}")) {
      Provisioning provision =
          new Provisioning(target, folder, Acceptance.play("volumes:\n  pgdata: {size: 1 GiB}\n"));

      Acceptance.converged(provision.apply());

      assertThat(target.calls()).containsEntry("CreateDirectory", 1);
    }
  }

  /** Asked where something went wrong that no target can be made to do; as the stub writes them. */
  @Test
  void whatIsAskedAfterAFailureIsOfTheSchemaToo() throws Exception {
    CallJudge judge = CallJudge.found();
    Recording wire =
        new Recording(
            call -> {
              judge.judge(call, () -> "6.5");
              return null;
            },
            () -> 0,
            line -> {});
    VimStub api = StubClient.stub(wire);

    api.refreshStorageInfo(reference("VirtualMachine"));
    api.deleteDirectory(
        reference("DatastoreNamespaceManager"), reference("Datacenter"), "/vmfs/volumes/vsan:1/2");

    assertThat(wire.counts()).containsOnlyKeys("RefreshStorageInfo", "DeleteDirectory");
  }

  private static ManagedObjectReference reference(String type) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.setType(type);
    reference.setVal("an-id");
    return reference;
  }
}
