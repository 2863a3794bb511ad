package dev.provision.graph;

import dev.provision.declare.Catalog;
import dev.provision.declare.DeclaredPlay;
import dev.provision.declare.Output;
import dev.provision.declare.Resource;
import dev.provision.declare.Use;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.spi.KindInfo;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Exclusive;
import dev.provision.syntax.AttributeReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.traverse.DepthFirstIterator;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Resolves the names in one play and puts its resources in order. Goes on after mistakes, so that
 * all of them are found. Confined to one thread. It is long because each way in which resources
 * hang together is read here.
 */
final class Linker {
  /** Five for each resource that a play may have; an edge takes 200 bytes. */
  private static final int MOST_EDGES = 250_000;

  private final Catalog catalog;
  private final DeclaredPlay play;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Names names;
  private final LateReads late = new LateReads(diagnostics);
  private final Map<String, List<Address>> expanded = new HashMap<>();
  private final Map<Address, Held> held = new HashMap<>();
  private final DefaultDirectedGraph<Address, Edge> waiting =
      new DefaultDirectedGraph<>(null, null, false);

  private long edges;

  /** Which resource has something that only one may have, and where the playbook says so. */
  private record Held(Address by, Span where) {}

  private Linker(Catalog catalog, DeclaredPlay play) {
    this.catalog = catalog;
    this.play = play;
    this.names = new Names(catalog, play, diagnostics);
  }

  /**
   * Links a play.
   *
   * @return no graph when resources wait for each other
   */
  static Checked<ResourceGraph> link(Catalog catalog, DeclaredPlay play) {
    Linker linker = new Linker(catalog, play);
    linker.readEdges();
    return linker.graph();
  }

  private void readEdges() {
    names.resources().keySet().forEach(waiting::addVertex);
    Set<Address> read = new HashSet<>();
    while (read.size() < names.resources().size()) {
      for (Resource<?> resource : List.copyOf(names.resources().values())) {
        if (read.add(resource.address())) {
          readEdges(resource);
        }
      }
    }
    readInsides();
    for (Output output : play.outputs()) {
      output.uses().forEach(this::used);
    }
    readPlaces();
    readConnectionPlaces();
    refuseDoubleClaims();
  }

  /**
   * A resource that needs a place waits for the places that the connection names, if this play
   * creates them.
   */
  private void readPlaces() {
    List<Reference> places = play.connection().map(Declaration::references).orElse(List.of());
    for (Reference place : places) {
      Kind<?, ?, ?> kind = catalog.ofSection(place.section()).orElseThrow();
      Address made = new Address(kind.info().kind(), place.name());
      Set<Address> makers = new LinkedHashSet<>(names.makers(place.name()));
      makers.addAll(names.resources().containsKey(made) ? List.of(made) : List.of());
      names.resources().values().stream()
          .filter(Resource::isPlaced)
          .forEach(placed -> makers.forEach(m -> wait(placed.address(), m, place.span())));
    }
  }

  /**
   * What stands where the connection says waits for what makes that: a datacenter, a cluster. What
   * that itself waits for does not, and neither do others of its kind.
   */
  private void readConnectionPlaces() {
    List<String> places =
        play.connection().map(Declaration::spec).map(catalog::places).orElse(List.of());
    for (String place : places) {
      for (Address maker : names.makers(place)) {
        Set<Address> before = new HashSet<>();
        new DepthFirstIterator<>(waiting, maker).forEachRemaining(before::add);
        for (Resource<?> resource : names.resources().values()) {
          boolean stands =
              resource.isWhereConnectionSays()
                  && !resource.address().kind().equals(maker.kind())
                  && !before.contains(resource.address());
          if (stands) {
            wait(resource.address(), maker, resource.declaration().span());
          }
        }
      }
    }
  }

