package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.StorageIOAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardResourceAllocation;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.Bench;
import dev.provision.vsphere.exported.ExtraSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The flavor's table: every extra spec is read back from the server in vim25's own fields, after
 * the instance was made and after its flavor was changed.
 */
class FlavorsTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";
  private static final String NICS = "networks: {eth0: private, eth1: back}";

  private Vim vim;
  private Bench bench;

  @BeforeEach
  void connect() throws Exception {
    if (target instanceof SimulatorTarget simulator) {
      vim = simulator.vim();
    } else if (target instanceof VcsimTarget vcsim) {
      bench = Bench.of(vcsim.referee());
      bench.survey(new EnvironmentId("", "none"));
      vim = Vim.of(bench.api());
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(vim != null, "no vim25 session of our own");
  }

  @AfterEach
  void disconnect() {
    if (bench != null) {
      bench.close();
    }
  }

  private VirtualMachineConfigInfo config() {
    ManagedObjectReference vm =
        Vim.asked(
            () -> vim.api().findByInventoryPath(vim.content().getSearchIndex(), VM.substring(1)));
    return vim.config(vm);
  }

  private <T extends VirtualDevice> List<T> devices(Class<T> type) {
    return Arrays.stream(config().getHardware().getDevice())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static String flavor(Map<ExtraSpec, String> specs, String more) {
    return "vcpus: 2, ram: 256 MiB, extra_specs: {"
        + specs.entrySet().stream()
            .map(each -> "\"" + each.getKey().key() + "\": " + each.getValue())
            .collect(Collectors.joining(", "))
        + "}"
        + more;
  }

  /** What the server has of each row, as a flavor would write it. */
  private Map<ExtraSpec, String> readBack() {
    VirtualMachineConfigInfo config = config();
    Map<ExtraSpec, String> rows = new TreeMap<>();
    ResourceAllocationInfo cpu = config.getCpuAllocation();
    rows.put(ExtraSpec.CPU_LIMIT, "" + cpu.getLimit());
    rows.put(ExtraSpec.CPU_RESERVATION, "" + cpu.getReservation());
    shares(cpu.getShares(), ExtraSpec.CPU_SHARES_LEVEL, ExtraSpec.CPU_SHARES_SHARE, rows);
    ResourceAllocationInfo memory = config.getMemoryAllocation();
    rows.put(ExtraSpec.MEMORY_LIMIT, "" + memory.getLimit());
    rows.put(ExtraSpec.MEMORY_RESERVATION, "" + memory.getReservation());
    shares(memory.getShares(), ExtraSpec.MEMORY_SHARES_LEVEL, ExtraSpec.MEMORY_SHARES_SHARE, rows);
    StorageIOAllocationInfo io = devices(VirtualDisk.class).get(0).getStorageIOAllocation();
    rows.put(ExtraSpec.DISK_IO_LIMIT, "" + io.getLimit());
    rows.put(ExtraSpec.DISK_IO_RESERVATION, "" + io.getReservation());
    shares(io.getShares(), ExtraSpec.DISK_IO_SHARES_LEVEL, ExtraSpec.DISK_IO_SHARES_SHARE, rows);
    List<VirtualEthernetCardResourceAllocation> nics =
        devices(VirtualEthernetCard.class).stream()
            .map(VirtualEthernetCard::getResourceAllocation)
            .toList();
    assertThat(nics).hasSize(2);
    rows.put(ExtraSpec.VIF_LIMIT, same(nics.stream().map(nic -> "" + nic.getLimit()).toList()));
    rows.put(
        ExtraSpec.VIF_RESERVATION,
        same(nics.stream().map(nic -> "" + nic.getReservation()).toList()));
    rows.put(
        ExtraSpec.VIF_SHARES_LEVEL,
        same(nics.stream().map(nic -> nic.getShare().getLevel().name()).toList()));
    if (nics.get(0).getShare().getLevel() == SharesLevel.custom) {
      rows.put(
          ExtraSpec.VIF_SHARES_SHARE,
          same(nics.stream().map(nic -> "" + nic.getShare().getShares()).toList()));
    }
    rows.put(ExtraSpec.CPU_CORES, "" + config.getHardware().getNumCoresPerSocket());
    rows.put(ExtraSpec.HW_VERSION, config.getVersion());
    if (target instanceof SimulatorTarget simulator) {
      // of its folder and of its disk
      rows.put(
          ExtraSpec.STORAGE_POLICY,
          same(List.copyOf(SeenPolicies.of(vim, simulator.stub().at(VM)).values())));
    }
    return rows;
  }

  private static void shares(
      SharesInfo shares, ExtraSpec level, ExtraSpec share, Map<ExtraSpec, String> rows) {
    rows.put(level, shares.getLevel().name());
    if (shares.getLevel() == SharesLevel.custom) {
      rows.put(share, "" + shares.getShares());
    }
  }

  private static String same(List<String> values) {
    assertThat(Set.copyOf(values)).hasSize(1);
    return values.get(0);
  }

  private static Map<ExtraSpec, String> first(String version) {
    Map<ExtraSpec, String> specs = new TreeMap<>();
    specs.put(ExtraSpec.CPU_LIMIT, "2000");
    specs.put(ExtraSpec.CPU_RESERVATION, "500");
    specs.put(ExtraSpec.CPU_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.CPU_SHARES_SHARE, "3000");
    specs.put(ExtraSpec.MEMORY_LIMIT, "512");
    specs.put(ExtraSpec.MEMORY_RESERVATION, "128");
    specs.put(ExtraSpec.MEMORY_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.MEMORY_SHARES_SHARE, "4000");
    specs.put(ExtraSpec.DISK_IO_LIMIT, "1000");
    specs.put(ExtraSpec.DISK_IO_RESERVATION, "100");
    specs.put(ExtraSpec.DISK_IO_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.DISK_IO_SHARES_SHARE, "400");
    specs.put(ExtraSpec.VIF_LIMIT, "900");
    specs.put(ExtraSpec.VIF_RESERVATION, "90");
    specs.put(ExtraSpec.VIF_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.VIF_SHARES_SHARE, "70");
    specs.put(ExtraSpec.CPU_CORES, "2");
    specs.put(ExtraSpec.HW_VERSION, version);
    return specs;
  }

  private static Map<ExtraSpec, String> second(String version) {
    Map<ExtraSpec, String> specs = new TreeMap<>();
    specs.put(ExtraSpec.CPU_LIMIT, "3000");
    specs.put(ExtraSpec.CPU_RESERVATION, "600");
    specs.put(ExtraSpec.CPU_SHARES_LEVEL, "high");
    specs.put(ExtraSpec.MEMORY_LIMIT, "640");
    specs.put(ExtraSpec.MEMORY_RESERVATION, "64");
    specs.put(ExtraSpec.MEMORY_SHARES_LEVEL, "low");
    specs.put(ExtraSpec.DISK_IO_LIMIT, "1100");
    specs.put(ExtraSpec.DISK_IO_RESERVATION, "110");
    specs.put(ExtraSpec.DISK_IO_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.DISK_IO_SHARES_SHARE, "800");
    specs.put(ExtraSpec.VIF_LIMIT, "910");
    specs.put(ExtraSpec.VIF_RESERVATION, "91");
    specs.put(ExtraSpec.VIF_SHARES_LEVEL, "custom");
    specs.put(ExtraSpec.VIF_SHARES_SHARE, "71");
    specs.put(ExtraSpec.CPU_CORES, "1");
    specs.put(ExtraSpec.HW_VERSION, version);
    return specs;
  }

  /** With a storage policy, which vcsim drops ({@link VcsimDifferencesTest}). */
  private Map<ExtraSpec, String> with(String policy, Map<ExtraSpec, String> specs) {
    if (target instanceof SimulatorTarget) {
      specs.put(ExtraSpec.STORAGE_POLICY, policy);
    }
    return specs;
  }

  /** A version above the image's, which the hosts have. */
  private String version(int number) {
    return "vmx-" + (target instanceof VcsimTarget ? number - 4 : number);
  }

  @Test
  void everyExtraSpecIsThereAfterTheCreationAndAfterAChange() {
    Map<ExtraSpec, String> made = with("Gold", first(version(19)));
    Provisioning provision = provision(one(flavor(made, ""), NICS));
    converged(provision.apply());
    assertThat(readBack()).isEqualTo(made);
    nothingIsLeft(provision);

    Map<ExtraSpec, String> changed = with("Silver", second(version(20)));
    provision.rewrite(one(flavor(changed, ""), NICS));
    Provisioning.Ended plan = provision.plan();
    assertThat(plan.out())
        .contains("extra_specs.quota:cpu_limit")
        .contains("2000 MHz -> 3000 MHz")
        .contains("custom 400 -> custom 800")
        .contains("custom 3000 -> high")
        .contains(version(19) + " -> " + version(20))
        .contains("powers off")
        .contains("site.yml:");
    converged(provision.apply("--yes"));
    assertThat(readBack()).isEqualTo(changed);
    nothingIsLeft(provision);
  }

  @Test
  void whatTheFlavorNoLongerSaysGoesBackToVspheresDefaultWhileItRuns() {
    Map<ExtraSpec, String> made = first(version(19));
    Provisioning provision = provision(one(flavor(made, ""), NICS));
    converged(provision.apply());

    Map<ExtraSpec, String> less = new TreeMap<>(made);
    less.keySet().removeAll(EnumSet.range(ExtraSpec.CPU_LIMIT, ExtraSpec.VIF_SHARES_SHARE));
    less.put(ExtraSpec.MEMORY_LIMIT, "0");
    provision.rewrite(one(flavor(less, ""), NICS));
    assertThat(provision.plan().out())
        .contains("2000 MHz -> unlimited")
        .contains("changed in place");
    converged(provision.apply());

    Map<ExtraSpec, String> defaults = readBack();
    assertThat(defaults)
        .containsEntry(ExtraSpec.CPU_LIMIT, "-1")
        .containsEntry(ExtraSpec.CPU_RESERVATION, "0")
        .containsEntry(ExtraSpec.CPU_SHARES_LEVEL, "normal")
        .containsEntry(ExtraSpec.MEMORY_LIMIT, "-1")
        .containsEntry(ExtraSpec.MEMORY_RESERVATION, "0")
        .containsEntry(ExtraSpec.MEMORY_SHARES_LEVEL, "normal")
        .containsEntry(ExtraSpec.DISK_IO_LIMIT, "-1")
        .containsEntry(ExtraSpec.DISK_IO_RESERVATION, "0")
        .containsEntry(ExtraSpec.DISK_IO_SHARES_LEVEL, "normal")
        .containsEntry(ExtraSpec.VIF_LIMIT, "-1")
        .containsEntry(ExtraSpec.VIF_RESERVATION, "0")
        .containsEntry(ExtraSpec.VIF_SHARES_LEVEL, "normal");
    nothingIsLeft(provision);
  }

  @Test
  void aHardwareVersionIsNeverLowered() {
    Provisioning provision =
        provision(one(flavor(Map.of(ExtraSpec.HW_VERSION, version(20)), ""), NICS));
    converged(provision.apply());
    assertThat(config().getVersion()).isEqualTo(version(20));

    provision.rewrite(one(flavor(Map.of(ExtraSpec.HW_VERSION, version(19)), ""), NICS));
    Provisioning.Ended refused = provision.plan();
    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "`extra_specs.vmware:hw_version` of `instance.web` cannot be changed from "
                + version(20)
                + " to "
                + version(19)
                + ": a hardware version is never lowered");

    provision.rewrite(
        one(flavor(Map.of(ExtraSpec.HW_VERSION, "vmx-4"), ""), NICS).replace("web:", "other:"));
    assertThat(provision.plan().err())
        .contains("flavor `small` wants hardware version vmx-4, image `base` has ");
  }

  /** The sizes of its disks in MiB, and whether they are thin. */
  private List<String> disks() {
    return devices(VirtualDisk.class).stream()
        .skip(1)
        .map(
            disk ->
                disk.getCapacityInKB() / 1024
                    + " "
                    + ((VirtualDiskFlatVer2BackingInfo) disk.getBacking()).getThinProvisioned())
        .toList();
  }

  @Test
  void ephemeralAndSwapDisksComeGrowAndGo() {
    Provisioning provision = provision(one("vcpus: 1, ram: 64 MiB, ephemeral: 2, swap: 512", NICS));
    converged(provision.apply());
    assertThat(disks()).containsExactly("2048 true", "512 true");
    nothingIsLeft(provision);

    provision.rewrite(one("vcpus: 1, ram: 64 MiB, ephemeral: 3 GiB, swap: 512", NICS));
    assertThat(provision.plan().out()).contains("ephemeral").contains("2 GiB -> 3 GiB");
    converged(provision.apply());
    // vcsim puts the device of an edit, which says nothing of thin, in the place of the old one
    assertThat(disks()).hasSize(2).anyMatch(disk -> disk.startsWith("3072"));
    nothingIsLeft(provision);

    provision.rewrite(one("vcpus: 1, ram: 64 MiB, ephemeral: 1 GiB, swap: 512", NICS));
    assertThat(provision.plan().err()).contains("a disk cannot shrink");

    provision.rewrite(one("vcpus: 1, ram: 64 MiB, swap: 512", NICS));
    assertThat(provision.plan().out())
        .contains("loses data: the disk goes with all that is on it")
        .contains("3 GiB -> (absent)");
    Provisioning.Ended unasked = provision.apply();
    assertThat(unasked.exit()).as(unasked.all()).isEqualTo(3);
    assertThat(disks()).hasSize(2);
    converged(provision.apply("--allow", "delete"));
    assertThat(disks()).containsExactly("512 true");
    nothingIsLeft(provision);

    provision.rewrite(one("vcpus: 1, ram: 64 MiB, ephemeral: 4, swap: 512", NICS));
    assertThat(provision.plan().out()).contains("(absent) -> 4 GiB").contains("changed in place");
    converged(provision.apply());
    assertThat(disks()).containsExactlyInAnyOrder("512 true", "4096 true");
    nothingIsLeft(provision);

    String marks = target.otherClient().vm(VM).extraConfig().get("provision.disks");
    assertThat(marks).contains("=ephemeral0").contains("=swap");
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
  }
}
