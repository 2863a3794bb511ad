package dev.provision.vsphere;

import com.vmware.vim25.ws.VimStub;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Explanation;
import dev.provision.spi.Kind;
import dev.provision.spi.Layer;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Rehearsal;
import dev.provision.spi.Right;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.capture.CaptureFiles;
import dev.provision.vsphere.capture.CaptureReader;
import dev.provision.vsphere.capture.InProcess;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.FarEnd;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.doctor.ActivityRights;
import dev.provision.vsphere.doctor.Doctor;
import dev.provision.vsphere.doctor.HostPins;
import dev.provision.vsphere.doctor.MadePlaces;
import dev.provision.vsphere.doctor.Probe;
import dev.provision.vsphere.doctor.Uses;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.HomeKind;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.joining.AddsHost;
import dev.provision.vsphere.lease.Leases;
import dev.provision.vsphere.placement.Allocator;
import dev.provision.vsphere.placement.Pins;
import dev.provision.vsphere.placement.PlacementTable;
import dev.provision.vsphere.placement.PlannedRules;
import dev.provision.vsphere.placement.VolumeChoice;
import dev.provision.vsphere.places.ConnectionPlaces;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.Tree;
import dev.provision.vsphere.record.ChangeEvents;
import dev.provision.vsphere.rights.GrantingPlaybook;
import dev.provision.vsphere.survey.VolumeSearch;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.tasks.TaskTracker;
import dev.provision.vsphere.wire.HostCertificate;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.StubClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Drives a vCenter or an ESXi host; its subclass says which kinds of resources it has. It is long
 * because all that the engine asks a provider comes in here; other classes answer it.
 */
public class VsphereProvider implements Provider<VcenterSpec, Inventory, VsphereWriter> {
  private final List<Kind<?, Inventory, VsphereWriter>> kinds;
  private final InProcess simulators;

  /**
   * @param kinds {@link VsphereKind}s for what the server keeps, and kinds of plain values
   */
  protected VsphereProvider(List<? extends Kind<?, Inventory, VsphereWriter>> kinds) {
    this(kinds, InProcess.none());
  }

  /**
   * @param kinds {@link VsphereKind}s for what the server keeps, and kinds of plain values
   * @param simulators opens the simulator that a connection names, and copies for rehearsals
   */
  protected VsphereProvider(
      List<? extends Kind<?, Inventory, VsphereWriter>> kinds, InProcess simulators) {
    this.kinds = List.copyOf(kinds);
    this.simulators = simulators;
  }

  @Override
  public String section() {
    return "vcenter";
  }

  @Override
  public Class<VcenterSpec> connection() {
    return VcenterSpec.class;
  }

  @Override
  public List<Kind<?, Inventory, VsphereWriter>> kinds() {
    return kinds;
  }

  @Override
  public Optional<ManagedKind<?, ?, ?, Inventory, VsphereWriter>> home() {
    return Optional.of(new HomeKind());
  }

  /** With the datacenter, because two datacenters may have port groups of the same name. */
  @Override
  public String world(VcenterSpec connection) {
    String server =
        connection
            .simulator()
            .orElseGet(
                () ->
                    connection.effectiveHost().orElse("").toLowerCase(Locale.ROOT)
                        + ":"
                        + connection.port());
    return server + " " + connection.datacenter().map(PlaceName::text).orElse("");
  }

  @Override
  public List<String> places(VcenterSpec connection) {
    List<String> places = new ArrayList<>();
    connection.datacenter().ifPresent(name -> places.add(connection.below().toString()));
    for (PlaceName cluster : connection.effectiveClusters()) {
      places.add(cluster.below(connection.below().child(Tree.HOST.top())).toString());
    }
    return places;
  }

  @Override
  public ReadSession<Inventory> openReadOnly(Declaration<VcenterSpec> connection, RunContext run)
      throws ModuleException, InterruptedException {
    return VsphereReading.only(connect(connection, run, true), connection, run, managed());
  }

  @Override
  public Session<Inventory, VsphereWriter> open(Declaration<VcenterSpec> connection, RunContext run)
      throws ModuleException, InterruptedException {
    return new VsphereSession(connect(connection, run, false), connection, run, managed());
  }

