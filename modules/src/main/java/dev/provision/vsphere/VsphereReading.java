package dev.provision.vsphere;

import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.Right;
import dev.provision.spi.RunContext;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.Target;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.rights.HeldRights;
import dev.provision.vsphere.survey.HardwareReading;
import dev.provision.vsphere.survey.HostLooks;
import dev.provision.vsphere.survey.ProjectUsage;
import dev.provision.vsphere.survey.Surveyor;
import dev.provision.vsphere.survey.TagSearch;
import dev.provision.vsphere.survey.VolumeSearch;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.tasks.TaskTracker;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.StubClient;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reading half of a session: its surveyor, and its one tracker for tasks. */
final class VsphereReading implements ReadSession<Inventory> {
  private final Connection connection;
  private final VimStub api;
  private final Surveyor surveyor;
  private final Target target;
  private final TaskTracker tracker;

  /**
   * @param api one that can write in a session that writes
   * @param rest the same
   */
  VsphereReading(
      Connection connection,
      VimStub api,
      RestSession rest,
      Declaration<VcenterSpec> declaration,
      RunContext run,
      List<VsphereKind<?, ?, ?>> kinds) {
    VcenterSpec spec = declaration.spec();
    this.connection = connection;
    this.api = api;
    this.tracker =
        new TaskTracker(
            api, connection.content(), run.clock(), TaskTracker.Timing.of(spec.taskTimeout()));
    this.surveyor =
        new Surveyor(
            api,
            connection.content(),
            connection.version(),
            kinds,
            connection.user(),
            new VolumeSearch(api, spec, tracker::reading, connection.wire()),
            Optional.of(new TagSearch(new Tagging(rest), spec, kinds)),
            Optional.of(new HardwareReading(api, spec)),
            Optional.of(new HostLooks(api, connection.hosts(), run.offlineHosts())));
    this.target = new Target(connection.host(), spec);
  }

  /** For planning: its wire refuses every write. */
  static VsphereReading only(
      Connection connection,
      Declaration<VcenterSpec> declaration,
      RunContext run,
      List<VsphereKind<?, ?, ?>> kinds) {
    VimStub api = StubClient.stub(new ReadOnly(connection.wire()));
    return new VsphereReading(
        connection, api, connection.rest().readOnly(), declaration, run, kinds);
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

  /** An ESXi host has no account whose privileges are less than all. */
  @Override
  public Set<Right> lacking(Set<Right> rights, Inventory read) throws ModuleException {
    if (DirectHost.is(read)) {
      return Set.of();
    }
    try {
      return new HeldRights(connection.api(), connection.content(), connection.session())
          .lacking(rights, read);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  @Override
  public Usage usage(EnvironmentId environment, Set<Address> without, Inventory read)
      throws ModuleException, InterruptedException {
    return new ProjectUsage(api, connection.content()).of(environment, without, read);
  }

  @Override
  public void close() {
    tracker.close();
    connection.close(tracker::endPoll);
  }

  Connection connection() {
    return connection;
  }

  Surveyor surveyor() {
    return surveyor;
  }

  TaskTracker tracker() {
    return tracker;
  }
}
