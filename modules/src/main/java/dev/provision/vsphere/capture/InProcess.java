package dev.provision.vsphere.capture;

import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.connection.FarEnd;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens vCenters that live in this process, for {@code vcenter: {simulator: lab.yml}}. */
public interface InProcess {
  /**
   * @param lab the file that says what the vCenter has
   * @param readOnly whether nothing will be changed: then others may use it at the same time
   * @throws ModuleException of kind UNREACHABLE, with all mistakes of the file
   */
  FarEnd open(Path lab, boolean readOnly, RunContext run) throws ModuleException;

  /**
   * A vCenter that is a copy of another.
   *
   * @param clock its time, which passes as soon as nothing but time is waited for
   * @param pass lets time pass for who waits outside of it
   */
  record Copy(FarEnd server, Clock clock, Consumer<Duration> pass) {}

  /**
   * Makes a vCenter of a capture; it is gone with its last session.
   *
   * @param name of the one that was captured
   * @throws ModuleException when this is no capture of a vCenter
   */
  Copy copy(Capture capture, String name, RunContext run) throws ModuleException;

  /** Where there is none. */
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