  /** A former name belongs to one new resource only, and no declaration may use it any more. */
  private void refuseDoubleClaims() {
    Map<Address, Resource<?>> claims = new HashMap<>();
    for (Resource<?> resource : play.resources()) {
      Address address = resource.address();
      Optional<String> former = resource.declaration().common().formerly();
      if (former.isEmpty() || former.get().equals(address.name())) {
        continue;
      }
      Address old = new Address(address.kind(), former.get());
      Resource<?> declared = names.resources().get(old);
      Resource<?> first = claims.putIfAbsent(old, resource);
      Span span = resource.declaration().spanOf("formerly");
      if (declared != null) {
        diagnostics.add(
            related(
                "`" + old + "` is declared itself, so `" + address + "` cannot be what it was",
                span,
                "declared here",
                declared));
      } else if (first != null) {
        diagnostics.add(
            related(
                "`"
                    + address
                    + "` and `"
                    + first.address()
                    + "` cannot both be what was `"
                    + old
                    + "`",
                span,
                "the other one",
                first));
      }
    }
  }

  private static Diagnostic related(String message, Span span, String what, Resource<?> other) {
    return Diagnostic.error(message, span)
        .withRelated(List.of(new Diagnostic.Related(what, other.declaration().span())));
  }

  private void readInsides() {
    Map<String, List<Resource<?>>> byKind = new LinkedHashMap<>();
    // each is compared with each, which is long for a kind of thousands
    for (Resource<?> resource :
        names.resources().values().stream().filter(Resource::isNested).toList()) {
      byKind.computeIfAbsent(resource.address().kind(), k -> new ArrayList<>()).add(resource);
    }
    for (Resource<?> resource : names.resources().values()) {
      Span span = resource.declaration().span();
      resource.place().map(names::makers).orElse(List.of()).stream()
          .filter(maker -> !maker.equals(resource.address()))
          .filter(maker -> !names.resources().get(maker).isInside(resource))
          .filter(maker -> !names.resources().get(maker).isAtPlaceOf(resource))
          .forEach(maker -> wait(resource.address(), maker, span));
    }
    for (List<Resource<?>> kind : byKind.values()) {
      for (Resource<?> inner : kind) {
        kind.stream()
            .filter(inner::isInside)
            .forEach(outer -> wait(inner.address(), outer.address(), inner.declaration().span()));
      }
    }
  }

  private void readEdges(Resource<?> resource) {
    Address address = resource.address();
    resource.after().ifPresent(base -> wait(address, base, resource.declaration().span()));
    List<Reference> references = new ArrayList<>(resource.declaration().references());
    references.addAll(resource.addedReferences(play.environment()));
    for (Reference reference : references) {
      targets(reference).forEach(other -> refer(resource, other, reference));
    }
    List<String> needs = resource.declaration().common().needs();
    for (int i = 0; i < needs.size(); i++) {
      Span span = resource.declaration().spanOf("needs." + i);
      names.needed(needs.get(i), span).forEach(other -> wait(address, other, span));
    }
    for (Use use : resource.uses()) {
      for (Address other : used(use)) {
        wait(address, other, use.span());
        late.add(resource, names.resources().get(other), use);
      }
    }
  }

  private List<Address> targets(Reference reference) {
    String section = reference.section();
    if (reference.order() != Reference.Order.USES_EACH) {
      return names.single(section, reference.name(), reference.span()).stream().toList();
    }
    if (reference.name().equals(Reference.EVERY)) {
      return names.every(section);
    }
    List<Address> each = names.all(section, reference.name(), reference.span());
    expanded.put(ResourceGraph.key(section, reference.name()), each);
    return each;
  }

  private void refer(Resource<?> resource, Address target, Reference reference) {
    Resource<?> other = names.resources().get(target);
    if (other.declaration().common().absent() && !resource.declaration().common().absent()) {
      diagnostics.add(
          related(
              "`" + target + "` is declared with `state: absent` and cannot be used",
              reference.span(),
              "declared here",
              other));
      return;
    }
    refuseSecondHolder(resource, target, reference);
    if (reference.order() != Reference.Order.MEMBER_OF) {
      wait(resource.address(), target, reference.span());
    } else {
      wait(target, resource.address(), reference.span());
    }
  }

