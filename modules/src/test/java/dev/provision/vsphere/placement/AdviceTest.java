package dev.provision.vsphere.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a refusal advises is let pass by what refused, and one step more is not. */
class AdviceTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");
  private static final VcenterSpec ANY = Connections.spec(Map.of());
  private static final long MIB = 1 << 20;

  private static final Address A = new Address("instance", "a");

  private final World world =
      new World().datastore("nas1", 500).cluster("C0").host("C0", "esx0", 8, 4, "nas1");

  private final ManagedObjectReference host = world.at("/DC0/host/C0/esx0");

  private static VmNeed need(int vcpus, long ramMib) {
    return VmNeed.sized(vcpus, DataSize.ofMebibytes(ramMib), DataSize.ofGibibytes(1));
  }

  private Allocation allocate(VcenterSpec spec, Demand... demands) {
    return Allocator.allocate(CI, List.of(demands), spec, world.snapshot());
  }

  private void fits(VcenterSpec spec, VmNeed need) {
    assertThat(allocate(spec, new Demand(A, need)).refused()).isEmpty();
  }

  private String nearest(VcenterSpec spec, Demand... demands) {
    Map<Address, String> refused = allocate(spec, demands).refused();
    assertThat(refused).isNotEmpty();
    return refused
        .values()
        .iterator()
        .next()
        .lines()
        .filter(line -> line.startsWith("nearest"))
        .findFirst()
        .orElseThrow();
  }

  private String nearest(VcenterSpec spec, VmNeed need) {
    return nearest(spec, new Demand(A, need));
  }

  @Test
  void aFlavorOfTheRamThatIsNamedFitsHowFarMemoryIsEverOvercommitted() {
    world.set(host, "summary.hardware.memorySize", 4096 * MIB - 5_000_123);
    VcenterSpec generous = Connections.spec(Map.of("ram_allocation_ratio", "4"));

    assertThat(nearest(generous, need(1, 4096)))
        .isEqualTo("nearest is esx0: take a flavor of at most 4088 MiB of ram");
    fits(generous, need(1, 4088));
    assertThat(nearest(generous, need(1, 4092))).contains("at most 4088 MiB of ram");
    assertThat(allocate(generous, new Demand(A, need(1, 4096))).refused().get(A))
        .contains("4088 MiB on one host: that is the largest that fits now");
  }

  @Test
  void whatTheHypervisorUsesIsNotToldToBeFreed() {
    // 2 of 4 GiB are in use, and nothing runs there
    assertThat(nearest(ANY, need(1, 3000)))
        .isEqualTo("nearest is esx0: take a flavor of at most 2 GiB of ram");
    fits(ANY, need(1, 2048));
    VcenterSpec kept = Connections.spec(Map.of("reserved_host_memory", "1000"));
    assertThat(nearest(kept, need(1, 3000))).contains("at most 1048 MiB of ram");
    fits(kept, need(1, 1048));
    assertThat(nearest(kept, need(1, 1052))).contains("at most 1048 MiB of ram");
  }

  @Test
  void whatIsToBeFreedIsEnoughAndCanBeFreed() {
    world.vm("old", "/DC0/host/C0/esx0", true, 2048);

    assertThat(nearest(ANY, need(1, 3001))).isEqualTo("nearest is esx0: free 953 MiB on it");
    world.set(host, "summary.quickStats.overallMemoryUsage", 2048 - 953);
    fits(ANY, need(1, 3001));
    world.set(host, "summary.quickStats.overallMemoryUsage", 2048 - 952);
    assertThat(allocate(ANY, new Demand(A, need(1, 3001))).refused()).isNotEmpty();
  }

  @Test
  void aGroupThatSharesAHostIsToldWhatFitsForAllOfIt() {
    ServerGroup group =
        new ServerGroup(
            new Address("server_group", "g"),
            ServerGroup.Policy.AFFINITY,
            List.of(A, new Address("instance", "b")));
    world.set(host, "summary.quickStats.overallMemoryUsage", 1034);

    assertThat(
            nearest(
                ANY,
                new Demand(A, need(1, 2048).in(Optional.of(group))),
                new Demand(new Address("instance", "b"), need(1, 2048).in(Optional.of(group)))))
        .isEqualTo("nearest is esx0: take a flavor of at most 1528 MiB of ram");
    assertThat(
            allocate(
                    ANY,
                    new Demand(A, need(1, 1528).in(Optional.of(group))),
                    new Demand(new Address("instance", "b"), need(1, 1528).in(Optional.of(group))))
                .refused())
        .isEmpty();
  }

  @Test
  void vcpusAndTheRatioThatAreNamedFitTogether() {
    VcenterSpec low = Connections.spec(Map.of("cpu_allocation_ratio", "0.29"));

    assertThat(nearest(low, need(12, 256)))
        .isEqualTo(
            "nearest is esx0: take a flavor of at most 8 vcpus, raise cpu_allocation_ratio to 1");
    fits(Connections.spec(Map.of("cpu_allocation_ratio", "1")), need(8, 256));
    // 0.29 of 100 is 28.999 in binary
    world.set(host, "summary.hardware.numCpuThreads", (short) 100);
    VcenterSpec none = Connections.spec(Map.of("cpu_allocation_ratio", "0.1"));
    String advice = nearest(none, need(29, 256));
    String ratio = advice.replaceFirst(".* to ", "");
    fits(Connections.spec(Map.of("cpu_allocation_ratio", ratio)), need(29, 256));
  }

  @Test
  void reservationsThatAreNamedFit() {
    world.set(host, "summary.hardware.cpuMhz", 2000);
    world.set(host, "summary.hardware.numCpuCores", (short) 4);
    world.vm("old", "/DC0/host/C0/esx0", true, 512);
    world.set(world.at("/DC0/vm/old"), "summary.config.memoryReservation", 3001);

    assertThat(nearest(ANY, need(1, 1500).reserving(DataSize.ofMebibytes(1500), 9000)))
        .isEqualTo("nearest is esx0: reserve at most 1095 MiB, reserve at most 8000 MHz");
    fits(ANY, need(1, 1500).reserving(DataSize.ofMebibytes(1095), 8000));
    assertThat(nearest(ANY, need(1, 1500).reserving(DataSize.ofMebibytes(1096), 8000)))
        .contains("reserve at most 1095 MiB");
    assertThat(nearest(ANY, need(1, 1500).reserving(DataSize.ofMebibytes(1095), 8001)))
        .contains("reserve at most 8000 MHz");
  }

  @Test
  void whatIsNotReservedComesToLieInTheSwapFileAndIsCounted() {
    world.set(world.at("/DC0/datastore/nas1"), "summary.freeSpace", 1024 * MIB + 100 * MIB);
    world.set(world.at("/DC0/datastore/nas1"), "summary.capacity", 4096 * MIB);
    world.vm("old", "/DC0/host/C0/esx0", true, 512);
    world.set(world.at("/DC0/vm/old"), "summary.config.memoryReservation", 3296);

    // with 1000 MiB reserved there would be no swap file, and with 800 there is one of 200
    assertThat(nearest(ANY, need(1, 1000).reserving(DataSize.ofMebibytes(1000), 0)))
        .isEqualTo("nearest is esx0: reserve at most 800 MiB, free 100 MiB on `nas1`");
    world.set(world.at("/DC0/datastore/nas1"), "summary.freeSpace", 1024 * MIB + 200 * MIB);
    fits(ANY, need(1, 1000).reserving(DataSize.ofMebibytes(800), 0));
  }

  @Test
  void nobodyIsToldToFreeMoreThanADatastoreHas() {
    ManagedObjectReference nas1 = world.at("/DC0/datastore/nas1");
    world.set(nas1, "summary.freeSpace", 10 * 1024 * MIB);
    world.set(nas1, "summary.capacity", 20 * 1024 * MIB);
    VmNeed large = VmNeed.sized(1, DataSize.ofMebibytes(512), DataSize.ofGibibytes(15));

    assertThat(nearest(ANY, large)).isEqualTo("nearest is esx0: free 5632 MiB on `nas1`");
    assertThat(nearest(ANY, VmNeed.sized(1, DataSize.ofMebibytes(512), DataSize.ofGibibytes(20))))
        .isEqualTo("nearest is esx0: mount a datastore on it with 20992 MiB free");
    assertThat(
            nearest(
                ANY,
                VmNeed.sized(1, DataSize.ofMebibytes(512), DataSize.ofGibibytes(20))
                    .lying(Optional.empty(), Optional.of(new PlaceName("nas1")))))
        .isEqualTo("nearest is esx0: name a datastore with 20992 MiB free");
  }

  @Test
  void aDatastoreThatIsToBeMountedHasRoom() {
    world.datastore("nas2", 1);
    VmNeed there = need(1, 512).lying(Optional.empty(), Optional.of(new PlaceName("nas2")));

    assertThat(nearest(ANY, there))
        .isEqualTo("nearest is esx0: mount datastore `nas2` on it and free 512 MiB on `nas2`");
  }

  @Test
  void machinesThatCouldMoveMakeRoomTogetherAndFindIt() {
    world.set(host, "summary.hardware.memorySize", 16384 * MIB);
    world.set(host, "summary.quickStats.overallMemoryUsage", 9 * 1024);
    world
        .vm("small", "/DC0/host/C0/esx0", true, 1024)
        .vm("middle", "/DC0/host/C0/esx0", true, 3072)
        .vm("large", "/DC0/host/C0/esx0", true, 5120)
        .host("C0", "esx1", 8, 8, "nas1");

    // 3 GiB lack: `small` alone would not do; the other host has room for one of them
    assertThat(nearest(ANY, need(1, 10 * 1024)))
        .isEqualTo("nearest is esx0: free 3 GiB on it; could move: `middle` of 3 GiB to esx1");
    // 7 GiB lack: two could make that, but find no room
    assertThat(nearest(ANY, need(1, 14 * 1024))).isEqualTo("nearest is esx0: free 7 GiB on it");
    world.set(world.at("/DC0/host/C0/esx1"), "summary.hardware.memorySize", 12 * 1024 * MIB);
    assertThat(nearest(ANY, need(1, 14 * 1024)))
        .isEqualTo("nearest is esx1: take a flavor of at most 10 GiB of ram");
  }
}
