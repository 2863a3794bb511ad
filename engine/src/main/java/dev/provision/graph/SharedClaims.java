package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.SharedThing;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds things that only one resource can have and that several claim, in all plays on one server.
 */
final class SharedClaims {
  private final Map<String, Shared> byKey = new LinkedHashMap<>();

  /** The resources that claim one thing, and where. */
  private record Shared(String what, List<String> by, List<Span> places) {}

  private SharedClaims() {}

  /**
   * @param world identifies the server of a play
   * @param kindOf the kind word of a section: {@code instance} for {@code instances}
   */
  static List<Diagnostic> refused(
      List<LinkedPlay> plays, Function<LinkedPlay, String> world, Function<String, String> kindOf) {
    SharedClaims claims = new SharedClaims();
    for (LinkedPlay play : plays) {
      for (Resource<?> resource : play.graph().resources()) {
        if (!resource.declaration().common().absent()) {
          claims.add(world.apply(play), play, resource, kindOf);
        }
      }
    }
    return claims.byKey.values().stream()
        .filter(shared -> shared.by().size() > 1)
        .map(shared -> SharedThing.refusal(shared.what(), shared.by(), shared.places()))
        .toList();
  }

  private void add(
      String world, LinkedPlay play, Resource<?> resource, Function<String, String> kindOf) {
    List<Claim> all =
        resource.claims(
            (section, name) -> {
              Address address = new Address(kindOf.apply(section), name);
              return play.graph().get(address).map(Resource::standsFor).orElse(address.toString());
            });
    for (Claim claim : all) {
      Shared shared =
          byKey.computeIfAbsent(
              world + " " + claim.key(),
              key -> new Shared(claim.what(), new ArrayList<>(), new ArrayList<>()));
      shared.by().add(resource.address().toString());
      shared.places().add(resource.declaration().spanOf(claim.field()));
    }
  }
}
