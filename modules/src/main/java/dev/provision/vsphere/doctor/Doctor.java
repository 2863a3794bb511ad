package dev.provision.vsphere.doctor;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Layer;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.spi.Survey;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.connection.FarEnd;
import dev.provision.vsphere.connection.FirstAnswer;
import dev.provision.vsphere.connection.Login;
import dev.provision.vsphere.connection.Origins;
import dev.provision.vsphere.connection.Settings;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.connection.WireOptions;
import dev.provision.vsphere.files.TopFolderNames;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.survey.Surveyor;
import dev.provision.vsphere.survey.VolumeSearch;
import dev.provision.vsphere.tasks.TaskTracker;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Credentials;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.Relogin;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Spoken;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks a connection layer by layer, from its settings to its datastores. It changes nothing: all
 * that it asks after the login goes through {@link ReadOnly}, and the one file that {@link
 * UploadProbe} sends has no datastore to go to. Confined to one thread.
 */
public final class Doctor {
  private static final String LOGIN = "login";

  /** Opens the simulator that the connection names. */
  @FunctionalInterface
  public interface Simulators {
    FarEnd open() throws ModuleException;
  }

  /** A server that can be reached; nobody has logged in yet. */
  private record Reached(
      String name,
      Vim25 wire,
      Speaking speaking,
      Runnable dropSession,
      Supplier<Optional<String>> cookie,
      Runnable close) {}

  /** Decides which API version we speak with a server that describes itself so. */
  @FunctionalInterface
  private interface Speaking {
    Spoken with(AboutInfo about) throws TransportFailure;
  }

  private final Declaration<VcenterSpec> connection;
  private final VcenterSpec spec;
  private final RunContext run;
  private final List<VsphereKind<?, ?, ?>> kinds;
  private final Simulators simulators;
  private final Optional<Uses> uses;
  private final boolean makesPlaces;
  private final boolean probes;
  private final Examination examination = new Examination();

  /**
   * @param uses decides for which privileges it asks; empty to ask for none
   * @param makesPlaces whether what the connection names may still be missing
   * @param probes whether to ask the questions of {@link Probe} at the end
   */
  public Doctor(
      Declaration<VcenterSpec> connection,
      RunContext run,
      List<VsphereKind<?, ?, ?>> kinds,
      Simulators simulators,
      Optional<Uses> uses,
      boolean makesPlaces,
      boolean probes) {
    this.makesPlaces = makesPlaces;
    this.probes = probes;
    this.uses = uses;
    this.connection = connection;
    this.spec = connection.spec();
    this.run = run;
    this.kinds = List.copyOf(kinds);
    this.simulators = simulators;
  }

  public List<Layer> examine() throws InterruptedException {
    examination.gate(new Settings(connection).layer());
    Optional<Reached> reached = spec.simulator().isPresent() ? simulated() : networked();
    if (reached.isEmpty()) {
      examination.skip(inside(0));
      return examination.layers();
    }
    try {
      inside(reached.get());
    } finally {
      reached.get().close().run();
    }
    return examination.layers();
  }

  /** The layers behind the wire, from this one on. */
  private List<String> inside(int first) {
    return Stream.of(
            Optional.of(LOGIN),
            Optional.of(InventoryLayer.NAME),
            uses.map(each -> Privileges.NAME),
            Optional.of(UploadProbe.NAME))
        .flatMap(Optional::stream)
        .skip(first)
        .toList();
  }

  private Optional<Reached> simulated() {
    try {
      FarEnd server = simulators.open();
      WireLayers.LAYERS.forEach(
          name ->
              examination.add(Layer.skipped(name, "because the simulator runs in this process")));
      return Optional.of(
          new Reached(
              server.name(),
              server.wire(),
              Spoken::as,
              server.dropSession(),
              Optional::empty,
              server.close()));
    } catch (ModuleException e) {
      List<String> lines = new ArrayList<>(e.getMessage().lines().map(String::strip).toList());
      e.mistakes()
          .forEach(
              mistake ->
                  lines.add(mistake.span().map(s -> s + ": ").orElse("") + mistake.message()));
      examination.gate(
          e.mistakes().isEmpty()
              ? Layer.refused("simulator", lines, "")
              : Layer.mistaken("simulator", lines, ""));
      return Optional.empty();
    }
  }

