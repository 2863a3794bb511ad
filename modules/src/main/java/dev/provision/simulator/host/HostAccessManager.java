package dev.provision.simulator.host;

import com.vmware.vim25.HostLockdownMode;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** {@code HostAccessManager}: the lockdown mode of a host, and for whom it does not hold. */
public final class HostAccessManager implements ManagedType {
  static final String TYPE = "HostAccessManager";
  static final String MODE = "lockdownMode";

  /** Read by a method only. */
  static final String EXCEPTIONS = "sim.exceptions";

  private final World world;
  private final CalledHost called;

  public HostAccessManager(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": lockdownMode")
        .on(TYPE, "ChangeLockdownMode", "", this::change)
        .on(TYPE, "QueryLockdownExceptions", "", this::exceptions)
        .on(TYPE, "UpdateLockdownExceptions", "", this::update);
  }

  /** Sets a host's mode and exceptions, as a lab or a capture says. */
  public static void declare(
      World world, Managed host, HostLockdownMode mode, List<String> exceptions) {
    Managed manager = HostParts.managerOf(world, host, TYPE);
    world.set(manager, MODE, mode);
    world.set(manager, EXCEPTIONS, exceptions.toArray(String[]::new));
    HostServiceSystem.running(
        world, host, HostServiceSystem.DCUI, mode != HostLockdownMode.lockdownStrict);
  }

  private static List<String> exceptions(Managed manager) {
    return new ArrayList<>(List.of(manager.get(EXCEPTIONS, String[].class)));
  }

  /** The console of the host itself is stopped in strict mode and started in the others. */
  private Object change(Invocation in) throws VimFault {
    Managed host = called.of(in, "Host.Config.Settings");
    HostLockdownMode mode = in.need("mode", HostLockdownMode.class);
    if (mode != in.self().get(MODE, HostLockdownMode.class)) {
      declare(world, host, mode, exceptions(in.self()));
    }
    return null;
  }

  private Object exceptions(Invocation in) throws VimFault {
    called.of(in, "Global.Settings");
    return exceptions(in.self()).toArray(String[]::new);
  }

  private Object update(Invocation in) throws VimFault {
    called.of(in, "Global.Settings");
    String[] users = in.maybe("users", String[].class).orElseGet(() -> new String[0]);
    world.set(in.self(), EXCEPTIONS, users);
    return null;
  }
}
