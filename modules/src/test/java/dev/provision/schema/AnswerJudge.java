package dev.provision.schema;

import dev.provision.schema.ApiType.Method;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.soap.AnswerWriter;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.Call;
import java.util.ArrayList;
import java.util.List;

/** Judges what the simulator answers, as it is written for a client that keeps to the schema. */
public final class AnswerJudge {
  private static final AnswerWriter WRITER = new AnswerWriter(types());

  private AnswerJudge() {}

  private static WireTypes types() {
    List<Class<?>> types = new ArrayList<>(NewerTypes.ALL);
    types.addAll(PbmStub.TYPES);
    return new WireTypes(types);
  }

  /** What such a client would not take, one line each. */
  public static List<String> problems(String apiVersion, Call call, Object result)
      throws MalformedMessage {
    Method method =
        ApiTable.get()
            .method(call.self().getType(), call.method())
            .orElseThrow(() -> new AssertionError(call.self().getType() + "." + call.method()));
    if (result == null || method.returns().name().equals("void")) {
      boolean absent = result == null && !method.returns().optional();
      return absent && !method.returns().many() && !method.returns().name().equals("void")
          ? List.of(call.method() + " answers nothing")
          : List.of();
    }
    boolean policies = call.method().startsWith("Pbm");
    String namespace = policies ? "urn:pbm" : "urn:vim25";
    byte[] answer = WRITER.result(namespace, call.method(), call.returnType(), result);
    return RequestCheck.ofAnswer(
            ApiTable.get(), new Since(apiVersion), namespace, method.returns(), answer)
        .violations()
        .stream()
        .filter(each -> !isBareFault(each))
        .map(Violation::toString)
        .toList();
  }

  /**
   * The same for what came over the wire.
   *
   * @param managed the type of the object that was called
   * @param envelope with a result
   */
  public static List<String> problems(
      String version, String namespace, String managed, String method, byte[] envelope) {
    Method known = ApiTable.get().method(managed, method).orElseThrow();
    return RequestCheck.ofAnswer(
            ApiTable.get(), new Since(version), namespace, known.returns(), envelope)
        .violations()
        .stream()
        .map(Violation::toString)
        .toList();
  }

  /** Whether a version of vim25 has a type. */
  public static boolean isThere(String version, String type) {
    return !ApiTable.get().type(type).orElseThrow().since().isNewerThan(new Since(version));
  }

  /** Rules of a lab make faults of a type alone, and no client looks for what is in them. */
  private static boolean isBareFault(Violation violation) {
    return violation.rule() == Violation.Rule.REQUIRED && violation.path().endsWith("/fault");
  }
}
