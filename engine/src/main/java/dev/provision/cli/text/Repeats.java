package dev.provision.cli.text;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints once what is the same for all members of a {@code count} or {@code for_each} group: of
 * diagnostics that differ only in the address, the first stays and names the others.
 */
public final class Repeats {
  private static final int NAMED = 3;

  private Repeats() {}

  private record Saying(List<Diagnostic> all, Set<String> addresses) {}

  public static List<Diagnostic> once(List<Diagnostic> diagnostics) {
    Map<Object, Saying> sayings = new LinkedHashMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      String address = address(diagnostic.message());
      Object key =
          List.of(
              diagnostic.isError(),
              diagnostic.span(),
              diagnostic.hint(),
              diagnostic.related(),
              address.isEmpty()
                  ? diagnostic.message()
                  : diagnostic.message().replace("`" + address + "`", "`…`"));
      Saying saying =
          sayings.computeIfAbsent(key, k -> new Saying(new ArrayList<>(), new LinkedHashSet<>()));
      saying.all().add(diagnostic);
      saying.addresses().add(address);
    }
    return sayings.values().stream().map(Repeats::said).toList();
  }

  private static Diagnostic said(Saying saying) {
    Diagnostic first = saying.all().get(0);
    List<String> others = saying.addresses().stream().skip(1).toList();
    if (others.isEmpty()) {
      return first;
    }
    StringBuilder message = new StringBuilder(first.message()).append("; the same for ");
    List<String> named = others.subList(0, Math.min(NAMED, others.size()));
    message.append(String.join(", ", named.stream().map(name -> "`" + name + "`").toList()));
    if (others.size() > NAMED) {
      message.append(" and ").append(others.size() - NAMED).append(" more");
    }
    return new Diagnostic(
        first.severity(), message.toString(), first.span(), first.related(), first.hint());
  }

  /** The first address that a message names in backticks; empty when there is none. */
  private static String address(String message) {
    int from = message.indexOf('`');
    while (from >= 0) {
      int to = message.indexOf('`', from + 1);
      if (to < 0) {
        return "";
      }
      String word = message.substring(from + 1, to);
      if (isAddress(word)) {
        return word;
      }
      from = message.indexOf('`', to + 1);
    }
    return "";
  }

  private static boolean isAddress(String word) {
    try {
      return Address.parse(word).toString().equals(word);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
