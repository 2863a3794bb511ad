package dev.provision.simulator.inventory;

import com.vmware.vim25.ManagedEntityStatus;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EntityKinds;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/**
 * {@code ManagedEntity}: {@code Destroy_Task} and {@code Rename_Task} for entities of all types.
 */
public final class ManagedEntity implements ManagedType {
  private static final String TYPE = "ManagedEntity";
  private static final Duration TIME = Duration.ofMillis(80);

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;
  private final EntityKinds kinds;

  public ManagedEntity(World world, Tasks tasks, Authorization authorization, EntityKinds kinds) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
    this.kinds = kinds;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ExtensibleManagedObject: alarmActionsEnabled configIssue configStatus"
                + " customValue declaredAlarmState disabledMethod effectiveRole name overallStatus"
                + " parent permission recentTask tag triggeredAlarmState")
        .derive(TYPE, ManagedEntity::derived)
        .guard(DisabledMethods::refusal)
        .on(TYPE, "Destroy_Task", "", this::destroy)
        .on(TYPE, "Rename_Task", "", this::rename)
        .on(TYPE, "Reload", "", in -> null);
  }

  private static Object derived(Managed entity, String property) {
    boolean isStatus = property.equals("overallStatus") || property.equals("configStatus");
    return isStatus ? ManagedEntityStatus.green : null;
  }

  private Object rename(Invocation in) throws VimFault {
    Managed entity = in.self();
    authorization.demand(in, entity, kinds.of(entity).renamePrivilege());
    String name = Names.checked(in.text("newName"));
    return tasks.start(
        in,
        entity,
        TIME,
        plan -> {
          plan.lock(entity);
          if (!name.equals(entity.name())) {
            tasks.demandFree(world.need(entity.parent()), name);
            plan.name(world.need(entity.parent()), name);
          }
          return () -> {
            world.set(entity, "name", name);
            kinds.of(entity).renamed(entity, name);
            return null;
          };
        });
  }

  private Object destroy(Invocation in) throws VimFault {
    Managed entity = in.self();
    String needed = kinds.of(entity).deletePrivilege();
    authorization.demand(in, entity, needed);
    if (entity.parent() != null) {
      authorization.demand(in, world.need(entity.parent()), needed);
    }
    return tasks.start(
        in,
        entity,
        TIME,
        plan -> {
          plan.lock(entity);
          refuse(entity);
          return () -> {
            refuse(entity);
            destroyed(entity);
            return null;
          };
        });
  }

  private void refuse(Managed entity) throws VimFault {
    EntityKind kind = kinds.of(entity);
    if (kind.isPart(entity)) {
      throw Refuse.notSupported("it belongs to its parent");
    }
    kind.refuseDestroy(entity);
    for (Managed child : world.children(entity)) {
      if (child.is("VirtualMachine")) {
        tasks.refuseBusy(child);
      }
      refuseInside(child);
    }
  }

  private void refuseInside(Managed child) throws VimFault {
    EntityKind kind = kinds.of(child);
    if (kind.isPart(child)) {
      for (Managed each : world.children(child)) {
        refuseInside(each);
      }
    } else if (!kind.goesAlong(child)) {
      refuse(child);
    }
  }

  /**
   * Destroys an entity with all that is in it; VMs are deleted from disk (API, {@code
   * Folder.Destroy_Task}).
   */
  public void destroyed(Managed entity) throws VimFault {
    kinds.of(entity).destroying(entity);
    for (Managed child : world.children(entity)) {
      destroyed(child);
    }
    world.remove(entity);
  }
}
