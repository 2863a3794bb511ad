package dev.provision.vsphere.connection;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.SystemError;
import com.vmware.vim25.UserSession;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.Relogin;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** Logs in; when the server refuses, the error says which settings matter and what to do. */
public final class Login {
  /** How long an answer is waited for that nobody needs any more. */
  private static final int LATE_MILLIS = 5_000;

  private Login() {}

  /**
   * @param host as messages call the server
   * @throws ModuleException when the server refuses: TRANSIENT when the same login may succeed a
   *     moment later, otherwise UNREACHABLE
   */
  public static UserSession in(Relogin wire, String host, String username, Origins origins)
      throws TransportFailure, ModuleException {
    List<String> settings =
        List.of("host", "host_ip", "username", "host_username", "password", "host_password");
    try {
      return answered(wire);
    } catch (VimFault e) {
      if (isTemporary(e)) {
        throw origins.temporary(
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
   * Whoever is interrupted before the answer comes does not know the session that the server has
   * made: it is waited for, and logged out.
   */
  private static UserSession answered(Relogin wire) throws VimFault, TransportFailure {
    FutureTask<UserSession> login = new FutureTask<>(wire::login);
    AtomicBoolean unwanted = new AtomicBoolean();
    Thread asking =
        new Thread(
            () -> {
              login.run();
              if (unwanted.get()) {
                wire.logout();
              }
            },
            "vcenter-login");
    asking.setDaemon(true);
    asking.start();
    try {
      return login.get();
    } catch (InterruptedException e) {
      unwanted.set(true);
      if (login.isDone()) {
        wire.logout();
      }
      waitFor(asking);
      Thread.currentThread().interrupt();
      throw new TransportFailure(
          TransportFailure.Layer.HTTP, "interrupted while logging in", true, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VimFault fault) {
        throw fault;
      }
      if (e.getCause() instanceof TransportFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void waitFor(Thread asking) {
    while (true) {
      try {
        asking.join(LATE_MILLIS);
        return;
      } catch (InterruptedException e) {
        // the second signal; it is waited for anyway, as the time is short
      }
    }
  }

  /**
   * Whether the same login may succeed a moment later. While the service that knows the accounts is
   * starting, vCenter answers {@code HostCommunication} or {@code SystemError}; neither says
   * anything about the account.
   */
  static boolean isTemporary(VimFault e) {
    return Faults.translate(e).kind() == ModuleException.Kind.TRANSIENT || e.is(SystemError.class);
  }

  private static String advice(String username) {
    boolean bare = username.indexOf('@') < 0 && username.indexOf('\\') < 0;
    return "check user and password, and whether the account is locked"
        + (bare ? "; a vCenter wants the user as user@domain" : "");
  }
}
