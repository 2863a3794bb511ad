package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import java.util.LinkedHashSet;
import java.util.Set;

/** One login. What was made in it (views, collectors, leases) dies with it. */
public final class Session {
  private final String key;
  private final User user;
  private final long loginMillis;
  private final Set<ManagedObjectReference> owned = new LinkedHashSet<>();
  private long activeMillis;

  Session(String key, User user, long now) {
    this.key = key;
    this.user = user;
    this.loginMillis = now;
    this.activeMillis = now;
  }

  public String key() {
    return key;
  }

  User user() {
    return user;
  }

  long loginMillis() {
    return loginMillis;
  }

  long activeMillis() {
    return activeMillis;
  }

  void active(long now) {
    activeMillis = now;
  }

  public Set<ManagedObjectReference> owned() {
    return owned;
  }
}
