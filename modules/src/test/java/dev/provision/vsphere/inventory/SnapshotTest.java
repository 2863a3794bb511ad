package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.wire.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final List<String> VM = List.of("VirtualMachine");

  private static String found(Lookup lookup) {
    return ((Lookup.Found) lookup).path().toString();
  }

  private static World twoDatacenters() {
    World world = new World().datacenter("DC1");
    for (String dc : List.of("/DC0", "/DC1")) {
      ManagedObjectReference ci = world.add("Folder", "ci", world.at(dc + "/vm"), Map.of());
      world.add("VirtualMachine", "web", ci, Map.of());
    }
    world.add("VirtualMachine", "db", world.at("/DC0/vm/ci"), Map.of());
    return world;
  }

  @Test
  void findsABareNameWhereItIsUnique() {
    Snapshot snapshot = twoDatacenters().snapshot();

    assertThat(found(snapshot.find(VM, new PlaceName("db"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/ci/db");
  }

  @Test
  void namesAllMatchesAndTakesNone() {
    Lookup lookup = twoDatacenters().snapshot().find(VM, new PlaceName("web"), InventoryPath.ROOT);

    assertThat(lookup)
        .isEqualTo(
            new Lookup.Ambiguous(
                List.of(
                    InventoryPath.parse("/DC0/vm/ci/web"), InventoryPath.parse("/DC1/vm/ci/web"))));
  }

  @Test
  void limitsANameToAPlace() {
    Snapshot snapshot = twoDatacenters().snapshot();

    assertThat(found(snapshot.find(VM, new PlaceName("web"), InventoryPath.parse("/DC1"))))
        .isEqualTo("/DC1/vm/ci/web");
    assertThat(found(snapshot.find(VM, new PlaceName("ci/web"), InventoryPath.parse("/DC1"))))
        .isEqualTo("/DC1/vm/ci/web");
  }

  @Test
  void findsAnAbsolutePathWhateverThePlace() {
    Snapshot snapshot = twoDatacenters().snapshot();

    assertThat(
            found(snapshot.find(VM, new PlaceName("/DC0/vm/ci/web"), InventoryPath.parse("/DC1"))))
        .isEqualTo("/DC0/vm/ci/web");
    assertThat(snapshot.find(VM, new PlaceName("/DC0/vm/web"), InventoryPath.ROOT))
        .isEqualTo(new Lookup.NotFound(List.of("/DC0/vm/ci/web", "/DC1/vm/ci/web")));
  }

  @Test
  void suggestsANameThatIsClose() {
    Lookup lookup = twoDatacenters().snapshot().find(VM, new PlaceName("wbe"), InventoryPath.ROOT);

    assertThat(lookup).isEqualTo(new Lookup.NotFound(List.of("web")));
  }

  @Test
  void takesADistributedPortGroupForANetwork() {
    World world = new World();
    world.add("DistributedVirtualPortgroup", "pg", world.at("/DC0/network"), Map.of());

    assertThat(
            found(
                world.snapshot().find(List.of("Network"), new PlaceName("pg"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/network/pg");
    assertThat(world.snapshot().all("Network")).hasSize(1);
  }

  @Test
  void readsASlashInANameAsTheApiWritesItAndAsPeopleDo() {
    World world = new World();
    world.add("VirtualMachine", "a%2Fb 50%25", world.at("/DC0/vm"), Map.of());
    Snapshot snapshot = world.snapshot();

    assertThat(found(snapshot.find(VM, new PlaceName("a%2Fb 50%25"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/a%2Fb 50%25");
    assertThat(snapshot.at(InventoryPath.parse("/DC0/vm/a%2fb 50%"))).isPresent();
    assertThat(snapshot.find(VM, new PlaceName("b 50%25"), InventoryPath.ROOT))
        .isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  void aNameWithASlashGoesBeforeAPathAndThePathTellsThemApart() {
    World world = new World();
    ManagedObjectReference folder = world.add("Folder", "a", world.at("/DC0/vm"), Map.of());
    world.add("VirtualMachine", "b", folder, Map.of());
    world.add("VirtualMachine", "a/b", world.at("/DC0/vm"), Map.of());
    Snapshot snapshot = world.snapshot();

    assertThat(found(snapshot.find(VM, new PlaceName("a/b"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/a%2Fb");
    assertThat(found(snapshot.find(VM, new PlaceName("a%2fb"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/a%2Fb");
    assertThat(found(snapshot.find(VM, new PlaceName("/DC0/vm/a/b"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/a/b");
  }

  @Test
  void aNameThatLooksEscapedIsFirstTheNameThatIsShownSo() {
    World world = new World();
    world.add("VirtualMachine", "c%252fd", world.at("/DC0/vm"), Map.of());
    world.add("VirtualMachine", "c%2fd", world.at("/DC0/vm"), Map.of());
    Snapshot snapshot = world.snapshot();

    assertThat(found(snapshot.find(VM, new PlaceName("c%2fd"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/c%252fd");
    assertThat(found(snapshot.find(VM, new PlaceName("c/d"), InventoryPath.ROOT)))
        .isEqualTo("/DC0/vm/c%2Fd");
  }

  @Test
  void givesOnlyTheNameOfWhatHasNoReadableParent() {
    World world = new World();
    ManagedObjectReference vm =
        world.add("VirtualMachine", "lost", Wire.reference("Folder", "hidden"), Map.of());

    assertThat(world.snapshot().path(vm)).hasToString("/lost");
  }

  @Test
  void putsAVmOfAVappBelowTheVapp() {
    World world = new World().cluster("C0");
    ManagedObjectReference vapp =
        world.add("VirtualApp", "app", world.at("/DC0/host/C0/Resources"), Map.of());
    ManagedObjectReference vm = world.add("VirtualMachine", "in", null, Map.of("parentVApp", vapp));

    assertThat(world.snapshot().path(vm)).hasToString("/DC0/host/C0/Resources/app/in");
  }

  @Test
  void standsForNothingWhereTwoHaveOnePath() {
    World world = new World();
    world
        .network("twin")
        .add("DistributedVirtualPortgroup", "twin", world.at("/DC0/network"), Map.of());

    assertThat(world.snapshot().at(InventoryPath.parse("/DC0/network/twin"))).isEmpty();
    assertThat(world.snapshot().find(List.of("Network"), new PlaceName("twin"), InventoryPath.ROOT))
        .isInstanceOf(Lookup.Ambiguous.class);
  }

  @Test
  void findsAVmByItsInstanceUuidInAnyCase() {
    World world = new World();
    ManagedObjectReference vm =
        world.add(
            "VirtualMachine",
            "vm",
            world.at("/DC0/vm"),
            Map.of("summary.config.instanceUuid", "50AA"));

    assertThat(world.snapshot().byInstanceUuid("50aa")).extracting(Item::ref).containsExactly(vm);
    assertThat(world.snapshot().byInstanceUuid("50ab")).isEmpty();
    assertThat(world.snapshot().customFieldKey("provision")).contains(7);
  }
}
