package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Keys;
import dev.provision.playbook.Play;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.template.Resources;
import dev.provision.template.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Binds one play: expands {@code count} and {@code for_each}, evaluates every mapping, and binds it
 * to the record of its kind. Continues after mistakes. Confined to one thread.
 */
public final class Declarer {
  private static final Pattern NAME =
      Pattern.compile("[^\\s/\\\\%\\p{Cntrl}](?:[^/\\\\%\\p{Cntrl}]*[^\\s/\\\\%\\p{Cntrl}])?");

  /** One vCenter holds 45,000 machines at most. */
  private static final int MOST_RESOURCES = 50_000;

  private final Catalog catalog;
  private final Play play;
  private final Templates templates;
  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
  private final List<Resource<?>> resources = new ArrayList<>();
  private final Map<String, Map<String, Group>> groups = new LinkedHashMap<>();
  private final Map<Address, Span> places = new LinkedHashMap<>();
  private long declared;

  private Declarer(Catalog catalog, Play play) {
    this.catalog = catalog;
    this.play = play;
    this.templates = new Templates(Path.of(play.span().file()));
  }

  /** Binds as much as possible; leaves out what has mistakes. */
  public static Checked<DeclaredPlay> declare(Catalog catalog, Play play) {
    return new Declarer(catalog, play).declare();
  }

  private Checked<DeclaredPlay> declare() {
    Optional<Declaration<? extends Record>> connection = connection();
    for (Play.Section section : play.sections()) {
      section(section.body(), catalog.ofSection(section.name()).orElseThrow());
    }
    List<Output> outputs = outputs();
    return Checked.of(
        new DeclaredPlay(play.environment(), connection, resources, groups, outputs),
        List.copyOf(diagnostics));
  }

  private Optional<Declaration<? extends Record>> connection() {
    String section = catalog.provider().section();
    if (play.connection().isEmpty()) {
      diagnostics.add(Diagnostic.error("this play has no `" + section + "`", play.span()));
      return Optional.empty();
    }
    Mapping.Entry entry = play.connection().get();
    Schema schema = Schema.of(catalog.provider().connection());
    Optional<Mapping> body = body(section, entry, schema);
    if (body.isEmpty()) {
      return Optional.empty();
    }
    Span span = entry.key().span();
    Evaluated evaluated = Evaluated.of(body.get(), play.scope());
    Mapping mapping = (Mapping) evaluated.node();
    List<Diagnostic> unknown = new ArrayList<>();
    Keys.refuseUnknown(mapping, schema.keys(), "field", unknown);
    Binder binder =
        new Binder(new ContentReader(play.scope().variables(), templates), evaluated.broken());
    Optional<Record> spec = binder.bind(schema, mapping, span);
    diagnostics.addAll(evaluated.diagnostics());
    diagnostics.addAll(unknown);
    diagnostics.addAll(binder.notes().diagnostics());
    Address address = new Address(section, play.environment().name());
    return spec.map(
        bound ->
            new Declaration<>(
                address,
                bound,
                Common.DEFAULT,
                binder.notes().fields(),
                binder.notes().references(),
                span));
  }

  private <S extends Record> void section(Mapping section, Kind<S, ?, ?> kind) {
    Map<String, Group> names = new LinkedHashMap<>();
    groups.put(kind.info().section(), names);
    for (Mapping.Entry entry : section.entries()) {
      names.put(entry.name(), group(kind, entry));
    }
  }

  private <S extends Record> Group group(Kind<S, ?, ?> kind, Mapping.Entry entry) {
    String name = entry.name();
    Span span = entry.key().span();
    Group wrong = new Group(name, List.of(), false, false, span);
    if (declared > MOST_RESOURCES) {
      return wrong;
    }
    Optional<Mapping> body = body(name, entry, Schema.of(kind.spec()));
    if (!isName(entry.key(), kind) || body.isEmpty()) {
      return wrong;
    }
    Checked<List<Expansion>> expansions = Expansion.of(name, body.get(), play.scope());
    diagnostics.addAll(expansions.diagnostics());
    if (expansions.value().isPresent() && !isRoomFor(expansions.get().size(), span)) {
      return wrong;
    }
    if (expansions.value().isEmpty()) {
      refuseUnknownOnly(kind, body.get());
      return wrong;
    }
    boolean several = body.get().get("count").isPresent() || body.get().get("for_each").isPresent();
    boolean complete = true;
    List<String> members = new ArrayList<>();
    Mapping rest = CommonKeys.withoutExpanding(body.get());
    for (Expansion expansion : expansions.get()) {
      Checked<Boolean> wanted = expansion.isWanted(body.get());
      diagnostics.addAll(wanted.diagnostics());
      complete &= wanted.value().isPresent();
      if (wanted.value().orElse(true) && isFree(kind, expansion.name(), span)) {
        members.add(expansion.name());
        complete &=
            bind(new ResourceBinding<>(kind, expansion, span, rest, templates, this::known));
      }
    }
    return new Group(name, members, several, complete, span);
  }

