package dev.provision.vsphere.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsReferee
class InventoryReaderTest {
  private static final FullReading NOTHING =
      FullReading.of(new Survey(new EnvironmentId("", "ci"), List.of()), List.of());

  private static Referee referee;

  @BeforeAll
  static void start() {
    referee = Referee.start("-folder", "1", "-pool", "1", "-app", "1");
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void forget() {
    referee.resetFaults();
    referee.resetCalls();
  }

  private static InventoryReader reader(Wire wire, int page) {
    return new InventoryReader(
        wire.api(), wire.content(), ApiVersion.OLDEST, WantedProperties.of(List.of()), page, page);
  }

  @Test
  void readsNamesPathsAndLightPropertiesOfEverything() throws Exception {
    try (Wire wire = Wire.to(referee)) {
      Snapshot all = reader(wire, 1000).read(NOTHING);

      assertThat(all.path(all.root())).hasToString("/");
      assertThat(all.all("VirtualMachine"))
          .extracting(vm -> all.path(vm.ref()).toString())
          .contains("/F0/DC0/vm/F0/DC0_H0_VM0");
      assertThat(all.all("Network"))
          .extracting(Item::type)
          .contains("Network", "DistributedVirtualPortgroup");
      assertThat(all.all("ClusterComputeResource"))
          .singleElement()
          .satisfies(
              c -> assertThat(c.get("resourcePool", ManagedObjectReference.class)).isPresent());
      assertThat(all.all("HostSystem"))
          .allSatisfy(
              host -> {
                assertThat(host.get("summary.hardware.memorySize", Long.class)).isPresent();
                assertThat(host.get("datastore", ManagedObjectReference[].class)).isPresent();
                assertThat(host.missing()).isEmpty();
              });
      assertThat(all.about().getApiType()).isEqualTo("VirtualCenter");
      assertThat(all.runningTasks()).isEmpty();
    }
  }

  @Test
  void readsMarksByKeyAndOwnedVmsInFull() throws Exception {
    try (Wire wire = Wire.to(referee)) {
      Snapshot before = reader(wire, 1000).read(NOTHING);
      Item vm = before.all("VirtualMachine").iterator().next();
      VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
      OptionValue mark = new OptionValue();
      mark.setKey(Marks.ENVIRONMENT);
      mark.setValue("ci");
      spec.setExtraConfig(new OptionValue[] {mark});
      wire.api().reconfigVM_Task(vm.ref(), spec);

      Snapshot all = reader(wire, 1000).read(NOTHING);

      Item read = all.get(vm.ref()).orElseThrow();
      assertThat(read.get(Marks.property(Marks.ENVIRONMENT), OptionValue.class)).isPresent();
      assertThat(Marks.of(read, Marks.ENVIRONMENT)).isEqualTo("ci");
      assertThat(all.isFull(vm.ref())).isTrue();
      assertThat(all.contents().full()).containsExactly(vm.ref());
      assertThat(Marks.extraConfig(read)).containsEntry(Marks.ENVIRONMENT, "ci");
    }
  }

  @Test
  void readsTheSameInPages() throws Exception {
    try (Wire wire = Wire.to(referee)) {
      Snapshot whole = reader(wire, 1000).read(NOTHING);
      referee.resetCalls();

      Snapshot paged = reader(wire, 7).read(NOTHING);

      assertThat(paged.contents().items().keySet()).isEqualTo(whole.contents().items().keySet());
      assertThat(referee.calls().get("ContinueRetrievePropertiesEx")).isGreaterThan(3);
    }
  }

  @Test
  void readsFromTheStartWhenAnObjectGoesAwayBetweenPages() throws Exception {
    try (Wire wire = Wire.to(referee)) {
      referee.fault(Rule.on("ContinueRetrievePropertiesEx").nth(2).fault("ManagedObjectNotFound"));

      Snapshot paged = reader(wire, 7).read(NOTHING);

      assertThat(paged.all("VirtualMachine")).hasSizeGreaterThan(3);
      assertThat(referee.calls()).containsEntry("CreateContainerView", 2);
    }
  }

  @Test
  void rereadsSomeAndLeavesOutWhatIsGone() throws Exception {
    try (Wire wire = Wire.to(referee)) {
      ManagedObjectReference folder =
          wire.api().createFolder(wire.content().getRootFolder(), "short-lived");
      Snapshot before = reader(wire, 1000).read(NOTHING);
      assertThat(before.at(InventoryPath.parse("/short-lived"))).isPresent();
      wire.api().destroy_Task(folder);
      Item vm = before.all("VirtualMachine").iterator().next();
      referee.resetCalls();

      Snapshot after = reader(wire, 1000).reread(before, List.of(folder, vm.ref()), NOTHING);

      assertThat(after.at(InventoryPath.parse("/short-lived"))).isEmpty();
      assertThat(after.isFull(vm.ref())).isTrue();
      assertThat(after.path(vm.ref())).isEqualTo(before.path(vm.ref()));
      assertThat(referee.calls()).isEqualTo(Map.of("RetrievePropertiesEx", 1));
    }
  }

  @Test
  void makesAsManyCallsForAThousandVmsAsForTen() throws Exception {
    assertThat(callsToRead(10)).isEqualTo(callsToRead(1000));
  }

  /**
   * @param crowd how many VMs there are beside the four that are always there
   */
  private static Map<String, Integer> callsToRead(int crowd) throws Exception {
    try (Referee big = Referee.start("-crowd", String.valueOf(crowd));
        Wire wire = Wire.to(big)) {
      big.resetCalls();
      assertThat(reader(wire, 5000).read(NOTHING).all("VirtualMachine")).hasSize(4 + crowd);
      return new TreeMap<>(big.calls());
    }
  }
}