  /** Reports a second resource that refers to what only one may have. */
  private void refuseSecondHolder(Resource<?> holder, Address target, Reference reference) {
    Kind<?, ?, ?> kind = catalog.ofSection(reference.section()).orElseThrow();
    Set<String> alone = kind instanceof Exclusive<?, ?, ?, ?, ?> one ? one.heldByOne() : Set.of();
    if (!alone.contains(holder.address().kind()) || holder.declaration().common().absent()) {
      return;
    }
    Held first = held.putIfAbsent(target, new Held(holder.address(), reference.span()));
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
                  "`"
                      + holder.address()
                      + "` cannot have `"
                      + target
                      + "`, which `"
                      + first.by()
                      + "` has",
                  reference.span())
              .withRelated(List.of(new Diagnostic.Related("named here", first.where()))));
    }
  }

  /** The resources that an expression reads; reports an attribute that they do not have. */
  private List<Address> used(Use use) {
    AttributeReference reference = use.reference();
    KindInfo info = catalog.ofSection(reference.section()).orElseThrow().info();
    List<String> known = info.attributes().stream().map(KindInfo.Attribute::name).toList();
    if (reference.attribute().isPresent() && !known.contains(reference.attribute().get())) {
      String attribute = reference.attribute().get();
      String near = DidYouMean.suffix(attribute, known);
      Diagnostic unknown =
          Diagnostic.error(
              "`" + info.section() + "` have no attribute `" + attribute + "`" + near, use.span());
      diagnostics.add(unknown.withHint("attributes: " + String.join(", ", known)));
    }
    return names.all(reference.section(), reference.name(), use.span());
  }

  private void wait(Address later, Address earlier, Span span) {
    if (++edges > MOST_EDGES) {
      if (edges == MOST_EDGES + 1) {
        diagnostics.add(
            Diagnostic.error(
                "with this, resources wait for each other more than " + MOST_EDGES + " times",
                span));
      }
      return;
    }
    waiting.addVertex(later);
    waiting.addVertex(earlier);
    waiting.addEdge(later, earlier, new Edge(later, earlier, span));
  }

  private Checked<ResourceGraph> graph() {
    List<Address> inFile = List.copyOf(names.resources().keySet());
    inFile.forEach(waiting::addVertex);
    if (edges > MOST_EDGES) {
      return Checked.failed(diagnostics);
    }
    List<Diagnostic> cycles = Cycles.find(waiting, inFile);
    diagnostics.addAll(cycles);
    if (!cycles.isEmpty()) {
      return Checked.failed(diagnostics);
    }
    List<Address> order = ordered(inFile);
    Map<Address, Integer> position = positions(order);
    Map<Address, Set<Address>> dependencies = new LinkedHashMap<>();
    for (Address address : order) {
      List<Address> earlier = new ArrayList<>();
      waiting.outgoingEdgesOf(address).forEach(edge -> earlier.add(edge.earlier()));
      earlier.sort(Comparator.comparing(position::get));
      dependencies.put(address, new LinkedHashSet<>(earlier));
    }
    List<Resource<?>> resources = new ArrayList<>();
    order.forEach(address -> resources.add(names.resources().get(address)));
    return Checked.of(
        new ResourceGraph(resources, dependencies, late.byReader(), expanded), diagnostics);
  }

  private List<Address> ordered(List<Address> inFile) {
    Map<Address, Integer> place = positions(inFile);
    List<Address> order = new ArrayList<>();
    new TopologicalOrderIterator<>(
            new EdgeReversedGraph<>(waiting), Comparator.comparing(place::get))
        .forEachRemaining(order::add);
    return order;
  }

  private static Map<Address, Integer> positions(List<Address> order) {
    Map<Address, Integer> positions = new HashMap<>();
    order.forEach(address -> positions.put(address, positions.size()));
    return positions;
  }
}
