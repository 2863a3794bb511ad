package dev.provision.simulator;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.proof.fuzz.FuzzTarget;
import dev.provision.proof.fuzz.ScratchFolder;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file in which a lab keeps its state. */
public final class StateTarget implements FuzzTarget {
  /** The lab that the states of the corpus are of. */
  public static final String LAB =
      """
      datacenters:
        DC0:
          clusters: {C0: {hosts: {esx: {}}}}
          datastores: {ds1: 100 GiB}
          networks: {VM Network: {}}
          templates: {ubuntu: {disk: 8 GiB, snapshot: base, network: VM Network}}
      """;

  private final ScratchFolder folder = new ScratchFolder();

  @Override
  public void take(byte[] input) throws Exception {
    Path lab = Files.writeString(folder.path("lab.yml"), LAB);
    Path state = folder.write(".provision/lab.state", input);
    OpenLab opened;
    try {
      opened = OpenLab.open(lab, LabFile.read(lab, "lab.yml").get(), SimTime.jumping(0));
    } catch (IOException e) {
      holds(
          e.getMessage().contains(state.toString())
              && e.getMessage().contains("provision simulator reset"),
          "a refusal that says neither what nor what to do: " + e.getMessage());
      return;
    }
    holds(opened.simulator().world().all().size() > 0, "a state of nothing");
    LabCommand.show(lab);
  }
}
