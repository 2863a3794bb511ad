package dev.provision.simulator.storage;

import com.vmware.vim25.StorageIORMConfigSpec;
import com.vmware.vim25.StorageIORMInfo;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** Storage I/O Control, which {@code StorageResourceManager} sets on a datastore. */
public final class StorageIorm implements ManagedType {
  private static final String CONFIG = "iormConfiguration";
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;

  public StorageIorm(World world, Tasks tasks, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry.on("StorageResourceManager", "ConfigureDatastoreIORM_Task", "", this::configure);
  }

  private Object configure(Invocation in) throws VimFault {
    Managed datastore = in.object("datastore");
    authorization.demand(in, datastore, "Datastore.Config");
    StorageIORMConfigSpec spec = in.need("spec", StorageIORMConfigSpec.class);
    within("congestionThreshold", spec.congestionThreshold, 5);
    within("percentOfPeakThroughput", spec.percentOfPeakThroughput, 50);
    return tasks.start(
        in,
        datastore,
        TIME,
        plan -> {
          plan.lock(datastore);
          return () -> {
            StorageIORMInfo now = Values.copy(datastore.get(CONFIG, StorageIORMInfo.class));
            StorageIORMInfo config = now == null ? fresh() : now;
            // a Boolean or Integer of the spec is a plain one of the configuration
            config.enabled = spec.enabled == null ? config.enabled : spec.enabled;
            config.congestionThreshold =
                spec.congestionThreshold == null
                    ? config.congestionThreshold
                    : spec.congestionThreshold;
            Values.overlay(spec, config);
            world.set(datastore, CONFIG, config);
            return null;
          };
        });
  }

  /** With the defaults that the API names. */
  private static StorageIORMInfo fresh() {
    StorageIORMInfo config = new StorageIORMInfo();
    config.congestionThresholdMode = "automatic";
    config.congestionThreshold = 30;
    config.percentOfPeakThroughput = 90;
    config.statsCollectionEnabled = false;
    config.reservationEnabled = false;
    return config;
  }

  private static void within(String property, Integer value, int least) throws VimFault {
    if (value != null && (value < least || value > 100)) {
      throw Refuse.argument("spec." + property, "`" + value + "`");
    }
  }
}
