package dev.provision.modules.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.Tag;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkKindTest {
  private static final Address PRIVATE = new Address("network", "private");

  private final NetworkKind kind = new NetworkKind();
  private final World world = new World().network("VM Network");

  private Observation<NetworkState> observe(NetworkDesired desired) {
    return kind.observe(PRIVATE, desired, world.inventory());
  }

  private static NetworkDesired wanted(String portGroup) {
    return new NetworkDesired(
        "private", portGroup, Connections.spec(Map.of("datacenter", "DC0")), Optional.empty());
  }

  @Test
  void findsAStandardPortGroupByNameAndByPath() {
    PortGroupRef found =
        new PortGroupRef("private", world.at("/DC0/network/VM Network"), "VM Network", "", "");
    for (String written : List.of("VM Network", "/DC0/network/VM Network")) {
      assertThat(observe(wanted(written)))
          .isEqualTo(
              new Observation.Present<>(
                  NetworkState.existing(found), "/DC0/network/VM Network", Ownership.EXISTING));
    }
  }

  @Test
  void tellsTheKeyAndTheSwitchOfADistributedOne() {
    ManagedObjectReference dvs =
        world.add(
            "VmwareDistributedVirtualSwitch",
            "dvs0",
            world.at("/DC0/network"),
            Map.of("uuid", "50 2c"));
    world.add(
        "DistributedVirtualPortgroup",
        "back",
        world.at("/DC0/network"),
        Map.of("key", "dvportgroup-9", "config.distributedVirtualSwitch", dvs));
    assertThat(observe(wanted("back")))
        .isEqualTo(
            new Observation.Present<>(
                NetworkState.existing(
                    new PortGroupRef(
                        "private",
                        world.at("/DC0/network/back"),
                        "back",
                        "50 2c",
                        "dvportgroup-9")),
                "/DC0/network/back",
                Ownership.EXISTING));
  }

  @Test
  void listsEveryPathOfANameThatIsThereTwice() {
    ManagedObjectReference lab = world.add("Folder", "lab", world.at("/DC0/network"), Map.of());
    world.add("Network", "VM Network", lab, Map.of());
    assertThat(observe(wanted("VM Network")))
        .isEqualTo(
            new Observation.Ambiguous<>(
                List.of("/DC0/network/VM Network", "/DC0/network/lab/VM Network")));
  }

  @Test
  void saysWhatComesNearToAPortGroupThatIsNotThere() {
    assertThat(observe(wanted("VM Netwrk"))).isEqualTo(new Observation.Absent<>());
    Declaration<NetworkSpec> declaration =
        new Declaration<>(
            PRIVATE,
            NetworkSpec.existing(new PlaceName("VM Netwrk")),
            Common.DEFAULT,
            Map.of(),
            List.of(),
            Span.of("site.yml"));
    assertThat(kind.missing(declaration, wanted("VM Netwrk"), world.inventory()))
        .isEqualTo(
            new Problem(
                "port_group",
                "there is no port group `VM Netwrk` in `/DC0`; did you mean `VM Network`?"));
  }

  private String whyMissing(String portGroup) {
    assertThat(observe(wanted(portGroup))).isEqualTo(new Observation.Absent<>());
    Declaration<NetworkSpec> declaration =
        new Declaration<>(
            PRIVATE,
            NetworkSpec.existing(new PlaceName(portGroup)),
            Common.DEFAULT,
            Map.of(),
            List.of(),
            Span.of("site.yml"));
    return kind.missing(declaration, wanted(portGroup), world.inventory()).message();
  }

  private static OpaqueNetworkSummary summary(String id) {
    OpaqueNetworkSummary summary = new OpaqueNetworkSummary();
    summary.setOpaqueNetworkId(id);
    summary.setOpaqueNetworkType("nsx.LogicalSwitch");
    return summary;
  }

  private PortGroupRef found(String written) {
    Observation<NetworkState> seen = observe(wanted(written));
    assertThat(seen).isInstanceOf(Observation.Present.class);
    return ((Observation.Present<NetworkState>) seen).state().group().orElseThrow();
  }

  @Test
  void anOpaqueNetworkIsFoundByNamePathAndId() {
    ManagedObjectReference nsx =
        world.add(
            "OpaqueNetwork",
            "nsx-1",
            world.at("/DC0/network"),
            Map.of("summary", summary("7a3e-id")));
    PortGroupRef expected =
        new PortGroupRef(
            "private",
            nsx,
            "nsx-1",
            "",
            "",
            Optional.of(new PortGroupRef.Opaque("7a3e-id", "nsx.LogicalSwitch", Set.of())));
    assertThat(found("nsx-1")).isEqualTo(expected);
    assertThat(found("/DC0/network/nsx-1")).isEqualTo(expected);
    assertThat(found("7a3e-id")).isEqualTo(expected);
    assertThat(expected.onHost()).isEqualTo(nsx);
  }

  @Test
  void theNsxPortGroupsOfALogicalSwitchStandForItsOpaqueNetwork() {
    ManagedObjectReference group =
        world.add(
            "DistributedVirtualPortgroup",
            "nsx-pg",
            world.at("/DC0/network"),
            Map.of("key", "dvportgroup-77", "config.logicalSwitchUuid", "7a3e-id"));
    world.add(
        "OpaqueNetwork", "nsx-1", world.at("/DC0/network"), Map.of("summary", summary("7a3e-id")));
    PortGroupRef found = found("nsx-1");
    assertThat(found.opaque().orElseThrow().carriers()).containsExactly(group);
    assertThat(found.onHost()).isEqualTo(group);
    assertThat(found.isNamedBy(group.getVal())).isTrue();
    assertThat(found.isNamedBy("7a3e-id")).isTrue();
    assertThat(found.isNamedBy("nsx-1")).isFalse();
  }

  @Test
  void aDistributedPortGroupIsFoundByItsKey() {
    ManagedObjectReference dvs =
        world.add(
            "VmwareDistributedVirtualSwitch",
            "dvs1",
            world.at("/DC0/network"),
            Map.of("uuid", "50 2d"));
    ManagedObjectReference group =
        world.add(
            "DistributedVirtualPortgroup",
            "front",
            world.at("/DC0/network"),
            Map.of("key", "dvportgroup-123", "config.distributedVirtualSwitch", dvs));
    assertThat(found("dvportgroup-123"))
        .isEqualTo(new PortGroupRef("private", group, "front", "50 2d", "dvportgroup-123"));
  }

  @Test
  void aNameOfOneThatIsTheKeyOfAnotherIsAmbiguous() {
    world.add(
        "OpaqueNetwork",
        "nsx-1",
        world.at("/DC0/network"),
        Map.of("summary", summary("VM Network")));
    assertThat(observe(wanted("VM Network")))
        .isEqualTo(
            new Observation.Ambiguous<>(List.of("/DC0/network/VM Network", "/DC0/network/nsx-1")));
  }

  @Test
  void aPartOfANameIsNoName() {
    assertThat(observe(wanted("VM Net"))).isEqualTo(new Observation.Absent<>());
  }

  @Test
  void aPortGroupWhoseSwitchCannotBeReadIsRefusedBeforeAnyVmIsMade() {
    ManagedObjectReference hidden = new ManagedObjectReference();
    hidden.setType("VmwareDistributedVirtualSwitch");
    hidden.setVal("dvs-hidden");
    world.add(
        "DistributedVirtualPortgroup",
        "nsx-1",
        world.at("/DC0/network"),
        Map.of("key", "dvportgroup-1", "config.distributedVirtualSwitch", hidden));
    assertThat(whyMissing("nsx-1"))
        .isEqualTo("`/DC0/network/nsx-1` is on a distributed switch that the account may not read");
  }

  @Test
  void isWrittenInOneWordToo() {
    assertThat(NetworkSpec.class.getRecordComponents()[0].isAnnotationPresent(Shorthand.class))
        .isTrue();
  }

  private void uplinks(String name) {
    Tag tag = new Tag();
    tag.setKey("SYSTEM/DVS.UPLINKPG");
    world.add(
        "DistributedVirtualPortgroup",
        name,
        world.at("/DC0/network"),
        Map.of("key", "dvportgroup-8", "tag", new Tag[] {tag}));
  }

  @Test
  void refusesTheUplinksOfADistributedSwitchByNameAndByKey() {
    uplinks("DVS0-DVUplinks-9");
    String refusal =
        "`/DC0/network/DVS0-DVUplinks-9` is the uplink port group of a distributed switch: it"
            + " connects the switch to the hosts' physical adapters, and no VM; name one of the"
            + " switch's other port groups";

    assertThat(whyMissing("DVS0-DVUplinks-9")).isEqualTo(refusal);
    assertThat(whyMissing("dvportgroup-8")).isEqualTo(refusal);
    assertThat(whyMissing("/DC0/network/DVS0-DVUplinks-9")).isEqualTo(refusal);
  }

  @Test
  void doesNotOfferTheUplinksForASlip() {
    uplinks("DVS0-DVUplinks-9");

    assertThat(whyMissing("DVS0-DVUplink-9"))
        .isEqualTo("there is no port group `DVS0-DVUplink-9` in `/DC0`");
  }

  @Test
  void aNameThatUplinksHaveTooStandsForThePortGroup() {
    ManagedObjectReference lab = world.add("Folder", "lab", world.at("/DC0/network"), Map.of());
    Tag tag = new Tag();
    tag.setKey("SYSTEM/DVS.UPLINKPG");
    world.add(
        "DistributedVirtualPortgroup",
        "VM Network",
        lab,
        Map.of("key", "dvportgroup-7", "tag", new Tag[] {tag}));

    assertThat(found("VM Network").ref()).isEqualTo(world.at("/DC0/network/VM Network"));
  }
}