  @Override
  public Rehearsal<Inventory, VsphereWriter> rehearse(
      Declaration<VcenterSpec> connection,
      Survey survey,
      RunContext run,
      Optional<Path> from,
      Optional<Path> keepIn)
      throws ModuleException, InterruptedException {
    Capture capture =
        from.isPresent() ? CaptureFiles.read(from.get()) : capture(connection, survey, run);
    if (keepIn.isPresent()) {
      CaptureFiles.write(keepIn.get(), capture);
    }
    String original =
        connection.spec().effectiveHost().or(() -> connection.spec().simulator()).orElse("");
    InProcess.Copy copy = simulators.copy(capture, original, run);
    RunContext inCopy = new RunContext(run.runId(), copy.clock(), run.trace());
    return new RehearsalOnCopy(
        new VsphereSession(
            Connection.open(connection, inCopy, copy.server()), connection, inCopy, managed()),
        original,
        capture.objects().size(),
        copy);
  }

  /** Reads what a rehearsal needs, over a wire that refuses every write. */
  private Capture capture(Declaration<VcenterSpec> connection, Survey survey, RunContext run)
      throws ModuleException, InterruptedException {
    try (Connection real = connect(connection, run, true)) {
      VimStub api = StubClient.stub(new ReadOnly(real.wire()));
      try (TaskTracker tracker =
          new TaskTracker(
              api,
              real.content(),
              run.clock(),
              TaskTracker.Timing.of(connection.spec().taskTimeout()))) {
        VolumeSearch search =
            new VolumeSearch(api, connection.spec(), tracker::reading, real.wire());
        return new CaptureReader(
                api,
                real.content(),
                real.version(),
                managed(),
                search,
                new Tagging(real.rest().readOnly()),
                connection.spec())
            .read(survey);
      } catch (ModuleException e) {
        throw e.saying("could not read " + real.host() + " for a copy: " + e.getMessage());
      }
    }
  }

  private Connection connect(Declaration<VcenterSpec> connection, RunContext run, boolean readOnly)
      throws ModuleException, InterruptedException {
    if (connection.spec().simulator().isEmpty()) {
      return Connection.open(connection, run);
    }
    return Connection.open(connection, run, simulators.open(lab(connection), readOnly, run));
  }

  private static Path lab(Declaration<VcenterSpec> connection) throws ModuleException {
    String name = connection.spec().simulator().orElseThrow();
    try {
      return Path.of(connection.span().file()).resolveSibling(name);
    } catch (InvalidPathException e) {
      Diagnostic mistake =
          Diagnostic.error("`simulator`: no file can be called so", connection.spanOf("simulator"));
      throw ModuleException.mistaken("the lab cannot be opened", List.of(mistake));
    }
  }

  @Override
  public List<Layer> diagnose(Declaration<VcenterSpec> connection, RunContext run)
      throws InterruptedException {
    Set<Activity> usual = new LinkedHashSet<>();
    Set<Activity> rare = new LinkedHashSet<>();
    managed()
        .forEach(
            kind ->
                kind.activities()
                    .forEach(activity -> (activity.rare() ? rare : usual).add(activity)));
    return doctor(connection, Optional.of(new Uses(usual, rare)), false, run, false).examine();
  }

  /** The layers that failed, and the answers if the doctor got that far. */
  @Override
  public List<Layer> probe(Declaration<VcenterSpec> connection, RunContext run)
      throws InterruptedException {
    return doctor(connection, Optional.empty(), false, run, true).examine().stream()
        .filter(layer -> layer.outcome().isFailure() || layer.name().equals(Probe.NAME))
        .toList();
  }

  @Override
  public List<Layer> diagnose(
      Declaration<VcenterSpec> connection, List<Declaration<?>> declared, RunContext run)
      throws InterruptedException {
    List<String> places = new ArrayList<>(places(connection.spec()));
    connection.spec().datastores().forEach(each -> places.add(each.name().text()));
    boolean makesPlaces = MadePlaces.any(places, declared, managed());
    List<Layer> layers =
        new ArrayList<>(doctor(connection, Optional.empty(), makesPlaces, run, false).examine());
    pins(connection, declared, run).ifPresent(layers::add);
    return layers;
  }

