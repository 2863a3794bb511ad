package dev.provision.simulator.serve;

import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.InvalidType;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.MethodNotFound;
import dev.provision.schema.ApiTable;
import dev.provision.schema.RequestCheck;
import dev.provision.schema.Violation;
import dev.provision.schema.Violation.Missing;
import dev.provision.schema.Violation.Rule;
import dev.provision.vsphere.soap.RequestReader.Request;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;

/**
 * Refuses what the schema refuses, in the words of real servers where somebody published them:
 * methods (node-soap issue 668), missing parameters (yavijava issue 267) and properties
 * (knife-vsphere issue 39), unexpected elements (rbvmomi issue 132), values (kitchen-vsphere issue
 * 6), all {@code InvalidRequest}. A real server goes on with line and column of each element around
 * the place; ours names the path of elements. That a reference of an unknown type is an {@code
 * InvalidType}, and a method of another object a {@code MethodNotFound}, is what the API reference
 * says of these faults; nobody has seen a real server answer them.
 */
final class SchemaRefusal {
  private final ApiTable table;

  SchemaRefusal(ApiTable table) {
    this.table = table;
  }

  /**
   * @param version that the request is read by
   * @throws VimFault for the first thing that is wrong
   */
  void check(Request request, ApiVersion version, byte[] envelope) throws VimFault {
    String action = request.namespace() + "/" + version.text();
    for (Violation each : RequestCheck.of(table, action, envelope).violations()) {
      // a property is a text for the schema; who reads it refuses it, with InvalidProperty
      if (each.rule() != Rule.PROPERTY) {
        throw new VimFault(fault(each, request), words(each, action));
      }
    }
  }

  private static MethodFault fault(Violation violation, Request request) {
    if (violation.rule() == Rule.RECEIVER) {
      MethodNotFound fault = new MethodNotFound();
      fault.receiver = new Call(request.method(), request.arguments(), null).self();
      fault.method = request.method();
      return fault;
    }
    if (violation.rule() == Rule.REFERENCE) {
      InvalidType fault = new InvalidType();
      fault.argument = element(violation);
      return fault;
    }
    return new InvalidRequest();
  }

  private static String element(Violation violation) {
    return violation.path().substring(violation.path().lastIndexOf('/') + 1);
  }

  private static String words(Violation violation, String action) {
    String method = violation.method();
    boolean isOfMethod = violation.path().isEmpty() && violation.missing().isEmpty();
    if (isOfMethod) {
      String why = violation.text();
      return violation.rule() == Rule.RECEIVER
          ? "The method " + method + " is not found: " + why
          : "Unable to resolve WSDL method name " + method + " in " + action + ": " + why;
    }
    return what(violation)
        + (violation.path().isEmpty() ? "" : "\n\nwhile parsing `" + violation.path() + "`")
        + "\n\nwhile parsing call information for method "
        + method;
  }

  private static String what(Violation violation) {
    String text = violation.text();
    return switch (violation.rule()) {
      case REQUIRED -> missing(violation.missing().orElseThrow());
      case REFERENCE -> "The request refers to an unexpected or unknown type: " + text;
      case ELEMENT, ORDER, ONCE, NEWER ->
          "Unexpected element tag \"" + element(violation) + "\" seen: " + text;
      case VALUE -> "Cannot parse \"" + element(violation) + "\": " + text;
      default -> text;
    };
  }

  private static String missing(Missing missing) {
    return missing.type().isEmpty()
        ? "Required parameter " + missing.element() + " is missing"
        : "Required property "
            + missing.element()
            + " is missing from data object of type "
            + missing.type();
  }
}
