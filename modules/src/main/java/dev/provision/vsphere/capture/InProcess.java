package dev.provision.vsphere.capture;

import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.connection.FarEnd;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens simulators in this process, for {@code vcenter: {simulator: lab.yml}} and rehearsals. */
public interface InProcess {
  /**
   * @param lab the file that describes the vCenter
   * @param readOnly whether nothing will be changed, so that others may use it at the same time
   * @throws ModuleException of kind UNREACHABLE, with all mistakes of the file
   */
  FarEnd open(Path lab, boolean readOnly, RunContext run) throws ModuleException;

  /**
   * A simulator that is a copy of a vCenter or an ESXi host.
   *
   * @param clock its clock, which jumps ahead when everything in it only waits for time
   * @param pass moves the clock ahead for a caller that waits outside the copy
   */
  record Copy(FarEnd server, Clock clock, Consumer<Duration> pass) {}

  /**
   * Makes a simulator from a capture; it lasts as long as its sessions.
   *
   * @param name the name of the server that was captured
   * @throws ModuleException when the capture has no root folder
   */
  Copy copy(Capture capture, String name, RunContext run) throws ModuleException;

  /** For a build without a simulator. */
  static InProcess none() {
    return new InProcess() {
      @Override
      public FarEnd open(Path lab, boolean readOnly, RunContext run) throws ModuleException {
        throw new ModuleException(
            ModuleException.Kind.UNREACHABLE, "this build has no simulator", null);
      }

      @Override
      public Copy copy(Capture capture, String name, RunContext run) throws ModuleException {
        throw ModuleException.refused("this build has no simulator to rehearse on");
      }
    };
  }
}