  private Optional<Reached> networked() {
    if (!examination.isOpen()) {
      examination.skip(WireLayers.LAYERS);
      return Optional.empty();
    }
    new WireLayers(connection, run).examine(examination);
    if (!examination.isOpen()) {
      return Optional.empty();
    }
    String host = spec.effectiveHost().orElseThrow();
    try {
      SoapTransport transport = new SoapTransport(WireOptions.of(spec, host, run));
      return Optional.of(
          new Reached(
              host,
              transport,
              transport::spoken,
              transport::dropSession,
              transport::cookie,
              transport::close));
    } catch (TransportFailure e) {
      throw new AssertionError("the same settings were good a moment ago", e);
    }
  }

  private void inside(Reached reached) throws InterruptedException {
    Recording recording =
        new Recording(reached.wire(), WireOptions.nanos(run), WireOptions.trace(run));
    String username = spec.effectiveUsername().orElse("administrator@vsphere.local");
    String password = spec.effectivePassword().map(Secret::text).orElse("");
    ServiceContent content;
    Spoken spoken;
    Relogin wire;
    UserSession session;
    try {
      content = FirstAnswer.of(recording);
      spoken = reached.speaking().with(content.getAbout());
      wire =
          new Relogin(
              recording, reached.dropSession(), content, new Credentials(username, password));
      session = Login.in(wire, reached.name(), username, new Origins(connection));
    } catch (ModuleException e) {
      examination.gate(Layer.refused(LOGIN, e));
      examination.skip(inside(1));
      return;
    } catch (RemoteException e) {
      examination.gate(Layer.refused(LOGIN, Faults.translate(e)));
      examination.skip(inside(1));
      return;
    }
    TopFolderNames names = new TopFolderNames(new ReadOnly(wire));
    VimStub api = StubClient.stub(names);
    try {
      examination.gate(
          Layer.ok(
              LOGIN,
              List.of(
                  "as `" + session.getUserName() + "` at " + WireLayers.text(content.getAbout()),
                  spoken.text())));
      places(api, names, content, spoken.version(), session, reached);
      if (probes) {
        probe(new ReadOnly(wire), content);
      }
    } finally {
      logout(wire, content);
    }
  }

  /**
   * Not through {@link TopFolderNames}, which changes the paths in answers: the probe asks how the
   * server writes them.
   */
  private void probe(Vim25 wire, ServiceContent content) throws InterruptedException {
    VimStub api = StubClient.stub(wire);
    try (TaskTracker tracker =
        new TaskTracker(api, content, run.clock(), TaskTracker.Timing.of(spec.taskTimeout()))) {
      examination.add(
          new Probe(
                  new ProbedServer(api, content, tracker::reading, ProbedServer.web(spec)),
                  run.clock())
              .layer());
    }
  }

  private void places(
      VimStub api,
      TopFolderNames names,
      ServiceContent content,
      ApiVersion version,
      UserSession session,
      Reached reached)
      throws InterruptedException {
    Inventory inventory;
    try {
      inventory =
          new Surveyor(
                  api,
                  content,
                  version,
                  kinds,
                  session.getUserName(),
                  new VolumeSearch(api, spec, Doctor::noVolumes, names),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())
              .survey(new Survey(new EnvironmentId("", "doctor"), List.of()));
    } catch (ModuleException e) {
      examination.gate(Layer.refused(InventoryLayer.NAME, e));
      examination.skip(inside(2));
      return;
    }
    InventoryLayer places = new InventoryLayer(spec, inventory, names::isKnown);
    examination.add(makesPlaces ? places.ofMadePlaces() : places.layer());
    if (uses.isPresent()) {
      examination.add(
          new Privileges(api, content, session.getKey(), inventory)
              .layer(places.objects(), uses.get()));
    }
    examination.add(
        spec.simulator().isPresent()
            ? Layer.skipped(UploadProbe.NAME, "because the simulator takes files without a wire")
            : new UploadProbe(spec, reached.cookie(), places).layer());
  }

  /** Never called: the survey has no declarations, so nothing searches for volumes. */
  private static TaskInfo noVolumes(ManagedObjectReference task) {
    throw new IllegalStateException("a doctor looks for no volumes: " + task.getVal());
  }

  private static void logout(Relogin wire, ServiceContent content) {
    try {
      StubClient.stub(wire).logout(content.getSessionManager());
    } catch (RemoteException e) {
      // the server ends an idle session itself
    }
  }
}
