package dev.provision.vsphere.connection;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.SystemError;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.files.FolderSession;
import dev.provision.vsphere.files.HttpsFiles;
import dev.provision.vsphere.files.TopFolderNames;
import dev.provision.vsphere.inventory.ObjectPaths;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Credentials;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.HostText;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.Relogin;
import dev.provision.vsphere.wire.SoapOptions;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Spoken;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One login to one vCenter or host: {@code TopFolderNames . Relogin . Recording . SoapTransport}.
 * Shared by all workers; closed once, whatever the way out.
 */
public final class Connection implements AutoCloseable {
  /** How long a call may be silent; a large page of a slow vCenter takes a fraction of it. */
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

  /** A logout that is not answered must not hold up a process that is being ended. */
  private static final Duration LOGOUT_TIMEOUT = Duration.ofSeconds(5);

  private final String host;
  private final TopFolderNames wire;
  private final ServiceContent content;
  private final Spoken spoken;
  private final FileWires files;
  private final String user;
  private final Runnable atLast;
  private boolean closed;

  /**
   * @param atLast runs after the logout
   */
  private Connection(
      String host,
      Relogin wire,
      ServiceContent content,
      Spoken spoken,
      FileWires files,
      UserSession session,
      Runnable atLast) {
    this.host = host;
    this.user = session == null || session.getUserName() == null ? "" : session.getUserName();
    this.wire = new TopFolderNames(ObjectPaths.naming(wire, content.getPropertyCollector()));
    this.content = content;
    this.spoken = spoken;
    this.files = files;
    this.atLast = atLast;
  }

