package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Resolved;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A managed kind that can be declared and linked, and nothing else. */
class TestKind<S extends Record> implements ManagedKind<S, Object, Object, Object, Object> {
  private final KindInfo info;
  private final Class<S> spec;

  TestKind(String section, String kind, Class<S> spec, String... attributes) {
    this.info = info(section, kind, attributes);
    this.spec = spec;
  }

  static KindInfo info(String section, String kind, String... attributes) {
    List<KindInfo.Attribute> all =
        Arrays.stream(attributes).map(name -> new KindInfo.Attribute(name, "")).toList();
    return new KindInfo(section, kind, "", "", all, List.of());
  }

  @Override
  public KindInfo info() {
    return info;
  }

  @Override
  public Class<S> spec() {
    return spec;
  }

  @Override
  public Checked<Object> desired(Declaration<S> declaration, Resolved references) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Observation<Object> observe(Address address, Object desired, Object read) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Change> diff(Object desired, Object observed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object exported(Declaration<S> declaration, Object desired, Observation<Object> seen) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> attributes(Object observed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String summary(Object desired) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void create(Address address, Object desired, Placement at, Object write) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void update(
      Address address,
      Object desired,
      Object seen,
      List<Change> changes,
      Optional<Placement> at,
      Object write) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Object seen, Object write) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream<Owned<Object>> owned(EnvironmentId environment, Object read) {
    throw new UnsupportedOperationException();
  }
}
