package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code PropertyFilterSpec} chooses: objects, by following references, and for each the
 * paths that are asked of its type.
 */
final class Selection {
  private final World world;
  private final PropertyFilterSpec spec;
  private final Map<String, List<PropertyPath>> pathsByType = new HashMap<>();
  private final Map<String, SelectionSpec> named = new HashMap<>();
  private final Map<Managed, List<PropertyPath>> chosen = new LinkedHashMap<>();
  private final Set<String> walked = new HashSet<>();

  private Selection(World world, PropertyFilterSpec spec) {
    this.world = world;
    this.spec = spec;
  }

  /**
   * @throws VimFault ManagedObjectNotFound for an object to begin with that is not there, unless
   *     the spec says that these are left out
   */
  static Map<Managed, List<PropertyPath>> of(World world, PropertyFilterSpec spec) throws VimFault {
    Selection selection = new Selection(world, spec);
    for (ObjectSpec object : spec.objectSet == null ? new ObjectSpec[0] : spec.objectSet) {
      selection.begin(object);
    }
    return selection.chosen;
  }

  private void begin(ObjectSpec object) throws VimFault {
    Managed start = world.get(object.obj).orElse(null);
    if (start == null || !start.type().equals(object.obj.type)) {
      if (Boolean.TRUE.equals(spec.reportMissingObjectsInResults)) {
        return;
      }
      throw Refuse.notFound(object.obj);
    }
    if (!Boolean.TRUE.equals(object.skip)) {
      choose(start);
    }
    walk(start, object.selectSet);
  }

  private void walk(Managed from, SelectionSpec[] selections) throws VimFault {
    if (selections == null) {
      return;
    }
    for (SelectionSpec each : selections) {
      if (each instanceof TraversalSpec && each.name != null) {
        named.putIfAbsent(each.name, each);
      }
    }
    for (SelectionSpec each : selections) {
      SelectionSpec real =
          each instanceof TraversalSpec || each.name == null ? each : named.get(each.name);
      if (real instanceof TraversalSpec traversal && from.is(traversal.type)) {
        follow(from, traversal);
      }
    }
  }

  private void follow(Managed from, TraversalSpec traversal) throws VimFault {
    String step = from.id() + " " + traversal.type + " " + traversal.path + " " + traversal.name;
    if (!walked.add(step)) {
      return;
    }
    Object value = PropertyPath.parse(traversal.path).read(world, from);
    List<ManagedObjectReference> next = new ArrayList<>();
    if (value instanceof ManagedObjectReference one) {
      next.add(one);
    } else if (value instanceof ManagedObjectReference[] many) {
      next.addAll(List.of(many));
    }
    for (ManagedObjectReference ref : next) {
      Managed to = world.get(ref).orElse(null);
      if (to != null) {
        if (!Boolean.TRUE.equals(traversal.skip)) {
          choose(to);
        }
        walk(to, traversal.selectSet);
      }
    }
  }

  private void choose(Managed object) throws VimFault {
    List<PropertyPath> paths = pathsByType.get(object.type());
    if (paths == null) {
      paths = paths(object.type());
      pathsByType.put(object.type(), paths);
    }
    boolean asked = false;
    for (PropertySpec each : spec.propSet == null ? new PropertySpec[0] : spec.propSet) {
      asked |= object.is(each.type);
    }
    if (asked) {
      chosen.putIfAbsent(object, paths);
    }
  }

  private List<PropertyPath> paths(String type) throws VimFault {
    Map<String, PropertyPath> paths = new LinkedHashMap<>();
    for (PropertySpec each : spec.propSet == null ? new PropertySpec[0] : spec.propSet) {
      if (!world.schema().isA(type, each.type)) {
        continue;
      }
      if (Boolean.TRUE.equals(each.all)) {
        for (String property : world.schema().properties(type, world.version())) {
          paths.put(property, PropertyPath.parse(property));
        }
      } else if (each.pathSet != null) {
        for (String path : each.pathSet) {
          paths.put(path, PropertyPath.parse(path));
        }
      }
    }
    return List.copyOf(paths.values());
  }
}