  /**
   * Connects and logs in; tried once.
   *
   * @throws ModuleException of kind UNREACHABLE, with the layer that failed, where the settings
   *     that matter to it came from, and what to do; of kind TRANSIENT where the same may go
   *     through a moment later
   */
  public static Connection open(Declaration<VcenterSpec> declaration, RunContext run)
      throws ModuleException, InterruptedException {
    Origins origins = new Origins(declaration);
    VcenterSpec spec = declaration.spec();
    String host =
        spec.effectiveHost()
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> origins.missing("host", "host_ip"));
    String username =
        spec.effectiveUsername()
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> origins.missing("username", "host_username"));
    Secret password =
        spec.effectivePassword().orElseThrow(() -> origins.missing("password", "host_password"));
    HostText text = new HostText(host);
    if (text.wrong().isPresent()) {
      throw origins.unreachable(
          text.wrong().get(), text.advice(), List.of("host", "host_ip"), null);
    }
    try {
      SoapTransport transport = new SoapTransport(options(spec, host, run));
      Recording recording = new Recording(transport, nanos(run), trace(run));
      ServiceContent content = FirstAnswer.of(recording);
      Spoken spoken = transport.spoken(content.getAbout());
      run.trace().ifPresent(out -> out.println(spoken.text()));
      Relogin wire =
          new Relogin(
              recording,
              transport::dropSession,
              content,
              new Credentials(username, password.text()));
      FileWires files =
          new HttpsFiles(
              host,
              spec.port(),
              tls(spec),
              spec.connectTimeout(),
              READ_TIMEOUT,
              FolderSession.of(transport, wire));
      UserSession session = login(wire, host, username, origins);
      return new Connection(host, wire, content, spoken, files, session, () -> {});
    } catch (TransportFailure e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while connecting to " + host);
      }
      throw unreachable(host, origins, e);
    } catch (VimFault e) {
      if (mayPass(e)) {
        throw origins.passing(
            "SDK: " + host + " cannot say just now what it is: " + Faults.translate(e).getMessage(),
            List.of("host", "host_ip", "port"),
            e);
      }
      throw origins.unreachable(
          "SDK: "
              + host
              + " answers, but not as a vCenter does: "
              + Faults.translate(e).getMessage(),
          "",
          List.of("host", "host_ip", "port"),
          e);
    }
  }

  /**
   * Logs in to a vCenter in this process; anybody may, unless its lab says who.
   *
   * @throws ModuleException of kind UNREACHABLE when it does not let the account in
   */
  public static Connection open(Declaration<VcenterSpec> declaration, RunContext run, FarEnd server)
      throws ModuleException {
    VcenterSpec spec = declaration.spec();
    String username = spec.effectiveUsername().orElse("administrator@vsphere.local");
    String password = spec.effectivePassword().map(Secret::text).orElse("");
    boolean open = false;
    try {
      Recording recording = new Recording(server.wire(), nanos(run), trace(run));
      ServiceContent content = FirstAnswer.of(recording);
      Relogin wire =
          new Relogin(
              recording, server.dropSession(), content, new Credentials(username, password));
      UserSession session = login(wire, server.name(), username, new Origins(declaration));
      open = true;
      return new Connection(
          server.name(),
          wire,
          content,
          Spoken.as(content.getAbout()),
          server.files(),
          session,
          server.close());
    } catch (VimFault | TransportFailure e) {
      ModuleException refused = Faults.translate(e);
      throw refused.saying(
          "SDK: " + server.name() + " answers, but not as a vCenter does: " + refused.getMessage());
    } finally {
      if (!open) {
        server.close().run();
      }
    }
  }

  public static SoapOptions options(VcenterSpec spec, String host, RunContext run) {
    return new SoapOptions(
        host,
        spec.port(),
        tls(spec),
        spec.connectTimeout(),
        READ_TIMEOUT,
        run.runId(),
        Stream.concat(PbmStub.TYPES.stream(), NewerTypes.ALL.stream()).toList());
  }

  public static TlsPolicy tls(VcenterSpec spec) {
    // no file is called by a NUL character, and the name with a `?` is said not to be there
    Optional<Path> caFile = spec.caFile().map(name -> Path.of(name.replace('\0', '?')));
    return new TlsPolicy(caFile, spec.thumbprint(), spec.insecure());
  }

  public static java.util.function.LongSupplier nanos(RunContext run) {
    return () -> run.clock().millis() * 1_000_000;
  }

  public static Consumer<String> trace(RunContext run) {
    return line -> run.trace().ifPresent(out -> out.println(line));
  }

  public static ManagedObjectReference instance() {
    ManagedObjectReference instance = new ManagedObjectReference();
    instance.setType("ServiceInstance");
    instance.setVal("ServiceInstance");
    return instance;
  }

  public static UserSession login(Relogin wire, String host, String username, Origins origins)
      throws TransportFailure, ModuleException {
    List<String> settings =
        List.of("host", "host_ip", "username", "host_username", "password", "host_password");
    try {
      return wire.login();
    } catch (VimFault e) {
      if (mayPass(e)) {
        throw origins.passing(
            "login: "
                + host
                + " cannot log anybody in just now: "
                + Faults.translate(e).getMessage(),
            settings,
            e);
      }
      if (e.isDenied()) {
        throw origins.unreachable(
            "login: "
                + host
                + " let `"
                + username
                + "` in to do nothing: "
                + Faults.translate(e).getMessage(),
            "give the account a role on the root folder, Read-only at least",
            settings,
            e);
      }
      throw origins.unreachable(
          "login: " + host + " refused the account: " + Faults.translate(e).getMessage(),
          e.is(InvalidLogin.class) ? advice(username) : "",
          settings,
          e);
    }
  }

  /**
   * Whether a login that ended so may go through a moment later. Where the service that knows the
   * accounts is starting, vCenter says {@code HostCommunication} or {@code SystemError}; neither is
   * a word about the account.
   */
  private static boolean mayPass(VimFault e) {
    return Faults.translate(e).kind() == ModuleException.Kind.TRANSIENT || e.is(SystemError.class);
  }

  private static String advice(String username) {
    boolean bare = username.indexOf('@') < 0 && username.indexOf('\\') < 0;
    return "check user and password, and whether the account is locked"
        + (bare ? "; a vCenter wants the user as user@domain" : "");
  }

  private static ModuleException unreachable(String host, Origins origins, TransportFailure e) {
    List<String> settings =
        switch (e.layer()) {
          case DNS -> List.of("host", "host_ip");
          case TLS -> List.of("host", "host_ip", "port", "ca_file", "thumbprint", "insecure");
          case TCP, HTTP, SOAP -> List.of("host", "host_ip", "port");
        };
    String layer = e.layer() == TransportFailure.Layer.SOAP ? "SDK" : e.layer().name();
    String reason = layer + ": " + e.getMessage();
    return e.mayPass()
        ? origins.passing(reason, settings, e)
        : origins.unreachable(reason, "", settings, e);
  }

  public String host() {
    return host;
  }

  public ServiceContent content() {
    return content;
  }

  /** The version of the API that is spoken. */
  public ApiVersion version() {
    return spoken.version();
  }

  /** The account as the server calls it, and its events do; empty where it does not say. */
  public String user() {
    return user;
  }

  public FileWires files() {
    return files;
  }

  public TopFolderNames wire() {
    return wire;
  }

  public VimStub api() {
    return StubClient.stub(wire);
  }

  /** As {@link #close(Runnable)}, with nothing to end before. */
  @Override
  public void close() {
    close(() -> {});
  }

  /**
   * Logs out, in a thread of its own so that a server that is silent cannot hold us up. Safe to
   * call twice and from a shutdown hook; never throws.
   *
   * @param before ends calls that still wait; runs in that thread too
   */
  public void close(Runnable before) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Thread logout = new Thread(() -> logout(before), "vcenter-logout");
    logout.setDaemon(true);
    logout.start();
    boolean interrupted = false;
    while (true) {
      try {
        logout.join(LOGOUT_TIMEOUT.toMillis());
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    atLast.run();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void logout(Runnable before) {
    try {
      before.run();
      api().logout(content.getSessionManager());
    } catch (RemoteException | RuntimeException e) {
      // the session ends by itself when it was idle for long enough
    }
  }
}
