package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.wire.FaultDetail;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the inventory paths of the objects in a fault, because a fault has only their IDs, which
 * tell people nothing. Calls the server, so only after a refusal. Safe for many threads.
 */
public final class ObjectPaths {
  /** No inventory is this deep; a cycle would be a fault of the server. */
  private static final int DEEPEST = 32;

  /** The root folder has a name, {@code Datacenters}, that is not part of any path. */
  private static final String ROOT = "Folder:group-d1";

  private final VimStub api;
  private final ManagedObjectReference collector;

  public ObjectPaths(VimStub api, ManagedObjectReference collector) {
    this.api = api;
    this.collector = collector;
  }

  /** The fault with the paths of its objects, as far as this account may read them. */
  public VimFault named(VimFault fault) {
    if (fault.is(NotAuthenticated.class)) {
      return fault; // without a session nothing can be read
    }
    Set<ManagedObjectReference> objects = FaultDetail.objects(fault);
    Map<ManagedObjectReference, String> paths = new HashMap<>();
    for (ManagedObjectReference ref : objects) {
      if (!ManagedTypes.isInInventory(ref.getType())) {
        continue;
      }
      path(ref).ifPresent(path -> paths.put(ref, path));
    }
    return paths.isEmpty() ? fault : fault.with(paths);
  }

  /** Empty when the object or one of its parents cannot be read or no longer exists. */
  private Optional<String> path(ManagedObjectReference ref) {
    Deque<String> names = new ArrayDeque<>();
    ManagedObjectReference at = ref;
    try {
      while (names.size() < DEEPEST) {
        Map<String, Object> read = read(at);
        Object parent = read.get("parent");
        boolean isRoot = parent == null && ref != at;
        if (!(read.get("name") instanceof String name)) {
          return Optional.empty();
        }
        if (isRoot || ROOT.equals(at.getType() + ":" + at.getVal())) {
          break;
        }
        names.addFirst(EntityName.shown(name));
        if (!(parent instanceof ManagedObjectReference above)) {
          break;
        }
        at = above;
      }
    } catch (RemoteException e) {
      return Optional.empty();
    }
    InventoryPath path = InventoryPath.ROOT;
    for (String name : names) {
      path = path.child(name);
    }
    return Optional.of(path.toString());
  }

  private Map<String, Object> read(ManagedObjectReference ref) throws RemoteException {
    return new Retrieval(api, collector, 1)
            .all(
                ReadSpecs.filter(
                    List.of(ReadSpecs.object(ref)),
                    List.of(ReadSpecs.properties(ref.getType(), List.of("name", "parent")))))
            .stream()
            .findFirst()
            .map(content -> Items.of(content).properties())
            .orElse(Map.of());
  }

  /** A wire that adds the paths of objects to its faults. */
  public static Vim25 naming(Vim25 wire, ManagedObjectReference collector) {
    ObjectPaths paths = new ObjectPaths(StubClient.stub(wire), collector);
    return call -> {
      try {
        return wire.call(call);
      } catch (VimFault e) {
        throw paths.named(e);
      }
    };
  }
}
