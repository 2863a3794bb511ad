package dev.provision.simulator;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import com.vmware.vim25.ObjectContent;
import dev.provision.diagnostic.Checked;
import dev.provision.proof.fuzz.FuzzTarget;
import dev.provision.proof.fuzz.Mistakes;
import dev.provision.proof.fuzz.ScratchFolder;
import dev.provision.simulator.lab.DecodedState;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.lab.StateFile;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A lab file, the vCenter that it declares, and that one's state written and read. */
public final class LabTarget implements FuzzTarget {
  /** Making thousands of hosts would only take time. */
  private static final int MOST_HOSTS = 50;

  private final ScratchFolder folder = new ScratchFolder();

  @Override
  public void take(byte[] input) throws Exception {
    if (input.length > 16_000) {
      return;
    }
    Path file = folder.write("lab.yml", input);
    Checked<LabSpec> read = LabFile.read(file, file.toString());
    Mistakes.check(read);
    if (read.value().isEmpty() || hosts(read.get()) > MOST_HOSTS) {
      return;
    }
    LabSpec lab = read.get();
    String identity = LabState.identity(lab);
    byte[] once = state(Simulator.of(lab, SimTime.jumping(0)), identity);
    ObjectContent[] kept = DecodedState.of(once);
    Simulator again = Simulator.of(kept, lab, SimTime.jumping(0), new ReentrantLock());
    holds(Arrays.equals(once, state(again, identity)), "a state that was read is another one");
  }

  private static long hosts(LabSpec lab) {
    return lab.datacenters().values().stream()
        .flatMap(each -> each.clusters().values().stream())
        .flatMap(each -> each.hosts().values().stream())
        .mapToLong(LabSpec.HostSpec::count)
        .sum();
  }

  private static byte[] state(Simulator simulator, String identity) throws IOException {
    return StateFile.encode(contents(simulator, identity));
  }

  private static List<ObjectContent> contents(Simulator simulator, String identity) {
    return simulator.locked(
        () ->
            StateFile.contents(simulator.world(), simulator.datastores(), identity, each -> false));
  }

  /** The state of a lab when it is new. */
  public static byte[] stateOf(String text) throws IOException {
    LabSpec lab = Bench.lab(text);
    return state(Simulator.of(lab, SimTime.jumping(0)), LabState.identity(lab));
  }

  /** What is in a lab when it is new. */
  public static List<ObjectContent> contentsOf(String text) throws IOException {
    LabSpec lab = Bench.lab(text);
    List<ObjectContent> all = contents(Simulator.of(lab, SimTime.jumping(0)), "");
    return all.subList(1, all.size());
  }
}
