package dev.provision.graph;

import dev.provision.declare.Catalog;
import dev.provision.declare.DeclaredPlay;
import dev.provision.declare.Group;
import dev.provision.declare.Resource;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.spi.trait.Implied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources that names mean in one play. An undeclared name that its kind can supply becomes a
 * resource when it is first used. Confined to one thread.
 */
final class Names {
  private final Catalog catalog;
  private final DeclaredPlay play;
  private final Map<Address, Resource<?>> resources = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics;

  Names(Catalog catalog, DeclaredPlay play, List<Diagnostic> diagnostics) {
    this.catalog = catalog;
    this.play = play;
    this.diagnostics = diagnostics;
    play.resources().stream()
        .flatMap(resource -> resource.inParts().stream())
        .forEach(resource -> resources.put(resource.address(), resource));
  }

  /**
   * The declared resources, in their parts, in the order of the file, then the implied ones in the
   * order of first use.
   */
  Map<Address, Resource<?>> resources() {
    return resources;
  }

  /** What makes the object at a place that a text names, or an object around it. */
  List<Address> makers(String place) {
    return resources.values().stream()
        .filter(resource -> resource.makes(place))
        .map(Resource::address)
        .toList();
  }

  /** The resource that a reference names; empty after a mistake. */
  Optional<Address> single(String section, String name, Span span) {
    Kind<?, ?, ?> kind = kind(section);
    Address address = new Address(kind.info().kind(), name);
    if (resources.containsKey(address)) {
      return Optional.of(address);
    }
    Optional<Group> group = play.group(section, name);
    if (group.isPresent()) {
      reportGroup(kind, group.get(), span);
      return Optional.empty();
    }
    if (isOfIncompleteGroup(section, name)) {
      return Optional.empty();
    }
    Optional<Resource<?>> implied = implied(kind, address, span);
    if (implied.isEmpty()) {
      reportUnknown(kind, name, span);
      return Optional.empty();
    }
    resources.put(address, implied.get());
    return Optional.of(address);
  }

  /** All of a section that are to be there, without their late parts. */
  List<Address> every(String section) {
    String kind = kind(section).info().kind();
    return resources.values().stream()
        .filter(each -> each.address().kind().equals(kind) && each.after().isEmpty())
        .filter(each -> !each.declaration().common().absent())
        .map(Resource::address)
        .toList();
  }

  /** The resources that an expression or `needs` names: one, or all of a group. */
  List<Address> all(String section, String name, Span span) {
    Kind<?, ?, ?> kind = kind(section);
    Optional<Group> group = play.group(section, name);
    if (group.isPresent() && (group.get().several() || !group.get().complete())) {
      return group.get().members().stream()
          .map(member -> new Address(kind.info().kind(), member))
          .filter(resources::containsKey)
          .toList();
    }
    return single(section, name, span).map(List::of).orElse(List.of());
  }

  /**
   * The resources that an entry of `needs` names: by address, {@code section.name}, or name alone.
   */
  List<Address> needed(String text, Span span) {
    int dot = text.indexOf('.');
    Optional<Kind<?, ?, ?>> kind =
        dot > 0 ? catalog.named(text.substring(0, dot)) : Optional.empty();
    if (kind.isPresent()) {
      return all(kind.get().info().section(), text.substring(dot + 1), span);
    }
    List<String> sections = sectionsOf(text);
    if (sections.size() == 1) {
      return all(sections.get(0), text, span);
    }
    if (sections.isEmpty()) {
      String near = DidYouMean.suffix(text, everyName());
      diagnostics.add(
          Diagnostic.error("`needs`: there is no resource `" + text + "`" + near, span));
    } else {
      String which =
          String.join(" or ", sections.stream().map(s -> "`" + s + "." + text + "`").toList());
      diagnostics.add(
          Diagnostic.error("`needs`: `" + text + "` is not unique; write " + which, span));
    }
    return List.of();
  }

  private Kind<?, ?, ?> kind(String section) {
    return catalog
        .ofSection(section)
        .orElseThrow(() -> new IllegalStateException("no kind has the section " + section));
  }

  private List<String> sectionsOf(String name) {
    return catalog.sections().stream()
        .filter(
            section ->
                play.group(section, name).isPresent()
                    || resources.containsKey(new Address(kind(section).info().kind(), name)))
        .toList();
  }

  private Set<String> everyName() {
    Set<String> names = new LinkedHashSet<>();
    play.groups().values().forEach(groups -> names.addAll(groups.keySet()));
    play.resources().forEach(resource -> names.add(resource.address().name()));
    play.resources().forEach(resource -> names.add(resource.address().toString()));
    return names;
  }

  private void reportGroup(Kind<?, ?, ?> kind, Group group, Span span) {
    if (!group.complete()) {
      return;
    }
    String what = "`" + group.name() + "`";
    if (!group.several()) {
      String message = "the " + kind.info().kind() + " " + what + " is switched off by its `when`";
      diagnostics.add(relatedTo(group, Diagnostic.error(message, span)));
      return;
    }
    String members =
        group.members().isEmpty()
            ? " without members"
            : ": name one of `" + String.join("`, `", group.members()) + "`";
    String message = what + " is a group of `" + kind.info().section() + "`" + members;
    diagnostics.add(relatedTo(group, Diagnostic.error(message, span)));
  }

  private static Diagnostic relatedTo(Group group, Diagnostic diagnostic) {
    return diagnostic.withRelated(List.of(new Diagnostic.Related("declared here", group.span())));
  }

  /** A name that a wrong `count` would have created is not reported a second time. */
  private boolean isOfIncompleteGroup(String section, String name) {
    return play.groups().getOrDefault(section, Map.of()).values().stream()
        .anyMatch(
            group ->
                !group.complete()
                    && (name.equals(group.name()) || name.startsWith(group.name() + "-")));
  }

  private void reportUnknown(Kind<?, ?, ?> kind, String name, Span span) {
    String section = kind.info().section();
    List<String> known = new ArrayList<>(play.groups().getOrDefault(section, Map.of()).keySet());
    for (Resource<?> resource : resources.values()) {
      Address address = resource.address();
      boolean ofKind = address.kind().equals(kind.info().kind()) && !resource.isLate();
      if (ofKind && !known.contains(address.name())) {
        known.add(address.name());
      }
    }
    String near = DidYouMean.suffix(name, known);
    Diagnostic unknown =
        Diagnostic.error(
            "there is no " + kind.info().kind() + " `" + name + "` in `" + section + "`" + near,
            span);
    diagnostics.add(
        known.isEmpty() ? unknown : unknown.withHint("declared: " + String.join(", ", known)));
  }

  private <S extends Record> Optional<Resource<?>> implied(
      Kind<S, ?, ?> kind, Address address, Span span) {
    if (!(kind instanceof Implied<S, ?, ?, ?, ?> implying)) {
      return Optional.empty();
    }
    return implying
        .implied(address.name(), play.environment(), span)
        .map(
            spec ->
                Resource.implied(
                    kind,
                    new Declaration<>(address, spec, Common.DEFAULT, Map.of(), List.of(), span)));
  }
}