  private Optional<Layer> pins(
      Declaration<VcenterSpec> connection, List<Declaration<?>> declared, RunContext run) {
    VcenterSpec spec = connection.spec();
    if (spec.simulator().isEmpty()) {
      return HostPins.of(declared, host -> HostCertificate.of(host, spec.connectTimeout()));
    }
    if (declared.stream().noneMatch(each -> each.spec() instanceof AddsHost)) {
      return Optional.empty();
    }
    try {
      FarEnd lab = simulators.open(lab(connection), true, run);
      try {
        return HostPins.of(declared, lab.hosts()::certificate);
      } finally {
        lab.close().run();
      }
    } catch (ModuleException e) {
      // that the lab cannot be opened stands in the first layer
      return Optional.empty();
    }
  }

  @Override
  public List<Right> lifetime(
      Declaration<?> declared, Declaration<VcenterSpec> connection, Inventory read) {
    return new ActivityRights(managed(), connection.spec()).lifetime(declared, read);
  }

  @Override
  public List<Right> commands(
      List<Declaration<?>> declared, Declaration<VcenterSpec> connection, Inventory read) {
    return new ActivityRights(managed(), connection.spec()).commands(declared, read);
  }

  @Override
  public List<Right> toRecord(
      EnvironmentId environment, Declaration<VcenterSpec> connection, Inventory read) {
    return DirectHost.is(read)
        ? List.of()
        : List.of(ChangeEvents.right(environment, connection.spec(), read));
  }

  @Override
  public List<Right> toLease(
      EnvironmentId environment, Declaration<VcenterSpec> connection, Inventory read) {
    return Leases.rights(environment, connection.spec(), read);
  }

  @Override
  public String granting(List<Right> rights, Declaration<VcenterSpec> connection, Inventory read) {
    return GrantingPlaybook.of(rights, connection.spec(), read);
  }

  private Doctor doctor(
      Declaration<VcenterSpec> connection,
      Optional<Uses> uses,
      boolean makesPlaces,
      RunContext run,
      boolean probes) {
    return new Doctor(
        connection,
        run,
        managed(),
        () -> simulators.open(lab(connection), true, run),
        uses,
        makesPlaces,
        probes);
  }

  @Override
  public List<Problem> problems(Declaration<VcenterSpec> connection, Inventory read) {
    return ConnectionPlaces.problems(connection.spec(), read);
  }

  @Override
  public Allocation allocate(
      EnvironmentId environment,
      List<Demand> demands,
      Declaration<VcenterSpec> connection,
      Inventory read) {
    VcenterSpec spec = connection.spec();
    VolumeChoice.Chosen volumes = VolumeChoice.choose(Pins.applied(demands, read), spec, read);
    List<Demand> vms = PlannedRules.joined(volumes.vms(), read);
    return volumes.with(Allocator.allocate(environment, vms, spec, volumes.left()));
  }

  @Override
  public Optional<Explanation> explain(
      EnvironmentId environment,
      List<Demand> demands,
      Address about,
      Declaration<VcenterSpec> connection,
      Inventory read) {
    VolumeChoice.Chosen volumes = VolumeChoice.choose(demands, connection.spec(), read);
    List<Demand> vms = PlannedRules.joined(volumes.vms(), read);
    return vms.stream().anyMatch(demand -> demand.address().equals(about))
        ? Optional.of(
            new PlacementTable(environment, vms, connection.spec(), volumes.left()).explain(about))
        : Optional.empty();
  }

  private List<VsphereKind<?, ?, ?>> managed() {
    List<VsphereKind<?, ?, ?>> managed = new ArrayList<>();
    for (Kind<?, Inventory, VsphereWriter> kind : kinds) {
      if (kind instanceof VsphereKind<?, ?, ?> vsphere) {
        managed.add(vsphere);
      }
    }
    return managed;
  }
}
