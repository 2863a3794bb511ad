package dev.provision.simulator.serve;

import dev.provision.schema.ApiTable;
import dev.provision.schema.ApiType.Field;
import dev.provision.schema.ApiType.Held;
import dev.provision.schema.ApiType.Method;
import dev.provision.vsphere.soap.RequestReader;
import java.util.Map;
import java.util.Optional;

/** What methods take and return, as the codec names types, from the schema. */
record Signatures(ApiTable table) implements RequestReader.Signatures {
  private static final Map<String, String> SCALARS =
      Map.of(
          "string", "String",
          "anyURI", "String",
          "dateTime", "Calendar",
          "anyType", "Object",
          // no parameter and no result is one
          "base64Binary", "Object");

  @Override
  public Optional<String> type(String managed, String method, String parameter) {
    if (method.equals(OtherCalls.FETCH)) {
      return parameter.equals("prop") ? Optional.of("String") : Optional.empty();
    }
    for (Field each :
        table.method(managed, method).map(Method::parameters).orElse(java.util.List.of())) {
      if (each.name().equals(parameter)) {
        return Optional.of(name(each.holds()));
      }
    }
    return Optional.empty();
  }

  /** Empty where the method returns nothing, or is not there. */
  Optional<String> returns(String managed, String method) {
    if (method.equals(OtherCalls.FETCH)) {
      return Optional.of("Object");
    }
    return table
        .method(managed, method)
        .map(Method::returns)
        .filter(held -> !held.name().equals("void"))
        .map(Signatures::name);
  }

  private static String name(Held held) {
    String item =
        held.reference()
            ? "ManagedObjectReference"
            : SCALARS.getOrDefault(held.name(), held.name());
    return held.many() ? item + "[]" : item;
  }
}
