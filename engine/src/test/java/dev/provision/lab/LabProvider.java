package dev.provision.lab;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The provider; its one room holds as much as the connection says. */
public final class LabProvider implements Provider<LabSpec, Picture, Pen> {
  private final Server server;

  public LabProvider(Server server) {
    this.server = server;
  }

  @Override
  public String section() {
    return "lab";
  }

  @Override
  public Class<LabSpec> connection() {
    return LabSpec.class;
  }

  @Override
  public List<Kind<?, Picture, Pen>> kinds() {
    return List.of(new ThingKind(), new SizeKind(), new ShelfKind());
  }

  @Override
  public ReadSession<Picture> openReadOnly(Declaration<LabSpec> connection, RunContext run) {
    return new LabSession(server);
  }

  @Override
  public Session<Picture, Pen> open(Declaration<LabSpec> connection, RunContext run) {
    return new LabSession(server);
  }

  @Override
  public List<Problem> problems(Declaration<LabSpec> connection, Picture read) {
    return connection.spec().places().stream()
        .filter(place -> !read.things().containsKey(place))
        .map(place -> new Problem("places", "there is no place `" + place + "`"))
        .toList();
  }

  @Override
  public Allocation allocate(
      EnvironmentId environment,
      List<Demand> demands,
      Declaration<LabSpec> connection,
      Picture read) {
    Map<Address, Placement> placed = new HashMap<>();
    Map<Address, String> refused = new HashMap<>();
    int left = connection.spec().room();
    for (Demand demand : demands) {
      int wanted = Integer.parseInt((String) demand.need());
      if (wanted > left) {
        refused.put(demand.address(), "it takes " + wanted + ", and " + left + " is left");
      } else {
        left -= wanted;
        placed.put(demand.address(), () -> "room1");
      }
    }
    return new Allocation(placed, refused);
  }
}
