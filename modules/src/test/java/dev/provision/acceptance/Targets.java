package dev.provision.acceptance;

import dev.provision.referee.Referee;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Where the suite runs: on every vCenter that can be had here. */
final class Targets {
  /** Starts a fresh one. */
  public interface Place {
    /**
     * @param machines how many it has beside those that every target has
     */
    Target start(int machines);
  }

  private Targets() {}

  /** {@link #all}, and the served simulator where the class of tests asks for it. */
  static final class OfTheClass implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      boolean served = context.getRequiredTestClass().isAnnotationPresent(OnServed.class);
      Named<Place> simulator = Named.of("served simulator", ServedTarget::new);
      return Stream.concat(all(), served ? Stream.of(simulator) : Stream.of()).map(Arguments::of);
    }
  }

  /** {@link #all}, and a simulator at whose datastore's top folders are objects with ids. */
  static Stream<Named<Place>> everyDatastore() {
    return Stream.concat(
        all(),
        Stream.of(
            Named.of(
                "simulator, vSAN-like",
                machines ->
                    new SimulatorTarget(machines, "LocalDS_0: {size: 100 TiB, type: vsan}"))));
  }

  /** All there are; {@code -DexcludedGroups=referee} leaves vcsim out. */
  static Stream<Named<Place>> all() {
    List<Named<Place>> all = new ArrayList<>();
    all.add(Named.of("simulator", SimulatorTarget::new));
    boolean left = System.getProperty("excludedGroups", "").contains("referee");
    if (!left && Referee.isAvailable()) {
      all.add(
          Named.of(
              "vcsim",
              machines ->
                  machines == 0
                      ? new VcsimTarget()
                      : new VcsimTarget("-ds", "2", "-crowd", String.valueOf(machines))));
    }
    if (RealTarget.isGiven(System.getenv())) {
      all.add(Named.of("vcenter", machines -> new RealTarget(System.getenv())));
    }
    return all.stream();
  }
}
