package dev.provision.modules.hosts.settings;

import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.object.RowsCall;
import java.util.List;
import java.util.Set;

/**
 * All settings of a host. A call that writes some of them is a {@link RowsCall}: the rows that it
 * writes, and the call itself, which gets the reference of the {@code HostSystem} and reads the
 * manager that it needs from {@code configManager}. Their fields are methods of {@link
 * DeclaredSettings}.
 */
public final class HostSettings {
  private HostSettings() {}

  /** In the order in which they are written. */
  public static <S extends DeclaredSettings> List<RowsCall<S, ?>> all() {
    return List.of();
  }

  /** What it takes to write them. */
  public static Set<Activity> activities() {
    return Set.of();
  }
}
