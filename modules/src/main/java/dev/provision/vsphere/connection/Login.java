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

/** Logs in; when the server refuses, the error says which settings matter and what to do. */
public final class Login {
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
      return wire.login();
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
