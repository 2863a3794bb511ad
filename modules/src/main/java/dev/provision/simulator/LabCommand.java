package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.ws.VimStub;
import dev.provision.diagnostic.Checked;
import dev.provision.simulator.lab.LabFacts;
import dev.provision.simulator.lab.LabLock;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.ManualTime;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.spi.ProviderCommand.Said;
import dev.provision.vsphere.wire.StubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Does what {@code provision simulator} asks for with a lab's state; prints nothing itself. */
final class LabCommand {
  private static final String SOMEBODY = "somebody@vsphere.local";

  private LabCommand() {}

  /**
   * Forgets the state, so that the next run begins with what the lab file says.
   *
   * @throws IOException when it cannot be deleted, or a run has it open
   */
  static Said reset(Path lab) throws IOException {
    LabState state = new LabState(lab.toAbsolutePath().normalize(), "");
    if (!Files.exists(state.file())) {
      return Said.lines(List.of("the lab `" + lab + "` has no state: it is new"));
    }
    LabLock held = LabLock.take(state);
    try {
      Files.delete(state.file());
    } finally {
      held.close();
    }
    return Said.lines(List.of("the state of the lab `" + lab + "` is gone: it is new again"));
  }

  /**
   * Lists what is in a lab now, one line for each object: its path and its facts.
   *
   * @throws IOException when its state cannot be read
   */
  static Said show(Path lab) throws IOException {
    Checked<LabSpec> spec = LabFile.read(lab, lab.toString());
    if (spec.value().isEmpty()) {
      return Said.mistakes(spec.diagnostics());
    }
    Simulator simulator =
        OpenLab.open(lab.toAbsolutePath().normalize(), spec.get(), SimTime.jumping(0)).simulator();
    return Said.lines(simulator.locked(() -> lines(simulator)));
  }

  /**
   * Changes the lab as somebody with another client might: switches the first running machine off
   * and renames the second one.
   *
   * @throws IOException when its state cannot be read or kept, or a run has it open
   */
  static Said drift(Path lab, Clock clock) throws IOException {
    Checked<LabSpec> spec = LabFile.read(lab, lab.toString());
    if (spec.value().isEmpty()) {
      return Said.mistakes(spec.diagnostics());
    }
    OpenLab open =
        OpenLab.open(lab.toAbsolutePath().normalize(), spec.get(), new ManualTime(clock.millis()));
    open.write();
    open.join();
    try {
      return Said.lines(drifted(open.simulator()));
    } catch (RemoteException e) {
      return Said.refused("the simulated vCenter refused: " + e.getMessage());
    } finally {
      open.leave();
    }
  }

  private static List<String> drifted(Simulator simulator) throws RemoteException {
    VimStub api = StubClient.stub(simulator.connect());
    ServiceContent content = simulator.content();
    api.login(content.getSessionManager(), SOMEBODY, "", null);
    Map<String, ManagedObjectReference> running =
        simulator.locked(() -> running(simulator.world()));
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, ManagedObjectReference> vm : running.entrySet()) {
      if (done.isEmpty()) {
        api.powerOffVM_Task(vm.getValue());
        done.add("somebody switched " + vm.getKey() + " off");
      } else {
        String name = vm.getKey().substring(vm.getKey().lastIndexOf('/') + 1) + "-old";
        api.rename_Task(vm.getValue(), name);
        done.add("somebody renamed " + vm.getKey() + " to " + name);
        break;
      }
    }
    simulator.advance(Duration.ofHours(1));
    return done.isEmpty() ? List.of("no machine runs, so there is nothing to change") : done;
  }

  private static Map<String, ManagedObjectReference> running(World world) {
    Map<String, ManagedObjectReference> running = new TreeMap<>();
    for (Managed vm : world.all("VirtualMachine")) {
      if (VmState.power(vm) == VirtualMachinePowerState.poweredOn) {
        running.put(world.path(vm).toString(), vm.ref());
      }
    }
    return running;
  }

  private static List<String> lines(Simulator simulator) {
    World world = simulator.world();
    List<String> lines = new ArrayList<>();
    for (Managed each : world.all("ManagedEntity")) {
      String facts = LabFacts.of(world, simulator.datastores(), each);
      if (!facts.isEmpty()) {
        lines.add(world.path(each) + "  " + facts);
      }
    }
    lines.sort(null);
    return lines;
  }
}
