package dev.provision.vsphere.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.World;
import dev.provision.vsphere.places.ConnectionPlaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");
  private static final VcenterSpec ANY = Connections.spec(Map.of());

  /** Two hosts with one datastore each and one that both mount. */
  private static World world() {
    return new World()
        .datastore("local0", 100)
        .datastore("local1", 100)
        .datastore("nas1", 60)
        .cluster("C0")
        .host("C0", "esx0", 8, 16, "local0", "nas1")
        .host("C0", "esx1", 8, 32, "local1", "nas1");
  }

  private static Demand demand(String name, int vcpus, long ramGib, long diskGib) {
    return demand(name, vcpus, ramGib, diskGib, List.of(), Optional.empty(), Optional.empty());
  }

  private static Demand demand(
      String name,
      int vcpus,
      long ramGib,
      long diskGib,
      List<ManagedObjectReference> networks,
      Optional<ManagedObjectReference> datastore,
      Optional<String> datastoreName) {
    return new Demand(
        new Address("instance", name),
        VmNeed.sized(vcpus, DataSize.ofGibibytes(ramGib), DataSize.ofGibibytes(diskGib))
            .on(
                networks.stream()
                    .map(ref -> new PortGroupRef("", ref, ref.getVal(), "", ""))
                    .toList())
            .lying(datastore, datastoreName.map(PlaceName::new)));
  }

  private static Map<String, String> places(Allocation allocation) {
    assertThat(allocation.refused()).isEmpty();
    Map<String, String> places = new LinkedHashMap<>();
    allocation.placed().keySet().stream()
        .sorted()
        .forEach(a -> places.put(a.name(), allocation.placed().get(a).text()));
    return places;
  }

  private static Map<String, String> place(World world, VcenterSpec spec, Demand... demands) {
    return places(Allocator.allocate(CI, List.of(demands), spec, world.snapshot()));
  }

  private static String refusal(World world, VcenterSpec spec, Demand demand) {
    Allocation allocation = Allocator.allocate(CI, List.of(demand), spec, world.snapshot());
    assertThat(allocation.placed()).isEmpty();
    return allocation.refused().get(demand.address());
  }

  @Test
  void aSingleEsxiHostIsPlacedOnLikeAnyOther() {
    AboutInfo esxi = new AboutInfo();
    esxi.setApiType("HostAgent");
    Snapshot.Contents read = world().snapshot().contents();
    Snapshot alone =
        new Snapshot(
            new Snapshot.Contents(
                esxi,
                read.root(),
                read.items(),
                read.full(),
                read.runningTasks(),
                read.customFields()));
    Demand demand = demand("web", 1, 1, 1);
    VcenterSpec spec = Connections.spec(Map.of("host", "esx01.lab"));

    assertThat(Allocator.allocate(CI, List.of(demand), spec, alone).refused()).isEmpty();
  }

  @Test
  void takesTheHostWithTheMostFreeMemoryAndTheDatastoreWithTheMostRoom() {
    assertThat(place(world(), ANY, demand("a", 2, 4, 20)))
        .containsExactly(Map.entry("a", "esx1, local1"));
  }

  @Test
  void placesTheLargestFirstAndRemembersWhatItPromised() {
    assertThat(
            place(
                world(),
                ANY,
                demand("a-small", 1, 2, 5),
                demand("b-medium", 1, 12, 5),
                demand("c-large", 1, 20, 5)))
        .containsExactly(
            Map.entry("a-small", "esx1, local1"),
            Map.entry("b-medium", "esx0, local0"),
            Map.entry("c-large", "esx1, local1"));
  }

  @Test
  void givesTheSameAnswerInWhateverOrderItIsAsked() {
    Demand a = demand("a", 1, 4, 10);
    Demand b = demand("b", 1, 4, 10);
    Demand c = demand("c", 2, 8, 10);

    assertThat(place(world(), ANY, a, b, c)).isEqualTo(place(world(), ANY, c, b, a));
  }

  private static List<Demand> webs(int count, long ramGib) {
    List<Demand> webs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      webs.add(demand("web-" + String.format("%03d", i), 1, ramGib, 1));
    }
    return webs;
  }

  @Test
  void givesAwayNoMoreMemoryThanThereIsAndSaysOnceWhatIsLeft() {
    Allocation allocation = Allocator.allocate(CI, webs(24, 2), ANY, world().snapshot());

    assertThat(allocation.placed()).hasSize(22);
    assertThat(allocation.refused()).hasSize(2);
    assertThat(Set.copyOf(allocation.refused().values()))
        .containsExactly(
            """
            1 vcpu, 2 GiB of ram and 1 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx0  has no memory free beside 7 more of this plan
              esx1  has no memory free beside 15 more of this plan
            no memory is free on any host
            nearest is esx0: declare 2 GiB of ram less
            vSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so\
            """);
  }

  @Test
  void overcommitsMemoryAsFarAsTheRatioSays() {
    VcenterSpec twice = Connections.spec(Map.of("ram_allocation_ratio", "2"));
    VcenterSpec reserved = Connections.spec(Map.of("reserved_host_memory", "4096"));

    assertThat(Allocator.allocate(CI, webs(60, 2), twice, world().snapshot()).placed()).hasSize(46);
    assertThat(Allocator.allocate(CI, webs(60, 2), reserved, world().snapshot()).placed())
        .hasSize(18);
  }

  @Test
  void putsSoManyVirtualCpusOnAThreadAsTheRatioSays() {
    VcenterSpec half = Connections.spec(Map.of("cpu_allocation_ratio", "0.5"));
    Allocation allocation = Allocator.allocate(CI, webs(9, 1), half, world().snapshot());

    assertThat(allocation.placed()).hasSize(8);
    assertThat(allocation.refused().values())
        .singleElement()
        .asString()
        .contains("\n  esx0  has 0 vcpus left at this cpu_allocation_ratio\n");
  }

  @Test
  void movesOnWhenADatastoreIsFull() {
    assertThat(
            place(
                world(), ANY, demand("a", 1, 1, 90), demand("b", 1, 1, 90), demand("c", 1, 1, 50)))
        .containsExactly(
            Map.entry("a", "esx1, local1"),
            Map.entry("b", "esx0, local0"),
            Map.entry("c", "esx1, nas1"));
  }

  @Test
  void saysForEveryHostWhyALargeVmDoesNotFitAndWhatIsNearest() {
    World world = world();
    world.set(world.at("/DC0/host/C0/esx0"), "runtime.inMaintenanceMode", true);

    assertThat(refusal(world, ANY, demand("big", 16, 64, 200)))
        .isEqualTo(
            """
            16 vcpus, 64 GiB of ram and 200 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx0  is in maintenance mode, has 8 CPU threads, has 16 GiB of memory, has 100 GiB left on `local0`, and disks and swap file take 264 GiB
              esx1  has 8 CPU threads, has 32 GiB of memory, has 100 GiB left on `local1`, and disks and swap file take 264 GiB
            30 GiB of memory is free in all, and none on a host that could take it
            nearest is esx1: take a flavor of at most 8 vcpus, take a flavor of at most 30 GiB of ram, free 130 GiB on `local1`\
            """);
  }

  @Test
  void leavesOutHostsThatAreNotThere() {
    World world = world();
    world.set(
        world.at("/DC0/host/C0/esx1"),
        "runtime.connectionState",
        HostSystemConnectionState.notResponding);

    assertThat(place(world, ANY, demand("a", 1, 1, 1))).containsEntry("a", "esx0, local0");
    assertThat(refusal(world, ANY, demand("b", 1, 20, 1)))
        .contains("\n  esx1  does not respond", "\n  esx0  has 16 GiB of memory");
  }

  @Test
  void wantsEveryNetworkOnTheHost() {
    World world = world().network("red", "/DC0/host/C0/esx0").network("blue");
    ManagedObjectReference red = world.at("/DC0/network/red");
    ManagedObjectReference blue = world.at("/DC0/network/blue");

    assertThat(
            place(
                world, ANY, demand("a", 1, 1, 1, List.of(red), Optional.empty(), Optional.empty())))
        .containsEntry("a", "esx0, local0");
    assertThat(
            refusal(
                world,
                ANY,
                demand("b", 1, 1, 1, List.of(red, blue), Optional.empty(), Optional.empty())))
        .endsWith("nearest is esx0: give the host the network `blue`");
  }

  @Test
  void anchorsTheRegexOfDatastoresAtTheStartOnly() {
    assertThat(
            place(world(), Connections.spec(Map.of("datastore_regex", "na")), demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, nas1");
    assertThat(
            refusal(
                world(), Connections.spec(Map.of("datastore_regex", "as1")), demand("a", 1, 1, 1)))
        .contains("\n  esx0  mounts no datastore that matches `as1`\n");
    assertThat(
            refusal(
                world(), Connections.spec(Map.of("datastore_regex", "(")), demand("a", 1, 1, 1)))
        .isEqualTo("datastore_regex `(` is no regular expression: Unclosed group");
  }

  @Test
  void keepsALinkedCloneWhereItsImageLies() {
    World world = world();
    Optional<ManagedObjectReference> local0 = Optional.of(world.at("/DC0/datastore/local0"));

    assertThat(place(world, ANY, demand("a", 1, 1, 1, List.of(), local0, Optional.empty())))
        .containsEntry("a", "esx0, local0");
  }

  @Test
  void takesTheDatastoreThatIsNamed() {
    assertThat(
            place(
                world(),
                ANY,
                demand("a", 1, 1, 1, List.of(), Optional.empty(), Optional.of("nas1"))))
        .containsEntry("a", "esx1, nas1");
    assertThat(
            refusal(
                world(),
                ANY,
                demand("a", 1, 1, 1, List.of(), Optional.empty(), Optional.of("nas9"))))
        .contains("\n  esx1  does not mount datastore `nas9`\n");
  }

  @Test
  void takesTheListedDatastoreOfTheHighestWeightThatHasRoom() {
    VcenterSpec listed = Connections.spec(Map.of("datastores", "local1,nas1:10"));

    assertThat(place(world(), listed, demand("a", 1, 1, 40), demand("b", 1, 2, 40)))
        .containsExactly(Map.entry("a", "esx1, local1"), Map.entry("b", "esx1, nas1"));
  }

  @Test
  void takesTheEmptiestOfListedDatastoresOfOneWeight() {
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "nas1:5,/DC0/datastore/local1:5")),
                demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, local1");
  }

  /** As Glance's store: weight, then room; a host is only the way there. */
  @Test
  void anImageGoesToTheDatastoreOfTheHighestWeightWhateverItsHost() {
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "local0:10,local1:5")),
                demand("image", 1, 0, 20)))
        .containsEntry("image", "esx0, local0");
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "nas1:5,local0:5")),
                demand("image", 1, 0, 20)))
        .containsEntry("image", "esx0, local0");
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "nas1:10,local0:5")),
                demand("image", 1, 0, 80)))
        .containsEntry("image", "esx0, local0");
  }

  @Test
  void anImageThatFitsNowhereIsToldWithTheSizes() {
    assertThat(
            refusal(
                world(),
                Connections.spec(Map.of("datastores", "nas1:10,local0")),
                demand("image", 1, 0, 200)))
        .startsWith("the 200 GiB of an image fit no host of")
        .contains("esx0  has 100 GiB left on `local0`, and disks and swap file take 200 GiB")
        .contains("esx1  has 60 GiB left on `nas1`, and disks and swap file take 200 GiB");
  }

  @Test
  void readsAnEntryAsGlanceWritesIt() {
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "DC0:nas1:10,DC0:local1:5")),
                demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, nas1");
    assertThat(
            ConnectionPlaces.problems(
                Connections.spec(Map.of("datastores", "DC0:nas1,DC0:nas9:10")), world().snapshot()))
        .extracting(Problem::field)
        .containsExactly("datastores.1.name");
  }

  @Test
  void takesOnlyWhatIsListedAndMatches() {
    assertThat(
            place(
                world(),
                Connections.spec(Map.of("datastores", "local1:9,nas1", "datastore_regex", "nas")),
                demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, nas1");
    assertThat(
            refusal(
                world(),
                Connections.spec(Map.of("datastores", "local1", "datastore_regex", "nas")),
                demand("a", 1, 1, 1)))
        .contains("\n  esx1  mounts no datastore of `local1` that matches `nas`\n");
  }

  @Test
  void anEntryThatIsNoDatastoreIsAMistakeAtItsPlace() {
    assertThat(
            ConnectionPlaces.problems(
                Connections.spec(Map.of("datastores", "nas1:5,nas9")), world().snapshot()))
        .containsExactly(
            new Problem("datastores.1.name", "there is no datastore `nas9`; did you mean `nas1`?"));
  }

  @Test
  void leavesReadOnlyMountsAlone() {
    World world = world().readOnlyMount("local1", "/DC0/host/C0/esx1");

    assertThat(place(world, ANY, demand("a", 1, 1, 1))).containsEntry("a", "esx1, nas1");
  }

  @Test
  void staysInTheClustersThatAreNamed() {
    World world = world().cluster("C1").host("C1", "esx9", 64, 512, "nas1");

    assertThat(place(world, ANY, demand("a", 1, 1, 1))).containsEntry("a", "esx9, nas1");
    assertThat(place(world, Connections.spec(Map.of("cluster", "C0")), demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, local1");
    assertThat(refusal(world, Connections.spec(Map.of("cluster", "C2")), demand("a", 1, 1, 1)))
        .isEqualTo("there is no cluster `C2`; did you mean `C0`?");
  }

  @Test
  void asksForADatacenterWhereThereAreSeveral() {
    World world = world().datacenter("DC1");

    assertThat(refusal(world, ANY, demand("a", 1, 1, 1)))
        .isEqualTo(
            "there are several datacenters: `/DC0`, `/DC1`; name one as `datacenter`, or a"
                + " cluster");
    assertThat(place(world, Connections.spec(Map.of("datacenter", "DC0")), demand("a", 1, 1, 1)))
        .containsEntry("a", "esx1, local1");
  }

  @Test
  void putsVmsIntoTheResourcePoolThatIsNamed() {
    World world = world().cluster("C1").host("C1", "esx9", 64, 512, "nas1");
    ManagedObjectReference pool =
        world.add("ResourcePool", "gold", world.at("/DC0/host/C0/Resources"), Map.of());
    VcenterSpec gold = Connections.spec(Map.of("resource_pool", "gold"));
    Demand demand = demand("a", 1, 1, 1);

    Allocation allocation = Allocator.allocate(CI, List.of(demand), gold, world.snapshot());

    HostPlacement placement = (HostPlacement) allocation.placed().get(demand.address());
    assertThat(placement.resourcePool()).isEqualTo(new Place.Known(pool));
    assertThat(placement.hostName()).isEqualTo("esx1");
    assertThat(refusal(world, gold, demand("b", 16, 1, 1)))
        .contains("\n  esx9  is not where resource pool `gold` is\n");
  }

  @Test
  void saysThatAClusterHasNoHost() {
    assertThat(
            refusal(
                new World().cluster("C0"),
                Connections.spec(Map.of("cluster", "C0")),
                demand("a", 1, 1, 1)))
        .isEqualTo("`/DC0/host/C0` has no host");
  }

  private static Demand member(
      String name, long ramGib, ServerGroup.Policy policy, String... members) {
    return new Demand(
        new Address("instance", name),
        VmNeed.sized(1, DataSize.ofGibibytes(ramGib), DataSize.ofGibibytes(1))
            .in(
                Optional.of(
                    new ServerGroup(
                        new Address("server_group", "g"),
                        policy,
                        Stream.of(members).map(each -> new Address("instance", each)).toList()))));
  }

  @Test
  void putsAllOfAnAffinityGroupOnAHostThatHasRoomForAllOfThem() {
    // a alone would leave esx1 too full for the others
    assertThat(
            place(
                world(),
                ANY,
                member("a", 12, ServerGroup.Policy.AFFINITY, "a", "b", "c"),
                member("b", 8, ServerGroup.Policy.AFFINITY, "a", "b", "c"),
                member("c", 8, ServerGroup.Policy.AFFINITY, "a", "b", "c"),
                demand("z", 1, 14, 1)))
        .containsExactly(
            Map.entry("a", "esx1, local1"),
            Map.entry("b", "esx1, local1"),
            Map.entry("c", "esx1, local1"),
            Map.entry("z", "esx0, local0"));
  }

  @Test
  void saysThatAnAffinityGroupFitsNoHostTogether() {
    Allocation allocation =
        Allocator.allocate(
            CI,
            List.of(
                member("a", 16, ServerGroup.Policy.AFFINITY, "a", "b"),
                member("b", 16, ServerGroup.Policy.AFFINITY, "a", "b")),
            ANY,
            world().snapshot());

    assertThat(Set.copyOf(allocation.refused().values()))
        .containsExactly(
            """
            2 members of server group `g` (affinity), together 2 vcpus, 32 GiB of ram and 2 GiB of disk, fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx0  has 14 GiB of memory free
              esx1  has 14 GiB of memory free beside 1 more of this plan
            44 GiB of memory is free in all, and 30 GiB on one host: that is the largest that fits now
            nearest is esx1: take a flavor of at most 15 GiB of ram
            vSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so\
            """);
  }

  @Test
  void keepsToTheMembersThatAreThere() {
    World world = world().vm("b", "/DC0/host/C0/esx0", true, 1024);

    assertThat(place(world, ANY, member("a", 1, ServerGroup.Policy.AFFINITY, "a", "b")))
        .containsEntry("a", "esx0, local0");
    assertThat(place(world, ANY, member("a", 1, ServerGroup.Policy.ANTI_AFFINITY, "a", "b")))
        .containsEntry("a", "esx1, local1");
    assertThat(place(world, ANY, member("a", 1, ServerGroup.Policy.SOFT_AFFINITY, "a", "b")))
        .containsEntry("a", "esx0, local0");
    assertThat(refusal(world, ANY, member("a", 20, ServerGroup.Policy.AFFINITY, "a", "b")))
        .contains(
            "\n  esx1  is not where the others of server group `g` (affinity) are: `b` on esx0");
  }

  @Test
  void aSoftPolicyGivesWayToRoom() {
    World world = world().vm("b", "/DC0/host/C0/esx0", false, 1024);

    assertThat(place(world, ANY, member("a", 20, ServerGroup.Policy.SOFT_AFFINITY, "a", "b")))
        .containsEntry("a", "esx1, local1");
    assertThat(
            place(
                world(),
                ANY,
                member("a", 1, ServerGroup.Policy.SOFT_ANTI_AFFINITY, "a", "b", "c"),
                member("b", 1, ServerGroup.Policy.SOFT_ANTI_AFFINITY, "a", "b", "c"),
                member("c", 1, ServerGroup.Policy.SOFT_ANTI_AFFINITY, "a", "b", "c")))
        .containsExactly(
            Map.entry("a", "esx1, local1"),
            Map.entry("b", "esx0, local0"),
            Map.entry("c", "esx1, local1"));
  }

  @Test
  void triesOtherOrdersBeforeItRefuses() {
    // 14 GiB on esx0 take the two of 7, when the three of 10 share the 30 GiB of esx1
    assertThat(
            place(
                world(),
                ANY,
                demand("a", 1, 10, 1),
                demand("b", 1, 10, 1),
                demand("c", 1, 10, 1),
                demand("d", 1, 7, 1),
                demand("e", 1, 7, 1)))
        .containsExactly(
            Map.entry("a", "esx1, local1"),
            Map.entry("b", "esx1, local1"),
            Map.entry("c", "esx1, local1"),
            Map.entry("d", "esx0, local0"),
            Map.entry("e", "esx0, local0"));
  }

  @Test
  void namesVmsThatCouldMakeRoomByMoving() {
    World world =
        world()
            .vm("old-1", "/DC0/host/C0/esx1", true, 16384)
            .vm("old-2", "/DC0/host/C0/esx1", true, 4096)
            .vm("old-3", "/DC0/host/C0/esx1", false, 2048);
    world.set(world.at("/DC0/host/C0/esx1"), "summary.quickStats.overallMemoryUsage", 20480);

    assertThat(refusal(world, ANY, demand("a", 1, 15, 1)))
        .isEqualTo(
            """
            1 vcpu, 15 GiB of ram and 1 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx0  has 14 GiB of memory free
              esx1  has 12 GiB of memory free
            26 GiB of memory is free in all, and 14 GiB on one host: that is the largest that fits now
            nearest is esx0: take a flavor of at most 14 GiB of ram
            vSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so\
            """);
  }

  @Test
  void leavesOutAHostThatIsBeingEmptiedOrKeptForHa() {
    World world = world();
    TaskInfo entering = new TaskInfo();
    entering.setEntity(world.at("/DC0/host/C0/esx1"));
    entering.setDescriptionId("HostSystem.enterMaintenanceMode");
    Snapshot.Contents read = world.snapshot().contents();
    Snapshot emptied =
        new Snapshot(
            new Snapshot.Contents(
                read.about(),
                read.root(),
                read.items(),
                read.full(),
                List.of(entering),
                read.customFields()));
    ClusterFailoverHostAdmissionControlPolicy spare =
        new ClusterFailoverHostAdmissionControlPolicy();
    spare.setFailoverHosts(new ManagedObjectReference[] {world.at("/DC0/host/C0/esx1")});
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    config.setDasConfig(new ClusterDasConfigInfo());
    config.getDasConfig().setEnabled(true);
    config.getDasConfig().setAdmissionControlEnabled(true);
    config.getDasConfig().setAdmissionControlPolicy(spare);
    World kept = world().set(world().at("/DC0/host/C0"), "configurationEx", config);

    assertThat(places(Allocator.allocate(CI, webs(1, 1), ANY, emptied)))
        .containsEntry("web-001", "esx0, local0");
    assertThat(places(Allocator.allocate(CI, webs(1, 1), ANY, kept.snapshot())))
        .containsEntry("web-001", "esx0, local0");
    assertThat(refusal(kept, ANY, demand("a", 1, 20, 1)))
        .contains("\n  esx1  is kept free by HA for hosts that fail\n");
  }

  @Test
  void leavesOutAHostInQuarantineOrInStandby() {
    World world = world();
    world.set(world.at("/DC0/host/C0/esx1"), "runtime.inQuarantineMode", true);
    World asleep = world();
    asleep.set(asleep.at("/DC0/host/C0/esx1"), "runtime.powerState", HostSystemPowerState.standBy);

    assertThat(place(world, ANY, demand("a", 1, 1, 1))).containsEntry("a", "esx0, local0");
    assertThat(refusal(world, ANY, demand("a", 1, 20, 1)))
        .contains("\n  esx1  is in quarantine: Proactive HA takes VMs off it\n");
    assertThat(refusal(asleep, ANY, demand("a", 1, 20, 1))).contains("\n  esx1  is in standby\n");
  }

  private static ClusterConfigInfoEx ruled(
      World world, boolean drs, boolean mandatory, boolean affine, ManagedObjectReference vm) {
    ClusterVmGroup vms = new ClusterVmGroup();
    vms.setName("licensed");
    vms.setVm(new ManagedObjectReference[] {vm});
    ClusterHostGroup hosts = new ClusterHostGroup();
    hosts.setName("old");
    hosts.setHost(new ManagedObjectReference[] {world.at("/DC0/host/C0/esx0")});
    ClusterVmHostRuleInfo rule = new ClusterVmHostRuleInfo();
    rule.setName("licences");
    rule.setEnabled(true);
    rule.setMandatory(mandatory);
    rule.setVmGroupName("licensed");
    if (affine) {
      rule.setAffineHostGroupName("old");
    } else {
      rule.setAntiAffineHostGroupName("old");
    }
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    config.setDrsConfig(new ClusterDrsConfigInfo());
    config.getDrsConfig().setEnabled(drs);
    config.setRule(new ClusterRuleInfo[] {rule});
    config.setGroup(new ClusterGroupInfo[] {vms, hosts});
    return config;
  }

  private static String ruledHost(boolean drs, boolean mandatory, boolean affine, String vm) {
    World world = world().vm("web", "/DC0/host/C0/esx0", false, 1024);
    world.set(
        world.at("/DC0/host/C0"),
        "configurationEx",
        ruled(world, drs, mandatory, affine, world.at("/DC0/vm/web")));
    return place(world, ANY, demand(vm, 1, 1, 1)).get(vm);
  }

  @Test
  void keepsToMandatoryRulesBetweenVmsAndHosts() {
    assertThat(ruledHost(true, true, true, "web")).isEqualTo("esx0, local0");
    assertThat(ruledHost(true, true, false, "web")).isEqualTo("esx1, local1");
    assertThat(ruledHost(true, false, true, "web")).isEqualTo("esx1, local1");
    assertThat(ruledHost(false, true, true, "web")).isEqualTo("esx1, local1");
    assertThat(ruledHost(true, true, true, "new")).isEqualTo("esx1, local1");
  }

  @Test
  void saysWhichRuleKeepsAVmOffAHost() {
    World world = world().vm("web", "/DC0/host/C0/esx0", false, 1024);
    world.set(
        world.at("/DC0/host/C0"),
        "configurationEx",
        ruled(world, true, true, true, world.at("/DC0/vm/web")));

    assertThat(refusal(world, ANY, demand("web", 1, 15, 1)))
        .contains(
            "\n  esx0  has 14 GiB of memory free\n",
            "\n  esx1  is not where rule `licences` lets `web` run\n");
  }

  @Test
  void wantsTheDatastoresOfVolumesOnTheHost() {
    World world = world();
    Demand a =
        new Demand(
            new Address("instance", "a"),
            VmNeed.sized(1, DataSize.ofGibibytes(1), DataSize.ofGibibytes(1))
                .mounting(List.of(world.at("/DC0/datastore/local0"))));

    assertThat(place(world, ANY, a)).containsEntry("a", "esx0, local0");
  }

  @Test
  void setsAsideNoMoreThanAHostHasWhateverTheRatio() {
    World world = world().vm("db", "/DC0/host/C0/esx1", true, 16384);
    world.set(world.at("/DC0/vm/db"), "summary.config.memoryReservation", 16384);
    world.set(world.at("/DC0/host/C0/esx0"), "summary.hardware.cpuMhz", 2000);
    world.set(world.at("/DC0/host/C0/esx0"), "summary.hardware.numCpuCores", (short) 4);
    VcenterSpec generous = Connections.spec(Map.of("ram_allocation_ratio", "4"));

    assertThat(refusal(world, generous, reserving("a", 20, 20, 0)))
        .contains("\n  esx1  has 16 GiB of memory that is not reserved\n")
        .contains("\n  esx0  has 16 GiB of memory, has 16 GiB of memory that is not reserved\n");
    assertThat(place(world, generous, reserving("a", 12, 12, 8000), reserving("b", 4, 4, 0)))
        .containsExactly(Map.entry("a", "esx1, local1"), Map.entry("b", "esx1, local1"));
    world.set(world.at("/DC0/host/C0/esx1"), "runtime.inMaintenanceMode", true);
    assertThat(refusal(world, generous, reserving("a", 2, 2, 9000)))
        .contains("\n  esx0  has 8000 MHz that are not reserved\n");
  }

  private static Demand reserving(String name, long ramGib, long reservedGib, long mhz) {
    return new Demand(
        new Address("instance", name),
        VmNeed.sized(1, DataSize.ofGibibytes(ramGib), DataSize.ofGibibytes(1))
            .reserving(DataSize.ofGibibytes(reservedGib), mhz));
  }
}
