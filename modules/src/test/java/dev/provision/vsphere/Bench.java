package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.referee.Referee;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.spi.Survey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A login to the referee with what one kind reads from and writes with, and no engine above it. */
public final class Bench implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Wire wire;
  private final List<VsphereKind<?, ?, ?>> kinds;
  private final TaskTracker tasks;
  private final FileWires files;

  private Bench(Referee referee, List<VsphereKind<?, ?, ?>> kinds) throws IOException {
    this.wire = Wire.to(referee);
    this.kinds = kinds;
    this.tasks =
        new TaskTracker(
            wire.api(), wire.content(), Clock.systemUTC(), TaskTracker.Timing.of(TIMEOUT));
    this.files =
        new HttpsFiles(
            referee.host(),
            referee.port(),
            new TlsPolicy(Optional.empty(), Optional.of(referee.thumbprint()), false),
            TIMEOUT,
            TIMEOUT);
  }

  public static Bench of(Referee referee, VsphereKind<?, ?, ?>... kinds) throws IOException {
    return new Bench(referee, List.of(kinds));
  }

  public Inventory survey(EnvironmentId environment, Declaration<?>... declarations)
      throws ModuleException, InterruptedException {
    Survey survey = new Survey(environment, List.of(declarations));
    return new InventoryReader(wire.api(), wire.content(), PropertyWishes.of(kinds), 1000, 100)
        .read(FullReading.of(survey, kinds));
  }

  public VimStub api() {
    return wire.api();
  }

  public VsphereWriter writer(Address step, Inventory decidedOn, Progress progress) {
    return new VsphereWriter() {
      @Override
      public VimStub api() {
        return wire.api();
      }

      @Override
      public ServiceContent content() {
        return wire.content();
      }

      @Override
      public Inventory inventory() {
        return decidedOn;
      }

      @Override
      public TaskInfo await(ManagedObjectReference task)
          throws ModuleException, InterruptedException {
        return tasks.await(task, step.toString(), progress);
      }

      @Override
      public void touched(ManagedObjectReference ref) {}

      @Override
      public Address address() {
        return step;
      }

      @Override
      public String runId() {
        return "run-1";
      }

      @Override
      public Progress progress() {
        return progress;
      }

      @Override
      public FileWires files() {
        return files;
      }
    };
  }

  @Override
  public void close() throws IOException {
    tasks.close();
    wire.close();
  }
}
