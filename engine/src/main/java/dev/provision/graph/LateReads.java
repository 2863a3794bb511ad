package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.declare.Use;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Late;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records which resources read attributes that get a value only some time after creation, such as
 * {@code ${instances.db.ip}}, and so wait for them. Confined to one thread.
 */
final class LateReads {
  private final Map<Address, Map<Address, Set<String>>> byReader = new HashMap<>();
  private final Set<Use> refused = new HashSet<>();
  private final List<Diagnostic> diagnostics;

  LateReads(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The late attributes that each resource reads, by the resource they belong to. */
  Map<Address, Map<Address, Set<String>>> byReader() {
    return byReader;
  }

  /**
   * Records one read. A read that can never get a value is reported once, not for each member of a
   * group.
   */
  void add(Resource<?> reader, Resource<?> read, Use use) {
    String attribute = use.reference().attribute().orElse("");
    Late late = read.late().get(attribute);
    if (late == null
        || reader.declaration().common().absent()
        || read.declaration().common().absent()) {
      return;
    }
    if (late.never().isEmpty()) {
      byReader
          .computeIfAbsent(reader.address(), address -> new HashMap<>())
          .computeIfAbsent(read.address(), address -> new TreeSet<>())
          .add(attribute);
    } else if (refused.add(use)) {
      diagnostics.add(refusal(reader, read, use, late.source(), late.never().get()));
    }
  }

  private static Diagnostic refusal(
      Resource<?> reader, Resource<?> read, Use use, String source, Late.Never never) {
    return Diagnostic.error(
            "`"
                + field(reader, use.span())
                + "` reads `"
                + use.reference()
                + "`, "
                + source
                + ", and "
                + never.why(),
            use.span())
        .withRelated(
            List.of(
                new Diagnostic.Related(
                    "`" + read.address() + "` says so here",
                    read.declaration().spanOf(never.field()))))
        .withHint(never.hint());
  }

  /** The top field that an expression is in. */
  private static String field(Resource<?> reader, Span place) {
    return reader
        .declaration()
        .fieldAt(place)
        .map(field -> field.split("\\.", 2)[0])
        .orElse(reader.address().toString());
  }
}
