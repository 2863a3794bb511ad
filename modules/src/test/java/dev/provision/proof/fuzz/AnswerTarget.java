package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.soap.AnswerWriter;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.Reply;
import dev.provision.vsphere.soap.ResponseReader;
import java.util.Arrays;
import java.util.List;

/**
 * What a server answers. The first byte says to which method; what was read and written reads
 * equal.
 */
final class AnswerTarget implements FuzzTarget {
  static final List<String> TYPES =
      List.of(
          "ServiceContent",
          "UserSession",
          "RetrieveResult",
          "ObjectContent[]",
          "UpdateSet",
          "ManagedObjectReference",
          "TaskInfo",
          "HttpNfcLeaseInfo",
          "OvfCreateImportSpecResult",
          "Calendar",
          "String[]",
          "boolean");

  private final ResponseReader reader = new ResponseReader(NewerTypes.wire());
  private final AnswerWriter writer = new AnswerWriter(NewerTypes.wire());

  @Override
  public void take(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    String type = TYPES.get(Byte.toUnsignedInt(input[0]) % TYPES.size());
    Reply reply;
    try {
      reply = reader.read(Arrays.copyOfRange(input, 1, input.length), type);
    } catch (MalformedMessage e) {
      holds(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal without words");
      return;
    }
    if (reply instanceof Reply.Fault fault) {
      holds(!fault.text().isBlank(), "a fault without words");
      holds(fault.detail() != null, "a fault without a type");
    } else if (reply instanceof Reply.Result result && result.value() != null) {
      byte[] once;
      try {
        once = writer.result("urn:vim25", "X", type, result.value());
      } catch (MalformedMessage e) {
        return; // a text with a character that XML has not
      }
      Reply again = reader.read(once, type);
      holds(again instanceof Reply.Result, "what was read and written is a fault");
      Object value = ((Reply.Result) again).value();
      holds(
          value != null && Arrays.equals(once, writer.result("urn:vim25", "X", type, value)),
          "what was read and written reads differently");
    }
  }
}
