package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.acceptance.GuestTargets.Bed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nova's words for what is done to an instance, and for one that vCenter has lost. */
class ListTest {
  private static final String VM = "/DC0/vm/ci/web";
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;

  /** The instance's row without its ID. */
  private static String row(Bed bed) {
    Provisioning.Ended listed = bed.provision.run("list");
    return listed
        .out()
        .lines()
        .filter(line -> line.contains("| web "))
        .map(line -> line.replaceAll(" +", " ").replaceAll("^\\| \\S+ ", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError(listed.all()));
  }

  /** A server begins a task when it likes. */
  private static void becomes(Bed bed, String words) throws InterruptedException {
    String row = row(bed);
    for (int i = 0; !row.startsWith(words) && i < 50; i++) {
      TimeUnit.MILLISECONDS.sleep(5);
      row = row(bed);
    }
    assertThat(row).startsWith(words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void oneThatIsPoweredOffIsToldSoAndOneOutOfReachHasNoState(Supplier<Target> place)
      throws Exception {
    try (Bed bed = new Bed(place.get(), folder, Acceptance.plain())) {
      Provisioning.Ended made = bed.provision.apply();
      assertThat(made.exit()).as(made.all()).isZero();
      assertThat(row(bed)).startsWith("| web | ACTIVE | - | Running |");
      outOfReach(bed);
      bed.target.slowTasks("PowerOffVM_Task", LONG);
      bed.target.slowTasks("PowerOff", LONG); // its name on vcsim (virtual_machine.go:2388)
      bed.vim.api().powerOffVM_Task(bed.at(VM));
      becomes(bed, "| web | ACTIVE | powering-off | Running |");
    }
  }

  private static void outOfReach(Bed bed) {
    if (bed.target instanceof VcsimTarget vcsim) {
      // a host that is disconnected there leaves its VMs as they were (host_system.go:562)
      String set = "SET.runtime.connectionState=";
      vcsim.referee().govc("vm.change", "-vm", VM, "-e", set + "disconnected");
      assertThat(row(bed)).startsWith("| web | ACTIVE | - | NOSTATE |");
      vcsim.referee().govc("vm.change", "-vm", VM, "-e", set + "orphaned");
      assertThat(row(bed)).startsWith("| web | ERROR | - | NOSTATE |");
      vcsim.referee().govc("vm.change", "-vm", VM, "-e", set + "connected");
      return;
    }
    ManagedObjectReference host =
        bed.vim.property(bed.at(VM), "runtime", VirtualMachineRuntimeInfo.class).getHost();
    bed.vim.ended(Vim.asked(() -> bed.vim.api().disconnectHost_Task(host)));
    assertThat(row(bed)).startsWith("| web | ACTIVE | - | NOSTATE |");
    bed.vim.ended(Vim.asked(() -> bed.vim.api().reconnectHost_Task(host, null, null)));
  }
}
