package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.world.World;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody cancels on the server that a host is evacuated, when one machine has left it already.
 */
class CancelledEvacuationTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            A:
              hosts:
                a1: {cpus: 8, memory: 32 GiB}
                a2: {cpus: 8, memory: 32 GiB}
          datastores: {shared: 1 TiB, local: {size: 1 TiB, mounts: [a1]}}
          networks: {VM Network: {}}
          templates:
            seed: {datastore: shared, disk: 1 GiB, memory: 32 MiB, network: VM Network}
      """;

  private static String play(String maintenance) {
    return "name: ci\nvcenter: {simulator: lab.yml, datacenter: DC0, cluster: A}\n"
        + "hosts: {a1: {adopt: true, cluster: A, maintenance: "
        + maintenance
        + "}}\n";
  }

  @TempDir Path folder;

  private static VirtualMachineRuntimeInfo machine(SimulatorTarget target, String name) {
    return target
        .vim()
        .property(target.stub().at("/DC0/vm/" + name), "runtime", VirtualMachineRuntimeInfo.class);
  }

  private static String at(SimulatorTarget target, String name) {
    VirtualMachineRuntimeInfo runtime = machine(target, name);
    assertThat(runtime.getPowerState()).isEqualTo(VirtualMachinePowerState.poweredOn);
    return target.vim().property(runtime.getHost(), "name", String.class);
  }

  private static Optional<ManagedObjectReference> evacuation(SimulatorTarget target) {
    World world = target.simulator().world();
    world.lock().lock();
    try {
      return world.all("Task").stream()
          .map(task -> task.get("info", TaskInfo.class))
          .filter(info -> info.getState() == TaskInfoState.running)
          .filter(info -> info.getName().startsWith("EnterMaintenanceMode"))
          .map(TaskInfo::getTask)
          .findFirst();
    } finally {
      world.lock().unlock();
    }
  }

  @Test
  @Timeout(60)
  void theRunSaysWhoIsStillThereAndTheNextOneFinishes() throws Exception {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, play("off"));
      Suite.converged(provision.apply());
      target.stub().runOn("/DC0/vm/seed", "moves", "/DC0/host/A", "a1");
      target.stub().runOn("/DC0/vm/seed", "stays", "/DC0/host/A", "a1");
      target.stub().relocate("/DC0/vm/stays", "local");
      provision.rewrite(play("on"));

      CompletableFuture<Provisioning.Ended> run =
          CompletableFuture.supplyAsync(() -> provision.apply("--allow", "evacuate"));
      while (evacuation(target).isEmpty() || at(target, "moves").equals("a1")) {
        assertThat(run).isNotDone();
        TimeUnit.MILLISECONDS.sleep(2);
      }
      ManagedObjectReference task = evacuation(target).orElseThrow();
      Vim.asked(
          () -> {
            target.vim().api().cancelTask(task);
            return null;
          });
      Provisioning.Ended cancelled = run.get();

      assertThat(cancelled.exit()).as(cancelled.all()).isEqualTo(1);
      assertThat(cancelled.all())
          .contains("host.a1")
          .contains(
              "The task was canceled by a user. (RequestCanceled); still there: stays (its datastore"
                  + " `local` is on no other host of the cluster)");
      assertThat(HostsTest.inMaintenance(target, "a1")).isFalse();
      assertThat(at(target, "moves")).isEqualTo("a2");
      assertThat(at(target, "stays")).isEqualTo("a1");

      target.stub().relocate("/DC0/vm/stays", "shared");
      Suite.converged(provision.apply("--allow", "evacuate"));
      assertThat(HostsTest.inMaintenance(target, "a1")).isTrue();
      assertThat(at(target, "moves")).isEqualTo("a2");
      assertThat(at(target, "stays")).isEqualTo("a2");
      target.resetCalls();
      assertThat(provision.apply().all()).contains("No changes.");
      assertThat(target.mutating()).isEmpty();
    }
  }
}
