package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.World;

/** {@code TaskManager} and {@code Task}: what {@link Tasks} runs. */
public final class TaskManager implements ManagedType {
  private static final String TYPE = "TaskManager";

  private final World world;
  private final Tasks tasks;

  public TaskManager(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            "Task < ExtensibleManagedObject: info", TYPE + ": description maxCollector recentTask")
        .passing("Task", TYPE)
        .service(
            TYPE,
            TYPE,
            (content, ref) -> content.taskManager = ref,
            made -> world.set(made, "recentTask", new ManagedObjectReference[0]))
        .derive(
            TYPE,
            (manager, property) ->
                switch (property) {
                  case "description" -> Described.tasks();
                  case "maxCollector" -> 32;
                  default -> null;
                })
        .on("Task", "CancelTask", "", in -> tasks.cancel(in.self()));
  }
}
