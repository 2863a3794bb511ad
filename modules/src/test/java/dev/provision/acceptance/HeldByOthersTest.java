package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.contract.KindSamples;
import dev.provision.spi.Disruption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind that can hold something or be attached to something: what others put into it stays, and
 * it stays with that, whatever is allowed.
 */
class HeldByOthersTest {
  private static final String VM = "/DC0/vm/DC0_C0_RP0_VM0";
  private static final String HOST = "/DC0/host/DC0_C0/DC0_C0_H0";

  private static final String ALL =
      Arrays.stream(Disruption.values()).map(Disruption::word).collect(Collectors.joining(","));

  /**
   * What others do with the thing of a kind's sample.
   *
   * @param named what a refusal calls that
   */
  private record Foreign(String named, Consumer<SimulatorTarget> put) {}

  private static final Map<String, Foreign> FOREIGN = new TreeMap<>();

  static {
    in("datacenters", "/DC9/vm/theirs", it -> it.otherClient().folder("/DC9/vm/theirs"));
    in("folders", "/DC0/vm/team/theirs", it -> it.otherClient().folder("/DC0/vm/team/theirs"));
    in("clusters", "/DC0/host/edge/Resources/theirs", it -> pool(it, "/DC0/host/edge/Resources"));
    in(
        "resource_pools",
        "/DC0/host/DC0_C0/Resources/gold/theirs",
        it -> pool(it, "/DC0/host/DC0_C0/Resources/gold"));
    in(
        "vapps",
        "/DC0/host/DC0_C0/Resources/shop/theirs",
        it -> pool(it, "/DC0/host/DC0_C0/Resources/shop"));
    in("datastores", VM, HeldByOthersTest::disk);
    in(
        "datastore_clusters",
        "/DC0/datastore/shared/LocalDS_0",
        it -> it.otherClient().move("/DC0/datastore/LocalDS_0", "/DC0/datastore/shared"));
    in("switches", "theirs", HeldByOthersTest::portGroup);
    // only the server says that a standard port group is in use, and not by what
    in("networks", "The resource 'app' is in use.", HeldByOthersTest::nic);
    in("vsphere_tags", VM, it -> it.otherClient().tags().attach("tier", "gold", VM));
    in("custom_attributes", VM, it -> it.otherClient().attributes().set(VM, "owner", "me"));
    in("roles", "/DC0", it -> it.otherClient().rights().permit("/DC0", "LAB\\team", "operator"));
  }

  private static void in(String section, String named, Consumer<SimulatorTarget> put) {
    FOREIGN.put(section, new Foreign(named, put));
  }

  @TempDir Path folder;

  static Stream<String> sections() {
    return FOREIGN.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void whatOthersPutIntoItStaysWithItWhateverIsAllowed(String section) {
    KindSamples.Made made = KindSamples.of(section).made().orElseThrow();
    String rest =
        section.equals("folders")
            ? "datacenters:\n  REST: {}\n"
            : "folders:\n  rest: {path: /DC0/vm/rest}\n";
    SimulatorTarget target = new SimulatorTarget(0);
    Provisioning provision =
        new Provisioning(target, folder, "name: ci\nvcenter: VCENTER\n" + made.whole() + rest);
    Suite.converged(provision.apply());
    Foreign foreign = FOREIGN.get(section);
    foreign.put().accept(target);

    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", ALL);

    assertThat(kept.all()).contains(foreign.named());
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("rest");
    assertThat(target.otherClient().in("/")).doesNotContain("REST");
    Provisioning.Ended again = provision.plan();
    assertThat(again.out()).as(kept.all()).contains("1 to create");
    provision.rewrite("name: ci\nvcenter: VCENTER\n" + made.without());
    Provisioning.Ended absent = provision.apply("--prune", "--yes", "--allow", ALL);
    assertThat(absent.all()).contains(foreign.named());
    provision.rewrite("name: ci\nvcenter: VCENTER\n" + made.whole());
    assertThat(provision.plan().out()).as(absent.all()).contains("0 to create");
  }

  private static void pool(SimulatorTarget target, String in) {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.setCpuAllocation(everything());
    spec.setMemoryAllocation(everything());
    Vim.asked(() -> target.vim().api().createResourcePool(target.stub().at(in), "theirs", spec));
  }

  private static ResourceAllocationInfo everything() {
    ResourceAllocationInfo all = new ResourceAllocationInfo();
    all.setReservation(0L);
    all.setExpandableReservation(true);
    all.setLimit(-1L);
    SharesInfo shares = new SharesInfo();
    shares.setLevel(SharesLevel.normal);
    all.setShares(shares);
    return all;
  }

  private static void disk(SimulatorTarget target) {
    target.otherClient().migrate(VM, HOST);
    target.otherClient().disk("[nfs1] theirs/data.vmdk", 16);
    target.otherClient().attach(VM, "[nfs1] theirs/data.vmdk");
  }

  private static void portGroup(SimulatorTarget target) {
    DVPortgroupConfigSpec spec = new DVPortgroupConfigSpec();
    spec.setName("theirs");
    spec.setType("earlyBinding");
    spec.setNumPorts(8);
    DVPortgroupConfigSpec[] one = {spec};
    ManagedObjectReference dvs = target.stub().at("/DC0/network/dvs1");
    target.vim().ended(Vim.asked(() -> target.vim().api().addDVPortgroup_Task(dvs, one)));
  }

  private static void nic(SimulatorTarget target) {
    target.otherClient().migrate(VM, HOST);
    VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
    backing.setDeviceName("app");
    VirtualVmxnet3 nic = new VirtualVmxnet3();
    nic.setKey(-1);
    nic.setBacking(backing);
    VirtualDeviceConfigSpec add = new VirtualDeviceConfigSpec();
    add.setOperation(VirtualDeviceConfigSpecOperation.add);
    add.setDevice(nic);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {add});
    target
        .vim()
        .ended(Vim.asked(() -> target.vim().api().reconfigVM_Task(target.stub().at(VM), spec)));
  }
}
