package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Resolved;

/** What the references of declarations stand for, from what is known so far. */
record References(Work<?, ?, ?> work, Known known) implements Resolved {
  @Override
  public EnvironmentId environment() {
    return work.environment();
  }

  @Override
  public <C> C connection(Class<C> type) {
    return type.cast(work.connection().spec());
  }

  @Override
  public <T> T get(String section, String name, Class<T> type) {
    Address address = work.address(section, name);
    return type.cast(
        known
            .exported(address)
            .orElseThrow(
                () -> new IllegalStateException("nothing is known of `" + address + "` here")));
  }
}
