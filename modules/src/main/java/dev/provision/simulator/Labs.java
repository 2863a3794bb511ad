package dev.provision.simulator;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.simulator.copy.InventoryCopy;
import dev.provision.simulator.copy.RehearsalTime;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.World;
import dev.provision.simulator.world.WorldSettings;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.capture.InProcess;
import dev.provision.vsphere.connection.FarEnd;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labs that are open in this process. All who open the same file get the same vCenter; its
 * state is saved when the last of them closes it.
 */
public final class Labs implements InProcess {
  /** Of no lab: what is made in a copy must not get a uuid that the lab gave to something else. */
  private static final long COPY_SEED = 1L << 40;

  private final Map<Path, OpenLab> open = new HashMap<>();
  private final Duration quiet;

  public Labs() {
    this(RehearsalTime.QUIET);
  }

  /**
   * @param quiet how long a copy waits for workers before its clock jumps; one worker alone needs
   *     hardly any
   */
  public Labs(Duration quiet) {
    this.quiet = quiet;
  }

  @Override
  public synchronized FarEnd open(Path lab, boolean readOnly, RunContext run)
      throws ModuleException {
    Path file = lab.toAbsolutePath().normalize();
    OpenLab found = open.get(file);
    try {
      if (found == null) {
        found = OpenLab.open(file, read(lab), SimTime.wall(run.clock()));
        for (OpenLab each : found.domain()) {
          open.put(each.file(), each);
        }
      }
      if (!readOnly) {
        found.write();
      }
    } catch (IOException e) {
      if (found != null && found.isUnused()) {
        found.domain().forEach(each -> open.remove(each.file()));
      }
      throw unopened(lab, e);
    }
    OpenLab used = found;
    used.join();
    SimulatedConnection wire = used.simulator().connect();
    return new FarEnd(
        "simulator " + lab.getFileName(),
        wire,
        wire::dropSession,
        used.simulator().files(),
        used.simulator().rest(),
        () -> leave(used),
        used.simulator().hosts());
  }

  @Override
  public Copy copy(Capture capture, String name, RunContext run) throws ModuleException {
    RehearsalTime time = new RehearsalTime(run.clock().millis(), quiet);
    WorldSettings settings =
        capture
            .version()
            .map(RehearsalTime.SETTINGS::with)
            .orElse(RehearsalTime.SETTINGS)
            .of(capture.isOfHost());
    World world = new World(time, COPY_SEED, settings);
    Simulator simulator = Simulator.over(world);
    simulator.locked(
        () -> {
          simulator.createServices();
          return null;
        });
    InventoryCopy.fill(
        world, simulator.datastores(), simulator.policies(), simulator.copying(), capture);
    SimulatedConnection wire = simulator.connect();
    return new Copy(
        new FarEnd(
            "copy of " + name,
            wire,
            wire::dropSession,
            simulator.files(),
            simulator.rest(),
            () -> {},
            simulator.hosts()),
        time.clock(),
        by ->
            simulator.locked(
                () -> {
                  time.pass(by);
                  world.settle();
                  world.signal();
                  return null;
                }));
  }

  private synchronized void leave(OpenLab lab) {
    if (lab.leave()) {
      lab.domain().forEach(each -> open.remove(each.file()));
    }
  }

  /** Says why a lab cannot be opened; the JDK's own message is only a path, or nothing. */
  private static ModuleException unopened(Path lab, IOException e) {
    if (e instanceof FileSystemException of) {
      String file = "`" + of.getFile() + "`";
      String why = of.getReason() == null ? "it failed for " + file : file + ": " + of.getReason();
      if (e instanceof AccessDeniedException) {
        why = "no permission for " + file;
      } else if (e instanceof FileAlreadyExistsException) {
        why = file + " is not a folder";
      }
      Diagnostic mistake =
          Diagnostic.error("cannot write the lab's state: " + why, Span.of(lab.toString()));
      return ModuleException.mistaken("the lab `" + lab + "` cannot be used", List.of(mistake));
    }
    String message = e.getMessage() == null ? "the lab could not be opened: " + e : e.getMessage();
    return new ModuleException(ModuleException.Kind.UNREACHABLE, message, e);
  }

  private static LabSpec read(Path lab) throws ModuleException {
    Checked<LabSpec> read = LabFile.read(lab, lab.toString());
    if (read.value().isEmpty()) {
      throw ModuleException.mistaken(
          "the lab file `" + lab + "` cannot be used", read.diagnostics());
    }
    return read.get();
  }
}