  /** Whether the play may have so many more resources; says once that it may not. */
  private boolean isRoomFor(int more, Span span) {
    boolean first = declared <= MOST_RESOURCES;
    declared += more;
    if (declared > MOST_RESOURCES && first) {
      diagnostics.add(
          Diagnostic.error("a play has at most " + MOST_RESOURCES + " resources", span));
    }
    return declared <= MOST_RESOURCES;
  }

  private <S extends Record> boolean bind(ResourceBinding<S> binding) {
    Checked<Resource<S>> bound = binding.bind();
    diagnostics.addAll(bound.diagnostics());
    bound.value().ifPresent(resources::add);
    return bound.value().isPresent();
  }

  /** Without its number of resources, a declaration can still have a mistyped key. */
  private void refuseUnknownOnly(Kind<?, ?, ?> kind, Mapping body) {
    Set<String> keys = new LinkedHashSet<>(Schema.of(kind.spec()).keys());
    keys.addAll(CommonKeys.all());
    List<Diagnostic> unknown = new ArrayList<>();
    Keys.refuseUnknown(body, keys, "field", unknown);
    diagnostics.addAll(unknown);
  }

  /** The value of a name: a mapping, nothing, or a scalar that is short for a mapping. */
  private Optional<Mapping> body(String name, Mapping.Entry entry, Schema schema) {
    Node value = mappingOf(entry.value());
    if (value instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (value instanceof Scalar scalar && scalar.isNull()) {
      return Optional.of(new Mapping(List.of(), value.span()));
    }
    Optional<Schema.Field> shorthand = schema.shorthand();
    if (shorthand.isPresent() && value instanceof Scalar) {
      String key = shorthand.get().key();
      Scalar written = Scalar.of(key, Scalar.Style.PLAIN, value.span(), Provenance.LITERAL);
      return Optional.of(new Mapping(List.of(new Mapping.Entry(written, value)), value.span()));
    }
    String found =
        value instanceof Scalar scalar && !scalar.sensitive()
            ? "`" + scalar.text() + "`"
            : value.kind();
    diagnostics.add(
        Diagnostic.error("`" + name + "`: expected a mapping, found " + found, value.span()));
    return Optional.empty();
  }

  /** The mapping that an expression evaluates to; otherwise the node itself. */
  private Node mappingOf(Node node) {
    return node instanceof Scalar
        ? play.scope().evaluate(node).value().filter(Mapping.class::isInstance).orElse(node)
        : node;
  }

  private boolean isName(Scalar key, Kind<?, ?, ?> kind) {
    List<Diagnostic> wrong = new ArrayList<>();
    if (Keys.isLiteral(key, wrong) && !NAME.matcher(key.text()).matches()) {
      wrong.add(
          Diagnostic.error(
              "`"
                  + key.text()
                  + "` is no name for "
                  + kind.info().kind()
                  + ": it must not be empty, begin or end with a space, or hold `/`, `\\` or `%`",
              key.span()));
    }
    diagnostics.addAll(wrong);
    return wrong.isEmpty();
  }

  private boolean isFree(Kind<?, ?, ?> kind, String name, Span span) {
    Address address = new Address(kind.info().kind(), name);
    Span first = places.putIfAbsent(address, span);
    if (first == null) {
      return true;
    }
    diagnostics.add(
        Diagnostic.error("`" + address + "` is declared twice", span)
            .withRelated(List.of(new Diagnostic.Related("first declared here", first))));
    return false;
  }

  private List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    for (Mapping.Entry entry :
        play.outputs().map(Mapping::entries).orElse(List.<Mapping.Entry>of())) {
      Evaluated evaluated = Evaluated.of(entry.value(), play.scope());
      diagnostics.addAll(evaluated.diagnostics());
      List<Diagnostic> wrong = new ArrayList<>();
      if (Keys.isLiteral(entry.key(), wrong) && evaluated.broken().isEmpty()) {
        outputs.add(output(entry.name(), evaluated));
      }
      diagnostics.addAll(wrong);
    }
    return outputs;
  }

  private Output output(String name, Evaluated evaluated) {
    return new Output(
        name,
        evaluated.node(),
        Pendings.uses(evaluated.node()),
        attributes -> {
          Evaluated now = evaluated.resolved(known(attributes));
          return now.broken().isEmpty()
              ? Checked.of(now.node(), now.diagnostics())
              : Checked.failed(now.diagnostics());
        });
  }

  private Resources known(Function<Address, Optional<Map<String, Object>>> attributes) {
    return new PlayResources(catalog, groups, attributes);
  }
}
