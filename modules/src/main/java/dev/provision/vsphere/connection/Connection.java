package dev.provision.vsphere.connection;

import com.vmware.vim25.ServiceContent;
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
import dev.provision.vsphere.rest.HttpsRest;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.rest.RestTrace;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Credentials;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.HostText;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.Relogin;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Spoken;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A logged-in session with one vCenter or ESXi host, shared by all workers. A call passes {@code
 * TopFolderNames}, {@code ObjectPaths}, {@code Relogin}, {@code Recording} and {@code
 * SoapTransport} in this order. However the run ends, it is closed once.
 */
public final class Connection implements AutoCloseable {
  /** A server that does not answer the logout must not delay the end of the process. */
  private static final Duration LOGOUT_TIMEOUT = Duration.ofSeconds(5);

  private final String host;
  private final TopFolderNames wire;
  private final Supplier<String> session;
  private final ServiceContent content;
  private final Spoken spoken;
  private final FileWires files;
  private final RestSession rest;
  private final String user;
  private final Runnable afterLogout;
  private final BareHosts hosts;
  private boolean closed;

  /**
   * @param afterLogout runs after the logout
   * @param hosts those that the server could add
   */
  private Connection(
      String host,
      Relogin wire,
      ServiceContent content,
      Spoken spoken,
      FileWires files,
      RestSession rest,
      UserSession session,
      Runnable afterLogout,
      BareHosts hosts) {
    this.host = host;
    this.hosts = hosts;
    this.user = session == null || session.getUserName() == null ? "" : session.getUserName();
    this.wire = new TopFolderNames(ObjectPaths.naming(wire, content.getPropertyCollector()));
    this.session = wire::key;
    this.content = content;
    this.spoken = spoken;
    this.files = files;
    this.rest = rest;
    this.afterLogout = afterLogout;
  }

  /**
   * Connects and logs in, without a second attempt.
   *
   * @throws ModuleException UNREACHABLE, with the layer that failed, where the settings that matter
   *     to it came from, and what to do; TRANSIENT when the same may succeed a moment later
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
      SoapTransport transport = new SoapTransport(WireOptions.of(spec, host, run));
      Recording recording =
          new Recording(transport, WireOptions.nanos(run), WireOptions.trace(run));
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
              WireOptions.tls(spec),
              spec.connectTimeout(),
              WireOptions.READ_TIMEOUT,
              FolderSession.of(transport, wire));
      Rest rest =
          new HttpsRest(
              host,
              spec.port(),
              WireOptions.tls(spec),
              spec.connectTimeout(),
              WireOptions.READ_TIMEOUT);
      UserSession session = Login.in(wire, host, username, origins);
      return new Connection(
          host,
          wire,
          content,
          spoken,
          files,
          rest(rest, username, password.text(), run),
          session,
          () -> {},
          new BareHosts(declaration, run, Optional.empty()));
    } catch (TransportFailure e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while connecting to " + host);
      }
      throw origins.failed(e);
    } catch (VimFault e) {
      if (Login.isTemporary(e)) {
        throw origins.temporary(
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
   * Logs in to a vCenter in this process, which admits every account unless its lab lists users.
   *
   * @throws ModuleException when it does not admit the account, or does not answer as a vCenter
   *     does
   */
  public static Connection open(Declaration<VcenterSpec> declaration, RunContext run, FarEnd server)
      throws ModuleException {
    VcenterSpec spec = declaration.spec();
    String username = spec.effectiveUsername().orElse("administrator@vsphere.local");
    String password = spec.effectivePassword().map(Secret::text).orElse("");
    boolean open = false;
    try {
      Recording recording =
          new Recording(server.wire(), WireOptions.nanos(run), WireOptions.trace(run));
      ServiceContent content = FirstAnswer.of(recording);
      Relogin wire =
          new Relogin(
              recording, server.dropSession(), content, new Credentials(username, password));
      UserSession session = Login.in(wire, server.name(), username, new Origins(declaration));
      open = true;
      return new Connection(
          server.name(),
          wire,
          content,
          Spoken.as(content.getAbout()),
          server.files(),
          rest(server.rest(), username, password, run),
          session,
          server.close(),
          new BareHosts(declaration, run, Optional.of(server.hosts())));
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

  private static RestSession rest(Rest wire, String username, String password, RunContext run) {
    return new RestSession(
        new RestTrace(wire, WireOptions.nanos(run), WireOptions.trace(run)),
        new Credentials(username, password));
  }

  public String host() {
    return host;
  }

  public ServiceContent content() {
    return content;
  }

  /** The version of the API that calls use. */
  public ApiVersion version() {
    return spoken.version();
  }

  /** The account as the server and its events name it; empty when the server does not say. */
  public String user() {
    return user;
  }

  /** The key of the current session, as calls about privileges take it. */
  public String session() {
    return session.get();
  }

  public FileWires files() {
    return files;
  }

  /** ESXi hosts as they answer past this server. */
  public BareHosts hosts() {
    return hosts;
  }

  /** Its REST API, in a session of its own that begins when it is first used. */
  public RestSession rest() {
    return rest;
  }

  public TopFolderNames wire() {
    return wire;
  }

  public VimStub api() {
    return StubClient.stub(wire);
  }

  /** {@link #close(Runnable)} without anything to run before the logout. */
  @Override
  public void close() {
    close(() -> {});
  }

  /**
   * Logs out, in a separate thread so that a silent server cannot delay the caller for long. Safe
   * to call twice and from a shutdown hook; never throws.
   *
   * @param before ends calls that still wait; runs in the same thread as the logout
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
    afterLogout.run();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void logout(Runnable before) {
    quietly(before::run);
    quietly(rest::end);
    quietly(() -> api().logout(content.getSessionManager()));
  }

  private interface Call {
    void run() throws RemoteException;
  }

  /** What fails must not keep the rest from its end. */
  private static void quietly(Call call) {
    try {
      call.run();
    } catch (RemoteException | RuntimeException e) {
      // the server ends a session that is idle for long enough
    }
  }
}
