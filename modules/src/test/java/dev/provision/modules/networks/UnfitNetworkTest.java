package dev.provision.modules.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Networks that are there and that no VM of ours can be connected to. */
class UnfitNetworkTest {
  private static final NetworkDesired NSX =
      new NetworkDesired(
          "private",
          "/DC0/network/nsx-1",
          Connections.spec(Map.of("datacenter", "DC0")),
          Optional.empty());

  private static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(value);
    return ref;
  }

  /** An inventory in which everything that is looked for is this, and nothing else can be read. */
  private static Inventory with(Item found) {
    return (Inventory)
        Proxy.newProxyInstance(
            Inventory.class.getClassLoader(),
            new Class<?>[] {Inventory.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "find" -> new Lookup.Found(found, InventoryPath.parse("/DC0/network/nsx-1"));
                  case "get" -> Optional.empty();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static String whyMissing(Item found) {
    Inventory read = with(found);
    NetworkKind kind = new NetworkKind();
    Address address = new Address("network", "private");
    assertThat(kind.observe(address, NSX, read)).isEqualTo(new Observation.Absent<>());
    Declaration<NetworkSpec> declaration =
        new Declaration<>(
            address,
            NetworkSpec.existing(new PlaceName("nsx-1")),
            Common.DEFAULT,
            Map.of(),
            List.of(),
            new Span("site.yml", 3, 3, 3, 8));
    return kind.missing(declaration, NSX, read).message();
  }

  @Test
  void anOpaqueNetworkWhoseIdCannotBeReadIsRefusedBeforeAnyVmIsMade() {
    assertThat(whyMissing(new Item(ref("OpaqueNetwork", "n-1"), Map.of("name", "nsx-1"), Map.of())))
        .isEqualTo("`/DC0/network/nsx-1` is an opaque network whose id the account may not read");
  }

  @Test
  void aPortGroupWhoseSwitchCannotBeReadIsRefusedBeforeAnyVmIsMade() {
    Item portGroup =
        new Item(
            ref("DistributedVirtualPortgroup", "dvportgroup-1"),
            Map.of(
                "name",
                "nsx-1",
                "key",
                "dvportgroup-1",
                "config.distributedVirtualSwitch",
                ref("VmwareDistributedVirtualSwitch", "dvs-1")),
            Map.of());
    assertThat(whyMissing(portGroup))
        .isEqualTo("`/DC0/network/nsx-1` is on a distributed switch that the account may not read");
  }
}
