package dev.provision.modules.instances.operations;

import com.vmware.vim25.ToolsUnavailable;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code provision reboot}: asks the guest to reboot if VMware Tools run, as Nova does, else resets
 * the VM.
 */
public final class RebootOperation implements Operation<InstanceState, Inventory, VsphereWriter> {
  @Override
  public String name() {
    return "reboot";
  }

  @Override
  public String summary() {
    return "Reboot an instance: by its guest where VMware Tools run, else by a reset.";
  }

  @Override
  public String example() {
    return "provision reboot playbooks/quickstart.yml instance.web-1";
  }

  @Override
  public List<Flag> flags() {
    return List.of(new Flag("hard", "", "reset it, whatever the guest is doing"));
  }

  @Override
  public boolean isForOne() {
    return true;
  }

  @Override
  public String doing() {
    return "rebooting";
  }

  @Override
  public String done() {
    return "rebooted";
  }

  @Override
  public Intent<InstanceState, Inventory, VsphereWriter> intent(Asked asked) {
    return new Rebooting(asked.has("hard"));
  }

  private static final class Rebooting
      implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
    private final boolean hard;
    private final Map<Address, String> how = new ConcurrentHashMap<>();

    Rebooting(boolean hard) {
      this.hard = hard;
    }

    @Override
    public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
      if (how.containsKey(it.address())) {
        return List.of();
      }
      Power power = it.state().power();
      Change change = Change.inPlace("boot", "running", "restarted");
      return List.of(
          power == Power.ON
              ? change
              : change.with(
                  Effect.REFUSED,
                  "does not run (power "
                      + power.word()
                      + "), so there is nothing to reboot; `provision apply` brings it into the"
                      + " power state that is declared"));
    }

    @Override
    public void make(
        Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
        throws ModuleException, InterruptedException {
      InstanceState vm = it.state();
      write.touched(vm.ref());
      if (!hard && vm.guest().toolsRun() && isAsked(vm, write)) {
        how.put(it.address(), "its guest was asked to reboot, because VMware Tools run in it");
        return;
      }
      VmTasks.run(write, api -> api.resetVM_Task(vm.ref()));
      how.put(
          it.address(),
          hard ? "it was reset" : "it was reset, because VMware Tools do not run in it");
    }

    /** Asks the guest to reboot; false if Tools have stopped since the VM was read. */
    private static boolean isAsked(InstanceState vm, VsphereWriter write) throws ModuleException {
      try {
        write.send(api -> api.rebootGuest(vm.ref()));
        return true;
      } catch (ModuleException e) {
        if (Faults.is(e, ToolsUnavailable.class)) {
          return false;
        }
        throw e;
      }
    }

    @Override
    public List<String> said(Address address) {
      return Optional.ofNullable(how.get(address)).map(List::of).orElse(List.of());
    }
  }
}
