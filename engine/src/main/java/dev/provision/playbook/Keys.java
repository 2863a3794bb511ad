package dev.provision.playbook;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Scalar;
import java.util.Collection;
import java.util.List;

/** Checks the keys of mappings: unknown ones, and ones that cannot be keys. */
public final class Keys {
  private Keys() {}

  /**
   * Reports every unknown key.
   *
   * @param what the noun for a key in messages: {@code field}, {@code key}
   */
  public static void refuseUnknown(
      Mapping mapping, Collection<String> known, String what, List<Diagnostic> diagnostics) {
    for (Mapping.Entry entry : mapping.entries()) {
      if (!known.contains(entry.name())) {
        String near = DidYouMean.suffix(entry.name(), known);
        Diagnostic unknown =
            Diagnostic.error(
                "unknown " + what + " `" + entry.name() + "`" + near, entry.key().span());
        diagnostics.add(unknown.withHint("known here: " + String.join(", ", known)));
      }
    }
  }

  /** A key is never evaluated, so an expression in one is a mistake. */
  public static boolean isLiteral(Scalar key, List<Diagnostic> diagnostics) {
    if (!key.text().contains("${")) {
      return true;
    }
    diagnostics.add(
        Diagnostic.error("a key is not evaluated: `" + key.text() + "`", key.span())
            .withHint("only values may hold ${…}; `count` and `for_each` make several names"));
    return false;
  }
}
