package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.lab.StateFile;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that writes the state of a lab again and again, until it is killed: folder n is there
 * in state n and none after it.
 */
final class StateLoop {
  private StateLoop() {}

  public static void main(String[] args) throws Exception {
    Path lab = Path.of(args[0]);
    LabSpec spec = LabFile.read(lab, "lab.yml").get();
    LabState state = new LabState(lab, LabState.identity(spec));
    Files.createDirectories(state.file().getParent());
    Simulator simulator = Simulator.of(spec, SimTime.jumping(0));
    Bench bench = new Bench(simulator);
    ManagedObjectReference vms = bench.find("DC0/vm");
    // a state of some size takes a while to write, so that a kill can fall into it
    for (int i = 0; i < 300; i++) {
      bench.api.createFolder(vms, "room" + i);
    }
    for (int i = 0; ; i++) {
      bench.api.createFolder(vms, "f" + i);
      byte[] bytes =
          simulator.locked(
              () -> {
                try {
                  return StateFile.encode(
                      StateFile.contents(
                          simulator.world(),
                          simulator.datastores(),
                          state.identity(),
                          vm -> false));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      StateFile.write(state.file(), bytes);
      System.out.println(i);
    }
  }
}
