package dev.provision.vsphere.wire;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.SecurityError;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.ws.Argument;
import java.rmi.RemoteException;
import java.util.List;

/**
 * Logs in, and once more when the session was lost: a call that is refused with {@code
 * NotAuthenticated} did nothing and is sent again, once. One thread renews, the others find it
 * done. What belonged to the lost session (views, collectors, page tokens, leases) is gone: such
 * calls fail with the refusal, and their owner, who sees it by {@link #generation()}, starts over.
 */
public final class Relogin implements Vim25 {
  private final Vim25 next;
  private final Runnable dropSession;
  private final ServiceContent content;
  private final Credentials credentials;
  private final SessionBound bound;
  private volatile long generation;
  private volatile String key = "";
  private volatile boolean ended;
  private VimFault refusal;

  /**
   * @param dropSession forgets the session's cookie, without which no login succeeds
   */
  public Relogin(
      Vim25 next, Runnable dropSession, ServiceContent content, Credentials credentials) {
    this.next = next;
    this.dropSession = dropSession;
    this.content = content;
    this.credentials = credentials;
    this.bound = new SessionBound(content.propertyCollector);
  }

  /** Which session this is: 0 before the first login, one more with each. */
  public long generation() {
    return generation;
  }

  /**
   * The first login, by name and password: {@code LoginBySSPI}, which Integrated Windows
   * Authentication needs, is not used, so nothing changes where a vCenter lacks that. Since 8.0 U3
   * such a session is one of the REST API too ("Unified Management and Automation Session" in
   * VMware's API guide for 8.0); we use none, and our logout ends both.
   */
  public synchronized UserSession login() throws VimFault, TransportFailure {
    dropSession.run();
    Call call =
        new Call(
            "Login",
            List.of(
                new Argument("_this", "ManagedObjectReference", content.sessionManager),
                new Argument("userName", "String", credentials.username()),
                new Argument("password", "String", credentials.password()),
                new Argument("locale", "String", null)),
            "UserSession");
    UserSession session = (UserSession) next.call(call);
    if (session == null) {
      throw new TransportFailure(
          TransportFailure.Layer.SOAP, "the answer to `Login` holds no session", true, null);
    }
    generation++;
    key = session.getKey();
    return session;
  }

  /** Ends the session, if there is one; the server ends what it does not hear this of. */
  public void logout() {
    try {
      StubClient.stub(this).logout(content.getSessionManager());
    } catch (RemoteException e) {
      // it ends by itself when it was idle for long enough
    }
  }

  /** The key of the current session; empty before the first login. */
  public String key() {
    return key;
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    if (call.method().equals("Logout")) {
      end();
    }
    long used = generation;
    Object answer = null;
    VimFault lost;
    try {
      answer = next.call(call);
      lost = LostSession.in(answer).orElse(null);
    } catch (VimFault fault) {
      lost = fault;
      if (!isLost(fault)) {
        throw fault;
      }
    }
    if (lost == null) {
      return answer;
    }
    if (used == 0 || ended) {
      throw lost;
    }
    renew(used, lost);
    if (bound.is(call)) {
      throw lost;
    }
    return next.call(call);
  }

  /**
   * For a session that it does not know, the storage policy service may answer with a plain {@code
   * SecurityError}.
   */
  private static boolean isLost(VimFault fault) {
    return fault.is(NotAuthenticated.class) || fault.fault().getClass() == SecurityError.class;
  }

  /**
   * Logs in again for a caller that learned outside of SOAP that the session is gone.
   *
   * @param lostGeneration {@link #generation()} when the request was sent that was refused
   * @throws VimFault after the logout, or when the account is refused
   */
  public void renewAfter(long lostGeneration) throws VimFault, TransportFailure {
    renew(
        lostGeneration,
        new VimFault(new NotAuthenticated(), "the session is not known to the server any more"));
  }

  /** After the logout nothing may log in again, because nothing would close that session. */
  private synchronized void end() {
    ended = true;
  }

  private synchronized void renew(long lostGeneration, VimFault lost)
      throws VimFault, TransportFailure {
    if (generation != lostGeneration) {
      return;
    }
    if (ended) {
      throw lost;
    }
    if (refusal != null) {
      // every worker would try the same password again, until the account is locked
      throw refusal;
    }
    try {
      login();
    } catch (VimFault e) {
      if (e.is(InvalidLogin.class)) {
        refusal = e;
      }
      throw e;
    }
  }
}
