package dev.provision.simulator.serve;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.SystemError;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.Argument;
import dev.provision.schema.ApiTable;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.RequestReader;
import dev.provision.vsphere.soap.RequestReader.Request;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * One envelope in, one call of the simulator, one envelope out. Safe for many threads; a call that
 * waits for updates holds its thread and no other.
 */
final class SoapEnd {
  private final Vcenter vcenter;
  private final Limits limits;
  private final Accounts accounts;
  private final Clients clients;
  private final Consumer<String> log;
  private final RequestReader reader;
  private final AskedVersions versions;
  private final Signatures signatures;
  private final SchemaRefusal schema;
  private final Semaphore waits;

  SoapEnd(
      Vcenter vcenter,
      Limits limits,
      Accounts accounts,
      Clients clients,
      WireTypes types,
      Consumer<String> log) {
    this.vcenter = vcenter;
    this.limits = limits;
    this.accounts = accounts;
    this.clients = clients;
    this.log = log;
    this.reader = new RequestReader(types);
    this.versions = new AskedVersions(new ApiVersion(vcenter.apiVersion()), types);
    this.signatures = new Signatures(ApiTable.get());
    this.schema = new SchemaRefusal(ApiTable.get());
    this.waits = new Semaphore(limits.waits());
  }

  /**
   * @param cookie of the request; the policy service is told of it by the envelope's header
   * @param asked the version of the API that the request asks for, where it says one
   * @throws TransportFailure where a rule of the lab says that the connection is cut
   */
  Answer answer(byte[] envelope, Optional<String> cookie, Optional<ApiVersion> asked)
      throws TransportFailure {
    ApiVersion version = versions.of(asked);
    AskedVersion client = versions.find(AskedVersions.VIM, version);
    try {
      Request request = reader.read(envelope, signatures);
      client = versions.find(request.namespace(), version);
      return answered(request, envelope, cookie, version, client);
    } catch (MalformedMessage e) {
      // the words of a real server (vsphere-automation-sdk-.net issue 17), before and after ours
      return fault(
          client,
          "ClientFaultCode",
          "Error returned by parser: "
              + e.getMessage()
              + "\n\nwhile parsing HTTP request before method was determined",
          null);
    } catch (VimFault e) {
      return fault(client, "ServerFaultCode", e.getMessage(), e.fault());
    } catch (RuntimeException e) {
      log.accept("a bug of the simulator: " + e);
      return fault(client, "ServerFaultCode", "a bug of the simulator: " + e, new SystemError());
    }
  }

  private Answer answered(
      Request request,
      byte[] envelope,
      Optional<String> cookie,
      ApiVersion version,
      AskedVersion asked)
      throws MalformedMessage, VimFault, TransportFailure {
    // no reference lists it, so the schema does not have it
    if (!request.method().equals(OtherCalls.FETCH)) {
      schema.check(request, version, envelope);
    }
    if (!request.unknown().isEmpty()) {
      throw new VimFault(
          new NotSupported(), "the simulator does not know `" + request.unknown().get(0) + "`");
    }
    Optional<String> session =
        cookie.or(() -> Optional.ofNullable(request.header().get("vcSessionCookie")));
    refuseGrowth(request.method());
    String managed = call(request, "").self().type;
    Call call = call(request, signatures.returns(managed, request.method()).orElse(null));
    asked.refuseLaterProperties(call);
    if (request.method().equals("Login")) {
      return login(request, call, session.flatMap(clients::find), asked);
    }
    Vcenter.Client client = session.flatMap(clients::find).orElseGet(vcenter::connect);
    Object result = called(client, call);
    if (request.method().equals("Logout")) {
      session.ifPresent(clients::remove);
    }
    return result(request, call, result, asked);
  }

  private static Call call(Request request, String returns) {
    return new Call(request.method(), request.arguments(), returns);
  }

  /** A full disk is told as one: the lab's file of state is where everything comes to lie. */
  private void refuseGrowth(String method) throws VimFault {
    boolean growsNothing =
        method.matches("(Destroy|Delete|Remove|Unregister|PowerOff|Fetch|WaitFor).*");
    if (!growsNothing && !ReadOnly.allows(method) && vcenter.stateBytes() > limits.stateBytes()) {
      throw new VimFault(
          new NoDiskSpace(),
          "the state of the lab takes more than "
              + new DataSize(limits.stateBytes())
              + ": delete something, reset the lab, or serve it with a larger --max-state");
    }
  }

  private Answer login(
      Request request, Call call, Optional<Vcenter.Client> known, AskedVersion asked)
      throws VimFault, TransportFailure, MalformedMessage {
    if (!accounts.admit(text(call, "userName"), text(call, "password"))) {
      throw new VimFault(
          new InvalidLogin(), "Cannot complete login due to an incorrect user name or password.");
    }
    if (!clients.reserve()) {
      return Answer.text(503, "there are " + limits.sessions() + " sessions already, its most");
    }
    try {
      Vcenter.Client client = known.orElseGet(vcenter::connect);
      Object result = client.wire().call(call);
      return result(request, call, result, asked).with(clients.add(client));
    } finally {
      clients.release();
    }
  }

  private static String text(Call call, String name) {
    return call.arguments().stream()
        .filter(each -> each.getName().equals(name) && each.getValue() instanceof String)
        .map(each -> (String) each.getValue())
        .findFirst()
        .orElse("");
  }

  private Object called(Vcenter.Client client, Call call) throws VimFault, TransportFailure {
    if (!call.method().startsWith("WaitForUpdates")) {
      return new OtherCalls(client.wire(), 0).call(call);
    }
    boolean may = waits.tryAcquire();
    int seconds = may ? limits.waitSeconds() : 0;
    try {
      return call.method().equals("WaitForUpdatesEx")
          ? client.wire().call(bounded(call, seconds))
          : new OtherCalls(client.wire(), seconds).call(call);
    } finally {
      if (may) {
        waits.release();
      }
    }
  }

  /** The same call with a wait that ends. */
  private static Call bounded(Call call, int seconds) {
    List<Argument> arguments = new ArrayList<>(call.arguments());
    arguments.removeIf(each -> each.getName().equals("options"));
    WaitOptions options =
        call.arguments().stream()
            .map(Argument::getValue)
            .filter(WaitOptions.class::isInstance)
            .map(WaitOptions.class::cast)
            .findFirst()
            .orElseGet(WaitOptions::new);
    Integer wanted = options.maxWaitSeconds;
    options.maxWaitSeconds = wanted == null ? seconds : Math.min(wanted, seconds);
    arguments.add(new Argument("options", "WaitOptions", options));
    return new Call(call.method(), arguments, call.returnType());
  }

  private static Answer result(Request request, Call call, Object result, AskedVersion asked)
      throws MalformedMessage {
    return Answer.xml(200, asked.result(request.namespace(), call, result));
  }

  private static Answer fault(AskedVersion asked, String code, String text, MethodFault detail) {
    try {
      return Answer.xml(500, asked.fault(code, text, detail));
    } catch (MalformedMessage e) {
      return Answer.text(500, "the refusal cannot be written: " + e.getMessage());
    }
  }
}
