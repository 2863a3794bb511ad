package dev.provision.simulator.inventory;

import com.vmware.vim25.MethodDisabled;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Methods of an entity that another product disabled ({@code ManagedEntity.disabledMethod}). */
public final class DisabledMethods {
  private static final String PROPERTY = "disabledMethod";

  /** Who disabled them; the API says that only in the fault. */
  private static final String BY = "sim.disabledBy";

  private DisabledMethods() {}

  /**
   * @param source who does it; empty to enable it again
   */
  public static void disable(World world, Managed entity, String method, String source) {
    List<String> methods = new ArrayList<>();
    if (entity.get(PROPERTY, String[].class) != null) {
      methods.addAll(Arrays.asList(entity.get(PROPERTY, String[].class)));
    }
    methods.remove(method);
    if (!source.isEmpty()) {
      methods.add(method);
      world.set(entity, BY, source);
    }
    world.set(entity, PROPERTY, methods.isEmpty() ? null : methods.toArray(new String[0]));
  }

  static Optional<VimFault> refusal(Managed object, String type, String method) {
    String[] disabled = object.get(PROPERTY, String[].class);
    if (disabled == null || !Arrays.asList(disabled).contains(method)) {
      return Optional.empty();
    }
    MethodDisabled fault = new MethodDisabled();
    fault.source = object.get(BY, String.class);
    return Optional.of(Refuse.with(fault, "The method is disabled by '" + fault.source + "'"));
  }
}
