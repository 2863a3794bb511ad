package dev.provision.vsphere;

import com.vmware.vim25.ServiceContent;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Lease;
import dev.provision.spi.LeaseHolder;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.LeftTask;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.Right;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.BareHosts;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Once;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.lease.KeptLease;
import dev.provision.vsphere.lease.Leases;
import dev.provision.vsphere.lease.SharedLeases;
import dev.provision.vsphere.record.ChangeEvents;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.survey.Surveyor;
import dev.provision.vsphere.tasks.TaskTracker;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A session that can write: a {@link VsphereReading}, and a writer for each step. */
final class VsphereSession implements Session<Inventory, VsphereWriter> {
  private final VsphereReading reading;
  private final String runId;
  private final Once once = new Once();
  private final VcenterSpec vcenter;

  /** Empty before the lease is taken, and in a run that takes none. */
  private volatile Optional<KeptLease> lease = Optional.empty();

  private volatile Optional<SharedLeases> shared = Optional.empty();

  VsphereSession(
      Connection connection,
      Declaration<VcenterSpec> declaration,
      RunContext run,
      List<VsphereKind<?, ?, ?>> kinds) {
    this.reading =
        new VsphereReading(
            connection, connection.api(), connection.rest(), declaration, run, kinds);
    this.runId = run.runId();
    this.vcenter = declaration.spec();
  }

  @Override
  public String target() {
    return reading.target();
  }

  @Override
  public Inventory survey(Survey what) throws ModuleException, InterruptedException {
    return reading.survey(what);
  }

  @Override
  public Inventory refresh(Set<Address> changed) throws ModuleException, InterruptedException {
    return reading.refresh(changed);
  }

  @Override
  public Usage usage(EnvironmentId environment, Set<Address> without, Inventory read)
      throws ModuleException, InterruptedException {
    return reading.usage(environment, without, read);
  }

  @Override
  public Set<Right> lacking(Set<Right> rights, Inventory read) throws ModuleException {
    return reading.lacking(rights, read);
  }

  @Override
  public VsphereWriter writer(Address step, Progress progress) {
    return new StepWriter(this, reading.connection().wire(), step, progress, this::demandLease);
  }

  private void demandLease() throws ModuleException, InterruptedException {
    if (lease.isPresent()) {
      lease.get().demand();
    }
  }

  @Override
  public Lease lease(LeaseRequest request) throws ModuleException, InterruptedException {
    KeptLease taken = leases(request.environment()).take(request);
    lease = Optional.of(taken);
    shared = Optional.of(new SharedLeases(request, this::leases));
    return taken;
  }

  /** Does work for what several environments share. */
  <T> T holding(EnvironmentId of, Progress progress, SharedLeases.Work<T> work)
      throws ModuleException, InterruptedException {
    return shared.isPresent()
        ? shared.get().holding(of, progress, work)
        : work.under(Optional.empty());
  }

  @Override
  public Optional<LeaseHolder> holder(EnvironmentId environment)
      throws ModuleException, InterruptedException {
    return leases(environment).holder(environment);
  }

  @Override
  public void sweep(EnvironmentId environment) throws ModuleException, InterruptedException {
    leases(environment).sweep(environment);
  }

  @Override
  public void unlock(EnvironmentId environment) throws ModuleException, InterruptedException {
    leases(environment).remove(environment);
  }

  /** Over a writer that needs no lease. */
  private Leases leases(EnvironmentId environment) {
    Address step = new Address("lease", environment.name());
    Progress none = (percent, what) -> {};
    return new Leases(
        vcenter, new StepWriter(this, reading.connection().wire(), step, none, StepWriter.OPEN));
  }

  @Override
  public String account() {
    return user();
  }

  @Override
  public Optional<String> record(EnvironmentId environment, String head, List<String> lines)
      throws InterruptedException {
    return new ChangeEvents(
            reading.connection().api(), content(), vcenter, reading.surveyor().latest())
        .write(environment, head, lines);
  }

  @Override
  public List<LeftTask> cancelRunning() {
    return reading.tracker().cancelRunning();
  }

  @Override
  public void close() {
    reading.close();
  }

  Surveyor surveyor() {
    return reading.surveyor();
  }

  TaskTracker tracker() {
    return reading.tracker();
  }

  Once once() {
    return once;
  }

  ServiceContent content() {
    return reading.connection().content();
  }

  RestSession rest() {
    return reading.connection().rest();
  }

  FileWires files() {
    return reading.connection().files();
  }

  BareHosts hosts() {
    return reading.connection().hosts();
  }

  String user() {
    return reading.connection().user();
  }

  String runId() {
    return runId;
  }
}
