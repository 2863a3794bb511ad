package dev.provision.vsphere.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeChoiceTest {
  private static final VcenterSpec ANY = Connections.spec(Map.of("host", "vc"));

  private final List<Demand> vms = new ArrayList<>();
  private Inventory room;

  private static Address address(String name) {
    return new Address("volume", name);
  }

  private static Demand volume(String name, int gib) {
    return new Demand(address(name), new VolumeNeed(DataSize.ofGibibytes(gib), Optional.empty()));
  }

  private static World world() {
    return new World().cluster("C0");
  }

  private static World datastore(World world, String name, long freeGib, long capacityGib) {
    world.datastore(name, freeGib);
    return world.set(world.at("/DC0/datastore/" + name), "summary.capacity", capacityGib << 30);
  }

  private Allocation allocate(World world, VcenterSpec spec, Demand... demands) {
    VolumeChoice.Chosen chosen = VolumeChoice.choose(List.of(demands), spec, world.inventory());
    vms.addAll(chosen.vms());
    room = chosen.left();
    return chosen.with(new Allocation(Map.of(), Map.of()));
  }

  private static String placed(Allocation allocation, String name) {
    return allocation.placed().get(address(name)).text();
  }

  @Test
  void takesTheOneThatMostHostsMountThenTheLeastUsed() {
    World world = world();
    datastore(world, "local", 900, 1000);
    datastore(world, "half", 500, 1000);
    datastore(world, "full", 300, 1000);
    world.host("C0", "esx1", 4, 64, "local", "half", "full");
    world.host("C0", "esx2", 4, 64, "half", "full");

    assertThat(placed(allocate(world, ANY, volume("a", 10)), "a")).isEqualTo("half");
    // what no host of the clusters can write to does not count
    world.readOnlyMount("half", "/DC0/host/C0/esx2");
    assertThat(placed(allocate(world, ANY, volume("a", 10)), "a")).isEqualTo("full");
  }

  @Test
  void countsWhatItPromisedOverTheWholeBatchAndLeavesTheRestToVms() {
    World world = world();
    datastore(world, "a", 100, 100);
    datastore(world, "b", 90, 100);
    world.host("C0", "esx1", 4, 64, "a", "b").policy("gold", "b");
    VmNeed need =
        VmNeed.sized(1, DataSize.ofMebibytes(64), DataSize.ofGibibytes(1))
            .reserving(DataSize.ofMebibytes(32), 500)
            .within(
                new VmNeed.Within(
                    Optional.of(new PlaceName("C0")), Optional.of(new PlaceName("esx1"))));
    Demand vm =
        new Demand(
            new Address("instance", "db"),
            new NeedWithVolumes(need, List.of(address("large"), address("small"))));

    Allocation allocation =
        allocate(world, ANY, volume("small", 20), volume("large", 85), volume("none", 80), vm);

    assertThat(placed(allocation, "large")).isEqualTo("a");
    assertThat(placed(allocation, "none")).isEqualTo("b");
    assertThat(allocation.refused())
        .containsOnly(
            Map.entry(
                address("small"),
                "20 GiB fit nowhere:\n  a  has 15 GiB left\n  b  has 10 GiB left"));
    // all that it needs besides stays
    assertThat(vms.get(0).need()).isEqualTo(need.mounting(List.of(world.at("/DC0/datastore/a"))));
    assertThat(
            room.get(world.at("/DC0/datastore/a"))
                .flatMap(item -> item.get("summary.freeSpace", Number.class)))
        .contains(15L << 30);
    assertThat(room.policies()).isEqualTo(world.inventory().policies());
  }

  @Test
  void keepsToWhatIsAllowedAndToTheOneThatIsNamed() {
    World world = world();
    datastore(world, "nas1", 50, 100);
    datastore(world, "local", 100, 100);
    world.host("C0", "esx1", 4, 64, "nas1", "local");
    VcenterSpec nas = Connections.spec(Map.of("host", "vc", "datastore_regex", "nas"));

    assertThat(placed(allocate(world, nas, volume("a", 10)), "a")).isEqualTo("nas1");
    Demand named =
        new Demand(
            address("b"),
            new VolumeNeed(DataSize.ofGibibytes(10), Optional.of(new PlaceName("local"))));
    assertThat(placed(allocate(world, nas, named), "b")).isEqualTo("local");
    VcenterSpec none = Connections.spec(Map.of("host", "vc", "datastore_regex", "san"));
    assertThat(allocate(world, none, volume("c", 10)).refused().get(address("c")))
        .isEqualTo("10 GiB need a datastore that matches `san`, and there is none");
  }
}
