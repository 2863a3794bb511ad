package dev.provision.vsphere;

import com.vmware.vim25.ServiceContent;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Once;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.Target;
import dev.provision.vsphere.survey.HardwareReading;
import dev.provision.vsphere.survey.Surveyor;
import dev.provision.vsphere.survey.VolumeSearch;
import dev.provision.vsphere.tasks.TaskTracker;
import java.util.List;
import java.util.Set;

/** A session that can write: the reading, the one wait for tasks, and a writer for each step. */
final class VsphereSession implements Session<Inventory, VsphereWriter> {
  private final Connection connection;
  private final Surveyor surveyor;
  private final TaskTracker tracker;
  private final Target target;
  private final String runId;
  private final Once once = new Once();

  VsphereSession(
      Connection connection,
      Declaration<VcenterSpec> declaration,
      RunContext run,
      List<VsphereKind<?, ?, ?>> kinds) {
    this.connection = connection;
    this.tracker =
        new TaskTracker(
            connection.api(),
            connection.content(),
            run.clock(),
            TaskTracker.Timing.of(declaration.spec().taskTimeout()));
    this.surveyor =
        new Surveyor(
            connection.api(),
            connection.content(),
            connection.version(),
            kinds,
            new VolumeSearch(
                connection.api(), declaration.spec(), tracker::reading, connection.wire()),
            new HardwareReading(connection.api(), declaration.spec()));
    this.target = new Target(connection.host(), declaration.spec());
    this.runId = run.runId();
  }

  @Override
  public String target() {
    return target.text();
  }

  @Override
  public Inventory survey(Survey what) throws ModuleException, InterruptedException {
    return target.learn(surveyor.survey(what));
  }

  @Override
  public Inventory refresh(Set<Address> changed) throws ModuleException, InterruptedException {
    return surveyor.refresh(changed);
  }

  @Override
  public VsphereWriter writer(Address step, Progress progress) {
    return new StepWriter(this, connection.wire(), step, progress);
  }

  @Override
  public List<String> cancelRunning() {
    return tracker.cancelRunning();
  }

  @Override
  public void close() {
    tracker.close();
    connection.close(tracker::endPoll);
  }

  Surveyor surveyor() {
    return surveyor;
  }

  TaskTracker tracker() {
    return tracker;
  }

  Once once() {
    return once;
  }

  ServiceContent content() {
    return connection.content();
  }

  FileWires files() {
    return connection.files();
  }

  String user() {
    return connection.user();
  }

  String runId() {
    return runId;
  }
}
