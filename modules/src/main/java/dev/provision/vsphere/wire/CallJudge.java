package dev.provision.vsphere.wire;

import com.vmware.vim25.InvalidRequest;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.WireTypes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has calls judged of which no XML is made otherwise, because their far end takes objects: as
 * {@link SoapTransport} would write them. Safe for many threads.
 */
public final class CallJudge {
  private final Optional<RequestJudge> judge;
  private final RequestWriter writer = new RequestWriter(new WireTypes());

  private CallJudge(Optional<RequestJudge> judge) {
    this.judge = judge;
  }

  /** With the judge of the class path; where there is none, nothing is written and all passes. */
  public static CallJudge found() {
    return new CallJudge(RequestJudge.found());
  }

  /**
   * @param apiVersion what the far end announces, {@code 8.0.2.0}; asked where there is a judge
   * @throws VimFault an {@code InvalidRequest} where a server would not take the call
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
