package dev.provision.vsphere.wire;

import com.vmware.vim25.InvalidRequest;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.WireTypes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a {@link RequestJudge} check calls to a server that takes objects and no XML, such as the
 * simulator. It writes each call as {@link SoapTransport} would. Safe for many threads.
 */
public final class CallJudge {
  private final Optional<RequestJudge> judge;
  private final RequestWriter writer = new RequestWriter(new WireTypes());

  private CallJudge(Optional<RequestJudge> judge) {
    this.judge = judge;
  }

  /** Uses the judge on the class path; without one, nothing is written and every call passes. */
  public static CallJudge found() {
    return new CallJudge(RequestJudge.found());
  }

  /**
   * @param apiVersion the version that the server announces, {@code 8.0.2.0}; called only when
   *     there is a judge
   * @throws VimFault an {@code InvalidRequest} when a real server would refuse the call
   */
  public void judge(Call call, Supplier<String> apiVersion) throws VimFault {
    if (judge.isEmpty()) {
      return;
    }
    SoapService service = SoapService.of(call);
    byte[] envelope;
    try {
      envelope = writer.write(service.namespace(), call.method(), call.arguments(), Map.of());
    } catch (MalformedMessage e) {
      throw new VimFault(new InvalidRequest(), e.getMessage());
    }
    ApiVersion version = new ApiVersion(apiVersion.get());
    judge.get().judge(service.namespace() + "/" + service.version(version), envelope);
  }
}
