package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterAction;
import com.vmware.vim25.ClusterInitialPlacementAction;
import com.vmware.vim25.ClusterRecommendation;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * What DRS recommends where it is manual: nothing happens until somebody applies it ({@code
 * ClusterComputeResource.recommendation}).
 */
public final class ClusterRecommendations {
  /** How a VM is switched on. */
  public interface Start {
    Object powerOn(Invocation one) throws VimFault;
  }

  private static final String PROPERTY = "recommendation";

  private final World world;
  private final Start start;

  public ClusterRecommendations(World world, Start start) {
    this.world = world;
    this.start = start;
  }

  public void register(Registry registry) {
    registry.on(
        "ClusterComputeResource",
        "ApplyRecommendation",
        "Resource.ApplyRecommendation",
        this::apply);
  }

  /** Recommends to switch a VM on where it is; what was recommended for it before goes. */
  public ClusterRecommendation powerOn(Managed cluster, Managed vm, Managed host) {
    ClusterInitialPlacementAction action = new ClusterInitialPlacementAction();
    action.type = "InitialPlacement";
    action.target = vm.ref();
    action.targetHost = host.ref();
    ClusterRecommendation made = new ClusterRecommendation();
    made.key = String.valueOf(world.nextId());
    made.type = "V1";
    made.time = world.calendar();
    made.rating = 1;
    made.reason = "powerOnVm";
    made.reasonText = "Power on virtual machine";
    made.target = cluster.ref();
    made.action = new ClusterAction[] {action};
    List<ClusterRecommendation> all = new ArrayList<>(of(cluster));
    all.removeIf(each -> Values.isSame(each.action[0].target, vm.ref()));
    all.add(made);
    world.set(cluster, PROPERTY, all.toArray(ClusterRecommendation[]::new));
    return made;
  }

  private static List<ClusterRecommendation> of(Managed cluster) {
    ClusterRecommendation[] all = cluster.get(PROPERTY, ClusterRecommendation[].class);
    return all == null ? List.of() : List.of(all);
  }

  private Object apply(Invocation in) throws VimFault {
    String key = in.text("key");
    List<ClusterRecommendation> all = new ArrayList<>(of(in.self()));
    ClusterRecommendation wanted = null;
    for (ClusterRecommendation each : all) {
      wanted = each.key.equals(key) ? each : wanted;
    }
    if (wanted == null) {
      throw Refuse.argument("key", "there is no recommendation " + key);
    }
    all.remove(wanted);
    world.set(in.self(), PROPERTY, all.toArray(ClusterRecommendation[]::new));
    start.powerOn(
        new Invocation(
            world,
            new Call("PowerOnVM_Task", List.of(), "ManagedObjectReference"),
            world.need(wanted.action[0].target),
            in.session()));
    return null;
  }
}
