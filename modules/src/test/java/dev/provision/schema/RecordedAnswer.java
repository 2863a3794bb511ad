package dev.provision.schema;

import com.vmware.vim25.MethodFault;
import com.vmware.vim25.ws.Argument;
import dev.provision.schema.ApiType.Held;
import dev.provision.schema.ApiType.Method;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.Reply;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.ResponseReader;
import dev.provision.vsphere.soap.WireTypes;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An answer of a real server, read by the product, and written again by it.
 *
 * @param objects how many data objects it holds, without those in them
 * @param hasNewer whether it holds what is newer than yavijava's schema
 * @param problems what was lost, and what is written otherwise than the server did
 */
record RecordedAnswer(int objects, boolean isFault, boolean hasNewer, List<String> problems) {
  private static final Since NEWEST = new Since("9.1.1.0");
  private static final WireTypes TYPES = new WireTypes(PbmStub.TYPES);

  /** Scalars as yavijava's stub calls them. */
  private static final Map<String, String> STUB =
      Map.of("string", "String", "dateTime", "Calendar", "anyType", "Object");

  /**
   * @param file named {@code 012-RetrievePropertiesEx.resp.xml}
   */
  static RecordedAnswer of(Path file) throws IOException {
    String method = file.getFileName().toString().replaceAll("^\\d+-|\\.resp\\.xml$", "");
    byte[] answer = Files.readAllBytes(file);
    try {
      return of(method, returns(method), answer);
    } catch (MalformedMessage | RuntimeException e) {
      return new RecordedAnswer(0, false, false, List.of("cannot be read: " + e));
    }
  }

  /** {@code Fetch}, with which pyvmomi reads one property, is in no list of methods. */
  private static Held returns(String method) {
    Method known = ApiTable.get().methods().get(method);
    return known == null ? new Held("anyType", false, false, true) : known.returns();
  }

  private static RecordedAnswer of(String method, Held returns, byte[] answer)
      throws MalformedMessage {
    String stub = stub(returns);
    Reply reply = new ResponseReader(TYPES).read(answer, stub);
    if (reply instanceof Reply.Fault fault) {
      boolean bare = fault.detail().getClass() == MethodFault.class;
      return new RecordedAnswer(
          0, true, false, bare ? List.of("its fault is of no type: " + fault.text()) : List.of());
    }
    Object value = ((Reply.Result) reply).value();
    boolean policies = method.startsWith("Pbm");
    String namespace = policies ? "urn:pbm" : "urn:vim25";
    Findings told = RequestCheck.ofAnswer(ApiTable.get(), NEWEST, namespace, returns, answer);
    List<String> problems = new ArrayList<>();
    if (value != null && !policies) {
      Findings written =
          RequestCheck.ofAnswer(
              ApiTable.get(), NEWEST, namespace, returns, written(namespace, stub, value));
      told.lostIn(written).forEach(each -> problems.add("lost: " + each));
      Set<Violation> ours = new HashSet<>(written.violations());
      told.violations().forEach(each -> ours.remove(each.of("Answer")));
      ours.removeIf(each -> told.violations().stream().anyMatch(it -> isBecauseOf(it, each)));
      ours.forEach(each -> problems.add("written back: " + each));
    }
    return new RecordedAnswer(count(value), false, told.hasNewerThanYavijava(), problems);
  }

  /** What is of a type that the schema has not is left out, and then it is missing. */
  private static boolean isBecauseOf(Violation told, Violation ours) {
    return told.rule() == Violation.Rule.TYPE
        && ours.rule() == Violation.Rule.REQUIRED
        && told.path().equals(ours.path() + "/" + ours.text().split("`")[1]);
  }

  private static byte[] written(String namespace, String stub, Object value)
      throws MalformedMessage {
    Argument argument = new Argument("returnval", stub, value);
    return new RequestWriter(TYPES).write(namespace, "Answer", List.of(argument), Map.of());
  }

  private static String stub(Held returns) {
    if (returns.name().equals("void")) {
      return null;
    }
    String one =
        returns.reference()
            ? "ManagedObjectReference"
            : STUB.getOrDefault(returns.name(), returns.name());
    return returns.many() ? one + "[]" : one;
  }

  private static int count(Object value) {
    if (value == null || !value.getClass().isArray()) {
      return value == null || value.getClass().getName().startsWith("java.") ? 0 : 1;
    }
    int count = 0;
    for (int i = 0; i < Array.getLength(value); i++) {
      count += count(Array.get(value, i));
    }
    return count;
  }
}
