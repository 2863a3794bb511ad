package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.ws.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReloginTest {
  private static final Call POWER_ON = Calls.call("PowerOnVM_Task", "VirtualMachine", "vm-1");

  /** A server with one session at a time: a login makes it, {@link #expire} ends it. */
  private static final class Server implements Vim25 {
    final List<String> log = new ArrayList<>();
    boolean cookie;
    boolean session;
    boolean refuses;

    @Override
    public synchronized Object call(Call call) throws VimFault {
      log.add(call.method());
      if (call.method().equals("Login")) {
        if (refuses || cookie) {
          throw new VimFault(new InvalidLogin(), "incorrect user name or password");
        }
        cookie = true;
        session = true;
        return new UserSession();
      }
      if (!session) {
        throw new VimFault(new NotAuthenticated(), "The session is not authenticated.");
      }
      if (call.method().equals("Logout")) {
        session = false;
      }
      return "done";
    }

    synchronized void expire() {
      session = false;
    }

    synchronized void dropCookie() {
      cookie = false;
    }
  }

  private final Server server = new Server();
  private final Relogin relogin =
      new Relogin(server, server::dropCookie, content(), new Credentials("u", "p"));

  @Test
  void logsInOnceAndCountsTheSession() throws Exception {
    assertThat(relogin.generation()).isZero();

    relogin.login();

    assertThat(relogin.call(POWER_ON)).isEqualTo("done");
    assertThat(relogin.generation()).isEqualTo(1);
    assertThat(server.log).containsExactly("Login", "PowerOnVM_Task");
  }

  @Test
  void logsInAgainWithoutTheOldCookieAndSendsTheCallOnceMore() throws Exception {
    relogin.login();
    server.expire();

    assertThat(relogin.call(POWER_ON)).isEqualTo("done");

    assertThat(relogin.generation()).isEqualTo(2);
    assertThat(server.log).containsExactly("Login", "PowerOnVM_Task", "Login", "PowerOnVM_Task");
  }

  @Test
  void doesNotResendACallOnWhatDiedWithTheSession() throws Exception {
    PropertyFilterSpec ofAView = new PropertyFilterSpec();
    ofAView.objectSet = new ObjectSpec[] {new ObjectSpec()};
    ofAView.objectSet[0].obj = Calls.object("ContainerView", "session[k]v");
    Call throughAView =
        new Call(
            "RetrievePropertiesEx",
            List.of(
                new Argument(
                    "_this",
                    "ManagedObjectReference",
                    Calls.object("PropertyCollector", "propertyCollector")),
                new Argument(
                    "specSet", "PropertyFilterSpec[]", new PropertyFilterSpec[] {ofAView})),
            "RetrieveResult");
    relogin.login();
    for (Call call :
        List.of(
            Calls.call("WaitForUpdatesEx", "PropertyCollector", "propertyCollector"),
            Calls.call("ContinueRetrievePropertiesEx", "PropertyCollector", "propertyCollector"),
            Calls.call("CreateFilter", "PropertyCollector", "session[k]pc"),
            Calls.call("ModifyListView", "ListView", "session[k]v"),
            Calls.call("HttpNfcLeaseProgress", "HttpNfcLease", "session[k]l"),
            throughAView)) {
      server.expire();
      server.log.clear();

      assertThatThrownBy(() -> relogin.call(call))
          .isInstanceOf(VimFault.class)
          .hasMessage("The session is not authenticated.");

      assertThat(server.log).containsExactly(call.method(), "Login");
    }
    assertThat(relogin.generation()).isEqualTo(7);
  }

  @Test
  void seesInThePlaceOfPropertiesThatTheSessionIsOver() throws Exception {
    RetrieveResult over = new RetrieveResult();
    over.objects = new ObjectContent[] {new ObjectContent()};
    over.objects[0].missingSet = new MissingProperty[] {new MissingProperty()};
    over.objects[0].missingSet[0].fault = new LocalizedMethodFault();
    over.objects[0].missingSet[0].fault.fault = new NotAuthenticated();
    RetrieveResult whole = new RetrieveResult();
    Relogin reader =
        new Relogin(
            call -> {
              Object answer = server.call(call);
              return call.method().equals("Login")
                  ? answer
                  : server.log.stream().filter("Login"::equals).count() == 1 ? over : whole;
            },
            server::dropCookie,
            content(),
            new Credentials("u", "p"));
    reader.login();

    assertThat(
            reader.call(
                Calls.call("RetrievePropertiesEx", "PropertyCollector", "propertyCollector")))
        .isSameAs(whole);

    assertThat(server.log)
        .containsExactly("Login", "RetrievePropertiesEx", "Login", "RetrievePropertiesEx");
  }

  @Test
  void logsInOnceForManyThreads() throws Exception {
    relogin.login();
    server.expire();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Object>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(
              () -> {
                start.await();
                return relogin.call(POWER_ON);
              }));
    }
    start.countDown();

    for (Future<Object> answer : answers) {
      assertThat(answer.get()).isEqualTo("done");
    }
    threads.shutdown();
    assertThat(server.log).filteredOn("Login"::equals).hasSize(2);
  }

  @Test
  void triesARefusedPasswordOnlyOnce() throws Exception {
    relogin.login();
    server.expire();
    server.refuses = true;

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> relogin.call(POWER_ON))
          .isInstanceOf(VimFault.class)
          .hasMessage("incorrect user name or password");
    }

    assertThat(server.log).filteredOn("Login"::equals).hasSize(2);
  }

  @Test
  void opensNoSessionAfterTheLogout() throws Exception {
    relogin.login();
    relogin.call(Calls.call("Logout", "SessionManager", "SessionManager"));

    assertThatThrownBy(() -> relogin.call(POWER_ON))
        .hasMessage("The session is not authenticated.");

    assertThat(server.log).containsExactly("Login", "Logout", "PowerOnVM_Task");
  }

  @Test
  void neverShowsCredentials() {
    assertThat(new Credentials("administrator", "canary")).hasToString("(sensitive)");
  }

  private static ServiceContent content() {
    ServiceContent content = new ServiceContent();
    content.sessionManager = Calls.object("SessionManager", "SessionManager");
    content.propertyCollector = Calls.object("PropertyCollector", "propertyCollector");
    return content;
  }
}
