package dev.provision.simulator.serve;

import com.vmware.vim25.InvalidRequest;
import dev.provision.schema.ApiTable;
import dev.provision.schema.Findings;
import dev.provision.schema.RequestCheck;
import dev.provision.schema.Violation;
import dev.provision.schema.Violation.Rule;
import dev.provision.vsphere.soap.RequestReader.Request;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * Refuses what the schema refuses, with {@code InvalidRequest} and the words of real servers where
 * somebody published them: unexpected elements (rbvmomi issue 132), values (kitchen-vsphere issue
 * 6), methods (yavijava issue 181). Those lines go on with the place in the document as line and
 * column, for which ours have the path of elements. How the other violations are worded by a real
 * server nobody has seen.
 */
final class SchemaRefusal {
  private final ApiTable table;

  SchemaRefusal(ApiTable table) {
    this.table = table;
  }

  /**
   * @param version that the request is read by
   * @throws VimFault an {@code InvalidRequest} for the first thing that is wrong
   */
  void check(Request request, ApiVersion version, byte[] envelope) throws VimFault {
    String action = request.namespace() + "/" + version.text();
    Findings found = RequestCheck.of(table, action, envelope);
    Optional<Violation> first =
        found.violations().stream()
            // a text for the schema; the property collector answers it, with InvalidProperty
            .filter(each -> each.rule() != Rule.PROPERTY)
            .findFirst();
    if (first.isPresent()) {
      throw new VimFault(new InvalidRequest(), words(first.get(), request, version));
    }
  }

  private static String words(Violation violation, Request request, ApiVersion version) {
    String path = violation.path();
    String element = path.substring(path.lastIndexOf('/') + 1);
    if (violation.rule() == Rule.METHOD || path.isEmpty() && violation.rule() == Rule.NEWER) {
      return "Unable to resolve WSDL method name "
          + request.method()
          + " in "
          + request.namespace()
          + "/"
          + version
          + ": "
          + violation.text();
    }
    String what =
        switch (violation.rule()) {
          case ELEMENT, ORDER, ONCE, NEWER ->
              "Unexpected element tag \"" + element + "\" seen: " + violation.text();
          case VALUE -> "Cannot parse \"" + element + "\": " + violation.text();
          default -> violation.text();
        };
    return what
        + (path.isEmpty() ? "" : "\n\nwhile parsing `" + path + "`")
        + "\n\nwhile parsing call information for method "
        + request.method();
  }
}
