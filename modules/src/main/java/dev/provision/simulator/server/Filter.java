package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyChangeOp;
import com.vmware.vim25.PropertyFilterSpec;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One filter of a collector, and what it has told already. */
final class Filter {
  private final Managed self;
  private final PropertyFilterSpec spec;
  private final Map<String, Told> told = new LinkedHashMap<>();

  private record Told(ManagedObjectReference ref, Map<String, Object> values) {}

  Filter(Managed self, PropertyFilterSpec spec) {
    this.self = self;
    this.spec = spec;
  }

  Managed self() {
    return self;
  }

  /** Forgets what it has reported, so that everything counts as new again. */
  void restart() {
    told.clear();
  }

  /**
   * What is new since it was asked last.
   *
   * @param most objects; the others are news the next time
   */
  List<ObjectUpdate> news(World world, int most) throws VimFault {
    List<ObjectUpdate> news = new ArrayList<>();
    Map<Managed, List<PropertyPath>> now = Selection.of(world, spec);
    for (Map.Entry<Managed, List<PropertyPath>> each : now.entrySet()) {
      if (news.size() == most) {
        return news;
      }
      Managed object = each.getKey();
      Told before = told.get(object.id());
      Map<String, Object> values = new LinkedHashMap<>();
      for (PropertyPath path : each.getValue()) {
        values.put(path.text(), path.read(world, object));
      }
      List<PropertyChange> changes = changes(before, values);
      if (before == null || !changes.isEmpty()) {
        told.put(object.id(), new Told(object.ref(), values));
        news.add(
            update(
                before == null ? ObjectUpdateKind.enter : ObjectUpdateKind.modify,
                object.ref(),
                changes));
      }
    }
    for (Told each : List.copyOf(told.values())) {
      Managed still = world.get(each.ref()).orElse(null);
      if (news.size() < most && (still == null || !now.containsKey(still))) {
        told.remove(each.ref().val);
        news.add(update(ObjectUpdateKind.leave, each.ref(), List.of()));
      }
    }
    return news;
  }

  private static List<PropertyChange> changes(Told before, Map<String, Object> values) {
    List<PropertyChange> changes = new ArrayList<>();
    values.forEach(
        (path, value) -> {
          Object old = before == null ? null : before.values().get(path);
          if (!Values.same(old, value)) {
            PropertyChange change = new PropertyChange();
            change.name = path;
            change.op = PropertyChangeOp.assign;
            change.val = Values.copy(value);
            changes.add(change);
          }
        });
    return changes;
  }

  private static ObjectUpdate update(
      ObjectUpdateKind kind, ManagedObjectReference ref, List<PropertyChange> changes) {
    ObjectUpdate update = new ObjectUpdate();
    update.kind = kind;
    update.obj = ref;
    update.changeSet = changes.isEmpty() ? null : changes.toArray(new PropertyChange[0]);
    return update;
  }
}
